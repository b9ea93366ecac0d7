"""The rows of one notice from all tables, wherever in the tables they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.engine.inputs import InputFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.tables.parsed import Parsed
    from pipeline.tables.rows import Row

_ID = re.compile("[0-9a-f]{16}")
"""What an id looks like; files are named by it."""
_TABLES = ("tasks", "units", "deadlines", "repairs", "tables", "blocks", "issues")


@dataclass(frozen=True)
class Notice:
    """A notice that hands out work, as the tables tell of it."""

    document: Row
    rows: dict[str, list[Row]]

    @property
    def doc_id(self) -> str:
        """Its id."""
        return str(self.document["doc_id"])

    @property
    def tasks(self) -> list[Row]:
        """Its tasks in order."""
        return self.rows["tasks"]

    @cached_property
    def units(self) -> dict[str, list[Row]]:
        """Its units by task."""
        return _by_task(self.rows["units"])

    @cached_property
    def deadlines(self) -> dict[str, list[Row]]:
        """Its deadlines by task."""
        return _by_task(self.rows["deadlines"])

    @cached_property
    def repairs(self) -> dict[str, list[Row]]:
        """Its repairs by the path of their block, in order of their places."""
        found: dict[str, list[Row]] = {}
        for row in self.rows["repairs"]:
            found.setdefault(row["place"]["path"], []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (row["place"]["start"], row["place"]["end"]))
        return found

    def places(self, task: Row) -> list[tuple[str, Row]]:
        """Where the words of a task stand, each with what it is: `words`, `unit` or `time`."""
        mine = task["task_id"]
        found = [("words", place) for place in (*task["places"], task["place"]) if place]
        found += [("unit", row["place"]) for row in self.units.get(mine, ()) if row["place"]]
        return found + [("time", row["place"]) for row in self.deadlines.get(mine, ()) if row["place"]]

    def repairs_of(self, task: Row) -> list[Row]:
        """The repairs inside the words of a task, its units and deadlines included."""
        seen: dict[int, Row] = {}
        for _, place in self.places(task):
            for row in self.repairs.get(place["path"], ()):
                if _touch(row["place"], place):
                    seen[row["seq"]] = row
        return [seen[seq] for seq in sorted(seen)]


def _touch(repair: Row, place: Row) -> bool:
    """Whether a repair stands in a place; what was put in at its very end, a lost last character, does too."""
    if repair["start"] == repair["end"]:
        return bool(place["start"] <= repair["start"] <= place["end"])
    return bool(repair["start"] < place["end"] and place["start"] < repair["end"])


def _by_task(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["task_id"], []).append(row)
    return found


class Gathered:
    """All tables, held as Arrow holds them, and the notices that hand out work, each with its rows."""

    def __init__(self, parsed: Parsed) -> None:
        """Find where each notice's rows stand; InputFault where their ids are none of ours."""
        documents = parsed.read("documents")
        self._documents = {row["doc_id"]: row for row in documents.to_pylist() if row["n_tasks"]}
        if not all(map(_ID.fullmatch, self._documents)):
            msg = f"{parsed.folder} holds ids that taizhang did not write"
            raise InputFault(msg)
        self._tables = {name: parsed.read(name) for name in _TABLES}
        self._runs = {name: _runs(table["doc_id"]) for name, table in self._tables.items()}
        self.n_documents = documents.num_rows

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Notice]:
        return (self.notice(doc_id) for doc_id in self._documents)

    def ids_by_fingerprint(self) -> dict[str, list[str]]:
        """The ids of the notices by the fingerprint of the page they were read from."""
        found: dict[str, list[str]] = {}
        for doc_id, row in self._documents.items():
            found.setdefault(row["content_sha256"], []).append(doc_id)
        return found

    def notice(self, doc_id: str) -> Notice:
        """One notice; KeyError where it hands out no work."""
        rows = {
            name: [row for start, length in self._runs[name].get(doc_id, ()) for row in table.slice(start, length).to_pylist()]
            for name, table in self._tables.items()
        }
        return Notice(self._documents[doc_id], rows)


def _runs(ids: pa.ChunkedArray) -> dict[str, list[tuple[int, int]]]:
    """Where the rows of each id stand: starts and lengths, one for each run of neighbours."""
    found: dict[str, list[tuple[int, int]]] = {}
    ended = pc.run_end_encode(ids.combine_chunks()) if len(ids) else None
    start = 0
    for doc_id, end in zip(ended.values.to_pylist(), ended.run_ends.to_pylist(), strict=True) if ended is not None else ():
        found.setdefault(doc_id, []).append((start, end - start))
        start = end
    return found
