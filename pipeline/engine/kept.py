"""The rows of pages, kept beside the tables: what did not change is not read again, and a run that was killed goes on."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.store import StoreFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.engine.partition import Answer

    Row = dict[str, Any]
    Mark = tuple[bytes, bool]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row is kept: the number of its file, its place there, and its key."""

    file: int
    row: int
    key: str


def mark_of(source: str, *, second: bool) -> Mark:
    """A page in a few bytes, and whether the row is that of its second reading."""
    return hashlib.blake2b(source.encode("utf-8", "replace"), digest_size=12).digest(), second


@dataclass
class Kept:
    """A folder of rows. `spots` says where the last row of each page is; `live` those of the run that is under way."""

    folder: Path
    files: list[Path] = field(default_factory=list)
    spots: dict[Mark, Spot] = field(default_factory=dict)
    live: dict[Mark, Spot] = field(default_factory=dict)
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
            mark = mark_of(source, second=second)
            self.live[mark] = self.spots[mark]
            self.used.add(self.spots[mark].file)
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
        for at, source in enumerate(answer.new):
            self.live[mark_of(source, second=second)] = Spot(number, at, "")

    def rows(self, columns: Sequence[str] | None, *, second: bool) -> Iterator[pa.Table]:
        """The rows of this run, a file at a time; with `second`, those of the second reading."""
        wanted: dict[int, list[int]] = {}
        for mark, spot in self.live.items():
            if mark[1] == second:
                wanted.setdefault(spot.file, []).append(spot.row)
        for number in sorted(wanted):
            with pq.ParquetFile(self.files[number]) as file:
                table = file.read(list(columns) if columns is not None else None, use_threads=False)
            rows = sorted(wanted[number])
            yield table if len(rows) == table.num_rows else table.take(rows)

    def forget(self, source: str, *, second: bool) -> None:
        """Leave the row of a page out of this run."""
        self.live.pop(mark_of(source, second=second), None)

    def sweep(self) -> None:
        """Drop the files of which this run used nothing."""
        for number, path in enumerate(self.files):
            if number not in self.used:
                path.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, out: Path) -> Iterator[None]:
    """Hold a folder for this run alone; StoreFault where another run holds it. A process that dies lets go of it."""
    folder.mkdir(parents=True, exist_ok=True)
    number = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(number)
        except OSError as error:
            msg = f"another run is writing {out}; wait for it, or choose another --out"
            raise StoreFault(msg) from error
        yield
    finally:
        os.close(number)


def _lock(number: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
