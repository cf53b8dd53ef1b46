"""Training steps, scoring and responses in tokens a second, the trainer and PyTorch by turns on the
same work.

Documents of 100 tokens, half of them scored. PyTorch gets a block-diagonal mask and computes logits
at scored rows only; for responses it has the same cache of keys and values. Needs torch. Run from the
package's root after `swift build -c release --build-tests`:

    python3 Tests/TrainerTests/bench.py [0.9M 5M 15M 135M 135M-lora 135M-scoring rollouts] [--threads 2]

Where others use the machine too, wall times say little; processor seconds of one thread
(`--threads 1`) are what to compare. Of several rounds the best one counts, for both alike.
"""
import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time

import torch
import torch.nn.functional as F

# vocabulary, width, depth, heads, key-value heads, feed-forward
SMALL, MIDDLE = (512, 128, 4, 4, 4, 384), (2048, 256, 6, 8, 8, 704)
LARGE, SMOLLM2 = (4096, 384, 8, 8, 8, 1024), (49152, 576, 30, 9, 3, 1536)
# sizes, batch rows, row length, work
CASES = {
    "0.9M": (SMALL, 16, 256, "training"),
    "5M": (MIDDLE, 8, 512, "training"),
    "15M": (LARGE, 8, 512, "training"),
    "135M": (SMOLLM2, 4, 512, "training"),
    "135M-lora": (SMOLLM2, 4, 512, "lora"),
    "135M-scoring": (SMOLLM2, 4, 512, "scoring"),
    "rollouts": (SMALL, 256, 64, "rollouts"),
}
RANK = 16
BUILD = os.environ.get("SLUICE_BUILD", "-c release").split()


class Linear(torch.nn.Module):
    """A projection, with low-rank adapters beside frozen weights where a rank is given."""

    def __init__(self, inputs, outputs, rank):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(outputs, inputs) * inputs ** -0.5)
        self.rank = rank
        if rank:
            self.weight.requires_grad_(False)
            self.a = torch.nn.Parameter(torch.randn(rank, inputs) * inputs ** -0.5)
            self.b = torch.nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x):
        y = F.linear(x, self.weight)
        return y + F.linear(F.linear(x, self.a), self.b) * (32 / self.rank) if self.rank else y


class Block(torch.nn.Module):
    def __init__(self, width, heads, groups, inner, rank):
        super().__init__()
        self.heads, self.groups, self.head = heads, groups, width // heads
        self.n1, self.n2 = torch.nn.RMSNorm(width, 1e-5), torch.nn.RMSNorm(width, 1e-5)
        # Adapters belong to each projection, so those are not fused where there are some.
        parts = [heads, groups, groups] if rank else [heads + 2 * groups]
        self.qkv = torch.nn.ModuleList(Linear(width, n * self.head, rank) for n in parts)
        self.o = Linear(width, width, rank)
        self.gate, self.up = Linear(width, inner, rank), Linear(width, inner, rank)
        self.down = Linear(inner, width, rank)

    def forward(self, x, cos, sin, mask, cache=None, start=0):
        rows, length, _ = x.shape
        y = self.n1(x)
        q, k, v = torch.cat([p(y) for p in self.qkv], -1).view(
            rows, length, -1, self.head).transpose(1, 2).split(
            [self.heads, self.groups, self.groups], 1)
        rotate = lambda t: torch.cat([
            t[..., : self.head // 2] * cos - t[..., self.head // 2:] * sin,
            t[..., self.head // 2:] * cos + t[..., : self.head // 2] * sin], -1)
        q, k = rotate(q), rotate(k)
        if cache is not None:
            cache[0][:, :, start:start + length], cache[1][:, :, start:start + length] = k, v
            k, v = cache[0][:, :, :start + length], cache[1][:, :, :start + length]
        repeat = lambda t: t.repeat_interleave(self.heads // self.groups, 1)
        out = F.scaled_dot_product_attention(
            q, repeat(k), repeat(v), attn_mask=mask, is_causal=mask is None and length > 1)
        x = x + self.o(out.transpose(1, 2).reshape(rows, length, -1))
        y = self.n2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


class Peer:
    def __init__(self, sizes, rank=0):
        self.vocabulary, self.width, depth, self.heads, self.groups, inner = sizes
        self.model = torch.nn.ModuleDict({
            "embed": torch.nn.Embedding(self.vocabulary, self.width),
            "blocks": torch.nn.ModuleList(
                Block(self.width, self.heads, self.groups, inner, rank) for _ in range(depth)),
            "norm": torch.nn.RMSNorm(self.width, 1e-5)})
        if rank:
            for name, parameter in self.model.named_parameters():
                parameter.requires_grad_(name.endswith((".a", ".b")))
        self.trained = [p for p in self.model.parameters() if p.requires_grad]

    def rotary(self, positions):
        head = self.width // self.heads
        angle = positions[:, None] * 10000.0 ** (-2 * torch.arange(head // 2) / head)
        return angle.cos(), angle.sin()

    def logits(self, x, rows):
        x = self.model["norm"](x).view(-1, self.width)[rows]
        return (x @ self.model["embed"].weight.t()).float()

    def steps(self, rows, length, trains):
        optimizer = torch.optim.AdamW(self.trained, lr=1e-4, weight_decay=0.1)
        cos, sin = self.rotary(torch.arange(length) % 100)
        document = torch.arange(length) // 100
        mask = (document[:, None] == document[None]) & torch.ones(length, length).tril().bool()
        ids = torch.randint(0, self.vocabulary, (rows, length))
        scored = (torch.arange(rows * length) % 2).bool()
        targets = torch.randint(0, self.vocabulary, (int(scored.sum()),))

        def step():
            x = self.model["embed"](ids)
            for block in self.model["blocks"]:
                x = block(x, cos, sin, mask)
            loss = F.cross_entropy(self.logits(x, scored), targets)
            return loss

        def train():
            step().backward()
            torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

        return train if trains else torch.no_grad()(step)

    @torch.no_grad()
    def rollouts(self, rows, new):
        head, prompt = self.width // self.heads, 50
        cos, sin = self.rotary(torch.arange(prompt + new))
        x = torch.randint(3, self.vocabulary, (rows, prompt))
        cache = [[torch.zeros(rows, self.groups, prompt + new, head) for _ in "kv"]
                 for _ in self.model["blocks"]]
        start = 0
        for _ in range(new):
            length = x.shape[1]
            y = self.model["embed"](x)
            for block, kept in zip(self.model["blocks"], cache):
                y = block(y, cos[start:start + length], sin[start:start + length], None, kept, start)
            start += length
            last = self.logits(y[:, -1:], slice(None))
            x = torch.multinomial(torch.softmax(last, -1), 1)


def torch_speed(sizes, rows, length, work, seconds, bf16):
    peer = Peer(sizes, RANK if work == "lora" else 0)
    if work == "rollouts":
        run = lambda: peer.rollouts(rows, length)
    else:
        run = peer.steps(rows, length, work != "scoring")
    wall, processor, end = math.inf, math.inf, 0
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        for turn in range(10 ** 6):
            start, start_processor = time.time(), time.process_time()
            run()
            if turn == 0:  # warms up
                end = time.time() + seconds
                continue
            wall = min(wall, time.time() - start)
            processor = min(processor, time.process_time() - start_processor)
            if time.time() > end:
                break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"tokens_per_second": rows * length / wall,
            "tokens_per_processor_second": rows * length / processor, "peak_MB": peak}


def in_a_process_of_its_own(*arguments):
    """So that its peak of memory is its own."""
    command = [sys.executable, __file__, "--peer", json.dumps(arguments)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def trainer_speed(seconds, threads, sizes=SMALL, **more):
    with tempfile.TemporaryDirectory() as folder:
        question = {"sizes": sizes, "document": 100, "threads": threads, "seconds": seconds, **more}
        json.dump(question, open(f"{folder}/bench.json", "w"))
        done = subprocess.run(
            ["swift", "test", *BUILD, "--skip-build", "--filter", "ExchangeTests"],
            env={**os.environ, "SLUICE_PARITY": folder}, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout[-3000:] + done.stderr[-2000:])
        return json.load(open(f"{folder}/bench-answer.json"))


def operations(sizes, tokens_scored):
    """Multiply-adds of the matrix products of one token's forward pass, times 2."""
    vocabulary, width, depth, heads, groups, inner = sizes
    head = width // heads
    block = width * (heads + 2 * groups) * head + width * width + 3 * width * inner
    return 2 * (depth * block + tokens_scored * vocabulary * width)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=["0.9M"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        threads, *rest = json.loads(options.peer)
        torch.set_num_threads(threads)
        return print(json.dumps(torch_speed(*rest)))
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            print(line.split(":")[1].strip() + f", torch {torch.__version__}")
            break
    peak = trainer_speed(3, 1, work="product")["tokens_per_processor_second"]
    print(f"product of 960 x 576 and 576 x 1536, one thread: {peak:.0f} GFLOP/s")
    for name in options.cases:
        sizes, rows, length, work = CASES[name]
        more = {"tokens": rows * length, "work": work, "rows": rows}
        if work == "lora":
            more["rank"] = RANK
        best = {}
        for _ in range(options.rounds):
            runs = {"ours": trainer_speed(options.seconds, options.threads, sizes, **more)}
            for kind, bf16 in (("f32", False), ("bf16", True)):
                runs[kind] = in_a_process_of_its_own(
                    options.threads, sizes, rows, length, work, options.seconds, bf16)
            for kind, found in runs.items():
                for key, value in found.items():
                    best[kind, key] = max(value, best.get((kind, key), 0))
        print(f"{name}: {rows} x {length}, {options.threads} threads, peak MB "
              + ", ".join(f"{kind} {best[kind, 'peak_MB']}" for kind in ("ours", "f32", "bf16")))
        for unit in ("second", "processor_second"):
            speed = {kind: best[kind, f"tokens_per_{unit}"] for kind in ("ours", "f32", "bf16")}
            print(f"  tokens per {unit}: {speed['ours']:.0f}, PyTorch f32 {speed['f32']:.0f} "
                  f"({speed['ours'] / speed['f32']:.2f} x), bf16 {speed['bf16']:.0f} "
                  f"({speed['ours'] / speed['bf16']:.2f} x)", flush=True)
        if work in ("training", "scoring"):
            passes = 3 if work == "training" else 1
            used = best["ours", "tokens_per_processor_second"] * passes * operations(sizes, 0.5) / 1e9
            print(f"  {used:.0f} GFLOP/s in products, {100 * used / peak:.0f} % of the peak")


main()
