"""A page without end is read up to a number of lines that no notice has; what stands below is kept, and not read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, TableMarkup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Items = tuple[Block | TableMarkup, ...]

MOST_LINES: Final = 80_000
"""Two cells of a table count as one. A line that is a task takes three thousand bytes until its row is written, a cell half as
many: half a gigabyte has room for so many."""
_CELLS: Final = 2


def bounded(items: Items) -> tuple[Items, tuple[Block, ...]]:
    r"""The items up to so many lines, and the blocks below them; a table that runs over the bound is cut between two rows.

    >>> from pipeline.traced import TracedText
    >>> page = (Block("p[1]", TracedText("一")), Block("pre[1]", TracedText("\n" * MOST_LINES)), Block("p[2]", TracedText("二")))
    >>> [[block.path for block in part] for part in bounded(page)]
    [['p[1]'], ['pre[1]', 'p[2]']]
    """
    left = MOST_LINES
    for at, item in enumerate(items):
        size = _lines_of(item)
        if size > left:
            first, below = _cut(item, left)
            return (*items[:at], *first), (*below, *(block for other in items[at + 1 :] for block in _blocks_of(other)))
        left -= size
    return items, ()


def _lines_of(item: Block | TableMarkup) -> int:
    if isinstance(item, Block):
        return 1 + item.text.original.count("\n")
    return -(-sum(map(len, item.rows)) // _CELLS)


def _cut(item: Block | TableMarkup, left: int) -> tuple[Items, Sequence[Block]]:
    """The first rows of a table, and the blocks of all others; of a block nothing, and itself."""
    if isinstance(item, Block):
        return (), (item,)
    fit, cells = 0, left * _CELLS
    while fit < len(item.rows) and len(item.rows[fit]) <= cells:
        cells -= len(item.rows[fit])
        fit += 1
    rest = replace(item, rows=item.rows[fit:])
    return ((replace(item, rows=item.rows[:fit]),) if fit else ()), list(_blocks_of(rest))


def _blocks_of(item: Block | TableMarkup) -> Iterator[Block]:
    if isinstance(item, Block):
        yield item
    else:
        yield from (cell.block for row in item.rows for cell in row)
