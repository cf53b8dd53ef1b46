#!/bin/sh
# NVIDIA's curation tutorial beside the same steps here, with lid.176 and Llama 3.1's tokenizer on both
# sides; `make nvidia` runs it. What cannot be fetched is left out on both sides, and said.
#
#   nvidia.sh SLUICE WORK FILE.jsonl[.zst]…
set -eu
cd "$(dirname "$0")/.."
python=.venv-nvidia/bin/python
note() { echo "nvidia: $1; the comparison goes on without" >&2; }

LID= LLAMA3=
if [ -x "$python" ] || python3 -m venv .venv-nvidia; then
  if "$python" -c 'import fasttext' 2>/dev/null \
    || "$python" -m pip -q install --retries 1 --timeout 30 fasttext-predict==0.9.2.4; then
    if sh filters/fetch-lid176.sh; then LID=models/lid.176.ftz; else note "lid.176 is not to be had: no step 7"; fi
  else
    note "the package fasttext-predict is not to be had: no step 7"
  fi
  if "$python" -c 'import tiktoken' 2>/dev/null \
    || "$python" -m pip -q install --retries 1 --timeout 30 tiktoken==0.14.0; then
    if sh filters/fetch-tokenizers.sh models/tokenizers llama3.tiktoken; then
      LLAMA3=models/tokenizers/llama3.tiktoken
    else
      note "Llama 3's tokenizer is not to be had: no steps 8 and 9"
    fi
  else
    note "the package tiktoken is not to be had: no steps 8 and 9"
  fi
else
  note "a virtual environment cannot be made: no steps 7 to 9"
  python=python3
fi
export LID LLAMA3
exec "$python" bench/nvidia.py "$@"
