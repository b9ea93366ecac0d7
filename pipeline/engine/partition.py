"""The one function that every engine maps: some pages in, their rows out."""

from __future__ import annotations

import hashlib
import json
import pickle
import traceback
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.engine.outcome import crashed_row, ruled_out_row
from pipeline.engine.page import Input, load, to_text
from pipeline.engine.screen import cannot_be_a_notice
from pipeline.engine.supervised import LOADING, CrewFault, Job, OutOfTime, alarm
from pipeline.engine.versions import versions
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.tables.nested import kept_schema, to_bytes
from pipeline.tables.schema import load_dictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.tables.rows import Row

    Reader = Callable[[Input], Row]
    Say = Callable[[int], None]


@dataclass(frozen=True)
class Failure:
    """Why a job has no answer: `exception`, `timed_out` or `worker_died`, and a message."""

    reason: str
    message: str


@dataclass(frozen=True)
class Answer:
    """What became of some pages: the sources of those whose kept row still holds, and the new rows of the others."""

    same: tuple[str, ...]
    new: tuple[str, ...]
    rows: bytes


@dataclass(frozen=True)
class Asked:
    """A page and the key of the row that is kept of it; `archived` is one of many in an archive, which nobody chose.

    With `second`, it is read for the second time.
    """

    found: Input
    known: str = ""
    second: bool = False
    archived: bool = False


@dataclass(frozen=True)
class Work:
    """Makes rows of pages. Pickled once for each process; `Reader` is made there when the first page must be parsed."""

    make: Callable[[], Reader]
    rules: Path | None
    mark: str
    max_bytes: int
    screen: bool = False
    versions: tuple[tuple[str, str], ...] = ()

    def __call__(self, limit: float = 0.0) -> Working:
        """The work itself, in the process that does it; CrewFault where that has other libraries than the run.

        `limit` is the seconds after which it gives a page up by itself; 0 where a supervisor watches over it.
        """
        other = [
            f"{name} {here}, not {said}"
            for (name, said), (_, here) in zip(self.versions, versions(), strict=False)
            if said != here
        ]
        if other:
            msg = f"the workers have other versions than this program ({'; '.join(other)}); install the same on both"
            raise CrewFault(msg)
        return Working(self, limit)


class Working:
    """Work under way in one process."""

    def __init__(self, work: Work, limit: float) -> None:
        self._work, self._limit = work, limit

    @cached_property
    def _read(self) -> Reader:
        return self._work.make()

    @cached_property
    def _schema(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        return kept_schema(load_dictionary((self._work.rules or find_rules_folder()) / DICTIONARY))

    def __call__(self, jobs: list[tuple[bytes, tuple[str, str] | None, bool]], say: Say) -> Answer:
        """The answer to some jobs; `say` tells which page is in hand, or that the rules are being loaded."""
        same: list[str] = []
        rows: list[Row] = []
        for at, job in enumerate(Job(*one) for one in jobs):
            say(at)
            asked: Asked = pickle.loads(job.page)  # noqa: S301 - what our own driver sent
            row = self._row(asked, job, partial(say, at), partial(say, LOADING))
            if row is None:
                same.append(asked.found.source)
            else:
                rows.append(row)
        say(len(jobs))
        new = tuple(row["source"] for row in rows)
        return Answer(tuple(same), new, to_bytes(rows, self._schema, _refused) if rows else b"")

    def _row(self, asked: Asked, job: Job, in_hand: Callable[[], None], loading: Callable[[], None]) -> Row | None:
        """The row of one page with what is carried beside it; None where the one that is kept still holds."""
        found = asked.found if job.twice else load(asked.found, self._work.max_bytes)
        key = key_of(found, self._work.mark)
        if asked.known == key and not job.failed:
            return None
        if job.failed:
            row = crashed_row(found, Failure(*job.failed))
        elif self._work.screen and asked.archived and not found.problem and cannot_be_a_notice(found):
            row = ruled_out_row(found)
        else:
            loading()
            read = self._read
            in_hand()
            row = self._attempt(read, found)
        beside = {
            "_key": "" if row["status"] == "crashed" else key,
            "_second": asked.second,
            "_fingerprint": row.get("fingerprint"),
        }
        facts = {f"_{name}": row.get(name) for name in ("damaged", "places", "lends")}
        again = to_text(asked.found) if row.get("damaged") and not asked.second else None
        return {**row, **beside, **facts, "_again": again}

    def _attempt(self, read: Reader, found: Input) -> Row:
        try:
            if self._limit:
                alarm(self._limit)
            return read(found)
        except OutOfTime:
            return crashed_row(found, Failure("timed_out", f"took longer than {self._limit:g} s (--timeout)"))
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - one bad page never stops a run
            return crashed_row(found, Failure("exception", describe(error)))
        finally:
            if self._limit:
                alarm(0)


def key_of(found: Input, mark: str) -> str:
    """Under which key the row of a page is kept: all that decides what is in it."""
    parts = (mark, *(getattr(found, name) for name in _DECIDE))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


_DECIDE = ("source", "sha256", "url", "fetched_at", "charset", "media_type", "problem", "notes", "neighbours")


def _refused(row: Row, error: Exception) -> Row:
    """A row that no table can hold (a number out of range) is a bug of ours, and costs its page alone."""
    found = Input(row["source"], doc_id=row["doc_id"], sha256=row["content_sha256"], url=row["url"], fetched_at=row["fetched_at"])
    return crashed_row(found, Failure("exception", f"a value fits no column: {error}"))


def describe(error: BaseException) -> str:
    """An exception with the places of its traceback, without the folders of this machine.

    >>> try:
    ...     int("x")
    ... except ValueError as error:
    ...     describe(error).splitlines()[-1]
    "ValueError: invalid literal for int() with base 10: 'x'"
    """
    # Without our own frame the words are the same whether a worker met the error or this process did.
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    lines = [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} in {frame.name}" for frame in frames[-12:]]
    said = str(error)
    return "\n".join([*lines, f"{type(error).__name__}: {said[:2000]}"])
