"""Drafts to tasks: their units, deadlines, and what they inherit from the letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines import DeadlineRules, TimeContext, read_deadlines, time_like
from pipeline.facts.units import read_units, times_beside
from pipeline.facts.units_like import unit_like
from pipeline.facts.units_text import find_units_in_text, sentence_subject
from pipeline.notice import Phrase, Task
from pipeline.tasks.senses import Senses
from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.facts.units_rules import UnitRules
    from pipeline.notice import Draft, Metadata
    from pipeline.outline import Passage
    from pipeline.values import Deadline, Region, Unit

_LIMITS = frozenset({"date", "period", "relative", "recurring"})
# Whether words set a limit does not depend on which year it is.
_ANY_YEAR = 1949


@dataclass(frozen=True)
class Home:
    """What the facts of a task are read against: the issuer's region and the notice's dates."""

    region: Region | None
    times: TimeContext
    units: UnitRules
    deadlines: DeadlineRules


def senses_of(units: UnitRules, deadlines: DeadlineRules, times: TimeContext) -> Senses:
    """The judgements that the tasks stage asks for, each word judged once."""
    like: dict[str, float] = {}
    timed: dict[str, float] = {}
    limits: dict[tuple[str, str], bool] = {}

    def unit(text: str) -> float:
        if text not in like:
            like[text] = unit_like(text, units)
        return like[text]

    def time(text: str) -> float:
        if text not in timed:
            timed[text] = time_like(text, deadlines)
        return timed[text]

    judged = times if times.year else replace(times, plan_year=_ANY_YEAR)

    def limited(passage: Passage, source: str) -> bool:
        key = (passage.text, source)
        if key not in limits:
            found = read_deadlines(Phrase(passage, None, source), judged, deadlines)
            limits[key] = any(f.value is not None and f.value.kind in _LIMITS for f in found)
        return limits[key]

    return Senses(
        unit,
        time,
        has_time=lambda passage: limited(passage, "text"),
        demands=lambda passage: limited(passage, "cover"),
        charges=lambda passage: any(f.value and not f.value.is_group for f in find_units_in_text(passage, None, units)),
    )


def compose(drafts: Sequence[Draft], metadata: Metadata, home: Home) -> tuple[Task, ...]:
    """The tasks of a notice in the order of its drafts."""
    tasks = [_task(draft, home) for draft in drafts]
    if tasks and not any(task.units for task in tasks if task.draft.origin != "cover"):
        inherited = tuple(_addressees(metadata, home))
        tasks = [t if t.units or t.draft.origin == "cover" else replace(t, units=inherited) for t in tasks]
    return tuple(tasks)


def _task(draft: Draft, home: Home) -> Task:
    confidence = draft.confidence
    for passage in draft.text:
        confidence *= passage.certain
    label = draft.label.text.strip() if draft.label is not None else None
    return Task(draft, label, tuple(_units(draft, home)), tuple(_deadlines(draft, home)), round(confidence, 4))


def _units(draft: Draft, home: Home) -> Iterable[Found[Unit]]:
    """The units that are printed for the task; where none is, the bodies that its own sentences name."""
    if draft.units:
        for phrase in _settled(draft.units):
            for found in read_units(phrase, home.region, home.units):
                yield _merged(found) if phrase.from_merge else found
    elif draft.origin == "cover":
        for passage in draft.text:
            yield from sentence_subject(passage, home.region, home.units)
    else:
        for passage in draft.text:
            yield from find_units_in_text(passage, home.region, home.units)


def _settled(phrases: Sequence[Phrase]) -> Iterable[Phrase]:
    """A column for two roles (配合/责任单位) helps the unit that leads; where none leads, its units are the responsible ones."""
    leads = any(phrase.role in ("lead", "lead_first", "responsible") for phrase in phrases)
    for phrase in phrases:
        role = ("cooperating" if leads else "responsible") if phrase.role == "either" else phrase.role
        yield replace(phrase, role=role)


def _merged(found: Found[Unit]) -> Found[Unit]:
    return found if found.value is None else replace(found, value=replace(found.value, from_merge=True))


def _deadlines(draft: Draft, home: Home) -> Iterable[Found[Deadline]]:
    """The times attached to the task, then those in its own words that are not the same again."""
    known: set[object] = set()
    beside = [time for phrase in draft.units for time in times_beside(phrase, home.units)]
    for phrase in (*draft.deadlines, *beside):
        for found in read_deadlines(phrase, home.times, home.deadlines):
            known.add(_key(found))
            yield found
    if draft.origin == "cover":
        return
    for passage in draft.text:
        for found in read_deadlines(Phrase(passage, None, "text"), home.times, home.deadlines):
            if found.value is not None and found.value.kind in _LIMITS and _key(found) not in known:
                yield found


def _key(found: Found[Deadline]) -> object:
    value = found.value
    return (value.kind, value.end, value.rrule, value.offset_days) if value is not None else found.place


def _addressees(metadata: Metadata, home: Home) -> Iterable[Found[Unit]]:
    """The bodies the letter is addressed to, as units that inherit the work because no task names one."""
    for addressee in metadata.addressees:
        if addressee.value is None:
            continue
        from pipeline.outline import Passage  # noqa: PLC0415 - a value, needed here alone

        phrase = Phrase(Passage.of(addressee.value), "addressee", "inherited")
        for found in read_units(phrase, home.region, home.units):
            if found.value is not None:
                value = replace(found.value, role="addressee")
                yield Found(value, addressee.said, addressee.place, found.rule)
