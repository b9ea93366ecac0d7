"""The formats that the tables can be written in, each by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.engine.inputs import InputFault
from pipeline.export.databases import export_duckdb, export_sqlite
from pipeline.export.ical import export_calendar
from pipeline.export.stata import export_stata
from pipeline.export.tabular import export_csv, export_jsonl
from pipeline.export.workbook import export_xlsx
from pipeline.tables.parsed import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.tables.schema import Dictionary


@dataclass(frozen=True, slots=True)
class Format:
    """How tables are written: `write` takes them, where to, and the dictionary, and gives lines that a person should read.

    `needs` is the package without which it cannot be written, `whole` says that it is one file and no folder.
    """

    write: Callable[[Parsed, Path, Dictionary], list[str]]
    about: str
    whole: bool = True
    needs: str | None = None


def _calendar(parsed: Parsed, out: Path, dictionary: Dictionary) -> list[str]:
    done = export_calendar(parsed, out, dictionary)
    return [f"{done.entries} entries; {done.left_out} deadlines have no day (ongoing, unread …) and stand in none"]


FORMATS = {
    "csv": Format(export_csv, "a folder of CSV files that Excel opens right", whole=False),
    "xlsx": Format(export_xlsx, "an Excel workbook, a sheet a table", needs="xlsxwriter"),
    "sqlite": Format(export_sqlite, "a SQLite database, with full-text search, as Datasette likes it"),
    "duckdb": Format(export_duckdb, "a DuckDB database", needs="duckdb"),
    "stata": Format(export_stata, "a folder of Stata files", whole=False, needs="pandas"),
    "jsonl": Format(export_jsonl, "a folder of JSON Lines files, nested values as they are", whole=False),
    "ics": Format(_calendar, "a calendar of all tasks that have a day"),
}


def export_tables(folder: Path, form: str, out: Path, dictionary: Dictionary) -> list[str]:
    """Write the tables of a folder in a format; what to tell the person who asked.

    InputFault where the folder holds no tables, `out` is a folder and should be a file (or the other way round), or a package is
    not installed; StoreFault where `out` cannot be written.
    """
    parsed = Parsed.open(folder)
    dictionary = dictionary.held_by(parsed.files)
    wanted = FORMATS[form]
    if out.exists() and out.is_dir() == wanted.whole:
        msg = f"{out} is a {'folder' if wanted.whole else 'file'}; --format {form} writes {wanted.about}"
        raise InputFault(msg)
    try:
        said = wanted.write(parsed, out, dictionary)
    except ModuleNotFoundError as error:
        if wanted.needs is None or error.name != wanted.needs:
            raise
        msg = f"--format {form} needs {wanted.needs}: `make export` installs it, and so does `pip install 'taizhang[export]'`"
        raise InputFault(msg) from error
    rows = sum(parsed.count(name) for name in dictionary.tables)
    return [f"{len(dictionary.tables)} tables, {rows:,} rows in {out}" if form != "ics" else f"a calendar in {out}", *said]
