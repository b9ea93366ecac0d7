"""Boxes in which a page describes its notice: 索引号 | … | 发文日期 | …, a label beside each value. They hand out no work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.tables.standing.upright import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.tasks.senses import Senses

# Fields that no plan has a column for; and those that a card of a plan may have too (印发时间, 主题): they need more beside them.
_SURE = frozenset({"index_number", "doc_number", "generated_date", "validity"})
_LIKELY = frozenset({"written_date", "topic", "issuer"})
_TITLE = "title"
_FEWEST_BESIDE, _FEWEST_BELOW, _FEWEST_LIKELY = 2, 3, 2
_LONGEST_LABEL, _LONGEST_VALUE, _MOST_LINES = 24, 120, 120
_PAIR = 2
_GAP = re.compile(r"[|｜¦│┃║\t]|[ 　\xa0]{2,}")
_COLON = re.compile(r"[:：]")


@dataclass
class _Box:
    """A box while it is read: the fields that have a value, and its rows; `waiting` is a label whose value may come."""

    senses: Senses
    valued: list[str] = field(default_factory=list)
    waiting: str = ""
    rows: list[list[Passage]] = field(default_factory=list)

    def take(self, cells: Sequence[Passage]) -> bool:
        """Take the cells of a row or line, where they go on: a label, its value, a label; an empty value is left out."""
        waiting = self.waiting
        values: list[str] = []
        for cell in cells:
            text = cell.text
            name = self.label(text)
            beside = "" if name else self.before_colon(text)
            if not name and not beside and (not waiting or cell.span.length > _LONGEST_VALUE):
                return False
            values += [beside or waiting] if not name else []
            waiting = name
        self.waiting = waiting
        self.valued += values
        if not self.rows or self.label(cells[0].text) or self.before_colon(cells[0].text):
            self.rows.append([])
        self.rows[-1] += cells
        return True

    def describes(self, fewest: int) -> bool:
        """Whether so many labels have a value, and they can only be those of a notice."""
        likely = len(_LIKELY.intersection(self.valued))
        return len(self.valued) >= fewest and (not _SURE.isdisjoint(self.valued) or likely >= _FEWEST_LIKELY < len(self.valued))

    def label(self, text: str) -> str:
        """The field whose label is all of a cell; empty for other words."""
        return self.senses.field(text) if len(text) <= _LONGEST_LABEL else ""

    def before_colon(self, text: str) -> str:
        """The field whose label and colon begin a cell that holds the value too."""
        colon = _COLON.search(text[: _LONGEST_LABEL + 1])
        return self.label(text[: colon.start()]) if colon is not None and not self.label(text) else ""


def stand_boxes(flow: Flow, senses: Senses) -> Flow:
    """The flow with every run of lines that is such a box as a grid: parted by bars or gaps, or a cell a line."""
    items: list[Line | Grid] = []
    index = 0
    while index < len(flow):
        rows, end = _box_at(flow, index, senses)
        items += [_grid(rows)] if rows else flow[index:end]
        index = end
    return tuple(items)


def without_boxes(grid: Grid, senses: Senses) -> list[Grid]:
    """A table in which a box stands beside, above or below other cells, as a table for each; any other table as it is."""
    if is_box(grid, senses):
        return [grid]
    for cut in (_PAIR, grid.n_cols - _PAIR) if grid.n_cols > _PAIR else ():
        bounds = ((0, cut), (cut, grid.n_cols))
        if not any(end - first == _PAIR and _begins_box(grid, first, end, senses) for first, end in bounds):
            continue
        sides = [_cols_of(grid, first, end) for first, end in bounds]
        if any(side.n_cols == _PAIR and is_box(side, senses) for side in sides):
            return sides
    edges = {0, grid.n_rows}
    row = 0
    while row < grid.n_rows:
        end = _box_rows(grid, row, senses)
        edges |= {row, end} if end > row else set()
        row = max(row + 1, end)
    return [rows_of(grid, a, b) for a, b in pairwise(sorted(edges))] if len(edges) > 2 else [grid]  # noqa: PLR2004


def _begins_box(grid: Grid, first: int, end: int, senses: Senses) -> bool:
    """Whether the first row of some columns may be that of a box."""
    cells = [p for c in grid.cells if not c.row and first <= c.col < end for p in c.passages[:1]]
    return bool(cells) and _Box(senses).take(cells)


def _cols_of(grid: Grid, first: int, end: int) -> Grid:
    """Some columns of a table, as a table; a cell that reaches beyond them stands where it begins."""
    kept = [c for c in grid.cells if first <= c.col < end]
    cells = tuple(replace(c, col=c.col - first, col_span=min(c.col_span, end - c.col)) for c in kept)
    path = f"{grid.path}#{first + 1}" if first else grid.path
    return replace(grid, path=path, n_cols=end - first, cells=cells)


def is_box(grid: Grid, senses: Senses) -> bool:
    """Whether all rows of a table are labels of a notice's own data and their values."""
    return 0 < grid.n_rows == _box_rows(grid, 0, senses)


def _box_rows(grid: Grid, first: int, senses: Senses) -> int:
    """The row after the box that begins in a row; that row itself where none does."""
    box = _Box(senses)
    end = first
    for row in range(first, min(grid.n_rows, first + _MOST_LINES)):
        cells = [p for c in dict.fromkeys(filter(None, grid.slots[row])) if c.row == row for p in c.passages[:1]]
        if not cells or not box.take(cells):
            break
        end = row + 1
    return end if box.describes(_FEWEST_BESIDE) else first


def _box_at(flow: Flow, first: int, senses: Senses) -> tuple[list[list[Passage]], int]:
    """The rows of the box that begins at a line, and where it ends; no rows and the next line to try where none begins."""
    box, size, is_barred, row, kept, tried = _Box(senses), 0, False, 0, 0, first
    for at, cells in _lines(flow, first):
        is_plain = len(cells) == 1 and cells[0].text == flow[at].text.strip()  # type: ignore[union-attr]
        if is_plain and (box.label(cells[0].text) == _TITLE or box.before_colon(cells[0].text)):
            break  # a title may go on in the next line; a label with its colon and value is a line that says what it is
        if len(cells) == 1 and row > 1 and not box.label(cells[0].text):
            break  # a label that ends a row of cells has its empty value behind it, not in the words below
        if cells and not box.take(cells):
            break
        row, is_barred, tried = len(cells), is_barred or not is_plain, at + 1
        if not is_plain or not box.waiting:
            size, kept = at + 1 - first, len(box.rows)
    if size > 1 and box.describes(_FEWEST_BESIDE if is_barred else _FEWEST_BELOW):
        return box.rows[:kept], first + size
    return [], max(first + 1, tried)


def _lines(flow: Flow, first: int) -> Iterator[tuple[int, list[Passage]]]:
    """The cells of each line from here on; a line that only draws a bar has none."""
    for at in range(first, min(len(flow), first + _MOST_LINES)):
        item = flow[at]
        if not isinstance(item, Line):
            return
        cells = item.cells or tuple(item.passage.strip().split(_GAP))
        yield at, [cell for cell in map(_stripped, cells) if cell.span.length]


def _stripped(cell: Passage) -> Passage:
    return cell.strip()


def _grid(rows: Sequence[Sequence[Passage]]) -> Grid:
    cells = tuple(Cell(row, col, (words,)) for row, held in enumerate(rows) for col, words in enumerate(held))
    return Grid(cells[0].passages[0].path, len(rows), max(map(len, rows)), cells, "flattened_table")
