"""The deadlines of a task: those attached to it, those among its units, and those its own words set."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.prose import Heard, hear
from pipeline.facts.deadlines.reading import read_deadlines, time_like
from pipeline.facts.units.reading import times_beside, words_beside
from pipeline.tasks.prose.letter.repeats import AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compose.setting import Setting
    from pipeline.facts.deadlines.reading import TimeContext
    from pipeline.notice import Draft, Phrase
    from pipeline.outline import Passage
    from pipeline.values import Deadline, Found

_YEAR_OF = re.compile(r"(20[0-9]{2})年(?!.*20[0-9]{2}|[0-9])")
_WRAP = "（()）〔〕[]，,；; "
SURE = 0.5
"""From here on words are likely to be what a judgement says."""
LIMITS = frozenset({"date", "period", "relative", "recurring"})
"""The kinds of deadline that set a limit."""
_UNKNOWN, _EVENT, _CELL, _TEXT = "unknown", "event", "cell", "text"


@dataclass(frozen=True, slots=True)
class Times:
    """The deadlines of a task, the `stages` it stands in, and the times that its words name and nobody can say what for."""

    deadlines: tuple[Found[Deadline], ...]
    stages: tuple[str, ...]
    passed_over: tuple[Found[Deadline], ...]


def times_of(draft: Draft, setting: Setting) -> Times:
    """The times attached to the task, then those in its own words that are not the same again.

    A time of the heading above holds where the task says none itself. A cell that only names a stage (第三周, 开学前) beside one
    that says its days is no second time: it heads its rows.
    """
    context = _times_below(draft.path, setting.times)
    setting = setting if context is setting.times else replace(setting, times=context)
    heard = _hear(draft.text, setting) if draft.origin != "cover" else Heard()
    own = heard.limits or (_hear(draft.again, setting).limits if not draft.deadlines else ())
    beside = [t for p in draft.units for t in (*times_beside(p, setting.units), *unlabelled_times(p, setting))]
    attached = (p for p in draft.deadlines if p.source != AGAIN and (not own or p.source != "inherited"))
    read = [(phrase, _read(phrase, setting)) for phrase in (*attached, *beside)]
    dated = any(found.value and found.value.end for phrase, times in read if phrase.source == _CELL for found in times)
    stages = [phrase for phrase, times in read if dated and phrase.source == _CELL and times and all(map(_is_stage, times))]
    found = [_due(time, phrase.deliverable) for phrase, times in read if phrase not in stages for time in times]
    known = {_key(time) for time in found}
    times = (*found, *(time for time in own if _key(time) not in known))
    limits = {_limit(time) for time in times}
    passed_over = tuple(time for time in heard.passed_over if _limit(time) not in limits)
    return Times(times, tuple(phrase.passage.text for phrase in stages), passed_over)


def times_elsewhere(draft: Draft, times: Sequence[Found[Deadline]], setting: Setting) -> tuple[Found[Deadline], ...]:
    """The times that the page sets where it says the task the other time, and that its own `times` do not."""
    limits = {_limit(time) for time in times}
    printed = (time for phrase in draft.deadlines if phrase.source == AGAIN for time in _read(phrase, setting))
    again = (*printed, *_hear(draft.again, setting).limits)
    return tuple(time for time in again if (limit := _limit(time)) and limit not in limits)


def _limit(found: Found[Deadline]) -> object:
    """The day by which something must be done, or how often, or what stands instead; None where nobody could read it."""
    value = found.value
    return None if value is None or value.kind == _UNKNOWN else value.end or value.rrule or value.kind


def _read(phrase: Phrase, setting: Setting) -> tuple[Found[Deadline], ...]:
    times = replace(setting.times, plan_year=phrase.year, school=None) if phrase.year else setting.times
    return read_deadlines(phrase, times, setting.deadlines)


def _is_stage(found: Found[Deadline]) -> bool:
    """Whether a time only names an event that has no day here."""
    return (
        found.value is not None
        and found.value.anchor == _EVENT
        and found.value.kind == "relative"
        and not found.value.offset_days
    )


def _hear(words: Iterable[Passage], setting: Setting) -> Heard:
    """The times in the words of a task."""
    heard = [hear(passage, setting.times, setting.deadlines) for passage in words]
    limits = (found for one in heard for found in one.limits if found.value and _is_kept(found.value, setting.times))
    return Heard(
        tuple(replace(found, value=replace(found.value, source=_TEXT)) for found in limits if found.value),
        tuple(found for one in heard for found in one.passed_over),
    )


def _is_kept(deadline: Deadline, times: TimeContext) -> bool:
    """Whether a time in a task's own words counts: a limit, a beginning; where nobody knows the year, also one without a day."""
    begun = deadline.kind == "ongoing" and deadline.start is not None
    return begun or deadline.kind in LIMITS or (times.year is None and deadline.kind == _UNKNOWN)


def _due(found: Found[Deadline], deliverable: str | None) -> Found[Deadline]:
    """A time with what is due by then, where its own words do not say it."""
    if deliverable is None or found.value is None or found.value.deliverable is not None:
        return found
    return replace(found, value=replace(found.value, deliverable=deliverable))


def _times_below(path: Sequence[str], times: TimeContext) -> TimeContext:
    """The dates that a task's words count from: a heading that begins with one year (2023年工作计划) says which it is for."""
    years = [match[1] for match in map(_YEAR_OF.match, path) if match]
    return replace(times, plan_year=int(years[-1]), school=None) if years else times


def _key(found: Found[Deadline]) -> object:
    value = found.value
    if value is None or (value.kind == _UNKNOWN and value.end is None):
        return found.place
    return (value.kind, value.end, value.rrule, value.offset_days)


def unlabelled_times(phrase: Phrase, setting: Setting) -> tuple[Phrase, ...]:
    """The words among units that say a time and nothing else: 市教育局，每季度一次; 市司法局；2023年度."""
    beside = words_beside(phrase, setting.units)
    return tuple(replace(p, role="deadline") for p in beside if time_like(p.passage.text.strip(_WRAP), setting.deadlines) > SURE)
