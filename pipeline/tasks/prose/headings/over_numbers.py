"""Lines without a number that head the numbered lines right below them: told by what stands above, between and below them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.notice import Flow
    from pipeline.tasks.prose.headings.eyes import Eyes
    from pipeline.tasks.prose.numbers.numbering import Mark

_NAME, _LEAST_SINGLE, _LONGEST_SAID = 2, 4, 40
"""So few signs may be a person's name as well as a heading; a single heading has more, one counted in words not too many."""
_FEWEST, _NEXT = 2, 2
_MOST_LABELS = 4
_LEAST_WORK = 6
_ENDS = ("。", "；", ";", "）", ")", "】", "!", "！")


@dataclass(frozen=True)
class _Group:
    """A line and the numbered items that follow it: where it stands, the first number and the last, and where these two stand.

    `is_first`: no number of the style stands above it.
    """

    index: int
    style: str
    first: int
    last: int
    start: int
    end: int
    is_first: bool


@dataclass(frozen=True)
class OverNumbers:
    """The lines of a flow, the numbers that they begin with, and which of them are free to be headings over numbers."""

    flow: Flow
    marks: Sequence[Mark | None]
    free: frozenset[int]
    eyes: Eyes

    def heads(self, looks: Callable[[Line], bool]) -> set[int]:
        """The lines of one look that each stand right above the numbers of a group, where together these are one count."""
        found: set[int] = set()
        every = [group for group in self._groups(looks) if group.index in self.free]
        for style in dict.fromkeys(group.style for group in every):
            groups = [group for group in every if group.style == style]
            if len(groups) >= _FEWEST and _is_one_count(groups) and self._are_above(groups):
                found.update(group.index for group in groups)
        return found

    def charging(self) -> set[int]:
        """The lines right above a number that say who does the items below."""
        return {at for at, line in self._over_numbers() if self.eyes.charges(line.passage)}

    def said(self) -> set[int]:
        """The short lines counted in words (一是…, 二是…), each right above a first number, where two or more are one count."""
        over = (
            line for line in self._over_numbers() if len(line[1].text) <= _LONGEST_SAID and _is_first(self.marks[line[0] + 1])
        )
        runs: list[list[int]] = [[]]
        for at, line in over:
            mark = self.eyes.numbers.said(line.passage)
            if mark is not None and mark.ordinal == 1:
                runs.append([at])
            elif mark is not None and mark.ordinal == len(runs[-1]) + 1:
                runs[-1].append(at)
        return {at for run in runs if len(run) >= _FEWEST for at in run}

    def _over_numbers(self) -> Iterator[tuple[int, Line]]:
        """The free lines without a number right above one with a number."""
        for at, (above, below) in enumerate(pairwise(self.marks)):
            line = self._line(at) if above is None and below is not None else None
            if line is not None:
                yield at, line

    def between(self) -> set[int]:
        """The short lines that stand below items which units close, right above the number that goes on or begins anew.

        One alone counts below any closed item, where no other has lines of its own. Where such a line stands below the last item
        too, each is its item's.
        """
        numbered = [at for at, mark in enumerate(self.marks) if mark is not None]
        pairs = list(pairwise(numbered))
        found = [after - 1 for before, after in pairs if self._is_between(before, after)]
        alike = {item.text for at in found if isinstance(item := self.flow[at], Line)}
        last = numbered[-1] if numbered else 0
        if len(alike) < len(found) or any(self._is_single(at) for at in range(last + 1, last + 1 + _MOST_LABELS)):
            return set()
        alone = len(found) == 1 and all(self._is_alone(*pair) for pair in pairs if pair[1] - 1 not in found)
        return set(found) if alone or all(self._is_closed(at - 1) for at in found) else set()

    def _is_alone(self, before: int, after: int) -> bool:
        """Whether an item of a list has no lines of its own below its number."""
        one, other = self.marks[before], self.marks[after]
        return after - before == 1 or one is None or other is None or one.style != other.style

    def _is_between(self, before: int, after: int) -> bool:
        """Whether a short line stands between two numbers of one list, and no words of the item above it are open."""
        one, other = self.marks[before], self.marks[after]
        if one is None or other is None or after - before == 1 or other.style != one.style:
            return False
        if other.ordinal not in (1, one.ordinal + 1) or not self._is_single(after - 1):
            return False
        return self._is_closed(after - 2) or (after - before == _NEXT and is_work(self.flow, before))

    def _is_single(self, at: int) -> bool:
        """Whether a line has the form of a heading and is no person's name."""
        line = self._line(at) if at < len(self.flow) else None
        return line is not None and len(line.text.strip()) >= _LEAST_SINGLE and self.eyes.is_short(line)

    def _are_above(self, groups: Sequence[_Group]) -> bool:
        """Whether the lines belong to what stands below them: some has several items, or each stands below a closed one.

        Where some name units, stand above a line that does, or have but two signs, the first must stand above all items; no line
        that names units may stand below the last.
        """
        lines = [item for group in groups if isinstance(item := self.flow[group.index], Line)]
        short = all(map(self.eyes.has_form, lines))
        direct = short and all(group.start == group.index + 1 for group in groups)
        several = any(group.last > group.first for group in groups)
        if direct and several and all(len(line.text.strip()) > _NAME for line in lines):
            return True
        if direct or not groups[0].is_first:
            return groups[0].is_first and (several or all(self._is_closed(group.index - 1) for group in groups[1:]))
        labelled = short and all(group.start > group.index + 1 for group in groups)
        below = self._line(groups[-1].end + 1)
        closes = below is not None and self.eyes.names_units(below)
        return (several or labelled) and not closes and (short or self.eyes.names_units(lines[0]))

    def _is_closed(self, index: int) -> bool:
        """Whether an item ends in a line: with a bracket of units, or a line that names nothing else."""
        line = self._line(index)
        return line is not None and (self.eyes.attaches(line.passage) or self.eyes.assigned(line.passage))

    def _line(self, index: int) -> Line | None:
        """The line there that is free to be a heading or an item; None for a table and what is claimed."""
        item = self.flow[index] if index in self.free else None
        return item if isinstance(item, Line) else None

    def _groups(self, looks: Callable[[Line], bool]) -> Iterator[_Group]:
        """The lines of a look over a number that they may head, each with the run of its style up to the next such line."""
        group: _Group | None = None
        met: set[str] = set()
        for index, (item, mark) in enumerate(zip(self.flow, self.marks, strict=True)):
            start = self._number_below(index) if group is None or index > group.start else 0
            first = self.marks[start]
            if first is not None and start and isinstance(item, Line) and looks(item):
                if group is not None:
                    yield group
                group = _Group(index, first.style, first.ordinal, first.ordinal, start, start, first.style not in met)
            elif group is not None and index > group.start:
                group = _longer(group, mark, index)
            if mark is not None:
                met.add(mark.style)
        if group is not None:
            yield group

    def _number_below(self, index: int) -> int:
        """Where the number stands right below a line without one, or below lines that only name units; 0 where none does."""
        if self.marks[index] is not None:
            return 0
        below = range(index + 1, min(index + 1 + _MOST_LABELS, len(self.marks)))
        start = next((at for at in below if self.marks[at] is not None), 0)
        between = (self.flow[at] for at in range(index + 1, start))
        return start if all(isinstance(item, Line) and self.eyes.attaches(item.passage) for item in between) else 0


def is_work(flow: Flow, at: int) -> bool:
    """Whether a line ends as an item of work does: with a stop, or the bracket behind it."""
    item = flow[at] if 0 <= at < len(flow) else None
    return isinstance(item, Line) and len(item.text) >= _LEAST_WORK and item.text.rstrip().endswith(_ENDS)


def _is_first(mark: Mark | None) -> bool:
    """Whether a number begins a count."""
    return mark is not None and mark.ordinal == 1


def _is_one_count(groups: list[_Group]) -> bool:
    """Whether the groups all begin with 1, or each goes on where the one before ended."""
    anew = all(group.first == 1 for group in groups)
    return anew or all(b.first == a.last + 1 for a, b in pairwise(groups))


def _longer(group: _Group, mark: Mark | None, index: int) -> _Group:
    follows = mark is not None and mark.style == group.style and mark.ordinal == group.last + 1
    return replace(group, last=group.last + 1, end=index) if follows else group
