"""The units that stand beside the work in its rows, by their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.tables.labels.columns import UNIT_ROLES
from pipeline.tasks.tables.rows.shared import duty_and_time
from pipeline.tasks.tables.rows.ticks import starred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.outline import Cell, Passage
    from pipeline.tasks.prose.attached.duties import Attached
    from pipeline.tasks.tables.labels.columns import Column
    from pipeline.tasks.tables.rows.worksheet import Worksheet

_LONGEST_ROLE = 4


def cells_beside(sheet: Worksheet, col: int, cell: Cell, rows: Sequence[int]) -> Iterator[Cell]:
    """The cells of a column in the rows of a task, each once; a dash is no cell, and one across columns is the first one's."""
    seen: set[int] = set()
    for row in rows:
        found = sheet.meant(sheet.grid.slots[row][col])
        if found is None or id(found) in seen or found is cell or sheet.rules.legends.has("nothing", found.text):
            continue
        if sheet.is_read(found, col):
            continue
        seen.add(id(found))
        yield found


def is_shared(found: Cell, rows: Sequence[int]) -> bool:
    """Whether a cell stands beside more rows than those of a task."""
    return found.row < rows[0] or found.row + found.row_span > rows[-1] + 1


def units_beside(sheet: Worksheet, cell: Cell, rows: Sequence[int]) -> Iterator[Phrase]:
    """The words of the unit columns in the rows of a task, in column order, and the units above its marks."""
    for col, column in enumerate(sheet.columns):
        if column.role == "mark":
            yield from _marked(sheet, sheet.labels(col), cells_beside(sheet, col, cell, rows))
        elif column.role in UNIT_ROLES:
            for found in cells_beside(sheet, col, cell, rows):
                role = _shared_role(sheet, found) or _role_in_row(sheet, found, column) or sheet.role_of(column)
                for phrase in (p for passage in found.passages for p in _named(sheet, passage, role)):
                    yield replace(phrase, role=phrase.role or role, source="cell", from_merge=is_shared(found, rows))


def _shared_role(sheet: Worksheet, found: Cell) -> str | None:
    """`responsible` where a cell stands across columns of units in several roles: nobody says who leads."""
    over = {c.role for c in sheet.columns[found.col : found.col + found.col_span]}
    return "responsible" if len(over) > 1 and over <= UNIT_ROLES else None


def _role_in_row(sheet: Worksheet, found: Cell, column: Column) -> str | None:
    """The role that a cell beside a body gives it, in a column that holds nothing but such: 县财政局 | 配合."""
    for cell in sheet.grid.slots[found.row] if column.role == "responsible" else ():
        if cell is None or cell.row != found.row or len(cell.text) > _LONGEST_ROLE or sheet.columns[cell.col].role in UNIT_ROLES:
            continue
        rule = sheet.rules.columns.exact(cell.text)
        if rule is not None and rule.role in UNIT_ROLES and not sheet.rules.columns.is_weak(cell.text):
            return rule.role
    return None


def _marked(sheet: Worksheet, labels: Sequence[Cell], found: Iterable[Cell]) -> Iterator[Phrase]:
    """The body at the head of a column, where marks stand below it."""
    usual = _role_above(sheet, labels[1:])
    for role in (sheet.marks.role_of(cell.text, usual) for cell in found):
        if role is not None:
            yield from (Phrase(p, role, "cell") for p in (labels[0].passages if labels else ()))


def _role_above(sheet: Worksheet, labels: Sequence[Cell]) -> str:
    """The role that a wide label above the bodies gives those below it: 牵头单位 over 县公安局 and 县教育局."""
    rules = (sheet.rules.columns.rule_of(label.text) for label in labels)
    return next((rule.role for rule in rules if rule is not None and rule.role in UNIT_ROLES), "responsible")


def _named(sheet: Worksheet, passage: Passage, role: str) -> Iterator[Phrase]:
    """The words of a unit column that name units: without a time beside them, and with the roles that signs give them."""
    words = mixed(sheet, passage)
    if words is not None:
        yield from (*(Phrase(p) for p in words.text), *words.units)
        return
    yield from (Phrase(part, own) for part, own in starred(passage, role, sheet.context[2], sheet.rules))


def mixed(sheet: Worksheet, passage: Passage) -> Attached | None:
    """What a cell of a unit column says, where it holds a time too and the table has no column for that."""
    if sheet.has(frozenset({"deadline", "when"})) or not sheet.senses.has_time(passage):
        return None
    return duty_and_time(passage, sheet.senses, sheet.rules)
