"""Many notices made of a few: the same rows again and again, under other ids, each time with a little other text and other years."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

_TABLES = ("documents", "tasks", "units", "deadlines", "repairs", "tables", "citations", "blocks", "issues")
_IDS = ("doc_id", "task_id", "table_id")


def multiply(parsed: Path, out: Path, tasks: int) -> int:
    """Write tables with at least so many tasks; how many they hold."""
    out.mkdir(parents=True)
    times = -(-tasks // pq.read_metadata(parsed / "tasks.parquet").num_rows)
    for name in _TABLES:
        table = pq.read_table(parsed / f"{name}.parquet")
        pq.write_table(pa.concat_tables(_changed(table, turn) for turn in range(times)), out / f"{name}.parquet")
    return pq.read_metadata(out / "tasks.parquet").num_rows


def _changed(table: pa.Table, turn: int) -> pa.Table:
    old = pc.unique(table["doc_id"])
    new = pa.array([hashlib.sha256(f"{one}/{turn}".encode()).hexdigest()[:16] for one in old.to_pylist()])
    ids = pc.take(new, pc.index_in(table["doc_id"], old))
    for at, field in enumerate(table.schema):
        if field.name in _IDS:
            rest = pc.utf8_slice_codeunits(table[field.name], 16)
            changed = ids if field.name == "doc_id" else pc.binary_join_element_wise(ids, rest, "")
            table = table.set_column(at, field, changed.cast(field.type))
        elif field.name == "text":
            table = table.set_column(at, field, pc.binary_join_element_wise(table["text"], f"（第{turn}批）", ""))
        elif field.name == "plan_year":
            table = table.set_column(at, field, pc.add(table["plan_year"], turn % 8).cast(field.type))
    return table
