"""The numbered items of a cell: 1.新建泵站。2.检修闸门。 printed in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tasks.prose.numbering import Mark, run_of

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbering import NumberRules


def items_in(passage: Passage, rules: NumberRules) -> tuple[Passage, list[Mark]]:
    """The numbered items of a cell or paragraph: what stands before the first, and each item up to the next.

    Items count when one style runs 1, 2, 3 … (or goes on from any start) at line starts or after sentence ends.
    """
    first = rules.mark(passage)
    candidates = ([first] if first else []) + rules.inline_marks(passage)
    best: list[Mark] = []
    for style in dict.fromkeys(mark.style for mark in candidates):
        run = run_of([mark for mark in candidates if mark.style == style])
        if len(run) > len(best):
            best = run
    if len(best) < 2:  # noqa: PLR2004 - one number alone does not make a list
        return passage, []
    return _cut(passage, best)


def _cut(passage: Passage, marks: list[Mark]) -> tuple[Passage, list[Mark]]:
    base = passage.span.start
    lead = passage.part(0, marks[0].label.span.start - base).strip()
    items: list[Mark] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        end = (after.label.span.start - base) if after else passage.span.length
        rest = passage.part(mark.rest.span.start - base, end).strip()
        items.append(Mark(mark.style, mark.ordinal, mark.label, mark.whole, rest))
    return lead, items
