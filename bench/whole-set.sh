#!/bin/sh
# Cost of the steps over a whole set, by its size: CPU seconds and peak memory of deciding (signatures,
# exact and fuzzy dedup, pairing, blend, curriculum, preferences) and of writing shards, on synthetic
# short samples. Ten million want 15 GB of disk.
#
#   bench/whole-set.sh [COUNT …]      100000 and 1000000 unless said otherwise
#
# The pool is made and judged first.
set -eu
cd "$(dirname "$0")/.."
work=${BENCH_WORK:-runs/whole-set}
sluice=${SLUICE:-.build/release/sluice}

# say NAME COUNT COMMAND…
say() {
  python3 - "$@" <<'PY'
import resource, subprocess, sys
name, count = sys.argv[1], int(sys.argv[2])
code = subprocess.run(sys.argv[3:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
u = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = u.ru_utime + u.ru_stime
print(f"{name:28} {count:>10,} {cpu:8.2f} CPU s {cpu / count * 1e6:7.2f} us a sample "
      f"{u.ru_maxrss / 1024:7.0f} MB peak  exit {code}", flush=True)
PY
}

for count in ${@:-100000 1000000}; do
  folder=$work/$count
  [ -s "$folder/dataset.yaml" ] || python3 bench/gen_samples.py "$count" "$folder"
  options="--run $folder/run --dataset $folder/dataset.yaml --recipe bench/whole-set.yaml --threads 1 --quiet"
  rm -rf "$folder/run"
  say "ingest" "$count" $sluice ingest $options
  say "judge" "$count" $sluice complexity $options
  say "judge correctness" "$count" $sluice correctness $options
  say "dedup, pair, blend" "$count" $sluice blend $options
  say "shards" "$count" $sluice shards $options
done
