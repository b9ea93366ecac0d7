"""The grammar of time: from the time words of a phrase to readings.

`reading := window [range window] | window (list window)* | [window] repetition | [anchor] offset | vague words`,
`window := [preposition] point [limit]`, `point := [year] [half | quarter] [month] [ten days | day] [edge]`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.course import Course, Reading, Window, is_point, rule_ids
from pipeline.facts.deadlines.dated import dated, first_day, form_of, stretching
from pipeline.facts.deadlines.lasting import read_from_anchor, read_from_now, read_ongoing
from pipeline.facts.deadlines.offsets import read_offset
from pipeline.facts.deadlines.repeats import repeat
from pipeline.facts.deadlines.settle import settle
from pipeline.values import Deadline

if TYPE_CHECKING:
    from pipeline.facts.deadlines.calendar import TimeContext
    from pipeline.facts.deadlines.points import Sketch
    from pipeline.facts.deadlines.words import Scan

_ONGOING = ("ongoing", "always")
_DAILY = "FREQ=DAILY"
_OPENING = {"opening", "hinted", "before"}
"""What an event at the beginning of a sentence is known by (市两会前)."""
_LED_IN = re.compile(r",\w{0,8}")
"""What may stand between a beginning and its repetition: 3月起，各乡镇|每月5日前."""


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
        return repeat(course, index)
    one: tuple[Reading, int] | None = None
    if kind == "offset":
        one = read_offset(course, index)
    elif kind == "anchor":
        one = read_from_anchor(course, index)
    elif kind in _ONGOING:
        one = read_ongoing(course, index)
    elif kind in ("schedule", "event"):
        deadline = Deadline(kind="relative", anchor=course.tokens[index].rule.value)
        marks = frozenset(course.tokens[index].groups) & _OPENING
        one = replace(course.reading(deadline, index, index + 1), marks=marks), index + 1
    elif kind == "now":
        one = read_from_now(course, index)
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
    turn = stop + (kind == "prep" and course.meets(stop + 1))  # 3月起，务于|每月25日前
    if course.kind(turn) == "every" and (course.meets(stop) or ("since" in window.marks and _LED_IN.fullmatch(course.gap(stop)))):
        return _bounded_repeat(course, window, first, turn)
    if kind == "month" and course.glued(stop) and window.sketch.edge == "end" and not window.marks:
        return _contradiction(course, window, first, stop)
    if kind in ("event", "festival") and course.glued(stop) and not window.sketch.festival:
        return _beside_event(course, window, first, stop)
    return _chain(course, *_opened(course, window, stop))


def _opened(course: Course, window: Window, stop: int) -> tuple[Window, int]:
    """A point with the dash behind it that has no other end, from which work goes on: 2025年3月—."""
    if course.kind(stop) != "dash" or not course.is_last(stop) or window.marks or window.sketch.edge:
        return window, stop
    dash = course.tokens[stop]
    return replace(window, end=dash.end, marks={"since"}, tokens=[*window.tokens, dash]), stop + 1


def _beside_event(course: Course, window: Window, first: int, stop: int) -> tuple[list[Reading], int]:
    """An event or feast right after a point: 2022年汛期前 is the event's, 9月1日开学前 the day's, 10月1日国庆节前 the feast's."""
    if course.kind(stop) == "festival":
        feast = course.window(stop)
        if feast is None:
            return _chain(course, window, stop)
        feast[0].sketch.years, feast[0].start = window.sketch.years, window.start
        return _chain(course, *feast)
    if window.sketch.unit in ("year", "term"):
        return [course.reading(Deadline(kind="relative", anchor="event"), first, stop + 1)], stop + 1
    event = course.tokens[stop]
    bounds = {"before": "before", "after": "since"}
    window.marks |= {mark for name, mark in bounds.items() if name in event.groups}
    window.tokens.append(event)
    window.end = event.end
    return _chain(course, window, stop + 1)


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
    readings = [_one(course, w, chain[-1].end if w.is_bare_number else w.end) for w in chain]
    return [*(replace(r, marks=r.marks | {"listed"}) for r in readings[:-1]), readings[-1]], stop


def _one(course: Course, window: Window, end: int) -> Reading:
    """A point that stands alone, or one of a list; `end` is where the words end that it needs."""
    settled = course.settle(window)
    rules = rule_ids(window.tokens)
    marks = frozenset(window.marks | form_of(window.sketch, settled))
    return Reading(dated(window, settled), window.start, end, rules, marks)


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
    if first.stretch and last.stretch and last.stretch.last_earliest < first.stretch.first <= last.stretch.last:
        last = replace(last, stretch=replace(last.stretch, last_earliest=last.stretch.last))
    inferred = tuple(dict.fromkeys((*first.inferred, *last.inferred, *(["year"] if backward else []))))
    deadline = stretching(first, last, inferred)
    deadline = replace(deadline, approximate="about" in early.marks | late.marks)
    reading = course.reading(deadline, *run)
    form = form_of(late.sketch, last) & form_of(early.sketch, first)
    return replace(reading, marks=frozenset(early.marks | late.marks | form | {"range"}))


def _take_year(early: Sketch, late: Sketch) -> bool:
    """11月至2023年3月: the year before the printed one, as the months show."""
    if early.is_dated or not late.years or not early.months or not late.months:
        return False
    early.years = tuple(y - (early.months[0] > late.months[-1]) for y in late.years)
    return True


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


def _repeated_in(course: Course, whole: Reading, first: int, stop: int) -> tuple[list[Reading], int]:
    """2022—2025年每年12月底前: a range bounds the repetition that follows it at once."""
    daily = course.kind(stop) == "every" and course.tokens[stop].rule.value == _DAILY and course.gap(stop) in ("", ",")
    if course.kind(stop) != "every" or not (course.meets(stop) or daily):
        return [whole], stop
    readings, end = repeat(course, stop)
    if daily and whole.deadline.precision == "day":
        return [whole], end
    days = whole.deadline
    bounded = [replace(r.deadline, start=days.start, end=days.end, inferred=days.inferred) for r in readings]
    return [replace(course.reading(d, first, end), marks=readings[0].marks) for d in bounded], end


def _bounded_repeat(course: Course, window: Window, first: int, stop: int) -> tuple[list[Reading], int]:
    """2020年起每年2月底前: a repetition that has a beginning or an end."""
    settled = course.settle(window)
    readings, end = repeat(course, stop)
    if settled.stretch is None:
        return readings, end
    limited = bool(window.marks & {"before", "to"})
    bounded = [
        replace(
            reading.deadline,
            start=None if limited else first_day(window, settled.stretch),
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
    reading, end = read_ongoing(course, stop)
    if settled.stretch is None:
        return [reading], end
    leads_in = "since" in window.marks or course.kind(stop - 1) in ("to", "dash")
    limited = bool(window.marks & {"before", "to"}) or window.sketch.edge == "end"
    deadline = replace(
        reading.deadline,
        start=None if limited and not leads_in else first_day(window, settled.stretch),
        end=None if leads_in else settled.stretch.last,
        precision=settled.stretch.precision,
        inferred=settled.inferred,
    )
    return [course.reading(deadline, first, end)], end
