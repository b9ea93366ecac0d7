"""A folder of tables as its readers see it: whether a table is one file or many parts is nothing that they need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.inputs import InputFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Row = dict[str, Any]

_BATCH = 20_000


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
            with pq.ParquetFile(file) as source:
                yield from source.iter_batches(_BATCH, columns=list(columns) if columns is not None else None)

    def rows(self, table: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows of a table as mappings, one after the other."""
        for batch in self.batches(table, columns):
            yield from batch.to_pylist()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return sum(pq.read_metadata(file).num_rows for file in self.files(table))

    def read(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table in memory."""
        parts = [pq.read_table(file, columns=list(columns) if columns is not None else None) for file in self.files(table)]
        return pa.concat_tables(parts)
