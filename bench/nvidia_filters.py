"""The filters of NVIDIA's curation tutorial for the Llama-Nemotron dataset, as a plain script.

Written from a description of the steps (NeMo Curator, tutorials/llama-nemotron-data-curation), to
compare Sluice's recipe with; the steps and their order are the tutorial's:

  1 model      keep rows whose used_in_training names nano (in whatever case)
  2 empty      drop an empty think block, in three spellings
  3 malformed  drop rows whose input has \\boxed and whose output has none; rows of v1.1 keep their
               input as a list, for which the tutorial's test on a text never fires
  4 unclosed   drop <think> without </think>
  5 off        drop rows of mode off with a think tag
  6 on         drop rows of mode on without one of the tags
  7 language   fastText's lid.176 says en of the whole rendered conversation
  8 total      at most 16,384 tokens, rendered by the template of Llama 3.1
  9 completion at most 8,192 tokens of the output, as the template writes it

then rows are sorted by completion tokens and on and off alternate.

  nvidia_filters.py ROWS.jsonl [--lid lid.176.ftz] [--tokenizer tokenizer.model] [--boxed text|list]

prints a line for each row: {"line", "kept", "step", "tokens", "completion", "language", "parts"};
line counts from 1. Steps without their file are left out.
"""

import argparse
import base64
import json
import sys

EMPTY = ("<think></think>", "<think>\n</think>", "<think>\n\n</think>")
MAX_TOTAL, MAX_COMPLETION = 16_384, 8_192

# The pattern of Llama 3's tokenizer (llama-models, llama3/tokenizer.py).
LLAMA3_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
# Its control tokens in Llama 3.1's tokenizer.json, from 128,000 on.
LLAMA3_SPECIAL = [
    "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|reserved_special_token_1|>",
    "<|finetune_right_pad_id|>", "<|reserved_special_token_2|>", "<|start_header_id|>", "<|end_header_id|>",
    "<|eom_id|>", "<|eot_id|>", "<|python_tag|>",
    *(f"<|reserved_special_token_{i}|>" for i in range(3, 248))]


class Tokens:
    """Counts tokens by Llama 3's ranks."""

    def __init__(self, path):
        import tiktoken

        ranks = {}
        with open(path, "rb") as file:
            for line in file:
                token, rank = line.split()
                ranks[base64.b64decode(token)] = int(rank)
        special = {token: len(ranks) + i for i, token in enumerate(LLAMA3_SPECIAL)}
        self.encoding = tiktoken.Encoding(
            "llama3", pat_str=LLAMA3_PATTERN, mergeable_ranks=ranks, special_tokens=special)

    def count(self, text):
        """Control tokens that are spelt in the text count one each, as those of the template."""
        return len(self.encoding.encode(text, allowed_special="all"))


def turns(row):
    """The conversation without the response."""
    if isinstance(row["input"], str):
        return None
    messages = [dict(role=m["role"], content=m["content"]) for m in row["input"]]
    if row.get("system_prompt") and not any(m["role"] == "system" for m in messages):
        messages.insert(0, {"role": "system", "content": row["system_prompt"]})
    return messages


def render(messages, output=None):
    """Llama 3.1's template for plain turns; its date lines come with the system turn."""
    system = ""
    if messages and messages[0]["role"] == "system":
        system, messages = messages[0]["content"].strip(), messages[1:]
    text = ("<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
            "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
            f"{system}<|eot_id|>")
    for m in messages:
        text += f"<|start_header_id|>{m['role']}<|end_header_id|>\n\n{m['content'].strip()}<|eot_id|>"
    if output is None:
        return text + "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return text + f"<|start_header_id|>assistant<|end_header_id|>\n\n{output.strip()}<|eot_id|>"


def filter_row(row, language, tokens, boxed_in_lists):
    """The first step that drops a row, or None, with what was measured on the way."""
    measures = {}
    output, mode = row.get("output") or "", row.get("reasoning")
    if "nano" not in json.dumps(row.get("used_in_training") or "").lower():
        return "model", measures
    if any(empty in output for empty in EMPTY):
        return "empty", measures
    if isinstance(row["input"], str):
        prompt = row["input"]
    else:
        prompt = "\n".join(m["content"] for m in row["input"]) if boxed_in_lists else ""
    if "\\boxed" in prompt and "\\boxed" not in output:
        return "malformed", measures
    has_open, has_close = "<think>" in output, "</think>" in output
    if has_open and not has_close:
        return "unclosed", measures
    if mode == "off" and (has_open or has_close):
        return "off", measures
    if mode == "on" and not (has_open and has_close):
        return "on", measures
    messages = turns(row)
    whole = row["input"] + output if messages is None else render(messages, output)
    if language is not None:
        measures["language"] = language(whole)
        # For the comparison alone: what the model says of the parts by themselves.
        measures["parts"] = [
            language(part) for part in output.replace("<think>", "</think>").split("</think>") if part.strip()]
        if measures["language"] != "en":
            return "language", measures
    if tokens is not None:
        measures["tokens"] = tokens.count(whole)
        measures["completion"] = tokens.count(output.strip())
        if measures["tokens"] > MAX_TOTAL:
            return "total", measures
        if measures["completion"] > MAX_COMPLETION:
            return "completion", measures
    return None, measures


def interleave(on, off):
    """One of each in turn until the shorter is used up, then the rest."""
    order = [row for pair in zip(on, off) for row in pair]
    shorter = min(len(on), len(off))
    return order + on[shorter:] + off[shorter:]


def identifier(path):
    import fasttext

    model = fasttext.load_model(path)
    # fastText reads one line.
    return lambda text: model.predict(text.replace("\n", " "))[0][0].removeprefix("__label__")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows")
    parser.add_argument("--lid")
    parser.add_argument("--tokenizer")
    parser.add_argument("--boxed", choices=["text", "list"], default="list",
                        help="text: test only inputs that are a text, as the tutorial does")
    options = parser.parse_args()
    language = identifier(options.lid) if options.lid else None
    tokens = Tokens(options.tokenizer) if options.tokenizer else None
    results, on, off = [], [], []
    with open(options.rows, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            row = json.loads(line)
            step, measures = filter_row(row, language, tokens, options.boxed == "list")
            results.append({"line": number, "kept": step is None, "step": step, **measures})
            if step is None:
                size = measures.get("completion", len(row["output"].split()))
                (on if row["reasoning"] == "on" else off).append((size, number))
    places = {number: place for place, (_, number) in enumerate(interleave(sorted(on), sorted(off)))}
    for result in results:
        result["place"] = places.get(result["line"])
        print(json.dumps(result))
    print(f"{len(results)} rows, {len(places)} kept", file=sys.stderr)


if __name__ == "__main__":
    main()
