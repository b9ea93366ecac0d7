"""Rows that hold nothing but words in the column of the work: headings of the rows below, or work that names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.columns import Column

WORK = TEXT_ROLES - {"group"}
"""What a first column holds where a row with nothing beside it may be work."""
_FEWEST, _MOSTLY, _SHORTER = 2, 0.8, 0.75
_STOPS = "。；;"


@dataclass(frozen=True)
class Opening:
    """How a row begins: its first words and the style of their number; whether nothing stands beside them.

    `own`: they stand in the first column, and in no other.
    """

    words: str
    style: str
    is_alone: bool
    own: bool = True


def works(rows: Sequence[Opening]) -> frozenset[int]:
    """Which of the rows that hold nothing but their first cell are work, and no headings.

    A heading stands above another row. It has another number than the rows with bodies or times, or none where those have one, or
    no full stop where those have one; or the first cell of the row below it is blank. Where nothing tells it from work but that
    it is shorter, it is one only if such rows part the whole table: the first row is one, and there are several.

    >>> said = [("修路", False), ("清淤", True), ("植树", False), ("建桥", True)]
    >>> sorted(works([Opening(words, "", alone) for words, alone in said]))
    [1, 3]
    """
    alone = [at for at, row in enumerate(rows) if row.is_alone and row.own]
    full = [row for row in rows if row.own and not row.is_alone]
    if not alone or not full:
        return frozenset()
    styles = {row.style for row in full}
    last = {at for at in alone if at + 1 == len(rows) or (rows[at + 1].is_alone and not rows[at + 1].own)}
    alike = {at for at in alone if at not in last and rows[at + 1].own and rows[at].style in styles}
    plain = {at for at in alike if not rows[at].style and rows[at].words[-1] not in _STOPS}
    stopped = sum(row.words[-1] in _STOPS for row in full) >= len(full) * _MOSTLY
    usual = sum(len(row.words) for row in full) / len(full)
    short = {at for at in plain if len(rows[at].words) <= usual * _SHORTER}
    parts = short if len(short) >= _FEWEST and min(short) == 0 else set()
    return frozenset(last | alike - (plain if stopped else parts))


def lone_work(grid: Grid, columns: Sequence[Column], rows: range, rules: TaskRules) -> frozenset[int]:
    """The rows of a table whose first column holds the work that are work with blanks beside it, and no headings."""
    if not columns or columns[0].role not in WORK:
        return frozenset()
    held = {row: cells for row in rows if (cells := _distinct(grid.slots[row]))}
    if all(len(cells) > 1 for cells in held.values()):
        return frozenset()
    found = works([_opening(cells, row, rules) for row, cells in held.items()])
    return frozenset(row for at, row in enumerate(held) if at in found)


def _distinct(slots: Sequence[Cell | None]) -> list[Cell]:
    return list({id(cell): cell for cell in slots if cell is not None and cell.text}.values())


def _opening(cells: Sequence[Cell], row: int, rules: TaskRules) -> Opening:
    first, *others = cells
    mark = rules.numbers.mark(first.passages[0])
    lone = first.row == row and first.row_span == first.col_span == 1 and not first.is_header
    return Opening(first.text, mark.style if mark is not None else "", not others, first.col == 0 and (lone or bool(others)))
