#!/usr/bin/env python3
"""Measures the methods of `select` on samples with scores, tags and embeddings around topics.

    selection.py SLUICE FOLDER [--count 100000] [--dimension 256] [--threads 2]

Prints processor seconds of a decision with each method (judged before but for the embeddings: reading findings,
selecting and writing the decision), its peak of memory, and how many it left for which reason. The line
`none` is a decision without selection. Needs numpy.
"""
import argparse
import json
import multiprocessing
import os
import resource
import subprocess

import numpy as np

FILTERS = "complexity: [{field: {settings: {field: hard, words: []}}}, {tags: {settings: {field: tags}}}]\n"
BY = "method: deita, by: complexity.field.value"


def write(folder, count, dimension):
    rng = np.random.default_rng(1)
    topics = count // 8
    centres = rng.standard_normal((topics, dimension)).astype("f4")
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    topic = rng.integers(0, topics, count)
    noise = rng.standard_normal((count, dimension)).astype("f4") * (0.32 / dimension**0.5)
    np.save(f"{folder}/vectors.npy", (centres[topic] + noise).astype("f2"))
    with open(f"{folder}/raw.jsonl", "w") as out:
        for number in range(count):
            words = [f"w{w}" for w in np.random.default_rng(int(topic[number])).integers(0, 5000, 30)]
            for place in rng.integers(0, 30, 3):
                words[place] = f"x{rng.integers(1 << 30)}"
            tags = [f"t{t}" for t in rng.integers(0, 3000, rng.integers(1, 12))]
            row = {"prompt": " ".join(words), "output": f"answer {number}", "reasoning": "off", "category": "chat",
                   "name": str(number), "hard": float(rng.random()), "tags": tags}
            out.write(json.dumps(row) + "\n")
    with open(f"{folder}/ids", "w") as out:
        out.writelines(f"{number}\n" for number in range(count))
    with open(f"{folder}/dataset.yaml", "w") as out:
        out.write("name: select\nschema: sluice\nfiles: [raw.jsonl]\n")


def decide(options, name, step):
    run, recipe = f"{options.folder}/run", f"{options.folder}/{name}.yaml"
    with open(recipe, "w") as out:
        out.write(f"name: {name}\n{FILTERS}" + (f"select: {step}\n" if step else ""))
    common = ["--run", run, "--recipe", recipe, "--dataset", f"{options.folder}/dataset.yaml", "--quiet"]
    subprocess.run([options.sluice, "complexity", *common], check=True)
    subprocess.run([options.sluice, "quality", *common], check=True)
    pid = os.posix_spawn(options.sluice, [options.sluice, "blend", *common, "--threads", options.threads], os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, name
    text = subprocess.run([options.sluice, "status", "--json", "--run", run], capture_output=True, check=True).stdout
    stage = next(s for s in json.loads(text)["funnel"]["stages"] if s["stage"] == "select")
    left = ", ".join(f"{r['reason']} {r['samples']}" for r in stage["reasons"])
    print(f"{name:14} {usage.ru_utime + usage.ru_stime:7.2f} CPU s {usage.ru_maxrss >> 10:5} MB  {left}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sluice")
    parser.add_argument("folder")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--threads", default="2")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    # In a process of its own, since a child's peak begins with its parent's size.
    writer = multiprocessing.Process(target=write, args=(options.folder, options.count, options.dimension))
    writer.start()
    writer.join()
    vectors = f"embedding: {{file: {options.folder}/vectors.npy, ids: {options.folder}/ids, key: name}}"
    for name, step in [
        ("first", None),  # ingests
        ("none", None),
        ("top", "{method: top, by: complexity.field.value, share: 0.1}"),
        ("instag", "{method: instag, count: 6000}"),
        ("deita", f"{{{BY}, count: 6000, {vectors}}}"),
        ("deita-all", f"{{{BY}, {vectors}}}"),
        ("words", f"{{{BY}, count: 6000}}"),
        ("words-all", f"{{{BY}}}"),
    ]:
        decide(options, name, step)


if __name__ == "__main__":
    main()
