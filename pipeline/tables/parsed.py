"""A folder of tables as its readers see it: whether a table is one file or many parts is nothing that they need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.inputs import InputFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.tables.rows import Row

_BATCH = 20_000
NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""The folder of rows whose notice has no value in the column by which tables are parted."""


@dataclass(frozen=True)
class Parsed:
    """The tables of one run. `Parsed.open(folder)` refuses a folder that holds none, with an InputFault."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Parsed:
        """The tables in a folder that `taizhang parse` wrote."""
        parsed = cls(folder)
        if not parsed.files("documents"):
            msg = f"{folder} holds no tables; run `taizhang parse RAW --out {folder}` first"
            raise InputFault(msg)
        return parsed

    def files(self, table: str) -> tuple[Path, ...]:
        """The files of a table in the order of their rows; none where the folder does not hold it."""
        whole = self.folder / f"{table}.parquet"
        if whole.is_file():
            return (whole,)
        return tuple(sorted((self.folder / table).rglob("part-*.parquet")))

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a table, some thousands at a time, with these columns or with all."""
        for file in self.files(table):
            told = _told_by_folders(file.relative_to(self.folder))
            inside = None if columns is None else [name for name in columns if name not in told]
            with pq.ParquetFile(file) as source:
                for batch in source.iter_batches(_BATCH, columns=inside):
                    yield _with_told(batch, told, columns) if table == "documents" and told else batch

    def rows(self, table: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows of a table as mappings, one after the other."""
        for batch in self.batches(table, columns):
            yield from batch.to_pylist()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return sum(pq.read_metadata(file).num_rows for file in self.files(table))

    def read(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table in memory."""
        files = self.files(table)
        batches = list(self.batches(table, columns))
        return pa.Table.from_batches(batches) if batches else pq.read_table(files[0], columns=columns, partitioning=None)


def _told_by_folders(file: Path) -> dict[str, str | None]:
    """What the folders of a file say of its rows (`province=…`)."""
    pairs = (part.partition("=") for part in file.parts if "=" in part)
    return {name: None if value == NOWHERE else unquote(value) for name, _, value in pairs}


def _with_told(batch: pa.RecordBatch, told: dict[str, str | None], columns: Sequence[str] | None) -> pa.RecordBatch:
    """The rows with the columns that stand in the names of their folders, in the order of the names that were asked for."""
    whole = pa.Table.from_batches([batch])
    for name, value in told.items():
        if columns is None or name in columns:
            place = whole.num_columns if columns is None else list(columns).index(name)
            whole = whole.add_column(place, name, pa.array([value] * batch.num_rows, pa.string()))
    return whole.combine_chunks().to_batches()[0] if batch.num_rows else batch
