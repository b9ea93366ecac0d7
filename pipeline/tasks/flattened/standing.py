"""Tables printed a row a line that stand otherwise than they are read: records, on their side, two tasks a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid
from pipeline.tasks.tables.labels.heads import WHOLE_ROWS
from pipeline.tasks.tables.standing.records import RECORD_WIDTHS, stand_up
from pipeline.tasks.tables.standing.upright import are_labels, set_upright

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.flattened.align import Token
    from pipeline.tasks.flattened.rows import Region
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_SMALLEST = 3
Printed = list["list[Token]"]


def standing(region: Region, rows: Printed, senses: Senses, rules: TaskRules) -> Grid | None:
    """A table printed a row a line that stands otherwise than it is read, set upright; None for any other.

    It is a record, label and value side by side, or has all its cells and lies on its side or has two tasks in a row. One that
    lies on its side and lost cells stays as it is printed: nobody can tell what stands beside what.
    """
    size = max((i + 1 for row in rows for i, t in enumerate(row) if t.text), default=0)
    if region.mode not in WHOLE_ROWS or len(rows) < 2:  # noqa: PLR2004 - a lone row
        return None
    grid = as_printed(region, [row[:size] for row in rows], size)
    whole = all(len(row) >= size for row in rows)
    stood = set_upright(grid, senses, rules.columns) if whole else stand_up(grid, rules.columns)
    if stood is not grid and (whole or size in RECORD_WIDTHS):
        return replace(stood, repeats=(*region.signs, *_not_in(stood, grid)))
    lies = not whole and size > _SMALLEST and are_labels([row[0].text for row in rows], rules.columns)
    return grid if lies else None


def as_printed(region: Region, rows: Printed, size: int) -> Grid:
    """The cells of a region where they are printed."""
    cells = tuple(Cell(r, c, token.passages) for r, row in enumerate(rows) for c, token in enumerate(row))
    path = next(t.passages[0].path for row in rows for t in row if t.text)
    return Grid(path, len(rows), size, cells, "flattened_table", repeats=region.signs)


def _not_in(stood: Grid, grid: Grid) -> list[Passage]:
    """The words of a table that its other form leaves out: labels printed again."""
    held = {(p.path, p.span) for c in stood.cells for p in c.passages}
    return [p for c in grid.cells for p in c.passages if (p.path, p.span) not in held]
