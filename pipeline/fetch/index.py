"""`raw/index.parquet`: what the archive holds, a line for every visit. Written from the ledger, aside, and put in place whole."""

from __future__ import annotations

import os
from dataclasses import astuple, fields
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.fetch.ledger import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "index.parquet"
_INTERNAL = frozenset({"key", "form", "payload_digest"})
_TYPES = {"status": pa.int32(), "size": pa.int64(), "warc_offset": pa.int64(), "warc_length": pa.int64(), "revisit": pa.bool_()}
_NAMES = tuple(field.name for field in fields(Fetched))
_SHOWN = tuple(name for name in _NAMES if name not in _INTERNAL)
SCHEMA = pa.schema([pa.field(name, _TYPES.get(name, pa.string())) for name in _SHOWN])
_BATCH = 5_000


def write_index(lines: Iterable[Fetched], folder: Path) -> None:
    """Write all lines; memory does not grow with their number."""
    aside = folder / f".{FILE}.{os.getpid()}"
    with pq.ParquetWriter(aside, SCHEMA, compression="zstd") as writer:
        rest = iter(lines)
        while batch := [_row(line) for line in islice(rest, _BATCH)]:
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=SCHEMA))
    aside.replace(folder / FILE)


def _row(line: Fetched) -> dict[str, object]:
    """A line as readers want it: nothing where there is nothing."""
    row = dict(zip(_NAMES, astuple(line), strict=True))
    shown = {name: row[name] if row[name] != "" else None for name in _SHOWN}
    if not line.warc_file:
        shown |= {"warc_offset": None, "warc_length": None, "status": line.status or None}
    return shown | {"revisit": bool(line.revisit)}
