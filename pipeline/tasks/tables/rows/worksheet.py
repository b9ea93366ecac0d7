"""A task table that was understood, and what its stages ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import LONGEST_LABEL, UNIT_ROLES, plain
from pipeline.tasks.tables.labels.guess import column_texts
from pipeline.tasks.tables.rows.listed import item_sign
from pipeline.tasks.tables.rows.ticks import Marks

if TYPE_CHECKING:
    from pipeline.outline import Cell, Grid
    from pipeline.tasks.prose.numbers.numbering import Mark
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import Column


@dataclass(frozen=True)
class Worksheet:
    """A task table that was understood: its grid, its columns, which of them holds the work and which ones head it.

    `header` are the rows of its labels, `body` those without headings and headers. `context` are the headings above the
    table, its caption, and the notes that say how it is meant; `counted` is the number of the last heading, `first` the caption,
    where it heads the first rows; `sure` says how sure it is that each column was understood.
    """

    grid: Grid
    columns: tuple[Column, ...]
    header: range
    body: tuple[int, ...]
    finest: int
    coarse: tuple[int, ...]
    context: tuple[tuple[str, ...], str | None, tuple[str, ...]]
    sure: float
    senses: Senses
    rules: TaskRules
    counted: Mark | None = None
    first: str | None = None

    def has(self, roles: frozenset[str]) -> bool:
        """Whether a column has one of these roles."""
        return any(c.role in roles for c in self.columns)

    @cached_property
    def doubts(self) -> dict[int, float]:
        """How sure the rows are that were guessed."""
        return dict(self.grid.guessed_rows)

    @cached_property
    def lead_first(self) -> bool:
        """Whether a note says that the unit named first leads."""
        return any(self.rules.legends.has("lead_first", note) for note in self.context[2])

    @cached_property
    def sign(self) -> str:
        """The sign that begins the items in the column of the work; empty where none does."""
        texts = column_texts(self.grid, self.finest, range(self.header.stop, self.grid.n_rows))
        return item_sign(texts, self.context[2], self.rules)

    @cached_property
    def _stands_for(self) -> dict[int, Cell | None]:
        """The cell above, in its column, of each that only says 同上, by identity."""
        found: dict[int, Cell | None] = {}
        for above, row in pairwise(self.body):
            for upper, cell in zip(self.grid.slots[above], self.grid.slots[row], strict=True):
                short = cell is not None and cell is not upper and len(cell.text) <= LONGEST_LABEL
                if cell is not None and short and self.rules.legends.has("same_as_above", plain(cell.text)):
                    found[id(cell)] = found.get(id(upper), upper)
        return found

    def meant(self, cell: Cell | None) -> Cell | None:
        """A cell, or the one above it that it stands for; 同上 in the first row as it is printed."""
        return self._stands_for.get(id(cell), cell)

    def is_read(self, cell: Cell, col: int) -> bool:
        """Whether a cell that stands across columns says its units or its time in one before this."""
        first, own = self.columns[cell.col].role, self.columns[col].role
        return cell.col < col and (first == "deadline" or first == own == "when" or {first, own} <= UNIT_ROLES)

    def labels(self, col: int) -> list[Cell]:
        """The labels of a column, the lowest first; wide ones that it shares with others behind."""
        cells = (self.grid.slots[row][col] for row in reversed(self.header))
        return list({id(cell): cell for cell in cells if cell is not None and cell.text}.values())

    @cached_property
    def marks(self) -> Marks:
        """What marks below a unit mean."""
        return Marks(self.context[2], self.senses, self.rules)

    def role_of(self, column: Column) -> str:
        """The role of the units in a column; its header may say, as a note may, that the first of them leads."""
        first = self.lead_first or self.rules.legends.has("lead_first", column.label)
        return "lead_first" if column.role == "responsible" and first else column.role
