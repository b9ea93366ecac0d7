"""The tables as a database: SQLite, as Datasette serves it best, and DuckDB."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.export.cells import flat_columns
from pipeline.export.writing import new_file
from pipeline.tables.dictionary import reference
from pipeline.tables.nested import scrubbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.export.cells import Flat
    from pipeline.tables.parsed import Parsed
    from pipeline.tables.schema import Dictionary, Table

_SEARCHED = {"documents": ("title", "issuer"), "tasks": ("text",), "units": ("name",), "blocks": ("text",)}
"""What people look for words in."""
_FACETS = {"documents": ["province", "status"], "tasks": ["origin"], "units": ["role", "function"], "deadlines": ["kind"]}
_SOUGHT = frozenset({"end", "function", "region_code", "plan_year"})
"""What people filter by: these columns have an index, and so have those that lead to another table."""


def export_sqlite(parsed: Parsed, out: Path, dictionary: Dictionary) -> list[str]:
    """Write the database `out`, and beside it `NAME.metadata.json` for Datasette.

    Every table has its key, its foreign keys, and an index on what it is joined by; texts can be searched for any three
    characters that stand together (FTS5, trigram), which is how Chinese is found without a list of words.
    """
    with new_file(out) as aside, closing(sqlite3.connect(aside)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        for name, table in dictionary.tables.items():
            flat = flat_columns(table.columns)
            leads = {column.name: to for column in flat if (to := reference(column.name, table, dictionary.tables))}
            base.execute(_create(table, flat, leads))
            marks = ", ".join("?" * len(flat))
            base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _cells(parsed, name, flat))  # noqa: S608 - names of ours
            _index(base, table, [column.name for column in flat if column.name in leads or column.name in _SOUGHT])
        base.commit()
        base.execute("VACUUM")
    with new_file(out.with_name(f"{out.stem}.metadata.json")) as aside:
        aside.write_text(json.dumps(_metadata(out.stem, dictionary), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [f"datasette {out.name} --metadata {out.stem}.metadata.json serves it"]


def _create(table: Table, flat: Sequence[Flat], leads: Mapping[str, tuple[str, str]]) -> str:
    lines = [f'"{column.name}" {_sqlite_type(column.arrow)}' for column in flat]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [f'FOREIGN KEY ("{name}") REFERENCES "{owner}" ("{key}")' for name, (owner, key) in leads.items()]
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _sqlite_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _cells(parsed: Parsed, table: str, flat: Sequence[Flat]) -> Iterator[list[Any]]:
    for row in parsed.rows(table):
        yield [_plain(column.value(row)) for column in flat]


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a cell holds
    return value.isoformat() if isinstance(value, dt.date) else scrubbed(value)


def _index(base: sqlite3.Connection, table: Table, names: Iterable[str]) -> None:
    """Index these columns, but for the one that the key begins with, and the words that people search."""
    for name in names:
        if name != table.key[0]:
            base.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
    searched = ", ".join(_SEARCHED.get(table.name, ()))
    if searched:
        words = f"{table.name}_fts"
        base.execute(
            f'CREATE VIRTUAL TABLE "{words}" USING fts5({searched}, content="{table.name}", tokenize="trigram case_sensitive 0")'
        )
        base.execute(f'INSERT INTO "{words}" ("{words}") VALUES (\'rebuild\')')  # noqa: S608 - names of ours


def _metadata(name: str, dictionary: Dictionary) -> dict[str, Any]:
    """What Datasette shows beside the tables."""
    tables = {
        table.name: {
            "title": f"{table.name} {table.label}",
            "description": f"{table.en}. {table.zh}。",
            "columns": {c.name: f"{c.label}: {c.about}" for c in flat_columns(table.columns)},
            **({"facets": _FACETS[table.name]} if table.name in _FACETS else {}),
            **({"fts_table": f"{table.name}_fts"} if table.name in _SEARCHED else {}),
        }
        for table in dictionary.tables.values()
    }
    return {"title": "taizhang · 台账", "databases": {name: {"tables": tables}}}


def export_duckdb(parsed: Parsed, out: Path, dictionary: Dictionary) -> list[str]:
    """Write the database `out`: the tables as they are, lists and structs included, each column with its meaning as a comment."""
    import duckdb  # noqa: PLC0415 - an optional dependency, loaded where it is used

    with new_file(out) as aside, closing(duckdb.connect(str(aside))) as base:
        for name, table in dictionary.tables.items():
            files = [str(file) for file in parsed.files(name)]
            base.execute(f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet(?, hive_partitioning = false)', [files])  # noqa: S608
            base.execute(f"COMMENT ON TABLE \"{name}\" IS '{_quoted(f'{table.en}. {table.zh}')}'")
            held = {row[0] for row in base.execute(f'DESCRIBE "{name}"').fetchall()}
            for column in (c for c in table.columns if c.name in held):
                base.execute(f'COMMENT ON COLUMN "{name}"."{column.name}" IS \'{_quoted(f"{column.en}. {column.zh}")}\'')
    return []


def _quoted(text: str) -> str:
    return text.replace("'", "''")
