"""Pages whose words have their places on the paper, as converters of PDF files write them: an element for each printed line.

    <span style="position:absolute; left:60px; top:100px">序号</span><span style="left:110px; top:100px">任务</span>

What stands at one height is one line, whatever the order in the markup; the lines are read as those of a text file whose
cells stand in columns of print. Only where a line of them heads a table: any other page keeps its blocks as they are.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block
from pipeline.read.laid import is_header, with_columns
from pipeline.read.lines import width_of
from pipeline.read.meant import as_meant
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.outline import TableMarkup
    from pipeline.read.page import PageRules

Spot = tuple[float, float]
"""How far from the left and from the top of its page words stand, in pixels."""
_FEWEST, _MOST = 10, 20_000
"""Placed elements of a page that is laid out so: a logo or a menu is placed too, and a page made to be slow must not be."""
_HEIGHT: Final = 4.0
"""Pixels by which words of one line may stand higher or lower."""
_NARROWEST, _WIDEST = 3.0, 12.0
"""Pixels of a column of print, half a sign wide."""
_GAP: Final = 2
_BLANK_LINE: Final = 1.4
"""The lines of a cell stand closer than those of two rows with a gap between them."""
Placed = tuple[Spot, Block]


def with_places(
    items: Sequence[Block | TableMarkup], spots: Mapping[str, Spot], rules: PageRules
) -> tuple[Block | TableMarkup, ...]:
    """The items of a page, with tables whose words are placed on the paper as tables; `spots` by the path of each block.

    >>> from pipeline.read.page import PageRule, PageRules
    >>> rules = PageRules.build([PageRule(id="x", role="columns", by="part", values=("序号", "任务", "时限"))])
    >>> rows = (("序号", "任务", "时限"), ("1", "整修城墙并", "6月"), ("", "开放夜游", ""), ("2", "清理河道", "9月"))
    >>> cells = [(x, y, words) for y, row in enumerate(rows) for x, words in enumerate(row) if words]
    >>> items = [Block(f"/p[{x}{y}]", TracedText(words)) for x, y, words in sorted(cells)]
    >>> (table,) = with_places(items, {f"/p[{x}{y}]": (x * 80.0, y * 20.0) for x, y, _ in cells}, rules)
    >>> [[cell.block.text.original for cell in row] for row in table.rows]
    [['序号', '任务', '时限'], ['1', '整修城墙并开放夜游', '6月'], ['2', '清理河道', '9月']]
    """
    if not _FEWEST <= len(spots) <= _MOST:
        return tuple(items)
    found: list[Block | TableMarkup] = []
    for are_placed, stretch in groupby(items, lambda item: item.path in spots or _is_unseen(item)):
        held = list(stretch)
        seen = [item for item in held if isinstance(item, Block) and item.set_aside is None] if are_placed else []
        read = _read_again([(spots[block.path], block) for block in seen], rules)
        found += [*read, *filter(_is_unseen, held)] if read else held
    return tuple(found)


def _is_unseen(item: Block | TableMarkup) -> bool:
    """Whether nobody sees it among the placed words, whose line it does not part."""
    return isinstance(item, Block) and item.set_aside is not None


def _read_again(placed: Sequence[Placed], rules: PageRules) -> list[Block | TableMarkup]:
    """The tables and lines of a stretch of placed words; nothing where no line of them heads a table."""
    pages = [list(_lines_of(list(page))) for _, page in groupby(placed, _page_of)]
    width = _column_width([line for page in pages for line in page])
    printed: list[Block] = []
    alone: dict[str, Block] = {}
    number = 0
    for page in pages:
        for line, is_apart in zip(page, _apart(page), strict=True):
            number += 2 if is_apart else 1
            path = f"{_page_of(line[0])}/line[{number}]"
            printed.append(_printed(path, line, width))
            if len(line) == 1:
                alone[path] = line[0][1]
    if not any(is_header(line, rules) for line in printed):
        return []
    read = with_columns(printed, rules)
    return [alone.get(item.path, item) if isinstance(item, Block) else item for item in read]


def _page_of(placed: Placed) -> str:
    """The element around placed words: places are told from its corner."""
    return placed[1].path.rpartition("/")[0]


def _lines_of(page: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The words of each line of a page, from left to right, the lines from top to bottom."""
    line: list[Placed] = []
    for placed in sorted(page, key=lambda placed: placed[0][1]):
        if line and placed[0][1] - line[0][0][1] > _HEIGHT:
            yield sorted(line, key=lambda placed: placed[0])
            line = []
        line.append(placed)
    yield sorted(line, key=lambda placed: placed[0])


def _apart(page: Sequence[Sequence[Placed]]) -> list[bool]:
    """Whether more than a line's height is between each line and the one above it; nothing is above the first."""
    tops = [line[0][0][1] for line in page]
    gaps = [below - above for above, below in pairwise(tops)]
    return [False, *(gap > _BLANK_LINE * min(gaps) for gap in gaps)]


def _column_width(lines: Sequence[Sequence[Placed]]) -> float:
    """How wide a column of print may be for all words to end before those beside them begin."""
    beside = [pair for line in lines for pair in pairwise(line)]
    room = [(right[0][0] - left[0][0]) / (width_of(as_meant(left[1].text.original)) + _GAP) for left, right in beside]
    return min(_WIDEST, max(_NARROWEST, min(room, default=_WIDEST)))


def _printed(path: str, line: Sequence[Placed], width: float) -> Block:
    """A line as a text file prints it, its words in columns of print."""
    indent = max(0, round(line[0][0][0] / width))
    text, at = "", indent
    for (left, _), block in line:
        gap = max(_GAP, round(left / width) - at) if text else 0
        words = block.text.original
        text += " " * gap + words
        at += gap + width_of(as_meant(words))
    return Block(path, TracedText(text), "line", line[0][1].marks, indent=indent)
