"""Tables that stand otherwise than they are read: on their side, over their header, two tasks a row, in an order that changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, plain
from pipeline.tasks.tables.labels.header import find_header, header_strength
from pipeline.tasks.tables.rows.row_numbers import number_like
from pipeline.tasks.tables.standing.records import stand_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import ColumnRules

_SURE = 3.0
_FEWEST = 3
_DUTIES = UNIT_ROLES | {"deadline"}
_MOST_SLOTS = 200_000
_MORE, _LONGEST_MARK = 0.6, 2


def set_upright(grid: Grid, senses: Senses, rules: ColumnRules) -> Grid:
    """The table with a header on top, a task a row, and its columns in one order; any other table as it is."""
    if not 1 < grid.n_rows * grid.n_cols <= _MOST_SLOTS:
        return grid
    stood = stand_up(grid, rules)
    if stood is not grid:
        return stood
    grid = _turned(grid, senses, rules)
    header = find_header(grid, rules, senses)
    if header is None or header.end == grid.n_rows:
        return _headed_below(grid, rules)
    labels = [plain(column.label) for column in header.columns]
    period = _period(labels, rules)
    if period < len(labels):
        return _folded(grid, header.end, period)
    return _in_one_order(grid, header.end, labels)


def parted(grid: Grid, senses: Senses, rules: ColumnRules) -> list[Grid]:
    """A table below whose header another one stands, with other labels, as a table for each header; any other table as it is."""
    header = find_header(grid, rules, senses) if grid.n_rows * grid.n_cols <= _MOST_SLOTS else None
    if header is None:
        return [grid]
    own = {plain(column.label) for column in header.columns}
    cuts = [row for row in range(header.end + 1, grid.n_rows - 1) if _is_other_header(grid, row, own, rules)]
    edges = [0, *cuts, grid.n_rows]
    return [rows_of(grid, a, b) for a, b in pairwise(edges)] if cuts else [grid]


def _is_other_header(grid: Grid, row: int, own: set[str], rules: ColumnRules) -> bool:
    """Whether all cells of a row are labels known beyond doubt, as many as the table is wide, and not those of its header."""
    labels = [_text(grid, row, col) for col in range(grid.n_cols)]
    words = set(map(plain, labels))
    if len(words) < grid.n_cols or words <= own or any(rules.exact(label) is None for label in labels):
        return False
    return header_strength(labels, rules) >= _SURE and _hands_out(labels, rules)


def rows_of(grid: Grid, first: int, end: int) -> Grid:
    """Some rows of a table, as a table."""
    cells = tuple(
        replace(c, row=c.row - first, row_span=min(c.row_span, end - c.row)) for c in grid.cells if first <= c.row < end
    )
    guessed = tuple((row - first, sure) for row, sure in grid.guessed_rows if first <= row < end)
    path = f"{grid.path}#{first + 1}" if first else grid.path
    return replace(
        grid, path=path, n_rows=end - first, cells=cells, guessed_rows=guessed, repeats=grid.repeats if not first else ()
    )


def _hands_out(labels: Sequence[str], rules: ColumnRules) -> bool:
    """Whether labels name the work, and who does it or by when."""
    roles = {rule.role for label in labels if (rule := rules.rule_of(label)) is not None}
    return bool(roles & TEXT_ROLES) and bool(roles & _DUTIES)


def are_labels(words: Sequence[str], rules: ColumnRules) -> bool:
    """Whether all words are labels known beyond doubt, of work and of who does it or by when."""
    known = all(rules.exact(word) is not None for word in words)
    return known and header_strength(words, rules) >= _SURE and _hands_out(words, rules)


# --- on its side ------------------------------------------------------------------------------------------------------


def _turned(grid: Grid, senses: Senses, rules: ColumnRules) -> Grid:
    """A table whose labels stand down its first column, and nowhere in its first row, with rows and columns exchanged."""
    if grid.n_cols < _FEWEST or grid.n_rows < _FEWEST:
        return grid
    first = [_text(grid, row, 0) for row in range(grid.n_rows)]
    top = [cell.text for cell in grid.slots[0][1:] if cell is not None]
    others = {plain(cell.text) for cell in grid.cells if cell.col and cell.text}
    if any(rules.exact(label) is not None for label in top) or not others.isdisjoint(map(plain, first)):
        return grid
    if not are_labels(first, rules) and not _marks_bodies(grid, first, senses, rules):
        return grid
    cells = [_exchanged(cell) for cell in grid.cells]
    return replace(grid, n_rows=grid.n_cols, n_cols=grid.n_rows, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))


def _marks_bodies(grid: Grid, first: Sequence[str], senses: Senses, rules: ColumnRules) -> bool:
    """Whether work stands across the top and bodies down the side, perhaps among labels, with marks where they meet."""
    corner = rules.exact(first[0])
    if corner is None or corner.role not in TEXT_ROLES:
        return False
    bodies = [row for row, text in enumerate(first) if row and senses.unit_like(text) > _MORE]
    marks = [_text(grid, row, col) for row in bodies for col in range(1, grid.n_cols)]
    work = [_text(grid, 0, col) for col in range(1, grid.n_cols)]
    labels = all(row in bodies or rules.exact(text) is not None for row, text in enumerate(first))
    of_signs = any(marks) and max(map(len, marks)) <= _LONGEST_MARK
    works = min(map(len, work)) > _LONGEST_MARK and sum(map(senses.unit_like, work)) < len(work) * _MORE
    return labels and len(bodies) > 1 and of_signs and works


def _exchanged(cell: Cell) -> Cell:
    return replace(cell, row=cell.col, col=cell.row, row_span=cell.col_span, col_span=cell.row_span, is_header=cell.col == 0)


# --- its header below it ---------------------------------------------------------------------------------------------


def _headed_below(grid: Grid, rules: ColumnRules) -> Grid:
    """A table whose header is its last row with that row on top; any other table as it is."""
    last = grid.n_rows - 1
    labels = [cell for cell in grid.cells if cell.row == last]
    if last < 2 or len(labels) != grid.n_cols or not are_labels([cell.text for cell in labels], rules):  # noqa: PLR2004 - two rows
        return grid
    cells = (
        *(replace(c, row=0, is_header=True) for c in labels),
        *(replace(c, row=c.row + 1) for c in grid.cells if c.row < last),
    )
    guessed = tuple((row + 1, sure) for row, sure in grid.guessed_rows if row < last)
    return replace(grid, cells=cells, guessed_rows=guessed)


# --- several tasks a row ----------------------------------------------------------------------------------------------


def _period(labels: Sequence[str], rules: ColumnRules) -> int:
    """After how many columns the labels begin anew; all of them where they do not."""
    n = len(labels)
    for period in range(2, n // 2 + 1):
        again = n % period == 0 and all(labels[i] == labels[i % period] for i in range(n))
        if again and len(set(labels[:period])) == period and _hands_out(labels[:period], rules):
            return period
    return n


def _folded(grid: Grid, end: int, period: int) -> Grid:
    """The table with its parts one below the other, or row by row where its numbers run on across the row.

    A heading across the width stands above the rows of all parts below it.
    """
    parts = grid.n_cols // period
    order: list[tuple[int, int]] = []
    stretch: list[int] = []
    across = _runs_across(grid, end, period)
    for row in range(end, grid.n_rows + 1):
        if row < grid.n_rows and not _is_wide(grid, row, period):
            stretch.append(row)
            continue
        pairs = [(r, p) for p in range(parts) for r in stretch]
        order += sorted(pairs) if across else pairs
        stretch = []
        if row < grid.n_rows:
            order.append((row, 0))
    starts = {cell.col for cell in grid.cells if cell.row < end}
    head = [c for c in grid.cells if c.row < end and (c.col < period or c.col_span >= grid.n_cols)] if 0 in starts else []
    cells = [replace(c, col_span=min(c.col_span, period - c.col)) for c in head]
    position = {place: end + i for i, place in enumerate(order)}
    cells += _placed(grid, end, period, position)
    guessed = tuple((position[r, 0], sure) for r, sure in grid.guessed_rows if (r, 0) in position)
    return replace(grid, n_rows=end + len(order), n_cols=period, cells=tuple(cells), guessed_rows=guessed)


def _placed(grid: Grid, end: int, period: int, position: dict[tuple[int, int], int]) -> Iterator[Cell]:
    """The cells of the body where they stand in the folded table."""
    for cell in grid.cells:
        at = position.get((cell.row, cell.col // period))
        if cell.row < end or at is None:
            continue
        col = cell.col % period
        rows = 1
        while position.get((cell.row + rows, cell.col // period)) == at + rows and rows < cell.row_span:
            rows += 1
        yield replace(cell, row=at, col=col, row_span=rows, col_span=min(cell.col_span, period - col))


def _is_wide(grid: Grid, row: int, period: int) -> bool:
    """Whether a row holds one heading across the width."""
    cells = {id(c): c for c in grid.slots[row] if c is not None and c.text}
    return len(cells) == 1 and next(iter(cells.values())).col_span > period


def _runs_across(grid: Grid, end: int, period: int) -> bool:
    """Whether the number behind the first one stands beside it and not below it."""
    below = [_text(grid, end, 0), _text(grid, end + 1, 0) if end + 1 < grid.n_rows else ""]
    beside = _text(grid, end, period)
    if not number_like(below[0]) or not number_like(beside):
        return False
    return beside.strip("（().、．") != below[1].strip("（().、．") and _next(below[0]) == beside.strip(" 　（().、．）")


def _next(number: str) -> str:
    digits = number.strip(" 　（().、．）")
    return str(int(digits) + 1) if digits.isdigit() else ""


def _text(grid: Grid, row: int, col: int) -> str:
    cell = grid.slots[row][col]
    return cell.text if cell is not None else ""


# --- a header that changes its order ----------------------------------------------------------------------------------


def _in_one_order(grid: Grid, end: int, labels: Sequence[str]) -> Grid:
    """The table with the cells below a header that is printed again in another order moved under the labels of the first."""
    moves: dict[int, list[int]] = {}
    move: list[int] | None = None
    for row in range(end, grid.n_rows):
        words = [plain(_text(grid, row, col)) for col in range(grid.n_cols)]
        if sorted(words) == sorted(labels) and len(set(words)) == len(words):
            move = None if words == list(labels) else [list(labels).index(word) for word in words]
        if move is not None:
            moves[row] = move
    if not moves or any(c.row in moves and c.col_span not in (1, grid.n_cols) for c in grid.cells):
        return grid
    return replace(
        grid, cells=tuple(replace(c, col=moves[c.row][c.col]) if c.row in moves and c.col_span == 1 else c for c in grid.cells)
    )
