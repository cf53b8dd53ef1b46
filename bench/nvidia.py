"""Sluice beside a plain script of NVIDIA's curation tutorial, row by row, on the same input.

  nvidia.py SLUICE WORK FILE.jsonl[.zst]…        (`make nvidia`)

Rows are made by nvidia_rows.py, judged by nvidia_filters.py and by Sluice with bench/nvidia.yaml.
Every row on which the two differ must fall under one of the causes below, and the row itself must show
that cause; WORK/differences.tsv has a line for each with what shows it. A row without a cause, or whose
numbers of tokens are not the same on both sides, is printed and ends the comparison with status 4.
LID and LLAMA3 name the models of steps 7 to 9; without them those steps are left out on both sides.
Figures are in docs/recipes.md.
"""

import collections
import json
import os
import re
import sqlite3
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

CONTROL = re.compile(r"<\|[^|<>]{1,40}\|>|<\uff5c[^<>]{1,40}\uff5c>|\[/?INST\]|</?s>|<(?:start|end)_of_turn>")
OTHER_TAG = re.compile(r"<\W?/?(?:analysis|thinking|thought|thoughts|reasoning|reason|reflection|scratchpad|begin_of_thought|[a-z_]*think)\W?>|\[/?THINK\]|\u25c1", re.I)
CODE = re.compile(r"`[^`]*</?think>[^`]*`", re.S)


def counts(row):
    return f"{row['output'].count('<think>')} opening, {row['output'].count('</think>')} closing tags"


def several(row, _):
    return counts(row) if counts(row) != "1 opening, 1 closing tags" else None


def control(row, _):
    found = CONTROL.search(row["output"])
    return found and found.group()


def other_tag(row, _):
    found = OTHER_TAG.search(row["output"].replace("<think>", "").replace("</think>", ""))
    return found and found.group()


def quoted(row, _):
    return CODE.search(row["output"]) and "a tag between backticks"


def no_opening(row, _):
    return "<think>" not in row["output"] and "</think>" in row["output"] and counts(row)


def parts(row, theirs):
    """The languages of the parts by the tutorial's model, where one of them is not English."""
    found = theirs.get("parts") or []
    return any(part != "en" for part in found) and "parts: " + ", ".join(found)


def whole(row, theirs):
    return f"whole: {theirs.get('language')}; parts: {', '.join(theirs.get('parts') or [])}"


def box(row, _):
    last = row["output"].rsplit("</think>", 1)[-1]
    return "\\boxed" not in last and "no box after the reasoning"


def box_in_prompt(row, _):
    return any("\\boxed" in m["content"] for m in row["input"]) and "\\boxed in the prompt"


def broken_box(row, _):
    return "\\boxed" in row["output"] and "\\boxed in the response"


def before(row, _):
    length = len(row["output"].split("<think>")[0].strip())
    return length and f"{length} characters before the tag"


def nothing_after(row, _):
    return not row["output"].rsplit("</think>", 1)[-1].strip() and "only white space after the tag"


def closing_first(row, _):
    text = row["output"]
    return text.find("</think>") < text.find("<think>") and "closing tag first"


def blank_think(row, _):
    return re.search(r"<think>\s*</think>", row["output"]) and "only white space between the tags"


# Why rows differ, by the tutorial's step (None: it keeps the row) and Sluice's reason (None: it keeps),
# and what of the row shows it.
CAUSES = {
    (None, "template_token"): (control, "control tokens of a chat template in the response; the tutorial does not look for them"),
    (None, "empty_think"): (blank_think, "a think block of white space in another spelling than the tutorial's three"),
    (None, "several_think"): (several, "more than one pair of tags; the tutorial asks only whether each occurs"),
    (None, "stray_tag"): (several, "more than one pair of tags; the tutorial asks only whether each occurs"),
    (None, "misplaced_think"): (closing_first, "the closing tag stands before the opening one; the tutorial asks only whether each occurs"),
    (None, "text_before_think"): (before, "text before the think block; the tutorial takes tags anywhere"),
    (None, "other_tag"): (other_tag, "reasoning in another model's tags; the tutorial looks for <think> only"),
    (None, "empty_answer"): (nothing_after, "nothing after </think>; the tutorial does not look"),
    (None, "broken_box"): (broken_box, "the box is opened and never closed; the tutorial asks only whether \\boxed occurs"),
    (None, "missing_box"): (box, "the box stands in the reasoning alone; the tutorial takes any \\boxed of the output"),
    (None, "unclosed_think"): (quoted, "the only closing tag is quoted as code; the tutorial takes it for one"),
    ("on", None): (no_opening, "no opening tag, as where a template wrote it; ingest puts it back and notes the repair"),
    ("off", None): (quoted, "the tag is quoted as code, not used; the tutorial takes it for one"),
    ("unclosed", None): (quoted, "the tag is quoted as code, not used; the tutorial takes it for one"),
    (None, "notAllowed"): (parts, "the answer or the reasoning by itself is not called English; the tutorial asks about the whole conversation with its template"),
    ("language", None): (whole, "the whole conversation with its template is not called English; answer and reasoning by themselves are, or are too short to say"),
    ("malformed", None): (box_in_prompt, "the prompt names \\boxed without asking for a box"),
}


# Step 7, where fastText's model is at hand (LID): read by PyPI's fasttext-predict there, by Sluice's own reader here.
LANGUAGE = """  - language: {{settings: {{languages: [en], model: {model}, commonWords: false, windowBytes: 0, minLetters: 20}},
               limits: {{notAllowed: {{max: 0}}}}, policy: drop}}
"""
# Steps 8 and 9, where Llama 3's tokenizer is at hand (LLAMA3).
TOKENS = """complexity:
  - tokens: {{settings: {{tokenizer: {model}, template: llama3.1}}, limits: {{total: {{max: 16384}}, completion: {{max: 8192}}}}, policy: drop}}
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


def sluice_verdicts(sluice, work):
    """By line: None where the row is kept, else Sluice's reason; and the numbers of tokens."""
    with open(f"{work}/dataset.yaml", "w", encoding="utf-8") as file:
        file.write("name: rows\nschema: nemotron_v1_1\nfiles: [rows.jsonl]\n")
    run(["rm", "-rf", f"{work}/run"])
    run([sluice, "run", "--run", f"{work}/run", "--dataset", f"{work}/dataset.yaml",
         "--recipe", f"{work}/nvidia.yaml", "--quiet"])
    catalog = sqlite3.connect(f"{work}/run/catalog.sqlite")
    verdicts = dict(
        (line, None if filter_name is None else f"{filter_name}: {reason}")
        for line, filter_name, reason in catalog.execute(
            "SELECT line, filter, reason FROM decision JOIN sample USING (row)"))
    tokens = {}
    for line, names, values in catalog.execute(
            "SELECT line, names, measures FROM finding JOIN sample USING (row)"
            " WHERE filter = 'complexity.tokens' AND names LIKE '%total%'"):
        found = dict(zip(json.loads(names), json.loads(values)))
        tokens[line] = (found["total"], found["completion"])
    return verdicts, tokens


def cause(row, theirs, verdict):
    """The cause and what shows it; None where there is none."""
    reason = None if verdict is None else verdict.split(": ", 1)[1]
    shows, text = CAUSES.get((theirs["step"], reason), (None, None))
    evidence = shows and shows(row, theirs)
    return (text, evidence) if evidence else None


def compare(rows, theirs, verdicts, out):
    """Writes a line for each row that differs; gives the counts and what is without a cause."""
    table, differences, unexplained = collections.Counter(), [], []
    for row in rows:
        line = row["line"]
        judged, verdict = theirs[line], verdicts.get(line, "ingest: quarantined")
        step = judged["step"]
        if (step is None) == (verdict is None):
            table[("same", "kept by both" if step is None else "dropped by both")] += 1
            continue
        why = cause(row, judged, verdict)
        sides = f"tutorial: {step or 'kept'}; Sluice: {verdict or 'kept'}"
        table[(why[0] if why else "WITHOUT A CAUSE", sides)] += 1
        if why is None:
            unexplained.append(f"row {line}: {sides}")
        differences.append((sides, line, step or "kept", verdict or "kept", *(why or ("none", ""))))
    with open(out, "w", encoding="utf-8") as file:
        print("line", "tutorial", "sluice", "cause", "shown by", sep="\t", file=file)
        for _, *fields in sorted(differences):
            print(*(str(field).replace("\t", " ").replace("\n", " ") for field in fields), sep="\t", file=file)
    return table, unexplained


def compare_tokens(path, theirs, tokens, out):
    """Compares the numbers of tokens and writes a line for each difference; gives those without a cause."""
    counted, differing, unexplained = 0, 0, []
    with open(path, encoding="utf-8") as rows, open(out, "a", encoding="utf-8") as file:
        for row in map(json.loads, rows):
            line, judged = row["line"], theirs[row["line"]]
            if "tokens" not in judged:
                continue
            counted += 1
            right, found = (judged["tokens"], judged["completion"]), tokens.get(line)
            if found == right:
                continue
            differing += 1
            shown = control(row, judged)
            sides = [f"{pair[0]:g} and {pair[1]:g} tokens" if pair else "none" for pair in (right, found)]
            if shown:
                print(line, *sides, "ingest takes control tokens off the end and notes the repair", shown,
                      sep="\t", file=file)
            else:
                unexplained.append(f"row {line}: tutorial {sides[0]}, Sluice {sides[1]}")
    print(f"{counted:,} rows reach the steps of tokens; {counted - differing:,} have the same total and "
          f"completion, {differing - len(unexplained):,} others had control tokens that ingest took off")
    return unexplained


def main():
    sluice, work, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.makedirs(work, exist_ok=True)
    lid, tokenizer = os.environ.get("LID"), os.environ.get("LLAMA3")
    rows = f"{work}/rows.jsonl"
    with open(rows, "wb") as out:
        run([sys.executable, f"{HERE}/nvidia_rows.py", *(["--ladders"] if tokenizer else []), *files], stdout=out)
    recipe(work, lid, tokenizer)
    models = [argument for name, path in (("--lid", lid), ("--tokenizer", tokenizer))
              if path for argument in (name, path)]
    output = run([sys.executable, f"{HERE}/nvidia_filters.py", rows, *models],
                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    theirs = {row["line"]: row for row in map(json.loads, output.splitlines())}
    verdicts, tokens = sluice_verdicts(sluice, work)
    with open(rows, encoding="utf-8") as file:
        table, unexplained = compare(map(json.loads, file), theirs, verdicts, f"{work}/differences.tsv")
    print(f"{len(theirs):,} rows, steps 1 to 6{', 7 with lid.176' if lid else ''}"
          f"{', 8 and 9 with Llama 3.1 tokens' if tokenizer else ''}")
    for (why, what), count in sorted(table.items(), key=lambda item: -item[1]):
        print(f"{count:9,}  {what}" + ("" if why == "same" else f"\n           {why}"))
    print(f"           by the tutorial's steps: "
          + ", ".join(f"{step} {count:,}" for step, count in collections.Counter(
              row["step"] or "kept" for row in theirs.values()).items()))
    if tokenizer:
        unexplained += compare_tokens(rows, theirs, tokens, f"{work}/differences.tsv")
    print(f"each row that differs: {work}/differences.tsv")
    print(*unexplained[:20], sep="\n", end="\n" if unexplained else "")
    sys.exit(4 if unexplained else 0)


if __name__ == "__main__":
    main()
