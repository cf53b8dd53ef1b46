"""Rows in the layout of Llama-Nemotron v1.1 from Sluice's own schema or from {prompt, response} records.

  nvidia_rows.py [--ladders] FILE.jsonl[.zst]… > rows.jsonl

Lines that are no records with a prompt and a response are left out. Every third row is marked as not
used for Nano, so that step 1 has something to do; a column `line` numbers the rows from 1. With
`--ladders` rows of growing length follow, of which each has one word more than the last, from below a
limit of the token steps to above it.
"""

import json
import subprocess
import sys


def lines(path):
    if path.endswith(".zst"):
        with subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE) as process:
            yield from process.stdout
    else:
        with open(path, "rb") as file:
            yield from file


def row(record):
    """The row, or None where the record is not of the two layouts."""
    if isinstance(record.get("input"), list) and isinstance(record.get("output"), str):
        messages, output = record["input"], record["output"]
        mode, system = record.get("reasoning"), record.get("system_prompt") or ""
    elif isinstance(record.get("prompt"), str) and isinstance(record.get("response"), str):
        messages, output = [{"role": "user", "content": record["prompt"]}], record["response"]
        mode, system = None, ""
    else:
        return None
    if not all(isinstance(m, dict) and isinstance(m.get("content"), str) for m in messages):
        return None
    if mode not in ("on", "off"):
        thinks = system.endswith("on") if system else "<think>" in output
        mode = "on" if thinks else "off"
    return {"input": messages, "output": output, "reasoning": mode,
            "system_prompt": system or f"detailed thinking {mode}",
            "category": record.get("category") or "chat", "license": record.get("license") or "",
            "generator": record.get("generator") or "", "version": "v1.1"}


# Each is one token of Llama 3's with the space before it.
WORDS = ("the train leaves the station in the morning and the people on the way to work read a book or"
         " look out of the window at the river and the hills until they come to the city").split()


def words(count):
    return " ".join(WORDS[i % len(WORDS)] for i in range(count))


def ladders():
    """Rows around 8,192 tokens of the completion and 16,384 in total, in both modes."""
    for step in range(-48, 49):
        for mode in ("on", "off"):
            yield record("Tell a story.", completion(8192 + step, mode), mode)
            # The template and the tags have some 50 tokens.
            yield record("Tell this again. " + words(12_334 + step), completion(4000, mode), mode)
    for edge in (" ", "\n", "\n\n", "\u00a0", "\t\n "):  # what the template takes off
        for step in range(-3, 4):
            yield record("Tell a story.", edge + words(8192 + step) + edge, "off")


def completion(count, mode):
    if mode == "off":
        return words(count)
    return f"<think>\n{words(count // 2)}\n</think>\n\n{words(count - count // 2)}"


def record(prompt, output, mode):
    return {"input": [{"role": "user", "content": prompt}], "output": output, "reasoning": mode}


def records(paths):
    for path in paths:
        for line in lines(path):
            try:
                yield json.loads(line)
            except ValueError:
                continue


def main():
    number = 0
    paths = [path for path in sys.argv[1:] if path != "--ladders"]
    made_up = ladders() if "--ladders" in sys.argv else ()
    for source in (records(paths), made_up):
        for found in source:
            try:
                made = row(found)
                text = json.dumps(made, ensure_ascii=False)
                text.encode("utf-8")
            except (ValueError, AttributeError, KeyError, UnicodeError):
                continue
            if made is None:
                continue
            number += 1
            skipped = number % 3 == 0 and source is not made_up
            made["used_in_training"] = ["Ultra"] if skipped else ["Nano", "Super", "Ultra"]
            made["line"] = number
            print(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
