"""Headings that nothing marks but their place: a short line before numbered items, each time that a new group begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbering import Mark, NumberRules
    from pipeline.tasks.senses import Senses

_SHORTEST, _SHORT, _LONGEST = 3, 14, 24
_SIGNS = frozenset("。；，、：:;,！？!?（）()《》【】|｜0123456789")
_LOOKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FEWEST = 2
_LEAST_WORK = 6
_ENDS = ("。", "；", ";", "）", ")", "】", "!", "！")
_SURE = 0.6


@dataclass(frozen=True)
class _Group:
    """A line and the numbered items that follow it: where it stands, the first number and the last.

    `labels`: it only names units; `is_first`: no number of the style stands above it.
    """

    index: int
    style: str
    first: int
    last: int
    labels: bool
    is_first: bool


@dataclass(frozen=True)
class Eyes:
    """What tells a heading line: the styles of numbers, judgements of words, whether a line only names units or leads in.

    `is_spell`: whether it only names a stretch of time (第一周, 二季度); `assigned`: whether it is work that ends in its units.
    """

    numbers: NumberRules
    senses: Senses
    attaches: Callable[[Passage], bool]
    leads_in: Callable[[str], bool]
    is_spell: Callable[[str], bool]
    assigned: Callable[[Passage], bool]

    def is_short(self, line: Line) -> bool:
        """Whether a line has the form of a heading: few words, no sign, neither bodies nor a time."""
        if line.tag in _LOOKS or "bold" in line.marks:
            return False
        text = line.text.strip()
        body = text.rstrip("：: 　")
        if not _SHORTEST <= len(body) <= _LONGEST or _SIGNS & set(body.replace("、", "")):
            return False
        if body != text:
            return self.senses.unit_like(body) > _SURE or (len(body) <= _SHORT and not self.leads_in(body))
        return self.senses.unit_like(text) <= _SURE and self.senses.time_like(text) <= _SURE and "、" not in text


def find_headlines(flow: Flow, free: frozenset[int], eyes: Eyes) -> frozenset[int]:
    """Which of the `free` lines of the flow are headings although they have no number and no look of their own.

    They are short, say nothing of bodies or times (a body alone counts where it ends in a colon: 县城管局：) and do not lead in
    (抓好以下工作：); at least two of them stand before items of one style whose numbers begin anew or go on, and some group has
    more than one item. A line that only names units (责任单位：县应急管理局) is one where the first stands above all items, and
    each count begins below one. Lines that name stretches of time (第一周（9月1日—8日）, 二季度) are headings all together; so
    are those over lines of work that each end in their units, where nothing has a number.
    """
    found = _spells(flow, free, eyes) | _over_assigned(flow, free, eyes)
    every = [group for group in _groups(flow, eyes) if group.index in free]
    for kind in dict.fromkeys((group.style, group.labels) for group in every):
        groups = [group for group in every if (group.style, group.labels) == kind]
        if len(groups) >= _FEWEST and any(g.last > g.first for g in groups) and _is_one_count(groups):
            found.update(group.index for group in groups)
    return frozenset(found)


def _spells(flow: Flow, free: frozenset[int], eyes: Eyes) -> set[int]:
    """The lines that only name a stretch of time, each another one, where work stands below each and no item above the first.

    A time below each item (1.整修道路。 / 甲局牵头 / 一季度) stands below the first item too, and nothing stands below the last.
    """
    lines = [(at, item.text) for at, item in enumerate(flow) if at in free and isinstance(item, Line)]
    spells = [at for at, text in lines if eyes.is_spell(text)]
    if len(spells) < _FEWEST or len({text for at, text in lines if at in spells}) < len(spells):
        return set()
    over = flow[spells[0] - 2] if spells[0] > 1 else None
    numbered = isinstance(over, Line) and eyes.numbers.mark(over.passage) is not None and _is_work(flow, spells[0] - 2)
    if numbered or _is_work(flow, spells[0] - 1) or not all(_is_work(flow, at + 1) for at in spells):
        return set()
    return set(spells)


def _over_assigned(flow: Flow, free: frozenset[int], eyes: Eyes) -> set[int]:
    """The short lines over work that ends in its units, where nothing has a number: each over such a line, behind one or none."""
    if any(isinstance(item, Line) and eyes.numbers.mark(item.passage) is not None for item in flow):
        return set()
    lines = [at for at in sorted(free) if isinstance(flow[at], Line)]
    assigned = {at for at, item in enumerate(flow) if at in free and isinstance(item, Line) and eyes.assigned(item.passage)}
    short = {at for at in lines if at not in assigned and isinstance(item := flow[at], Line) and eyes.is_short(item)}
    heads = {at for at in short if at + 1 in assigned}
    inner = all(at - 1 in assigned for at in heads if at > min(heads))
    return heads if len(heads) >= _FEWEST and inner and len(assigned) > len(heads) else set()


def _is_work(flow: Flow, at: int) -> bool:
    """Whether a line ends as an item of work does: with a stop, or the bracket behind it."""
    item = flow[at] if 0 <= at < len(flow) else None
    return isinstance(item, Line) and len(item.text) >= _LEAST_WORK and item.text.rstrip().endswith(_ENDS)


def _is_one_count(groups: list[_Group]) -> bool:
    """Whether the groups all begin with 1, or each goes on where the one before ended."""
    if groups[0].labels:
        return groups[0].is_first and all(group.first == 1 for group in groups)
    anew = all(group.first == 1 for group in groups)
    return anew or all(b.first == a.last + 1 for a, b in pairwise(groups))


def _groups(flow: Flow, eyes: Eyes) -> Iterator[_Group]:
    """The lines right before a number that may head it, each with the run of numbers of that style up to the next such line."""
    marks = [eyes.numbers.mark(item.passage) if isinstance(item, Line) else None for item in flow]
    open_group: _Group | None = None
    met: set[str] = set()
    for index, item in enumerate(flow):
        after, mark = (marks[index + 1] if index + 1 < len(flow) else None), marks[index]
        labels = isinstance(item, Line) and after is not None and mark is None and eyes.attaches(item.passage)
        if after is not None and mark is None and isinstance(item, Line) and (labels or eyes.is_short(item)):
            if open_group is not None:
                yield open_group
            open_group = _Group(index, after.style, after.ordinal, after.ordinal, labels, after.style not in met)
        elif open_group is not None:
            open_group = _longer(open_group, mark)
        if mark is not None:
            met.add(mark.style)
    if open_group is not None:
        yield open_group


def _longer(group: _Group, mark: Mark | None) -> _Group:
    follows = mark is not None and mark.style == group.style and mark.ordinal == group.last + 1
    return replace(group, last=group.last + 1) if follows else group
