"""Points and stretches whose days are known become deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import add_days
from pipeline.values import Deadline

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.facts.deadlines.calendar import Stretch
    from pipeline.facts.deadlines.course import Window
    from pipeline.facts.deadlines.points import Sketch
    from pipeline.facts.deadlines.settle import Settled

_VAGUE = ("month", "tenday", "nth_week", "quarter", "half", "term", "year")
_SOFT = ("begin", "middle")
_UNTIL = {"before", "about", "to", "by", "asof"}


def form_of(sketch: Sketch, settled: Settled) -> set[str]:
    """How a point was said: with an edge, as a bare year, as a point at all."""
    marks = {"edge"} if sketch.edge else set()
    if sketch.unit == "year" and not sketch.edge:
        marks.add("year")
    if sketch.festival:
        marks.add("hinted" if sketch.around else "eve")
    return marks | {"stray" if settled.stretch is None else "point"}


def dated(window: Window, settled: Settled) -> Deadline:
    """The deadline that a point with its limit sets."""
    stretch, sketch, marks = settled.stretch, window.sketch, window.marks
    if stretch is None:
        return Deadline(kind="unknown", inferred=settled.inferred)
    if "since" in marks:
        start = first_day(window, stretch)
        return Deadline(kind="ongoing", start=start, precision=stretch.precision, inferred=settled.inferred)
    earliest = None if stretch.is_certain else stretch.last_earliest
    if "before" in marks and not sketch.edge and sketch.unit in _VAGUE:
        earliest = stretch.before_earliest
    open_start = sketch.edge == "end" or bool(marks & _UNTIL) or sketch.festival
    return Deadline(
        kind="period" if (sketch.plan[0] or sketch.term) and not sketch.edge and not open_start else "date",
        start=None if open_start else stretch.first,
        end=stretch.last,
        end_earliest=earliest,
        precision=stretch.precision,
        approximate="about" in marks
        or sketch.around
        or sketch.unit == "nth_week"
        or (sketch.edge in _SOFT and sketch.unit == "year"),
        inferred=settled.inferred,
    )


def first_day(window: Window, stretch: Stretch) -> dt.date:
    """The day on which work from a point on begins: 6月30日起 on that day, 6月30日后 and 6月底后 on the next.

    What is after a month or a year (6月后) may lie in it as well, so it begins where the month does.
    """
    ended = window.sketch.unit == "day" or window.sketch.edge == "end"
    after = add_days(stretch.last, 1) if "after" in window.marks and ended else None
    return after or stretch.first


def stretching(first: Settled, last: Settled, inferred: tuple[str, ...]) -> Deadline:
    """The deadline that lasts from one point to another; `unknown` where the second lies before the first."""
    if first.stretch is None or last.stretch is None:
        return Deadline(kind="unknown")
    start, end = first.stretch.first, last.stretch
    if end.last < start:
        return Deadline(kind="unknown", end_earliest=end.last_earliest, end=start, precision=end.precision, inferred=inferred)
    earliest = None if end.is_certain else end.last_earliest
    return Deadline(kind="period", start=start, end=end.last, end_earliest=earliest, precision=end.precision, inferred=inferred)
