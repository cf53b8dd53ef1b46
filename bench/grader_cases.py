"""Labelled cases as samples of `sluice try`, one file a benchmark: grader_cases.py CASES OUT."""

import json
import os
import subprocess
import sys


def rows(folder, name):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        return [json.loads(line) for line in open(path, encoding="utf-8")]
    if os.path.exists(path + ".zst"):
        text = subprocess.run(["zstd", "-dcq", path + ".zst"], check=True, capture_output=True)
        return [json.loads(line) for line in text.stdout.decode("utf-8").splitlines()]
    return []


def pairs(folder, name):
    for row in rows(folder, name):
        answer = row["pred"]
        if row.get("kind") != "response" and "\\boxed" not in answer:
            answer = "The final answer is \\boxed{" + answer.strip().strip("$") + "}"
        yield {"id": row["id"], "prompt": "?", "output": answer, "expected_answer": row["gold"]}


def instructions(folder):
    for name in ("ifeval.jsonl", "ifeval_mutated.jsonl", "ifeval_edge.jsonl"):
        for row in rows(folder, name):
            named = zip(row["instruction_id_list"], row["kwargs"])
            yield {"id": str(row["key"]), "prompt": row["prompt"], "output": row["response"],
                   "constraints": [{"id": i, "args": k} for i, k in named]}


def tools(folder):
    for row in rows(folder, "bfcl_sample.jsonl"):
        calls = row["candidate"]
        if isinstance(calls, list):
            calls = [{"name": n, "arguments": a} for call in calls for n, a in call.items()]
        yield {"id": row["id"], "prompt": "?", "output": json.dumps(calls),
               "tools": row["functions"], "expected_tool_calls": row["gold"]}


def mbpp(folder):
    for row in rows(folder, "code/mbpp.jsonl"):
        yield {"id": str(row["task_id"]), "prompt": row["text"],
               "output": "```python\n" + row["code"] + "\n```",
               "tests": {"kind": "assert", "setup": row.get("test_setup_code") or "",
                         "code": "\n".join(row["test_list"])}}


def main():
    cases, out = sys.argv[1:]
    made = {
        "math_constructed": pairs(cases, "math_equiv_constructed.jsonl"),
        "math_curated": pairs(cases, "math_equiv.jsonl"),
        "math_bombs": pairs(cases, "math_bombs.jsonl"),
        "instructions": instructions(cases),
        "tools": tools(cases),
        "mbpp": mbpp(cases),
    }
    for name, samples in made.items():
        with open(os.path.join(out, name + ".jsonl"), "w", encoding="utf-8") as file:
            for sample in samples:
                file.write(json.dumps(sample) + "\n")


main()
