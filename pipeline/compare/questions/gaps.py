"""What an answer cannot speak of: plans without anything to be compared with, tasks without a unit or a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compare.lineage import PARENT, YEAR_BEFORE

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.compare.questions.comparison import Comparison

_CARRIES_OUT = "implements"


def gaps(asked: Comparison, question: str) -> list[str]:
    """For a question of `taizhang ask`, a line for each thing that its answer leaves out; none where nothing is."""
    found = {
        "taken": (_without_parent,),
        "years": (_without_year_before,),
        "deadlines": (_without_parent, _without_year_before),
        "leads": (_without_line,),
        "load": (_without_unit, _without_last_day),
    }.get(question, ())
    return [line for line in (way(asked) for way in found) if line]


def _without_parent(asked: Comparison) -> str:
    """Plans that name what they carry out, where none of it is in the run."""
    naming = {row["doc_id"] for row in asked.parsed.rows("citations", ["doc_id", "relation"]) if row["relation"] == _CARRIES_OUT}
    lonely = _following_none(asked, PARENT) & naming
    return _part(len(lonely), len(asked.asked), "plans name what they carry out, and none of it is in this run")


def _without_year_before(asked: Comparison) -> str:
    return _part(
        len(_following_none(asked, YEAR_BEFORE)), len(asked.asked), "plans have no plan of their subject before them in this run"
    )


def _following_none(asked: Comparison, basis: str) -> set[str]:
    """The plans asked about that no other one is joined to in this way."""
    return {notice.doc_id for notice in asked.asked if basis not in asked.chain.get(notice.doc_id, {}).values()}


def _without_line(asked: Comparison) -> str:
    return _tasks_without(asked, "function", "tasks name no body whose line of work is known")


def _without_unit(asked: Comparison) -> str:
    return _tasks_without(asked, "name", "tasks name no single body")


def _tasks_without(asked: Comparison, column: str, about: str) -> str:
    """Tasks none of whose single bodies has anything in a column of `units`."""
    rows = asked.parsed.rows("units", ["task_id", "is_group", column])
    having = {row["task_id"] for row in rows if row[column] and not row["is_group"]}
    return _missing(asked, having, about)


def _without_last_day(asked: Comparison) -> str:
    having = {task.task_id for task in asked.tasks.values() if task.end is not None}
    return _missing(asked, having, "tasks have no last day")


def _missing(asked: Comparison, having: Collection[str], about: str) -> str:
    tasks = [task for notice in asked.asked for task in asked.by_notice.get(notice.doc_id, ())]
    return _part(sum(task.task_id not in having for task in tasks), len(tasks), about)


def _part(some: int, whole: int, about: str) -> str:
    return f"{some:,} of {whole:,} {about}" if some else ""
