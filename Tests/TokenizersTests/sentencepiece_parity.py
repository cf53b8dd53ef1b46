"""Compares token ids of SentencePiece models with PyPI `sentencepiece`; `make tokenizer-parity` runs it.

    sentencepiece_parity.py TOKENIZE MODEL [FOLDER]

Texts are those of parity.py: 10,000 nasty ones and every string of the .jsonl.zst files of a folder.
"""
import json
import sys
import tempfile

import numpy
import sentencepiece
from parity import nasty, ours, texts_of


def main():
    tokenize, model, *folders = sys.argv[1:]
    texts = list(nasty(10_000, 1))
    for folder in folders:
        texts += texts_of(folder)
    theirs = sentencepiece.SentencePieceProcessor(model_file=model)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(text) + "\n" for text in texts)
        file.flush()
        wrong = tokens = 0
        for text, (counted, found) in zip(texts, ours(tokenize, model, file.name), strict=True):
            right = numpy.array(theirs.encode(text), dtype="<i4")
            tokens += len(right)
            if counted != len(found) or not numpy.array_equal(right, found):
                wrong += 1
                if wrong <= 3:
                    print(f"  {ascii(text)[:200]}\n    {right[:20].tolist()}\n    {found[:20].tolist()} {counted}")
    print(f"{model}: {len(texts)} texts, {tokens} tokens, {wrong} texts differ")
    sys.exit(1 if wrong else 0)


main()
