"""Drawn rows whose cells stand side by side in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.drawn.rows import MOST_ROWS, DrawnRow, is_header, settled, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.drawn.rows import Drawn


def of_seams(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Drawn | None:
    """The table that begins at a line of cells side by side; None where its first row is no header."""
    head = flow[first]
    if not isinstance(head, Line) or not all(c.text for c in head.cells[1:]):
        return None  # elements that hold nothing but spaces part the cells beside them
    if not is_header([c.text for c in head.cells], rules):
        return None  # a paragraph of prose has such elements too: a bold title, its words, the units in another fount
    above = _parent(head)
    rows: list[DrawnRow] = []
    at = first
    while at < len(flow) and len(rows) < MOST_ROWS:
        row = _line_row(flow, at)
        if row is None or _parent(flow[at]) != above or (len(row.cells) == 1 and not _goes_on(flow, at + row.size, above)):
            break
        rows.append(row)
        at += row.size
    return settled(rows, len(head.cells), at - first, headed=True)


def _line_row(flow: Sequence[Line | Grid], at: int) -> DrawnRow | None:
    """The row of a line, with all lines that were cut from the same block."""
    line = flow[at]
    if not isinstance(line, Line):
        return None
    end = at + 1
    while end < len(flow) and isinstance(after := flow[end], Line) and after.passage.path == line.passage.path:
        end += 1
    cells = line.cells or tuple(x.passage for x in flow[at:end] if isinstance(x, Line))
    if not line.cells and len(cells) > 1:
        return None
    return DrawnRow(end - at, tuple((c,) for c in cells), tuple(("", n) for n in range(len(cells))))


def _goes_on(flow: Sequence[Line | Grid], at: int, above: tuple[str, ...]) -> bool:
    """Whether the line here is a row again, so that a lone cell before it is a heading between rows."""
    item = flow[at] if at < len(flow) else None
    return isinstance(item, Line) and len(item.cells) > 1 and _parent(item) == above


def _parent(item: Line | Grid) -> tuple[str, ...]:
    return steps_of(item)[:-1]
