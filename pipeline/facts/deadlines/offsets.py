"""Relative deadlines: so many days after the notice is issued, received, decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import add_days, add_months
from pipeline.facts.deadlines.holidays import add_workdays
from pipeline.facts.deadlines.words import digits_of
from pipeline.values import Deadline

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.facts.deadlines.course import Course, Reading
    from pipeline.facts.deadlines.scanner import Token

_DAYS = {"workday": 1, "day": 1, "week": 7, "month": 30, "year": 365}
_MONTHS = {"month": 1, "year": 12}
_HOURS_A_DAY = 24
_BREAKS = frozenset(",;:。、(）.")
_ISSUED = "issued"


def read_offset(course: Course, index: int) -> tuple[Reading, int]:
    """A number of days without an anchor of its own: it takes the anchor that the words before it gave."""
    anchor = course.context.anchor_before
    inferred = ("anchor",) if anchor else ()
    deadline = _deadline(course, course.tokens[index], anchor)
    deadline = replace(deadline, inferred=inferred + deadline.inferred)
    token = course.tokens[index]
    limit = "within" if "within" in token.groups or not token.rule.pattern else "spent" if "spent" in token.groups else "about"
    return _marked(course.reading(deadline, index, index + 1), "offset", limit), index + 1


def read_anchor(course: Course, index: int) -> tuple[Reading, int]:
    """What starts the clock (本通知印发之日起), and the days after it."""
    token = course.tokens[index]
    named = index > 0 and course.kind(index - 1) == "paper" and course.meets(index) and _names_this(course, index - 1)
    anchor = token.rule.value
    if anchor == _ISSUED and not named and not _is_own(course, index):
        anchor = "other_issued"
    first, after = index - named, index + 1
    if course.kind(after) == "offset" and course.gap(after) in ("", ","):
        course.context = replace(course.context, anchor_before=anchor)
        shown = bool(token.groups.get("shown"))
        deadline = _deadline(course, course.tokens[after], anchor, course.context.shown if shown else None)
        return _marked(course.reading(deadline, first, after + 1), "anchor", "offset"), after + 1
    course.context = replace(course.context, anchor_before=anchor)
    deadline = Deadline(kind="relative", anchor=anchor)
    return _marked(course.reading(deadline, first, after), "anchor"), after


def _marked(reading: Reading, *marks: str) -> Reading:
    return replace(reading, marks=reading.marks | set(marks))


def _is_own(course: Course, index: int) -> bool:
    """Whether it is this notice that is issued: 本通知印发后, 印发后; not 政策文件印发后."""
    token = course.tokens[index]
    if token.groups.get("own") or not token.start or course.scan.words[token.start - 1] in _BREAKS:
        return True
    return course.kind(index - 1) == "prep" and course.meets(index)


def _names_this(course: Course, index: int) -> bool:
    """Whether a word for a document is this notice's own: it opens its clause; 整改方案印发后 counts from another one's day."""
    start = course.tokens[index].start
    return not start or course.scan.words[start - 1] in _BREAKS or course.kind(index - 1) == "prep"


def _deadline(course: Course, token: Token, anchor: str | None, shown: dt.date | None = None) -> Deadline:
    """`shown` is the day from which 公布后 counts, where it is known."""
    count, unit = _amount(token)
    if count is None:
        return Deadline(kind="unknown")
    rounded = unit in _MONTHS or (unit == "hour" and count % _HOURS_A_DAY > 0)
    if unit == "hour":
        count, unit = -(-count // _HOURS_A_DAY), "day"
    start = (shown or course.context.today) if anchor == _ISSUED else None
    days = count * _DAYS[unit]
    end = _end(start, count, unit) if start else None
    return Deadline(
        kind="relative",
        # Without the holidays of its year the last day stays open; the day from which it counts says why.
        start=start if unit == "workday" and end is None else None,
        end=end,
        precision="day",
        offset_days=days,
        workdays=unit == "workday",
        anchor=anchor,
        inferred=("offset_days",) if rounded else (),
    )


def _amount(token: Token) -> tuple[int | None, str]:
    """How many of which unit; a rule for one word gives both: `6 month` for 半年内."""
    count, _, unit = token.rule.value.rpartition(" ")
    digits = count or digits_of(token.groups.get("n") or token.groups.get("n2", ""))
    return (int(digits) if digits.isdecimal() else None), unit


def _end(start: dt.date, count: int, unit: str) -> dt.date | None:
    if unit == "workday":
        return add_workdays(start, count)
    if unit in _MONTHS:
        return add_months(start, count * _MONTHS[unit])
    return add_days(start, count * _DAYS[unit])
