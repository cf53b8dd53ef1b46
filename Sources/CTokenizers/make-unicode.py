"""Writes unicode.inc: what the splitting patterns and normalizers ask of each character.

    pip install tokenizers==0.23.3 unicodedata2==16.0.0
    python3 make-unicode.py > unicode.inc

The tables follow PyPI `tokenizers` 0.23.3, whose parts are of different Unicode versions: its
regular expressions (Oniguruma) of 16, its digits and words (Rust) of 17, its normalization of an
older one. So general categories come from unicodedata2 16 and are checked against the package, and
the rest is asked of the package itself.
"""
import sys

import unicodedata2 as unicode
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers

SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
CLASSES = {  # the order of enum scalar_class
    "Lu": 1, "Lt": 1, "Ll": 2, "Lm": 3, "Lo": 3, "Mn": 4, "Mc": 4, "Me": 4, "Nd": 5, "Nl": 5,
    "No": 5, "Pc": 6, "Pd": 6, "Ps": 6, "Pe": 6, "Pi": 6, "Pf": 6, "Po": 6, "Sm": 7, "Sc": 7,
    "Sk": 7, "So": 7,
}
WORD, DIGIT, COMPOSING = 0x10, 0x20, 0x40
nfc = normalizers.NFC().normalize_str


def matching(pattern):
    """The characters that a pattern matches."""
    split = pre_tokenizers.Split(Regex(pattern), "removed")
    found = set()
    for at in range(0, len(SCALARS), 4096):
        block = SCALARS[at:at + 4096]
        rest = set(range(len(block)))
        for _, (start, end) in split.pre_tokenize_str("".join(map(chr, block))):
            rest.difference_update(range(start, end))
        found.update(block[i] for i in rest)
    return found


def words():
    """The characters next to which a token of single words is not found."""
    tokenizer = Tokenizer(models.BPE(vocab={"a": 0}, merges=[]))
    tokenizer.add_tokens([AddedToken("@@", single_word=True, normalized=False)])
    token = tokenizer.token_to_id("@@")
    return {c for c in SCALARS if token not in tokenizer.encode(chr(c) + "@@").ids}


def digits():
    split = pre_tokenizers.Digits(individual_digits=True)
    return {c for c in SCALARS if len(split.pre_tokenize_str("a" + chr(c) + "b")) == 3}


def combining(c):
    """The combining class, 0 where the package does not know the mark."""
    order = unicode.combining(chr(c))
    if order == 0:
        return 0
    # A mark of another class beside it, in the wrong order, shows whether it is known.
    low = "\u0334"  # class 1; U+0345 is of class 240
    if order == 1:
        return order if nfc("+\u0345" + chr(c)) == "+" + chr(c) + "\u0345" else 0
    return order if nfc("+" + chr(c) + low) == "+" + low + chr(c) else 0


def runs(value):
    last = 0
    for c in range(0x110000):
        now = value(c)
        if now != last:
            yield c, now
            last = now


def main():
    spaces = matching(r"\s")
    for name in ["Lu", "Ll", "Lt", "Lm", "Lo", "N", "M", "P", "S"]:
        ours = {c for c in SCALARS if unicode.category(chr(c)).startswith(name)}
        assert ours == matching(r"\p{%s}" % name), name
    word, digit = words(), digits()
    order = {c: combining(c) for c in SCALARS}
    decompositions, compositions = [], {}
    for c in SCALARS:
        parts = unicode.decomposition(chr(c))
        if not parts or parts.startswith("<") or nfc(chr(c) + "") != unicode.normalize("NFC", chr(c)):
            continue
        parts = [int(p, 16) for p in parts.split()]
        known = normalizers.NFD().normalize_str(chr(c)) != chr(c)
        if known:
            composes = len(parts) == 2 and nfc("".join(map(chr, parts))) == chr(c)
            decompositions.append((c, parts[0], parts[1] if len(parts) > 1 else 0, composes))
    second = {p[2] for p in decompositions if p[3]} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    unstable = {p[0] for p in decompositions if not p[3]}

    def value(c):
        if 0xD800 <= c <= 0xDFFF:
            return 0
        kind = 8 if c in spaces else CLASSES.get(unicode.category(chr(c)), 0)
        composing = order[c] != 0 or c in second or c in unstable
        return kind | (WORD if c in word else 0) | (DIGIT if c in digit else 0) | (
            COMPOSING if composing else 0)

    print("// Written by make-unicode.py; tokenizers 0.23.3, Unicode", unicode.unidata_version)

    def table(name, values, width):
        print(f"static const uint32_t {name}[] = {{")
        line = "  "
        for text in values:
            if len(line) + len(text) > 98:
                print(line.rstrip())
                line = "  "
            line += text + ", "
        print(line.rstrip() + "\n};")

    table("class_runs", (f"0x{c << 8 | v:x}" for c, v in runs(value)), 1)
    table("order_runs", (f"0x{c << 8 | v:x}" for c, v in runs(lambda c: order.get(c, 0))), 1)
    table("decompositions", (f"0x{c:x}, 0x{a:x}, 0x{b | (0x80000000 if k else 0):x}"
                             for c, a, b, k in decompositions), 3)


main()
