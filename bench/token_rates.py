"""Megabytes of text a CPU-second, one thread: this library beside PyPI's, in one run.

  token_rates.py TOKENIZE MODELS FILE.jsonl[.zst]…        (`make bench-tokens`)

Texts are the responses of the files, in their order, up to 40 MB. Llama 3's vocabulary and DeepSeek's
(128,000 tokens each) are read by `tokenizers`, `gigatoken` and this library, the former by `tiktoken`
too. `tokenizers` reads every 10th text and `tiktoken` every 4th, for they are slower. `gigatoken` is
shown at first and warm, since it keeps what it has seen.
"""

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
sys.path.insert(0, os.path.join(sys.path[0], "../Tests/TokenizersTests"))
from nvidia_filters import LLAMA3_PATTERN
from nvidia_rows import lines
from parity import converted, rank_file

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
    ranks = rank_file(f"{models}/llama3.tiktoken")
    with open("runs/llama3.json", "w", encoding="utf-8") as out:
        out.write(converted(ranks, LLAMA3_PATTERN, [("<|begin_of_text|>", 128000)]))
    ours(tokenize, f"{models}/llama3.tiktoken", path)
    peers(texts, "runs/llama3.json")
    encoding = tiktoken.Encoding("llama3", pat_str=LLAMA3_PATTERN, mergeable_ranks=ranks, special_tokens={})
    print(f"  tiktoken      {rate(texts[::4], encoding.encode_ordinary):6.1f} MB/s encoding")
    ours(tokenize, f"{models}/deepseek.json", path)
    peers(texts, f"{models}/deepseek.json")


def peers(texts, file):
    giga = gigatoken.Tokenizer(file)
    rounds = [round(rate(texts, giga.encode)) for _ in range(3)]
    print(f"  gigatoken     {rounds[0]:>6} MB/s encoding at first, {max(rounds)} warm")
    other = Tokenizer.from_file(file)
    speed = rate(texts[::10], lambda text: other.encode(text, add_special_tokens=False))
    print(f"  tokenizers    {speed:6.2f} MB/s encoding")


if __name__ == "__main__":
    main()
