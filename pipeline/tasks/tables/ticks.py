"""Columns headed by a unit or by a time, whose cells are marks: √ under 市司法局, 牵头 under 市财政局, 完成选址 under 上半年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.tasks.tables.columns import UNIT_ROLES, Column
from pipeline.tasks.tables.guess import column_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.columns import Header

_SURE = 0.6
_NAME = re.compile(r"[^、，,；;\n]+")
_AROUND_NAME = " 　()（）"
_MARK, _WHEN = "column.unit_header", "column.time_header"


def headed(header: Header, grid: Grid, body: Sequence[int], given: tuple[Senses, TaskRules]) -> tuple[Column, ...]:
    """The columns of a header; those under a unit with marks below become `mark`, those under a time `when`."""
    return tuple(_headed(column, (col, header.end - 1), grid, (body, *given)) for col, column in enumerate(header.columns))


def _headed(column: Column, at: tuple[int, int], grid: Grid, given: tuple[Sequence[int], Senses, TaskRules]) -> Column:
    col, row = at
    body, senses, rules = given
    cell = grid.slots[row][col] if row >= 0 else None
    if cell is None or not cell.text or rules.columns.rule_of(cell.text) is not None:
        return column
    if senses.time_like(cell.text) > _SURE:
        return Column(cell.text, "when", _WHEN)
    texts = column_texts(grid, col, body)
    if senses.unit_like(cell.text) > _SURE and texts and all(role_of_mark(t, "responsible", (), rules) for t in texts):
        return Column(cell.text, "mark", _MARK)
    return column


def role_of_mark(text: str, usual: str, notes: Sequence[str], rules: TaskRules) -> str | None:
    """The role that a mark gives the unit above it; `usual` where it only ticks, None where it is no mark.

    A note may say what a sign means: ★为牵头单位.
    """
    if rules.legends.has("nothing", text):
        return "none"
    word = rules.columns.exact(text)
    if word is not None and word.role in UNIT_ROLES:
        return word.role
    if not rules.legends.has("mark", text):
        return None
    return _meanings(notes, rules).get(text.strip(), usual)


def _meanings(notes: Sequence[str], rules: TaskRules) -> dict[str, str]:
    """What notes say that signs mean: ★为牵头单位."""
    found: dict[str, str] = {}
    for note in notes:
        for match in rules.legends.find("mark_meaning", note):
            meant = rules.columns.rule_of(match["meaning"])
            if meant is not None and meant.role in UNIT_ROLES:
                found.setdefault(match["sign"], meant.role)
    return found


def starred(passage: Passage, role: str, notes: Sequence[str], rules: TaskRules) -> list[tuple[Passage, str]]:
    """The names in a cell with their roles, where a sign beside a name gives it one (县财政局、★县水利局); else the cell."""
    meanings = _meanings(notes, rules)
    text = passage.text
    if not any(sign in text for sign in meanings):
        return [(passage, role)]
    runs: list[tuple[int, int, str]] = []
    for match in _NAME.finditer(text):
        own = next((meant for sign, meant in meanings.items() if sign in match[0]), role)
        if runs and runs[-1][2] == own == role:
            runs[-1] = (runs[-1][0], match.end(), own)
        else:
            runs.append((*match.span(), own))
    signs = "".join(meanings) + _AROUND_NAME
    return [(part, own) for a, b, own in runs if (part := passage.part(a, b).strip(signs)).span.length]
