"""Several items in one cell, and whether the units and times beside them are for all of them or one each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attach import Attached, peel, read_bracket
from pipeline.tasks.prose.numbering import Mark, items_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Phrase
    from pipeline.outline import Cell, Passage
    from pipeline.tasks.prose.numbering import NumberRules
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_LISTED = re.compile(r"[、，,；;]")
_BY_NUMBER, _BY_LINE, _BY_CHANCE = 1.0, 0.9, 0.75


@dataclass(frozen=True)
class Share:
    """The phrases of each item, and how sure it is that they are so shared out."""

    phrases: tuple[tuple[Phrase, ...], ...]
    sure: float = 1.0


def cell_marks(cell: Cell, rules: TaskRules) -> tuple[Passage | None, list[tuple[Mark, tuple[Passage, ...]]]]:
    """The words before the first numbered item of a cell, and each item's mark and words."""
    if len(cell.passages) == 1:
        first = rules.numbers.mark(cell.passages[0])
        lead, marks = items_in(cell.passages[0], rules.numbers)
        if not marks:
            return None, [(first, (first.rest,))] if first else []
        return lead, [(m, (m.rest,)) for m in marks]
    before: Passage | None = None
    items: list[tuple[Mark, tuple[Passage, ...]]] = []
    for passage in cell.passages:
        mark = rules.numbers.mark(passage)
        if mark is not None:
            items.append((mark, (mark.rest,)))
        elif items:
            items[-1] = (items[-1][0], (*items[-1][1], passage))
        elif before is None:
            before = passage
    return before, items


def duty_and_time(passage: Passage, senses: Senses, rules: TaskRules) -> Attached:
    """The words of a unit column that also say by when: 市司法局（10月底前）, 市财政局，6月底前."""
    outer = peel(passage, senses, rules.attach)
    words = outer.text[0] if len(outer.text) == 1 else None
    inner = read_bracket(words, senses, rules.attach) if words is not None and senses.has_time(words) else None
    if inner is None:
        return outer
    return Attached((), inner.units, inner.deadlines) + Attached((), outer.units, outer.deadlines)


def share_out(phrases: Sequence[Phrase], marks: Sequence[Mark], numbers: NumberRules) -> Share:
    """Which of the phrases beside a cell belong to each of its items: one each where they are numbered alike or line up."""
    each: list[list[Phrase]] = [[] for _ in marks]
    sure = 1.0
    for phrase in phrases:
        pieces, certain = _pieces(phrase, marks, numbers)
        sure = min(sure, certain)
        for index in range(len(marks)):
            each[index].append(phrase if pieces is None else replace(phrase, passage=pieces[index]))
    return Share(tuple(map(tuple, each)), sure)


def _pieces(phrase: Phrase, marks: Sequence[Mark], numbers: NumberRules) -> tuple[list[Passage] | None, float]:
    """The piece of a phrase for each item, None where all of it is for every item."""
    _, found = items_in(phrase.passage, numbers)
    ordinals = {mark.ordinal: mark.rest for mark in found}
    if found and all(mark.ordinal in ordinals for mark in marks):
        return [ordinals[mark.ordinal] for mark in marks], _BY_NUMBER
    lines = list(phrase.passage.lines())
    if len(lines) != len(marks) or len(lines) < 2:  # noqa: PLR2004 - one line is for all
        return None, 1.0
    inner = [line.text.rstrip(" 　") for line in lines]
    if any(text[-1] in "、，,（(和及" for text in inner):
        return None, 1.0
    # A line that lists several units is a list of its own; lines of one unit each may be one list, a unit a line.
    if phrase.role is None or any(_LISTED.search(text) for text in inner):
        return lines, _BY_LINE
    return None, _BY_CHANCE
