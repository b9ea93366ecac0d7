"""Nested values as single cells, for formats that know only numbers, days and words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.tables.schema import Column

_BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class Flat:
    """A column of a flat table: where its value stands in a row, its plain Arrow type, and what it is called.

    `part` names the field of a struct that it is; `label` is Chinese, short, with the column's own name in brackets.
    """

    name: str
    column: str
    part: str | None
    arrow: pa.DataType
    label: str
    about: str

    def value(self, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a number, a day, words, or nothing
        """The cell of one row; empty where the tables were written before there was such a column."""
        value = row.get(self.column)
        if self.part is not None:
            return None if value is None else value[self.part]
        return join(value) if isinstance(value, list | dict) else value


def flat_columns(columns: Iterable[Column]) -> tuple[Flat, ...]:
    """The columns of a table, a struct taken apart into its fields, anything else that is nested joined into words."""
    flat: list[Flat] = []
    for column in columns:
        kind = column.arrow
        if pa.types.is_struct(kind):
            flat += [_flat(column, f"{column.name}_{part.name}", part.name, part.type) for part in kind]
        else:
            flat.append(_flat(column, column.name, None, pa.string() if pa.types.is_nested(kind) else kind))
    return tuple(flat)


def _flat(column: Column, name: str, part: str | None, kind: pa.DataType) -> Flat:
    return Flat(name, column.name, part, kind, f"{column.label} ({name})", column.zh)


def join(values: list[Any] | dict[str, Any]) -> str:
    """A list of words as one cell, parted by `；`; as JSON where that would not read back, or where it holds no mere words.

    >>> join(["市司法局", "市财政局"]), join(["一；二", "三"]), join([]), join([("备注", "无")])
    ('市司法局；市财政局', '["一；二", "三"]', '', '{"备注": "无"}')
    """
    if isinstance(values, list) and all(isinstance(v, str) and v and _BETWEEN not in v and v[0] not in "[{" for v in values):
        return _BETWEEN.join(values)
    if isinstance(values, list) and values and all(isinstance(v, tuple) for v in values):
        values = dict(values)
    return json.dumps(values, ensure_ascii=False, default=str)
