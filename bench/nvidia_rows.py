"""Rows in the layout of Llama-Nemotron v1.1 from Sluice's own schema or from {prompt, response} records.

  nvidia_rows.py FILE.jsonl[.zst]… > rows.jsonl

Lines that are no records with a prompt and a response are left out. Every third row is marked as not
used for Nano, so that step 1 has something to do; a column `line` numbers the rows from 1.
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


def main():
    number = 0
    for path in sys.argv[1:]:
        for line in lines(path):
            try:
                made = row(json.loads(line))
                text = json.dumps(made, ensure_ascii=False)
                text.encode("utf-8")
            except (ValueError, AttributeError, KeyError, UnicodeError):
                continue
            if made is None:
                continue
            number += 1
            made["used_in_training"] = ["Ultra"] if number % 3 == 0 else ["Nano", "Super", "Ultra"]
            made["line"] = number
            print(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
