"""Which column of a task table holds the work, and which ones head it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tasks.prose.numbers.numbered_cells import items_in
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.prose.numbers.numbering import Mark, NumberRules
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.columns import Column

_MANY_ITEMS = 0.3
_ASSIGN = UNIT_ROLES | {"deadline"}
_COARSEST_FIRST = ("group", "area", "task", "detail")


def finest_text(grid: Grid, columns: Sequence[Column], body: Sequence[int], rules: TaskRules) -> tuple[int | None, list[int]]:
    """The text column that holds the work, and the coarser ones, which become its path.

    A column is finer than the one before it when it splits one of that column's cells over several rows or items. One behind it
    heads it where it is of as coarse a kind and has one cell over several of its own; so does one between them that splits none,
    as it has one cell beside one coarser cell. The widest cells head the others.
    """
    finest: int | None = None
    coarse: list[int] = []
    for col, column in enumerate(columns):
        if column.role not in TEXT_ROLES or _is_blank(grid, col, body):
            continue
        if finest is None:
            finest = col
        elif columns[finest].role == "result" and column.role in ("task", "detail"):
            # A goal heads the tasks only where one goal has several.
            coarse += [finest] if splits(grid, finest, col, body) else []
            finest = col
        elif _outranks(columns[finest], column) or splits(grid, finest, col, body) or _lists(grid, (col, columns), body, rules):
            coarse.append(finest)
            finest = col
        elif _heads(grid, (finest, col), columns, body):
            coarse.append(col)
    between = (at for at in range(min(coarse, default=0), finest or 0) if at not in coarse and columns[at].role in TEXT_ROLES)
    coarse += [at for at in between if finest is not None and splits(grid, at, finest, body)]
    return finest, sorted(coarse, key=lambda at: len(_cells(grid, at, body)))


def _outranks(left: Column, right: Column) -> bool:
    return left.role == "group" and right.role in ("group", "task", "detail")


def _heads(grid: Grid, pair: tuple[int, int], columns: Sequence[Column], body: Sequence[int]) -> bool:
    """Whether the second column heads the first, which stands before it: 具体措施 | 重点任务 | 类别."""
    finest, col = pair
    as_coarse = _coarseness(columns[col]) <= _coarseness(columns[finest]) < len(_COARSEST_FIRST)
    return _outranks(columns[col], columns[finest]) or (as_coarse and splits(grid, col, finest, body))


def _coarseness(column: Column) -> int:
    """The place of a column's kind among those that head others, the coarsest first."""
    return _COARSEST_FIRST.index(column.role) if column.role in _COARSEST_FIRST else len(_COARSEST_FIRST)


def _is_blank(grid: Grid, col: int, body: Sequence[int]) -> bool:
    return all((c := grid.slots[r][col]) is None or not c.text for r in body)


def splits(grid: Grid, left: int, right: int, body: Sequence[int]) -> bool:
    """Whether a cell of one column stands beside several of another."""
    seen: dict[int, set[int]] = {}
    for row in body:
        a, b = grid.slots[row][left], grid.slots[row][right]
        if a is not None and b is not None and a is not b and a.text and b.text:
            seen.setdefault(id(a), set()).add(id(b))
    return any(len(parts) > 1 for parts in seen.values())


def _lists(grid: Grid, named: tuple[int, Sequence[Column]], body: Sequence[int], rules: TaskRules) -> bool:
    """Whether the cells of a column often list items, numbered or begun by a sign, or one as many as the units beside it."""
    cells = _cells(grid, named[0], body)
    many = sum(1 for c in cells if len(cell_items(c, rules.numbers)) > 1 or len([*rules.legends.find("item_sign", c.text)]) > 1)
    return bool(cells) and (many / len(cells) >= _MANY_ITEMS or (many > 0 and _shares_out(grid, named, body, rules)))


def _shares_out(grid: Grid, named: tuple[int, Sequence[Column]], body: Sequence[int], rules: TaskRules) -> bool:
    """Whether a cell of a column lists as many items as a cell of units or times beside it: each item has its own."""
    col, columns = named
    assigning = [at for at, column in enumerate(columns) if column.role in _ASSIGN]
    for row in body:
        cell = grid.slots[row][col]
        count = len(cell_items(cell, rules.numbers)) if cell is not None else 0
        beside = (grid.slots[row][at] for at in assigning) if count > 1 else ()
        if any(other is not None and len(cell_items(other, rules.numbers)) == count for other in beside):
            return True
    return False


def _cells(grid: Grid, col: int, body: Sequence[int]) -> list[Cell]:
    """The cells of a column that hold words, each once."""
    return list({id(c): c for r in body if (c := grid.slots[r][col]) is not None and c.text}.values())


def cell_items(cell: Cell, numbers: NumberRules) -> list[Mark]:
    """The numbered items of a cell."""
    if len(cell.passages) > 1:
        return [m for p in cell.passages if (m := numbers.mark(p)) is not None]
    return items_in(cell.passages[0], numbers)[1] if cell.passages else []
