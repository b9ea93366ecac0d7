"""China's working days and feasts, as the State Council publishes them year by year."""

from __future__ import annotations

import datetime as dt

import chinese_calendar

from pipeline.facts.deadlines.calendar import LONGEST_COUNT


def add_workdays(day: dt.date, count: int) -> dt.date | None:
    """The last of `count` Chinese working days after `day`; None where the holidays of a year are not published.

    Make-up Saturdays and Sundays count, public holidays do not:

    >>> add_workdays(dt.date(2021, 9, 30), 1), add_workdays(dt.date(2021, 9, 17), 1)
    (datetime.date(2021, 10, 8), datetime.date(2021, 9, 18))
    >>> add_workdays(dt.date(2090, 1, 1), 1) is None
    True
    """
    if not 0 <= count <= LONGEST_COUNT:
        return None
    try:
        while count:
            day += dt.timedelta(1)
            count -= chinese_calendar.is_workday(day)
    except NotImplementedError:
        return None
    return day


def festival_eve(name: str, year: int) -> dt.date | None:
    """The day before a festival: `10-01` for a fixed one, else the name by which the holiday calendar knows it.

    Feasts in one run of holidays have one eve, as Mid-autumn in 2025 behind the National Day:

    >>> festival_eve("10-01", 2022), festival_eve("Spring Festival", 2022), festival_eve("Mid-autumn Festival", 2025)
    (datetime.date(2022, 9, 30), datetime.date(2022, 1, 30), datetime.date(2025, 9, 30))
    """
    month, _, day = name.partition("-")
    try:
        if month.isdecimal():
            return dt.date(year, int(month), int(day)) - dt.timedelta(1)
        days = (dt.date(year, 1, 1) + dt.timedelta(n) for n in range(365))
        first = next((d for d in days if chinese_calendar.get_holiday_detail(d) == (True, name)), None)
        return _day_before_run(first) if first else None
    except (NotImplementedError, ValueError):
        return None


def _day_before_run(day: dt.date) -> dt.date:
    """The last day before the run of named holidays in which a day lies."""
    while chinese_calendar.is_holiday(day) and chinese_calendar.get_holiday_detail(day)[1]:
        day -= dt.timedelta(1)
    return day
