"""Headings that nothing marks but their place: a short line before numbered items, each time that a new group begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.prose.headings.eyes import stands_out
from pipeline.tasks.prose.headings.over_numbers import OverNumbers, is_work
from pipeline.tasks.prose.headings.spells import spells_over
from pipeline.tasks.prose.work.sublines import BULLET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Flow
    from pipeline.tasks.prose.headings.eyes import Eyes
    from pipeline.tasks.prose.numbers.numbering import Mark

_FEWEST = 2


def find_headlines(flow: Flow, free: frozenset[int], eyes: Eyes) -> frozenset[int]:
    """Which of the `free` lines of the flow are headings although they have no number and no look of their own.

    They are short, say nothing of bodies or times (a body alone counts where it ends in a colon: 县城管局：) and do not lead in
    (抓好以下工作：); at least two of them stand before items of one style whose numbers begin anew or go on, and some group has
    more than one item. A line that only names units (责任单位：县应急管理局, 市教育局) is one where the first stands above all
    items, and none stands below the last: there each would close the item above it. Lines that name stretches of time
    (第一周（9月1日—8日）, 二季度) are headings all together; so are those over lines of work that each end in their units, or
    over lines that begin with a bullet or 一是, where nothing has a number. A line that says who does the items below it is one
    by itself.
    """
    marks = [eyes.numbers.mark(item.passage) if isinstance(item, Line) else None for item in flow]
    found = spells_over(flow, marks, free, eyes) | _over_signs(flow, marks, free, eyes)
    found |= set() if any(marks) else _over_assigned(flow, free, eyes)
    every = OverNumbers(flow, marks, free, eyes)
    over = every.heads(eyes.may_head)
    over = over or every.heads(eyes.is_short) | every.heads(eyes.names_units) or _of_two_looks(every) or every.between()
    return frozenset(found | over | every.charging() | every.said())


def _of_two_looks(every: OverNumbers) -> set[int]:
    """The lines that head one count together, some of which are bold and some not."""
    heads = every.heads(every.eyes.has_form)
    looks = {stands_out(item) for at in heads if isinstance(item := every.flow[at], Line)}
    return heads if len(looks) > 1 else set()


def _over_assigned(flow: Flow, free: frozenset[int], eyes: Eyes) -> set[int]:
    """The short lines over work that ends in its units, in a flow without numbers: each over such a line, behind one or none.

    Its units may stand in lines of their own below it.
    """
    lines = {at: item for at in sorted(free) if isinstance(item := flow[at], Line)}
    attached = {at for at, line in lines.items() if eyes.attaches(line.passage)}
    whole = {at for at, line in lines.items() if eyes.assigned(line.passage)}
    assigned = whole | {at - 1 for at in attached if at - 1 in lines.keys() - attached}
    heads = {at for at in lines.keys() - assigned - attached if at + 1 in assigned and eyes.is_short(lines[at])}
    inner = all(at - 1 in whole | attached for at in heads if at > min(heads))
    return heads if len(heads) >= _FEWEST and inner and len(assigned) > len(heads) else set()


def _over_signs(flow: Flow, marks: Sequence[Mark | None], free: frozenset[int], eyes: Eyes) -> set[int]:
    """The short lines each right above a bullet or above 一是; the first stands right below a heading, or above all numbers.

    Where it stands below an item of work, they are that item's own words (1.改良耕地。 / 测土配方 / ●…).
    """
    lines = {at: item for at in free if isinstance(item := flow[at], Line) and marks[at] is None}
    heads = [
        at
        for at in sorted(lines)
        if at + 1 in lines and _begins_list(lines[at + 1], eyes) and eyes.is_short(lines[at]) and not _is_signed(lines[at], eyes)
    ]
    if len(heads) < _FEWEST or is_work(flow, heads[0] - 1):
        return set()
    last = next((at for at in reversed(range(heads[0])) if marks[at] is not None), heads[0] - 1)
    return set(heads) if last == heads[0] - 1 and not any(marks[heads[0] : heads[-1]]) else set()


def _is_signed(line: Line, eyes: Eyes) -> bool:
    """Whether a line begins with a bullet, or with a word that counts it."""
    return BULLET.match(line.text) is not None or eyes.numbers.said(line.passage) is not None


def _begins_list(line: Line, eyes: Eyes) -> bool:
    """Whether a line begins with a bullet, or with the first word of a count."""
    said = eyes.numbers.said(line.passage)
    return BULLET.match(line.text) is not None or (said is not None and said.ordinal == 1)
