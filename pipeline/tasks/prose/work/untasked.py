"""Numbered items that stand beside tasks, in the same rank, and were read as none: a reader should know of them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.tasks.prose.sections import SCOPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Draft
    from pipeline.outline import Passage
    from pipeline.tasks.prose.sections import SectionRules
    from pipeline.tasks.prose.tree import Node


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered item with nothing below it, and how deep it stands."""

    node: Node
    depth: int

    @property
    def rank(self) -> tuple[str, int]:
        """What items are printed alike share: the style of their numbers and their depth."""
        return self.node.style, self.depth


def untasked_items(root: Node, drafts: Sequence[Draft], sections: SectionRules) -> tuple[Passage, ...]:
    """The items of the rank of tasks that gave none, but for those of the letter and of sections that give no work (总体要求)."""
    items = [item for child in root.children if child.index >= root.letter for item in _items(child, 1, sections)]
    if not items:
        return ()
    spent = _spent(drafts)
    gave = [_gave(item.node, spent) for item in items]
    ranks = {item.rank for item, did in zip(items, gave, strict=True) if did}
    left = (item.node.rest for item, did in zip(items, gave, strict=True) if not did and item.rank in ranks)
    return tuple(words for words in left if words is not None)


def _items(node: Node, depth: int, sections: SectionRules) -> Iterator[_Item]:
    """The numbered leaves of a tree, without the sections that rules name: whatever they are, it is known."""
    rule = sections.rule_of(node.title)
    if rule is not None and not rule.gives_work and not (rule.kind == SCOPE and node.is_alone):
        return
    if node.children:
        for child in node.children:
            yield from _items(child, depth + 1, sections)
    elif node.mark is not None and node.rest is not None:
        yield _Item(node, depth)


@dataclass(frozen=True, slots=True)
class _Spent:
    """The spans of one block that belong to tasks: where each starts, and how far any up to it reaches."""

    starts: list[int]
    reach: list[int]

    def touches(self, passage: Passage) -> bool:
        """Whether a task holds some of these words."""
        at = bisect_left(self.starts, passage.span.end)
        return at > 0 and self.reach[at - 1] > passage.span.start


def _spent(drafts: Sequence[Draft]) -> dict[str, _Spent]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for draft in drafts:
        for passage in draft.extent:
            spans.setdefault(passage.path, []).append((passage.span.start, passage.span.end))
    sides = {path: sorted(found) for path, found in spans.items()}
    return {path: _Spent([a for a, _ in found], list(accumulate((b for _, b in found), max))) for path, found in sides.items()}


def _gave(node: Node, spent: dict[str, _Spent]) -> bool:
    """Whether some words of an item belong to a task."""
    words = (p for p in (node.rest, *(p for _, p in node.body)) if p is not None)
    return any(p.path in spent and spent[p.path].touches(p) for p in words)
