"""The paragraphs of an item, cut where units are attached to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks.attach import Attached, AttachRules, peel, peel_title, read_bracket
from pipeline.tasks.brackets import brackets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Passage
    from pipeline.tasks.sections import Node
    from pipeline.tasks.senses import Senses

_LONGEST_BRACKET = 400


@dataclass(frozen=True)
class Segment:
    """Paragraphs of an item up to an attachment that closes them."""

    index: int
    attached: Attached
    extent: tuple[Passage, ...]
    label: Passage | None = None


def segments_of(node: Node, senses: Senses, rules: AttachRules) -> Iterator[Segment]:
    """The paragraphs of an item, cut where units are attached; a line that only attaches goes to the words before it."""
    pending: Segment | None = None
    paragraphs = ([(node.index, node.rest)] if node.rest is not None else []) + node.body
    for index, paragraph in paragraphs:
        for piece, label in _pieces(paragraph, senses, rules):
            attached = peel(piece, senses, rules)
            if index == node.index:
                attached = peel_title(attached, senses, rules)
            fresh = Segment(index, attached, (piece,), label)
            if pending is None:
                pending = fresh
            elif not attached.text or not pending.attached.units:
                pending = Segment(pending.index, pending.attached + attached, (*pending.extent, piece), pending.label or label)
            else:
                yield pending
                pending = fresh
    if pending is not None:
        yield pending


def _pieces(paragraph: Passage, senses: Senses, rules: AttachRules) -> Iterator[tuple[Passage, Passage | None]]:
    """A paragraph cut after each bracket of duty, where it has several: 一是…（甲负责）；二是…（乙负责）."""
    text = paragraph.text
    ends = []
    for start, end in brackets_in(paragraph):
        inner = paragraph.part(start + 1, end - 1)
        found = read_bracket(inner, senses, rules) if end - start < _LONGEST_BRACKET else None
        if found is not None and found.units:
            ends.append(end)
    if len(ends) < 2 or text[ends[-1] :].strip("。；; "):  # noqa: PLR2004 - one bracket at the end is the usual case
        yield paragraph, None
        return
    at = 0
    for end in ends:
        piece = paragraph.part(at, end).strip(" 　；;。，,")
        yield piece, None
        at = end


def attached_to(node: Node, senses: Senses, rules: AttachRules) -> Attached:
    """All that is attached to an item, wherever in it."""
    found = Attached()
    for segment in segments_of(node, senses, rules):
        found += segment.attached
    return found
