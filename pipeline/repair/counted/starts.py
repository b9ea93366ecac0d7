"""Numbers where items may begin, in reading order: what the repairs that count through lists have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from pipeline.repair.sheet import Sheet

DIGITS = "一二三四五六七八九"
_INDENT = 40
N = TypeVar("N", bound="Printed")


@dataclass(frozen=True)
class Printed:
    """A number as printed: which text of the sheet it stands in, and its match there."""

    index: int
    match: re.Match[str]

    @property
    def begins_line(self) -> bool:
        """Whether nothing stands before it on its line."""
        start = self.match.start()
        return not self.match.string[max(0, start - _INDENT) : start].rpartition("\n")[2].strip()


def numbers_in(sheet: Sheet, pattern: re.Pattern[str], kind: Callable[[int, re.Match[str]], N]) -> Iterator[N]:
    """All numbers of a sheet that a pattern finds, in reading order."""
    for index, text in enumerate(sheet.texts):
        for match in pattern.finditer(text):
            yield kind(index, match)


def ordinal_of(words: str) -> int:
    """The number that words say, 0 for none.

    >>> [ordinal_of(words) for words in ("三", "十", "十二", "二十一", "7", "??")]
    [3, 10, 12, 21, 7, 0]
    """
    if words.isdigit():
        return int(words)
    tens, found, units = words.rpartition("十")
    below = DIGITS.find(units) + 1 if units else 0
    return below + (10 * (DIGITS.find(tens) + 1 if tens else 1) if found else 0)


def in_han(number: int) -> str:
    """A number below a hundred in Chinese signs.

    >>> [in_han(number) for number in (3, 10, 12, 20, 21)]
    ['三', '十', '十二', '二十', '二十一']
    """
    tens, units = divmod(number, 10)
    above = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens - 1]}十"
    return above + (DIGITS[units - 1] if units else "")
