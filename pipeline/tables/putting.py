"""From kept rows to tables in their order: what a run writes, however large it is, a bucket of notices at a time."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.nested import renamed, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pipeline.tables.schema import Dictionary

    Row = dict[str, Any]

_BUCKET = 1024
"""Notices that are in memory at once, with all that was read from them: some 100 KB each."""
_LONGEST_PREFIX = 8

_AMENDED = frozenset({"documents", "tasks", "units", "deadlines", "citations", "issues"})
"""The tables that the whole run may still change: only then is it known which pages are duplicates and what cites what."""


@dataclass(frozen=True)
class Named:
    """What a page is called in this run where that is not what its row says, and what there is to say of that."""

    doc_id: str
    notes: tuple[tuple[str, str], ...]


def buckets(parts: Iterable[pa.Table], folder: Path, named: Mapping[str, Named]) -> Iterator[tuple[str, pa.Table]]:
    """All rows in the order of their ids, under the names of this run: a bucket at a time, with the first digits of its ids.

    What does not fit into one bucket waits in `folder`, parted by the first digit of the ids, and again by the next.
    """
    yield from _parted((_under_their_names(part, named) for part in parts), folder, "")


def _parted(parts: Iterator[pa.Table], folder: Path, prefix: str) -> Iterator[tuple[str, pa.Table]]:
    held: list[pa.Table] = []
    size = 0
    for part in parts:
        held.append(part)
        size += part.num_rows
        if size > _BUCKET and len(prefix) < _LONGEST_PREFIX:
            yield from _spilt(chain(held, parts), folder, prefix)
            return
    if held:
        yield prefix, _sorted(pa.concat_tables(held))


def _spilt(parts: Iterator[pa.Table], folder: Path, prefix: str) -> Iterator[tuple[str, pa.Table]]:
    """Rows that are too many for one bucket: written to a file for each next digit, and read back digit by digit."""
    with ExitStack() as open_files:
        writers: dict[str, Any] = {}
        for table in _gathered(parts):
            digits = pc.utf8_slice_codeunits(table["doc_id"], 0, len(prefix) + 1)
            for digit in sorted(set(digits.to_pylist())):
                if digit not in writers:
                    sink = open_files.enter_context(pa.OSFile(str(folder / f"{digit}.bucket"), "wb"))
                    options = pa.ipc.IpcWriteOptions(compression="zstd")
                    writers[digit] = open_files.enter_context(pa.ipc.new_stream(sink, table.schema, options=options))
                writers[digit].write_table(table.filter(pc.equal(digits, digit)))
    for digit in sorted(writers):
        path = folder / f"{digit}.bucket"
        with pa.OSFile(str(path), "rb") as source, pa.ipc.open_stream(source) as stream:
            yield from _parted((pa.Table.from_batches([batch]) for batch in stream), folder, digit)
        path.unlink()


def _gathered(parts: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in larger pieces: each is parted into sixteen."""
    held: list[pa.Table] = []
    for part in parts:
        held.append(part)
        if sum(one.num_rows for one in held) >= _BUCKET:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


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
