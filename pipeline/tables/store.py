"""A folder of Parquet tables that appears whole or not at all.

Everything is written into a folder beside the target, which takes the target's place by renaming when it is complete. A run
that is interrupted, or that finds the disk full, leaves the last good folder as it was.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables.dictionary import to_datapackage, to_json
from pipeline.tables.parsed import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.tables.schema import Dictionary

RUN_FILE = "run.json"
_GROUP, _GROUPS = 20_000, {"tables": 1_000}
"""Rows of a row group: fixed, so that the same rows give the same bytes however they came in. A group waits in memory until it is
full, and each row of `tables` holds a whole grid."""
LARGE = 50_000
"""From so many notices on a table is a folder of parts."""


ADDED = frozenset({"alignments.parquet", "lineage.parquet", "topics.parquet"})
"""What `taizhang compare` adds. It speaks of the tasks of one run, so the next run leaves it behind."""


class StoreFault(Exception):
    """The folder cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Layout:
    """How tables lie in their folder: one file each, or parts; parted by a column of `documents` where one is named."""

    parts: bool = False
    by: str | None = None

    def home(self, table: str, prefix: str, value: str | None) -> str:
        """The file for rows of a table whose ids begin with `prefix`, of notices with this value.

        >>> Layout().home("tasks", "a", None), Layout(parts=True).home("tasks", "a", None)
        ('tasks.parquet', 'tasks/part-a.parquet')
        >>> Layout(by="script").home("tasks", "", "Hans")
        'tasks/script=Hans/part-0.parquet'
        """
        if not self.parts and self.by is None:
            return f"{table}.parquet"
        if self.by is None:
            return f"{table}/part-{prefix or 0}.parquet"
        return f"{table}/{self.by}={quote(value or NOWHERE, safe='')}/part-0.parquet"


class _TableWriter:
    """One Parquet file whose row groups do not depend on the batches that come in."""

    def __init__(self, path: Path, schema: pa.Schema, group: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._group = group
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", version="2.6")
        self._waiting: list[pa.Table] = []
        self._size = 0

    def add(self, table: pa.Table) -> None:
        """Take more rows, writing what fills a row group."""
        self._waiting.append(table)
        self._size += table.num_rows
        while self._size >= self._group:
            self._write(self._group)

    def _write(self, size: int) -> None:
        waiting = pa.concat_tables(self._waiting)
        self._writer.write_table(waiting.slice(0, size).combine_chunks(), row_group_size=self._group)
        self._waiting = [waiting.slice(size)]
        self._size -= size

    def close(self) -> None:
        """Write what is left. A table without rows still has its schema."""
        if self._size:
            self._write(self._size)
        self._writer.close()


class Store:
    """The tables of one run while they are written. Rows come in order of `doc_id`, a bucket of notices at a time."""

    def __init__(self, folder: Path, dictionary: Dictionary, layout: Layout) -> None:
        self.folder = folder
        self._dictionary = dictionary
        self._layout = layout
        self._counts = dict.fromkeys(dictionary.tables, 0)
        self._files: dict[str, list[str]] = {name: [] for name in dictionary.tables}
        self._writers: dict[str, _TableWriter] = {}

    def add(self, prefix: str, tables: dict[str, pa.Table]) -> None:
        """Take the tables of the notices whose ids begin with `prefix`."""
        prefix = prefix[:1]
        values = self._values(tables["documents"])
        for name, table in tables.items():
            self._counts[name] += table.num_rows
            for value, rows in self._parted(name, table, values):
                self._writer(name, self._layout.home(name, prefix, value)).add(rows)

    def _values(self, documents: pa.Table) -> pa.Table | None:
        return None if self._layout.by is None else documents.select(["doc_id", self._layout.by])

    def _parted(self, name: str, table: pa.Table, values: pa.Table | None) -> Iterator[tuple[str | None, pa.Table]]:
        """The rows of a table by the value of their notice; the column itself is in the name of the folder."""
        by = self._layout.by
        if values is None or by is None:
            yield None, table
            return
        column = pc.take(values[by], pc.index_in(table["doc_id"], values["doc_id"])) if table.num_rows else values[by].slice(0, 0)
        if name == "documents":
            table = table.drop_columns([by])
        for value in sorted(set(column.to_pylist()), key=lambda one: (one is None, one)):
            yield value, table.filter(pc.is_null(column) if value is None else pc.equal(column, value))

    def _writer(self, name: str, home: str) -> _TableWriter:
        if home not in self._writers:
            if self._layout.by is None:  # what came before is complete: ids only grow
                self._close(name)
            schema = self._dictionary.schema(name)
            if name == "documents" and self._layout.by is not None:
                schema = schema.remove(schema.get_field_index(self._layout.by))
            self._writers[home] = _TableWriter(self.folder / home, schema, _GROUPS.get(name, _GROUP))
            self._files[name].append(home)
        return self._writers[home]

    def _close(self, name: str) -> None:
        for home in [home for home in self._writers if home.partition("/")[0].partition(".")[0] == name]:
            self._writers.pop(home).close()

    def finish(self) -> dict[str, int]:
        """Write what is left, and what describes the tables; the rows of each."""
        for name, files in self._files.items():
            if not files:
                self._writer(name, self._layout.home(name, "", None))
        for writer in self._writers.values():
            writer.close()
        package = to_datapackage(self._dictionary)
        for resource in package["resources"]:
            files = sorted(self._files[resource["name"]])
            resource["path"] = files if len(files) > 1 or "/" in files[0] else files[0]
        (self.folder / "datapackage.json").write_text(to_json(package), encoding="utf-8")
        return self._counts

    def close(self) -> None:
        """Let go of the files of a run that will not be finished."""
        for writer in self._writers.values():
            try:
                writer.close()
            except (OSError, pa.ArrowException):  # the disk is full or the folder gone: that is why we are here
                continue


@contextmanager
def writing_aside(out: Path) -> Iterator[Path]:
    """A fresh folder beside `out` that takes its place when the block ends well, and is thrown away when it does not."""
    target = out.resolve()
    refuse_foreign(target)
    aside = target.parent / f"{_prefix(target)}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _prepare(aside, target)
        yield aside
        _swap(aside, target)
    except OSError as error:
        msg = f"writing {target} failed: {error.strerror or error}; what was there stays. Make room or choose another --out"
        raise StoreFault(msg) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _prepare(aside: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mend_left(target)
        aside.mkdir()
    except OSError as error:
        msg = f"cannot write beside {target}: {error.strerror or error}; choose another --out"
        raise StoreFault(msg) from error


def refuse_foreign(target: Path) -> None:
    """StoreFault for a folder that holds other people's files: it is never replaced."""
    if target.exists() and not target.is_dir():
        msg = f"{target} is a file; --out names a folder"
        raise StoreFault(msg)
    if target.is_dir() and any(target.iterdir()) and not (target / RUN_FILE).is_file():
        msg = f"{target} holds files that taizhang did not write; choose another --out"
        raise StoreFault(msg)


def _prefix(target: Path) -> str:
    """How the names of the folders begin that a run makes beside its target; the number of its process follows."""
    return f".taizhang-{target.name}-"


def _swap(aside: Path, target: Path) -> None:
    """Put the new folder in place. Files of others that lay in the old one (notes, comparisons) move along."""
    if target.exists():
        for entry in target.iterdir():
            if entry.name not in ADDED and not _ours(entry.name, aside) and not (aside / entry.name).exists():
                _carry(entry, aside / entry.name)
    take_place(aside, target)


def take_place(aside: Path, target: Path) -> None:
    """Rename a finished folder to its place; what was there is thrown away, or brought back where that fails (OSError)."""
    old = aside.with_name(f"{aside.name}.old")
    try:
        if target.exists():
            target.rename(old)
        aside.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _ours(name: str, aside: Path) -> bool:
    """Whether this is a table of the run before, which may have been laid out otherwise."""
    stem = name.removesuffix(".parquet")
    return any((aside / other).exists() for other in (stem, f"{stem}.parquet"))


def _carry(entry: Path, to: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, to, symlinks=True)
    else:
        shutil.copy2(entry, to, follow_symlinks=False)


def mend_left(target: Path) -> None:
    """Mend what a killed run left: bring back a folder that was moved away, and drop what processes left that are gone."""
    for folder in sorted(target.parent.glob(f"{_prefix(target)}*")):
        pid = folder.name.removeprefix(_prefix(target)).partition("-")[0]
        if not pid.isdigit() or _alive(int(pid)):
            continue
        if folder.suffix == ".old" and not target.exists():
            folder.rename(target)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    if os.name == "nt":  # there, asking is killing
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
