"""Recall and precision of fuzzy dedup, by an implementation of its own.

  near_duplicates.py BENCH.jsonl RUN [--jaccard 0.7]
  near_duplicates.py RUN [--jaccard 0.8]

With BENCH.jsonl pairs are looked for by brute force within the groups of BENCH.jsonl.truth (copies of one
original; texts of different groups share hardly a run of five words). Without, all samples of the run's pool
that reached fuzzy dedup are joined with each other exactly: two sets of that Jaccard similarity share an
element among the rarest few of each (prefix filtering, Chaudhuri, Ganti and Kaushik 2006). A pair at or above
the threshold is found where both ends have one keeper; a removed sample is right where a chain of such pairs
joins it to its keeper.
"""
import argparse, collections, glob, itertools, json, math, sqlite3, subprocess

parser = argparse.ArgumentParser()
parser.add_argument("bench", nargs="?")
parser.add_argument("run")
parser.add_argument("--jaccard", type=float, default=0.7)
options = parser.parse_args()
threshold = options.jaccard


def shingles(row):
    prompt = "\n\n".join(turn["content"] for turn in row["input"] if turn["role"] == "user")
    words = (prompt + "\n" + row["output"]).lower().split()
    return frozenset(" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))) if words else frozenset()


def alike(s, t):
    return bool(s and t) and len(s & t) >= threshold * len(s | t)


def bench_pairs():
    group, members = {}, collections.defaultdict(list)
    for line in open(options.bench + ".truth"):
        name, _, of, _ = line.rstrip("\n").split("\t")
        group[name] = of or name
    for number, line in enumerate(open(options.bench, "rb")):
        row = json.loads(line)
        members[group[row["id"]]].append((number, row))
    for rows in members.values():
        sets = [(number, shingles(row), row["reasoning"]) for number, row in rows] if len(rows) > 1 else []
        for (a, s, m), (b, t, n) in itertools.combinations(sets, 2):
            if m == n and alike(s, t):
                yield a, b, s == t


def pool_pairs(database):
    query = """SELECT row - 1 FROM decision
        WHERE coalesce(stage, '') IN ('', 'decontaminate', 'pair', 'blend') OR filter = 'dedup.minhash'"""
    reached = {row for row, in database.execute(query)}
    sets, counts, number = {}, collections.Counter(), 0
    for part in sorted(glob.glob(f"{options.run}/pool/*.zst")):
        for line in subprocess.run(["zstdcat", part], capture_output=True, check=True).stdout.splitlines():
            if number in reached:
                row = json.loads(line)
                sets[number] = shingles(row), row["reasoning"]
                counts.update(sets[number][0])
            number += 1
    rarest = collections.defaultdict(list)
    for number, (own, mode) in sets.items():
        ordered = sorted(own, key=lambda shingle: (counts[shingle], shingle))
        candidates = set()
        for shingle in ordered[:len(ordered) - math.ceil(threshold * len(ordered)) + 1]:
            candidates.update(rarest[mode, shingle])
            rarest[mode, shingle].append(number)
        for other in candidates:
            if alike(own, sets[other][0]):
                yield other, number, own == sets[other][0]


database = sqlite3.connect(f"{options.run}/catalog.sqlite")
keeper = dict(database.execute("SELECT row - 1, keeper - 1 FROM duplicate"))
fuzzy = dict(database.execute("SELECT row - 1, keeper - 1 FROM duplicate WHERE kind = 'fuzzy'"))
root = {}


def kept(row):
    while row in keeper: row = keeper[row]
    return row


def find(x):
    while root.setdefault(x, x) != x: x = root[x]
    return x


pairs = found = 0
for a, b, is_equal in bench_pairs() if options.bench else pool_pairs(database):
    root[find(a)] = find(b)
    if options.bench and is_equal: continue  # the work of exact dedup
    pairs += 1
    found += kept(a) == kept(b)
right = sum(find(row) == find(other) for row, other in fuzzy.items())
print(f"{pairs} pairs at {threshold} and above: {found} found, recall {found / max(pairs, 1):.4f}; "
      f"{len(fuzzy)} removed, {right} rightly, precision {right / max(len(fuzzy), 1):.4f}")
