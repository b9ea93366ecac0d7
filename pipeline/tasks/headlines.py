"""Headings that nothing marks but their place: a short line before numbered items, each time that a new group begins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import Flow
    from pipeline.tasks.numbering import Mark, NumberRules
    from pipeline.tasks.senses import Senses

_SHORTEST, _LONGEST = 3, 24
_SIGNS = frozenset("。；，、：:;,！？!?（）()《》【】|｜0123456789")
_LOOKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FEWEST = 2
_SURE = 0.6


@dataclass(frozen=True)
class _Group:
    """A short line and the numbered items that follow it: where it stands, the first number and the last."""

    index: int
    style: str
    first: int
    last: int


def find_headlines(flow: Flow, free: frozenset[int], numbers: NumberRules, senses: Senses) -> frozenset[int]:
    """Which of the `free` lines of the flow are headings although they have no number and no look of their own.

    They are short, say nothing of bodies or times (a body alone counts where it ends in a colon: 县城管局：); at least two of
    them stand before items of one style whose numbers begin anew or go on, and some group has more than one item.
    """
    found: set[int] = set()
    every = [group for group in _groups(flow, numbers, senses) if group.index in free]
    for style in dict.fromkeys(group.style for group in every):
        groups = [group for group in every if group.style == style]
        if len(groups) >= _FEWEST and any(g.last > g.first for g in groups) and _is_one_count(groups):
            found.update(group.index for group in groups)
    return frozenset(found)


def _is_one_count(groups: list[_Group]) -> bool:
    """Whether the groups all begin with 1, or each goes on where the one before ended."""
    anew = all(group.first == 1 for group in groups)
    return anew or all(b.first == a.last + 1 for a, b in pairwise(groups))


def _groups(flow: Flow, numbers: NumberRules, senses: Senses) -> Iterator[_Group]:
    """The short lines right before a number, each with the run of numbers of that style up to the next such line."""
    marks = [numbers.mark(item.passage) if isinstance(item, Line) else None for item in flow]
    open_group: _Group | None = None
    for index, item in enumerate(flow):
        after = marks[index + 1] if index + 1 < len(flow) else None
        if isinstance(item, Line) and marks[index] is None and after is not None and _is_short(item, senses):
            if open_group is not None:
                yield open_group
            open_group = _Group(index, after.style, after.ordinal, after.ordinal)
        elif open_group is not None:
            open_group = _longer(open_group, marks[index])
    if open_group is not None:
        yield open_group


def _longer(group: _Group, mark: Mark | None) -> _Group:
    if mark is None or mark.style != group.style or mark.ordinal != group.last + 1:
        return group
    return _Group(group.index, group.style, group.first, mark.ordinal)


def _is_short(line: Line, senses: Senses) -> bool:
    """Whether a line has the form of a heading: few words, no sign, neither bodies nor a time."""
    if line.tag in _LOOKS or "bold" in line.marks:
        return False
    text = line.text.strip()
    body = text.rstrip("：: 　")
    if not _SHORTEST <= len(body) <= _LONGEST or _SIGNS & set(body.replace("、", "")):
        return False
    if body != text:
        return senses.unit_like(body) > _SURE
    return senses.unit_like(text) <= _SURE and senses.time_like(text) <= _SURE and "、" not in text
