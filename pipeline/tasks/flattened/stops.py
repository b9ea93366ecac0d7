"""Columns of a typewriter: every cell begins at the place where its column begins, and so blank cells are told by their place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.labels.header import header_strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.flattened.bars import Rows
    from pipeline.tasks.rules import TaskRules

_HEADER = 3.0
_FEWEST = 3
_WORDS = re.compile(r"\S+(?: \S+)*")
Row = tuple["tuple[Passage, ...]", ...]


def typed(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Rows:
    """A header whose labels are parted by runs of spaces, and lines below it with every cell under one of them; else nothing."""
    head = flow[first]
    if not isinstance(head, Line) or "  " not in head.text:
        return ()
    stops, labels = _cells(head.passage)
    if len(labels) < _FEWEST or header_strength([p.text for p in labels], rules.columns) < _HEADER:
        return ()
    rows: list[Row] = [tuple((p,) for p in labels)]
    for index in range(first + 1, len(flow)):
        item = flow[index]
        row = _under(item.passage, stops) if isinstance(item, Line) and not rules.legends.has("stop", item.text) else None
        if row is None:
            break
        rows.append(row)
    return tuple(rows) if len(rows) > 1 and _is_holed(rows) else ()


def _is_holed(rows: Sequence[Row]) -> bool:
    """Whether a cell is blank: without any, the gaps alone tell the same."""
    return any(not cell for row in rows for cell in row)


def _cells(passage: Passage) -> tuple[list[int], list[Passage]]:
    """The words between runs of spaces, and how far from the line's beginning each of them begins; a wide sign is two."""
    found = [m.span() for m in _WORDS.finditer(passage.text)]
    return [_width(passage.text[:start]) for start, _ in found], [passage.part(*span) for span in found]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _under(passage: Passage, stops: Sequence[int]) -> Row | None:
    """The cells of a line under the labels; None where one stands elsewhere or the line has one cell alone.

    The blanks that a line began with are lost: where its first cell is under a later label, all others are moved as far.
    """
    starts, words = _cells(passage)
    if len(words) < 2:  # noqa: PLR2004 - a line of prose
        return None
    for shift in stops:
        columns = [stops.index(start + shift) for start in starts if start + shift in stops]
        if len(columns) == len(words):
            cells = dict(zip(columns, words, strict=True))
            return tuple((cells[col],) if col in cells else () for col in range(len(stops)))
    return None
