"""From kept rows to tables in their order: what a run writes, however large it is, a bucket of notices at a time."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.nested import renamed, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pipeline.tables.schema import Dictionary

    Row = dict[str, Any]

_BUCKET = 4096
"""Notices, about, that are in memory at once."""

_AMENDED = frozenset({"documents", "tasks", "units", "deadlines", "citations", "issues"})
"""The tables that the whole run may still change: only then is it known which pages are duplicates and what cites what."""


@dataclass(frozen=True)
class Named:
    """What a page is called in this run where that is not what its row says, and what there is to say of that."""

    doc_id: str
    notes: tuple[tuple[str, str], ...]


def width_of(pages: int) -> int:
    """How many digits of an id make a bucket, so that none is much larger than it should be.

    >>> width_of(4_000), width_of(60_000), width_of(1_000_000)
    (0, 1, 2)
    """
    width = 0
    while pages > _BUCKET * 16**width:
        width += 1
    return width


def buckets(parts: Iterable[pa.Table], width: int, folder: Path, named: Mapping[str, Named]) -> Iterator[tuple[str, pa.Table]]:
    """Rows gathered by the first digits of their ids, each bucket in the order of its ids, under the names of this run.

    What does not fit into memory waits in `folder`, a file a bucket.
    """
    if width == 0:
        whole = [_under_their_names(part, named) for part in parts]
        if whole:
            yield "", _sorted(pa.concat_tables(whole))
        return
    schema = None
    with ExitStack() as open_files:
        writers: dict[str, Any] = {}
        for part in parts:
            table = _under_their_names(part, named)
            schema = table.schema
            prefixes = pc.utf8_slice_codeunits(table["doc_id"], 0, width)
            for prefix in sorted(set(prefixes.to_pylist())):
                if prefix not in writers:
                    sink = open_files.enter_context(pa.OSFile(str(folder / f"{prefix}.bucket"), "wb"))
                    options = pa.ipc.IpcWriteOptions(compression="zstd")
                    writers[prefix] = open_files.enter_context(pa.ipc.new_stream(sink, schema, options=options))
                writers[prefix].write_table(table.filter(pc.equal(prefixes, prefix)))
    for prefix in sorted(writers):
        path = folder / f"{prefix}.bucket"
        with pa.OSFile(str(path), "rb") as source, pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        path.unlink()
        yield prefix, _sorted(table)


def _sorted(table: pa.Table) -> pa.Table:
    return table.take(pc.sort_indices(table, [("doc_id", "ascending")]))


def _under_their_names(part: pa.Table, named: Mapping[str, Named]) -> pa.Table:
    part = part.drop_columns([name for name in part.schema.names if name.startswith("_")])
    if not named:
        return part
    rows = [at for at, source in enumerate(part["source"].to_pylist()) if source in named]
    if not rows:
        return part
    changed = [_renamed(row, named[row["source"]]) for row in part.take(rows).to_pylist()]
    stay = sorted(set(range(part.num_rows)) - set(rows))
    return pa.concat_tables([part.take(pa.array(stay, pa.int64())), pa.Table.from_pylist(changed, schema=part.schema)])


def _renamed(row: Row, name: Named) -> Row:
    issues: list[Row] = [
        {"task_id": None, "code": code, "severity": "info", "message": message, "place": None} for code, message in name.notes
    ]
    return renamed(row, name.doc_id, issues)


def put(
    filled: Iterable[tuple[str, pa.Table]], dictionary: Dictionary, amend: Callable[[str, pa.Table], pa.Table]
) -> Iterator[tuple[str, dict[str, pa.Table]]]:
    """The tables of each bucket as they must be written."""
    for prefix, nested in filled:
        yield (
            prefix,
            {name: amend(name, table) if name in _AMENDED else table for name, table in tables_of(nested, dictionary).items()},
        )
