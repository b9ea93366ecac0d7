"""Recurring deadlines: 每季度末, 每年1月底前, 每月26日前, as recurrence rules of RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.calendar import LAST_MONTH, MONTHS
from pipeline.facts.deadline_words import digits_of
from pipeline.values import Deadline

if TYPE_CHECKING:
    from pipeline.facts.deadline_course import Course, Reading, Window
    from pipeline.facts.deadline_points import Sketch

_UNITS = {"YEARLY": "year", "MONTHLY": "month", "WEEKLY": "week", "DAILY": "day"}
_TENDAY_ENDS = {1: 10, 2: 20, 3: -1}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EDGE_DAYS = {"begin": 10, "middle": 20, "end": -1}


def read_repeat(course: Course, index: int) -> tuple[list[Reading], int]:
    """The recurring deadlines whose word of repetition stands at `index`, and where they end.

    每年6月30日、12月20日前 are two rules: one could not keep each day with its month.
    """
    token = course.tokens[index]
    rule = token.rule.value.replace("{n}", _count(token.groups.get("n", "")))
    unit = _unit(rule)
    first, index = index, index + 1
    months = _quarter_months(course, index)
    if months:
        index, unit = index + 1, "month"
    weekdays, index = _weekdays(course, index)
    windows, index = _windows(course, index, unit)
    marks = {mark for window in windows for mark in window.marks}
    while course.kind(index) in ("before", "within", "times") and course.meets(index):
        marks.add(course.kind(index))
        index += 1
    found = [_repetition(rule, unit, months, group) for group in _groups([w.sketch for w in windows])]
    found = found or [Deadline(kind="recurring", rrule=_rrule(rule, months, "", weekdays), precision=unit)]
    if unit == "week":
        found = [replace(d, precision=None) for d in found]
    readings = [course.reading(deadline, first, index) for deadline in found]
    return [replace(r, marks=frozenset(marks | {"every"})) for r in readings], index


def _groups(sketches: list[Sketch]) -> list[list[Sketch]]:
    """Points that one rule can hold: of different months on the same day, or of no month."""
    if len({_days([s]) for s in sketches}) > 1 and _months(sketches):
        return [[s] for s in sketches]
    return [sketches] if sketches else []


def _repetition(rule: str, unit: str, months: str, sketches: list[Sketch]) -> Deadline:
    precision = sketches[-1].unit if sketches[-1].unit != "week" else unit
    lost = tuple(name for name in ("month", "day") if any(len(getattr(s, name + "s")) > 1 for s in sketches))
    text = _rrule(rule, _months(sketches) or months, _days(sketches), "")
    return Deadline(kind="recurring", rrule=text, precision=precision, inferred=lost)


def _count(words: str) -> str:
    digits = digits_of(words)
    return digits if digits.isdecimal() and int(digits) else "1"


def _unit(rule: str) -> str:
    """The unit that a rule repeats in: three months are a quarter."""
    freq, _, rest = rule.removeprefix("FREQ=").partition(";")
    if freq == "MONTHLY":
        interval = int(rest.removeprefix("INTERVAL=")) if rest.startswith("INTERVAL=") else 1
        return next((unit for unit, size in MONTHS.items() if size == interval), "month")
    return _UNITS.get(freq, "day")


def _quarter_months(course: Course, index: int) -> str:
    """首月, 末月: which months of the year these are."""
    if course.kind(index) == "quarter_month" and course.meets(index):
        return course.tokens[index].rule.value
    return ""


def _weekdays(course: Course, index: int) -> tuple[str, int]:
    """BYDAY for 周一、周四, and where the words end."""
    days: list[str] = []
    at = index
    while course.kind(at) == "weekday" and course.meets(at):
        day = digits_of(course.tokens[at].groups.get("w", ""))
        days.append(_WEEKDAYS[int(day or len(_WEEKDAYS)) - 1])
        index = at + 1
        at = index + (course.kind(index) == "list" and course.meets(index))
    return ",".join(dict.fromkeys(days)), index


def _windows(course: Course, index: int, unit: str) -> tuple[list[Window], int]:
    """The points after the word of repetition: 6月底、12月底前."""
    found: list[Window] = []
    at = index
    while course.meets(at) and (read := course.window(at, unit)):
        window, stop = read
        if window.sketch.is_dated or window.sketch.broken or (found and course.kind(stop) in ("to", "dash")):
            break
        if found and course.kind(at - 1) in ("to", "dash"):
            _fill(found, window)
        found.append(window)
        index = stop
        if course.kind(stop) not in ("list", "to", "dash") or not course.meets(stop):
            break
        at = stop + 1
    for window, later in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        window.share(later)
    return found, index


def _months(sketches: list[Sketch]) -> str:
    """BYMONTH for the points of a year."""
    months: list[int] = []
    for sketch in sketches:
        if sketch.unit in ("half", "quarter") and sketch.parts[1]:
            months.append(sketch.parts[1] * MONTHS[sketch.unit])
        elif sketch.unit == "year" and sketch.edge == "end":
            months.append(LAST_MONTH)
        elif len(sketch.months) == 1:
            months.append(sketch.months[0])
    return ",".join(str(m) for m in dict.fromkeys(months))


def _days(sketches: list[Sketch]) -> str:
    """BYMONTHDAY for the points of a month."""
    days: list[int] = []
    for sketch in sketches:
        if sketch.unit == "day" and len(sketch.days) == 1:
            days.append(sketch.days[0])
        elif sketch.unit == "tenday":
            days.append(_TENDAY_ENDS[sketch.parts[1]])
        elif sketch.unit in ("half", "quarter") and sketch.parts[1]:
            days.append(-1)
        elif sketch.edge and (sketch.unit == "month" or (sketch.unit == "year" and sketch.edge == "end")):
            days.append(_EDGE_DAYS[sketch.edge])
    return ",".join(str(d) for d in dict.fromkeys(days))


def _fill(found: list[Window], last: Window) -> None:
    """The months between the two ends of a range: 每年3月至5月 is also April."""
    first = found[-1].sketch
    if first.unit == last.sketch.unit == "month" and first.months and last.sketch.months:
        between = range(first.months[0] + 1, last.sketch.months[-1])
        found += [replace(found[-1], sketch=replace(first, months=(month,))) for month in between]


def _rrule(rule: str, months: str, days: str, weekdays: str) -> str:
    """A month by its name is a rule of the year: 每季度首月 is January, April, July and October."""
    parts = ["FREQ=YEARLY" if months else rule]
    parts += [f"BYMONTH={months}"] if months else []
    parts += [f"BYMONTHDAY={days}"] if days else []
    parts += [f"BYDAY={weekdays}"] if weekdays else []
    return ";".join(parts)
