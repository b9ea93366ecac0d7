"""The numbered items of a cell: 1.新建泵站。2.检修闸门。 printed in one."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.tasks.prose.numbers.numbering import Mark, run_of

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import NumberRules

_BRACKET = re.compile(r"[（(〔【［\[《)）〕】］\]》]")
_OPENERS = frozenset("（(〔【［[《")
_OWN = 4
"""A bracket this short holds a number and nothing else."""


def items_in(passage: Passage, rules: NumberRules) -> tuple[Passage, list[Mark]]:
    """The numbered items of a cell or paragraph: what stands before the first, and each item up to the next.

    Items count when one style runs 1, 2, 3 … (or goes on from any start) at line starts or after sentence ends. None begins
    inside of a bracket: 公开规划（路径：1.网站；2.报纸） is one.
    """
    first = rules.mark(passage)
    candidates = ([first] if first else []) + _outside_brackets(rules.inline_marks(passage), passage)
    best: list[Mark] = []
    for style in dict.fromkeys(mark.style for mark in candidates):
        run = run_of([mark for mark in candidates if mark.style == style])
        if len(run) > len(best):
            best = run
    if len(best) < 2:  # noqa: PLR2004 - one number alone does not make a list
        return passage, []
    return _cut(passage, best)


def _outside_brackets(marks: list[Mark], passage: Passage) -> list[Mark]:
    """The numbers that do not stand inside of a bracket that is closed; that of the number itself does not count."""
    closed: list[tuple[int, int]] = []
    opened: list[int] = []
    for sign in _BRACKET.finditer(passage.text) if marks else ():
        if sign[0] in _OPENERS:
            opened.append(sign.start())
        elif opened:
            closed.append((opened.pop(), sign.start()))
    outer: list[tuple[int, int]] = []  # in order, without those inside of others
    for start, end in sorted(closed):
        if end - start > _OWN and (not outer or start > outer[-1][1]):
            outer.append((start, end))
    places = [mark.label.span.start - passage.span.start for mark in marks]
    around = [outer[at - 1] if (at := bisect_left(outer, (place, 0))) else (0, 0) for place in places]
    return [mark for mark, place, (_, end) in zip(marks, places, around, strict=True) if place > end or not end]


def _cut(passage: Passage, marks: list[Mark]) -> tuple[Passage, list[Mark]]:
    base = passage.span.start
    lead = passage.part(0, marks[0].label.span.start - base).strip()
    items: list[Mark] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        end = (after.label.span.start - base) if after else passage.span.length
        rest = passage.part(mark.rest.span.start - base, end).strip()
        items.append(Mark(mark.style, mark.ordinal, mark.label, mark.whole, rest))
    return lead, items
