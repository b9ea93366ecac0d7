"""How vague a plan is: work that nobody is named for, or that need never be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.compare.questions.comparison import Comparison, answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.compare.questions.comparison import Task

_SHARES = ("no_unit", "only_groups", "no_deadline", "only_ongoing", "no_last_day", "neither")
_COLUMNS = {
    "place": pa.string(),
    "year": pa.int32(),
    "tasks": pa.int64(),
    **dict.fromkeys(_SHARES, pa.float64()),
    "title": pa.string(),
    "doc_id": pa.string(),
}


def vagueness(asked: Comparison) -> pa.Table:
    """For each plan the shares of its tasks that are vague, each in its own way.

    `no_unit`; `only_groups` for units (各有关部门); `no_deadline`; `only_ongoing` (长期); `no_last_day` and no
    turns either; `neither` unit nor deadline.
    """
    units: dict[str, set[bool]] = {}
    for row in asked.parsed.rows("units", ["task_id", "is_group"]):
        units.setdefault(row["task_id"], set()).add(row["is_group"])
    rows = []
    for notice in asked.asked:
        tasks = asked.by_notice.get(notice.doc_id, [])
        shares = [_share(tasks, chosen) for chosen in _kinds(tasks, units)]
        rows.append((notice.name, notice.year, len(tasks), *shares, notice.title, notice.doc_id))
    return answer(_COLUMNS, rows)


def _kinds(tasks: Iterable[Task], units: dict[str, set[bool]]) -> list[set[str]]:
    """The tasks of each kind of vagueness, in the order of `_SHARES`."""
    tasks = list(tasks)
    no_unit = {t.task_id for t in tasks if t.task_id not in units}
    only_groups = {t.task_id for t in tasks if units.get(t.task_id) == {True}}
    no_deadline = {t.task_id for t in tasks if not t.kinds}
    only_ongoing = {t.task_id for t in tasks if t.kinds == {"ongoing"}}
    no_last_day = {t.task_id for t in tasks if t.end is None and "recurring" not in t.kinds}
    return [no_unit, only_groups, no_deadline, only_ongoing, no_last_day, no_unit & no_deadline]


def _share(tasks: list[Task], chosen: set[str]) -> float | None:
    return round(len(chosen) / len(tasks), 4) if tasks else None
