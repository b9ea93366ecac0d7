"""An aligned run of cells back to a grid: merged cells are filled in the direction in which the table was merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid
from pipeline.tasks.align import kind_of_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.align import Alignment, Frame, Token


@dataclass(frozen=True)
class HeaderCell:
    """A printed header label and the columns it covers."""

    passages: tuple[Passage, ...]
    col: int
    col_span: int


Slots = list[list["list[Token] | None"]]


def rebuild(path: str, header: Sequence[HeaderCell], tokens: Sequence[Token], aligned: tuple[Alignment, Frame]) -> Grid:
    """The grid: header in row 0, one row for each printed row, merged cells spanning the rows that they belong to."""
    alignment, frame = aligned
    slots = _slots(tokens, alignment, len(frame.roles))
    down = fills_down(slots, frame)
    cells = [Cell(0, h.col, h.passages, 1, h.col_span, is_header=True) for h in header]
    for col in range(len(frame.roles)):
        cells += _column_cells(slots, col, frame, down=down)
    cells.sort(key=lambda cell: (cell.row, cell.col))
    guessed = tuple((row + 1, c) for row in range(len(slots)) if (c := _confidence(slots, row, alignment, down=down)) < 1)
    return Grid(path, len(slots) + 1, len(frame.roles), tuple(cells), "flattened_table", guessed)


def _slots(tokens: Sequence[Token], alignment: Alignment, n: int) -> Slots:
    slots: Slots = [[None] * n for _ in range(alignment.rows[-1] + 1)]
    for token, row, col in zip(tokens, alignment.rows, alignment.cols, strict=True):
        here = slots[row][col]
        slots[row][col] = [token] if here is None else [*here, token]
    return slots


def fills_down(slots: Slots, frame: Frame) -> bool:
    """Whether a merged cell was printed in its first row (else: after its last).

    Where groups begin without a value it cannot have been printed first; where they end without one it cannot have been last.
    """
    coarse = [c for c in range(frame.finest) if kind_of_role(frame.roles[c]) in ("text", "number")]
    starts = [r for r, row in enumerate(slots) if r == 0 or any(row[c] is not None for c in coarse)]
    ends = [*(r - 1 for r in starts if r), len(slots) - 1]
    after = [c for c in range(frame.finest + 1, len(frame.roles)) if kind_of_role(frame.roles[c]) in ("unit", "time")]
    lack_first = sum(slots[r][c] is None for r in starts for c in after)
    lack_last = sum(slots[r][c] is None for r in ends for c in after)
    return lack_first <= lack_last


def _column_cells(slots: Slots, col: int, frame: Frame, *, down: bool) -> list[Cell]:
    """The cells of a column with the rows that they span."""
    present = [r for r, row in enumerate(slots) if row[col] is not None]
    if not present:
        return []
    after = col > frame.finest and kind_of_role(frame.roles[col]) in ("unit", "time")
    spreads = col < frame.finest or (col > frame.finest and kind_of_role(frame.roles[col]) != "other")
    cells = []
    for index, row in enumerate(present):
        first, last = row, row
        if after and not down:
            first = (present[index - 1] + 1) if index else 0
        elif spreads:
            last = (present[index + 1] if index + 1 < len(present) else len(slots)) - 1
        cells.append(Cell(first + 1, col, _passages(slots[row][col] or []), last - first + 1))
    if col == frame.finest:
        cells = _with_extra_rows(cells, slots)
    return cells


def _with_extra_rows(cells: list[Cell], slots: Slots) -> list[Cell]:
    """A printed row without work of its own (a second unit for the same task) belongs to the task above it."""
    rows = {cell.row for cell in cells}
    grown = []
    for cell in cells:
        last = cell.row
        while last + 1 <= len(slots) and last + 1 not in rows:
            last += 1
        grown.append(Cell(cell.row, cell.col, cell.passages, last - cell.row + 1))
    return grown


def _passages(tokens: Sequence[Token]) -> tuple[Passage, ...]:
    return tuple(p for token in tokens for p in token.passages)


def _confidence(slots: Slots, row: int, alignment: Alignment, *, down: bool) -> float:
    """1.0 for a row with all its cells; less for what was merged, filled backwards, or fits its column badly."""
    missing = sum(cell is None for cell in slots[row])
    if row in alignment.poor:
        return 0.7
    if not missing:
        return 1.0
    leading = next((i for i, cell in enumerate(slots[row]) if cell is not None), 0)
    if missing == leading:
        return 0.95
    return 0.9 if down else 0.85
