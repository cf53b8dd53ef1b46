#!/usr/bin/env python3
"""Writes short synthetic samples, as many as asked, for measuring the whole-set steps.

    gen_samples.py COUNT FOLDER [--seed 1]

FOLDER gets samples-00.jsonl … (a million lines a file) and dataset.yaml. A prompt is a sum that no other
prompt has and gets one to four responses in either mode; one in eight is wrong, one in fifty repeats an
earlier line of its block, and categories, generators and lengths vary. Deterministic by seed.
"""
import argparse
import os
import random

PER_FILE = 1_000_000
CATEGORIES = ["math", "arithmetic", "science", "stem"]
GENERATORS = ["teacher-a", "teacher-b", "teacher-c"]


def lines(count, seed):
    rng = random.Random(seed)
    made, prompt, last = 0, 0, None
    while made < count:
        a, b = prompt, rng.randrange(1000)
        category = CATEGORIES[prompt % len(CATEGORIES)]
        for _ in range(rng.randrange(1, 5)):
            if made == count:
                return
            made += 1
            if last and rng.randrange(50) == 0:
                yield last
                continue
            mode = "on" if rng.randrange(2) else "off"
            answer = a + b + (1 if rng.randrange(8) == 0 else 0)
            steps = " ".join(["and then"] * rng.randrange(12))
            think = f"<think>{a} {steps} {b}</think>\\n\\n" if mode == "on" else ""
            last = (
                f'{{"input":[{{"role":"user","content":"What is {a} + {b}?"}}],'
                f'"output":"{think}\\\\boxed{{{answer}}}","reasoning":"{mode}",'
                f'"category":"{category}","generator":"{GENERATORS[made % 3]}","license":"CC0-1.0",'
                f'"expected_answer":"{a + b}"}}\n'
            )
            yield last
        prompt += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    out, names = None, []
    for number, line in enumerate(lines(options.count, options.seed)):
        if number % PER_FILE == 0:
            if out:
                out.close()
            names.append(f"samples-{number // PER_FILE:02}.jsonl")
            out = open(os.path.join(options.folder, names[-1]), "w", encoding="ascii")
        out.write(line)
    out.close()
    with open(os.path.join(options.folder, "dataset.yaml"), "w", encoding="ascii") as file:
        file.write(f"name: samples\nschema: sluice\nfiles: [{', '.join(names)}]\n")


main()
