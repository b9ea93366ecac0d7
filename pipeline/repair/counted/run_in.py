"""Item numbers that run into the digits of their item (`2.50个小区`), told from decimals by the count around them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.repair.counted.starts import Printed, numbers_in
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

_BEGINS = r"(?<![^\n。；;：: \u3000])"
_HEADING = r"(?P<heading>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
_DATED = r"[.．](?=(?:19|20)[0-9]{2}年|(?:1[0-2]|[1-9])月)"
_SOUND = rf"(?P<sound>[0-9]{{1,3}})(?:、|[．.﹒](?![0-9])|{_DATED})"
_RUN_IN = r"(?P<run_in>[1-9][0-9]{0,2})(?P<sign>[.．])(?P<digits>[0-9]{1,5})(?P<after>[^0-9.．、 \u3000\n)）~～—－-])"
_MARK = re.compile(rf"{_BEGINS}(?:{_HEADING}|{_SOUND}|{_RUN_IN})")
_ANY = re.compile(rf"{_BEGINS}{_RUN_IN}")
_POINT = re.compile(r"[0-9][.．][0-9]")
_OF_DECIMALS = frozenset("%％‰万亿倍")
# What is counted in whole ones, so that no decimal stands before it.
_OF_WHOLE = re.compile(r"[个家所座处号名项场台户栋件类条村次间辆套支]")
_BETWEEN, _LAST, _UNLIKELY = 1.0, 0.9, 0.7
_NEAR, _PAIR = 3, 2


class _Number(Printed):
    """A number with a sign of its own, or one that runs into the digits behind it."""

    @property
    def ordinal(self) -> int:
        """Its place in the count."""
        return int(self.match["sound"] or self.match["run_in"])

    @property
    def last(self) -> Repair:
        """The repair at the end of a list, where no number behind it proves the count."""
        return self._repair(_UNLIKELY if self.match["after"] in _OF_DECIMALS else _LAST)

    @property
    def between(self) -> Repair:
        """The repair between two numbers that leave no other reading."""
        return self._repair(_BETWEEN)

    def _repair(self, sure: float) -> Repair:
        """The sign behind the number as one that parts it from the digits."""
        span, sign, certain = Span(*self.match.span("sign")), self.match["sign"], sure >= _BETWEEN
        return Repair(span, sign, "、", "numbering.run_in", "numbering", sure, certain, () if certain else (sign,))


def part_run_in_numbers(sheet: Sheet, rules: RepairRules) -> Edits:
    """Count through the items of each list; where it asks for 2 and a line begins with `2.50个`, 2 is its number, 50 a word."""
    del rules
    if _POINT.search(sheet.joined) is None or _ANY.search(sheet.joined) is None:
        return {}
    edits: dict[int, list[Repair]] = {}
    for run in _runs(numbers_in(sheet, _MARK, _Number)):
        for number, repair in _parted(run):
            edits.setdefault(number.index, []).append(repair)
    return edits


def _runs(numbers: Iterable[_Number]) -> Iterator[list[_Number]]:
    """The numbers of each list: a heading, or a 1 with a sign of its own, begins another."""
    run: list[_Number] = []
    for number in numbers:
        if number.match["heading"] or number.match["sound"] == "1":
            yield run
            run = []
        if not number.match["heading"]:
            run.append(number)
    yield run


def _parted(run: Sequence[_Number]) -> Iterator[tuple[_Number, Repair]]:
    """The numbers of one list that run into their item: each follows the one before, and what comes next does not deny it."""
    last = 0
    held: list[_Number] = []
    sound: list[_Number] = []
    for number in run:
        if number.match["sound"] is None:
            if number.ordinal == last + 1:
                held.append(number)
                last = number.ordinal
            elif held and number.ordinal == last:  # 2.1, 2.2: numbers of two levels
                last = held.pop().ordinal - 1
            continue
        held = [one for one in held if one.ordinal < number.ordinal]
        yield from ((one, one.between) for one in held)
        held, last = [], number.ordinal
        sound.append(number)
    if held and sound and (_are_together([*sound, held[0]]) or _is_second(sound, held[0])):
        yield from ((one, one.last) for one in held if one.begins_line)
    elif not sound and _is_whole_list(held):
        yield from ((one, one.last) for one in held)


def _is_whole_list(numbers: Sequence[_Number]) -> bool:
    """Whether texts that follow each other count so from 1, where no finer count begins: 1.6个社区 / 2.8条道路, not 1.1 / 2.1."""
    if len(numbers) < _PAIR or all(int(number.match["digits"]) == 1 for number in numbers):
        return False
    return all(b.index - a.index <= _PAIR for a, b in pairwise(numbers)) and all(one.begins_line for one in numbers)


def _is_second(sound: Sequence[_Number], last: _Number) -> bool:
    """Whether a number is the second of a list of two texts, and no length: 2.12座公厕, 2.5家企业, not 2.5公里.

    A length has no more digits than one, and what is counted in whole ones is none.
    """
    follows = len(sound) == 1 and last.index == sound[0].index + 1 and sound[0].begins_line
    after = last.match["after"]
    return follows and after not in _OF_DECIMALS and (len(last.match["digits"]) > 1 or _OF_WHOLE.match(after) is not None)


def _are_together(numbers: Sequence[_Number]) -> bool:
    """Whether the last items of a list share a text or follow each other text by text; between those of a table stand cells."""
    nearest = [number.index for number in numbers[-_NEAR:]]
    return nearest[0] == nearest[-1] if len(nearest) < _NEAR else nearest[-1] - nearest[0] < _NEAR
