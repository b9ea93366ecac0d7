"""Rows that are shorter than the table by the merged cells left of the work: spans were lost, and what they covered is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.header import Header

_LIKELY, _BETTER = 0.6, 0.2
_SURE = 0.85
_FEWEST = 2
_WORDS = TEXT_ROLES | {"unknown"}


def laid_right(grid: Grid, header: Header, senses: Senses) -> Grid:
    """The grid with rows that lack cells laid from the right, where work, bodies and times stand under their labels only so.

    行业 | 任务 | 责任单位 | 时限 above 交通 | 设置标线 | 县交通局 | 6月底 and then 整治超限 | 县公安局 | 9月底. The number of
    such a row stays where it is.
    """
    rows = range(header.end, grid.n_rows)
    short = [row for row in rows if grid.slots[row][-1] is None]
    if not short or len(short) == len(rows) or grid.slots[header.end][-1] is None:
        return grid
    if any(cell.row_span > 1 or 1 < cell.col_span < grid.n_cols for cell in grid.cells if cell.row >= header.end):
        return grid
    labels = _Labels(tuple(column.role for column in header.columns), senses)
    moves = {row: moved for row in short if (moved := labels.moved(grid.slots[row]))}
    cells = tuple(replace(c, col=moves[c.row][c.col]) if c.row in moves else c for c in grid.cells)
    known = dict(grid.guessed_rows) | {row: min(_SURE, grid.confidence(row)) for row in moves}
    return replace(grid, cells=cells, guessed_rows=tuple(sorted(known.items()))) if moves else grid


@dataclass(frozen=True)
class _Labels:
    """What the columns of a table hold by its header."""

    roles: tuple[str, ...]
    senses: Senses

    def moved(self, slots: Sequence[Cell | None]) -> tuple[int, ...]:
        """The columns in which the cells of a short row stand; nothing where it lacks them at its end, or nobody can tell."""
        words = [cell.text for cell in slots if cell is not None]
        if len(words) < _FEWEST or any(cell is None for cell in slots[: len(words)]):
            return ()
        kept = int(self.roles[0] == "number" and number_like(words[0]) > _LIKELY)
        lost = len(slots) - len(words)
        printed = tuple(range(len(words)))
        laid = tuple(col if col < kept else col + lost for col in printed)
        return laid if self._fit(words, laid) > max(_LIKELY, self._fit(words, printed) + _BETTER) else ()

    def _fit(self, words: Sequence[str], cols: Sequence[int]) -> float:
        """How far words are what the labels of these columns say."""
        fits = [self._fits(text, self.roles[col]) for text, col in zip(words, cols, strict=True) if text]
        return sum(fits) / max(len(fits), 1)

    def _fits(self, text: str, role: str) -> float:
        unit, time = self.senses.unit_like(text), self.senses.time_like(text)
        if role in UNIT_ROLES:
            return unit
        if role == "number":
            return number_like(text)
        return time if role == "deadline" else 1.0 - max(unit, time) if role in _WORDS else _LIKELY
