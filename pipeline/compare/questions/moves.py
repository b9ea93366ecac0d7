"""How deadlines moved on the way from one plan to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.compare.lineage import PARENT, YEAR_BEFORE
from pipeline.compare.questions.comparison import Comparison, Task, answer

if TYPE_CHECKING:
    import datetime as dt

_COLUMNS = {
    "place": pa.string(),
    "year": pa.int32(),
    "from_place": pa.string(),
    "from_year": pa.int32(),
    "moved": pa.string(),
    "days": pa.int64(),
    "from_end": pa.date32(),
    "end": pa.date32(),
    "basis": pa.string(),
    "text": pa.string(),
    "from_text": pa.string(),
    "task_id": pa.string(),
    "from_task_id": pa.string(),
}
_LEAP_DAY = (2, 29)


def moved_deadlines(asked: Comparison) -> pa.Table:
    """For each task that carries out another, or goes on from the year before, how its last day moved.

    `moved` is `earlier`, `same`, `later`, `dropped`, `added` or `none`. `days` is how far the day moved. Between
    two years of a place the earlier day is first moved on by the years between.
    `dropped` is a task that had a last day and has none now; `none` one that had none and has none.
    """
    rows = []
    for row in asked.pairs():
        if row["basis"] not in {PARENT, YEAR_BEFORE}:
            continue
        later, earlier = (asked.notices[row[key]] for key in ("doc_id", "from_doc_id"))
        task, source = asked.tasks[row["task_id"]], asked.tasks[row["from_task_id"]]
        years = (later.year or 0) - (earlier.year or 0) if row["basis"] == YEAR_BEFORE else 0
        moved, days = _moved(task, moved_on(source.end, years))
        where = (later.name, later.year, earlier.name, earlier.year)
        rows.append(
            (*where, moved, days, source.end, task.end, row["basis"], task.text, source.text, task.task_id, source.task_id)
        )
    return answer(_COLUMNS, rows)


def moved_on(day: dt.date | None, years: int) -> dt.date | None:
    """The same day so many years later; the last of February where there is no 29th.

    >>> import datetime as dt
    >>> moved_on(dt.date(2024, 2, 29), 1), moved_on(None, 1)
    (datetime.date(2025, 2, 28), None)
    """
    if day is None or not years:
        return day
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == _LEAP_DAY else day.day)


def _moved(task: Task, before: dt.date | None) -> tuple[str, int | None]:
    if before is None or task.end is None:
        return ("dropped" if before else "added" if task.end else "none"), None
    days = (task.end - before).days
    return ("earlier" if days < 0 else "later" if days else "same"), days
