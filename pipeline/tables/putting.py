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

    from pipeline.tables.rows import Row
    from pipeline.tables.schema import Dictionary

_BUCKET = 1024
_WEIGHT = 16 << 20
"""So many notices, or bytes of what was read from them, are in memory at once; putting them in order holds them three times."""
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
    held = list(_bucketful(parts))
    rest = next(parts, None)
    if rest is not None and len(prefix) < _LONGEST_PREFIX:
        yield from _spilt(chain(held, [rest], parts), folder, prefix)
    elif held:
        yield prefix, _sorted(pa.concat_tables(held if rest is None else [*held, rest, *parts]))


def _bucketful(parts: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The first of the parts, until they fill a bucket."""
    rows = weight = 0
    while rows < _BUCKET and weight < _WEIGHT and (part := next(parts, None)) is not None:
        rows, weight = rows + part.num_rows, weight + part.nbytes
        yield part


def _spilt(parts: Iterator[pa.Table], folder: Path, prefix: str) -> Iterator[tuple[str, pa.Table]]:
    """Rows that are too many for one bucket: written to a file for each next digit, and read back digit by digit."""
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with ExitStack() as open_files:
        writers: dict[str, Any] = {}
        while held := list(_bucketful(parts)):
            for digit, rows in _by_digit(_sorted(pa.concat_tables(held)), len(prefix) + 1):
                if digit not in writers:
                    sink = open_files.enter_context(pa.OSFile(str(folder / f"{digit}.bucket"), "wb"))
                    writers[digit] = open_files.enter_context(pa.ipc.new_stream(sink, rows.schema, options=options))
                writers[digit].write_table(rows)
    for digit in sorted(writers):
        path = folder / f"{digit}.bucket"
        with pa.OSFile(str(path), "rb") as source, pa.ipc.open_stream(source) as stream:
            yield from _parted((pa.Table.from_batches([batch]) for batch in stream), folder, digit)
        path.unlink()


def _by_digit(table: pa.Table, length: int) -> Iterator[tuple[str, pa.Table]]:
    """The rows of a table in order by the first digits of their ids, each run in one piece: a row has some 500 buffers."""
    runs = pc.run_end_encode(pc.utf8_slice_codeunits(table["doc_id"].combine_chunks(), 0, length))
    start = 0
    for digits, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        yield digits, table.slice(start, end - start)
        start = end


def _sorted(table: pa.Table) -> pa.Table:
    table = table.combine_chunks()
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
    blank = dict.fromkeys(("task_id", "message_zh", "place"))
    issues: list[Row] = [{**blank, "code": code, "severity": "info", "message": message} for code, message in name.notes]
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
