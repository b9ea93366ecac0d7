"""Plans whose items are counted in words alone (一是…。 / 二是…。) or inside of paragraphs (下列实事：1.…。2.…。)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tasks.prose.tree import Node

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbering import NumberRules

_FEWEST = 3


def raise_clauses(root: Node, numbers: NumberRules) -> None:
    """Make items of 一是…, 二是…, of 1.…。2.…。 inside a paragraph, where a plan has no other numbers, and three or more.

    Elsewhere they part an item and are its words. A paragraph without such words goes on the item above; behind the last one it
    is the letter's close, where no other item has any.
    """
    if any(node.mark is not None for node in root.walk()):
        return
    run = numbers.clause_run([paragraph for _, paragraph in root.body])
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
