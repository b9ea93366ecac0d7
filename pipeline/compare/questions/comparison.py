"""The tables of compared plans, as questions need them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.compare.lineage import REPRINT
from pipeline.compare.notices import read_notices
from pipeline.engine.inputs import InputFault
from pipeline.tables.parsed import Parsed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.compare.notices import Notice
    from pipeline.tables.rows import Row

_NAMED = 30
"""Places and years that a refusal names."""
ALIGNED = ("task_id", "doc_id", "from_task_id", "from_doc_id", "relation", "score", "basis", "days")


@dataclass(frozen=True)
class Task:
    """A task as questions see it. `end` is the last day of its last deadline that has one; `kinds` are those of all of them."""

    task_id: str
    doc_id: str
    label: str | None
    text: str
    end: dt.date | None = None
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Comparison:
    """A folder of compared tables, or the notices of one place or year in it.

    `place` is a part of the place's name (澜溪), `year` the plan's; both choose whose plans are asked about, not with whose they
    are compared.
    """

    parsed: Parsed
    place: str | None = None
    year: int | None = None

    @classmethod
    def open(cls, folder: Path, place: str | None = None, year: int | None = None) -> Comparison:
        """The tables in a folder; InputFault where there are none, or none of the place or year that is asked about."""
        found = cls(Parsed.open(folder), place, year)
        if not found.asked:
            wanted = " of ".join(str(part) for part in ("no plan with tasks", place, year) if part)
            known = list(dict.fromkeys(f"{n.name} {n.year or ''}".strip() for n in found.notices.values()))
            more = f" and {len(known) - _NAMED:,} more" if len(known) > _NAMED else ""
            msg = f"{folder} holds {wanted}; it holds {'、'.join(known[:_NAMED]) or 'no plan at all'}{more}"
            raise InputFault(msg)
        return found

    @cached_property
    def chain(self) -> dict[str, dict[str, str]]:
        """For each notice those that it follows, with what joins them (table `lineage`); nothing before plans are compared."""
        found: dict[str, dict[str, str]] = {}
        for row in self.parsed.rows("lineage", ["doc_id", "from_doc_id", "basis"]):
            found.setdefault(row["doc_id"], {})[row["from_doc_id"]] = row["basis"]
        return found

    @cached_property
    def notices(self) -> dict[str, Notice]:
        """All notices with tasks, each once: where a notice is held twice, its first copy."""
        return {n.doc_id: n for n in read_notices(self.parsed) if REPRINT not in self.chain.get(n.doc_id, {}).values()}

    @cached_property
    def asked(self) -> list[Notice]:
        """The notices that are asked about, in the order of time."""
        chosen = (n for n in self.notices.values() if (not self.place or self.place in n.name) and self.year in {None, n.year})
        return sorted(chosen, key=lambda notice: notice.when)

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The tasks of all plans, without what their letters demand (reports, lists of contacts)."""
        ends: dict[str, dt.date] = {}
        kinds: dict[str, set[str]] = {}
        for row in self.parsed.rows("deadlines", ["task_id", "kind", "end"]):
            kinds.setdefault(row["task_id"], set()).add(row["kind"])
            if row["end"] is not None:
                ends[row["task_id"]] = max(row["end"], ends.get(row["task_id"], row["end"]))
        rows = self.parsed.rows("tasks", ["task_id", "doc_id", "label", "text", "origin"])
        return {
            i: Task(i, row["doc_id"], row["label"], row["text"], ends.get(i), frozenset(kinds.get(i, ())))
            for i, row in ((row["task_id"], row) for row in rows)
            if row["origin"] != "cover" and row["doc_id"] in self.notices
        }

    @cached_property
    def by_notice(self) -> dict[str, list[Task]]:
        """The tasks of each plan, as they are read."""
        found: dict[str, list[Task]] = {}
        for task in self.tasks.values():
            found.setdefault(task.doc_id, []).append(task)
        return found

    def pairs(self) -> Iterator[Row]:
        """The pairs of `alignments` whose later task is asked about; InputFault where the tables were not compared."""
        if not self.parsed.files("lineage"):
            msg = f"{self.parsed.folder} was not compared; run `taizhang compare {self.parsed.folder}` first"
            raise InputFault(msg)
        asked = {notice.doc_id for notice in self.asked}
        rows = self.parsed.rows("alignments", ALIGNED)
        return (
            row for row in rows if row["doc_id"] in asked and row["task_id"] in self.tasks and row["from_task_id"] in self.tasks
        )


def answer(columns: Mapping[str, pa.DataType], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Rows as a table with these columns.

    >>> answer({"place": pa.string(), "tasks": pa.int64()}, [("澜溪市", 3)]).to_pylist()
    [{'place': '澜溪市', 'tasks': 3}]
    """
    columned = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pa.table([pa.array(values, kind) for values, kind in zip(columned, columns.values(), strict=True)], list(columns))
