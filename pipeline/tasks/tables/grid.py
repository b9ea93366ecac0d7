"""Table markup to a grid: spans resolved as browsers resolve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid, MarkupCell, TableMarkup

if TYPE_CHECKING:
    from pipeline.outline import Passage

_WIDEST = 1_000
_MOST_SLOTS = 2_000_000


def expand(markup: TableMarkup) -> Grid:
    """Resolve row and column spans by the HTML table algorithm; spans that run out of the table are cut.

    A slot that two cells claim belongs to the earlier one, so a broken table never loses a cell:
    the later one moves right, as in a browser.
    """
    taken: dict[int, set[int]] = {}
    cells: list[Cell] = []
    n_rows = len(markup.rows)
    width = 0
    slots = 0
    for row, markup_cells in enumerate(markup.rows):
        col = 0
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
            cells.append(_cell(cell, row, col, (rows, cols)))
            col += cols
            width = max(width, col)
    return _narrowed(Grid(markup.path, n_rows, width, tuple(cells), guessed_rows=markup.guessed_rows))


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
