"""Columns headed by a unit or by a time, whose cells are marks: √ under 市司法局, 牵头 under 市财政局, 完成选址 under 上半年."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.tasks.senses import SURE
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, Column, plain
from pipeline.tasks.tables.labels.guess import column_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.header import Header

_NAME = re.compile(r"[^、，,；;\n]+")
_AROUND_NAME = " 　()（）"
_SHARE = re.compile(r"[1-9][0-9]{0,8}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?")
_MARK, _WHEN = "column.unit_header", "column.time_header"


def is_share(text: str) -> bool:
    """Whether a cell says how much of the work is the unit's above it.

    >>> [is_share(text) for text in ("500", "1,200", "3.5", "√", "2023年")]
    [True, True, True, False, False]
    """
    return _SHARE.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class Marks:
    """What marks below units may mean: the notes of the table, and the rules."""

    notes: tuple[str, ...]
    senses: Senses
    rules: TaskRules

    def role_of(self, text: str, usual: str) -> str | None:
        """The role that a mark gives the unit above it; `usual` where it only ticks, None where it is no mark.

        A share of the work (500 under 城关镇) ticks too. A note may say what a sign means (★为牵头单位, “主”为主办单位); a word
        beside the sign goes before it: √（牵头）.
        """
        if self.rules.legends.has("nothing", text):
            return "none"
        signs = "".join(m["sign"] for m in self.rules.legends.find("mark_sign", text))
        word = self.rules.columns.exact(text.strip().strip(signs).strip(_AROUND_NAME))
        if word is not None and word.role in UNIT_ROLES:
            return word.role
        meant = _meanings(self.notes, self.rules).get(text.strip())
        if meant is None and not self.rules.legends.has("mark", text) and not is_share(text):
            return None
        return meant or usual


def headed(header: Header, grid: Grid, body: Sequence[int], marks: Marks) -> tuple[Column, ...]:
    """The columns of a header; those under a unit with marks below become `mark`, those under a time `when`."""
    columns = [_headed(column, (col, header.end - 1), grid, (body, marks)) for col, column in enumerate(header.columns)]
    phases = [at for at, column in enumerate(columns) if _is_phase(column, marks)]
    if len(phases) + sum(column.role == "when" for column in columns) > 1:
        columns = [replace(c, role="when", rule=_WHEN) if at in phases else c for at, c in enumerate(columns)]
    return tuple(columns)


def _is_phase(column: Column, marks: Marks) -> bool:
    """Whether a header says until when and what is due then: 一季度计划, 上半年目标. One alone is a goal, several are phases."""
    times = (match["time"] for match in marks.rules.legends.find("phase", plain(column.label)))
    return column.role not in UNIT_ROLES and any(marks.senses.time_like(time) > SURE for time in times)


def _headed(column: Column, at: tuple[int, int], grid: Grid, given: tuple[Sequence[int], Marks]) -> Column:
    col, row = at
    body, marks = given
    cell = grid.slots[row][col] if row >= 0 else None
    if cell is None or not cell.text or marks.rules.columns.rule_of(cell.text) is not None:
        return column
    label = plain(cell.text)
    if marks.senses.time_like(label) > SURE:
        return Column(cell.text, "when", _WHEN)
    texts = column_texts(grid, col, body)
    if marks.senses.unit_like(label) > SURE and texts and all(marks.role_of(t, "responsible") for t in texts):
        return Column(cell.text, "mark", _MARK)
    return column


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
