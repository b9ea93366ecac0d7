"""Table markup to a grid: spans resolved as browsers resolve them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid, MarkupCell, TableMarkup

if TYPE_CHECKING:
    from pipeline.outline import Passage

_WIDEST = 1_000
_MOST_SLOTS = 2_000_000
_FEWEST, _LONGEST_LABEL = 3, 12
_CUT = 0.9
"""How sure a row is that cells from above were said to reach into."""


def expand(markup: TableMarkup) -> Grid:
    """Resolve row and column spans by the HTML table algorithm; spans that run out of the table are cut.

    A slot that two cells claim belongs to the earlier one, so a broken table never loses a cell:
    the later one moves right, as in a browser. But where a row brings a cell for every label of the first row itself, cells from
    above that reach into it were said to span too many rows.
    """
    taken: dict[int, set[int]] = {}
    cells: list[Cell] = []
    n_rows = len(markup.rows)
    width = slots = most = 0
    labels = _labels(markup)
    reaching: list[int] = []  # the cells over several rows, since the last cut
    guessed = list(markup.guessed_rows)
    for row, markup_cells in enumerate(markup.rows):
        col = 0
        most = max(most, len(markup_cells))
        if taken.get(row) and len(markup_cells) == most == labels and all(c.col_span == 1 for c in markup_cells):
            for at in reaching:
                cells[at] = _cut(cells[at], row, taken)
            reaching = []
            guessed.append((row, _CUT))
        for cell in markup_cells:
            used = taken.setdefault(row, set())
            while col in used:
                col += 1
            cols = max(1, min(cell.col_span, _WIDEST))
            rows = max(1, min(cell.row_span or n_rows - row, n_rows - row))
            if slots + rows * cols > _MOST_SLOTS:
                rows = cols = 1
            slots += rows * cols
            for below in range(row, row + rows):
                taken.setdefault(below, set()).update(range(col, col + cols))
            reaching += [len(cells)] if rows > 1 else []
            cells.append(_cell(cell, row, col, (rows, cols)))
            col += cols
            width = max(width, col)
    return _narrowed(Grid(markup.path, n_rows, width, tuple(cells), guessed_rows=tuple(guessed)))


def _labels(markup: TableMarkup) -> int:
    """How many cells the first row has, where all of them are short words over one column; none where they are others."""
    first = markup.rows[0] if markup.rows else ()
    plain = all(c.col_span == c.row_span == 1 and 0 < len(c.block.text.original.strip()) <= _LONGEST_LABEL for c in first)
    return len(first) if plain and len(first) >= _FEWEST else 0


def _cut(cell: Cell, row: int, taken: dict[int, set[int]]) -> Cell:
    """The cell, without the rows from here on that it was said to span."""
    end = cell.row + cell.row_span
    if end <= row:
        return cell
    for below in range(row, end):
        taken[below].difference_update(range(cell.col, cell.col + cell.col_span))
    return replace(cell, row_span=row - cell.row)


def _cell(cell: MarkupCell, row: int, col: int, spans: tuple[int, int]) -> Cell:
    return Cell(row, col, tuple(_paragraphs(cell.block.whole)), *spans, is_header=cell.is_header)


def _paragraphs(whole: Passage) -> list[Passage]:
    """All of a cell's words as one passage, so that its place is one place; nothing when it is blank."""
    stripped = whole.strip()
    return [stripped] if stripped.span.length else []


def _narrowed(grid: Grid) -> Grid:
    """Without columns that no cell begins in: a wide claim beyond the real columns of the table."""
    begins = {cell.col for cell in grid.cells}
    if len(begins) == grid.n_cols:
        return grid
    order = {col: i for i, col in enumerate(sorted(begins))}
    cells = []
    for cell in grid.cells:
        covered = [order[c] for c in range(cell.col, cell.col + cell.col_span) if c in order]
        cells.append(Cell(cell.row, covered[0], cell.passages, cell.row_span, len(covered), cell.is_header))
    return Grid(grid.path, grid.n_rows, len(begins), tuple(cells), grid.origin, grid.guessed_rows)
