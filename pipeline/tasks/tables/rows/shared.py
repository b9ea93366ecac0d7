"""Several items in one cell, and whether the units and times beside them are for all of them or one each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.attached.bracketed import read_bracket
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.numbers.numbered_cells import items_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Phrase
    from pipeline.outline import Cell, Passage
    from pipeline.tasks.prose.numbers.numbering import Mark, NumberRules
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_LISTED = re.compile(r"[、，,；;]")
_CLAUSE = re.compile(r"[^，,、；;。\n]+")
_BY_NUMBER, _BY_WORK, _BY_LINE = 1.0, 0.95, 0.9
BY_CHANCE = 0.75
"""How sure it is where nobody can tell which of the words are for which item."""


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


def share_out(phrases: Sequence[Phrase], marks: Sequence[Mark], senses: Senses, rules: TaskRules) -> Share:
    """Which of the phrases beside a cell belong to each of its items.

    One each where they are numbered alike or line up, and where each of several times names the work of another item.
    """
    each: list[list[Phrase]] = [[] for _ in marks]
    sure = 1.0
    for phrase in phrases:
        pieces, certain = _pieces(phrase, marks, rules.numbers)
        if pieces is None and (named := _named(phrase, marks, senses)) is not None:
            pieces, certain = named, _BY_WORK
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
    return None, BY_CHANCE


def _named(phrase: Phrase, marks: Sequence[Mark], senses: Senses) -> list[Passage] | None:
    """The time for each item, where as many times as items each say what is due by then: 6月底前完成台账，9月底前完成清理."""
    words = phrase.passage
    clauses = [words.part(*m.span()) for m in _CLAUSE.finditer(words.text)]
    starts = [c.span.start - words.span.start for c in clauses if senses.has_time(c)]
    if len(starts) != len(marks) or not starts or starts[0]:
        return None
    times = [words.part(a, b) for a, b in zip(starts, [*starts[1:], words.span.length], strict=True)]
    items = [_pairs(mark.rest.text) for mark in marks]
    found: dict[int, Passage] = {}
    for time in times:
        shared = [len(_pairs(time.text) & own) for own in items]
        best = max(shared)
        if not best or shared.count(best) > 1:
            return None
        found[shared.index(best)] = time.strip("，,、；; ")
    return [found[at] for at in range(len(items))] if len(found) == len(items) else None


def _pairs(text: str) -> set[str]:
    """The pairs of signs that stand side by side in words; figures and signs apart."""
    return {a + b for a, b in pairwise(text) if a.isalpha() and b.isalpha()}
