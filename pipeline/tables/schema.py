"""The data dictionary `rules/tables.yaml` as values: every table and column with its type, and the Arrow schemas made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.rulebook.faults import Fault, RulesFault
from pipeline.rulebook.file import Document, convert, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a name means, in English and Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry(Meaning):
    """A field that several tables share."""

    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of one table. `values` names the list of codes that it, or each value of its lists, may hold."""

    name: str
    type: str
    en: str
    zh: str
    values: str | None = None

    @property
    def arrow(self) -> pa.DataType:
        """Its Arrow type."""
        return arrow_type(self.type)

    @property
    def label(self) -> str:
        """Its short Chinese name: what the Chinese meaning says first."""
        return re.split(r"[，。；：（、]", self.zh, maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """A table as the file writes it: a column is a shared field's name, or a mapping that says all of it.

    `label` is what people call the table, in a word; `added_by` names the command that adds it to those of `taizhang parse`.
    """

    label: str
    en: str
    zh: str
    key: tuple[str, ...]
    columns: tuple[str | Column, ...]
    added_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryEntry:
    """The whole file `rules/tables.yaml`."""

    about: str
    types: dict[str, str]
    fields: dict[str, FieldEntry]
    tables: dict[str, TableEntry]
    codes: dict[str, dict[str, Meaning]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table of the output: its name, what people call it, its meaning, key and columns in order."""

    name: str
    label: str
    en: str
    zh: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    added_by: str | None = None

    @property
    def schema(self) -> pa.Schema:
        """Its Arrow schema; key columns are never null."""
        return pa.schema([pa.field(c.name, c.arrow, nullable=c.name not in self.key) for c in self.columns])


@dataclass(frozen=True)
class Dictionary:
    """All tables that `taizhang parse` writes, the codes that columns may hold, and the tables that other commands add."""

    tables: dict[str, Table]
    codes: dict[str, dict[str, Meaning]]
    added: dict[str, Table] = field(default_factory=dict)

    def held_by(self, files: Callable[[str], Sequence[object]]) -> Dictionary:
        """The dictionary of the tables, added ones too, that a folder holds; `files` gives the files of a table by its name."""
        held = {name: table for name, table in {**self.tables, **self.added}.items() if files(name)}
        return Dictionary(held, self.codes)

    def schema(self, table: str) -> pa.Schema:
        """The Arrow schema of one table."""
        return self.tables[table].schema

    @property
    def row_schema(self) -> pa.Schema:
        """One nested row a page: the columns of `documents`, then a list of structs for each of the other tables.

        Units and deadlines stand inside their task.
        """
        inner = {name: pa.struct(list(table.schema)) for name, table in self.tables.items()}
        task = pa.struct(
            [
                *self.schema("tasks"),
                pa.field("units", pa.list_(inner["units"])),
                pa.field("deadlines", pa.list_(inner["deadlines"])),
            ]
        )
        lists = [pa.field("tasks", pa.list_(task))]
        lists += [
            pa.field(name, pa.list_(inner[name]))
            for name in self.tables
            if name not in {"documents", "tasks", "units", "deadlines"}
        ]
        return pa.schema([*self.schema("documents"), *lists])


_TOKEN = re.compile(r"\s{0,20}([A-Za-z_][A-Za-z0-9_]{0,60}|[<>,])")
_PLAIN = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "double": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}


def arrow_type(text: str) -> pa.DataType:
    """The Arrow type that a type of the dictionary names; ValueError for any other text.

    >>> arrow_type("list<struct<path string, start int32>>")
    ListType(list<item: struct<path: string, start: int32>>)
    """
    tokens = _TOKEN.findall(text)
    if re.sub(r"\s+", "", text) != "".join(tokens):
        msg = f"{text!r} is no type"
        raise ValueError(msg)
    found, rest = _take_type(tokens)
    if rest:
        msg = f"{text!r} goes on after the type"
        raise ValueError(msg)
    return found


def _take_type(tokens: list[str]) -> tuple[pa.DataType, list[str]]:
    if not tokens:
        msg = "the type ends too early"
        raise ValueError(msg)
    name, rest = tokens[0], tokens[1:]
    if name in _PLAIN:
        return _PLAIN[name], rest
    if name not in {"list", "map", "struct"} or rest[:1] != ["<"]:
        msg = f"{name!r} is no type; known are {', '.join(_PLAIN)}, list<…>, map<…,…>, struct<name type, …>"
        raise ValueError(msg)
    rest = rest[1:]
    parts: list[pa.Field] = []
    while True:
        label = f"part{len(parts)}"
        if name == "struct":
            label, rest = rest[0], rest[1:]
        inner, rest = _take_type(rest)
        parts.append(pa.field(label, inner))
        if rest[:1] != [","]:
            break
        rest = rest[1:]
    if rest[:1] != [">"]:
        msg = f"a > is missing after {name}<"
        raise ValueError(msg)
    return _combined(name, parts), rest[1:]


def _combined(name: str, parts: list[pa.Field]) -> pa.DataType:
    if name == "struct":
        return pa.struct(parts)
    if name == "list" and len(parts) == 1:
        return pa.list_(parts[0].type)
    if name == "map" and len(parts) == 2:  # noqa: PLR2004 - key and value
        return pa.map_(parts[0].type, parts[1].type)
    msg = f"{name}<…> holds {len(parts)} types"
    raise ValueError(msg)


def load_dictionary(path: Path) -> Dictionary:
    """Read `tables.yaml`; RulesFault lists everything that is wrong with it."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesFault([Fault(shown, 1, "", f"cannot be read: {error}")]) from error
    return read_dictionary(text, shown)


def read_dictionary(text: str, shown: str = "rules/tables.yaml") -> Dictionary:
    """The dictionary that a text in the form of `tables.yaml` holds."""
    document = read_document(text, shown)
    entry, faults = convert(document, (), DictionaryEntry)
    faults = [*document.faults, *faults]
    if faults or entry is None:
        raise RulesFault(faults)
    tables: dict[str, Table] = {}
    for name, table in entry.tables.items():
        columns = [_column(document, name, index, entry) for index in range(len(table.columns))]
        faults += [c for c in columns if isinstance(c, Fault)]
        good = tuple(c for c in columns if isinstance(c, Column))
        names = [c.name for c in good]
        faults += [
            document.fault(("tables", name, "columns"), f"`{n}` stands twice") for n in sorted(set(names)) if names.count(n) > 1
        ]
        faults += [document.fault(("tables", name, "key"), f"`{n}` is no column") for n in table.key if n not in names]
        tables[name] = Table(name, table.label, table.en, table.zh, table.key, good, table.added_by)
    if faults:
        raise RulesFault(faults)
    written = {name: table for name, table in tables.items() if table.added_by is None}
    return Dictionary(written, entry.codes, {name: table for name, table in tables.items() if name not in written})


def _column(document: Document, table: str, index: int, entry: DictionaryEntry) -> Column | Fault:
    written = entry.tables[table].columns[index]
    path = ("tables", table, "columns", index)
    if isinstance(written, str):
        shared = entry.fields.get(written)
        if shared is None:
            return document.fault(path, f"`{written}` is no shared field; say its type and meaning here or under `fields`")
        written = Column(name=written, type=shared.type, en=shared.en, zh=shared.zh)
    if written.values is not None and written.values not in entry.codes:
        return document.fault(path, f"`codes` has no list `{written.values}`")
    spelt = _without_aliases(written.type, entry.types)
    try:
        arrow_type(spelt)
    except (ValueError, IndexError) as error:
        return document.fault(path, str(error))
    return Column(name=written.name, type=spelt, en=written.en, zh=written.zh, values=written.values)


def _without_aliases(spelt: str, aliases: Mapping[str, str]) -> str:
    """A type with the names under `types:` written out; an alias may use another, four levels deep.

    >>> _without_aliases("list<place>", {"place": "struct<path string>"})
    'list<struct<path string>>'
    """
    for _ in range(4):
        # In `struct<place place>` the first word is the field's name: only what stands before `,`, `>` or the end is a type.
        spelt = re.sub(r"\b(\w+)(?=\s*(?:[,>]|$))", lambda m: aliases.get(m[1], m[1]), spelt)
    return spelt


def unknown_codes(dictionary: Dictionary, table: str, rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Pairs of column and value that rows hold and the dictionary does not document; of a list, each of its values."""
    coded = [(c.name, dictionary.codes[c.values]) for c in dictionary.tables[table].columns if c.values]
    held = {(name, value) for row in rows for name, _ in coded for value in _each(row.get(name))}
    known = dict(coded)
    return {(name, str(value)) for name, value in held if not is_code(str(value), known[name])}


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else () if value is None else (value,)


def is_code(value: str, codes: Iterable[str]) -> bool:
    """Whether a list of codes holds a value; a code with a `*` stands for a family.

    >>> [is_code(value, ("width.*", "*+*", "gone")) for value in ("width.digits", "width.digits+gone", "gone", "went")]
    [True, True, True, False]
    """
    families = (code.partition("*") for code in codes if "*" in code)
    return value in codes or any(value.startswith(head) and value.endswith(tail) for head, _, tail in families)
