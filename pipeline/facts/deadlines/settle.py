"""Points in time get their year: from the words before them, from the plan, from the notice's date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import (
    LAST_MONTH,
    MONTHS,
    Point,
    Stretch,
    TimeContext,
    add_days,
    add_months,
    month_end,
    resolve,
)
from pipeline.facts.deadlines.holidays import festival_eve
from pipeline.facts.deadlines.school import SchoolTime

if TYPE_CHECKING:
    from pipeline.facts.deadlines.points import Sketch

_HORIZON = 15
_SEASON = "season"
_DAY = dt.timedelta(1)


@dataclass(frozen=True, slots=True)
class Settled:
    """A point with its year: the days that it may mean, and what of it was not printed."""

    stretch: Stretch | None
    inferred: tuple[str, ...] = ()
    year: int | None = None


def settle(sketch: Sketch, context: TimeContext) -> Settled:
    """Give a point the year and month that its words leave out.

    `context.year_before` is the year last printed: a month without a year takes that one, else the plan's.
    """
    if sketch.broken:
        return Settled(None)
    if sketch.moments:
        return _settle_moments(sketch, context)
    if sketch.plan[0]:
        return Settled(_plan_stretch(sketch), (), sketch.plan[1])
    if sketch.festival:
        return _settle_festival(sketch, context)
    if sketch.term:
        return _settle_term(sketch, context)
    return _settle_point(sketch, context)


def _settle_point(sketch: Sketch, context: TimeContext) -> Settled:
    years, inferred = _years_of(sketch, context)
    months, guessed = _months_of(sketch, context)
    parts = sketch.parts
    if sketch.unit == "quarter" and not parts[0] and context.today:
        parts = ((context.today.month - 1) // MONTHS["quarter"] + 1,) * 2
        guessed = ("quarter",)
    lacks_month = sketch.unit in ("month", "tenday", "nth_week", "day") and not months
    lacks_part = sketch.unit in ("quarter", "half") and not parts[0]
    if not years or lacks_month or lacks_part:
        return Settled(None)
    stretch = resolve(Point(years, months, sketch.days, sketch.unit, parts, sketch.edge))
    inferred += guessed + (stretch.guessed if stretch else ()) + _lost(sketch)
    is_printed = len(sketch.years) == 1 or "year" not in inferred
    return Settled(stretch, inferred, years[-1] if is_printed or context.year_before else None)


def _lost(sketch: Sketch) -> tuple[str, ...]:
    """The parts of which a digit is gone."""
    many = (("year", sketch.years), ("month", sketch.months), ("day", sketch.days))
    restored = (*sketch.misread, *(["month"] if sketch.is_restored else []))
    return tuple(name for name, values in many if len(values) > 1 or name in restored)


def _years_of(sketch: Sketch, context: TimeContext) -> tuple[tuple[int, ...], tuple[str, ...]]:
    if sketch.years:
        return _near(sketch.years, context.year), ()
    now = context.today.year if context.today else context.plan_year
    if sketch.month_shift is not None or (sketch.unit == "month" and not sketch.months):
        return ((now,) if now else ()), ("year",)
    if sketch.shift == "next":
        now = context.year_before or now
        return ((now + 1,) if now else ()), ()
    if sketch.shift:
        return ((now + int(sketch.shift),) if now else ()), ()
    return _years_of_plan(sketch, context), ("year",)


def _years_of_plan(sketch: Sketch, context: TimeContext) -> tuple[int, ...]:
    """The year of the notice; of a school's plan, the one of its two in which the month lies."""
    school = context.school
    if school and sketch.months and context.year_before in (None, school.first_year, school.first_year + 1):
        return tuple(sorted({year for month in sketch.months for year in school.years(month)}))
    return (context.year,) if context.year else ()


def _settle_term(sketch: Sketch, context: TimeContext) -> Settled:
    """The days of a school year or a term, as custom has them; a term by its number alone is of the notice's school year."""
    owner, _, said = sketch.term.rpartition(" ")
    half, is_season = int(said[0]), said[1:] == _SEASON
    years: tuple[int, ...] = ()
    if sketch.years:
        years = tuple(year - (half > 1 and not owner) for year in sketch.years)
    elif context.school:
        years = (context.school.first_year,)
    elif is_season and context.year:
        years = (context.year - (half > 1),)
    if not years:
        return Settled(None)
    first, last = SchoolTime(years[-1], half).days()
    first = last if sketch.edge == "end" else first
    inferred = (*(() if sketch.years else ("year",)), "month")
    stretch = Stretch(first, last, last, first - _DAY, "half" if half else "year")
    return Settled(stretch, inferred, None)


def _near(years: tuple[int, ...], plan: int | None) -> tuple[int, ...]:
    """Of the years that a damaged number may be, those that a plan of that year can set; all of them if there are none."""
    near = tuple(y for y in years if plan and plan - 1 <= y <= plan + _HORIZON)
    return near if len(years) > 1 and near else years


def _months_of(sketch: Sketch, context: TimeContext) -> tuple[tuple[int, ...], tuple[str, ...]]:
    shifted = sketch.unit == "day" and sketch.month_shift is not None
    if sketch.months or (sketch.unit not in ("month", "tenday", "nth_week") and not shifted):
        return sketch.months, ()
    if context.today is None:
        return (), ()
    return (add_months(context.today.replace(day=1), sketch.month_shift or 0).month,), ("month",)


def _settle_moments(sketch: Sketch, context: TimeContext) -> Settled:
    found = []
    for year, month, day in sketch.moments:
        here = year or context.year
        if here is None:
            return Settled(None)
        unit = "day" if day else "month"
        found.append(resolve(Point((here,), (month,), (day,) if day else (), unit, edge=sketch.edge)))
    stretches = [s for s in found if s]
    if not stretches:
        return Settled(None)
    whole = replace(
        stretches[0],
        first=min(s.first for s in stretches),
        last=max(s.last for s in stretches),
        last_earliest=min(s.last_earliest for s in stretches),
        before_earliest=min(s.before_earliest for s in stretches),
    )
    printed = sketch.moments[0][0]
    inferred = ("month",) if len(stretches) > 1 else ()
    return Settled(whole, (() if printed else ("year",)) + inferred, printed or context.year_before)


def _settle_festival(sketch: Sketch, context: TimeContext) -> Settled:
    years, _ = _years_of(sketch, context)
    if not years:
        return Settled(None)
    eve = festival_eve(sketch.festival, years[-1])
    inferred = () if sketch.is_dated else ("year",)
    if context.school and inferred:
        opens, _ = SchoolTime(context.school.first_year).days()
        eves = (festival_eve(sketch.festival, year) for year in (opens.year, opens.year + 1))
        eve = next((day for day in eves if day and day >= opens), None)
    if eve and context.written and eve < context.written and inferred:
        eve = festival_eve(sketch.festival, years[-1] + 1)
    day = add_days(eve, 1) if eve and sketch.around else eve
    if day is None:
        return Settled(None)
    point = Point((day.year,), (day.month,), (day.day,), "day")
    return Settled(resolve(point), inferred, years[-1] if sketch.is_dated else None)


def _plan_stretch(sketch: Sketch) -> Stretch | None:
    first, last = sketch.plan
    whole = resolve(Point((last,), edge=sketch.edge))
    if whole is None or sketch.edge:
        return whole
    start = month_end(first - 1, LAST_MONTH)
    return replace(whole, first=add_months(start.replace(day=1), 1), before_earliest=start)
