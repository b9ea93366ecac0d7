"""A page without end is read up to a number of lines that no notice has; what stands below is kept, and not read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, TableMarkup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Items = tuple[Block | TableMarkup, ...]

MOST_LINES: Final = 200_000
"""Lines and cells. Each takes one or two thousand bytes while tasks are read: this many are what a small machine has room for."""
_UNREAD: Final = "unread"


def bounded(items: Items) -> tuple[Items, tuple[str, ...]]:
    """The items with all that stands beyond so many lines and cells set aside, and warnings where anything does.

    >>> from pipeline.traced import TracedText
    >>> bounded((Block("p[1]", TracedText("一")),))[1]
    ()
    """
    left = MOST_LINES
    for at, item in enumerate(items):
        size = _lines_of(item)
        if size > left:
            warnings = ("too_long",)
            return (*items[:at], *_beyond(items[at:], left)), warnings
        left -= size
    return items, ()


def _lines_of(item: Block | TableMarkup) -> int:
    if isinstance(item, Block):
        return 1 + item.text.original.count("\n")
    return sum(map(len, item.rows))


def _beyond(items: Sequence[Block | TableMarkup], left: int) -> Iterator[Block | TableMarkup]:
    """The first rows of a table that runs over the bound; all else as blocks that are set aside."""
    for item in items:
        if isinstance(item, Block):
            yield replace(item, set_aside=item.set_aside or _UNREAD)
            continue
        fit = 0
        while fit < len(item.rows) and 0 < len(item.rows[fit]) <= left:
            left -= len(item.rows[fit])
            fit += 1
        if fit:
            yield replace(item, rows=item.rows[:fit])
        yield from (replace(cell.block, set_aside=_UNREAD) for row in item.rows[fit:] for cell in row)
        left = 0
