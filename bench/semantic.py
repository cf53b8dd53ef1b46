#!/usr/bin/env python3
"""Semantic dedup of synthetic embeddings against brute force: cost, memory, recall and precision.

  semantic.py SLUICE FOLDER [--count 50000] [--width 256] [--epsilon 0.01]

Vectors lie around topics, as embeddings of texts do; one in ten is followed by a copy that is nearly the same.
A pair at or above the cosine is found where both ends have one keeper; needs numpy.
"""
import argparse, json, os, sqlite3, subprocess
import numpy

parser = argparse.ArgumentParser()
parser.add_argument("sluice")
parser.add_argument("folder")
parser.add_argument("--count", type=int, default=50_000)
parser.add_argument("--width", type=int, default=256)
parser.add_argument("--epsilon", type=float, default=0.01)
options = parser.parse_args()
folder, count = options.folder, options.count

random = numpy.random.default_rng(1)
topics = random.standard_normal((count // 100 + 1, options.width))
vectors = topics[random.integers(len(topics), size=count)] + 0.7 * random.standard_normal((count, options.width))
copies = numpy.arange(1, count, 10)
noise = random.standard_normal((len(copies), options.width)) * random.uniform(0, 0.25, (len(copies), 1))
vectors[copies] = vectors[copies - 1] + noise
vectors = (vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)).astype(numpy.float32)

os.makedirs(folder, exist_ok=True)
numpy.save(f"{folder}/vectors.npy", vectors)
with open(f"{folder}/vectors.ids", "w") as names, open(f"{folder}/samples.jsonl", "w") as samples:
    for number in range(count):
        names.write(f"u{number}\n")
        samples.write(json.dumps({"prompt": f"number {number}", "output": f"answer {number}", "reasoning": "off",
                                  "category": "chat", "uuid": f"u{number}"}) + "\n")
open(f"{folder}/dataset.yaml", "w").write("name: d\nschema: sluice\nfiles: [samples.jsonl]\n")
open(f"{folder}/recipe.yaml", "w").write(
    f"name: semantic\ndedup: {{semantic: {{file: {folder}/vectors.npy, ids: {folder}/vectors.ids, key: uuid, "
    f"epsilon: {options.epsilon}}}}}\n")
subprocess.run(["rm", "-rf", f"{folder}/run"], check=True)
# By a small process, since a child's peak begins with what its parent has.
measured = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"""
command = [options.sluice, "dedup", "--run", f"{folder}/run", "--dataset", f"{folder}/dataset.yaml",
           "--recipe", f"{folder}/recipe.yaml", "--threads", "1", "--quiet"]
used = subprocess.run(["python3", "-c", measured] + command, check=True, capture_output=True, text=True).stdout
seconds, peak = map(float, used.split())

database = sqlite3.connect(f"{folder}/run/catalog.sqlite")
keeper = dict(database.execute("SELECT row - 1, keeper - 1 FROM duplicate"))
root = list(range(count))


def find(x):
    while root[x] != x: x = root[x]
    return x


pairs = found = 0
for start in range(0, count, 1000):
    products = vectors[start:start + 1000] @ vectors.T
    for a, b in numpy.argwhere(products >= 1 - options.epsilon):
        a += start
        if a < b:
            pairs += 1
            found += keeper.get(a, a) == keeper.get(b, b)
            root[find(a)] = find(b)
right = sum(find(row) == find(other) for row, other in keeper.items())
print(f"{count} vectors of {options.width}: {seconds:.1f} CPU s with ingest, "
      f"{peak:.0f} MB peak; {pairs} pairs, {found} found, recall {found / max(pairs, 1):.4f}; "
      f"{len(keeper)} removed, {right} rightly, precision {right / max(len(keeper), 1):.4f}")
