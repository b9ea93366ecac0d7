"""Work without an end (长期坚持, 全年), and work from a day that the notice itself gives (即日起, 自印发之日起)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import add_days
from pipeline.facts.deadlines.dated import stretching
from pipeline.facts.deadlines.offsets import read_anchor
from pipeline.facts.deadlines.points import Sketch
from pipeline.facts.deadlines.repeats import repeat
from pipeline.facts.deadlines.settle import settle
from pipeline.values import Deadline

if TYPE_CHECKING:
    from pipeline.facts.deadlines.course import Course, Reading

_ISSUED = "issued"
_RANGE = ("to", "dash")
_COUNTED = "counted"


def read_ongoing(course: Course, index: int) -> tuple[Reading, int]:
    """Work without an end; 全年 runs through the plan's year.

    Words of the same kind in a row, joined by a mark or a word of one character (长期坚持并持续推进), say it once.
    """
    stop = index + 1
    while course.kind(stop) == "ongoing" and len(course.gap(stop)) <= 1:
        stop += 1
    deadline, is_year = Deadline(kind="ongoing"), course.kind(index) == "always"
    if is_year and course.context.year:
        year = settle(Sketch(unit="year", rank=1), course.context).stretch
        if year:
            deadline = replace(deadline, start=year.first, end=year.last, precision="year", inferred=("year",))
    if course.kind(stop) == "every" and (course.glued(stop) or (is_year and course.gap(stop) == ",")):
        readings, end = repeat(course, stop)
        reading = readings[0]
        bounded = replace(reading.deadline, start=deadline.start, end=deadline.end, inferred=deadline.inferred)
        return replace(course.reading(bounded, index, end), marks=reading.marks), end
    reading = course.reading(deadline, index, stop)
    counted = is_year and course.kind(stop) == "times" and course.glued(stop)
    return replace(reading, marks=frozenset({_COUNTED} if counted else ())), stop


def read_from_now(course: Course, index: int) -> tuple[Reading, int]:
    """即日起, 即日起至12月底: from the day on which the notice speaks."""
    stop = index + 1
    bounded = _until(course, index, stop)
    if bounded:
        return bounded
    if course.kind(stop) == "ongoing" and course.glued(stop):
        stop += 1
    return course.reading(Deadline(kind="ongoing", start=course.context.today), index, stop), stop


def read_from_anchor(course: Course, index: int) -> tuple[Reading, int]:
    """What starts the clock: 印发后10日内 counts days, 自印发之日起至12月底 is a period."""
    stop = index + 1
    is_own = course.tokens[index].rule.value == _ISSUED and course.kind(stop) in _RANGE
    return (_until(course, index, stop) if is_own else None) or read_anchor(course, index)


def _until(course: Course, index: int, stop: int) -> tuple[Reading, int] | None:
    """The period from the notice's day to the point that follows, with or without 至 before it."""
    ranged = course.kind(stop) in _RANGE and course.meets(stop)
    read = course.window(stop + ranged) if course.meets(stop) else None
    if read is None:
        return None
    today, settled = course.context.today, course.settle(read[0])
    if settled.stretch is None:
        return course.reading(Deadline(kind="unknown", start=today), index, read[1]), read[1]
    first = today if today and add_days(today, 0) and today <= settled.stretch.last else None
    begin = replace(settled, stretch=replace(settled.stretch, first=first or settled.stretch.first))
    deadline = replace(stretching(begin, settled, ()), start=first, inferred=settled.inferred)
    reading = course.reading(deadline, index, read[1])
    return replace(reading, marks=frozenset(read[0].marks | {"range", "point"})), read[1]
