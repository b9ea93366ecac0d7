"""Which line of work leads what, where; and how heavy the load of each unit is over the months."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.compare.questions.comparison import Comparison, answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_LEADS = frozenset({"lead", "responsible"})
_MOST_MONTHS = 60
"""A task that runs longer is counted for five years: what has no end is no load of any one month."""
_LEADING = {
    "place": pa.string(),
    "year": pa.int32(),
    "function": pa.string(),
    "leads": pa.int64(),
    "takes_part": pa.int64(),
    "tasks_of_plan": pa.int64(),
    "lead_share": pa.float64(),
}
_LED = {
    "place": pa.string(),
    "year": pa.int32(),
    "function": pa.string(),
    "units": pa.string(),
    "label": pa.string(),
    "text": pa.string(),
    "task_id": pa.string(),
}
_LOAD = {
    "place": pa.string(),
    "year": pa.int32(),
    "unit": pa.string(),
    "function": pa.string(),
    "month": pa.string(),
    "due": pa.int64(),
    "open": pa.int64(),
}


def leading(asked: Comparison) -> pa.Table:
    """For each place, year and line of work: how many tasks it leads (lead, responsible), in how many it takes part otherwise.

    Groups (各县区政府) and units whose line nobody knows are left out. `lead_share` is of all tasks of the place's plans of the
    year.
    """
    leads: dict[tuple[Any, ...], set[str]] = {}
    others: dict[tuple[Any, ...], set[str]] = {}
    sizes: Counter[tuple[str, int | None]] = Counter()
    for notice in asked.asked:
        sizes[notice.name, notice.year] += len(asked.by_notice.get(notice.doc_id, ()))
    for row in _unit_rows(asked):
        if row["function"]:
            notice = asked.notices[row["doc_id"]]
            kind = leads if row["role"] in _LEADS else others
            kind.setdefault((notice.name, notice.year, row["function"]), set()).add(row["task_id"])
    rows = []
    for place, year, line in {*leads, *others}:
        n_leads, size = len(leads.get((place, year, line), ())), sizes[place, year]
        n_others = len(others.get((place, year, line), set()) - leads.get((place, year, line), set()))
        rows.append((place, year, line, n_leads, n_others, size, n_leads / size))
    return answer(_LEADING, sorted(rows, key=lambda r: (r[0], r[1] or 0, -r[3], -r[4], r[2])))


def led_tasks(asked: Comparison) -> pa.Table:
    """Task by task what each line of work leads (lead, responsible), and through which of its bodies.

    A task that several lines lead stands at each of them. Groups and units whose line nobody knows are left out.
    """
    leaders: dict[tuple[str, str], list[str]] = {}
    for row in _unit_rows(asked):
        if row["function"] and row["role"] in _LEADS:
            leaders.setdefault((row["function"], row["task_id"]), []).append(row["name"])
    rows = []
    for line, task_id in sorted(leaders):
        task, units = asked.tasks[task_id], dict.fromkeys(leaders[line, task_id])
        notice = asked.notices[task.doc_id]
        rows.append((notice.name, notice.year, line, "、".join(units), task.label, task.text, task_id))
    return answer(_LED, sorted(rows, key=lambda r: (r[0], r[1] or 0)))


def monthly_load(asked: Comparison) -> pa.Table:
    """For each unit and month: the tasks that it leads and that end in the month (`due`), and those that run in it (`open`).

    A task runs from the first day of its period, else from the day of its notice, to its last day. What has no last day (ongoing
    work) and what recurs is left out; `vagueness` counts the former.
    """
    due: Counter[tuple[Any, ...]] = Counter()
    running: Counter[tuple[Any, ...]] = Counter()
    spans = _spans(asked)
    seen = set()
    for row in _unit_rows(asked):
        notice = asked.notices[row["doc_id"]]
        key = (notice.name, notice.year, row["full_name"] or row["name"], row["function"])
        if row["role"] not in _LEADS or (key, row["task_id"]) in seen:
            continue
        seen.add((key, row["task_id"]))
        for start, end in spans.get(row["task_id"], ()):
            due[*key, f"{end:%Y-%m}"] += 1
            running.update((*key, month) for month in months(start or notice.day or end, end))
    keys = sorted({*due, *running}, key=lambda k: (k[0], k[1] or 0, k[2], k[4], k[3] or ""))
    return answer(_LOAD, ((*key, due[key], running[key]) for key in keys))


def months(start: dt.date, end: dt.date) -> list[str]:
    """The months from one day to another, at most five years of them, the last ones.

    >>> import datetime as dt
    >>> months(dt.date(2022, 11, 5), dt.date(2023, 1, 31)), months(dt.date(2023, 5, 1), dt.date(2023, 1, 31))
    (['2022-11', '2022-12', '2023-01'], ['2023-01'])
    """
    last = end.year * 12 + end.month - 1
    first = max(min(start.year * 12 + start.month - 1, last), last - _MOST_MONTHS + 1)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _unit_rows(asked: Comparison) -> Iterator[dict[str, Any]]:
    chosen = {notice.doc_id for notice in asked.asked}
    columns = ("task_id", "doc_id", "role", "name", "full_name", "function", "is_group")
    rows = asked.parsed.rows("units", columns)
    return (row for row in rows if row["doc_id"] in chosen and row["task_id"] in asked.tasks and not row["is_group"])


def _spans(asked: Comparison) -> dict[str, list[tuple[dt.date | None, dt.date]]]:
    """When each task must be worked at: the first and last day of each of its deadlines that ends once."""
    spans: dict[str, list[tuple[dt.date | None, dt.date]]] = {}
    for row in asked.parsed.rows("deadlines", ["task_id", "kind", "start", "end"]):
        if row["end"] is not None and row["kind"] in {"date", "period", "relative"}:
            start = row["start"] if row["kind"] == "period" else None
            spans.setdefault(row["task_id"], []).append((start, row["end"]))
    return spans
