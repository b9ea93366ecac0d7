"""Rows that are shorter than the table by the merged cells at their left: spans were lost, and what they covered was left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import UNIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.header import Header

_LIKELY, _BETTER = 0.6, 0.3
_SURE = 0.85
_FEWEST = 2
Judges = dict[int, "Callable[[str], float]"]


def laid_right(grid: Grid, header: Header, senses: Senses) -> Grid:
    """The grid with rows that lack cells laid from the right, where their bodies and times stand under their labels only so.

    行业 | 任务 | 责任单位 | 时限 above 交通 | 设置标线 | 县交通局 | 6月底 and then 整治超限 | 县公安局 | 9月底.
    """
    rows = range(header.end, grid.n_rows)
    short = [row for row in rows if grid.slots[row][-1] is None]
    if not short or header.end == grid.n_rows or grid.slots[header.end][-1] is None:
        return grid
    if any(cell.row_span > 1 or cell.col_span > 1 for cell in grid.cells if cell.row >= header.end and cell.text):
        return grid
    judges: Judges = {col: senses.unit_like for col, c in enumerate(header.columns) if c.role in UNIT_ROLES}
    judges |= {col: senses.time_like for col, c in enumerate(header.columns) if c.role == "deadline"}
    moved = {row: lost for row in short if (lost := _lost(grid.slots[row], judges))}
    cells = tuple(replace(c, col=c.col + moved[c.row]) if c.row in moved else c for c in grid.cells)
    known = dict(grid.guessed_rows) | {row: min(_SURE, grid.confidence(row)) for row in moved}
    return replace(grid, cells=cells, guessed_rows=tuple(sorted(known.items()))) if moved else grid


def _lost(slots: Sequence[Cell | None], judges: Judges) -> int:
    """How many cells a row lacks at its left; 0 where it lacks them at its end, or nobody can tell."""
    words = [cell.text for cell in slots if cell is not None]
    lost = len(slots) - len(words)
    if len(words) < _FEWEST or any(cell is None for cell in slots[: len(words)]):
        return 0
    return lost if _fit(words, judges, lost) > max(_LIKELY, _fit(words, judges, 0) + _BETTER) else 0


def _fit(words: Sequence[str], judges: Judges, lost: int) -> float:
    """How far a row's cells are what their labels say, its first cell so many columns from the left."""
    held = [judge(words[col - lost]) for col, judge in judges.items() if 0 <= col - lost < len(words) and words[col - lost]]
    return sum(held) / len(held) if held else 0.0
