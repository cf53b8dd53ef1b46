#!/bin/sh
# Speed of the main passes on the 100,000-record bench file, in CPU seconds of one thread, beside the
# peers' plain scripts where those are present (SLUICE_SHARED, else ../shared).
#
#   make bench            prints a table; docs/benchmarks.md keeps one with its date and machine
set -eu
cd "$(dirname "$0")/.."
shared=${SLUICE_SHARED:-../shared}
work=${BENCH_WORK:-runs/bench}
sluice=.build/release/sluice
mkdir -p "$work"

if [ ! -s "$work/bench.jsonl" ]; then
  if [ ! -f "$shared/peers/gen_bench.py" ]; then
    echo "bench: the generator of the bench file is not here ($shared/peers/gen_bench.py); skipped"
    exit 0
  fi
  python3 "$shared/peers/gen_bench.py" --out "$work/bench.jsonl" --records 100000 --seed 20250401 >/dev/null
fi
bytes=$(wc -c <"$work/bench.jsonl")
printf 'name: bench\nschema: nemotron_v1_1\nfiles: [bench.jsonl]\n' >"$work/dataset.yaml"

# say NAME COMMAND…: one line with MB and samples a CPU second, and the peak of resident memory.
say() {
  name=$1; shift
  python3 - "$name" "$bytes" 100000 "$@" <<'PY'
import os, resource, subprocess, sys
name, size, records = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
code = subprocess.run(sys.argv[4:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
u = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = u.ru_utime + u.ru_stime
print(f"{name:34} {cpu:7.2f} CPU s {size / cpu / 1e6:8.1f} MB/s {records / cpu:10,.0f} samples/s "
      f"{u.ru_maxrss / 1024:7.0f} MB peak  exit {code}")
PY
}

rm -rf "$work/run" "$work/fuzzy"
common="--run $work/run --dataset $work/dataset.yaml --recipe bench/first-filters.yaml --threads 1 --quiet"
say "ingest to a level-1 pool" $sluice ingest $common
say "judge by three quality filters" $sluice quality $common
say "judge by lengths" $sluice complexity $common
say "decide, shards, report" $sluice run $common
say "run again, nothing to do" $sluice run $common
say "exact and fuzzy dedup" $sluice dedup --run $work/fuzzy --dataset $work/dataset.yaml \
  --recipe bench/fuzzy.yaml --threads 1 --quiet
python3 bench/near_duplicates.py "$work/bench.jsonl" "$work/fuzzy"
if python3 -c 'import orjson, rensa' 2>/dev/null; then
  python3 bench/signatures.py "$work/bench.jsonl"
fi

# whole RECIPE: from the raw file to the report in one process, on two threads.
whole() {
  rm -rf "$work/whole"
  python3 - "$1" "$bytes" $sluice run --run "$work/whole" --dataset "$work/dataset.yaml" \
    --recipe "$1" --threads 2 --quiet <<'PY'
import resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.run(sys.argv[3:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.monotonic() - start
u = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]:34} {wall:7.2f} s wall, 2 threads {int(sys.argv[2]) / wall / 1e6:6.1f} MB/s "
      f"{u.ru_utime + u.ru_stime:7.2f} CPU s {u.ru_maxrss / 1024:7.0f} MB peak  exit {code}")
PY
}
[ -f models/tokenizers/llama3.tiktoken ] || echo "without models/tokenizers (\`make tokenizers\`) tokens are not counted"
for recipe in bench/llama-nemotron-text.yaml filters/llama-nemotron.yaml filters/default.yaml; do
  whole $recipe
done

# Each filter by itself, reading and printing included; decoding alone is the rate of answer.
for filter in answer truncation refusal repetition identity narrative template markup unicode personal \
  information consistency language ngrams; do
  say "try quality.$filter" sh -c "$sluice try quality.$filter --recipe filters/default.yaml <$work/bench.jsonl"
done
for filter in length markers prompt checks code compression; do
  say "try complexity.$filter" sh -c "$sluice try complexity.$filter --recipe filters/default.yaml <$work/bench.jsonl"
done
for script in stdlib_json.py plain_python.py; do
  if [ -f "$shared/peers/$script" ] && python3 -c 'import orjson, zstandard' 2>/dev/null; then
    say "peer: $script" python3 "$shared/peers/$script" "$work/bench.jsonl" "$work/peer.out.zst"
  fi
done
