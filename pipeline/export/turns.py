"""Recurring deadlines as calendar programs understand them: a first day, and a rule that fits it."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

_PART = re.compile(r"([A-Z]{1,20})=([A-Z0-9,-]{1,200})")
_UNITS = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_END_OF_WEEK = "FR"
_LOOK_AHEAD = 366 * 8
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Turns:
    """The first day of a recurring deadline and its rule, in which the day of each turn is named."""

    first: dt.date
    rule: dict[str, list[str] | dt.date]


def read_turns(rrule: str, since: dt.date, until: dt.date | None) -> Turns | None:
    """The turns from a day on; None when the rule cannot be read or no day fits it.

    A turn without a day ends with its month (a week on Friday), a turn of several months with the last of them: a quarter
    ends in March, June, September and December.

    >>> read_turns("FREQ=MONTHLY;INTERVAL=3", dt.date(2023, 2, 10), None).first
    datetime.date(2023, 3, 31)
    """
    parts = dict(_PART.findall(rrule))
    unit = parts.get("FREQ", "")
    if unit not in _UNITS or not parts.get("INTERVAL", "1").isdecimal() or not int(parts.get("INTERVAL", "1")):
        return None
    if unit == "WEEKLY":
        parts.setdefault("BYDAY", _END_OF_WEEK)
    elif unit == "YEARLY":
        parts.setdefault("BYMONTH", str(_YEAR))
    if unit in {"YEARLY", "MONTHLY"} and "BYDAY" not in parts:
        parts.setdefault("BYMONTHDAY", "-1")
    first = _first(parts, since)
    if first is None or (until is not None and first > until):
        return None
    rule: dict[str, list[str] | dt.date] = {name: words.split(",") for name, words in parts.items()}
    return Turns(first, rule | ({"UNTIL": until} if until is not None else {}))


def _first(parts: dict[str, str], since: dt.date) -> dt.date | None:
    day = since
    for _ in range(_LOOK_AHEAD):
        if _fits(parts, day):
            return day
        if day == dt.date.max:
            return None
        day += dt.timedelta(days=1)
    return None


def _fits(parts: dict[str, str], day: dt.date) -> bool:
    """Whether a day is one that the rule names, in a month that ends its turn."""
    months, days, weekdays = (parts.get(name, "") for name in ("BYMONTH", "BYMONTHDAY", "BYDAY"))
    if months and str(day.month) not in months.split(","):
        return False
    if parts["FREQ"] == "MONTHLY" and day.month % min(int(parts.get("INTERVAL", "1")), _YEAR):
        return False
    last = monthrange(day.year, day.month)[1]
    if days and not {str(day.day), str(day.day - last - 1)} & set(days.split(",")):
        return False
    return not weekdays or _WEEKDAYS[day.weekday()] in weekdays.split(",")
