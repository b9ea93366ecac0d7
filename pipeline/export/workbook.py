"""One Excel workbook: a sheet a table, its name and headers in Chinese, filters, and the header always in sight."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.export.cells import flat_columns
from pipeline.export.writing import new_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from pipeline.export.cells import Flat
    from pipeline.tables.parsed import Parsed
    from pipeline.tables.schema import Dictionary, Table

_MOST_ROWS = 1_048_575
"""What Excel holds below a header."""
_LONGEST = 32_767
_CUT = "… [cut]"
_WIDE, _NARROW = 48, 14


@dataclass
class _Book:
    """The workbook while it is written. `most_rows` is how many rows a sheet may hold."""

    book: Workbook
    most_rows: int
    header: Format = field(init=False)
    day: Format = field(init=False)
    cut: int = 0

    def __post_init__(self) -> None:
        self.header = self.book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEEEEE", "text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})


def export_xlsx(parsed: Parsed, out: Path, dictionary: Dictionary, most_rows: int = _MOST_ROWS) -> list[str]:
    """Write the workbook `out`. A table too long for a sheet goes on in another; a text too long for a cell is cut, and said so.

    Words are written as words: a cell that begins with = + - @ is never a formula, and nothing is a link.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - an optional dependency, loaded where it is used

    said = []
    with new_file(out) as aside:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with Workbook(str(aside), options) as book:
            # The same tables give the same bytes: the time of writing is nobody's business.
            book.set_properties({"title": "taizhang", "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
            whole = _Book(book, most_rows)
            for name, table in dictionary.tables.items():
                sheets = _write_table(whole, table, parsed.rows(name))
                if sheets > 1:
                    said.append(f"{name}: more rows than a sheet holds; it goes on in {sheets} sheets")
    if whole.cut:
        said.append(f"{whole.cut} texts are longer than a cell holds and end in {_CUT!r}; the Parquet files have all of them")
    return said


def _write_table(whole: _Book, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    """Write one table; how many sheets it took."""
    flat = flat_columns(table.columns)
    title = f"{table.label} ({table.name})"
    sheets, sheet, at = 1, _new_sheet(whole, title, flat), 0
    for row in rows:
        if at == whole.most_rows:
            _close_sheet(sheet, flat, at)
            sheets, at = sheets + 1, 0
            sheet = _new_sheet(whole, f"{title} {sheets}", flat)
        at += 1
        for index, column in enumerate(flat):
            _write_cell(whole, sheet, (at, index), column.value(row))
    _close_sheet(sheet, flat, at)
    return sheets


def _new_sheet(whole: _Book, name: str, flat: Sequence[Flat]) -> Worksheet:
    sheet = whole.book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(flat):
        sheet.set_column(index, index, _WIDE if column.name in {"text", "text_as_printed", "title", "message"} else _NARROW)
        sheet.write_string(0, index, column.label, whole.header)
    return sheet


def _close_sheet(sheet: Worksheet, flat: Sequence[Flat], last: int) -> None:
    sheet.autofilter(0, 0, last, len(flat) - 1)


def _write_cell(whole: _Book, sheet: Worksheet, at: tuple[int, int], value: Any) -> None:  # noqa: ANN401 - what a cell holds
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(*at, value, whole.day)
    else:
        sheet.write_string(*at, _fitting(whole, str(value)))


def _fitting(whole: _Book, text: str) -> str:
    """A text that a cell holds; Excel counts UTF-16 units."""
    clean = text.encode("utf-16-le", "replace").decode("utf-16-le")
    if len(clean) + sum(c > "\uffff" for c in clean) <= _LONGEST:
        return clean
    whole.cut += 1
    widest = 2 if any(c > "\uffff" for c in clean) else 1
    return clean[: (_LONGEST - len(_CUT)) // widest] + _CUT
