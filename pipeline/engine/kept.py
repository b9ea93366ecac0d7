"""The rows of pages, kept beside the tables: what did not change is not read again, and a run that was killed goes on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from pipeline.engine.partition import Answer
    from pipeline.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row is kept: the number of its file, its place there, and its key."""

    file: int
    row: int
    key: str


def mark_of(source: str, *, second: bool) -> int:
    """A page and whether the row is that of its second reading, in a few bytes: millions of them are remembered."""
    words = f"{second:d}{source}".encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(words, digest_size=12).digest())


@dataclass
class Kept:
    """A folder of rows. `spots` says where earlier runs left the row of each page, by its mark.

    `live` are the rows of the run that is under way: for the first reading and the second, by the number of their file.
    """

    folder: Path
    files: list[Path] = field(default_factory=list)
    spots: dict[int, Spot] = field(default_factory=dict)
    live: dict[bool, dict[int, list[int]]] = field(default_factory=lambda: {False: {}, True: {}})
    used: set[int] = field(default_factory=set)
    read: int = 0

    @classmethod
    def open(cls, folder: Path, names: Sequence[str]) -> Kept:
        """What earlier runs left in a folder. Files of another form (`names` are the columns now) or half written are dropped."""
        kept = cls(folder)
        for path in sorted(folder.glob("*.parquet")):
            try:
                with pq.ParquetFile(path) as file:
                    fits = file.schema_arrow.names == list(names)
                    rows = file.read(["source", "_key", "_second"]).to_pylist() if fits else []
            except (OSError, pa.ArrowException):
                fits = False
            if not fits:
                path.unlink(missing_ok=True)
                continue
            kept._note(path, rows)
        return kept

    def _note(self, path: Path, rows: list[Row]) -> None:
        number = len(self.files)
        self.files.append(path)
        for at, row in enumerate(rows):
            if row["_key"]:  # a page that crashed is read again
                self.spots[mark_of(row["source"], second=row["_second"])] = Spot(number, at, row["_key"])

    def known(self, source: str, *, second: bool = False) -> str:
        """The key of the row that is kept of a page; empty where there is none."""
        spot = self.spots.get(mark_of(source, second=second))
        return spot.key if spot else ""

    def take(self, answer: Answer, *, second: bool) -> None:
        """Note an answer, keeping its new rows."""
        for source in answer.same:
            spot = self.spots[mark_of(source, second=second)]
            self.live[second].setdefault(spot.file, []).append(spot.row)
            self.used.add(spot.file)
        if not answer.new:
            return
        last = int(self.files[-1].stem) if self.files else 0
        path = self.folder / f"{last + 1:08}.parquet"
        aside = path.with_suffix(".part")
        aside.write_bytes(answer.rows)
        aside.replace(path)
        number = len(self.files)
        self.files.append(path)
        self.used.add(number)
        self.read += len(answer.new)
        self.live[second][number] = list(range(len(answer.new)))

    def rows(self, columns: Sequence[str] | None, *, second: bool) -> Iterator[pa.Table]:
        """The rows of this run, a file at a time; with `second`, those of the second reading."""
        for number, rows in sorted(self.live[second].items()):
            table = self._read(number, columns)
            yield table if len(rows) == table.num_rows else table.take(pa.array(sorted(rows), pa.int64()))

    def _read(self, number: int, columns: Sequence[str] | None) -> pa.Table:
        # Threads would cost more than they save: a file holds few rows in very many small columns.
        with pq.ParquetFile(self.files[number]) as file:
            return file.read(list(columns) if columns is not None else None, use_threads=False)

    def forget(self, sources: Container[str], *, second: bool) -> None:
        """Leave the rows of some pages out of this run."""
        for number, rows in self.live[second].items():
            said = self._read(number, ["source"])["source"].to_pylist()
            self.live[second][number] = [at for at in rows if said[at] not in sources]

    def sweep(self) -> None:
        """Drop the files of which this run used nothing."""
        for number, path in enumerate(self.files):
            if number not in self.used:
                path.unlink(missing_ok=True)
