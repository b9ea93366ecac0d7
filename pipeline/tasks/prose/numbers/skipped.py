"""What a text leaves out: numbers, whose items may be lost or stand in the one before; the end of its last item."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.brackets import unclosed_bracket

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Draft
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import Mark, NumberRules
    from pipeline.tasks.prose.tree import Node

_UNSURE = 0.6
_FARTHEST = 3
_IN_THE_MIDDLE = ("、", "，", ",", "；", ";", "：", ":")


@dataclass(frozen=True)
class Skip:
    """An item behind which a number is left out; `holds` says that the lost item may stand in it."""

    mark: Mark
    holds: bool

    @property
    def words(self) -> Passage:
        """The number as printed, by which a reader finds the place."""
        return self.mark.whole


def skips_of(root: Node, numbers: NumberRules) -> tuple[Skip, ...]:
    """The items of a text behind which numbers are left out, or whose words go on with a later number of their own count."""
    found: list[Skip] = []
    for parent in root.walk():
        for node, after in pairwise([*parent.children, None]):
            if node is None or node.mark is None or node.is_box or node.index < root.letter:
                continue
            later = _goes_on_later(node, node.mark, numbers)
            if later or _is_skipped(node, after):
                found.append(Skip(node.mark, later or (bool(node.body) and not node.children)))
    return tuple(found)


def begun_late(root: Node) -> tuple[Passage, ...]:
    """The first numbers of lists that begin a little later than with 1, and go on no count that stands above.

    What begins with 9 is the rest of a page that was cut, which nobody takes for the whole.
    """
    found: list[Passage] = []
    met: set[tuple[str, int]] = set()
    for node in root.walk():
        for at, child in enumerate(node.children):
            if child.mark is not None and not child.is_box and child.index >= root.letter:
                late = not at and 1 < child.mark.ordinal <= _FARTHEST + 1 and (child.style, child.mark.ordinal - 1) not in met
                found += [child.mark.whole] if late else []
                met.add((child.style, child.mark.ordinal))
    return tuple(found)


def doubting(drafts: Sequence[tuple[int, Draft]], skips: Sequence[Skip]) -> Iterator[tuple[int, Draft]]:
    """The drafts, those less than sure that may hold an item whose number is lost, or that the end of the page cut.

    So are several that share the number before such an item.
    """
    shared = Counter(draft.label.place for _, draft in drafts if draft.label is not None)
    doubted = {skip.mark.label.place for skip in skips if skip.holds or shared[skip.mark.label.place] > 1}
    last = max((index for index, _ in drafts), default=0)
    for index, draft in drafts:
        low = (draft.label is not None and draft.label.place in doubted) or (index == last and _is_cut(draft))
        yield index, replace(draft, confidence=min(draft.confidence, _UNSURE)) if low else draft


def _is_cut(draft: Draft) -> bool:
    """Whether the words of an item end in the middle: in a list, or in a bracket that never closes."""
    if draft.origin != "narrative" or not draft.extent:
        return False
    words = draft.extent[-1].strip()
    return words.text.endswith(_IN_THE_MIDDLE) or unclosed_bracket(words) is not None


def _is_skipped(node: Node, after: Node | None) -> bool:
    """Whether a few numbers are missing between two neighbours."""
    if node.mark is None or after is None or after.mark is None or after.style != node.style:
        return False
    return 1 < after.mark.ordinal - node.mark.ordinal <= _FARTHEST


def _goes_on_later(node: Node, mark: Mark, numbers: NumberRules) -> bool:
    """Whether an item's own words hold a later number of its count, behind the end of a sentence or clause."""
    if node.children:
        return False
    paragraphs = [words for words in (node.rest, *(p for _, p in node.body)) if words is not None]
    inside = (other for words in paragraphs for other in numbers.later(words, mark.style))
    return any(0 < other.ordinal - mark.ordinal <= _FARTHEST for other in inside)
