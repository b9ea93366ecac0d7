"""Lines that were cut where the paper ended: there a sentence goes on in the next line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.repair.sheet import Sheet

LONG = 18
"""Shorter lines are headings, cells and signatures."""
FEWEST = 8
SLACK = 2
UNBOUNDED = 1 << 40


def full_width_of(sheet: Sheet) -> int:
    """From which length on a line of this page was cut by the paper's width; no line is so long where none was.

    >>> from pipeline.repair.sheet import Sheet
    >>> full_width_of(Sheet(("字" * 30,) * 7 + ("字" * 29, "字" * 30, "字" * 12))) <= 29
    True
    >>> full_width_of(Sheet(("字" * 30, "字" * 90, "字" * 51, "字" * 20, "字" * 12))) > 90
    True
    """
    sizes = [len(line) for text in sheet.texts for line in text.split("\n") if len(line) >= LONG]
    if len(sizes) < FEWEST:
        return UNBOUNDED
    counts = Counter(sizes)
    width = max(counts, key=lambda size: (sum(counts[size - s] for s in range(SLACK + 1)), size))
    like = sum(counts[width - s] for s in range(SLACK + 1))
    # What the paper cuts has one length, and nothing is longer.
    is_cut = 2 * like >= len(sizes) and not any(size > width + SLACK for size in sizes)
    return width - SLACK if is_cut else UNBOUNDED
