"""What became of the tasks of an earlier plan: taken over, adapted, left out; and what the later plan added."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.compare.lineage import PARENT, YEAR_BEFORE
from pipeline.compare.questions.comparison import Comparison, Task, answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.compare.notices import Notice

_OUTCOMES = ("copied", "adapted", "split", "merged", "left_out", "added")
_COUNTS = {
    "place": pa.string(),
    "year": pa.int32(),
    "from_place": pa.string(),
    "from_year": pa.int32(),
    "from_tasks": pa.int64(),
    **dict.fromkeys(_OUTCOMES, pa.int64()),
    "taken_share": pa.float64(),
    "title": pa.string(),
    "doc_id": pa.string(),
    "from_doc_id": pa.string(),
}
_DETAILS = {
    "place": pa.string(),
    "year": pa.int32(),
    "from_place": pa.string(),
    "from_year": pa.int32(),
    "outcome": pa.string(),
    "from_label": pa.string(),
    "from_text": pa.string(),
    "label": pa.string(),
    "text": pa.string(),
    "score": pa.float64(),
    "from_task_id": pa.string(),
    "task_id": pa.string(),
}


def taken_over(asked: Comparison) -> pa.Table:
    """For each plan and each plan that it carries out: how many of its tasks were copied, adapted, split, merged, left out.

    The counts are of the earlier plan's tasks, but for `added`, which counts the new ones of the later plan; `taken_share` is
    what was not left out.
    """
    return _counted(asked, PARENT)


def year_on_year(asked: Comparison) -> pa.Table:
    """The same for each plan and those of the same place in the last year that has any."""
    return _counted(asked, YEAR_BEFORE)


def inheritance(asked: Comparison, basis: str = PARENT) -> pa.Table:
    """Task by task what became of the plan that is carried out (`parent`), or of the one of the year before (`year_before`)."""
    found = _found(asked, basis)
    rows = (
        (*_who(later, earlier), outcome, *_said(source), *_said(task), score, source and source.task_id, task and task.task_id)
        for later, earlier in _plans(asked, basis)
        for outcome, source, task, score in _outcomes(asked, later, earlier, found.get((later.doc_id, earlier.doc_id), []))
    )
    return answer(_DETAILS, rows)


def _counted(asked: Comparison, basis: str) -> pa.Table:
    found = _found(asked, basis)
    rows = []
    for later, earlier in _plans(asked, basis):
        size = len(asked.by_notice.get(earlier.doc_id, ()))
        became: dict[Any, str] = {}
        for outcome, source, task, _ in _outcomes(asked, later, earlier, found.get((later.doc_id, earlier.doc_id), [])):
            became.setdefault(source or task, outcome)
        counts = Counter(became.values())
        taken = 1 - counts["left_out"] / size if size else None
        rows.append(
            (*_who(later, earlier), size, *(counts[name] for name in _OUTCOMES), taken, later.title, later.doc_id, earlier.doc_id)
        )
    return answer(_COUNTS, rows)


def _plans(asked: Comparison, basis: str) -> Iterator[tuple[Notice, Notice]]:
    """The plans asked about, each with those that it comes from."""
    for later in asked.asked:
        for doc, joined in sorted(asked.chain.get(later.doc_id, {}).items()):
            if joined == basis:
                yield later, asked.notices[doc]


def _found(asked: Comparison, basis: str) -> dict[tuple[str, str], list[tuple[str, str, str, float]]]:
    """The pairs of each two plans: what became of it, the earlier task, the later one, the score."""
    found: dict[tuple[str, str], list[tuple[str, str, str, float]]] = {}
    for row in asked.pairs():
        if row["basis"] == basis:
            pair = (row["relation"], row["from_task_id"], row["task_id"], row["score"])
            found.setdefault((row["doc_id"], row["from_doc_id"]), []).append(pair)
    return found


def _outcomes(
    asked: Comparison, later: Notice, earlier: Notice, pairs: list[tuple[str, str, str, float]]
) -> Iterator[tuple[str, Task | None, Task | None, float | None]]:
    """The earlier plan's tasks in their order with what became of them, then those that the later plan added."""
    heirs: dict[str, list[tuple[str, str, float]]] = {}
    for relation, source, task, score in pairs:
        heirs.setdefault(source, []).append((relation, task, score))
    for source_task in asked.by_notice.get(earlier.doc_id, ()):
        for relation, task, score in heirs.get(source_task.task_id, ()):
            yield relation, source_task, asked.tasks[task], score
        if source_task.task_id not in heirs:
            yield "left_out", source_task, None, None
    taken = {task for _, _, task, _ in pairs}
    for own in asked.by_notice.get(later.doc_id, ()):
        if own.task_id not in taken:
            yield "added", None, own, None


def _who(later: Notice, earlier: Notice) -> tuple[str, int | None, str, int | None]:
    return later.name, later.year, earlier.name, earlier.year


def _said(task: Task | None) -> tuple[str | None, str | None]:
    return (task.label, task.text) if task else (None, None)
