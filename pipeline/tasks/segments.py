"""The paragraphs of an item, cut where units are attached to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks.attach import Attached, head_of, peel, peel_title, read_bracket
from pipeline.tasks.brackets import LONGEST_BRACKET, brackets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Passage
    from pipeline.tasks.numbering import Mark
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.sections import Node
    from pipeline.tasks.senses import Senses

_AROUND = " 　；;。，,\n"
_WITHIN = frozenset("，,、：:")
_SEVERAL = 2
_LEAST_REST = 6
_SURE, _BEYOND_DOUBT = 0.6, 0.9
BULLET = re.compile(r"[ 　]*(?:[—–―─]{1,2}|[-·•●○■□◆◇★☆▲△▶►➢※*])[ 　]*(?=[\u4e00-\u9fff“《【（(0-9])")
"""A sign before an item that has no number."""
_CLAUSE = re.compile(r"[^；;。，,\n]+")
_LONGEST_LINE = 200
_LONGEST_TITLE = 60
_GAP = " 　\xa0"


@dataclass(frozen=True)
class Segment:
    """Paragraphs of an item up to an attachment that closes them.

    `label` is a number of its own (二是); `title` the words that stand over this segment and those after it.
    """

    index: int
    attached: Attached
    extent: tuple[Passage, ...]
    label: Passage | None = None
    title: Passage | None = None


@dataclass(frozen=True)
class _Piece:
    """A part of a paragraph: all of it, its words without signs around them, its own number, a title before it."""

    whole: Passage
    words: Passage
    label: Passage | None = None
    title: Passage | None = None


def segments_of(node: Node, senses: Senses, rules: TaskRules) -> Iterator[Segment]:
    """The paragraphs of an item, cut where units are attached; a line that only attaches goes to the words before it."""
    pending: Segment | None = None
    paragraphs = ([(node.index, node.rest)] if node.rest is not None else []) + node.body
    for index, paragraph in paragraphs:
        for piece in _pieces(paragraph, senses, rules):
            attached = _attached(_unbulleted(piece.words), senses, rules, opens=index == node.index)
            fresh = Segment(index, attached, (piece.whole,), piece.label, piece.title)
            if pending is None:
                pending = fresh
            elif not attached.text or not (pending.attached.units or piece.label is not None):
                pending = _joined(pending, fresh)
            else:
                yield pending
                pending = fresh
    if pending is not None:
        yield pending


def _attached(words: Passage, senses: Senses, rules: TaskRules, *, opens: bool) -> Attached:
    """What a paragraph attaches; `opens` says that it is the item's own line."""
    if not opens and _is_bare(words.text, senses, rules):
        line = read_bracket(words, senses, rules.attach)
        if line is not None and line.units:
            return line
    found = peel(words, senses, rules.attach)
    if opens or not found.units:
        found = peel_title(found, senses, rules.attach)
    return _headed(found, senses) if opens and not found.units else found


def _unbulleted(words: Passage) -> Passage:
    """Words without a dash or bullet before them."""
    bullet = BULLET.match(words.text)
    return words.part(bullet.end()) if bullet is not None else words


def _is_bare(text: str, senses: Senses, rules: TaskRules) -> bool:
    """Whether a line may be nothing but bodies and their duty, without label or brackets."""
    if len(text) > _LONGEST_LINE or "。" in text.rstrip("。") or "：" in text or ":" in text:
        return False
    first = _CLAUSE.match(text)
    if first is None or senses.unit_like(first[0]) <= _SURE:
        return False
    return rules.attach.has("duty", first[0]) or (text[-1] != "。" and senses.unit_like(text) > _BEYOND_DOUBT)


def _headed(item: Attached, senses: Senses) -> Attached:
    """An item that begins with the bodies it is for (县水利局：…): they are its units, what follows its words."""
    found = head_of(item.text[0], senses) if item.text else None
    if found is None:
        return item
    who, rest = found
    return Attached((rest, *item.text[1:]), (who,), item.deadlines, item.extra)


def _joined(first: Segment, then: Segment) -> Segment:
    return Segment(
        first.index,
        first.attached + then.attached,
        (*first.extent, *then.extent),
        first.label or then.label,
        first.title or then.title,
    )


def _pieces(paragraph: Passage, senses: Senses, rules: TaskRules) -> Iterator[_Piece]:
    """A paragraph cut where it hands out several duties: 一是…（甲负责）；二是…（乙负责）, or a bracket behind each sentence."""
    marks = rules.numbers.clauses(paragraph)
    if len(marks) >= _SEVERAL:
        clauses = _clauses(paragraph, marks)
        if sum(bool(peel(c.words, senses, rules.attach).units) for c in clauses) >= _SEVERAL:
            yield from clauses
            return
    yield from _bracketed(paragraph, senses, rules)


def _clauses(paragraph: Passage, marks: list[Mark]) -> list[_Piece]:
    """The numbered parts of a paragraph; the words before the first are their title."""
    base = paragraph.span.start
    title = paragraph.part(0, marks[0].whole.span.start - base)
    pieces = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        stop = after.whole.span.start - base if after else paragraph.span.length
        words = paragraph.part(mark.whole.span.end - base, stop).strip(_AROUND)
        above = title if mark is marks[0] and title.text.strip(_AROUND) else None
        whole = paragraph.part(mark.whole.span.start - base, stop)
        pieces.append(_Piece(whole, words, mark.label, above))
    return pieces


def _bracketed(paragraph: Passage, senses: Senses, rules: TaskRules) -> Iterator[_Piece]:
    """A paragraph cut after each bracket of duty that ends a sentence, where it has several."""
    text = paragraph.text
    ends = []
    for start, end in brackets_in(paragraph):
        inner = paragraph.part(start + 1, end - 1)
        if end - start >= LONGEST_BRACKET or text[end : end + 1] in _WITHIN:
            continue
        found = read_bracket(inner, senses, rules.attach)
        if found is not None and found.units:
            ends.append(end)
    if len(ends) < _SEVERAL and not (ends and ends[0] > _LONGEST_TITLE and text[ends[0] : ends[0] + 1].strip(_GAP) == ""):
        yield _Piece(paragraph, paragraph)
        return
    if len(text[ends[-1] :].strip(_AROUND)) < _LEAST_REST:
        ends[-1] = len(text)
    at = 0
    for end in dict.fromkeys([*ends, len(text)]):
        yield _Piece(paragraph.part(at, end), paragraph.part(at, end).strip(_AROUND))
        at = end
