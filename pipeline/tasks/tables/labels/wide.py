"""Columns below a wide label of bodies: 牵头 | 配合 over 单位 | 联系人 says who leads and who helps."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.outline import Cell
from pipeline.tasks.flattened.align import Token
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, Column, plain
from pipeline.tasks.tables.labels.deepened import deepened
from pipeline.tasks.tables.labels.guess import column_texts, holds_units
from pipeline.tasks.tables.labels.header import find_header

if TYPE_CHECKING:
    from pipeline.outline import Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules
    from pipeline.tasks.tables.labels.header import Header

_STEM = 2


def under_wide(header: Header, grid: Grid, senses: Senses, rules: ColumnRules) -> Header:
    """The header, its columns of bodies in the role of the wide label above them where their own label says no more than bodies.

    单位 and 责任部门 under 牵头 or 牵头情况 are those who lead, and so is 名称 where it holds bodies. A label that says
    more keeps its role, and then so do those beside it: 牵头及责任单位 over 牵头单位 | 责任单位. Where the very same label stands
    under several wide ones and nobody knows what one of those means, it is named by both, and the reader is told.
    """
    columns = list(header.columns)
    labels = Counter(column.label for column in columns)
    for wide in (cell for cell in grid.cells if header.first <= cell.row < header.end - 1 and cell.col_span > 1):
        rule = _role_above(wide.text, rules)
        below = [col for col in range(wide.col, wide.col + wide.col_span) if columns[col].label != wide.text]
        if rule is not None and any(columns[col].role == rule.role for col in below):
            continue
        for col in below:
            column = columns[col]
            named = column.role in TEXT_ROLES and holds_units(column_texts(grid, col, range(header.end, grid.n_rows)), senses)
            if not named and column.role != "responsible":
                continue
            if rule is not None:
                columns[col] = replace(column, role=rule.role, rule=rule.id)
            elif labels[column.label] > 1 and rules.rule_of(wide.text) is None:
                columns[col] = Column(f"{wide.text} {column.label}", "responsible")
    return replace(header, columns=tuple(columns))


def _role_above(label: str, rules: ColumnRules) -> ColumnRule | None:
    """The rule of a wide label of bodies, known by how it begins where it ends otherwise: 配合情况, 协助落实."""
    rule = rules.rule_of(label)
    if rule is None or rule.role == "remark":
        rule = rules.exact(plain(label)[:_STEM])
    return rule if rule is not None and rule.role in UNIT_ROLES else None


def with_labels_below(grid: Grid, header: Header, senses: Senses, rules: ColumnRules) -> tuple[Grid, Header]:
    """The grid with the labels of a short second row in place of the wide ones above them, where a header lost all its spans.

    序号 | 工作任务 | 责任单位 | 时限 over 牵头 | 配合 stand together over rows of five cells.
    """
    at = header.first
    rows = [[cell for cell in grid.cells if cell.row == row] for row in (at, at + 1)]
    if not 1 < len(rows[1]) < len(rows[0]) < grid.n_cols or any(
        c.row_span * c.col_span > 1 or not c.text for c in (*rows[0], *rows[1])
    ):
        return grid, header
    upper, lower = ([Token(cell.passages, cell.text) for cell in row] for row in rows)
    found = deepened(upper, lower, rules)
    if found is None or len(found[0]) != grid.n_cols:
        return grid, header
    labels = tuple(Cell(at, col, label.passages, 2, 1, is_header=True) for col, label in enumerate(found[0]))
    above = tuple(cell for cell in grid.cells if cell.row < at)
    below = tuple(cell for cell in grid.cells if cell.row > at + 1)
    grid = replace(grid, cells=(*above, *labels, *below), repeats=(*grid.repeats, *(p for t in found[1] for p in t.passages)))
    return grid, find_header(grid, rules, senses) or header
