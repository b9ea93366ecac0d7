"""A table that page breaks cut in parts: which grids go together, and the one table that they were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, Column, plain
from pipeline.tasks.tables.labels.guess import column_texts
from pipeline.tasks.tables.labels.header import Header, find_header
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import ReadTable
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_HARDLY, _MOSTLY = 0.3, 0.6
_SHORTEST_WORK, _PAIR = 5, 2


@dataclass(frozen=True)
class Joined:
    """The parts of a table as one grid; `origins` says for each row which part it stands in and which row of it it is."""

    grid: Grid
    parts: tuple[Grid, ...]
    origins: tuple[tuple[int, int], ...]
    header: Header | None

    @property
    def joints(self) -> frozenset[int]:
        """The rows that begin a part, but for the first one."""
        return frozenset(row for row in range(1, len(self.origins)) if self.origins[row][0] != self.origins[row - 1][0])


def join(grids: Sequence[Grid], senses: Senses, rules: TaskRules) -> Joined:
    """The first grid with those after it that are its next parts: as wide as it is, and under the same header or none.

    The header is kept once; a title above it in a later part is left out.
    """
    first = grids[0]
    header = find_header(first, rules.columns, senses)
    firsts = [0]
    for grid in grids[1:] if header is not None else ():
        again = find_header(grid, rules.columns, senses)
        if grid.n_cols != first.n_cols or header is None or not _follows(grid, header, again, senses):
            break
        firsts.append(_begin(grid, again, rules))
    parts = tuple(grids[: len(firsts)])
    if len(parts) == 1:
        return Joined(first, parts, tuple((0, row) for row in range(first.n_rows)), header)
    return _stacked(parts, firsts, header)


def _begin(grid: Grid, again: Header | None, rules: TaskRules) -> int:
    """The first row of a later part that counts: the one below its header, if only titles stand above that.

    Rows of work and numbered headings above it go on the part before; the header among them is one more that is printed again.
    """
    if again is None:
        return 0
    for row in range(again.first):
        held = list({id(c): c for c in grid.slots[row] if c is not None and c.text}.values())
        if len(held) > _PAIR or (len(held) == 1 and rules.numbers.mark(held[0].passages[0]) is not None):
            return 0
    return again.end


def header_from(above: ReadTable | None, joined: Joined, senses: Senses, rules: TaskRules) -> Header | None:
    """The header of an earlier table of tasks, for a table without any that is as wide and holds the like in each column."""
    grid = joined.grid
    if (
        above is None
        or above.kind != "tasks"
        or len(above.roles) != grid.n_cols
        or "when" in above.roles
        or "mark" in above.roles
    ):
        return None
    known = [rules.columns.rule_of(label) for label in above.header]
    columns = tuple(
        Column(label, role.rstrip("?"), rule.id if rule is not None else None)
        for label, role, rule in zip(above.header, above.roles, known, strict=True)
    )
    header = Header(0, 0, columns)
    typed = [i for i, c in enumerate(columns) if c.role in UNIT_ROLES or c.role in ("deadline", "number")]
    fits = [_fit(grid, col, columns, senses) for col in typed]
    words = [t for i, c in enumerate(columns) if c.role in TEXT_ROLES for t in column_texts(grid, i, range(grid.n_rows))]
    holds_work = bool(words) and sum(map(len, words)) >= _SHORTEST_WORK * len(words)  # a list of names holds none
    return header if holds_work and any(fits) and all(fit is None or fit > _MOSTLY for fit in fits) else None


def _fit(grid: Grid, col: int, columns: Sequence[Column], senses: Senses) -> float | None:
    """How far the cells of a column are what its role says; None where they are blank."""
    role = columns[col].role
    judge = senses.unit_like if role in UNIT_ROLES else senses.time_like if role == "deadline" else number_like
    texts = column_texts(grid, col, _body(grid, columns))
    return sum(map(judge, texts)) / len(texts) if texts else None


def _body(grid: Grid, columns: Sequence[Column]) -> list[int]:
    """The rows without headings across the width and without labels that are printed again."""
    labels = {plain(column.label) for column in columns}
    held = [{id(c): c for c in slots if c is not None and c.text}.values() for slots in grid.slots]
    return [
        row
        for row, cells in enumerate(held)
        if all(c.col_span < grid.n_cols for c in cells) and sum(plain(c.text) in labels for c in cells) < _PAIR
    ]


def _follows(grid: Grid, header: Header, again: Header | None, senses: Senses) -> bool:
    """Whether a grid has the same header, or none and cells like those below it: units under units, times under times."""
    if again is not None:
        return [plain(c.label) for c in again.columns] == [plain(c.label) for c in header.columns]
    body = _body(grid, header.columns)
    for col, column in enumerate(header.columns):
        judge = senses.unit_like if column.role in UNIT_ROLES else senses.time_like if column.role == "deadline" else None
        texts = column_texts(grid, col, body) if judge is not None else []
        if judge is not None and len(texts) > 1 and sum(map(judge, texts)) / len(texts) < _HARDLY:
            return False
    return True


def _stacked(parts: tuple[Grid, ...], firsts: Sequence[int], header: Header | None) -> Joined:
    """The parts one below the other, each from the row after its header on."""
    cells: list[Cell] = []
    origins: list[tuple[int, int]] = []
    guessed: list[tuple[int, float]] = []
    for index, (grid, first) in enumerate(zip(parts, firsts, strict=True)):
        shift = len(origins) - first
        cells += [replace(c, row=c.row + shift) for c in grid.cells if c.row >= first]
        guessed += [(row + shift, sure) for row, sure in grid.guessed_rows if row >= first]
        origins += [(index, row) for row in range(first, grid.n_rows)]
    whole = Grid(parts[0].path, len(origins), parts[0].n_cols, tuple(cells), parts[0].origin, tuple(guessed))
    return Joined(whole, parts, tuple(origins), header)
