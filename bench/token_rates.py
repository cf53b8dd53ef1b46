"""Megabytes of text a CPU-second, one thread: this library beside PyPI's, in one run.

  token_rates.py TOKENIZE MODELS FILE.jsonl[.zst]…        (`make bench-tokens`)

Texts are the responses of the files, in their order, up to 40 MB. DeepSeek's vocabulary (128,000
tokens) is read as a tokenizer.json by `tokenizers`, `gigatoken` and this library, Llama 3's (128,000)
by `tiktoken` and this library. `tokenizers` reads every 40th text and `tiktoken` every 4th, for they
are slower. `gigatoken` is shown for three rounds, since it keeps what it has seen.
"""

import base64
import json
import os
import subprocess
import sys
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import gigatoken
import tiktoken
from tokenizers import Tokenizer

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from nvidia_filters import LLAMA3_PATTERN
from nvidia_rows import lines

LIMIT = 40_000_000


def responses(paths):
    size = 0
    for path in paths:
        for line in lines(path):
            try:
                record = json.loads(line)
                text = record.get("response") or record.get("output")
                size += len(text.encode())
            except (ValueError, AttributeError):
                continue  # no sample, or half a surrogate pair
            if size > LIMIT:
                return
            if text:
                yield text


def rate(texts, encode):
    size = sum(len(text.encode()) for text in texts)
    start = time.process_time()
    for text in texts:
        encode(text)
    return size / (time.process_time() - start) / 1e6


def ours(tokenize, vocabulary, path):
    run = subprocess.run([tokenize, "bench", vocabulary, path], stdout=subprocess.PIPE, check=True, text=True)
    size, tokens, cold, warm, encoding = run.stdout.split()
    print(f"{os.path.basename(vocabulary)}: {int(size) / 1e6:.1f} MB, {int(tokens):,} tokens")
    print(f"  ours          {cold:>6} MB/s counting at first, {warm} warm; {encoding} encoding")


def main():
    tokenize, models, *files = sys.argv[1:]
    texts = list(responses(files))
    if not texts:
        sys.exit("token_rates.py: the files have no responses")
    path = "runs/bench-tokens.jsonl"
    os.makedirs("runs", exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
    ours(tokenize, f"{models}/deepseek.json", path)
    giga = gigatoken.Tokenizer(f"{models}/deepseek.json")
    rounds = [round(rate(texts, giga.encode)) for _ in range(3)]
    print(f"  gigatoken     {rounds[0]:>6} MB/s encoding at first, {max(rounds)} warm")
    other = Tokenizer.from_file(f"{models}/deepseek.json")
    print(f"  tokenizers    {rate(texts[::40], lambda t: other.encode(t, add_special_tokens=False)):6.2f} MB/s encoding")
    ours(tokenize, f"{models}/llama3.tiktoken", path)
    with open(f"{models}/llama3.tiktoken", "rb") as file:
        ranks = {base64.b64decode(token): int(rank) for token, rank in map(bytes.split, file)}
    encoding = tiktoken.Encoding("llama3", pat_str=LLAMA3_PATTERN, mergeable_ranks=ranks, special_tokens={})
    print(f"  tiktoken      {rate(texts[::4], encoding.encode_ordinary):6.1f} MB/s encoding")


if __name__ == "__main__":
    main()
