"""Plans whose items are counted in words alone (一是…。 / 二是…。) or inside of paragraphs (下列实事：1.…。2.…。)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tasks.prose.tree import Node

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import Mark, NumberRules
    from pipeline.tasks.prose.sections import SectionRules

_FEWEST = 3


def raise_clauses(root: Node, numbers: NumberRules, sections: SectionRules) -> None:
    """Make items of 一是…, 二是…, or of 1.…。2.…。 inside of paragraphs, where a plan has no other numbers, and three or more.

    Elsewhere they part an item and are its words; so do numbers before which no words say that a list of work follows.
    A paragraph without such words goes on the item above; behind the last one it is the letter's close, where no other item has
    any.
    """
    if any(node.mark is not None for node in root.walk()):
        return
    paragraphs = [paragraph for _, paragraph in root.body]
    run = numbers.clause_run(paragraphs)
    if len(run) < _FEWEST:
        run = _led_in(numbers.inline_run(paragraphs), sections)
    if len(run) < _FEWEST:
        return
    before: list[tuple[int, Passage]] = []
    items: list[Node] = []
    for index, paragraph in root.body:
        base = paragraph.span.start
        own = [m for m in run if m.whole.path == paragraph.path and base <= m.whole.span.start < paragraph.span.end]
        starts = [m.whole.span.start - base for m in own]
        lead = paragraph.part(0, starts[0] if starts else None).strip()
        if lead.span.length:
            (items[-1].body if items else before).append((index, lead))
        for mark, end in zip(own, [*starts[1:], None], strict=False):
            rest = paragraph.part(mark.whole.span.end - base, end).strip()
            items.append(Node(index, mark, rest, style=mark.style))
    if not any(item.body for item in items[:-1]):
        root.closing[:0] = items[-1].body
        items[-1].body = []
    root.body, root.children = before, [*items, *root.children]


def _led_in(run: list[Mark], sections: SectionRules) -> list[Mark]:
    """A count of numbers where the words before the first say that a list of work follows: 这十件实事是：1.…."""
    before = run[0].whole.traced.text[: run[0].whole.span.start] if run else ""
    return run if sections.leads_list(before[before.rfind("\n") + 1 :]) else []
