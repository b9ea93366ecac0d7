"""Columns below a wide label of bodies: 牵头 | 配合 over 单位 | 联系人 says who leads and who helps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.tasks.tables.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.guess import column_texts, holds_units

if TYPE_CHECKING:
    from pipeline.outline import Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.columns import ColumnRules
    from pipeline.tasks.tables.header import Header


def under_wide(header: Header, grid: Grid, senses: Senses, rules: ColumnRules) -> Header:
    """The header, its columns of bodies in the role of the wide label above them where their own label says no more than bodies.

    单位 and 责任部门 under 牵头 are those who lead, and so is 名称 where it holds bodies. A label that says more keeps its role,
    and then so do those beside it: 牵头及责任单位 over 牵头单位 | 责任单位.
    """
    columns = list(header.columns)
    for wide in (cell for cell in grid.cells if header.first <= cell.row < header.end - 1 and cell.col_span > 1):
        rule = rules.rule_of(wide.text)
        below = [col for col in range(wide.col, wide.col + wide.col_span) if columns[col].label != wide.text]
        if rule is None or rule.role not in UNIT_ROLES or any(columns[col].role == rule.role for col in below):
            continue
        for col in below:
            role = columns[col].role
            named = role in TEXT_ROLES and holds_units(column_texts(grid, col, range(header.end, grid.n_rows)), senses)
            if named or role == "responsible":
                columns[col] = replace(columns[col], role=rule.role, rule=rule.id)
    return replace(header, columns=tuple(columns))
