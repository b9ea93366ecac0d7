"""A header with fewer cells than the rows below it: a label that was forgotten, or a span that was lost on copying."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.labels.guess import column_texts
from pipeline.tasks.tables.labels.header import find_header
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import Column, ColumnRules
    from pipeline.tasks.tables.labels.header import Header

_MOSTLY = 0.6
_UNSURE, _UNFIT = 0.75, 0.6
_MOST_LOST, _WIDEST = 2, 16
# Numbers may have letters (JY-01), so short cells may be numbers, less surely than 1, 2, 3.
_SERIAL, _LONGEST_SERIAL = 0.65, 8


@dataclass(frozen=True)
class _Held:
    """What a column holds: how far its cells are numbers, units and times, and how long they are."""

    number: float
    unit: float
    time: float
    length: float
    blank: bool

    def fit(self, role: str) -> float:
        """How far the cells are what a header of this role says; a column without words fits any."""
        if self.blank:
            return 1.0
        if role in TEXT_ROLES:
            return 1.0 - max(self.number, self.unit, self.time)
        if role in UNIT_ROLES:
            return self.unit
        if role == "number":
            serial = self.length <= _LONGEST_SERIAL and max(self.unit, self.time) < 1 - _MOSTLY
            return max(self.number, _SERIAL if serial else 0.0)
        return self.time if role == "deadline" else _MOSTLY


def widened(grid: Grid, header: Header, senses: Senses, rules: ColumnRules) -> tuple[Grid, Header]:
    """The grid with its header's cells over the columns that they name, where the rows have one or two cells more.

    序号 | 工作任务 | 责任单位 above 教育 | 1 | 建设学校 | 县教育局: the labels move to where numbers, units and times stand; a
    unit or a time more stands under the label to its left; a column of words more heads the work to its right. All rows are then
    less than sure.
    """
    labelled = [col for col, cell in enumerate(grid.slots[header.first]) if cell is not None]
    lost = grid.n_cols - len(labelled)
    below = range(header.end, grid.n_rows)
    if (
        not 0 < lost <= _MOST_LOST
        or grid.n_cols > _WIDEST
        or header.end - header.first > 1
        or labelled != list(range(len(labelled)))
        or len({id(c) for c in grid.slots[header.first] if c is not None}) < len(labelled)
        or any(c.role == "unknown" for c in header.columns[: len(labelled)])
        or 2 * sum(grid.slots[row][-1] is not None for row in below) <= len(below)
    ):
        return grid, header
    named = header.columns[: len(labelled)]
    held = [_held(column_texts(grid, col, below), senses) for col in range(grid.n_cols)]
    if all(held[col].fit(column.role) > _MOSTLY for col, column in enumerate(named) if _is_duty(column.role)):
        return grid, header
    found = _best(named, held)
    if found is None:
        return _doubted(grid, below, _UNFIT), header
    moved = _moved(_doubted(grid, below, _UNSURE), header.first, found)
    return moved, find_header(moved, rules, senses) or header


def _is_duty(role: str) -> bool:
    return role in UNIT_ROLES or role == "deadline"


def _held(texts: Sequence[str], senses: Senses) -> _Held:
    count = max(len(texts), 1)
    number, unit, time = (sum(map(judge, texts)) / count for judge in (number_like, senses.unit_like, senses.time_like))
    return _Held(number, unit, time, sum(map(len, texts)) / count, not texts)


def _best(named: Sequence[Column], held: Sequence[_Held]) -> dict[int, str] | None:
    """The columns without a label of their own, with what they hold (`` for more of the label on the left)."""
    best: tuple[float, dict[int, str]] | None = None
    for extra in combinations(range(len(held)), len(held) - len(named)):
        left = iter(named)
        roles = [None if col in extra else next(left).role for col in range(len(held))]
        told = {col: _told(col, roles, held) for col in extra}
        fits = [held[col].fit(role) for col, role in enumerate(roles) if role == "number" or (role and _is_duty(role))]
        if None in told.values() or not all(fit > _MOSTLY for fit in fits):
            continue
        score = sum(held[col].fit(role or told[col] or "") for col, role in enumerate(roles))
        if best is None or score > best[0]:
            best = (score, {col: role for col, role in told.items() if role is not None})
    return best[1] if best is not None else None


def _told(col: int, roles: Sequence[str | None], held: Sequence[_Held]) -> str | None:
    """What a column without a label holds: a number, a group, more of what is on its left (``); None where it fits nowhere."""
    before = roles[col - 1] if col else None
    after = roles[col + 1] if col + 1 < len(roles) else None
    own = held[col]
    if own.number > _MOSTLY:
        return "number" if "number" not in roles else None
    if before is not None and _is_duty(before):
        return "" if own.fit(before) > _MOSTLY and not own.blank else None
    heads = after in TEXT_ROLES and own.length <= held[col + 1].length
    return "group" if (heads or (after == "number" and col == 0)) and own.fit("group") > 1 - _MOSTLY else None


def _doubted(grid: Grid, rows: Sequence[int], sure: float) -> Grid:
    before = dict(grid.guessed_rows)
    return replace(grid, guessed_rows=tuple(sorted({**before, **{r: min(sure, before.get(r, 1.0)) for r in rows}}.items())))


def _moved(grid: Grid, row: int, extra: dict[int, str]) -> Grid:
    """The grid with the header's cells over their columns; one that goes on over a column without label spans it."""
    free = [col for col in range(grid.n_cols) if col not in extra]
    cells = []
    for cell in grid.cells:
        if cell.row == row:
            col = free[cell.col]
            cells.append(replace(cell, col=col, col_span=2 if extra.get(col + 1) == "" else 1))
        else:
            cells.append(cell)
    return replace(grid, cells=tuple(cells), told=(*grid.told, *((col, role) for col, role in extra.items() if role)))
