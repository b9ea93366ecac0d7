"""Dates that a notice prints of itself: in fields, in signatures, in whatever numerals.

Deadlines are read elsewhere; here every date is one day, complete or damaged.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice

from pipeline.values import Span

_DIGIT = {
    c: str(i) for i, row in enumerate(["〇零○ＯO０Oo", "一壹lI", "二贰", "三叁", "四", "五", "六", "七", "八", "九"]) for c in row
}
_TENS = {"十": 1, "廿": 2, "卅": 3}
_YEAR = (
    r"(?P<year>[12１２][\d?]{3}|[12][\dOolI]{3}(?=\s*年)|\?[09]\d\d"
    r"|[一二][\s]?[九〇零○OoＯ０0](?:\s?[〇零○OoＯ０\d一二三四五六七八九]){2}|[12]\s?[〇○零](?:\s?[〇○零\d一二三四五六七八九]){2}(?=\s?年))"
)
_NUM = r"[\d?OolI]{1,2}|[〇零一二三四五六七八九十廿卅]{1,3}"
_DAY_FIRST = (  # of 03.04.2015 nobody knows which is the month
    r"(?<![./-])(?P<day3>3[01]|2\d|1[3-9])[./-](?P<month3>1[0-2]|0?[1-9])[./-](?P<year3>(?:19|20)\d\d)(?![\d./-])"
)
DATE = re.compile(
    rf"(?<![\d?])(?:{_YEAR}\s*(?:年\s*(?P<month>{_NUM})\s*月\s*(?:(?P<day>{_NUM})?\s*[日曰])?"
    r"|[-./—－．]\s*(?P<month2>\d{1,2})\s*[-./—－．]\s*(?P<day2>\d{1,2})(?!\d))"
    rf"|{_DAY_FIRST})"
    r"(?P<clock>\s{0,3}\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?)?"
)
_LOST_MILLENNIUM = re.compile(r"^\?(?=([09])\d\d$)")
_PACKED = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_ILLEGIBLE = re.compile(r"\s*(?P<year>20\d\d)(?=[\d年月日]{0,6}\?)[\d?年月日]{3,8}(?<!月)(?:/[a-z]{1,6}>)?\s*")
_UNMARKED = re.compile(r"\s*(?P<digits>(?P<year>20\d\d)(?P<rest>\d{2,4})\s{0,3}日?)\s*")
_PARTED = re.compile(
    r"(?P<year>20\d\d)\s{0,3}年\s{0,3}(?P<month>\d{1,2})\s{0,3}月\s{0,3}(?P<day>\d{1,2})"
    r"|(?P<year2>20\d\d)\s{1,3}(?P<month2>\d{1,2})\s{1,3}(?P<day2>\d{1,2})\s{0,3}日?"
)
_TWICE_PADDED = 4


@dataclass(frozen=True)
class DateWords:
    """A printed day: where, its year if legible, the day if all of it is legible and exists.

    `marked` says whether signs stand between year, month and day.
    """

    span: Span
    year: int | None
    value: dt.date | None
    marked: bool = True


def find_dates(text: str, most: int = 1000) -> list[DateWords]:
    """Every printed day, in order, up to a number of them; letters that a scan read for digits count as these.

    >>> [d.value.isoformat() for d in find_dates("二〇二一年九月十日 2021-07-05 12:35")]
    ['2021-09-10', '2021-07-05']
    >>> [(d.year, d.value) for d in find_dates("2017年?月?4日")]
    [(2017, None)]
    >>> [d.value.isoformat() for d in find_dates("2O17年l2月3O曰")]
    ['2017-12-30']
    >>> [d.value.isoformat() for d in find_dates("13.03.2015 03.04.2015")]
    ['2015-03-13']
    """
    return [_date_of(match) for match in islice(DATE.finditer(text), most)]


def first_date(text: str) -> DateWords | None:
    """The first printed day, also one packed in eight digits.

    >>> first_date("20210705").value
    datetime.date(2021, 7, 5)
    """
    match = DATE.search(text)
    if match:
        return _date_of(match)
    packed = _PACKED.search(text)
    if packed is None:
        return None
    year, month, day = (int(packed[name]) for name in ("year", "month", "day"))
    value = day_of(year, month, day)
    return DateWords(Span(*packed.span()), year, value) if value else None


def unmarked_day(text: str) -> DateWords | None:
    """A line that is nothing but a day whose 年月日 or digits were lost; of several that it may be none is chosen.

    >>> unmarked_day(" 2015930 ").value.isoformat(), unmarked_day("20211031").value.isoformat()
    ('2015-09-30', '2021-10-31')
    >>> unmarked_day("2021112").value, unmarked_day("2024578")
    (None, None)
    >>> unmarked_day("2017817日").value.isoformat(), unmarked_day("2017 6 23").value.isoformat()
    ('2017-08-17', '2017-06-23')
    """
    return _parted_day(text) or _run_together(text) or _illegible_day(text)


def _illegible_day(text: str) -> DateWords | None:
    """2017??3?, with the rest of a broken tag: a year and what is left of a month and a day; what day it was is not known.

    >>> _illegible_day("2017??3?/div>"), _illegible_day("2017?")
    (DateWords(span=Span(start=0, end=13), year=2017, value=None, marked=False), None)
    """
    match = _ILLEGIBLE.fullmatch(text)
    return DateWords(Span(*match.span()), int(match["year"]), None, marked=False) if match else None


def _parted_day(text: str) -> DateWords | None:
    """2017 6 23, 2017年6月23: nothing but signs is lost."""
    match = _PARTED.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(match[name] or match[name + "2"]) for name in ("year", "month", "day"))
    value, start = day_of(year, month, day), len(text) - len(text.lstrip())
    return DateWords(Span(start, start + match.end()), year, value, marked=False) if value else None


def _run_together(text: str) -> DateWords | None:
    """2015930: month and day run together."""
    match = _UNMARKED.fullmatch(text)
    if match is None:
        return None
    year, rest = int(match["year"]), match["rest"]
    parts = [(rest[:at], rest[at:]) for at in range(max(1, len(rest) - 2), min(2, len(rest) - 1) + 1)]
    padded = len(rest) == _TWICE_PADDED
    days = [day for m, d in parts if (padded or "0" not in (m[0], d[0])) and (day := day_of(year, int(m), int(d)))]
    return DateWords(Span(*match.span("digits")), year, days[0] if len(days) == 1 else None, marked=False) if days else None


def date_at(text: str, position: int) -> DateWords | None:
    """The day printed right at this position."""
    match = DATE.match(text, position)
    return _date_of(match) if match else None


def day_of(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """That day, or None when a part is missing or the calendar has no such day."""
    if not year or not month or not day:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _date_of(match: re.Match[str]) -> DateWords:
    year = number_of(match["year"] or match["year3"])
    month = number_of(match["month"] or match["month2"] or match["month3"] or "")
    day = number_of(match["day"] or match["day2"] or match["day3"] or "")
    return DateWords(Span(*match.span()), year, day_of(year, month, day))


def number_of(words: str) -> int | None:
    """A number in any numerals; None when a digit is lost.

    >>> number_of("二十一"), number_of("二OO六"), number_of("１２"), number_of("?4")
    (21, 2006, 12, None)
    >>> number_of("?022")
    2022
    """
    words = _LOST_MILLENNIUM.sub(lambda m: "2" if m[1] == "0" else "1", "".join(words.split()))
    if not words or "?" in words:
        return None
    tens = next((c for c in words if c in _TENS), None)
    if tens is None:
        digits = "".join(_DIGIT.get(c, c) for c in words)
        return int(digits) if digits.isdecimal() else None
    before, _, after = words.partition(tens)
    high = int(_DIGIT.get(before, "1")) if before else 1
    return high * 10 * _TENS[tens] + int(_DIGIT.get(after, "0"))
