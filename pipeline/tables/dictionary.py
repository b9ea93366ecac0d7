"""The data dictionary as people and tools read it: a page of Markdown, and the Frictionless `datapackage.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Container

    from pipeline.tables.schema import Column, Dictionary, Meaning, Table


def to_markdown(dictionary: Dictionary) -> str:
    """`docs/data-dictionary.md`."""
    lines = [
        "# Data dictionary · 数据字典",
        "",
        "Generated from `rules/tables.yaml` by `make dictionary`; edit that file, not this one.",
        "由 `rules/tables.yaml` 生成（`make dictionary`），请改那个文件。",
        "",
        "All text is NFC, simplified Chinese, repaired; what the page printed stays beside it. Dates are `date32`.",
        "Rows are sorted by `doc_id`, then by `seq`.",
        "",
    ]
    tables = [*dictionary.tables.values(), *dictionary.added.values()]
    for table in tables:
        lines += _table_section(table)
    lines += ["## Codes · 代码", ""]
    for name, codes in dictionary.codes.items():
        used = ", ".join(f"`{t.name}.{c.name}`" for t in tables for c in t.columns if c.values == name)
        lines += _code_section(name, used, codes)
    return "\n".join(lines).rstrip() + "\n"


def _table_section(table: Table) -> list[str]:
    lines = [
        f"## {table.name}",
        "",
        f"{table.label} · {table.en}. {table.zh}。{_added(table)}",
        "",
        f"Key: {', '.join(f'`{k}`' for k in table.key)}",
        "",
    ]
    lines += ["| column | type | meaning | 含义 |", "|---|---|---|---|"]
    lines += [f"| `{c.name}` | `{_cell(c.type)}` | {_cell(c.en)}{_see(c)} | {_cell(c.zh)} |" for c in table.columns]
    return [*lines, ""]


def _added(table: Table) -> str:
    return f" Added by `{table.added_by}`. 由 `{table.added_by}` 生成。" if table.added_by else ""


def _see(column: Column) -> str:
    return f" ([codes](#codes--代码): {column.values})" if column.values else ""


def _code_section(name: str, used: str, codes: dict[str, Meaning]) -> list[str]:
    lines = [f"### {name}", "", f"Used by {used or 'no column'}.", "", "| code | meaning | 含义 |", "|---|---|---|"]
    lines += [f"| `{code}` | {_cell(meaning.en)} | {_cell(meaning.zh)} |" for code, meaning in codes.items()]
    return [*lines, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def to_datapackage(dictionary: Dictionary) -> dict[str, Any]:
    """The Frictionless Data Package of a `parsed/` folder: every table, column, type and meaning."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "taizhang-parsed",
        "title": "Tasks, units and deadlines read from Chinese government notices",
        "title_zh": "政务通知中的任务、责任单位与时限",
        "resources": [_resource(table, dictionary) for table in dictionary.tables.values()],
    }


def _resource(table: Table, dictionary: Dictionary) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, table, dictionary) for column in table.columns],
        "primaryKey": list(table.key),
    }
    foreign = [(column.name, reference(column.name, table, dictionary.tables)) for column in table.columns]
    keys = [{"fields": [name], "reference": {"resource": to[0], "fields": [to[1]]}} for name, to in foreign if to]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": table.label,
        "path": f"{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": table.en,
        "description_zh": table.zh,
        "schema": schema,
    }


_REFERENCES = {
    "doc_id": ("documents", "doc_id"),
    "task_id": ("tasks", "task_id"),
    "table_id": ("tables", "table_id"),
    "continued_from": ("tables", "table_id"),
    "cited_doc_id": ("documents", "doc_id"),
    "duplicate_of": ("documents", "doc_id"),
    "from_doc_id": ("documents", "doc_id"),
    "from_task_id": ("tasks", "task_id"),
}


def reference(column: str, table: Table, tables: Container[str]) -> tuple[str, str] | None:
    """To which of `tables` a column of a table leads, and to which column of it; None for one that leads nowhere.

    >>> from pipeline.tables.schema import Table
    >>> units = Table("units", "", "", "", ("task_id", "seq"), ())
    >>> reference("task_id", units, {"units", "tasks"}), reference("name", units, {"tasks"}), reference("task_id", units, ())
    (('tasks', 'task_id'), None, None)
    """
    owner = _REFERENCES.get(column)
    return owner if owner and owner[0] in tables and owner != (table.name, column) else None


def _field(column: Column, table: Table, dictionary: Dictionary) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _frictionless(column.arrow),
        "arrow_type": column.type,
        "description": column.en,
        "description_zh": column.zh,
    }
    if column.name in table.key:
        field["constraints"] = {"required": True}
    if column.values:
        codes = dictionary.codes[column.values]
        if not pa.types.is_list(column.arrow) and not any("*" in code for code in codes):
            field.setdefault("constraints", {})["enum"] = list(codes)
        field["categories"] = [{"value": code, "label": m.en, "label_zh": m.zh} for code, m in codes.items()]
    return field


def _frictionless(kind: pa.DataType) -> str:
    for test, name in (
        (pa.types.is_string, "string"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_date, "date"),
        (pa.types.is_list, "array"),
    ):
        if test(kind):
            return name
    return "object"


def to_json(value: object) -> str:
    """JSON as this project writes it: readable, Chinese as Chinese, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
