"""Compares token ids with PyPI `tokenizers`, text by text; `make tokenizer-parity` runs it.

    parity.py TOKENIZE MODELS [--texts FOLDER] [--strings N] [NAME ...]

Vocabularies that are published as ranks are converted as `transformers` converts them. Texts are
every string of the .jsonl.zst files in a folder, and N from a generator of nasty ones. Besides the
published vocabularies there are some that are trained here, with settings that few files have.
"""
import argparse
import base64
import glob
import io
import json
import os
import random
import struct
import subprocess
import sys
import tempfile

import numpy
import zstandard
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
SPACES = r"|\s*[\r\n]+|\s+(?!\S)|\s+"
HIGH, LOW = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
LLAMA3 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + SPACES
QWEN2 = LLAMA3.replace("{1,3}", "")
QWEN35 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" + SPACES
O200K = (rf"[^\r\n\p{{L}}\p{{N}}]?{HIGH}*{LOW}+{CONTRACTIONS}?|[^\r\n\p{{L}}\p{{N}}]?{HIGH}+{LOW}*{CONTRACTIONS}?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + SPACES)


def byte_alphabet():
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [b for b in range(256) if b not in printable]
    return {**{b: chr(b) for b in printable}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


ALPHABET = byte_alphabet()


def stored(token):
    return "".join(ALPHABET[b] for b in token)


def converted(ranks, pattern, controls, offset=0, composes=False):
    """A tokenizer.json of ranks: every way to join two tokens to a third is a merge."""
    merges = []
    for token, rank in ranks.items():
        ways = [(token[:i], token[i:]) for i in range(1, len(token))]
        ways = [(a, b) for a, b in ways if a in ranks and b in ranks]
        merges += [(rank, a, b) for a, b in sorted(ways, key=lambda w: (ranks[w[0]], ranks[w[1]]))]
    merges.sort(key=lambda m: m[0])
    tokenizer = Tokenizer(models.BPE(
        vocab={stored(t): r + offset for t, r in ranks.items()},
        merges=[(stored(a), stored(b)) for _, a, b in merges], ignore_merges=True))
    if composes:
        tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    return with_added(tokenizer, controls)


def with_added(tokenizer, controls):
    """The file with control tokens, which are in the vocabulary too: else they would get other ids."""
    whole = json.loads(tokenizer.to_str())
    whole["model"]["vocab"].update(controls)
    whole["added_tokens"] = [
        {"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": True} for t, i in controls]
    return json.dumps(whole, ensure_ascii=False)


def rank_file(path):
    with open(path, "rb") as file:
        return {base64.b64decode(t): int(r) for t, r in (line.split() for line in file if line.strip())}


def tekken(path):
    with open(path) as file:
        whole = json.load(file)
    config = whole["config"]
    offset = config["default_num_special_tokens"]
    entries = whole["vocab"][: config["default_vocab_size"] - offset]
    ranks = {base64.b64decode(e["token_bytes"]): e["rank"] for e in entries}
    return converted(ranks, config["pattern"], [("<unk>", 0), ("<s>", 1), ("</s>", 2), ("[INST]", 3)], offset)


def gguf_metadata(path):
    """The key-value pairs of a GGUF file."""
    file = open(path, "rb")
    def number(form):
        return struct.unpack("<" + form, file.read(struct.calcsize(form)))[0]
    def value(kind):
        if kind == 8:
            return file.read(number("Q")).decode("utf-8", "replace")
        if kind == 9:
            inner, count = number("I"), number("Q")
            return [value(inner) for _ in range(count)]
        return number("BbHhIif?0xxQqd"[kind] if kind < 8 else {10: "Q", 11: "q", 12: "d"}[kind])
    file.read(8)
    number("Q")
    return {value(8): value(number("I")) for _ in range(number("Q"))}


def smollm2(path):
    data = gguf_metadata(path)
    tokens = data["tokenizer.ggml.tokens"]
    kinds = data["tokenizer.ggml.token_type"]
    added = [(t, i) for i, (t, k) in enumerate(zip(tokens, kinds)) if k in (3, 4)]
    names = {t for t, _ in added}
    tokenizer = Tokenizer(models.BPE(
        vocab={t: i for i, t in enumerate(tokens) if t not in names},
        merges=[tuple(m.split(" ")) for m in data["tokenizer.ggml.merges"]]))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return with_added(tokenizer, added)


ENDS = [("<|endoftext|>", 0), ("<|im_start|>", 1), ("<|im_end|>", 2)]
PUBLISHED = {
    "llama3": ("llama3.tiktoken", lambda p: converted(
        rank_file(p), LLAMA3, [("<|begin_of_text|>", 128000), ("<|eot_id|>", 128009)])),
    "qwen2": ("qwen2.tiktoken", lambda p: converted(
        rank_file(p), QWEN2, [(t, 151643 + i) for t, i in ENDS], composes=True)),
    "qwen3.5": ("qwen3.5.tiktoken", lambda p: converted(
        rank_file(p), QWEN35, [(t, 248044 + i) for t, i in ENDS], composes=True)),
    "cl100k": ("cl100k.tiktoken", lambda p: converted(rank_file(p), LLAMA3, [("<|endoftext|>", 100257)])),
    "llama4": ("llama4.tiktoken", lambda p: converted(rank_file(p), O200K, [("<|eot|>", 200008)])),
    "tekken": ("tekken.json", tekken),
    "deepseek": ("deepseek.json", lambda p: open(p).read()),
    "smollm2": ("../smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", smollm2),
}


ATOMS = (
    ["'s", "'S", "'ſ", "'t", "'Re", "'LL", "'ve", "'D", "'M", "''", "' s", "’s"]
    + [" ", "  ", "   ", "\t", "\n", "\n\n", "\r\n", "\r", " \n", "\n ", "\u00a0", "\u3000", "\u2028", "\v",
       "\f", "\x85", "\x1c", "\u200b", "\u180e"]
    + ["the", " The", "THE", "iPhone", "HTTPServer", "camelCase", "snake_case", "I'll", "DON'T", "we'Ve", "naïve",
       "ÉCOLE", "Straße", "ẞ", "ǅ", "ǈx", "ʰ", "ªº", "ﬁ", "İ", "ı"]
    + ["0", "12", "123", "1234", "12345678", "½", "²", "①", "Ⅷ", "٣٤", "१२", "〇", "𝟘𝟙", "\U00016ff4",
       "\U00011de3"]
    + ["!", "?!", "...", "(", "[]", "{}", "//", "/", "*/", "##", "$$", "\\frac{1}{2}", "&amp;", "<div>", "</a>",
       "->", "==", "`", "~", "^", "_", "__", "@", "—", "“", "«", "、", "。", "！", "€", "→", "∑", "🙂",
       "👩\u200d👩\u200d👧", "🇩🇪", "👍🏽", "\ufe0f", "\u20e3"]
    + ["東京", "日本語テキスト", "中文字符", "ー", "한국어", "각", "가\u11a8", "ᄀ", "ก็", "ไทย", "हिन्दी", "क्ष", "العربية",
       "עברית", "שָׁ", "ελληνικά", "Русский", "ქართ", "Ꮳ", "𝒜𝓫", "𐐀𐐨", "𠀀", "\u0301", "e\u0301", "a\u0327\u0301",
       "A\u030a", "q\u0323\u0307", "\u0344", "\u1e9b\u0323", "\u212b", "\uf900", "\u0958"]
    + ["\ufffd", "\x00", "\x01", "\x7f", "\ue000", "\U000f0000", "\uffff", "\U0010ffff", "\u0378", "\u07fd",
       "\u0898", "\ufeff", "\u202e", "\u2060", "\u00ad", "▁", "▁▁"]
    + ["<|endoftext|>", "<|im_start|>", "<|eot_id|>", "<think>", "</think>", "<|", "|>", "<s>", "[INST]", "[X]"]
    + ["def f(x):\n    return x", "\tif (a[i] != 0) {\n", "x^2+y^2=z^2", "https://a.b/c?d=e&f=1#g", "a@b.co",
       "2024-01-02T03:04:05Z", "3.14159", "0xDEADBEEF", "a" * 40, "abcdefghijklmno", " abcdefghijklmno",
       "Pneumonoultramicroscopicsilicovolcanoconiosis"])


def nasty(count, seed):
    """Texts of atoms, of any characters, of ASCII, of one thing again and again, of few characters."""
    draw = random.Random(seed)
    def scalar():
        c = draw.choice([draw.randrange(0x80), draw.randrange(0x3000), draw.randrange(0x110000),
                         0x300 + draw.randrange(0x70)])
        return "x" if 0xD800 <= c <= 0xDFFF else chr(c)
    for i in range(count):
        kind = i % 10
        if kind < 6:
            yield "".join(draw.choice(ATOMS) for _ in range(draw.randint(1, 24)))
        elif kind == 6:
            yield "".join(scalar() for _ in range(draw.randint(1, 40)))
        elif kind == 7:
            yield "".join(chr(draw.randrange(0x20, 0x7F)) for _ in range(draw.randint(1, 80)))
        elif kind == 8:
            yield draw.choice(ATOMS) * draw.randint(1, 300)
        else:
            yield "".join(draw.choice(" \n\t\r'aAé東1!/") for _ in range(draw.randint(1, 60)))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def texts_of(folder):
    seen = set()
    for path in sorted(glob.glob(os.path.join(folder, "**/*.jsonl.zst"), recursive=True)):
        with open(path, "rb") as file:
            for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), "utf-8"):
                for text in strings(json.loads(line)):
                    key = hash(text)
                    if key not in seen:
                        seen.add(key)
                        try:
                            text.encode()
                        except UnicodeEncodeError:
                            continue  # half a surrogate pair, which the other library refuses
                        yield text


def trained(kind):
    """Vocabularies with rare settings, learnt from the nasty texts."""
    corpus = list(nasty(3000, 99))
    if kind in ("metaspace", "prepended"):
        tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=kind == "prepended", byte_fallback=True))
        if kind == "metaspace":
            tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
        else:
            tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
        tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256 if kind == "prepended" else 200)]
        trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=tokens, limit_alphabet=120, max_token_length=12)
        # Learnt on words: texts without spaces would be one word each.
        learner = Tokenizer(models.BPE(unk_token="<unk>"))
        learner.pre_tokenizer = pre_tokenizers.Metaspace()
        learner.train_from_iterator(corpus, trainer)
        model = json.loads(learner.to_str())["model"]
        whole = json.loads(tokenizer.to_str())
        whole["model"].update(vocab=model["vocab"], merges=model["merges"])
        whole["added_tokens"] = [dict(id=i, content=t, single_word=False, lstrip=False, rstrip=False,
                                      normalized=False, special=True) for i, t in enumerate(tokens[:3])]
        return json.dumps(whole, ensure_ascii=False)
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>" if kind == "unknown" else None, fuse_unk=kind == "unknown"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(QWEN35 if kind == "added" else O200K), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    if kind == "prefix":
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    if kind == "added":
        tokenizer.normalizer = normalizers.NFC()
    alphabet = list(ALPHABET.values())
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=700, special_tokens=["<unk>"], initial_alphabet=alphabet[:200] if kind == "unknown" else alphabet,
        limit_alphabet=200 if kind == "unknown" else 256))
    tokenizer.add_tokens([
        AddedToken("<think>", lstrip=True), AddedToken("</think>", rstrip=True),
        AddedToken("[X]", lstrip=True, rstrip=True, special=True), AddedToken("the", single_word=True),
        AddedToken("A\u030a", normalized=True), AddedToken("<|im_start|>", normalized=False, special=True),
        AddedToken("東京", single_word=True, normalized=True), AddedToken("<|"), AddedToken("  ")])
    tokenizer.add_special_tokens([AddedToken("<|eot_id|>", rstrip=True, special=True)])
    return tokenizer.to_str()


TRAINED = ["plain", "added", "unknown", "prefix", "metaspace", "prepended"]


def ours(tokenize, vocabulary, texts_path):
    """(tokens counted, ids) of each text."""
    run = subprocess.run([tokenize, "ids", vocabulary, texts_path], stdout=subprocess.PIPE, check=True)
    numbers = numpy.frombuffer(run.stdout, dtype="<i4")
    at = 0
    while at < len(numbers):
        count = int(numbers[at])
        yield int(numbers[at + 1]), numbers[at + 2: at + 2 + count]
        at += 2 + count


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("tokenize")
    arguments.add_argument("models")
    arguments.add_argument("--texts")
    arguments.add_argument("--strings", type=int, default=10_000)
    arguments.add_argument("names", nargs="*")
    options = arguments.parse_args()
    texts = list(nasty(options.strings, 1))
    if options.texts:
        texts += texts_of(options.texts)
    folder = tempfile.mkdtemp(prefix="parity.")
    texts_path = os.path.join(folder, "texts.jsonl")
    with open(texts_path, "w") as file:
        file.writelines(json.dumps(t) + "\n" for t in texts)
    size = sum(len(t.encode()) for t in texts)
    print(f"{len(texts)} texts, {size / 1e6:.1f} MB", flush=True)
    failed = 0
    for name in options.names or [*PUBLISHED, *TRAINED]:
        source = os.path.join(options.models, PUBLISHED[name][0]) if name in PUBLISHED else None
        if source and not os.path.exists(source):
            print(f"{name}: skipped, {source} is missing (make tokenizers)")
            continue
        text = PUBLISHED[name][1](source) if source else trained(name)
        path = os.path.join(folder, name + ".json")
        with open(path, "w") as file:
            file.write(text)
        theirs = Tokenizer.from_file(path)
        expected = [numpy.array(theirs.encode(t, add_special_tokens=False).ids, dtype="<i4") for t in texts]
        files = [path]
        if source and source.endswith(".tiktoken") and name != "cl100k":
            files.append(source)  # tiktoken's own pattern of cl100k ends white space otherwise
        for file in files:
            wrong, tokens = 0, 0
            for text, right, (counted, found) in zip(texts, expected, ours(options.tokenize, file, texts_path), strict=True):
                tokens += len(right)
                controls = file != path and "<|" in text  # a rank file's control tokens are more
                if counted != len(found) or (not controls and not numpy.array_equal(right, found)):
                    wrong += 1
                    if wrong <= 3:
                        print(f"  {ascii(text)[:200]}\n    {right[:20].tolist()}\n    {found[:20].tolist()} {counted}")
            print(f"{name} ({os.path.basename(file)}): {tokens} tokens, {wrong} texts differ", flush=True)
            failed += wrong
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
