"""Where the cells of a row meet that inline elements draw: `<li><span>1</span><span>编制目录</span><span>市司法局</span></li>`.

The words of a block are one run; a page may part them by elements alone, which a style sheet sets side by side. Whether such a
block is a row of a table is not decided here: it takes a header to tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.read.tree import INLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.read.tree import Frame
    from pipeline.read.writer import Piece

ROWS: Final = frozenset({"li", "div", "p", "dd", "dt", "section"})
"""Elements whose inline children may be cells."""

_FEWEST: Final = 2
_MOST: Final = 24
_SPACE: Final = " \t\n\r\f"


def seams_of(pieces: Sequence[Piece], block: Frame, text: str) -> tuple[int, ...]:
    """Where in `text` the words of each element begin that stands directly in the block; one without words has a seam too.

    Nothing where the block has fewer than two such elements, words of its own between two lines, or too many elements for a row.
    """
    sizes: list[int] = []
    last: Frame | None = None
    for words, _, holder in pieces:
        if words == "\x00" and holder is block:
            return ()
        if words and not words.strip(_SPACE):
            continue
        child = _child(holder, block)
        size = _letters(words)
        if child is not None and child is last:
            sizes[-1] += size
        elif len(sizes) == _MOST:
            return ()
        else:
            sizes.append(size)
        last = child
    return tuple(_starts(sizes, text)) if len(sizes) >= _FEWEST else ()


def _child(holder: Frame, block: Frame) -> Frame | None:
    """The element directly in the block that holds a piece; None for one that the walk read without entering it."""
    child = None
    while holder is not block and holder.kind == INLINE:
        child = holder
        holder = holder.parent
    return child


def _letters(words: str) -> int:
    return sum(1 for c in words if not c.isspace() and c != "\x00")


def _starts(sizes: Sequence[int], text: str) -> list[int]:
    """The places of the cells, counted by the signs that are no white space: settling white space leaves them as they are."""
    starts = []
    at = 0
    for size in sizes:
        while size and at < len(text) and text[at].isspace():
            at += 1
        starts.append(at)
        left = size
        while left and at < len(text):
            left -= not text[at].isspace()
            at += 1
    return starts
