"""A Stata file for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.export.cells import flat_columns
from pipeline.export.writing import new_file
from pipeline.tables.nested import scrubbed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from pipeline.export.cells import Flat
    from pipeline.tables.parsed import Parsed
    from pipeline.tables.schema import Dictionary

_LONGEST_LABEL = 80
_UTF8_VERSION = 118
"""Stata 14 and later; the first format that holds Chinese."""
_SHORT_STRING = 2045
_RESERVED = {"end": "end_", "function": "function_"}
"""Names of ours that are words of Stata's own language."""


def export_stata(parsed: Parsed, out: Path, dictionary: Dictionary) -> list[str]:
    """Write `NAME.dta` for each table into the folder `out`, with variable labels; long texts are strL.

    Lists stand in one cell, parted by `；`. Stata has no empty number that is also a truth value: booleans become 0 and 1.
    """
    for name, table in dictionary.tables.items():
        flat = flat_columns(table.columns)
        frame, long = _frame(parsed, name, flat)
        labels = {_name(column): _label(column) for column in flat}
        with new_file(out / f"{name}.dta") as aside:
            frame.to_stata(
                aside,
                write_index=False,
                version=_UTF8_VERSION,
                variable_labels=labels,
                convert_strl=long,
                convert_dates={_name(column): "td" for column in flat if pa.types.is_date(column.arrow)},
                data_label=f"taizhang {name}",
            )
    return [f"in Stata, `{old}` is called `{new}`" for old, new in _RESERVED.items()]


def _name(column: Flat) -> str:
    return _RESERVED.get(column.name, column.name)


def _label(column: Flat) -> str:
    return column.label.encode("utf-8")[:_LONGEST_LABEL].decode("utf-8", "ignore")


def _frame(parsed: Parsed, table: str, flat: Sequence[Flat]) -> tuple[pd.DataFrame, list[str]]:
    """The table, and the columns whose texts are longer than a plain string of Stata."""
    import pandas as pd  # noqa: PLC0415 - an optional dependency, loaded where it is used

    rows = [[column.value(row) for column in flat] for row in parsed.rows(table)]
    columns: dict[str, Any] = {}
    long: list[str] = []
    for index, column in enumerate(flat):
        cells = [row[index] for row in rows]
        if pa.types.is_string(column.arrow):
            texts = ["" if cell is None else scrubbed(cell).replace("\0", "") for cell in cells]
            if any(len(text.encode("utf-8")) > _SHORT_STRING for text in texts):
                long.append(_name(column))
            columns[_name(column)] = pd.Series(texts, dtype=object)
        elif pa.types.is_date(column.arrow):
            columns[_name(column)] = pd.to_datetime(pd.Series(cells, dtype=object), errors="coerce")
        else:
            columns[_name(column)] = pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64")
    return pd.DataFrame(columns), long
