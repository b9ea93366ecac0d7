"""Record tables: labels down the first column, one small table an item. Stood up, they are task tables like any other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.outline import Cell, Grid
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.tasks.tables.labels.columns import ColumnRules

RECORD_WIDTHS = (2, 4)
"""How many columns a record table has: label and value, once or twice."""
_MOST_ROWS = 400
_FEWEST = 3
_MOSTLY = 0.6
_WORK = frozenset({"task", "detail", "result", "group"})


@dataclass
class _Record:
    """One item while it is collected: what stands across its top, and its values by label."""

    title: Cell | None = None
    values: dict[str, tuple[Cell, Cell]] = field(default_factory=dict)


def stand_up(grid: Grid, rules: ColumnRules) -> Grid:
    """A record table as header, title and values in rows; any other table as it is.

    A label that comes again begins the next record; titles across the width stand above their record as a banner.
    """
    if grid.n_cols not in RECORD_WIDTHS or not _FEWEST <= grid.n_rows * grid.n_cols // 2 <= _MOST_ROWS:
        return grid
    records = list(_records(grid))
    labels = list(dict.fromkeys(label for record in records for label in record.values))
    if not _is_record_table(labels, records, rules):
        return grid
    cells = [
        replace(_first(records, label), row=0, col=col, row_span=1, col_span=1, is_header=True)
        for col, label in enumerate(labels)
    ]
    row = 1
    for record in records:
        if record.title is not None:
            cells.append(replace(record.title, row=row, col=0, row_span=1, col_span=len(labels), is_header=False))
            row += 1
        for label, (_, value) in record.values.items():
            cells.append(replace(value, row=row, col=labels.index(label), row_span=1, col_span=1, is_header=False))
        row += 1
    return Grid(grid.path, row, len(labels), tuple(cells), grid.origin)


def _records(grid: Grid) -> Iterator[_Record]:
    record = _Record()
    for slots in grid.slots:
        cells = list({id(c): c for c in slots if c is not None}.values())
        filled = [c for c in cells if c.text]
        if len(filled) == 1 and (len(cells) == 1 or filled[0].col == 0):
            if record.values:
                yield record
                record = _Record()
            record.title = filled[0]
            continue
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            if plain(label.text) in record.values:
                yield record
                record = _Record()
            if label.text:
                record.values[plain(label.text)] = (label, value)
    if record.values:
        yield record


def _is_record_table(labels: list[str], records: list[_Record], rules: ColumnRules) -> bool:
    known = [rule.role for label in labels if (rule := rules.exact(label)) is not None]
    if len(labels) < _FEWEST or len(known) < _MOSTLY * len(labels) or "metadata" in known:
        return False
    has_work = bool(_WORK & set(known)) or any(record.title is not None for record in records)
    return has_work and any(role in UNIT_ROLES for role in known)


def _first(records: list[_Record], label: str) -> Cell:
    return next(record.values[label][0] for record in records if label in record.values)
