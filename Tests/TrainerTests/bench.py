"""Whole training steps in tokens a second, the trainer and PyTorch by turns on the same work.

Documents of 100 tokens, half of them scored. PyTorch gets a block-diagonal mask and computes logits
at scored rows only. Needs torch. Run from the package's root after
`swift build -c release --build-tests`. Where others use the machine too, wall times say little, and
processor seconds of one thread (`--threads 1`) are what to compare:

    python3 Tests/TrainerTests/bench.py [0.9M 5M 15M] [--threads 2]
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time

import torch
import torch.nn.functional as F

# vocabulary, width, depth, heads, key-value heads, feed-forward; batch rows, row length
CASES = {
    "0.9M": ((512, 128, 4, 4, 4, 384), 16, 256),
    "5M": ((2048, 256, 6, 8, 8, 704), 8, 512),
    "15M": ((4096, 384, 8, 8, 8, 1024), 8, 512),
    "135M": ((49152, 576, 30, 9, 3, 1536), 4, 512),
}


class Block(torch.nn.Module):
    def __init__(self, width, heads, groups, inner):
        super().__init__()
        self.heads, self.groups, self.head = heads, groups, width // heads
        linear = lambda i, o: torch.nn.Linear(i, o, bias=False)
        self.n1, self.n2 = torch.nn.RMSNorm(width, 1e-5), torch.nn.RMSNorm(width, 1e-5)
        self.qkv = linear(width, (heads + 2 * groups) * self.head)
        self.o, self.gate, self.up = linear(width, width), linear(width, inner), linear(width, inner)
        self.down = linear(inner, width)

    def forward(self, x, cos, sin, mask):
        rows, length, _ = x.shape
        q, k, v = self.qkv(self.n1(x)).view(rows, length, -1, self.head).transpose(1, 2).split(
            [self.heads, self.groups, self.groups], 1)
        rotate = lambda t: torch.cat([
            t[..., : self.head // 2] * cos - t[..., self.head // 2:] * sin,
            t[..., self.head // 2:] * cos + t[..., : self.head // 2] * sin], -1)
        repeat = lambda t: t.repeat_interleave(self.heads // self.groups, 1)
        out = F.scaled_dot_product_attention(
            rotate(q), repeat(rotate(k)), repeat(v), attn_mask=mask)
        x = x + self.o(out.transpose(1, 2).reshape(rows, length, -1))
        y = self.n2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


def torch_speed(sizes, rows, length, seconds, bf16):
    vocabulary, width, depth, heads, groups, inner = sizes
    model = torch.nn.ModuleDict({
        "embed": torch.nn.Embedding(vocabulary, width),
        "blocks": torch.nn.ModuleList(Block(width, heads, groups, inner) for _ in range(depth)),
        "norm": torch.nn.RMSNorm(width, 1e-5)})
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.1)
    head = width // heads
    place = torch.arange(length) % 100
    angle = place[:, None] * 10000.0 ** (-2 * torch.arange(head // 2) / head)
    cos, sin = angle.cos(), angle.sin()
    document = torch.arange(length) // 100
    mask = (document[:, None] == document[None]) & torch.ones(length, length).tril().bool()
    ids = torch.randint(0, vocabulary, (rows, length))
    scored = (torch.arange(rows * length) % 2).bool()
    targets = torch.randint(0, vocabulary, (int(scored.sum()),))

    def step():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            x = model["embed"](ids)
            for block in model["blocks"]:
                x = block(x, cos, sin, mask)
            x = model["norm"](x).view(-1, width)[scored]
            loss = F.cross_entropy((x @ model["embed"].weight.t()).float(), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    step()
    wall, processor, end = math.inf, math.inf, time.time() + seconds
    while time.time() < end:
        start, start_processor = time.time(), time.process_time()
        step()
        wall = min(wall, time.time() - start)
        processor = min(processor, time.process_time() - start_processor)
    return rows * length / wall, rows * length / processor


def trainer_speed(sizes, rows, length, seconds, threads, **more):
    with tempfile.TemporaryDirectory() as folder:
        question = {"sizes": sizes, "tokens": rows * length, "document": 100, "threads": threads,
                    "seconds": seconds, **more}
        json.dump(question, open(f"{folder}/bench.json", "w"))
        done = subprocess.run(
            ["swift", "test", "-c", "release", "--skip-build", "--filter", "ExchangeTests"],
            env={**os.environ, "SLUICE_PARITY": folder}, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout[-3000:] + done.stderr[-2000:])
        return json.load(open(f"{folder}/bench-answer.json"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=["0.9M"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for name in options.cases:
        sizes, rows, length = CASES[name]
        for _ in range(2):
            ours = trainer_speed(sizes, rows, length, options.seconds, options.threads)
            f32 = torch_speed(sizes, rows, length, options.seconds, False)
            bf16 = torch_speed(sizes, rows, length, options.seconds, True)
            print(f"{name} {ours['parameters']} parameters, {rows} x {length}, {options.threads} "
                  f"threads, peak {ours['peak_MB']} MB")
            for unit, index in (("", 0), ("processor_", 1)):
                speed = ours[f"tokens_per_{unit}second"]
                print(f"  tokens per {unit}second: {speed:.0f}, PyTorch f32 {f32[index]:.0f} "
                      f"({speed / f32[index]:.2f} x), bf16 {bf16[index]:.0f} "
                      f"({speed / bf16[index]:.2f} x)", flush=True)



main()
