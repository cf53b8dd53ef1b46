#!/usr/bin/env python3
"""Writes short synthetic samples, as many as asked, for measuring the whole-set steps.

    gen_samples.py COUNT FOLDER [--seed 1]

FOLDER gets samples-00.jsonl … (a million lines a file) and dataset.yaml. A prompt is a sum that no other
prompt has and gets one to four responses in either mode, of about twenty words; one in eight is wrong, one
in fifty repeats the line before it, one in fifty does so with one word more, and categories, generators and
lengths vary. Deterministic by seed.
"""
import argparse
import os
import random

PER_FILE = 1_000_000
CATEGORIES = ["math", "arithmetic", "science", "stem"]
GENERATORS = ["teacher-a", "teacher-b", "teacher-c"]

WORDS = """add the first number to second then carry one over and write down what is left so we get this sum of
both parts check again by taking it away from total which gives back where began count tens before units
""".split()


def lines(count, seed):
    rng = random.Random(seed)
    phrases = [" ".join(rng.choices(WORDS, k=8)) for _ in range(4096)]
    made, prompt, last, longer = 0, 0, None, None
    while made < count:
        a, b = prompt, rng.randrange(1000)
        category = CATEGORIES[prompt % len(CATEGORIES)]
        for _ in range(rng.randrange(1, 5)):
            if made == count:
                return
            made += 1
            repeat = rng.randrange(50)
            if last and repeat < 2:
                yield longer if repeat else last
                continue
            mode = "on" if rng.randrange(2) else "off"
            answer = a + b + (1 if rng.randrange(8) == 0 else 0)
            steps = " ".join(rng.choices(phrases, k=rng.randrange(2, 4)))
            text = f"<think>{a} {steps} {b}</think>\\n\\n" if mode == "on" else steps
            head = f'{{"input":[{{"role":"user","content":"What is {a} + {b}?"}}],"output":"{text}'
            tail = (
                f' \\\\boxed{{{answer}}}","reasoning":"{mode}",'
                f'"category":"{category}","generator":"{GENERATORS[made % 3]}","license":"CC0-1.0",'
                f'"expected_answer":"{a + b}"}}\n'
            )
            last, longer = head + tail, head + " so" + tail
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
