"""Cells that are printed blank, or twice, where the table means one cell that is merged over several rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.middles import LIKELY, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.columns import Column

# A group printed once and blank below is hardly ever something else; a cell that a page break cut may be.
# Of a unit that it cut nobody can tell whether both parts are one name.
_BLANK_BELOW, _OVER_PAGES, _CUT_UNIT = 0.95, 0.85, 0.7
_STOPS = "。；;！!？）)〕"  # a question mark of ASCII may be a comma that was lost


@dataclass
class _Run:
    """A cell in the course of being merged with the cells below it."""

    cell: Cell
    last: int

    @property
    def text(self) -> str:
        return self.cell.text

    def merged(self) -> Cell:
        """The cell with all rows that it covers by now."""
        return replace(self.cell, row_span=self.last - self.cell.row + 1)


class _Merging:
    """The slots of a grid while cells are merged."""

    def __init__(self, grid: Grid, columns: Sequence[Column], rules: TaskRules) -> None:
        runs = {id(cell): _Run(cell, cell.row + cell.row_span - 1) for cell in grid.cells}
        self.slots = [[None if cell is None else runs[id(cell)] for cell in row] for row in grid.slots]
        self.columns = columns
        self.rules = rules
        self.texts = [i for i, c in enumerate(columns) if c.role in TEXT_ROLES]
        self.labels = [i for i, c in enumerate(columns) if c.role == "number"]
        self.duties = [i for i, c in enumerate(columns) if c.role in UNIT_ROLES or c.role == "deadline"]
        self.guessed = dict(grid.guessed_rows)
        self.heads = [c for c in self.duties if self.texts and c < self.texts[0]]

    def is_blank(self, row: int, col: int) -> bool:
        """Whether a slot holds no words."""
        run = self.slots[row][col]
        return run is None or not run.text

    def is_open(self, row: int, col: int) -> bool:
        """Whether a slot is blank and is not the part of a merged cell from above."""
        run = self.slots[row][col]
        return run is None or (not run.text and run.cell.row == row)

    def merge(self, above: int, row: int, col: int) -> None:
        """Let the cell above go on in this row."""
        upper, here = self.slots[above][col], self.slots[row][col]
        if upper is None or upper is here or upper.cell.col_span > 1 or (here is not None and here.cell.col_span > 1):
            return
        last = row if here is None else max(row, here.last)
        for below in range(upper.last + 1, last + 1):
            self.slots[below][col] = upper
        upper.last = max(upper.last, last)

    def stands_alone(self, row: int, col: int) -> bool:
        """Whether a cell covers one slot."""
        run = self.slots[row][col]
        return run is not None and run.cell.row == run.last == row and run.cell.col_span == 1

    def cover(self, row: int, col: int, rows: range) -> None:
        """Let the cell here stand beside all of some rows around it."""
        run = self.slots[row][col]
        if run is not None:
            run.cell, run.last = replace(run.cell, row=rows[0]), rows[-1]
            for covered in rows:
                self.slots[covered][col] = run

    def doubt(self, row: int, sure: float) -> None:
        """Say that a row was read with less than certainty."""
        self.guessed[row] = min(sure, self.guessed.get(row, 1.0))

    def grid(self, grid: Grid) -> Grid:
        """The grid with its merged cells."""
        runs = {id(run): run for row in self.slots for run in row if run is not None}
        cells = tuple(run.merged() for run in runs.values())
        return replace(grid, cells=cells, guessed_rows=tuple(sorted(self.guessed.items())))


def remerge(grid: Grid, columns: Sequence[Column], rows: tuple[Sequence[int], frozenset[int]], rules: TaskRules) -> Grid:
    """The grid with groups that are printed again or left blank below merged, and with what a page break cut put together.

    `rows` are the body rows and those among them that begin a part after a page break.
    """
    body, joints = rows
    state = _Merging(grid, columns, rules)
    lost = _without_spans(state, grid, body)
    _merge_middles(state, body)
    for above, row in pairwise(body):
        if above + 1 == row or row in joints:
            if row in joints and _is_cut(state, above, row):
                _append(state, above, row)
            else:
                _merge_row(state, above, row, over_pages=row in joints)
                _merge_bodies(state, above, row, lost.get(row, frozenset()))
    return state.grid(grid)


def _without_spans(state: _Merging, grid: Grid, body: Sequence[int]) -> dict[int, frozenset[int]]:
    """The blank cells of bodies and times, by row, that were merged with those above in a table that lost all its spans.

    They are the first ones left of the work; and others in rows that go on a group: where the column is blank in all such rows
    and in no other, or where nothing but work stands in the row.
    """
    if not body or any(cell.row_span > 1 for cell in grid.cells if cell.row >= body[0]):
        return {}
    left = [c for c in (*state.heads, *state.texts[:-1]) if not state.is_blank(body[0], c)]
    goes_on = {row for row in body[1:] if any(state.is_blank(row, c) for c in left)}
    right = [c for c in state.duties if c not in state.heads]
    blank = {c: {row for row in body if state.is_blank(row, c)} for c in right}
    merged = {c for c in right if goes_on and blank[c] == goes_on}
    bare = {row for row in goes_on if all(row in blank[c] and blank[c] <= goes_on for c in right)}
    return {row: frozenset((*_open_heads(state, row), *(right if row in bare else merged))) for row in body}


def _open_heads(state: _Merging, row: int) -> list[int]:
    """The columns of bodies and times left of the work that are blank up to the first that is not: merged cells go on so."""
    return list(takewhile(lambda col: state.is_blank(row, col), state.heads))


def _merge_bodies(state: _Merging, above: int, row: int, merged: frozenset[int]) -> None:
    """Let bodies and times go on beside new work."""
    if all(state.is_open(row, c) for c in state.texts):
        return
    for col in merged:
        if state.is_open(row, col) and not state.is_blank(above, col):
            state.merge(above, row, col)
            state.doubt(row, LIKELY)


def _merge_middles(state: _Merging, body: Sequence[int]) -> None:
    """Let groups that are printed in the middle of their rows cover them: the first row has work and no group."""
    held = [col for col in state.texts if not all(state.is_blank(row, col) for row in body)]
    if not body or body[-1] - body[0] + 1 != len(body) or len(held) < 2 or not state.is_open(body[0], held[0]):  # noqa: PLR2004
        return
    printed = [row for row in body if not state.is_blank(row, held[0])]
    numbers = [col for col in state.labels if [row for row in body if not state.is_blank(row, col)] == printed]
    work = held[-1]
    whole = all(state.stands_alone(row, col) for row in printed for col in (held[0], *numbers))
    if not whole or any(state.is_blank(row, work) for row in body):
        return
    covers = spread([row - body[0] for row in printed], len(body))
    for row, cover in zip(printed, covers, strict=True):
        rows = range(body[0] + cover.start, body[0] + cover.stop)
        for col in (held[0], *numbers):
            state.cover(row, col, rows)
        for beside in rows:
            state.doubt(beside, LIKELY if beside != row else 1.0)


def _merge_row(state: _Merging, above: int, row: int, *, over_pages: bool) -> None:
    """Merge the leading text cells that are blank or the same as above, where a finer one is new."""
    same: list[int] = []
    for col in state.texts:
        if state.is_blank(row, col) or _is_again(state, above, row, col):
            same.append(col)
        else:
            break
    work = len(same) < len(state.texts)
    if not work and not (all(state.is_open(row, c) for c in same) and any(not state.is_open(row, c) for c in state.duties)):
        return
    blank = [c for c in same if state.is_open(row, c) and not state.is_blank(above, c)]
    if not same or not (blank or any(_is_again(state, above, row, c) for c in same)):
        return
    for col in (*same, *(c for c in state.labels if state.is_open(row, c) or _is_again(state, above, row, c))):
        state.merge(above, row, col)
    if blank:
        state.doubt(row, _BLANK_BELOW)
    if over_pages:
        _share_duties(state, above, row)


def _is_again(state: _Merging, above: int, row: int, col: int) -> bool:
    upper, here = state.slots[above][col], state.slots[row][col]
    if upper is None or here is None or not here.text:
        return upper is not None and upper is here
    return upper is here or goes_on(upper.text, here.text, state.rules)


def goes_on(above: str, words: str, rules: TaskRules) -> bool:
    """Whether a heading is the one above again, or says that it goes on: 水污染防治（续）."""
    rest = words[len(above) :].strip()
    return words.startswith(above) and (not rest or (bool(above) and rules.legends.has("between_parts", rest)))


def _share_duties(state: _Merging, above: int, row: int) -> None:
    """Units and times that were merged over the rows before a page break hold for the same group after it."""
    for col in state.duties:
        upper = state.slots[above][col]
        if state.is_open(row, col) and upper is not None and upper.text and upper.last > upper.cell.row:
            state.merge(above, row, col)
            state.doubt(row, _OVER_PAGES)


def _is_cut(state: _Merging, above: int, row: int) -> bool:
    """Whether a page break cut a row: no number, no unit, no time, and words that go on where a sentence was open.

    Where rows are numbered, a unit or a time may have been cut too.
    """
    held = [c for c in state.texts if not state.is_blank(row, c) and not _is_again(state, above, row, c)]
    if len(held) != 1 or any(not state.is_open(row, c) for c in state.labels) or not state.duties:
        return False
    cut = [c for c in state.duties if not state.is_open(row, c)]
    numbered = any(not state.is_blank(above, c) for c in state.labels)
    if cut and (not numbered or any(state.is_blank(above, c) for c in cut)):
        return False
    upper, here = state.slots[above][held[0]], state.slots[row][held[0]]
    if upper is None or here is None or not upper.text or state.rules.numbers.mark(here.cell.passages[0]) is not None:
        return False
    return upper.text.rstrip()[-1] not in _STOPS


def _append(state: _Merging, above: int, row: int) -> None:
    cut = any(not state.is_open(row, c) for c in state.duties)
    for col in (*state.texts, *state.duties):
        upper, here = state.slots[above][col], state.slots[row][col]
        if upper is not None and here is not None and here.text and not _is_again(state, above, row, col):
            first, *others = here.cell.passages
            # Two names of units on either side of the break may be one or two; words of work go on.
            rest = (replace(first, goes_on=col in state.texts), *others)
            upper.cell = replace(upper.cell, passages=(*upper.cell.passages, *rest))
    for col in range(len(state.columns)):
        state.merge(above, row, col)
    state.doubt(above, _CUT_UNIT if cut else _OVER_PAGES)
