"""The deadlines of a task: those attached to it, those among its units, and those its own words set."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.reading import read_deadlines, time_like
from pipeline.facts.units.reading import times_beside, words_beside
from pipeline.notice import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compose.setting import Setting
    from pipeline.facts.deadlines.reading import TimeContext
    from pipeline.notice import Draft
    from pipeline.values import Deadline, Found

_YEAR_OF = re.compile(r"(20[0-9]{2})年(?!.*20[0-9]{2}|[0-9])")
_WRAP = "（()）〔〕[]，,；; "
SURE = 0.5
"""From here on words are likely to be what a judgement says."""
LIMITS = frozenset({"date", "period", "relative", "recurring"})
"""The kinds of deadline that set a limit."""
_UNKNOWN = "unknown"


def deadlines_of(draft: Draft, setting: Setting) -> Iterable[Found[Deadline]]:
    """The times attached to the task, then those in its own words that are not the same again.

    A time of the heading above holds where the task says none itself.
    """
    setting = replace(setting, times=_times_below(draft.path, setting.times))
    own = tuple(_own_times(draft, setting)) if draft.origin != "cover" else ()
    known: set[object] = set()
    beside = [t for p in draft.units for t in (*times_beside(p, setting.units), *unlabelled_times(p, setting))]
    attached = (p for p in draft.deadlines if not own or p.source != "inherited")
    for phrase in (*attached, *beside):
        for found in read_deadlines(phrase, setting.times, setting.deadlines):
            known.add(_key(found))
            yield _due(found, phrase.deliverable)
    yield from (found for found in own if _key(found) not in known)


def _own_times(draft: Draft, setting: Setting) -> Iterable[Found[Deadline]]:
    """The limits that a task's own words set."""
    for passage in draft.text:
        for found in read_deadlines(Phrase(passage, None, "text"), setting.times, setting.deadlines):
            if found.value is not None and _is_kept(found.value, setting.times):
                yield found


def _is_kept(deadline: Deadline, times: TimeContext) -> bool:
    """Whether a time in a task's own words counts; where nobody knows the year, also one that gives no day."""
    return deadline.kind in LIMITS or (times.year is None and deadline.kind == _UNKNOWN)


def _due(found: Found[Deadline], deliverable: str | None) -> Found[Deadline]:
    """A time with what is due by then, where its own words do not say it."""
    if deliverable is None or found.value is None or found.value.deliverable is not None:
        return found
    return replace(found, value=replace(found.value, deliverable=deliverable))


def _times_below(path: Sequence[str], times: TimeContext) -> TimeContext:
    """The dates that a task's words count from: a heading that begins with one year (2023年工作计划) says which it is for."""
    years = [match[1] for match in map(_YEAR_OF.match, path) if match]
    return replace(times, plan_year=int(years[-1])) if years else times


def _key(found: Found[Deadline]) -> object:
    value = found.value
    if value is None or (value.kind == _UNKNOWN and value.end is None):
        return found.place
    return (value.kind, value.end, value.rrule, value.offset_days)


def unlabelled_times(phrase: Phrase, setting: Setting) -> tuple[Phrase, ...]:
    """The words among units that say a time and nothing else: 市教育局，每季度一次; 市司法局；2023年度."""
    beside = words_beside(phrase, setting.units)
    return tuple(replace(p, role="deadline") for p in beside if time_like(p.passage.text.strip(_WRAP), setting.deadlines) > SURE)
