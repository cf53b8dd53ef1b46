#!/bin/sh
# Fine-tunes SmolLM2-135M on a real set: GSM8K problems with a reasoning and a direct response each,
# by Qwen2.5-3B (rg_math_pairs of SLUICE_SHARED, else ../shared). docs/benchmarks.md keeps the figures.
#
#   make model && sh bench/sft-base.sh [options of `sluice sft`]
set -eu
cd "$(dirname "$0")/.."
shared=${SLUICE_SHARED:-../shared}
work=${BENCH_WORK:-runs/bench-base}
sluice=.build/release/sluice
raw="$shared/data/rg_math_pairs/raw.jsonl.zst"
[ -f "$raw" ] || { echo "sft-base: $raw is not here; skipped"; exit 0; }
mkdir -p "$work"
zstdcat "$raw" | grep '"id": "rg_math_pairs/gsm8k' >"$work/raw.jsonl"
cat >"$work/dataset.yaml" <<'YAML'
name: gsm8k-pairs
schema: mapping
files: [raw.jsonl]
fields:
  input: prompt
  output: response
  generator: generator
  category: category
  license: license
  expected_answer: expected_answer
  reasoning: {map: generator, values: {Qwen-2.5-3B-rlft: on}, otherwise: {const: off}}
YAML
$sluice run --run "$work/run" --dataset "$work/dataset.yaml" --recipe filters/default.yaml --quiet
exec "$sluice" sft --run "$work/run" --base models/smollm2 "$@"
