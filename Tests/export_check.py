#!/usr/bin/env python3
"""Loads exports with Hugging Face's datasets library and compares them with the run's manifest.

    export_check.py MANIFEST FOLDER [FOLDER ...] [--rl FOLDER] [--preference FOLDER]

Checks, for each folder: the default configuration loads without a word of ours, every row is there,
the columns have their declared types, no prompt is in two splits, and the halves of a pair are in one
and share their turns. Prompts for RL: each once, in batches of one size. Preferences:
TRL's columns, and two different responses.
"""
import argparse
import json
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
                    pairs.setdefault(row["pair_id"], []).append((name, row["reasoning"], key))
        assert len(pairs) == manifest["pairs"], (folder, len(pairs), manifest["pairs"])
        for pair, halves in pairs.items():
            assert sorted(mode for _, mode, _ in halves) == ["off", "on"], (folder, pair)
            assert len({name for name, _, _ in halves}) == 1, (folder, pair)
            assert len({turns for _, _, turns in halves}) == 1, (folder, pair)
        for category, count in manifest["counts"]["category"].items():
            part = load_dataset(folder, category, cache_dir=cache)
            assert sum(split.num_rows for split in part.values()) == count, (folder, category)
        print(f"{folder}: {rows} rows, {len(pairs)} pairs, splits {({k: v.num_rows for k, v in splits.items()})}")


def check_rl(folder):
    with tempfile.TemporaryDirectory() as cache:
        splits = load_dataset(folder, cache_dir=cache)
        seen = set()
        for name, split in splits.items():
            assert split.features["pass_rate"].dtype == "float64", split.features
            assert split.features["batch"].dtype == "int64", split.features
            for row in split:
                assert row["prompt_id"] not in seen, row["prompt_id"]
                seen.add(row["prompt_id"])
                assert row["pass_rate"] == row["passed"] / row["judged"], row["prompt_id"]
                assert row["pass_rate_low"] <= row["pass_rate"] <= row["pass_rate_high"]
                assert (row["batch"] >= 0) == (name == "train"), (name, row["batch"])
                assert row["prompt"][-1]["content"], row["prompt_id"]
        train = splits["train"].sort("position")
        assert train["batch"][:] == sorted(train["batch"][:])
        # A set with few hard prompts ends with what is left of the easy ones, so only sizes are certain.
        sizes = [train["batch"][:].count(batch) for batch in range(train[-1]["batch"] + 1)]
        assert len(set(sizes[:-1])) <= 1 and sizes[-1] <= sizes[0], sizes
        print(f"{folder}: {len(seen)} prompts in {train[-1]['batch'] + 1} batches")


def check_preference(folder):
    with tempfile.TemporaryDirectory() as cache:
        splits = load_dataset(folder, cache_dir=cache)
        rows = 0
        for split in splits.values():
            for row in split:
                rows += 1
                (chosen,), (rejected,) = row["chosen"], row["rejected"]
                assert chosen["role"] == rejected["role"] == "assistant", row["prompt_id"]
                assert chosen["content"] != rejected["content"], row["prompt_id"]
                assert [t["role"] for t in row["prompt"][:1]] == ["system"], row["prompt_id"]
                assert row["score_chosen"] > row["score_rejected"], row["prompt_id"]
        assert rows > 0, folder
        print(f"{folder}: {rows} comparisons")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--rl")
    parser.add_argument("--preference")
    options = parser.parse_args()
    with open(options.manifest, encoding="utf-8") as file:
        manifest = json.load(file)
    for folder in options.folders:
        check(folder, manifest)
    passed = len(options.folders)
    if options.rl:
        check_rl(options.rl)
        passed += 1
    if options.preference:
        check_preference(options.preference)
        passed += 1
    print(f"{passed} passed, 0 failed")


main()
