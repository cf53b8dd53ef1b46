#!/usr/bin/env python3
"""Turns Parquet files into one JSON Lines file that Sluice reads.

    parquet-to-jsonl.py OUT.jsonl[.zst|.gz] FILE.parquet [FILE.parquet ...]

Rows keep their order and all their columns; memory holds 1,024 rows at a time. Dates become ISO
8601 texts, decimals texts, bytes UTF-8 texts; NaN and infinities become null. OUT appears only when
all is done. Needs pyarrow:

    python3 -m venv .venv && .venv/bin/pip install pyarrow
"""
import datetime
import decimal
import json
import math
import os
import sys

ROWS = 1024


def plain(value):
    """The value in JSON's types."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (decimal.Decimal, datetime.timedelta)):
        return str(value)
    return value


def rows(parquet, paths):
    for path in paths:
        for batch in parquet.ParquetFile(path).iter_batches(batch_size=ROWS):
            yield from batch.to_pylist()


def main(arguments):
    if len(arguments) < 2:
        sys.stderr.write(__doc__)
        return 2
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        sys.stderr.write("needs pyarrow: python3 -m venv .venv && .venv/bin/pip install pyarrow\n")
        return 1
    out, paths = arguments[0], arguments[1:]
    compression = {".zst": "zstd", ".gz": "gzip"}.get(os.path.splitext(out)[1])
    count = 0
    partial = out + ".partial"
    with pyarrow.output_stream(partial, compression=compression) as stream:
        for row in rows(parquet, paths):
            text = json.dumps(plain(row), ensure_ascii=False, allow_nan=False)
            stream.write(text.encode("utf-8") + b"\n")
            count += 1
    os.replace(partial, out)
    sys.stderr.write(f"{out}: {count} rows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
