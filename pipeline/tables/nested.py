"""Rows of pages, nested as they were read, in Parquet: what an engine hands over and a run keeps, and the tables in them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables.made import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.tables.rows import Row
    from pipeline.tables.schema import Dictionary

BESIDE = {
    "key": pa.string(),
    "second": pa.bool_(),
    "fingerprint": pa.string(),
    "damaged": pa.bool_(),
    "places": pa.list_(pa.string()),
    "lends": pa.list_(pa.string()),
    "again": pa.string(),
}
"""What a run carries beside the row of a page: the key under which it is kept, whether it was read for the second time, what it
lends its neighbours, and how a damaged page is found again."""


def kept_schema(dictionary: Dictionary) -> pa.Schema:
    """The nested row of a page with what is carried beside it."""
    return pa.schema([*dictionary.row_schema, *(pa.field(f"_{name}", kind) for name, kind in BESIDE.items())])


def to_bytes(rows: list[Row], schema: pa.Schema, refuse: Callable[[Row, Exception], Row]) -> bytes:
    """Rows as a Parquet file; a row that cannot be made or that no column can hold is replaced by what `refuse` makes of it."""
    out = io.BytesIO()
    pq.write_table(_table(rows, schema, refuse), out, compression="zstd", version="2.6")
    return out.getvalue()


def _table(rows: list[Row], schema: pa.Schema, refuse: Callable[[Row, Exception], Row]) -> pa.Table:
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except Exception as error:  # noqa: BLE001 - rows are made while they are written: whatever fails costs its page alone
        if len(rows) == 1:
            clean = _clean(rows[0])
            if clean is not None:
                return _table([clean], schema, refuse)
            refused = {**refuse(rows[0], error), "_key": "", "_second": rows[0]["_second"]}
            return _table([refused], schema, _give_up)
        half = len(rows) // 2
        return pa.concat_tables([_table(rows[:half], schema, refuse), _table(rows[half:], schema, refuse)])


def _clean(row: Row) -> Row | None:
    """A row without what no file can hold; None where it holds no such thing, or cannot be made."""
    try:
        plain = whole(row)
    except Exception:  # noqa: BLE001 - the caller has it
        return None
    clean: Row = scrubbed(plain)
    return clean if clean != plain else None


def _give_up(row: Row, error: Exception) -> Row:
    msg = f"{row.get('source')}: {error}"
    raise TypeError(msg) from error


def scrubbed(value: Any) -> Any:  # noqa: ANN401 - any plain value, and the same kind of value back
    r"""A plain value without lone surrogates, which no UTF-8 file can hold: they become `?`.

    >>> scrubbed({"a": ["\ud800x"], "n": 1})
    {'a': ['?x'], 'n': 1}
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: scrubbed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(scrubbed(inner) for inner in value)
    return value


def tables_of(nested: pa.Table, dictionary: Dictionary) -> dict[str, pa.Table]:
    """The tables that nested rows hold, in the order of the rows."""
    nested = nested.combine_chunks()
    found = {"documents": nested.select(dictionary.schema("documents").names).cast(dictionary.schema("documents"))}
    tasks = _flat(nested["tasks"])
    for name in dictionary.tables:
        if name == "tasks":
            parts = tasks
        elif name in {"units", "deadlines"}:
            parts = pc.list_flatten(pc.struct_field(tasks, name))
        elif name != "documents":
            parts = _flat(nested[name])
        else:
            continue
        schema = dictionary.schema(name)
        found[name] = pa.table([pc.struct_field(parts, column) for column in schema.names], schema=schema)
    return found


def _flat(column: pa.ChunkedArray) -> pa.Array:
    flat = pc.list_flatten(column)
    return flat.combine_chunks() if isinstance(flat, pa.ChunkedArray) else flat


def renamed(row: Row, doc_id: str, issues: list[Row]) -> Row:
    """A nested row under another id, with more issues at its end."""
    old = row["doc_id"]

    def of(value: Any) -> Any:  # noqa: ANN401 - any plain value, and the same kind of value back
        if isinstance(value, dict):
            return {name: _id(inner, old, doc_id) if name in _IDS else of(inner) for name, inner in value.items()}
        return [of(inner) for inner in value] if isinstance(value, list) else value

    out: Row = of(row)
    out["issues"] += [{**issue, "doc_id": doc_id, "seq": len(out["issues"]) + n} for n, issue in enumerate(issues, 1)]
    out["n_issues"] = len(out["issues"])
    return out


_IDS = frozenset({"doc_id", "task_id", "table_id", "continued_from"})


def _id(value: str | None, old: str, new: str) -> str | None:
    return new + value.removeprefix(old) if value and value.startswith(old) else value
