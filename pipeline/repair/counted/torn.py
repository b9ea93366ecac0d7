"""Item numbers that are torn: `（?）`, `?、`, `???）`, `二）`, restored where the numbers around them leave one reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.counted.starts import DIGITS, Printed, in_han, numbers_in, ordinal_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

_HAN = rf"[{DIGITS}十]{{1,3}}"
_BEGINS = r"(?:(?<=[\n。；;）)】〕：: 　])|(?<![^\n]))"
_NAMED = "(?<![第、和及与至—－-])"
_WHOLE = rf"(?P<open>[（(〔])(?:(?P<han>{_HAN})|(?P<digits>[0-9０-９]{{1,2}}))(?P<close>[）)〕])"
_PLAIN = rf"(?:(?P<plain_han>{_HAN})(?=[、．.])|(?P<plain>[0-9０-９]{{1,2}})(?=[、．]|\.(?![0-9０-９])))"
_LOST = r"[?？\ufffd]"
_ONE = rf"[?？\ufffd{DIGITS}十0-9０-９]"
_LEFT = rf"(?={_ONE}{{0,3}}{_LOST}){_ONE}{{1,4}}"
_BOXED = rf"(?P<boxed>[（(〔]{_LEFT}[）)〕])(?![的，。、；;,）)])"
_OPENED = rf"(?P<opened>[（(〔]{_LOST}{{1,3}})(?=[\u4e00-\u9fff])"
_TORN = rf"(?P<closed>{_LEFT}[）)〕])|{_OPENED}|(?P<bare>{_LOST}{{1,2}})(?=[、．.][\u4e00-\u9fff])"
_RESTS = {"６": 2, "ǘ": 2, "Ｈ": 3, "ㄈ": 3, "Ａ": 6}
"""What `（二`, `（三`, `（六` print when they lost a byte: A3A8 B6FE without A8 is A3B6, and FE, which is no character."""
_SIX = "６"
_EMPTY = "（）"
"""The same without a byte of the number."""
_LOOSE = rf"{_SIX}?{_HAN}[）)〕]|[{''.join(_RESTS)}][）)〕]|{_EMPTY}|[（(〔]{_HAN}(?![）)〕]|[^。；\n]{{0,30}}[）)〕])"
_HALF = rf"(?P<half>(?:{_LOOSE}))(?=[\u4e00-\u9fff])"
_MARK = re.compile(f"{_NAMED}(?:{_WHOLE}|{_BOXED})|{_BEGINS}(?:{_PLAIN}|{_TORN}|{_HALF})")
_BEGIN = re.compile(_BEGINS)
_SIGNS = "（(〔）)〕"
_GAPS = re.compile(f"{_LOST}+")

# Styles of numbers, the coarser first: a new number begins the counts of the finer ones anew.
_RANKS = {"plain_han": 0, "han": 1, "plain": 2, "digits": 3}
_KINDS = {
    "boxed": ("han", "digits"),
    "closed": ("han", "digits"),
    "opened": ("han", "digits"),
    "half": ("han",),
    "bare": ("plain_han", "plain"),
}
_BETWEEN, _LAST = 0.9, 0.7
_MOST = 20
_DAMAGE = frozenset("?？\ufffd")
_ANY = "?"
_COUNTING = frozenset("６Ａ")


class _Mark(Printed):
    """A number where an item may begin, whole or torn."""

    @property
    def style(self) -> str:
        """What is left of it tells the style; of a torn one how it is torn."""
        groups = (*_RANKS, *_KINDS)
        return next(name for name in groups if self.match[name] is not None)

    @property
    def said(self) -> str:
        """Its number, or what is left of it."""
        left = self.match[self.style].strip(_SIGNS)
        rest = _RESTS.get(left[:1]) if self.style == "half" else None
        return in_han(rest) + left[1:] if rest else left or _ANY

    @property
    def is_shifted(self) -> bool:
        """Whether it reads as another number than it was: lists that count so far (５）, ６）), or begin (Ａ）), print it too."""
        return self.style == "half" and not _COUNTING.isdisjoint(self.match["half"])

    def may_be(self, number: str) -> bool:
        """Whether what is left of a torn number may have been this one."""
        kept = [re.escape(piece) for piece in _GAPS.split(self.said)]
        return re.fullmatch(".{0,3}".join(kept), number) is not None

    @property
    def begins_sentence(self) -> bool:
        """Whether an item may begin here without standing right behind a word."""
        return _BEGIN.match(self.match.string, self.match.start()) is not None


def restore_torn_numbers(sheet: Sheet, rules: RepairRules) -> Edits:
    """Count through the items of each list; a torn number gets the only ordinal that fits between its neighbours."""
    del rules
    if sheet.characters.isdisjoint(_DAMAGE) and _is_balanced(sheet.joined) and _EMPTY not in sheet.joined:
        return {}
    edits: dict[int, list[Repair]] = {}
    count = _Count()
    for mark in numbers_in(sheet, _MARK, _Mark):
        count.take(mark)
    count.end(min(_RANKS.values()))
    for torn, repair in count.found:
        edits.setdefault(torn.index, []).append(repair)
    return edits


def _is_balanced(page: str) -> bool:
    """Whether as many brackets close as open: then no number lost one."""
    return sum(map(page.count, _SIGNS[:3])) == sum(map(page.count, _SIGNS[3:]))


class _Count:
    """The numbers of a page in reading order: the last one of each style, and the torn ones since.

    A list may go on below the next heading: `through` counts whatever headings there are.
    """

    def __init__(self) -> None:
        """Start with no list open."""
        self.last: dict[str, _Mark] = {}
        self.through: dict[str, int] = {}
        self.torn: dict[str, list[_Mark]] = {style: [] for style in _RANKS}
        self.found: list[tuple[_Mark, Repair]] = []

    def take(self, mark: _Mark) -> None:
        """Go on to the next number."""
        style = mark.style
        if style in _KINDS:
            for may in _KINDS[style]:
                self.torn[may] += [mark] if len(self.torn[may]) < _MOST else []
            return
        before = ordinal_of(self.last[style].said) if style in self.last else 0
        ordinal = ordinal_of(mark.said)
        lost = self.torn[style]
        for count in dict.fromkeys((before, self.through.get(style, 0))) if 0 < len(lost) < _MOST else ():
            if len(lost) == ordinal - count - 1:
                self._restore(lost, mark, count, _BETWEEN)
        self.end(_RANKS[style] + (ordinal != 1))
        self.torn[style] = []
        self.last[style] = mark
        self.through[style] = ordinal

    def end(self, rank: int) -> None:
        """The lists of this rank and of finer ones end here; torn numbers at their end, each on a line of its own, count on."""
        for style in [s for s in _RANKS if _RANKS[s] >= rank]:
            last, tail = self.last.pop(style, None), self.torn[style]
            if last is not None and len(tail) < _MOST and all(mark.begins_line and not mark.is_shifted for mark in tail):
                self._restore(tail, last, ordinal_of(last.said), _LAST)
            self.torn[style] = []

    def _restore(self, lost: Sequence[_Mark], sound: _Mark, before: int, sure: float) -> None:
        """Give torn numbers the ordinals behind `before`, in the signs of a `sound` one; not where what is left denies it."""
        counted = [(mark, _printed(number, sound)) for number, mark in enumerate(lost, before + 1)]
        near = all(mark.begins_sentence or mark.index == sound.index for mark in lost)
        if near and all(mark.may_be(number) for mark, number in counted):
            self.found += [(mark, _repair(mark, sound, number, sure)) for mark, number in counted]
            gone = {id(mark) for mark in lost}
            self.torn = {style: [m for m in marks if id(m) not in gone] for style, marks in self.torn.items()}


def _printed(number: int, sound: _Mark) -> str:
    return str(number) if sound.style in ("plain", "digits") else in_han(number)


def _repair(mark: _Mark, sound: _Mark, number: str, sure: float) -> Repair:
    whole = number if sound.match["open"] is None else f"{sound.match['open']}{number}{sound.match['close']}"
    span = Span(*mark.match.span())
    return Repair(span, mark.match.group(), whole, "numbering.torn", "numbering", sure, certain=False)
