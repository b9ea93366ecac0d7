"""What stands beside the work in its rows: the units and the times of a task, by their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.headings import one_line
from pipeline.tasks.tables.columns import UNIT_ROLES, plain
from pipeline.tasks.tables.shared import duty_and_time
from pipeline.tasks.tables.ticks import starred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Cell, Passage
    from pipeline.tasks.prose.duties import Attached
    from pipeline.tasks.tables.columns import Column
    from pipeline.tasks.tables.worksheet import Worksheet

_MORE_A_TIME = 0.6
_MAY_SAY_TIME = frozenset({"result", "detail", "task", "indicator", "other"})


def _beside(sheet: Worksheet, col: int, cell: Cell, rows: Sequence[int]) -> Iterator[Cell]:
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


def _is_shared(found: Cell, rows: Sequence[int]) -> bool:
    return found.row < rows[0] or found.row + found.row_span > rows[-1] + 1


def units_beside(sheet: Worksheet, cell: Cell, rows: Sequence[int]) -> Iterator[Phrase]:
    """The words of the unit columns in the rows of a task, in column order, and the units above its marks."""
    for col, column in enumerate(sheet.columns):
        if column.role == "mark":
            header = sheet.grid.slots[sheet.header_row][col]
            usual = _role_above(sheet, col)
            for found in _beside(sheet, col, cell, rows):
                role = sheet.marks.role_of(found.text, usual)
                if role is not None and header is not None:
                    yield from (Phrase(p, role, "cell") for p in header.passages)
        elif column.role in UNIT_ROLES:
            for found in _beside(sheet, col, cell, rows):
                role = _shared_role(sheet, found) or sheet.role_of(column)
                for phrase in (p for passage in found.passages for p in _named(sheet, passage, role)):
                    yield replace(phrase, role=phrase.role or role, source="cell", from_merge=_is_shared(found, rows))


def _shared_role(sheet: Worksheet, found: Cell) -> str | None:
    """`responsible` where a cell stands across columns of units in several roles: nobody says who leads."""
    over = {c.role for c in sheet.columns[found.col : found.col + found.col_span]}
    return "responsible" if len(over) > 1 and over <= UNIT_ROLES else None


def _role_above(sheet: Worksheet, col: int) -> str:
    """The role that a wide label above the bodies gives those below it: 牵头单位 over 县公安局 and 县教育局."""
    for row in range(sheet.header_row - 1, -1, -1):
        label = sheet.grid.slots[row][col]
        rule = sheet.rules.columns.rule_of(label.text) if label is not None else None
        if rule is not None and rule.role in UNIT_ROLES:
            return rule.role
    return "responsible"


def _named(sheet: Worksheet, passage: Passage, role: str) -> Iterator[Phrase]:
    """The words of a unit column that name units: without a time beside them, and with the roles that signs give them."""
    words = _mixed(sheet, passage)
    if words is not None:
        yield from (*(Phrase(p) for p in words.text), *words.units)
        return
    yield from (Phrase(part, own) for part, own in starred(passage, role, sheet.context[2], sheet.rules))


def _mixed(sheet: Worksheet, passage: Passage) -> Attached | None:
    """What a cell of a unit column says, where it holds a time too and the table has no column for that."""
    if sheet.has(frozenset({"deadline", "when"})) or not sheet.senses.has_time(passage):
        return None
    return duty_and_time(passage, sheet.senses, sheet.rules)


def times_beside(sheet: Worksheet, cell: Cell, rows: Sequence[int]) -> Iterator[Phrase]:
    """The words of the deadline columns in the rows of a task, and the times that head what is to be done by then."""
    for col, column in enumerate(sheet.columns):
        if column.role == "deadline":
            for found in _beside(sheet, col, cell, rows):
                yield from (Phrase(p, None, "cell", _is_shared(found, rows)) for p in found.passages)
        elif column.role == "when":
            header = sheet.grid.slots[sheet.header_row][col]
            for found in _beside(sheet, col, cell, rows):
                yield from _by_then(sheet, found, header)
        elif col not in (sheet.finest, *sheet.coarse) and column.role not in UNIT_ROLES:
            for found in _beside(sheet, col, cell, rows):
                yield from (phrase for passage in found.passages for phrase in _said_beside(sheet, column, passage))
        elif column.role in UNIT_ROLES:
            mixed = [_mixed(sheet, p) for found in _beside(sheet, col, cell, rows) for p in found.passages]
            yield from (replace(p, source="cell") for m in mixed if m is not None for p in m.deadlines)


def _may_say_time(sheet: Worksheet, column: Column) -> bool:
    """Whether a column beside the work says by when, where none is for that: what is to come of it, what it takes, notes."""
    if sheet.has(frozenset({"deadline", "when"})):
        return False
    return _is_note(sheet, column) or column.role in _MAY_SAY_TIME


def _said_beside(sheet: Worksheet, column: Column, words: Passage) -> Iterator[Phrase]:
    """A time that a column says which is for something else: where none is for times, or where a note puts the work off."""
    if _may_say_time(sheet, column):
        yield from (Phrase(words, None, "text"),) if sheet.senses.has_time(words) else ()
    elif _is_note(sheet, column):
        yield from _postponed(sheet, words)


def _postponed(sheet: Worksheet, note: Passage) -> Iterator[Phrase]:
    """The time to which a note says that the work was put off."""
    for match in sheet.rules.legends.find("postponed", note.text):
        later = note.part(match.end())
        if sheet.senses.time_like(later.text) > _MORE_A_TIME or sheet.senses.has_time(later):
            yield Phrase(later, None, "cell")
            return


def _is_note(sheet: Worksheet, column: Column) -> bool:
    """Whether a column holds notes (备注), which may also say that a time was changed."""
    return column.role == "remark" and sheet.rules.legends.has("note_label", plain(column.label))


def _by_then(sheet: Worksheet, found: Cell, header: Cell | None) -> Iterator[Phrase]:
    """A time that heads a column, with what a cell below it says must be done by then; a cell may say a time of its own."""
    if header is None or sheet.senses.time_like(found.text) > _MORE_A_TIME:
        yield from (Phrase(p, None, "cell") for p in found.passages)
        return
    ticked = sheet.marks.role_of(found.text, "due") is not None
    yield from (Phrase(p, None, "cell", deliverable=None if ticked else one_line(found.text)) for p in _times_of(sheet, header))


def _times_of(sheet: Worksheet, header: Cell) -> Iterator[Passage]:
    """The times of a header, without the word behind them that only says what is in the column: 一季度目标."""
    for words in header.passages:
        phase = next(sheet.rules.legends.find("phase", words.text), None)
        yield words.part(*phase.span("time")) if phase is not None else words
