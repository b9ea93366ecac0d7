"""Nothing is lost: every visible character is in a task, a table or a block, and the share that was understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import BlockRow
from pipeline.outline import Block
from pipeline.values import Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Claim, Draft
    from pipeline.outline import Grid, Outline, Passage

_OUTSIDE = frozenset({"navigation", "footer", "injected", "hidden"})
_PIECE = 1 << 16
_SIGNS_ONLY = re.compile(r"[\s|｜¦]*")


@dataclass(frozen=True)
class Account:
    """The rest of the notice's text, block by block, and the share of its characters that was understood."""

    blocks: tuple[BlockRow, ...]
    coverage: float


@dataclass(frozen=True)
class Spent:
    """What the words of a page were spent on: drafts of tasks, grids, and everything that was claimed.

    `doubted` are words that look like work and gave no task: whatever they were taken for, they do not count as understood.
    """

    drafts: Sequence[Draft]
    grids: Sequence[Grid]
    claims: Sequence[Claim]
    doubted: Sequence[Passage] = ()


Taken = dict[str, list[tuple[int, int, str]]]


def account(outline: Outline, spent: Spent) -> Account:
    """Lay tasks, tables and claims over the page; what is left over is `unread`."""
    taken = _taken(spent)
    rows: list[BlockRow] = []
    read = total = 0
    for item in outline.items:
        if not isinstance(item, Block):
            rows += [row for cells in item.rows for cell in cells for row in _taken_out(cell.block)]
            size = sum(_size(cell.block.text.text) for row in item.rows for cell in row)
            read, total = read + size, total + size
            continue
        if not item.text.text.strip() and item.text.original.strip():
            # All that the page printed here was junk that a repair took out: it stays on record.
            rows.append(BlockRow("injected", item.text.original, Place(item.path, Span(0, len(item.text.original)))))
            continue
        for start, end, kind in _pieces(item, taken.get(item.path, [])):
            text = item.text.text[start:end]
            if kind not in _OUTSIDE:
                size = _size(text)
                total += size
                read += 0 if kind == "unread" else size
            if kind not in ("task", "table"):
                rows.append(_row(item, (start, end), kind))
        rows += _taken_out(item)
    for block in outline.below:
        rows.append(BlockRow(_aside(block.set_aside), block.text.original, block.whole.place))
        total += 0 if rows[-1].kind in _OUTSIDE else _size(block.text.original)
    read -= sum(_size(text) for text in {(p.path, p.span): p.text for p in spent.doubted}.values())
    return Account(tuple(rows), round(max(0, read) / total, 4) if total else 0.0)


def _taken_out(block: Block) -> Iterator[BlockRow]:
    """What somebody had put between the words of a block, and a repair took out."""
    for repair in block.text.repairs:
        is_injected = repair.kind == "injected_markup" or "injected." in repair.rule
        if is_injected and repair.before.strip() and not repair.after:
            yield BlockRow("injected", repair.before, Place(block.path, repair.span))


def _size(text: str) -> int:
    """How many characters are no white space; counted piece by piece, for one block may hold millions of words."""
    return sum(len(word) for at in range(0, len(text), _PIECE) for word in text[at : at + _PIECE].split())


def _taken(spent: Spent) -> Taken:
    taken: Taken = {}
    for draft in spent.drafts:
        for passage in draft.extent:
            _take(taken, passage, "task")
    for grid in spent.grids:
        if grid.origin == "flattened_table":
            for cell in grid.cells:
                for passage in cell.passages:
                    _take(taken, passage, "table")
            for passage in grid.repeats:
                _take(taken, passage, "table")
    for claim in spent.claims:
        _take(taken, claim.passage, claim.kind)
    return taken


def _take(taken: Taken, passage: Passage, kind: str) -> None:
    if passage.span.length:
        taken.setdefault(passage.path, []).append((passage.span.start, passage.span.end, kind))


def _pieces(block: Block, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The block cut into runs of one kind; where two claims overlap the earlier (and then the longer) has the words."""
    text = block.text.text
    rest = _aside(block.set_aside)
    at = 0
    for start, end, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start > at:
            yield from _gap(text, at, start, rest)
        if end > at:
            yield max(at, start), end, kind
            at = end
    yield from _gap(text, at, len(text), rest)


def _aside(reason: str | None) -> str:
    if reason is None:
        return "unread"
    return "injected" if reason == "hidden" else reason


def _gap(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """What nobody claimed; bars of a flattened table and white space are no words."""
    piece = text[start:end]
    if _SIGNS_ONLY.fullmatch(piece):
        return
    left = len(piece) - len(piece.lstrip())
    yield start + left, start + len(piece.rstrip()), kind


def _row(block: Block, span: tuple[int, int], kind: str) -> BlockRow:
    """A run of a block; at the block's ends it takes in what repairs removed there."""
    passage = block.whole.part(*span)
    text = block.text.text
    place = passage.place.span
    out = [row.place.span for row in _taken_out(block)]
    first = max((other.end for other in out if other.end <= place.start), default=0)
    last = min((other.start for other in out if other.start >= place.end), default=len(block.text.original))
    start = first if not text[: span[0]].strip() else place.start
    end = last if not text[span[1] :].strip() else place.end
    return BlockRow(kind, passage.text, Place(block.path, Span(start, end)))
