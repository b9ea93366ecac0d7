"""An outline as the notice's flow: lines and grids, headings that run into a paragraph cut loose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Block, Outline
from pipeline.tasks.prose.numbers.numbering import run_of
from pipeline.tasks.tables.grid import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Grid, Passage
    from pipeline.tasks.prose.numbers.numbering import Mark, NumberRules


def to_flow(outline: Outline, numbers: NumberRules) -> Flow:
    """The lines and grids of a page in reading order; what the reader set aside is left out."""
    flow: list[Line | Grid] = []
    count = Count()
    for item in outline.items:
        if not isinstance(item, Block):
            flow.append(expand(item))
        elif item.set_aside is None:
            pieces = [p for passage in item.whole.lines() for p in _cut_headings([*cut_inline(passage, numbers, count)], numbers)]
            lines = [Line(p, item.tag, item.marks) for p in pieces]
            if item.seams and lines:
                lines[0] = replace(lines[0], cells=item.cells())
            flow += lines
    return tuple(piece for at, item in enumerate(flow) for piece in _cut_before(item, flow[at + 1 : at + 2], numbers))


def _cut_headings(pieces: list[Passage], numbers: NumberRules) -> Iterator[Passage]:
    """The pieces of a paragraph, cut before words that stand alone above each number that begins anew, as above the first.

    In text that lost its line breaks these are headings: `上半年 1.…（甲局） 2.…（乙局） 下半年 1.…`.
    """
    marks = [numbers.mark(piece) for piece in pieces] if len(pieces) > _FEWEST and _ALONE.fullmatch(pieces[0].text) else []
    firsts = (at for at, mark in enumerate(marks) if at > 1 and mark is not None and mark.ordinal == 1)
    anew = {at - 1: _LAST_WORDS.search(pieces[at - 1].text) for at in firsts}
    if not anew or marks[0] is not None or not all(anew.values()):
        yield from pieces
        return
    for at, piece in enumerate(pieces):
        match = anew.get(at)
        yield piece if match is None else piece.part(0, match.start()).strip()
        if match is not None:
            yield piece.part(match.start("words")).strip()


def _cut_before(item: Line | Grid, after: Sequence[Line | Grid], numbers: NumberRules) -> Iterator[Line | Grid]:
    """A numbered line cut before the numbers inside it that the next line counts on: 1.完善线网。（1）…；（2）…； / （3）…."""
    below = numbers.mark(after[0].passage) if after and isinstance(after[0], Line) else None
    if not isinstance(item, Line) or below is None or below.ordinal <= 1 or item.cells or not numbers.is_inline(below.style):
        yield item
        return
    own = numbers.mark(item.passage)
    marks = [] if own is None or own.style == below.style else numbers.inline_marks(item.passage)
    marks = run_of([mark for mark in marks if mark.style == below.style])
    goes_on = bool(marks) and marks[0].ordinal == 1 and marks[-1].ordinal + 1 == below.ordinal
    starts = [mark.whole.span.start - item.passage.span.start for mark in marks] if goes_on else []
    for start, end in pairwise([0, *starts, item.passage.span.length]):
        piece = item.passage.part(start, end).strip()
        if piece.span.length:
            yield Line(piece, item.tag, item.marks) if starts else item


def cut_inline(passage: Passage, numbers: NumberRules, count: Count) -> Iterator[Passage]:
    """Cut a paragraph before numbers that go on a count: `…。（二）…`, `…。 二、…`, `…区发改局2.公开…`.

    `count` is kept up to date; a number counts when it follows the last one, or begins a new count that the same paragraph
    goes on.
    """
    first = numbers.mark(passage)
    if first is not None:
        count.take(first)
    cuts: list[int] = []
    marks = numbers.inline_marks(passage, count.below)
    last_at = {(mark.style, mark.ordinal): mark.label.span.start for mark in marks}
    latest = first
    listed: dict[str, int] = {}  # the counts of lists behind a colon, which are parts of their paragraph
    for at, mark in enumerate(marks):
        if mark.ordinal == listed.get(mark.style, -1) + 1:
            listed[mark.style] = mark.ordinal
            continue
        followed = last_at.get((mark.style, mark.ordinal + 1), -1) > mark.label.span.start
        followed = followed or _is_below(mark, latest)
        begins = _goes_on(mark, followed=followed, count=count, size=passage.span.length)
        begins = begins or (followed and _is_over(mark, marks[at + 1 : at + 2])) or _goes_on_line(mark, first, count)
        if begins or _heads_others(mark, marks[at + 1 : at + _AHEAD]):
            cuts.append(mark.label.span.start - passage.span.start)
            count.take(mark)
            latest = mark
        elif mark.ordinal == 1 and mark.label.traced.text[mark.label.span.start - 1] in "：:":
            listed[mark.style] = 1
    at = 0
    for cut in cuts:
        piece = passage.part(at, cut).strip()
        if piece.span.length:
            yield piece
        at = cut
    yield passage.part(at).strip()


@dataclass
class Count:
    """The last ordinal of each style: below the heading that is open, and since the beginning."""

    below: dict[str, int] = field(default_factory=dict)
    through: dict[str, int] = field(default_factory=dict)

    def take(self, mark: Mark) -> None:
        """A new number of one style begins the counts of the finer styles anew."""
        if mark.style in self.below and mark.ordinal != 1:
            order = list(self.below)
            for finer in order[order.index(mark.style) + 1 :]:
                del self.below[finer]
        self.below[mark.style] = self.through[mark.style] = mark.ordinal

    def skips_to(self, mark: Mark) -> bool:
        """Whether one number is missing between the last one of its style and this."""
        return mark.style in self.below and mark.ordinal == self.below[mark.style] + 2

    def follows(self, mark: Mark) -> bool:
        """Whether the number follows the last one of its style below the heading that is open."""
        return mark.ordinal == self.below.get(mark.style, mark.ordinal) + 1

    def expects(self, mark: Mark) -> bool:
        """Whether the number follows the last one of its style, below this heading or any."""
        return self.follows(mark) or mark.ordinal == self.through.get(mark.style, mark.ordinal) + 1


def _goes_on_line(mark: Mark, first: Mark | None, count: Count) -> bool:
    """Whether a number goes on the later part of a list that its line begins with: （3）修复路面；（4）更换路灯。."""
    later = first is not None and first.ordinal > 1 and first.style == mark.style
    return later and count.follows(mark) and mark.label.traced.text[mark.label.span.start - 1] in _STOPS


def _is_below(mark: Mark, above: Mark | None) -> bool:
    """Whether a number stands right behind a heading with a number of another style: 二、推进决策公开（一）….

    Only the words of a heading may lie between them.
    """
    if above is None or above.style == mark.style or mark.label.span.start - above.whole.span.end > _LONGEST_HEADING:
        return False
    between = mark.label.traced.text[above.whole.span.end : mark.label.span.start]
    return not any(sign in between for sign in "。；，：")


def _is_over(mark: Mark, after: Sequence[Mark]) -> bool:
    """Whether a first number heads others: right behind its words, up to their stop, another style begins: （1）保障用水。①…."""
    if mark.ordinal != 1 or not after or after[0].style == mark.style or after[0].ordinal != 1:
        return False
    words = mark.label.traced.text[mark.whole.span.end : after[0].label.span.start]
    closed = words[-1:] in _ENDS or words[-1:].isspace()
    return closed and len(words) <= _LONGEST_HEADING and not any(sign in words.strip()[:-1] for sign in "。；，：")


def _heads_others(mark: Mark, after: Sequence[Mark]) -> bool:
    """Whether a first number behind a colon is over others of another style: 具体措施：1.加大投放。（1）…（2）… 2.加强推广."""
    if mark.ordinal != 1 or mark.label.traced.text[mark.label.span.start - 1] not in "：:":
        return False
    inner = next(((at, m) for at, m in enumerate(after) if m.style != mark.style and m.ordinal == 1), None)
    same = next((at for at, m in enumerate(after) if m.style == mark.style and m.ordinal == mark.ordinal + 1), None)
    if inner is None or same is None or inner[0] > same:
        return False
    return any(m.style == inner[1].style and m.ordinal == inner[1].ordinal + 1 for m in after[:same])


_ALONE = re.compile(r"[\u4e00-\u9fff、]{2,14}[：:]?")
_LAST_WORDS = re.compile(r"[ 　\xa0](?P<words>[\u4e00-\u9fff、]{2,14}[：:]?)$")
_FEWEST = 3
_LONGEST_HEADING = 40
_AHEAD = 200
_STRONG = ("number.chinese", "number.chinese_bracket")
_ARABIC, _DECIMAL = "number.arabic", "number.decimal"
_FLAT = 1000
_ENDS = "。）)】］]〕"
_STOPS = _ENDS + "；;"


def _goes_on(mark: Mark, *, followed: bool, count: Count, size: int) -> bool:
    """Whether a number inside a paragraph begins an item; `followed`: words around it say that a count begins here."""
    before = mark.label.traced.text[mark.label.span.start - 1]
    if followed and before in _STOPS and count.skips_to(mark):
        return True
    if mark.style in _STRONG:
        # In text that lost all of its line breaks a gap stands for one, and numbers may be doubled or skipped.
        if mark.style == _STRONG[0] and before.isspace() and size > _FLAT:
            return True
        first = mark.ordinal == 1 and (followed or before in "。 　\n")
        amid = followed and mark.style not in count.through  # a text that begins in the middle of its count
        return count.expects(mark) or first or amid
    if mark.style != _ARABIC:
        first = mark.style == _DECIMAL and mark.ordinal == 1 and followed
        return (first or count.follows(mark)) and (before in _ENDS or before.isspace())
    if before in "；，：:、":
        return before == "；" and count.expects(mark)
    return count.expects(mark) or (mark.ordinal == 1 and followed)


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
