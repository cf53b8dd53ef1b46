#!/bin/sh
# Speed of the graders in processor seconds, on the labelled cases where they are at hand, and beside
# Math-Verify, IFEval's checker and BFCL's where PyPI gives them; docs/benchmarks.md keeps the figures.
set -eu
cd "$(dirname "$0")/.."
shared=${SLUICE_SHARED:-../shared}
if [ ! -d "$shared/cases" ]; then
  echo "graders: skipped, no labelled cases at $shared/cases (SLUICE_SHARED names the folder)"
  exit 0
fi
sluice=${SLUICE:-.build/release/sluice}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 bench/grader_cases.py "$shared/cases" "$folder"

# bench NAME FILTER REPEATS
bench() {
  [ -s "$folder/$1.jsonl" ] || return 0
  printf '%-22s ' "$1"
  "$sluice" try "$2" "$folder/$1.jsonl" --bench "$3"
}
bench math_constructed correctness.math 20
bench math_curated correctness.math 50
bench math_bombs correctness.math 1
bench instructions correctness.instructions 10
bench tools correctness.tools 100
# Sandboxes are processes of their own, which a bench inside the program does not see.
if command -v perf >/dev/null 2>&1; then
  printf '%-22s ' mbpp
  perf stat -x ' ' -e task-clock -o "$folder/clock" "$sluice" try correctness.code "$folder/mbpp.jsonl" >"$folder/verdicts"
  awk -v n="$(grep -c '"outcome":"pass"' "$folder/verdicts")" '/task-clock/ {
    printf "correctness.code: %d a CPU-second, all processes (%d passed in %.2f s)\n", n / $1 * 1000, n, $1 / 1000 }' "$folder/clock"
else
  bench mbpp correctness.code 1
fi

if [ "${PEERS:-1}" = 1 ]; then
  venv=.build/venv-graders
  [ -x $venv/bin/python ] || { python3 -m venv $venv && $venv/bin/pip -q install math-verify; } || exit 0
  # the two checkers alone, without the models and services that their packages need
  [ -d $venv/checkers ] || {
    $venv/bin/pip -q install nltk langdetect immutabledict packaging &&
      $venv/bin/pip -q install --no-deps --target $venv/checkers lm-eval==0.4.13 bfcl-eval==2026.3.23
  } || exit 0
  for name in math_constructed math_curated; do
    printf '%-22s ' "$name"
    $venv/bin/python bench/math_verify_peer.py "$folder/$name.jsonl" "${PEER_ROWS:-400}"
  done
  for name in instructions tools; do
    printf '%-22s ' "$name"
    $venv/bin/python bench/reference_peers.py "$name" "$folder/$name.jsonl" $venv/checkers models/punkt 2>/dev/null
  done
fi
