"""Loads a checkpoint of `sluice sft` with transformers and compares its greedy answers.

Needs torch and transformers: `make test-checkpoint` makes a virtual environment for them.

    python3 Tests/checkpoint_check.py .build/release/sluice runs/demo/sft/checkpoint
"""
import subprocess
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM

QUESTIONS = [
    "Leo has 2 eggs. Leo finds 3 more. Leo gives away 1. How many eggs are there now?",
    "Ada has 9 cups. Ada loses 4. Ada buys 5 more. How many cups does she have?",
    "What is 7+8?",
]


def answers_of_sluice(binary, folder, mode):
    # A fresh conversation each time; the last turn's end is the next prompt's begin.
    lines = [f"/think {mode}"]
    for question in QUESTIONS:
        lines += ["/reset", question]
    command = [binary, "chat", folder, "--temperature", "0"]
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def answers_of_transformers(model, tokenizer, mode):
    out = ""
    for question in QUESTIONS:
        turns = [{"role": "system", "content": f"detailed thinking {mode}"},
                 {"role": "user", "content": question}]
        prompt = tokenizer.apply_chat_template(
            turns, add_generation_prompt=True, return_tensors="pt", return_dict=True)
        ids = model.generate(
            **prompt, max_new_tokens=256, do_sample=False,
            eos_token_id=tokenizer.convert_tokens_to_ids("<|im_end|>"),
            pad_token_id=tokenizer.convert_tokens_to_ids("<|endoftext|>"))
        answer = ids[0, prompt["input_ids"].shape[1]:]
        out += tokenizer.decode(answer, skip_special_tokens=True) + "\n"
    return out


def main():
    binary, folder = sys.argv[1:]
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert isinstance(model, LlamaForCausalLM), type(model)
    bad = 0
    for mode in ["on", "off"]:
        ours, theirs = answers_of_sluice(binary, folder, mode), answers_of_transformers(model, tokenizer, mode)
        bad += ours != theirs
        print(f"{'ok' if ours == theirs else 'FAILED'}: greedy answers, thinking {mode}")
        if ours != theirs:
            print(f"--- sluice\n{ours}--- transformers\n{theirs}")
    sys.exit(bad != 0)


main()
