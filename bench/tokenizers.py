"""Megabytes of text a CPU-second, one thread: this library beside PyPI `tokenizers` and `gigatoken`.

    python3 -m venv .venv-bench && .venv-bench/bin/pip install tokenizers==0.23.3 gigatoken==0.10.0
    swift build -c release --product tokenize
    .venv-bench/bin/python bench/tokenizers.py .build/release/tokenize TOKENIZER.json TEXTS.jsonl

TEXTS has a JSON string a line, such as a trace of some kilobytes. `tokenizers` reads every 40th, for
it is slow.
"""
import json
import os
import subprocess
import sys
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import gigatoken
from tokenizers import Tokenizer


def rate(texts, encode):
    size = sum(len(text.encode()) for text in texts)
    start = time.process_time()
    for text in texts:
        encode(text)
    return size / (time.process_time() - start) / 1e6


tokenize, tokenizer, path = sys.argv[1:]
with open(path) as file:
    texts = [json.loads(line) for line in file]
run = subprocess.run([tokenize, "bench", tokenizer, path], stdout=subprocess.PIPE, check=True, text=True)
size, tokens, cold, warm, encoding = run.stdout.split()
print(f"{int(size) / 1e6:.1f} MB, {tokens} tokens")
print(f"ours: counting {cold} at first, {warm} warm, encoding {encoding}")
giga = gigatoken.Tokenizer(tokenizer)
print("gigatoken:", [round(rate(texts, giga.encode)) for _ in range(3)])
other = Tokenizer.from_file(tokenizer)
print("tokenizers:", round(rate(texts[::40], lambda text: other.encode(text, add_special_tokens=False)), 2))
