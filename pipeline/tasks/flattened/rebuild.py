"""An aligned run of cells back to a grid: merged cells are filled in the direction in which the table was merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid
from pipeline.tasks.flattened.align import kind_of_role
from pipeline.tasks.tables.middles import LIKELY, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.flattened.align import Alignment, Frame, Token


# A cell in a column that it does not fit; a cell that may be merged, or blank: nobody can tell.
_POOR, _OPEN = 0.7, 0.75


@dataclass(frozen=True)
class HeaderCell:
    """A printed header label and the columns it covers."""

    passages: tuple[Passage, ...]
    col: int
    col_span: int


@dataclass(frozen=True)
class Reading:
    """A run of cells that was read: the header over its columns, and the row and column of each cell.

    `banners` are headings across the width, each with the token before which it stands. `is_cut`: the page ends within the last
    row, so that what it lacks is blank and nothing is merged into it from above.
    """

    header: Sequence[HeaderCell]
    frame: Frame
    tokens: Sequence[Token]
    found: Alignment
    banners: tuple[tuple[int, tuple[Token, ...]], ...] = ()
    is_cut: bool = False

    def cut(self) -> Reading:
        """The same, its last row cut off by the page's end, and so less than sure."""
        return replace(self, found=replace(self.found, poor=self.found.poor | {self.found.rows[-1]}), is_cut=True)

    def first(self, count: int) -> Reading:
        """Only its first tokens."""
        found = replace(self.found, rows=self.found.rows[:count], cols=self.found.cols[:count])
        kept = tuple((at, words) for at, words in self.banners if at < count)
        return replace(self, tokens=self.tokens[:count], found=found, banners=kept)


Slots = list[list["list[Token] | None"]]


@dataclass(frozen=True)
class _Table:
    """The slots of a reading; `blanks` are those that are printed blank, `walls` the rows that begin after a banner.

    `cut` is the row that the page's end cut off, if it did.
    """

    slots: Slots
    frame: Frame
    blanks: frozenset[tuple[int, int]]
    walls: tuple[int, ...]
    cut: int | None

    @cached_property
    def down(self) -> bool:
        """Whether merged cells were printed in their first row."""
        return _fills_down(self.slots, self.frame, self.blanks)

    @cached_property
    def duties(self) -> list[int]:
        """The columns of units."""
        return [c for c, role in enumerate(self.frame.roles) if kind_of_role(role) == "unit"]

    @cached_property
    def coarse(self) -> list[int]:
        """The columns before the work that hold anything."""
        return [c for c in range(self.frame.finest) if any(row[c] is not None for row in self.slots)]

    @cached_property
    def amid(self) -> frozenset[int]:
        """The columns whose cells are printed in the middle of their rows: some have words, but the first row has none.

        Of units and times, which may be printed last, neither has the last row.
        """
        if self.walls:
            return frozenset()
        held = (c for c, cell in enumerate(self.slots[0]) if cell is None and any(row[c] is not None for row in self.slots))
        return frozenset(c for c in held if c < self.frame.finest or self._is_open_below(c))

    def _is_open_below(self, col: int) -> bool:
        """Whether a column of units or times has none in the last row, and all that it lacks was merged and not blank."""
        merged = not any(at == col for _, at in self.blanks) and self.cut is None
        return merged and self.slots[-1][col] is None and kind_of_role(self.frame.roles[col]) in ("unit", "time")

    def is_grouped(self, row: int) -> bool:
        """Whether a row goes on a group: none of the cells that head its work is its own."""
        return bool(self.coarse) and all(self.slots[row][c] is None for c in self.coarse)

    def is_assigned(self, row: int, col: int) -> bool:
        """Whether a slot without a unit stands beside another unit."""
        return col in self.duties and any(self.slots[row][c] is not None for c in self.duties)

    def stops(self, row: int, col: int) -> bool:
        """Whether nothing is merged into a slot from above: under a banner, printed blank, or with a unit beside it.

        Within a group such a cell may still be the group's.
        """
        if row in self.walls:
            return True
        if col <= self.frame.finest:
            printed = col == self.frame.finest and (row, col) in self.blanks
            return printed and bool(self.coarse) and not self.is_grouped(row)
        if row == self.cut:
            return True
        if (row, col) in self.blanks:
            return not self.is_grouped(row) or self.is_assigned(row, col)
        return self.is_assigned(row, col) and not self.is_grouped(row)

    def stops_above(self, row: int, col: int) -> bool:
        """Whether nothing is merged from a slot into the one above: as below, or that is printed blank."""
        return self.stops(row, col) or (row - 1, col) in self.blanks

    def position(self, row: int) -> int:
        """The row of the grid: after the header, and after the banners above it."""
        return row + 1 + sum(wall <= row for wall in self.walls)


def rebuild(path: str, reading: Reading) -> Grid:
    """The grid: header in row 0, one row for each printed row, merged cells spanning the rows that they belong to."""
    frame, found = reading.frame, reading.found
    table = _table(reading)
    n = len(frame.roles)
    cells = [Cell(0, h.col, h.passages, 1, h.col_span, is_header=True) for h in reading.header]
    for col in range(n):
        cells += _column_cells(table, col)
    for above, (wall, (_, words)) in enumerate(zip(table.walls, reading.banners, strict=True)):
        cells += _banner_cells(words, wall + 1 + above, n)
    cells.sort(key=lambda cell: (cell.row, cell.col))
    rows = range(len(table.slots))
    guessed = tuple((table.position(row), c) for row in rows if (c := _confidence(table, row, found)) < 1)
    return Grid(path, 1 + len(table.slots) + len(table.walls), n, tuple(cells), "flattened_table", guessed)


def _table(reading: Reading) -> _Table:
    found = reading.found
    slots: Slots = [[None] * len(reading.frame.roles) for _ in range(found.rows[-1] + 1)]
    blanks: set[tuple[int, int]] = set()
    for token, row, col in zip(reading.tokens, found.rows, found.cols, strict=True):
        if not token.text:
            blanks.add((row, col))
            continue
        here = slots[row][col]
        slots[row][col] = [token] if here is None else [*here, token]
    walls = tuple(found.rows[at] for at, _ in reading.banners)
    return _Table(slots, reading.frame, frozenset(blanks), walls, found.rows[-1] if reading.is_cut else None)


def _fills_down(slots: Slots, frame: Frame, blanks: frozenset[tuple[int, int]]) -> bool:
    """Whether a merged cell was printed in its first row (else: after its last).

    Where groups begin without a value it cannot have been printed first; where they end without one it cannot have been last.
    Where no group tells, the first row and the last do, if no blank cell is printed.
    """
    coarse = [c for c in range(frame.finest) if kind_of_role(frame.roles[c]) in ("text", "number")]
    starts = [r for r, row in enumerate(slots) if r == 0 or any(row[c] is not None for c in coarse)]
    ends = [*(r - 1 for r in starts if r), len(slots) - 1]
    after = [c for c in range(frame.finest + 1, len(frame.roles)) if kind_of_role(frame.roles[c]) in ("unit", "time")]
    lack_first = sum(slots[r][c] is None for r in starts for c in after)
    lack_last = sum(slots[r][c] is None for r in ends for c in after)
    if lack_first == lack_last and not blanks:
        lack_first, lack_last = (sum(slots[end][c] is None for c in after) for end in (0, -1))
    return lack_first <= lack_last


def _banner_cells(words: tuple[Token, ...], row: int, n: int) -> list[Cell]:
    """A heading across the width, or a number and a heading."""
    if len(words) == 1:
        return [Cell(row, 0, words[0].passages, 1, n)]
    return [Cell(row, 0, words[0].passages), Cell(row, 1, tuple(p for w in words[1:] for p in w.passages), 1, n - 1)]


def _column_cells(table: _Table, col: int) -> list[Cell]:
    """The cells of a column with the rows that they span."""
    finest, role = table.frame.finest, kind_of_role(table.frame.roles[col])
    present = [r for r, row in enumerate(table.slots) if row[col] is not None]
    upwards = col > finest and role in ("unit", "time") and not table.down
    spreads = col < finest or (col > finest and role != "other") or col == finest
    if col in table.amid:
        return [
            Cell(table.position(rows[0]), col, _passages(table.slots[row][col] or []), len(rows))
            for row, rows in zip(present, spread(present, len(table.slots)), strict=True)
        ]
    cells = []
    for row in present:
        first = last = row
        if upwards:
            while first > 0 and table.slots[first - 1][col] is None and not table.stops_above(first, col):
                first -= 1
        elif spreads:
            # In the column of the work itself: a row without any belongs to the task above it.
            while last + 1 < len(table.slots) and table.slots[last + 1][col] is None and not table.stops(last + 1, col):
                last += 1
        cells.append(Cell(table.position(first), col, _passages(table.slots[row][col] or []), last - first + 1))
    return cells


def _passages(tokens: Sequence[Token]) -> tuple[Passage, ...]:
    return tuple(p for token in tokens for p in token.passages)


def _confidence(table: _Table, row: int, alignment: Alignment) -> float:
    """1.0 for a row with all its cells; less for what was merged, filled backwards, or fits its column badly.

    Least where a row of its own lacks a unit or a time: it may be merged with the row above or below, or blank.
    """
    missing = [c for c, cell in enumerate(table.slots[row]) if cell is None and (row, c) not in table.blanks]
    frame = table.frame
    filled = [c for c, cell in enumerate(table.slots[row]) if cell is None and not table.stops(row, c)]
    if row in alignment.poor:
        return _POOR
    if any(table.slots[row][c] is None for c in table.amid) or any((row, c) in table.blanks and c > frame.finest for c in filled):
        return LIKELY
    if not missing and not filled:
        return 1.0
    leading = next((i for i, cell in enumerate(table.slots[row]) if cell is not None), 0)
    if len(missing) == leading and len(filled) <= leading:
        return 0.95
    duties = [c for c in missing if c > table.frame.finest and kind_of_role(table.frame.roles[c]) in ("unit", "time")]
    if duties and (not table.is_grouped(row) or any(table.is_assigned(row, c) for c in duties)):
        return _OPEN
    return 0.9 if table.down else 0.85
