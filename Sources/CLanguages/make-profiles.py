#!/usr/bin/env python3
"""Writes profiles.bin from the source distribution of langdetect 1.0.9 (Apache-2.0).

    pip download --no-deps --no-binary :all: langdetect==1.0.9
    make-profiles.py langdetect-1.0.9.tar.gz profiles.bin

The archive is checked by its SHA-256. The format is in CLanguages.h.
"""
import hashlib, json, math, re, struct, sys, tarfile

SHA256 = "cbc1fef89f8d062739774bd51eda3da3274006b3661d199c2655f6b3f6d605a0"
SMOOTHING = 0.5 / 10_000  # langdetect's alpha over its base frequency

archive, target = sys.argv[1:]
data = open(archive, "rb").read()
found = hashlib.sha256(data).hexdigest()
if found != SHA256:
    sys.exit(f"{archive}: SHA-256 is {found}, not {SHA256}")

profiles, classes = {}, []
with tarfile.open(archive) as tar:
    for member in tar:
        if "/langdetect/profiles/" in member.name and member.isfile():
            profile = json.load(tar.extractfile(member))
            profiles[profile["name"]] = profile
        if member.name.endswith("/messages.properties"):
            text = tar.extractfile(member).read().decode("ascii")
            for line in re.findall(r"^NGram\.KANJI_\w+=(.*)$", text, re.MULTILINE):
                classes.append(line.strip().encode("ascii").decode("unicode_escape"))

languages = sorted(profiles)
weights = {}
for index, language in enumerate(languages):
    profile = profiles[language]
    for gram, count in profile["freq"].items():
        if 1 <= len(gram) <= 3:
            share = count / profile["n_words"][len(gram) - 1]
            weights.setdefault(gram, []).append((index, math.log(1 + share / SMOOTHING)))

step = math.log(1 + 1 / SMOOTHING) / 255
out = bytearray()


def text(value):
    encoded = value.encode("utf-8")
    out.extend(struct.pack("<H", len(encoded)) + encoded)


text(" ".join(languages))
out.extend(struct.pack("<H", len(classes)))
for members in classes:
    text(members)
out.extend(struct.pack("<I", len(weights)))
before = ""
for gram in sorted(weights):
    shared = next((i for i, pair in enumerate(zip(before, gram)) if pair[0] != pair[1]), min(len(before), len(gram)))
    rest = gram[shared:].encode("utf-8")
    out.append(shared << 4 | len(rest))
    out.extend(rest)
    out.append(len(weights[gram]))
    for index, weight in weights[gram]:
        out.extend((index, min(255, round(weight / step))))
    before = gram
open(target, "wb").write(out)
