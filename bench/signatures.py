"""MinHash signatures per CPU second: rensa with Python shingling, and the kernels of Sources/CBytes.

  signatures.py BENCH.jsonl        needs orjson and rensa from PyPI, and clang
"""
import os, struct, subprocess, sys, tempfile, time

import orjson
from rensa import RMinHash

texts = []
for line in open(sys.argv[1], "rb"):
    row = orjson.loads(line)
    texts.append(row["input"][0]["content"] + "\n" + row["output"])
size = sum(len(text.encode()) for text in texts)

start = time.process_time()
for text in texts:
    words = text.lower().split()
    m = RMinHash(num_perm=128, seed=42)
    m.update([" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))])
    m.digest()
seconds = time.process_time() - start
print(f"rensa, 128 permutations: {seconds:.2f} CPU s, {size / seconds / 1e6:.1f} MB/s")

here = os.path.dirname(os.path.abspath(__file__))
with tempfile.TemporaryDirectory() as folder:
    with open(f"{folder}/texts", "wb") as out:
        for text in texts:
            data = text.encode()
            out.write(struct.pack("<I", len(data)) + data)
    subprocess.run(["clang", "-O3", f"{here}/signatures.c", "-o", f"{folder}/signatures"], check=True)
    for bands, rows in ((16, 8), (26, 5)):
        subprocess.run([f"{folder}/signatures", f"{folder}/texts", str(bands), str(rows)], check=True)
