"""A day alone, as letters are signed with it."""

from __future__ import annotations

import re

_DAY = re.compile(r"[0-9〇○Ｏ零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")
_LONGEST = 40


def is_day(words: str) -> bool:
    """Whether words are one day in full and nothing else; spaces do not count.

    >>> is_day("2023年3月1日"), is_day("二〇二三年 三月一日"), is_day("2023年3月底"), is_day("2023年3月1日前")
    (True, True, False, False)
    """
    return len(words) <= _LONGEST and _DAY.fullmatch("".join(words.split())) is not None
