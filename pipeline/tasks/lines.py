"""An outline as the notice's flow: lines and grids, headings that run into a paragraph cut loose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Block, Outline
from pipeline.tasks.grid import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Claim, Flow
    from pipeline.outline import Grid, Passage
    from pipeline.tasks.numbering import Mark, NumberRules


def to_flow(outline: Outline, numbers: NumberRules) -> Flow:
    """The lines and grids of a page in reading order; what the reader set aside is left out."""
    flow: list[Line | Grid] = []
    last: dict[str, int] = {}
    for item in outline.items:
        if not isinstance(item, Block):
            flow.append(expand(item))
        elif item.set_aside is None:
            for passage in item.whole.lines():
                flow += (Line(p, item.tag, item.marks) for p in cut_inline(passage, numbers, last))
    return tuple(flow)


def cut_inline(passage: Passage, numbers: NumberRules, last: dict[str, int]) -> Iterator[Passage]:
    """Cut a paragraph before numbers that go on a count: `…。（二）…`, `…。 二、…`.

    `last` holds the last ordinal of each style and is kept up to date; a number counts when it follows that one,
    or begins a new count that the same paragraph goes on.
    """
    first = numbers.mark(passage)
    if first is not None:
        _count(first, last)
    cuts: list[int] = []
    marks = numbers.inline_marks(passage)
    for index, mark in enumerate(marks):
        if _goes_on(mark, marks[index + 1 :], last):
            cuts.append(mark.label.span.start - passage.span.start)
            _count(mark, last)
    at = 0
    for cut in cuts:
        piece = passage.part(at, cut).strip()
        if piece.span.length:
            yield piece
        at = cut
    yield passage.part(at).strip()


def _count(mark: Mark, last: dict[str, int]) -> None:
    """A new number of one style begins the counts of the finer styles anew."""
    if mark.style not in last or mark.ordinal == 1:
        last[mark.style] = mark.ordinal
    else:
        order = list(last)
        for finer in order[order.index(mark.style) + 1 :]:
            del last[finer]
        last[mark.style] = mark.ordinal


_STRONG = ("number.chinese", "number.chinese_bracket")


def _goes_on(mark: Mark, later: Sequence[Mark], last: dict[str, int]) -> bool:
    before = mark.label.traced.text[mark.label.span.start - 1]
    followed = any(m.style == mark.style and m.ordinal == mark.ordinal + 1 for m in later)
    if mark.style in _STRONG:
        return mark.ordinal == last.get(mark.style, 0) + 1 or (mark.ordinal == 1 and (followed or before in "。 　\n"))
    if mark.style != "number.arabic" or before not in "。；;） )　 \n】〕]":
        return False
    return mark.ordinal == last.get(mark.style, -1) + 1 or (mark.ordinal == 1 and followed and before != "；")


def unclaimed(flow: Flow, claims: Sequence[Claim]) -> Flow:
    """The flow without the words that were claimed: what is left of a line stays a line."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for claim in claims:
        span = claim.passage.span
        taken.setdefault(claim.passage.path, []).append((span.start, span.end))
    rest: list[Line | Grid] = []
    for item in flow:
        if not isinstance(item, Line):
            rest.append(item)
            continue
        spans = taken.get(item.passage.path)
        if not spans:
            rest.append(item)
        else:
            rest += (Line(p, item.tag, item.marks) for p in without(item.passage, spans))
    return tuple(rest)


def without(passage: Passage, spans: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    """What is left of a passage when some spans of its block are taken out."""
    at = passage.span.start
    for start, end in sorted(spans):
        if end <= at or start >= passage.span.end:
            continue
        if start > at:
            yield from _piece(passage, at, start)
        at = max(at, end)
    if at < passage.span.end:
        yield from _piece(passage, at, passage.span.end)


def _piece(passage: Passage, start: int, end: int) -> Iterator[Passage]:
    base = passage.span.start
    piece = passage.part(start - base, end - base).strip()
    if piece.text.strip("。，,；;、|｜ 　"):
        yield piece
