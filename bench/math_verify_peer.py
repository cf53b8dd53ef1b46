"""Math-Verify's speed on pairs drawn evenly from a file: math_verify_peer.py FILE ROWS."""

import json
import sys
import time

from math_verify import parse, verify

lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
lines = lines[:: max(1, len(lines) // int(sys.argv[2]))]
samples = [json.loads(line) for line in lines]
parse("$1$")
start = time.process_time()
for sample in samples:
    verify(parse("\\boxed{" + sample["expected_answer"] + "}"), parse(sample["output"]))
seconds = time.process_time() - start
print(f"math-verify: {len(samples) / seconds:.0f} a CPU-second ({len(samples)} in {seconds:.2f} s)")
