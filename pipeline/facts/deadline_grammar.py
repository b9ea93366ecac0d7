"""The grammar of time: from the time words of a phrase to readings.

`reading := window [range window] | window (list window)* | [window] repetition | [anchor] offset | vague words`,
`window := [preposition] point [limit]`, `point := [year] [half | quarter] [month] [ten days | day] [edge]`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.calendar import TimeContext, add_days
from pipeline.facts.deadline_course import Course, Reading, Window, is_point, rule_ids
from pipeline.facts.deadline_offsets import read_anchor, read_offset
from pipeline.facts.deadline_points import Sketch
from pipeline.facts.deadline_repeats import read_repeat
from pipeline.facts.deadline_settle import Settled, settle
from pipeline.values import Deadline

if TYPE_CHECKING:
    from pipeline.facts.deadline_words import Scan

_VAGUE = ("month", "tenday", "quarter", "half", "year")
_UNTIL = {"before", "about", "to", "by", "asof"}
_ONGOING = ("ongoing", "always")


def read_times(scan: Scan, context: TimeContext) -> list[Reading]:
    """Every time that the scanned words name, left to right."""
    course = Course.of(scan, context)
    readings: list[Reading] = []
    index = 0
    while index < len(course.tokens):
        found, index = _read_at(course, index)
        readings += found
    return readings


def _read_at(course: Course, index: int) -> tuple[list[Reading], int]:
    kind = course.kind(index)
    if is_point(kind):
        read = course.window(index)
        return _from_window(course, read[0], index, read[1]) if read else _after_lead(course, index)
    if kind == "every":
        return _repeat(course, index)
    one: tuple[Reading, int] | None = None
    if kind == "offset":
        one = read_offset(course, index)
    elif kind == "anchor":
        one = read_anchor(course, index)
    elif kind in _ONGOING:
        one = _ongoing(course, index)
    elif kind in ("schedule", "event"):
        deadline = Deadline(kind="relative", anchor=course.tokens[index].rule.value)
        one = course.reading(deadline, index, index + 1), index + 1
    elif kind == "now":
        one = _from_now(course, index)
    return ([one[0]], one[1]) if one else ([], index + 1)


def _after_lead(course: Course, index: int) -> tuple[list[Reading], int]:
    """A preposition before something that is no point: 自印发之日起, 于每月25日前."""
    if not course.meets(index + 1) or is_point(course.kind(index + 1)):
        return [], index + 1
    found, stop = _read_at(course, index + 1)
    if not found:
        return [], index + 1
    lead = course.tokens[index]
    marks = found[0].marks | {lead.rule.value or lead.kind}
    first = replace(found[0], start=lead.start, rules=(lead.rule.id, *found[0].rules), marks=marks)
    return [first, *found[1:]], stop


def _from_window(course: Course, window: Window, first: int, stop: int) -> tuple[list[Reading], int]:
    """What follows a point says what it is: an end of a range, a bound of a repetition, a deadline of its own."""
    kind = course.kind(stop)
    ranged = kind in ("to", "dash") and course.meets(stop) and course.meets(stop + 1)
    later = course.window(stop + 1) if ranged else None
    if later:
        whole = _period(course, window, later[0], (first, later[1]))
        return _repeated_in(course, whole, first, later[1])
    if course.kind(stop + ranged) in _ONGOING and (ranged or course.glued(stop)):
        return _bounded_ongoing(course, window, first, stop + ranged)
    if kind == "every" and (course.meets(stop) or ("since" in window.marks and course.gap(stop) == ",")):
        return _bounded_repeat(course, window, first, stop)
    if kind == "month" and course.glued(stop) and window.sketch.edge == "end" and not window.marks:
        return _contradiction(course, window, first, stop)
    if kind == "event" and course.glued(stop) and window.sketch.unit == "year":
        stop += 1
        return [course.reading(Deadline(kind="relative", anchor="event"), first, stop)], stop
    return _chain(course, window, stop)


def _chain(course: Course, window: Window, stop: int) -> tuple[list[Reading], int]:
    """Points in a list: 9月10日、11月25日前 are two deadlines, and the limit at the end is said of both."""
    chain = [window]
    while course.kind(stop) == "list" and course.meets(stop) and course.meets(stop + 1):
        read = course.window(stop + 1)
        if read is None or course.kind(read[1]) in ("to", "dash"):
            break
        read[0].tokens.insert(0, course.tokens[stop])
        read[0].sketch.borrow(chain[-1].sketch)
        read[0].marks |= window.marks - read[0].marks - {"before", "within", "about", "since"}
        chain.append(read[0])
        stop = read[1]
    for earlier, later in zip(reversed(chain[:-1]), reversed(chain[1:]), strict=True):
        earlier.share(later)
    return [_one(course, w, chain[-1].end if w.is_bare_number else w.end) for w in chain], stop


def _one(course: Course, window: Window, end: int) -> Reading:
    """A point that stands alone, or one of a list; `end` is where the words end that it needs."""
    settled = course.settle(window)
    rules = rule_ids(window.tokens)
    marks = frozenset(window.marks | _form(window.sketch, settled))
    return Reading(_dated(window, settled), window.start, end, rules, marks)


def _form(sketch: Sketch, settled: Settled) -> set[str]:
    marks = {"edge"} if sketch.edge else set()
    if sketch.unit == "year" and not sketch.edge:
        marks.add("year")
    return marks | ({"point"} if settled.stretch else {"stray"})


def _dated(window: Window, settled: Settled) -> Deadline:
    """The deadline that a point with its limit sets."""
    stretch, sketch, marks = settled.stretch, window.sketch, window.marks
    if stretch is None:
        return Deadline(kind="unknown", inferred=settled.inferred)
    if "since" in marks:
        return Deadline(kind="ongoing", start=stretch.first, precision=stretch.precision, inferred=settled.inferred)
    earliest = None if stretch.is_certain else stretch.last_earliest
    if "before" in marks and not sketch.edge and sketch.unit in _VAGUE:
        earliest = stretch.before_earliest
    open_start = sketch.edge == "end" or bool(marks & _UNTIL) or sketch.festival
    return Deadline(
        kind="period" if sketch.plan[0] and not sketch.edge and not open_start else "date",
        start=None if open_start else stretch.first,
        end=stretch.last,
        end_earliest=earliest,
        precision=stretch.precision,
        approximate="about" in marks or (sketch.edge in ("begin", "middle") and sketch.unit == "year"),
        inferred=settled.inferred,
    )


def _period(course: Course, early: Window, late: Window, run: tuple[int, int]) -> Reading:
    """A range: what one end leaves out, the other end says."""
    late.sketch.borrow(early.sketch)
    backward = _take_year(early.sketch, late.sketch)
    first, last = course.settle(early), course.settle(late)
    if early.sketch.is_dated:
        last = replace(last, inferred=tuple(i for i in last.inferred if i != "year"))
    if first.stretch and last.stretch and last.stretch.last < first.stretch.first and not late.sketch.is_dated:
        after = replace(course.context, year_before=last.stretch.last.year + 1, plan_year=None)
        last = replace(settle(late.sketch, after), inferred=("year",))
        course.context = after
    inferred = tuple(dict.fromkeys((*first.inferred, *last.inferred, *(["year"] if backward else []))))
    deadline = _stretching(first, last, inferred)
    deadline = replace(deadline, approximate="about" in early.marks | late.marks)
    reading = course.reading(deadline, *run)
    form = _form(late.sketch, last) & _form(early.sketch, first)
    return replace(reading, marks=frozenset(early.marks | late.marks | form | {"range"}))


def _take_year(early: Sketch, late: Sketch) -> bool:
    """11月至2023年3月: the year before the printed one, as the months show."""
    if early.is_dated or not late.years or not early.months or not late.months:
        return False
    early.years = tuple(y - (early.months[0] > late.months[-1]) for y in late.years)
    return True


def _stretching(first: Settled, last: Settled, inferred: tuple[str, ...]) -> Deadline:
    if first.stretch is None or last.stretch is None:
        return Deadline(kind="unknown", inferred=inferred)
    start, end = first.stretch.first, last.stretch
    if end.last < start:
        return Deadline(kind="unknown", end_earliest=end.last_earliest, end=start, precision=end.precision, inferred=inferred)
    earliest = None if end.is_certain else end.last_earliest
    return Deadline(kind="period", start=start, end=end.last, end_earliest=earliest, precision=end.precision, inferred=inferred)


def _contradiction(course: Course, window: Window, first: int, stop: int) -> tuple[list[Reading], int]:
    """2022年底11月前: two ends for one deadline; both are kept, neither is believed."""
    read = course.window(stop)
    one = course.settle(window)
    if read is None or one.stretch is None:
        return _chain(course, window, stop)
    read[0].sketch.years = (one.stretch.last.year,)
    other = settle(read[0].sketch, course.context)
    ends = [s.last for s in (one.stretch, other.stretch) if s]
    deadline = Deadline(kind="unknown", end_earliest=min(ends), end=max(ends), inferred=one.inferred)
    reading = course.reading(deadline, first, read[1])
    return [replace(reading, marks=frozenset(read[0].marks | {"point"}))], read[1]


def _repeat(course: Course, index: int) -> tuple[list[Reading], int]:
    """A repetition, and the days after each turn if they are counted: 每季度结束后10日内."""
    readings, stop = read_repeat(course, index)
    if course.kind(stop) != "anchor" or course.kind(stop + 1) != "offset" or not course.meets(stop):
        return readings, stop
    after, end = read_anchor(course, stop)
    days = after.deadline
    whole = replace(readings[-1].deadline, offset_days=days.offset_days, workdays=days.workdays, anchor="turn_end")
    return [replace(course.reading(whole, index, end), marks=readings[-1].marks | {"within"})], end


def _repeated_in(course: Course, whole: Reading, first: int, stop: int) -> tuple[list[Reading], int]:
    """2022—2025年每年12月底前: a range bounds the repetition that follows it at once."""
    if course.kind(stop) != "every" or not course.meets(stop):
        return [whole], stop
    readings, end = _repeat(course, stop)
    days = whole.deadline
    bounded = [replace(r.deadline, start=days.start, end=days.end, inferred=days.inferred) for r in readings]
    return [replace(course.reading(d, first, end), marks=readings[0].marks) for d in bounded], end


def _bounded_repeat(course: Course, window: Window, first: int, stop: int) -> tuple[list[Reading], int]:
    """2020年起每年2月底前: a repetition that has a beginning or an end."""
    settled = course.settle(window)
    readings, end = _repeat(course, stop)
    if settled.stretch is None:
        return readings, end
    limited = bool(window.marks & {"before", "to"})
    bounded = [
        replace(
            reading.deadline,
            start=None if limited else settled.stretch.first,
            end=None if "since" in window.marks else settled.stretch.last,
            inferred=tuple(dict.fromkeys(settled.inferred + reading.deadline.inferred)),
        )
        for reading in readings
    ]
    marks = readings[0].marks | frozenset(window.marks)
    return [replace(course.reading(deadline, first, end), marks=marks) for deadline in bounded], end


def _bounded_ongoing(course: Course, window: Window, first: int, stop: int) -> tuple[list[Reading], int]:
    """2022年持续推进, 2022年3月起长期坚持."""
    settled = course.settle(window)
    reading, end = _ongoing(course, stop)
    if settled.stretch is None:
        return [reading], end
    leads_in = "since" in window.marks or course.kind(stop - 1) in ("to", "dash")
    limited = bool(window.marks & {"before", "to"}) or window.sketch.edge == "end"
    deadline = replace(
        reading.deadline,
        start=None if limited and not leads_in else settled.stretch.first,
        end=None if leads_in else settled.stretch.last,
        precision=settled.stretch.precision,
        inferred=settled.inferred,
    )
    return [course.reading(deadline, first, end)], end


def _ongoing(course: Course, index: int) -> tuple[Reading, int]:
    """Work without an end; 全年 runs through the plan's year. Words of the same kind in a row say it once."""
    stop = index + 1
    while course.kind(stop) == "ongoing" and course.gap(stop) in ("", ",", "、", ";", "并", "和"):
        stop += 1
    deadline = Deadline(kind="ongoing")
    if course.kind(index) == "always" and course.context.year:
        year = settle(Sketch(unit="year", rank=1), course.context).stretch
        if year:
            deadline = replace(deadline, start=year.first, end=year.last, precision="year", inferred=("year",))
    if course.kind(stop) == "every" and course.glued(stop):
        readings, end = _repeat(course, stop)
        reading = readings[0]
        bounded = replace(reading.deadline, start=deadline.start, end=deadline.end, inferred=deadline.inferred)
        return replace(course.reading(bounded, index, end), marks=reading.marks), end
    return course.reading(deadline, index, stop), stop


def _from_now(course: Course, index: int) -> tuple[Reading, int]:
    """即日起, 即日起至12月底: from the day on which the notice speaks."""
    today = course.context.today
    stop = index + 1
    read = course.window(stop + 1) if course.kind(stop) in ("to", "dash") and course.meets(stop) else course.window(stop)
    if read is None or not course.meets(stop):
        return course.reading(Deadline(kind="ongoing", start=today), index, stop), stop
    settled = course.settle(read[0])
    if settled.stretch is None:
        return course.reading(Deadline(kind="unknown", start=today), index, read[1]), read[1]
    first = today if today and add_days(today, 0) and today <= settled.stretch.last else None
    deadline = _stretching(replace(settled, stretch=replace(settled.stretch, first=first or settled.stretch.first)), settled, ())
    reading = course.reading(replace(deadline, start=first, inferred=settled.inferred), index, read[1])
    return replace(reading, marks=frozenset(read[0].marks | {"range", "point"})), read[1]
