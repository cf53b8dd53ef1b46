#!/usr/bin/env python3
"""Loads exports with Hugging Face's datasets library and compares them with the run's manifest.

    export_check.py MANIFEST FOLDER [FOLDER ...]

Checks, for each folder: the default configuration loads without a word of ours, every row is there,
the columns have their declared types, no prompt is in two splits, and the halves of a pair are in one.
"""
import json
import sys
import tempfile

from datasets import load_dataset


def prompt(row):
    turns = row.get("input") or row.get("prompt") or row["messages"][:-1]
    return json.dumps([t["content"] for t in turns if t["role"] != "system"])


def check(folder, manifest):
    with tempfile.TemporaryDirectory() as cache:
        splits = load_dataset(folder, cache_dir=cache)
        rows = sum(split.num_rows for split in splits.values())
        assert rows == manifest["samples"], (folder, rows, manifest["samples"])
        where, pairs = {}, {}
        for name, split in splits.items():
            assert split.features["pair_id"].dtype == "string", split.features
            for row in split:
                key = prompt(row)
                assert where.setdefault(key, name) == name, f"{folder}: a prompt is in {where[key]} and {name}"
                if row["pair_id"]:
                    pairs.setdefault(row["pair_id"], []).append((name, row["reasoning"]))
        assert len(pairs) == manifest["pairs"], (folder, len(pairs), manifest["pairs"])
        for pair, halves in pairs.items():
            assert sorted(mode for _, mode in halves) == ["off", "on"], (folder, pair, halves)
            assert len({name for name, _ in halves}) == 1, (folder, pair, halves)
        for category, count in manifest["counts"]["category"].items():
            part = load_dataset(folder, category, cache_dir=cache)
            assert sum(split.num_rows for split in part.values()) == count, (folder, category)
        print(f"{folder}: {rows} rows, {len(pairs)} pairs, splits {({k: v.num_rows for k, v in splits.items()})}")


def main():
    manifest = json.load(open(sys.argv[1], encoding="utf-8"))
    for folder in sys.argv[2:]:
        check(folder, manifest)
    print(f"{len(sys.argv) - 2} passed, 0 failed")


main()
