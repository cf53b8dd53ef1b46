#!/bin/sh
# Every correctness filter against the labels of real responses; docs/filters/accuracy.md keeps the
# table. ARGS goes to the command: --source NAME, --disagreements.
set -eu
cd "$(dirname "$0")/.."
shared=${SLUICE_SHARED:-../shared}
if [ ! -d "$shared/data" ]; then
  echo "audit-real: skipped, no labelled data at $shared/data (SLUICE_SHARED names the folder)"
  exit 0
fi
shared=$(cd "$shared" && pwd)
dataset=$(mktemp --suffix .yaml)
trap 'rm -f "$dataset"' EXIT
sed "s#\.\./\.\./\.\./\.\./\.\./shared#$shared#" Tests/CurationTests/Ingest/Fixtures/shared.yaml > "$dataset"
"${SLUICE:-.build/release/sluice}" labels --dataset "$dataset" "$@"
