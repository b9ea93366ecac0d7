"""A folder of Parquet tables that appears whole or not at all.

Everything is written into a folder beside the target, which takes the target's place by renaming when it is complete. A run
that is interrupted, or that finds the disk full, leaves the last good folder as it was.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.dictionary import to_datapackage, to_json
from pipeline.tables.rows import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.tables.rows import Row
    from pipeline.tables.schema import Dictionary

RUN_FILE = "run.json"
_GROUP = 20_000
"""Rows of a row group: fixed, so that the same rows give the same bytes however they came in."""


_AMENDED = frozenset({"documents", "tasks", "units", "deadlines", "citations", "issues"})
"""The tables that the whole run may still change: only then is it known which pages are duplicates and what cites what."""


ADDED = frozenset({"alignments.parquet", "topics.parquet"})
"""What `taizhang compare` adds. It speaks of the tasks of one run, so the next run leaves it behind."""


class StoreFault(Exception):
    """The folder cannot be written; the message says why and what to do."""


class _TableWriter:
    """One Parquet file whose row groups do not depend on the batches that come in."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", version="2.6")
        self._waiting: list[pa.Table] = []
        self._size = 0

    def add(self, table: pa.Table) -> None:
        """Take more rows, writing what fills a row group."""
        self._waiting.append(table)
        self._size += table.num_rows
        while self._size >= _GROUP:
            self._write(_GROUP)

    def _write(self, size: int) -> None:
        waiting = pa.concat_tables(self._waiting)
        self._writer.write_table(waiting.slice(0, size).combine_chunks(), row_group_size=_GROUP)
        self._waiting = [waiting.slice(size)]
        self._size -= size

    def close(self) -> None:
        """Write what is left. A table without rows still has its schema."""
        if self._size:
            self._write(self._size)
        self._writer.close()


class Store:
    """The tables of one run while they are written.

    Rows come in order of `doc_id`, those of damaged pages last; `amend` may change them at the end.
    """

    def __init__(self, folder: Path, dictionary: Dictionary) -> None:
        self.folder = folder
        self._dictionary = dictionary
        self._columns = {name: [c.name for c in table.columns] for name, table in dictionary.tables.items()}
        self._schemas = {name: dictionary.schema(name) for name in dictionary.tables}
        self._counts = dict.fromkeys(self._schemas, 0)
        self._writers = {name: _TableWriter(self._path(name), schema) for name, schema in self._schemas.items()}

    def _path(self, name: str) -> Path:
        return self.folder / (f"{name}.draft" if name in _AMENDED else f"{name}.parquet")

    def add(self, rows: list[Row], refuse: Callable[[Row, Exception], Row]) -> None:
        """Take the nested rows of some pages; a row that no table can hold is replaced by what `refuse` makes of it."""
        for name, table in self._tables(rows, refuse).items():
            self._writers[name].add(table)
            self._counts[name] += table.num_rows

    def _tables(self, rows: list[Row], refuse: Callable[[Row, Exception], Row]) -> dict[str, pa.Table]:
        try:
            flat = flatten(rows, self._columns)
            return {name: pa.Table.from_pylist(flat[name], schema=schema) for name, schema in self._schemas.items()}
        except (pa.ArrowException, ValueError, TypeError, OverflowError, LookupError) as error:
            if len(rows) == 1:
                clean = scrubbed(rows[0])
                if clean == rows[0]:
                    clean = refuse(rows[0], error)
                return self._tables([clean], _give_up)
            half = len(rows) // 2
            first, second = self._tables(rows[:half], refuse), self._tables(rows[half:], refuse)
            return {name: pa.concat_tables([first[name], second[name]]) for name in first}

    def finish(self, amend: Callable[[str, pa.Table], pa.Table]) -> dict[str, int]:
        """Write the tables for good, each part of a table that may change passing through `amend`; the rows of each."""
        for writer in self._writers.values():
            writer.close()
        counts = {name: self._rewrite(name, amend) if name in _AMENDED else self._counts[name] for name in self._writers}
        path = self.folder / "datapackage.json"
        path.write_text(to_json(to_datapackage(self._dictionary)), encoding="utf-8")
        return counts

    def _rewrite(self, name: str, amend: Callable[[str, pa.Table], pa.Table]) -> int:
        size = 0
        final = _TableWriter(self.folder / f"{name}.parquet", self._schemas[name])
        with pq.ParquetFile(self._path(name)) as source:
            for index in range(source.num_row_groups):
                part = amend(name, source.read_row_group(index))
                size += part.num_rows
                final.add(part)
        final.close()
        self._path(name).unlink()
        return size

    def close(self) -> None:
        """Let go of the files of a run that will not be finished."""
        for writer in self._writers.values():
            try:
                writer.close()
            except (OSError, pa.ArrowException):  # the disk is full or the folder gone: that is why we are here
                continue


def _give_up(row: Row, error: Exception) -> Row:
    msg = f"{row.get('source')}: {error}"
    raise TypeError(msg) from error


def scrubbed(value: Any) -> Any:  # noqa: ANN401 - any plain value, and the same kind of value back
    r"""A plain value without lone surrogates, which no UTF-8 file can hold: they become `?`.

    >>> scrubbed({"a": ["\ud800x"], "n": 1})
    {'a': ['?x'], 'n': 1}
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: scrubbed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(scrubbed(inner) for inner in value)
    return value


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
        _sweep(target)
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
    old = aside.with_name(f"{aside.name}.old")
    if target.exists():
        for entry in target.iterdir():
            if entry.name not in ADDED and not (aside / entry.name).exists():
                _carry(entry, aside / entry.name)
    try:
        if target.exists():
            target.rename(old)
        aside.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _carry(entry: Path, to: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, to, symlinks=True)
    else:
        shutil.copy2(entry, to, follow_symlinks=False)


def _sweep(target: Path) -> None:
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
