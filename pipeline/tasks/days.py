"""A day alone, as letters are signed with it; and the one year that a label or heading names."""

from __future__ import annotations

import re

_DAY = re.compile(r"[0-9〇○Ｏ零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")
_LONGEST = 40
_ALL_YEAR = re.compile(r"20[0-9]{2}年?度?")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


def year_of(label: str) -> int | None:
    """The year that a short label names; None where it names none or several.

    >>> year_of("2024年完成时限"), year_of("完成时间（2024）"), year_of("2023—2025年目标"), year_of("完成时限")
    (2024, 2024, None, None)
    """
    years = set(_YEAR.findall(label)) if len(label) <= _LONGEST else set()
    return int(years.pop()) if len(years) == 1 else None


def is_year(label: str) -> bool:
    """Whether a label is a whole year and nothing else.

    >>> is_year("2024年"), is_year("2024 年度"), is_year("2024年6月"), is_year("2024年底")
    (True, True, False, False)
    """
    return len(label) <= _LONGEST and _ALL_YEAR.fullmatch("".join(label.split())) is not None


def is_day(words: str) -> bool:
    """Whether words are one day in full and nothing else; spaces do not count.

    >>> is_day("2023年3月1日"), is_day("二〇二三年 三月一日"), is_day("2023年3月底"), is_day("2023年3月1日前")
    (True, True, False, False)
    """
    return len(words) <= _LONGEST and _DAY.fullmatch("".join(words.split())) is not None
