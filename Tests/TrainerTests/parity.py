"""Compares the trainer with PyTorch and transformers: logits, gradients, a loss curve, a checkpoint.

Needs torch, transformers, tokenizers, safetensors. Run from the package's root after
`swift build -c release --build-tests`:

    python3 Tests/TrainerTests/parity.py
"""
import json
import os
import random
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

STEPS, PER_STEP = 50, 4
# Which build is asked; "--scratch-path .build-debug" is one that is made faster.
BUILD = os.environ.get("SLUICE_BUILD", "-c release").split()


def answer_of(folder):
    command = ["swift", "test", *BUILD, "--skip-build", "--filter", "ExchangeTests"]
    done = subprocess.run(
        command, env={**os.environ, "SLUICE_PARITY": folder}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout[-4000:] + done.stderr[-2000:])
    return json.load(open(f"{folder}/answer.json"))


def scored_logits(model, document):
    tokens = torch.tensor([document["tokens"]])
    rows = [i - 1 for i, w in enumerate(document["weights"]) if i and w]
    return model(tokens).logits[0][rows]


def loss_of(model, documents):
    total = sum(w for d in documents for w in d["weights"][1:])
    loss = 0.0
    for document in documents:
        scored = [(t, w) for t, w in list(zip(document["tokens"], document["weights"]))[1:] if w]
        if scored:
            logs = torch.log_softmax(scored_logits(model, document), -1)
            for row, (token, weight) in enumerate(scored):
                loss = loss - weight * logs[row, token]
    return loss / total


def expect(name, found, limit):
    print(f"{'ok' if found <= limit else 'FAILED'}: {name} {found:.2e} (at most {limit:.0e})")
    return found <= limit


def case(name, threads, **sizes):
    print(f"{name}, {threads} thread(s)")
    torch.manual_seed(1)
    random.seed(2)
    config = LlamaConfig(
        max_position_embeddings=512, rms_norm_eps=1e-5, attention_bias=False, **sizes)
    model = LlamaForCausalLM(config).float().eval()
    for parameter in model.parameters():
        if parameter.dim() == 2:
            torch.nn.init.normal_(parameter, 0, 0.08)
    documents = []
    for length in [1, 2, 70, 33, 100, 9, 57, 24, 64, 12]:
        weights = [float(i % 3) / 2 if i > length // 3 else 0.0 for i in range(length)]
        documents.append({
            "tokens": [random.randrange(config.vocab_size) for _ in range(length)],
            "weights": weights})
    rates = [3e-3 * min(1, (i + 1) / 5) for i in range(STEPS)]
    texts = ["Hello, world! It's 12345.", "  naïve\n\ncafé — 東京 🙂", "<think>\n1+1=2\n</think>x"]
    question = {
        "documents": documents, "rates": rates, "documents_per_step": PER_STEP, "threads": threads,
        "prompt": [5, 6, 7], "text": "the answer is the answer, and the question is the world",
        "texts": texts}
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(f"{folder}/base")
        json.dump(question, open(f"{folder}/question.json", "w"))
        answer = answer_of(folder)
        good = True
        with torch.no_grad():
            logits = torch.cat([scored_logits(model, d) for d in documents])
        found = (torch.tensor(answer["logits"]) - logits).abs().max().item()
        good &= expect("logits, largest difference", found, 1e-4)

        loss_of(model, documents).backward()
        gradient = load_file(f"{folder}/gradient.safetensors")
        worst = max(
            ((gradient[n] - p.grad).norm() / p.grad.norm()).item()
            for n, p in model.named_parameters())
        good &= expect("gradients, largest relative difference of a tensor", worst, 1e-4)

        matrices = [p for p in model.parameters() if p.dim() == 2]
        gains = [p for p in model.parameters() if p.dim() == 1]
        optimizer = torch.optim.AdamW(
            [{"params": matrices, "weight_decay": 0.1}, {"params": gains, "weight_decay": 0.0}],
            betas=(0.9, 0.98), eps=1e-8)
        losses = []
        for step, rate in enumerate(rates):
            batch = [documents[(step * PER_STEP + i) % len(documents)] for i in range(PER_STEP)]
            optimizer.zero_grad()
            loss = loss_of(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()
            losses.append(loss.item())
        worst = max(abs(a - b) / b for a, b in zip(answer["losses"], losses))
        good &= expect(f"loss curve of {STEPS} steps, relative", worst, 1e-2)
        print(f"    loss {losses[0]:.3f} to {losses[-1]:.3f}")

        loaded = AutoModelForCausalLM.from_pretrained(f"{folder}/trained").eval()
        prompt = torch.tensor([question["prompt"]])
        greedy = loaded.generate(
            prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=40, do_sample=False,
            eos_token_id=None, pad_token_id=0)[0, 3:].tolist()
        good &= expect("greedy tokens of the checkpoint that differ",
                       sum(a != b for a, b in zip(greedy, answer["greedy"])), 0)
        tokenizer = AutoTokenizer.from_pretrained(f"{folder}/trained")
        encoded = [tokenizer(t, add_special_tokens=False).input_ids for t in texts]
        good &= expect("texts that the tokenizer encodes differently",
                       sum(a != b for a, b in zip(encoded, answer["encoded"])), 0)
        chat = tokenizer.apply_chat_template(
            [{"role": "user", "content": "hi"}], tokenize=False, add_generation_prompt=True)
        good &= expect("chat templates that differ", int(chat != answer["chat"]), 0)
        return good


def main():
    results = [
        case("grouped heads, odd sizes, untied head", 1, vocab_size=307, hidden_size=36,
             intermediate_size=52, num_hidden_layers=3, num_attention_heads=4,
             num_key_value_heads=2, head_dim=10, tie_word_embeddings=False),
        case("tied head", 2, vocab_size=320, hidden_size=64, intermediate_size=128,
             num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2,
             tie_word_embeddings=True),
    ]
    sys.exit(0 if all(results) else 1)


main()
