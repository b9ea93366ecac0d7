"""CSV and JSON Lines: a file for each table."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from pipeline.export.cells import flat_columns
from pipeline.export.writing import new_file
from pipeline.tables.nested import scrubbed

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.tables.parsed import Parsed
    from pipeline.tables.schema import Dictionary

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that Excel would compute, or that it may."""


def export_csv(parsed: Parsed, out: Path, dictionary: Dictionary) -> list[str]:
    """Write `NAME.csv` for each table into the folder `out`: UTF-8 with a byte order mark, so that Excel opens it right.

    Words that begin like a formula get a `'` before them, and nothing computes when somebody opens the file.
    """
    said = []
    for name, table in dictionary.tables.items():
        flat, made_safe = flat_columns(table.columns), 0
        with new_file(out / f"{name}.csv") as aside, aside.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([column.name for column in flat])
            for row in parsed.rows(name):
                cells = [scrubbed(column.value(row)) for column in flat]
                safe = [safe_cell(cell) for cell in cells]
                made_safe += cells != safe
                writer.writerow(safe)
        if made_safe:
            said.append(f"{name}.csv: {made_safe} rows hold words that begin like a formula; a ' stands before them")
    return said


def safe_cell(value: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
    """A cell that no spreadsheet computes.

    >>> safe_cell("=1+1"), safe_cell("－ 完成"), safe_cell(-1), safe_cell("完成")
    ("'=1+1", "'－ 完成", -1, '完成')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def export_jsonl(parsed: Parsed, out: Path, dictionary: Dictionary) -> list[str]:
    """Write `NAME.jsonl` for each table into the folder `out`: an object a row, nested values as they are, days as 2022-06-30."""
    for name in dictionary.tables:
        with new_file(out / f"{name}.jsonl") as aside, aside.open("w", encoding="utf-8") as stream:
            maps = [field.name for field in dictionary.schema(name) if str(field.type).startswith("map")]
            for row in parsed.rows(name):
                plain = scrubbed(row | {column: dict(row[column] or ()) for column in maps})
                stream.write(json.dumps(plain, ensure_ascii=False, default=str) + "\n")
    return []
