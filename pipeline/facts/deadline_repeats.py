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


def read_repeat(course: Course, index: int) -> tuple[Reading, int]:
    """The recurring deadline whose word of repetition stands at `index`, and where it ends."""
    token = course.tokens[index]
    rule = token.rule.value.replace("{n}", _count(token.groups.get("n", "")))
    unit = _unit(rule)
    first, index = index, index + 1
    months, days, weekdays = _quarter_months(course, index), "", ""
    if months:
        index += 1
        unit = "month"
    if course.kind(index) == "weekday" and course.meets(index):
        day = digits_of(course.tokens[index].groups.get("w", ""))
        weekdays, index = _WEEKDAYS[int(day or len(_WEEKDAYS)) - 1], index + 1
    windows, index = _windows(course, index, unit)
    marks = {mark for window in windows for mark in window.marks}
    if windows:
        sketches = [window.sketch for window in windows]
        months = _months(sketches) or months
        days = _days(sketches)
        unit = sketches[-1].unit if sketches[-1].unit != "week" else unit
    while course.kind(index) in ("before", "within", "times") and course.meets(index):
        marks.add(course.kind(index))
        index += 1
    lost = tuple(n for n, many in (("month", _lost(windows, "months")), ("day", _lost(windows, "days"))) if many)
    text = _rrule(rule, months, days, weekdays)
    precision = None if unit == "week" or weekdays else unit
    deadline = Deadline(kind="recurring", rrule=text, precision=precision, inferred=lost)
    reading = course.reading(deadline, first, index)
    return _marked(reading, marks), index


def _marked(reading: Reading, marks: set[str]) -> Reading:
    return replace(reading, marks=reading.marks | marks | {"every"})


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


def _windows(course: Course, index: int, unit: str) -> tuple[list[Window], int]:
    """The points after the word of repetition: 6月底、12月底前."""
    found: list[Window] = []
    at = index
    while course.meets(at) and (read := course.window(at, unit)):
        window, stop = read
        if window.sketch.is_dated or window.sketch.broken or (found and course.kind(stop) in ("to", "dash")):
            break
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


def _lost(windows: list[Window], part: str) -> bool:
    return any(len(getattr(window.sketch, part)) > 1 for window in windows)


def _rrule(rule: str, months: str, days: str, weekdays: str) -> str:
    """A month by its name is a rule of the year: 每季度首月 is January, April, July and October."""
    parts = ["FREQ=YEARLY" if months else rule]
    parts += [f"BYMONTH={months}"] if months else []
    parts += [f"BYMONTHDAY={days}"] if days else []
    parts += [f"BYDAY={weekdays}"] if weekdays else []
    return ";".join(parts)
