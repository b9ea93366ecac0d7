"""Frames drawn with signs, ┌─┬─┐ or +--+--+: read as the tables that they draw, cell by cell.

Law databases and gazettes keep tables so. The signs are borders as markup is, no words of the page; the lines of a cell, broken
at its width, are put together again. What is no whole frame stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, MarkupCell, TableMarkup
from pipeline.read.framed import FramedCell, Segment, cells_of
from pipeline.read.lines import width_of
from pipeline.read.misdrawn import as_drawn, as_said
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UPRIGHT: Final = "│┃║|｜¦├┣╠┤┫╣┼╋╬┬┳╦┴┻╩┌┏╔┐┓╗└┗╚┘┛╝"
_RULE: Final = r"─━═┄┈┅┉=－—\-"
_TOP = re.compile(rf"[┌┏╔+][{_RULE}┬┳╦+\s]{{3,}}[┐┓╗+]")
_FRAMED = re.compile(rf"[{_UPRIGHT}+].*[{_UPRIGHT}+]", re.DOTALL)
_DRAWN = re.compile(rf"[{_UPRIGHT}{_RULE}+\s]+")
_EDGE = re.compile(f"[{_UPRIGHT}]")
_CROSSING = re.compile(f"[{_UPRIGHT}+]")
_IS_RULE = re.compile(rf"\s*[{_RULE}]+\s*")
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ITEMS: Final = "△▲▽▼●○◆◇■□◎•▪➢➤►▶"
_FEWEST_LINES: Final = 3
_MOST_COLUMNS: Final = 40
_MOST_LINES: Final = 20_000
_SLACK: Final = 2


@dataclass(frozen=True)
class _Printed:
    """A line of the page: the block that it stands in, its number there, its words."""

    block: int
    at: int
    text: str


def with_frames(items: Sequence[Block | TableMarkup]) -> tuple[Block | TableMarkup, ...]:
    """The items of a page, with drawn frames as tables."""
    if not any(isinstance(item, Block) and _may_hold_frame(item.text.original) for item in items):
        return tuple(items)
    lines = list(_lines(items))
    found: dict[int, tuple[int, TableMarkup]] = {}
    index = 0
    while index < len(lines):
        end = _frame_end(lines, index)
        block = items[lines[index].block]
        table = _table([line.text for line in lines[index:end]], f"{block.path}#{lines[index].at + 1}") if end > index else None
        if table is not None:
            found[index] = (end, table)
        index = max(end, index + 1)
    return tuple(_replaced(items, lines, found)) if found else tuple(items)


def _may_hold_frame(text: str) -> bool:
    """Whether words may hold the upper border of a frame; most have none of its corners."""
    drawn = as_drawn(text)
    return any(corner in drawn for corner in "┌┏╔+") and _TOP.search(drawn.translate(_UNSEEN)) is not None


def _lines(items: Sequence[Block | TableMarkup]) -> Iterator[_Printed]:
    for number, item in enumerate(items):
        if isinstance(item, Block) and item.set_aside is not None:
            continue  # what nobody sees parts no frame
        if isinstance(item, Block):
            for at, text in enumerate(as_drawn(item.text.original).translate(_UNSEEN).split("\n")):
                yield _Printed(number, at, text.strip())
        else:
            yield _Printed(number, 0, "")


def _frame_end(lines: Sequence[_Printed], first: int) -> int:
    """The line after a frame that begins here; `first` where none does."""
    if not _TOP.fullmatch(lines[first].text):
        return first
    end = first + 1
    while end < len(lines) and end - first < _MOST_LINES and _FRAMED.fullmatch(lines[end].text):
        end += 1
        if lines[end - 1].text[0] in "└┗╚":
            break
    return end if end - first >= _FEWEST_LINES else first


def _replaced(
    items: Sequence[Block | TableMarkup], lines: Sequence[_Printed], found: dict[int, tuple[int, TableMarkup]]
) -> Iterator[Block | TableMarkup]:
    """The items with the lines of each frame replaced by its table; what is left of a block keeps its place in it."""
    taken: set[int] = {at for first, (end, _) in found.items() for at in range(first, end)}
    index = 0
    for number, item in enumerate(items):
        start = index
        while index < len(lines) and lines[index].block == number:
            index += 1
        if not isinstance(item, Block) or taken.isdisjoint(range(start, index)):
            yield item
            continue
        kept: list[str] = []
        for at in range(start, index):
            if at in taken:
                yield from _rest(item, kept, lines[at].at)
                kept = []
                if at in found:
                    yield found[at][1]
            else:
                kept.append(lines[at].text)
        yield from _rest(item, kept, lines[index - 1].at + 1)


def _rest(block: Block, kept: Sequence[str], end: int) -> Iterator[Block]:
    """The lines of a block before or behind a frame, as a block of their own."""
    if any(kept):
        first = end - len(kept)
        path = block.path if first == 0 else f"{block.path}#{first + 1}"
        yield Block(path, TracedText(as_said("\n".join(kept))), block.tag, block.marks, block.set_aside)


def _table(lines: Sequence[str], path: str) -> TableMarkup | None:
    """The table that the lines of a frame draw; None where their borders do not fit together."""
    cut = [_cut(line) for line in lines]
    n = max(map(len, cut)) - 1
    if not 0 < n <= _MOST_COLUMNS:
        return None
    stops = next(edges for edges in cut if len(edges) == n + 1)
    rows: list[list[Segment]] = []
    for line, edges in zip(lines, cut, strict=True):
        segments = _segments(line, edges, stops)
        if segments is None:
            return None
        rows.append(segments)
    cells = cells_of(rows)
    if len({cell.row for cell in cells}) < 2 or n < 2:  # noqa: PLR2004 - a box around a text is no table
        return None
    return _markup(cells, _widths(stops, cells), path)


def _widths(stops: Sequence[Edge], cells: Sequence[FramedCell]) -> list[int]:
    """How much of a line each column holds: its longest one, and no more than is drawn, since damage makes lines longer.

    Signs of borders may be counted narrow or wide.
    """
    longest = [0] * (len(stops) - 1)
    for cell in cells:
        if cell.cols == 1:
            longest[cell.col] = max(longest[cell.col], *(width_of(line.strip()) for line in cell.lines))
    drawn = [[right[way] - left[way] - way for left, right in pairwise(stops)] for way in (1, 2)]
    fits = sum(said <= narrow for said, narrow in zip(longest, drawn[0], strict=True))
    return list(map(min, drawn[0 if fits * 2 > len(longest) else 1], longest))


def _markup(cells: Sequence[FramedCell], widths: Sequence[int], path: str) -> TableMarkup:
    table: list[list[MarkupCell]] = [[] for _ in range(1 + max(cell.row for cell in cells))]
    for cell in sorted(cells, key=lambda c: (c.row, c.col)):
        text = as_said(_joined(cell.lines, widths[cell.col] if cell.cols == 1 else 0))
        block = Block(f"{path}.{cell.row + 1}.{cell.col + 1}", TracedText(text), "td")
        table[cell.row].append(MarkupCell(block, cell.rows, cell.cols))
    return TableMarkup(path, tuple(map(tuple, table)))


Edge = tuple[int, int, int]
"""A place in a line, and how far to the right it is printed where the signs of borders are narrow and where they are wide."""


def _cut(line: str) -> list[Edge]:
    """Where upright signs stand in a line; a plus is one only where the line holds no words."""
    pattern = _CROSSING if _DRAWN.fullmatch(line) else _EDGE
    edges = []
    narrow = wide = last = 0
    for match in pattern.finditer(line):
        between = line[last : match.start()]
        narrow += width_of(between)
        wide += width_of(between) + sum(1 for c in between if unicodedata.east_asian_width(c) == "A")
        edges.append((match.start(), narrow, wide))
        last = match.start()
    return edges


def _segments(line: str, edges: Sequence[Edge], stops: Sequence[Edge]) -> list[Segment] | None:
    """What a line prints in each column; where it has fewer borders than columns, they are found by their places."""
    columns = list(range(len(stops))) if len(edges) == len(stops) else _columns(edges, stops)
    if columns is None:
        return None
    segments = []
    for (a, b), (left, right) in zip(pairwise(columns), pairwise(edges), strict=True):
        words = line[left[0] + 1 : right[0]]
        segments.append(Segment(a, b, None if _IS_RULE.fullmatch(words) else words))
    return segments


def _columns(edges: Sequence[Edge], stops: Sequence[Edge]) -> list[int] | None:
    """The borders that the upright signs of a line are; None where it has none, or they are at no border's place."""
    if not edges:
        return None
    if len(edges) == 2:  # noqa: PLR2004 - a heading across the width
        return [0, len(stops) - 1]
    for way in (1, 2):
        near = [min(range(len(stops)), key=lambda i: abs(stops[i][way] - edge[way])) for edge in edges]
        fits = all(abs(stops[i][way] - edge[way]) <= _SLACK for i, edge in zip(near, edges, strict=True))
        if fits and len(set(near)) == len(near) and near[0] == 0 and near[-1] == len(stops) - 1:
            return near
    return None


def _joined(lines: Sequence[str], width: int) -> str:
    """The words of a cell: a line that had no room for the next sign goes on in the next one.

    So does one that reaches the border and is little shorter than the column: signs that were wide may be printed narrow. A line
    that begins with the sign of an item never does.
    """
    text = ""
    last = ""
    for line in lines:
        words = line.strip()
        if not words:
            continue
        size = width_of(last.strip())
        full = size + width_of(words[0]) > width or (not last[-1:].isspace() and size + 2 * _SLACK >= width)
        text += words if not text or (full and words[0] not in _ITEMS) else f"\n{words}"
        last = line
    return text
