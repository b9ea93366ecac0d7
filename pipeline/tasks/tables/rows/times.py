"""The times that stand beside the work in its rows: in columns of times, under times that head columns, in notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.days import is_year, year_of
from pipeline.tasks.headings import one_line
from pipeline.tasks.senses import SURE
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain
from pipeline.tasks.tables.rows.beside import cells_beside, is_shared, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Cell, Passage
    from pipeline.tasks.tables.labels.columns import Column
    from pipeline.tasks.tables.rows.worksheet import Worksheet

_MAY_SAY_TIME = frozenset({"result", "detail", "task", "indicator", "other"})


def times_beside(sheet: Worksheet, cell: Cell, rows: Sequence[int]) -> Iterator[Phrase]:
    """The words of the deadline columns in the rows of a task, and the times that head what is to be done by then."""
    for col, column in enumerate(sheet.columns):
        beside = cells_beside(sheet, col, cell, rows)
        if column.role == "deadline":
            year = _year_above(sheet, col) or _year_of_list(sheet)
            yield from (Phrase(p, None, "cell", is_shared(found, rows), year=year) for found in beside for p in found.passages)
        elif column.role == "when":
            yield from (phrase for found in beside for phrase in _by_then(sheet, found))
        elif column.role in UNIT_ROLES:
            both = [mixed(sheet, p) for found in beside for p in found.passages]
            yield from (replace(p, source="cell") for m in both if m is not None for p in m.deadlines)
        elif col not in (sheet.finest, *sheet.coarse):
            yield from (phrase for found in beside for p in found.passages for phrase in _said_beside(sheet, column, p))


def _year_above(sheet: Worksheet, col: int) -> int | None:
    """The year that the labels of a column name for all that stands below: 2024年完成时限, or 2024年 over 上半年."""
    return next((year for label in sheet.labels(col) if (year := year_of(label.text)) is not None), None)


def _year_of_list(sheet: Worksheet) -> int | None:
    """The year that the caption says the list of tasks is for: 2025年任务清单."""
    caption = sheet.context[1] or ""
    year = year_of(caption)
    return year if year is not None and sheet.rules.legends.has("list_of_year", caption) else None


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
        if sheet.senses.time_like(later.text) > SURE or sheet.senses.has_time(later):
            yield Phrase(later, None, "cell")
            return


def _is_note(sheet: Worksheet, column: Column) -> bool:
    """Whether a column holds notes (备注), which may also say that a time was changed."""
    return column.role == "remark" and sheet.rules.legends.has("note_label", plain(column.label))


def _by_then(sheet: Worksheet, found: Cell) -> Iterator[Phrase]:
    """The time above a cell, with what the cell says must be done by then; a cell may say a time of its own.

    Below a whole year it may do so beside work: 6月底前完成设计. What stands across several such columns is due by the last.
    How long something takes (5个工作日内办结) is what must be so by then.
    """
    due = max(at for at in range(found.col, found.col + found.col_span) if sheet.columns[at].role == "when")
    year = _year_above(sheet, due) or _year_of_list(sheet)
    header = next(iter(sheet.labels(due)), None)
    if header is None or _says_when(sheet, header, found):
        yield from (Phrase(p, None, "cell", year=year) for p in found.passages)
        return
    work = None if sheet.marks.role_of(found.text, "due") is not None else one_line(found.text)
    yield from (Phrase(p, None, "cell", deliverable=work, year=year) for p in _times_of(sheet, header))


def _says_when(sheet: Worksheet, header: Cell, found: Cell) -> bool:
    """Whether a cell below a time says when itself: it is a time, or, below a whole year, holds one."""
    if sheet.rules.legends.has("how_long", found.text):
        return False
    whole = all(is_year(words.text) for words in _times_of(sheet, header))
    return sheet.senses.time_like(found.text) > SURE or (whole and any(map(sheet.senses.has_time, found.passages)))


def _times_of(sheet: Worksheet, header: Cell) -> Iterator[Passage]:
    """The times of a header, without the word behind them that only says what is in the column: 一季度目标."""
    for words in header.passages:
        phase = next(sheet.rules.legends.find("phase", words.text), None)
        yield words.part(*phase.span("time")) if phase is not None else words
