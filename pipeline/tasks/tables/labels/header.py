"""Where the header of a table stands, how deep it is, and what its columns are by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import LONGEST_LABEL, UNIT_ROLES, Column, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.outline import Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import ColumnRules

_HEADER_ROWS = 6
"""A header begins in one of so many first rows."""
_IS_HEADER = 1.4
"""A header is stronger (`header_strength`) than this: one known label alone is, and two are beside an unknown word."""
_FEWEST = 3
"""A row that counts columns counts so many."""
_HEADS_MARKS = 0.6
"""How like a unit or a time a label must be to head a column of marks."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (rows `first` to `end`, half-open), and the columns it names."""

    first: int
    end: int
    columns: tuple[Column, ...]


def header_strength(labels: Iterable[str], rules: ColumnRules) -> float:
    """How much a row looks like a header: known labels count, unknown words count against it.

    >>> from pipeline.tasks.tables.labels.columns import ColumnRules
    >>> header_strength([], ColumnRules(()))
    0.0
    """
    known = strong = 0
    roles: set[str] = set()
    words = [w for w in dict.fromkeys(map(plain, labels)) if w]
    for word in words:
        rule = rules.rule_of(word)
        if rule is not None:
            known += 1
            roles.add(rule.role)
            strong += rules.exact(word) is not None
    if not strong or not roles or known * 2 < len(words):
        return 0.0
    return min(known, len(roles) + 1) + 0.5 * strong - 0.7 * (len(words) - known)


def find_header(grid: Grid, rules: ColumnRules, senses: Senses) -> Header | None:
    """The header among the first rows, one to three rows deep; None where no row reads as one.

    A label that names a unit or a time heads a column of marks; it speaks neither for nor against a header.
    """
    slots = grid.slots
    for row in range(min(_HEADER_ROWS, grid.n_rows)):
        labels = [c.text for c in {id(c): c for c in slots[row] if c is not None and c.text}.values()]
        named: list[str] = []
        if header_strength(labels, rules) <= _IS_HEADER:
            named = [t for t in labels if rules.rule_of(t) is None and _heads_marks(t, senses)]
            labels = [t for t in labels if t not in named]
        if len(labels) + (len(named) > 1) > 1 and header_strength(labels, rules) > _IS_HEADER:
            end = _header_end(grid, row, rules)
            return Header(row, end, tuple(_column(grid, col, (row, end), rules) for col in range(grid.n_cols)))
    return None


def _heads_marks(label: str, senses: Senses) -> bool:
    """Whether a label names a unit or a time; it may be set upright, a sign a line."""
    return max(senses.unit_like(plain(label)), senses.time_like(plain(label))) >= _HEADS_MARKS


def _header_end(grid: Grid, first: int, rules: ColumnRules) -> int:
    """The row after the header: cells that span down are part of it, labels under a wide one, and the same again in English."""
    slots = grid.slots
    end = first + 1
    while end < min(first + 3, grid.n_rows):
        above = {id(c): c for c in slots[end - 1] if c is not None}.values()
        fresh = {id(c): c for c in slots[end] if c is not None and c.row == end and c.text}
        stays = any(c is not None and c.row < end for c in slots[end])
        labels = [plain(c.text) for c in fresh.values()]
        wide = any(c.col_span > 1 and c.row + c.row_span == end for c in above)
        known = all(rules.rule_of(t) for t in labels)
        again = len(labels) > 1 and all(t.isascii() and rules.exact(t) is not None for t in labels)
        again = again or (known and _fills_blanks(grid, end)) or (len(labels) == grid.n_cols and _counts_columns(labels))
        if not again and (not wide or not labels or max(map(len, labels)) > LONGEST_LABEL or not (stays or known)):
            break
        end += 1
    return end


def _fills_blanks(grid: Grid, row: int) -> bool:
    """Whether a row has words wherever the row above is blank, is blank under some of its words, and has several of its own.

    责任单位 | (blank) over 牵头 | 配合: the cells that should span both rows were printed as two.
    """
    words = [[cell is not None and bool(cell.text) for cell in grid.slots[at]] for at in (row - 1, row)]
    pairs = list(zip(*words, strict=True))
    return all(map(any, pairs)) and (True, False) in pairs and (False, True) in pairs and sum(words[1]) > 1


def _counts_columns(words: Sequence[str]) -> bool:
    """Whether a row counts the columns: 1 | 2 | 3, or 甲 | 乙 | 丙.

    >>> _counts_columns(["1", "2", "3"]), _counts_columns(["甲", "乙", "丙"]), _counts_columns(["1", "造林", "局"])
    (True, True, False)
    """
    if len(words) < _FEWEST:
        return False
    return list(words) == [str(at) for at in range(1, len(words) + 1)] or (
        set(map(len, words)) == {1} and len({*words}) == len(words)
    )


def _column(grid: Grid, col: int, rows: tuple[int, int], rules: ColumnRules) -> Column:
    """A column's label and role; a sub-label that is known wins over the wide label above it.

    A weak one (单位, 部门) only says that the wide label's bodies stand here: 牵头 over 单位 and 联系人.
    """
    cells = (grid.slots[r][col] for r in range(*rows))
    labels = list(dict.fromkeys(c.text.replace("\n", "") for c in cells if c is not None and c.text))
    known = [(label, rule) for label in reversed(labels) if (rule := rules.rule_of(label)) is not None]
    weak = len(known) > 1 and rules.is_weak(known[0][0]) and known[1][1].role in UNIT_ROLES and not rules.is_weak(known[1][0])
    if known:
        label, rule = known[weak]
        return Column(label, rule.role, rule.id)
    words = [label for label in labels if len(label) > 1] or labels  # a sign may only count the column
    return Column(words[-1] if words else "", dict(grid.told).get(col, "unknown"))
