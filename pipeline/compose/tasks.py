"""Drafts to tasks, in the order of the notice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.doers import addressees, stand_ins, units_of
from pipeline.compose.shared import Shared
from pipeline.compose.times import times_elsewhere, times_of
from pipeline.notice import Task
from pipeline.tasks.prose.letter.repeats import AGAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.compose.setting import Setting
    from pipeline.notice import Draft, Metadata

_SENDS_NONE = frozenset({"notice", "other"})
_WORDLESS = 0.3
"""The most that a task is sure of whose text has no Chinese word."""


def compose(drafts: Sequence[Draft], metadata: Metadata, setting: Setting) -> tuple[Task, ...]:
    """The tasks of a notice in the order of its drafts; a letter that sends no plan asks its addressees where it names nobody."""
    shared = Shared()
    tasks = [_task(draft, setting, shared) for draft in drafts]
    only_asks = metadata.doc_kind in _SENDS_NONE and all(task.draft.origin == "cover" for task in tasks)
    theirs = [only_asks or task.draft.origin != "cover" for task in tasks]
    named = any(unit.value for task, own in zip(tasks, theirs, strict=True) if own for unit in task.units)
    inherited = () if named else tuple(addressees(metadata, setting))
    return tuple(
        replace(task, units=stand_ins(task.draft, inherited, setting)) if own and not task.units else task
        for task, own in zip(tasks, theirs, strict=True)
    )


def _task(draft: Draft, setting: Setting, shared: Shared) -> Task:
    confidence = draft.confidence
    for passage in draft.text:
        confidence *= passage.certain
    label = draft.label.text.strip() if draft.label is not None else None
    times = times_of(draft, setting)
    elsewhere = times_elsewhere(draft, times.deadlines, setting)
    units, deadlines = shared.of(units_of(draft, setting)), shared.of(times.deadlines)
    task = Task(_spent(draft, times.stages), label, units, deadlines, round(confidence, 4), elsewhere, times.passed_over)
    return replace(task, confidence=min(task.confidence, _WORDLESS)) if task.is_wordless else task


def _spent(draft: Draft, stages: Sequence[str]) -> Draft:
    """What a task keeps of its draft: not the words that are now units and deadlines, but for those that the page says again."""
    again = tuple(phrase for phrase in draft.units if phrase.source == AGAIN)
    return replace(draft, path=(*draft.path, *stages), units=again, deadlines=())
