"""The rows of a drawn table: cells by their places in the page's tree, and what makes a table of such rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.labels.header import header_strength
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.flattened.bars import Rows
    from pipeline.tasks.rules import TaskRules

_HEADER = 3.0
_DUTIES = UNIT_ROLES | {"deadline"}
_FEWEST_ROWS = 3
FEWEST_CELLS = 3
MOST_ROWS = 5_000
Cell = tuple["Passage", ...]


@dataclass(frozen=True)
class Drawn:
    """A run of `size` lines that draw a table, its rows, and whether every cell is known to stand in its column."""

    size: int
    rows: Rows
    placed: bool


@dataclass(frozen=True)
class DrawnRow:
    """A row as drawn: its cells by place; `places` is empty where they are only known in order.

    `depth` is how deep in the tree its element stands.
    """

    size: int
    cells: tuple[Cell, ...]
    places: tuple[tuple[str, int], ...] = ()
    depth: int = 0


def settled(rows: Sequence[DrawnRow], n: int, size: int, *, headed: bool) -> Drawn | None:
    """The rows with blank cells in their places, where all places are known.

    A row with less cells than labels, one of which holds several elements, is none that this module understands.
    """
    if len(rows) < (2 if headed else _FEWEST_ROWS) or n < (2 if headed else FEWEST_CELLS):
        return None
    if not headed and not all(row.cells[0] and number_like(row.cells[0][0].text) for row in rows):
        return None
    single = [inner for row in rows for inner in _rows_inside(row, n)]
    if any(1 < len(row.cells) < n and any(_is_rows(cell, row.depth) for cell in row.cells) for row in single):
        return None
    placed = [_placed(row, single[0], n) for row in single]
    if all(placed):
        return Drawn(size, tuple(tuple(row) for row in placed), placed=True)
    return Drawn(size, tuple(row.cells for row in single), placed=False)


def _rows_inside(row: DrawnRow, n: int) -> list[DrawnRow]:
    """The rows that the last cell of a row holds, a group's beside its name; the row itself where it holds none."""
    outer = len(row.cells) - 1
    if not 0 < outer < n - 1 or not row.places:
        return [row]
    inner = [tuple(_by_step(box, row.depth + 2)) for box in _by_step(row.cells[-1], row.depth + 1)]
    if any(len(cells) != n - outer for cells in inner):
        return [row]
    blank: tuple[Cell, ...] = ((),) * outer
    return [DrawnRow(0, ((*row.cells[:outer], *cells) if at == 0 else (*blank, *cells))) for at, cells in enumerate(inner)]


def _is_rows(cell: Cell, depth: int) -> bool:
    """Whether a cell of a row holds elements that hold several each, as rows do and paragraphs do not."""
    return any(len(_by_step(box, depth + 2)) > 1 for box in _by_step(cell, depth + 1))


def _by_step(cell: Cell, depth: int) -> list[Cell]:
    """The words of a cell by the elements so deep in the tree that they stand in."""
    found: dict[str, Cell] = {}
    for passage in cell:
        steps = passage.path.split("/")
        step = steps[depth] if depth < len(steps) else ""
        found[step] = (*found.get(step, ()), passage)
    return list(found.values())


def _placed(row: DrawnRow, head: DrawnRow, n: int) -> list[Cell]:
    """The cells of a row under those of the header, blank ones as no words; empty where their places do not tell.

    A row of one cell is a heading across the width and needs no place.
    """
    if len(row.cells) in (1, n):
        return list(row.cells)
    tags = {tag for tag, _ in row.places}
    if row.places and set(row.places) <= set(head.places):
        columns = [head.places.index(place) for place in row.places]
    elif len(tags) == 1 and all(number <= n for _, number in row.places):
        columns = [number - 1 for _, number in row.places]
    else:
        return []
    cells: list[Cell] = [()] * n
    for col, cell in zip(columns, row.cells, strict=True):
        cells[col] = cell
    return cells


def is_header(labels: Sequence[str], rules: TaskRules) -> bool:
    """Whether labels are those of a table that hands out work."""
    if len(labels) < 2 or header_strength(labels, rules.columns) < _HEADER:  # noqa: PLR2004 - a work and its unit
        return False
    roles = {rule.role for label in labels if (rule := rules.columns.rule_of(label)) is not None}
    return bool(roles & TEXT_ROLES) and bool(roles & _DUTIES)


def steps_of(item: Line | Grid) -> tuple[str, ...]:
    """The elements above a line's words; none where the tree is not known."""
    path = item.passage.path if isinstance(item, Line) else item.path
    return tuple(path.split("/")) if path.startswith("/html[1]/") and "//" not in path else ()
