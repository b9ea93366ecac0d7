"""Printed words cut where a task's words, units and times begin and end, and where something was repaired."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.explore.gather import Notice
    from pipeline.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of a block that belongs to a task; `kind` is `words`, `unit` or `time`."""

    start: int
    end: int
    task: int
    kind: str


@dataclass(frozen=True, slots=True)
class LitRun:
    """A run of words with the tasks that it belongs to, and the repair that replaced it, if one did."""

    text: str
    tasks: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    repair: Row | None = None


def marks_of(notice: Notice) -> dict[str, list[Mark]]:
    """The runs that belong to tasks, by the path of their block."""
    found: dict[str, list[Mark]] = {}
    for task in notice.tasks:
        for kind, place in notice.places(task):
            found.setdefault(place["path"], []).append(Mark(place["start"], place["end"], task["seq"], kind))
    return found


def lit_runs(text: str, marks: Sequence[Mark], repairs: Sequence[Row]) -> Iterator[LitRun]:
    """The words in order, none lost; a repair is one run, so marks that begin or end inside of one take all of it.

    `repairs` are sorted and do not overlap; those beyond the end of the text are left out.

    >>> repair = {"place": {"start": 2, "end": 3}, "before": "?", "after": "局"}
    >>> [(p.text, p.tasks, p.repair is not None) for p in lit_runs("司法?牵头", [Mark(0, 3, 1, "unit")], [repair])]
    [('司法', (1,), False), ('?', (1,), True), ('牵头', (), False)]
    """
    mended = {row["place"]["start"]: row for row in _fitting(repairs, len(text))}
    cuts = sorted(_cuts(text, marks, list(mended.values())))
    opening = sorted(marks, key=lambda mark: mark.start)
    active: list[Mark] = []
    at = 0
    for index, start in enumerate(cuts):
        end = cuts[index + 1] if index + 1 < len(cuts) else start
        repair = mended.get(start)
        reach = max(end, start + 1)
        while at < len(opening) and opening[at].start < reach:
            active.append(opening[at])
            at += 1
        if repair is not None and repair["place"]["end"] == start:
            yield _lit("", [mark for mark in active if mark.start <= start <= mark.end], repair)
            repair = None
        active = [mark for mark in active if mark.end > start]
        if end > start:
            yield _lit(text[start:end], active, repair)


def _lit(text: str, marks: Sequence[Mark], repair: Row | None) -> LitRun:
    return LitRun(text, tuple(sorted({mark.task for mark in marks})), tuple(sorted({mark.kind for mark in marks})), repair)


def _fitting(repairs: Sequence[Row], size: int) -> Iterator[Row]:
    end = 0
    for row in repairs:
        if end <= row["place"]["start"] <= row["place"]["end"] <= size:
            end = row["place"]["end"]
            yield row


def _cuts(text: str, marks: Sequence[Mark], repairs: Sequence[Row]) -> set[int]:
    starts = [row["place"]["start"] for row in repairs]
    ends = [row["place"]["end"] for row in repairs]
    inside = {0, len(text), *starts, *ends}
    for place in {edge for mark in marks for edge in (mark.start, mark.end)}:
        before = bisect_right(starts, place) - 1
        if 0 <= place <= len(text) and not (before >= 0 and starts[before] < place < ends[before]):
            inside.add(place)
    return inside
