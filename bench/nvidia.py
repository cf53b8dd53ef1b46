"""Sluice beside a plain script of NVIDIA's curation tutorial, row by row, on the same input.

  nvidia.py SLUICE WORK FILE.jsonl[.zst]…        (`make nvidia`)

Rows are made by nvidia_rows.py, judged by nvidia_filters.py and by Sluice with bench/nvidia.yaml.
Every row on which the two differ falls under one of the causes below; a row that falls under none is
printed and ends the comparison with status 4. Figures are in docs/recipes.md.
"""

import collections
import json
import os
import sqlite3
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Why rows differ, by the tutorial's step (None: it keeps the row) and Sluice's reason (None: it keeps).
CAUSES = {
    (None, "template_token"): "control tokens of a chat template in the response; the tutorial does not look for them",
    (None, "empty_think"): "a think block of white space in another spelling than the tutorial's three",
    (None, "several_think"): "more than one pair of tags; the tutorial asks only whether each occurs",
    (None, "stray_tag"): "more than one pair of tags; the tutorial asks only whether each occurs",
    (None, "misplaced_think"): "the closing tag stands before the opening one; the tutorial asks only whether each occurs",
    (None, "text_before_think"): "text before the think block; the tutorial takes tags anywhere",
    (None, "other_tag"): "reasoning in another model's tags; the tutorial looks for <think> only",
    (None, "empty_answer"): "nothing after </think>; the tutorial does not look",
    (None, "broken_box"): "the box is opened and never closed; the tutorial asks only whether \\boxed occurs",
    (None, "missing_box"): "the box stands in the reasoning alone; the tutorial takes any \\boxed of the output",
    (None, "unclosed_think"): "the only closing tag is quoted as code; the tutorial takes it for one",
    ("on", None): "no opening tag, as where a template wrote it; ingest puts it back and notes the repair",
    ("off", None): "the tag is quoted as code, not used; the tutorial takes it for one",
    ("unclosed", None): "the tag is quoted as code, not used; the tutorial takes it for one",
    (None, "notAllowed"): "the answer or the reasoning by itself is not called English; the tutorial asks about the whole conversation with its template",
    ("language", None): "the whole conversation with its template is not called English; answer and reasoning by themselves are, or are too short to say",
    ("malformed", None): "the prompt names \\boxed without asking for a box",
}


# Step 7, where fastText's model is at hand (LID); its reader is Sluice's own.
LANGUAGE = """  - language: {{settings: {{languages: [en], model: {model}, commonWords: false, windowBytes: 0, minLetters: 20}},
               limits: {{notAllowed: {{max: 0}}}}, policy: drop}}
"""
# Steps 8 and 9, where Llama 3's tokenizer is at hand (LLAMA3).
TOKENS = """complexity:
  - tokens: {{settings: {{tokenizer: {model}, template: llama3}}, limits: {{total: {{max: 16384}}, completion: {{max: 8192}}}}, policy: drop}}
"""


def recipe(work, lid, tokenizer):
    with open(f"{HERE}/nvidia.yaml", encoding="utf-8") as file:
        text = file.read()
    if lid:
        text += LANGUAGE.format(model=json.dumps(os.path.abspath(lid)))
    if tokenizer:
        text += TOKENS.format(model=json.dumps(os.path.abspath(tokenizer)))
    with open(f"{work}/nvidia.yaml", "w", encoding="utf-8") as file:
        file.write(text)


def run(command, **options):
    return subprocess.run(command, check=True, **options)


def sluice_verdicts(sluice, work, rows):
    """By line: None where the row is kept, else Sluice's reason; and what ingest repaired."""
    with open(f"{work}/dataset.yaml", "w", encoding="utf-8") as file:
        file.write("name: rows\nschema: nemotron_v1_1\nfiles: [rows.jsonl]\n")
    run(["rm", "-rf", f"{work}/run"])
    run([sluice, "run", "--run", f"{work}/run", "--dataset", f"{work}/dataset.yaml",
         "--recipe", f"{work}/nvidia.yaml", "--quiet"])
    places = {}
    for part in sorted(os.listdir(f"{work}/run/pool")):
        with subprocess.Popen(["zstd", "-dcq", f"{work}/run/pool/{part}"],
                              stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                row = json.loads(line)
                places[row["id"]] = json.loads(row["metadata"])["line"]
    verdicts = {}
    catalog = sqlite3.connect(f"{work}/run/catalog.sqlite")
    for identifier, filter_name, reason in catalog.execute("SELECT id, filter, reason FROM decision"):
        verdicts[places[identifier]] = None if filter_name is None else f"{filter_name}: {reason}"
    return verdicts


def cause(step, verdict):
    reason = None if verdict is None else verdict.split(": ", 1)[1]
    return CAUSES.get((step, reason))


def main():
    sluice, work, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.makedirs(work, exist_ok=True)
    rows = f"{work}/rows.jsonl"
    with open(rows, "wb") as out:
        run([sys.executable, f"{HERE}/nvidia_rows.py", *files], stdout=out)
    recipe(work, os.environ.get("LID"), os.environ.get("LLAMA3"))
    models = [argument for name, path in (("--lid", os.environ.get("LID")),
                                          ("--tokenizer", os.environ.get("LLAMA3")))
              if path for argument in (name, path)]
    theirs = run([sys.executable, f"{HERE}/nvidia_filters.py", rows, *models],
                 stdout=subprocess.PIPE, text=True).stdout
    steps = {row["line"]: row["step"] for row in map(json.loads, theirs.splitlines())}
    verdicts = sluice_verdicts(sluice, work, rows)
    table, unexplained = collections.Counter(), []
    for line, step in steps.items():
        verdict = verdicts.get(line, "ingest: quarantined")
        if (step is None) == (verdict is None):
            table[("same", "kept" if step is None else "dropped")] += 1
            continue
        why = cause(step, verdict)
        table[(why or "UNEXPLAINED", f"tutorial: {step or 'kept'}; Sluice: {verdict or 'kept'}")] += 1
        if why is None:
            unexplained.append((line, step, verdict))
    print(f"{len(steps):,} rows")
    for (why, what), count in sorted(table.items(), key=lambda item: -item[1]):
        print(f"{count:9,}  {what}" + ("" if why == "same" else f"\n           {why}"))
    for line, step, verdict in unexplained[:20]:
        print(f"row {line}: tutorial {step or 'keeps'}, Sluice {verdict or 'keeps'}")
    sys.exit(4 if unexplained else 0)


if __name__ == "__main__":
    main()
