"""The calendar behind a deadline: points in time, possibly damaged, and the days that they may mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.facts.deadlines.school import SchoolTime

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months each unit of the civil calendar has."""

LAST_MONTH, LAST_DAY = 12, 31
"""The greatest numbers that a month and a day can have."""

_TENDAYS = ((1, 10), (11, 20), (21, 31), (1, 15), (16, 31))
"""The parts of a month: three of ten days, then its halves."""
_WEEK = 7
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
LONGEST_COUNT = 4000
"""No plan counts more days."""
_LEAP_YEAR = 2024
_LONGEST_WAIT = 365
_BY_PAGE = "metadata.plan_year.published_date"
_YEAR_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2]|[1-9])")
_CUTS = tuple(map(re.compile, (r"(\d{4})?([1-9])([1-9]\d?)", r"(\d{4})?(1[0-2])([1-9])", r"(\d{4})?(0[1-9]|1[0-2])([0-3]\d)")))


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What is known about time outside the words.

    The plan's year, and its school year where it is a school's; the notice's dates; the year and the anchor that were last
    printed before the words, where the caller knows them.
    """

    plan_year: int | None = None
    written: dt.date | None = None
    published: dt.date | None = None
    year_before: int | None = None
    anchor_before: str | None = None
    school: SchoolTime | None = None
    plan_year_source: str = ""
    """The id of the rule that says the plan's year."""

    @property
    def floor(self) -> int:
        """The year before which no limit lies: the plan's, but where it is only the one in which a page was published.

        >>> TimeContext(plan_year=2022).floor, TimeContext(written=dt.date(2021, 7, 1)).floor
        (2022, 2021)
        """
        by_page = self.plan_year_source == _BY_PAGE and self.written is None
        return (None if by_page else self.plan_year) or (self.written.year if self.written else 0)

    @property
    def today(self) -> dt.date | None:
        """The day on which the notice speaks; not that of a page which was published in a year behind the plan's.

        >>> TimeContext(plan_year=2017, published=dt.date(2018, 8, 8)).today is None
        True
        """
        later = self.published is not None and self.published.year > (self.plan_year or self.published.year)
        return self.written or (None if later else self.published)

    @property
    def shown(self) -> dt.date | None:
        """The day on which the notice was made public; None where it was so only long after it was written.

        >>> TimeContext(written=dt.date(2019, 7, 1), published=dt.date(2019, 7, 4)).shown
        datetime.date(2019, 7, 4)
        """
        if self.published is None or self.written is None:
            return self.published
        return self.published if 0 <= (self.published - self.written).days <= _LONGEST_WAIT else None

    @property
    def year(self) -> int | None:
        """The year of a month that is printed without one.

        >>> TimeContext(plan_year=2022, written=dt.date(2021, 12, 30)).year
        2022
        """
        return self.year_before or self.plan_year or (self.today.year if self.today else None)


@dataclass(frozen=True, slots=True)
class Point:
    """A printed point in time; each field holds the values that it may have, none where it is not printed.

    `unit` is the finest part that is printed (`year`, `half`, `quarter`, `month`, `tenday`, `nth_week`, `day`); `parts` says
    which of the halves, quarters, ten-days or weeks, first to last; `edge` is `begin`, `middle` or `end` of the unit.
    """

    years: tuple[int, ...]
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    unit: str = "year"
    parts: tuple[int, int] = (0, 0)
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that a point may mean: it starts on `first` at the earliest, ends between `last_earliest` and `last`.

    `before_earliest` is the last day that lies before all of it; `guessed` names the parts that were not printed so.
    """

    first: dt.date
    last: dt.date
    last_earliest: dt.date
    before_earliest: dt.date
    precision: str
    guessed: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether only one end is possible."""
        return self.last == self.last_earliest


def candidates(digits: str, low: int, high: int) -> tuple[int, ...]:
    """The numbers from `low` to `high` that printed digits may be; `?` stands for one lost digit, `*` for all before it.

    >>> candidates("6", 1, 12), candidates("1?", 1, 12), candidates("13", 1, 12)
    ((6,), (10, 11, 12), ())
    >>> candidates("?", 1, 12)
    (1, 2, 3, 4, 5, 6, 7, 8, 9)
    >>> candidates("*", 1, 3), candidates("*5", 1, 31)
    ((1, 2, 3), (5, 15, 25))
    """
    if digits.startswith("*"):
        return tuple(v for v in range(low, high + 1) if str(v).endswith(digits[1:]))
    if "?" not in digits:
        value = int(digits) if digits.isdecimal() else -1
        return (value,) if low <= value <= high else ()
    return tuple(v for v in range(low, high + 1) if _fits(str(v), digits))


def _fits(value: str, digits: str) -> bool:
    return len(value) == len(digits) and all(d in ("?", v) for v, d in zip(value, digits, strict=True))


def candidate_years(digits: str) -> tuple[int, ...]:
    """The years that four printed digits may be, those of the People's Republic only.

    >>> candidate_years("2022"), candidate_years("201?")[-1], candidate_years("1022")
    ((2022,), 2019, ())
    """
    return candidates(digits, _FIRST_YEAR, _LAST_YEAR)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    following = dt.date(year + month // LAST_MONTH, month % LAST_MONTH + 1, 1)
    return following - dt.timedelta(1)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or that month's last day; the calendar's last day where it has no such year.

    >>> add_months(dt.date(2022, 8, 31), 6)
    datetime.date(2023, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year < dt.MAXYEAR:
        return dt.date.max
    return min(dt.date(year, month + 1, 1) + dt.timedelta(day.day - 1), month_end(year, month + 1))


def add_days(day: dt.date, count: int) -> dt.date | None:
    """The day some days later; None beyond any plan.

    >>> add_days(dt.date(2022, 3, 1), 30)
    datetime.date(2022, 3, 31)
    """
    return day + dt.timedelta(count) if 0 <= count <= LONGEST_COUNT else None


def split_digits(digits: str) -> tuple[tuple[int, int, int], ...]:
    """The days and months that digits without separators may be, as (year, month, day); 0 for what is not printed.

    >>> split_digits("20220630"), split_digits("2022111"), split_digits("610")
    (((2022, 6, 30),), ((2022, 1, 11), (2022, 11, 1)), ((0, 6, 10),))
    >>> split_digits("202206")
    ((2022, 6, 0),)
    """
    month = _YEAR_MONTH.fullmatch(digits)
    if month:
        return ((int(month[1]), int(month[2]), 0),)
    found = [tuple(int(part or 0) for part in match.groups()) for cut in _CUTS if (match := cut.fullmatch(digits))]
    return tuple((y, m, d) for y, m, d in found if 1 <= d <= month_end(y or _LEAP_YEAR, m).day)


def resolve(point: Point) -> Stretch | None:
    """The days that a point may mean; None where the calendar has no such point.

    A day beyond its month's end becomes the last day of the month, marked `day` in `guessed`.

    >>> resolve(Point((2017,), candidates("?", 1, 12), unit="month")).last_earliest
    datetime.date(2017, 1, 31)
    >>> resolve(Point((2021,), (9,), (31,), unit="day")).guessed
    ('day',)
    """
    readings = [bounds for year in _ends(point.years) for bounds in _readings(point, year)]
    guessed: tuple[str, ...] = ()
    if not readings and len(point.days) == 1 and point.months and point.days[0] <= LAST_DAY:
        readings = [(end, end) for y in _ends(point.years) for m in _ends(point.months) for end in [month_end(y, m)]]
        guessed = ("day",)
    if not readings:
        return None
    firsts = [first for first, _ in readings]
    lasts = [last for _, last in readings]
    before = min(firsts) - dt.timedelta(1)
    return Stretch(min(firsts), max(lasts), min(lasts), before, _precision(point), guessed)


def _ends(values: tuple[int, ...]) -> tuple[int, ...]:
    """The least and the greatest: all that an interval needs."""
    return values[:1] + values[1:][-1:]


def _precision(point: Point) -> str:
    if point.unit in ("month", "nth_week"):
        return "day" if point.unit == "nth_week" else "tenday" if point.edge in ("begin", "middle") else "month"
    finer = {"begin": {"year": "quarter", "half": "month", "quarter": "month"}, "middle": dict.fromkeys(MONTHS, "month")}
    return finer.get(point.edge, {}).get(point.unit, point.unit)


def _readings(point: Point, year: int) -> list[tuple[dt.date, dt.date]]:
    if point.unit == "day":
        return [(day, day) for m in point.months for d in point.days if (day := _day(year, m, d))]
    if point.unit == "tenday":
        low, high = _TENDAYS[point.parts[0] - 1][0], _TENDAYS[point.parts[1] - 1][1]
        return [_part_of_month(year, m, low, high) for m in point.months]
    if point.unit == "nth_week":
        return [week_of_month(year, m, point.parts[0]) for m in point.months]
    if point.unit == "month":
        return [_edge(dt.date(year, m, 1), month_end(year, m), point) for m in point.months]
    size = MONTHS[point.unit]
    start, stop = (point.parts[0] - 1) * size, point.parts[1] * size
    if point.unit == "year":
        start, stop = 0, LAST_MONTH
    return [_edge(dt.date(year, start + 1, 1), month_end(year, stop), point)]


def _part_of_month(year: int, month: int, low: int, high: int) -> tuple[dt.date, dt.date]:
    end = month_end(year, month)
    return dt.date(year, month, low), min(end, end.replace(day=min(high, end.day)))


def week_of_month(year: int, month: int, number: int) -> tuple[dt.date, dt.date]:
    """About when a week of a month is: seven days each, the fifth what is left; 0 is the last week.

    >>> week_of_month(2023, 9, 2), week_of_month(2023, 9, 0)
    ((datetime.date(2023, 9, 8), datetime.date(2023, 9, 14)), (datetime.date(2023, 9, 24), datetime.date(2023, 9, 30)))
    """
    end = month_end(year, month)
    low = min(_WEEK * (number - 1) + 1, end.day) if number else end.day - _WEEK + 1
    return _part_of_month(year, month, low, low + _WEEK - 1)


def _edge(first: dt.date, last: dt.date, point: Point) -> tuple[dt.date, dt.date]:
    """Beginning, middle or end of a unit: the first, middle or last third of a month; of longer units, months."""
    if point.edge == "end":
        return last, last
    if not point.edge:
        return first, last
    if point.unit == "month":
        low, high = _TENDAYS[0 if point.edge == "begin" else 1]
        return _part_of_month(first.year, first.month, low, high)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if point.edge == "begin":
        end = add_months(first, max(1, months // 4) - 1)
        return first, month_end(end.year, end.month)
    middle = add_months(first, max(0, (months - 1) // 2))
    return middle, month_end(middle.year, middle.month)


def _day(year: int, month: int, day: int) -> dt.date | None:
    return dt.date(year, month, day) if day <= month_end(year, month).day else None
