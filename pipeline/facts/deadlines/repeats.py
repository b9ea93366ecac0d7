"""Recurring deadlines: 每季度末, 每年1月底前, 每月26日前, as recurrence rules of RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import LAST_MONTH, MONTHS
from pipeline.facts.deadlines.offsets import read_anchor
from pipeline.facts.deadlines.words import digits_of
from pipeline.values import Deadline

if TYPE_CHECKING:
    from pipeline.facts.deadlines.course import Course, Reading, Window
    from pipeline.facts.deadlines.points import Sketch

_UNITS = {"YEARLY": "year", "MONTHLY": "month", "WEEKLY": "week", "DAILY": "day"}
_TENDAY_ENDS = {1: 10, 2: 20, 3: -1, 4: 15, 5: -1}
_MONTH_DAYS = "BYMONTHDAY="
_TENDAYS = _MONTH_DAYS + "10,20,-1"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EDGE_DAYS = {"begin": 10, "middle": 20, "end": -1}
_EDGE_MONTHS = {"begin": 3, "middle": 6, "end": LAST_MONTH}
_MONTHS = ";BYMONTH="
_SAYS_NO_MORE = ("clock", "before", "within", "times", "ongoing")
_WEEK, _LAST_WEEK = 7, 5
_OPENING, _CLOSING = "(", ")"
_LAST = "-1"


def repeat(course: Course, index: int) -> tuple[list[Reading], int]:
    """A repetition, with the event of each turn (每年汛期前) or the days that are counted after it (每季度结束后10日内).

    Of two words of repetition the finer one says how often: 每月|每旬末, 每年|每季度.
    """
    finer = index + 1
    if course.kind(finer) == "every" and course.glued(finer):
        readings, stop = repeat(course, finer)
        return [replace(r, start=course.tokens[index].start) for r in readings], stop
    readings, stop = _read_repeat(course, index)
    if course.kind(stop) == "event" and course.glued(stop):  # 每年|汛期前
        whole = replace(readings[-1].deadline, anchor=course.tokens[stop].rule.value)
        return [*readings[:-1], replace(course.reading(whole, index, stop + 1), marks=readings[-1].marks | {"named"})], stop + 1
    if course.kind(stop) != "anchor" or course.kind(stop + 1) != "offset" or not course.meets(stop):
        return readings, stop
    after, end = read_anchor(course, stop)
    days = after.deadline
    whole = replace(readings[-1].deadline, offset_days=days.offset_days, workdays=days.workdays, anchor="turn_end")
    return [replace(course.reading(whole, index, end), marks=readings[-1].marks | {"within"})], end


def _read_repeat(course: Course, index: int) -> tuple[list[Reading], int]:
    """The recurring deadlines whose word of repetition stands at `index`, and where they end.

    每年6月30日、12月20日前 are two rules: one could not keep each day with its month.
    """
    token = course.tokens[index]
    rule, _, months = token.rule.value.replace("{n}", _count(token.groups.get("n", ""))).partition(_MONTHS)
    unit = "month" if months else _unit(rule)
    first, index = index, index + 1
    if own := _months_of_turn(course, index, unit):
        index, unit, months = index + 1, "month", own
    weekdays, index = _weekdays(course, index)
    windows, index = _windows(course, index, unit)
    marks = {mark for window in windows for mark in window.marks}
    marks |= {"named"} if weekdays or any(map(_is_day, windows)) else set()
    while course.kind(index) in _SAYS_NO_MORE and course.meets(index):
        marks.add(course.kind(index))
        index += 1
    windows, index = (windows, index) if windows else _bracketed(course, index)
    found = [_repetition(rule, unit, months, group) for group in _groups([w.sketch for w in windows])]
    precision = "day" if weekdays and unit != "week" else unit
    found = found or [Deadline(kind="recurring", rrule=_rrule(rule, months, "", weekdays), precision=precision)]
    if unit == "week":
        found = [replace(d, precision=None) for d in found]
    closed = windows[-1].end + course.scan.words.startswith(_CLOSING, windows[-1].end) if windows else 0
    readings = [course.reading(deadline, first, index) for deadline in found]
    return [replace(r, end=max(r.end, closed), marks=frozenset(marks | {"every"})) for r in readings], index


def _is_day(window: Window) -> bool:
    """Whether a point of a turn says more than its month: 每年6月底, 每月10日; not 每年9月."""
    return bool(window.sketch.edge) or window.sketch.unit in ("day", "nth_week")


def _bracketed(course: Course, index: int) -> tuple[list[Window], int]:
    """The days of the turns in a bracket: 每半年（6月、12月）, 每季度（3、6、9、12月底前）."""
    if course.gap(index) != _OPENING:
        return [], index
    windows, stop = _windows(course, index, "year", _OPENING)
    closed = windows and course.scan.words.startswith(_CLOSING, windows[-1].end)
    return (windows, stop) if closed else ([], index)


def _groups(sketches: list[Sketch]) -> list[list[Sketch]]:
    """Points that one rule can hold: of different months on the same day, or of no month."""
    if len({_days([s]) for s in sketches}) > 1 and _months(sketches):
        return [[s] for s in sketches]
    return [sketches] if sketches else []


def _repetition(rule: str, unit: str, months: str, sketches: list[Sketch]) -> Deadline:
    last = sketches[-1]
    precision = "quarter" if last.unit == "year" and last.edge in ("begin", "middle") else last.unit
    precision = "day" if precision == "nth_week" else unit if precision == "week" or last.festival else precision
    lost = tuple(name for name in ("month", "day") if any(len(getattr(s, name + "s")) > 1 for s in sketches))
    text = _rrule(rule, _months(sketches) or months, _days(sketches), "")
    about = any(sketch.unit == "nth_week" for sketch in sketches)
    return Deadline(kind="recurring", rrule=text, precision=precision, approximate=about, inferred=lost)


def _count(words: str) -> str:
    digits = digits_of(words)
    return digits if digits.isdecimal() and int(digits) else "1"


def _unit(rule: str) -> str:
    """The unit that a rule repeats in: three months are a quarter, three days of each month the ends of its ten-day parts."""
    freq, _, rest = rule.removeprefix("FREQ=").partition(";")
    if rest == _TENDAYS:
        return "tenday"
    if rest.startswith(_MONTH_DAYS):
        return "day"
    if freq == "MONTHLY":
        interval = int(rest.removeprefix("INTERVAL=")) if rest.startswith("INTERVAL=") else 1
        return next((unit for unit, size in MONTHS.items() if size == interval), "month")
    return _UNITS.get(freq, "day")


def _months_of_turn(course: Course, index: int, unit: str) -> str:
    """首月, 第2个月, 末月: which months of the year these are in every quarter, half or year."""
    size = MONTHS.get(unit, 1)
    if course.kind(index) != "quarter_month" or not course.meets(index) or size == 1:
        return ""
    token = course.tokens[index]
    which = token.rule.value.replace("{n}", _count(token.groups.get("n", "")))
    first = size if which == "last" else int(which)
    return ",".join(map(str, range(first, LAST_MONTH + 1, size))) if first <= size else ""


def _weekdays(course: Course, index: int) -> tuple[str, int]:
    """BYDAY for 周一、周四, 周一、四 or 第一个周一, and where the words end."""
    days: list[str] = []
    at = index
    while course.kind(at) == "weekday" and course.meets(at):
        said = course.tokens[at].groups
        turn = _LAST if "last" in said else digits_of(said.get("o", ""))
        numbers = [_weekday(day) for day in said.get("w", "") if day.isalnum()]
        numbers += range(numbers[-1] + 1, _weekday(said["last_day"]) + 1) if "last_day" in said else ()
        days += [turn + _WEEKDAYS[number] for number in numbers]
        index = at + 1
        at = index + (course.kind(index) == "list" and course.meets(index))
    return ",".join(dict.fromkeys(days)), index


def _weekday(said: str) -> int:
    """Monday is 0; a word that is no number is Sunday."""
    return int(digits_of(said) or len(_WEEKDAYS)) - 1


def _windows(course: Course, index: int, unit: str, gap: str = "") -> tuple[list[Window], int]:
    """The points after the word of repetition: 6月底、12月底前. `gap` is what stands before the first of them."""
    found: list[Window] = []
    at = index
    while (course.meets(at) or (not found and course.gap(at) == gap)) and (read := course.window(at, unit)):
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
        elif sketch.unit == "year" and sketch.edge:
            months.append(_EDGE_MONTHS[sketch.edge])
        elif len(sketch.months) == 1:
            months.append(sketch.months[0])
    return ",".join(str(m) for m in dict.fromkeys(months))


def _days(sketches: list[Sketch]) -> str:
    """BYMONTHDAY for the points of a month."""
    days: list[int] = []
    for sketch in sketches:
        if sketch.unit == "day" and len(sketch.days) == 1:
            days.append(sketch.days[0])
        elif sketch.unit == "nth_week":
            days.append(_WEEK * sketch.parts[1] if 0 < sketch.parts[1] < _LAST_WEEK else -1)
        elif sketch.unit == "tenday":
            days.append(_TENDAY_ENDS[sketch.parts[1]])
        elif sketch.unit in ("half", "quarter") and sketch.parts[1]:
            days.append(-1)
        elif sketch.edge and sketch.unit in ("month", "year"):
            days.append(_EDGE_DAYS[sketch.edge if sketch.unit == "month" else "end"])
    return ",".join(str(d) for d in dict.fromkeys(days))


def _fill(found: list[Window], last: Window) -> None:
    """The months between the two ends of a range: 每年3月至5月 is also April; of days (每月5—10日) only the last counts."""
    first = found[-1].sketch
    if first.unit == last.sketch.unit == "day" and first.months == last.sketch.months:
        found.pop()
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
