"""Recall and precision of fuzzy dedup on the bench file, by an implementation of its own.

  near_duplicates.py BENCH.jsonl RUN [--jaccard 0.7]

Pairs are looked for by brute force within the groups of BENCH.jsonl.truth (copies of one original; texts
of different groups share hardly a run of five words). A pair at or above the threshold is found where
both ends have one keeper; a removed sample is right where a chain of such pairs joins it to its keeper.
"""
import collections, itertools, json, sqlite3, sys

bench, run = sys.argv[1:3]
threshold = float(sys.argv[4]) if len(sys.argv) > 4 else 0.7
group = {}
for line in open(bench + ".truth"):
    name, kind, of, _ = line.rstrip("\n").split("\t")
    group[name] = of or name
members = collections.defaultdict(list)
for number, line in enumerate(open(bench, "rb")):
    row = json.loads(line)
    members[group[row["id"]]].append((number, row))

db = sqlite3.connect(f"{run}/catalog.sqlite")
keeper = dict(db.execute("SELECT row - 1, keeper - 1 FROM duplicate"))
fuzzy = dict(db.execute("SELECT row - 1, keeper - 1 FROM duplicate WHERE kind = 'fuzzy'"))

def kept(row):
    while row in keeper: row = keeper[row]
    return row

def shingles(row):
    words = (row["input"][0]["content"] + "\n" + row["output"]).lower().split()
    return frozenset(" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))) if words else frozenset()

pairs = found = right = removed = 0
for rows in members.values():
    if len(rows) < 2: continue
    sets = [(number, shingles(row), row["reasoning"]) for number, row in rows]
    root = {number: number for number, _, _ in sets}
    def find(x):
        while root[x] != x: x = root[x]
        return x
    for (a, s, m), (b, t, n) in itertools.combinations(sets, 2):
        if m != n or not s or not t or len(s & t) < threshold * len(s | t): continue
        root[find(a)] = find(b)
        if s != t:
            pairs += 1
            found += kept(a) == kept(b)
    for number, _, _ in sets:
        if number in fuzzy:
            removed += 1
            right += fuzzy[number] in root and find(number) == find(fuzzy[number])
print(f"{pairs} pairs at {threshold} and above: {found} found, recall {found / pairs:.4f}; "
      f"{len(fuzzy)} removed, {right} rightly, precision {right / max(len(fuzzy), 1):.4f}")
