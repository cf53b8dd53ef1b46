#!/bin/sh
# MB of text (prompts and responses) that each complexity and quality filter of filters/default.yaml reads
# in a CPU-second, alone, one thread, without reading, decoding and printing; docs/benchmarks.md keeps the
# figures. The table of words that filters share is made while decoding and is not in them.
#
#   bench/filters.sh [FILE]      samples, one JSON object a line; else rows of the bench file that
#                                `make bench` makes, else the demo
set -eu
cd "$(dirname "$0")/.."
sluice=${SLUICE:-.build/release/sluice}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=${1:-runs/bench/bench.jsonl}
if [ $# -gt 0 ] && [ ! -s "$file" ]; then
  echo "filters: there is nothing in $file" >&2
  exit 1
fi
if [ -s "$file" ]; then
  head -n "${ROWS:-20000}" "$file" >"$folder/samples.jsonl"
else
  file=datasets/demo/raw.jsonl.zst  # its lines that are broken on purpose are passed over
  zstdcat "$file" >"$folder/samples.jsonl"
fi
echo "$(wc -l <"$folder/samples.jsonl") rows of $file, MB of text and samples a CPU-second"

# Measured elsewhere: filters of groups read no text, and these two read with a model.
for name in $(awk '/^[a-z]/ { family = $1; sub(":", "", family) }
  (family == "complexity" || family == "quality") && match($0, /^  - [a-z_]+:/) {
    print family "." substr($0, 5, RLENGTH - 5) }' filters/default.yaml |
  grep -vE '\.(pass_rate|agreement|length_outlier|perplexity|ifd)$'); do
  "$sluice" try "$name" "$folder/samples.jsonl" --bench "${REPEATS:-2}" |
    sed -E 's/^([a-z._]+): ([0-9]+) a CPU-second.* ([0-9.]+) MB of text.*/\1 \3 \2/' |
    awk '{ printf "%-26s %9.1f MB/s %10d\n", $1, $2, $3 }'
done
