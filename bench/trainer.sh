#!/bin/sh
# The trainer beside PyTorch on the same work, by turns: training, adapters, scoring, responses.
# docs/benchmarks.md keeps the figures. TORCH may name a build without CUDA ("torch==2.13.0+cpu").
#
#   sh bench/trainer.sh [options and cases of Tests/TrainerTests/bench.py]
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv-bench/bin/python}
if [ ! -x "$python" ]; then
  python3 -m venv .venv-bench
  .venv-bench/bin/pip -q install "${TORCH:-torch}" numpy
fi
swift build -c release --build-tests
# Some images set these, which halve the speed of libraries that the peer may use.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE || true
[ $# -gt 0 ] || set -- 0.9M 5M 15M 135M 135M-lora 135M-scoring rollouts
exec "$python" Tests/TrainerTests/bench.py "$@"
