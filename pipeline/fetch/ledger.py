"""What the collector remembers, in one SQLite file that a kill leaves whole: rounds, visits to make, what became of each.

A visit is settled in one transaction: its line in the index, the visits that it led to, the counts, and how far the archive is
whole. What was in flight when a run died is simply still to be done.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from enum import Enum, auto
from typing import TYPE_CHECKING

from pipeline.fetch.archive import ENDING, Original, Spot
from pipeline.fetch.values import ATTACHMENT, LIST, NOTICE, ROBOTS, Visit, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 2
_RANK = {ROBOTS: 0, ATTACHMENT: 1, NOTICE: 2, LIST: 3}
"""What was found is fetched before more is looked for: a run that ends early has whole notices."""

_TABLES = """
CREATE TABLE IF NOT EXISTS rounds (id INTEGER PRIMARY KEY, site TEXT NOT NULL, started TEXT NOT NULL, ended TEXT);
CREATE TABLE IF NOT EXISTS visits (id INTEGER PRIMARY KEY, round INTEGER NOT NULL, key TEXT NOT NULL, host TEXT NOT NULL,
  rank INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0, visit TEXT NOT NULL, request TEXT NOT NULL DEFAULT '',
  UNIQUE (round, key));
CREATE INDEX IF NOT EXISTS waiting ON visits (host, rank, id) WHERE done = 0;
CREATE TABLE IF NOT EXISTS counts (round INTEGER NOT NULL, host TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (round, host, name));
CREATE TABLE IF NOT EXISTS listed (site TEXT NOT NULL, key TEXT NOT NULL, round INTEGER NOT NULL,
  PRIMARY KEY (site, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS newest (round INTEGER PRIMARY KEY, day TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, length INTEGER NOT NULL);
CREATE TEMP TABLE active (round INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A line of the index: what became of one visit. `status` is 0 and `warc_file` empty where no answer came."""

    url: str
    final_url: str
    site: str
    family: str
    kind: str
    status: int
    status_reason: str
    fetched_at: str
    content_sha256: str
    etag: str
    last_modified: str
    media_type: str
    size: int
    warc_file: str
    warc_offset: int
    warc_length: int
    payload_digest: str
    revisit: bool
    why: str
    via: str
    title: str
    listed_date: str
    form: str
    key: str

    @property
    def spot(self) -> Spot:
        """Where its record stands."""
        return Spot(self.warc_file, self.warc_offset, self.warc_length)

    @property
    def original(self) -> Original:
        """What a record of the unchanged page refers to."""
        return Original(self.final_url, self.fetched_at, self.payload_digest)


_NAMES = tuple(field.name for field in fields(Fetched))
_NUMBERS = frozenset({"status", "size", "warc_offset", "warc_length", "revisit"})
_COLUMNS = ", ".join(f"{name} {'INTEGER' if name in _NUMBERS else 'TEXT'} NOT NULL" for name in _NAMES)
_INDEX = f"CREATE TABLE IF NOT EXISTS fetched (id INTEGER PRIMARY KEY, round INTEGER NOT NULL, {_COLUMNS});"
_LATEST = "CREATE INDEX IF NOT EXISTS latest ON fetched (key, id);"
_SELECT = f"SELECT {', '.join(_NAMES)} FROM fetched"  # noqa: S608 - names of our own


class Seen(Enum):
    """Whether the lists of a site have named a link before."""

    NEVER = auto()
    BEFORE = auto()
    IN_THIS_ROUND = auto()


class LedgerFault(Exception):
    """The ledger cannot be used; the message says why."""


class Ledger:
    """The file, open. Methods that write belong in `with ledger.together():`, which makes them one transaction."""

    def __init__(self, path: Path) -> None:
        self.hosts: set[str] = set()
        """Hosts for which a visit may be waiting: more are added as links are found."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version not in {0, FORMAT}:
                msg = f"{path} was written by another version of taizhang (format {version}); use that one, or another folder"
                raise LedgerFault(msg)
            self._db.executescript(_TABLES + _INDEX + _LATEST + f"PRAGMA user_version = {FORMAT};")
        except sqlite3.DatabaseError as error:
            msg = f"{path} cannot be used: {error}"
            raise LedgerFault(msg) from error

    def close(self) -> None:
        """Write everything into the one file."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is there, or nothing of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # ---- rounds: one look at a site, over as many runs as it takes ----

    def open_round(self, site: str) -> int | None:
        """The round of a site that was begun and not ended."""
        row = self._db.execute("SELECT id FROM rounds WHERE site = ? AND ended IS NULL", (site,)).fetchone()
        return int(row[0]) if row else None

    def begin_round(self, site: str) -> int:
        """A new round."""
        cursor = self._db.execute("INSERT INTO rounds (site, started) VALUES (?, ?)", (site, now()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def end_round(self, number: int) -> None:
        """All visits of a round are made: its list of visits is no longer needed."""
        self._db.execute("UPDATE rounds SET ended = ? WHERE id = ?", (now(), number))
        self._db.execute("DELETE FROM visits WHERE round = ?", (number,))

    def ended_before(self, number: int, site: str) -> int | None:
        """The last round of a site that came to its end before this one."""
        query = "SELECT max(id) FROM rounds WHERE site = ? AND id < ? AND ended IS NOT NULL"
        (last,) = self._db.execute(query, (site, number)).fetchone()
        return last if last is None else int(last)

    # ---- visits still to make ----

    def add(self, round_number: int, visits: Iterable[Visit]) -> int:
        """Note visits to make; those of the same address in the same round are one. How many were new."""
        made = list(visits)
        self.hosts |= {host_of(one.url) for one in made}
        rows = [(round_number, one.key, host_of(one.url), _RANK[one.kind], one.to_json()) for one in made]
        before = self._db.total_changes
        self._db.executemany("INSERT OR IGNORE INTO visits (round, key, host, rank, visit) VALUES (?, ?, ?, ?, ?)", rows)
        return self._db.total_changes - before

    def activate(self, rounds: Iterable[int]) -> None:
        """The rounds whose visits this run makes; those of others go on waiting."""
        self._db.executemany("INSERT OR IGNORE INTO active VALUES (?)", [(number,) for number in rounds])
        query = "SELECT DISTINCT host FROM visits WHERE done = 0 AND round IN active"
        self.hosts |= {host for (host,) in self._db.execute(query)}

    def waiting_of(self, round_number: int) -> int:
        """How many visits of a round wait."""
        (n,) = self._db.execute("SELECT count(*) FROM visits WHERE done = 0 AND round = ?", (round_number,)).fetchone()
        return int(n)

    def next_of(self, host: str) -> tuple[int, Visit, str] | None:
        """The next visit to a host: its number, the visit, and the request as it last stood (after redirects and retries)."""
        query = "SELECT id, visit, request FROM visits WHERE done = 0 AND host = ? AND round IN active ORDER BY rank, id LIMIT 1"
        row = self._db.execute(query, (host,)).fetchone()
        return (int(row[0]), Visit.from_json(row[1]), row[2]) if row else None

    def put_back(self, number: int, host: str, request: str) -> None:
        """A visit goes on elsewhere or later: where, and with what request."""
        self.hosts.add(host)
        self._db.execute("UPDATE visits SET host = ?, request = ? WHERE id = ?", (host, request, number))

    def round_of(self, number: int) -> int:
        """The round that a visit belongs to."""
        (found,) = self._db.execute("SELECT round FROM visits WHERE id = ?", (number,)).fetchone()
        return int(found)

    def done(self, number: int) -> None:
        """A visit is made."""
        self._db.execute("UPDATE visits SET done = 1 WHERE id = ?", (number,))

    # ---- what became of them ----

    def note(self, round_number: int, line: Fetched) -> None:
        """A line of the index; the archive is whole up to the end of its record."""
        marks = ", ".join("?" * (len(_NAMES) + 1))
        self._db.execute(f"INSERT INTO fetched (round, {', '.join(_NAMES)}) VALUES ({marks})", (round_number, *astuple(line)))  # noqa: S608
        if line.warc_file:
            end = line.warc_offset + line.warc_length
            self._db.execute("UPDATE files SET length = ? WHERE name = ?", (end, line.warc_file))

    def latest(self, key: str) -> Fetched | None:
        """The last good answer to a question, with its body."""
        query = f"{_SELECT} WHERE key = ? AND status_reason = '' AND revisit = 0 ORDER BY id DESC LIMIT 1"
        row = self._db.execute(query, (key,)).fetchone()
        return Fetched(*row) if row else None

    def last_good(self, key: str) -> str:
        """When a question was last answered well, be it with `unchanged`; empty for never."""
        query = "SELECT max(fetched_at) FROM fetched WHERE key = ? AND status_reason = ''"
        (when,) = self._db.execute(query, (key,)).fetchone()
        return when or ""

    def failures(self, round_number: int, why: str) -> dict[str, str]:
        """What was fetched for one reason in a round and did not come: the address, and what came of it."""
        query = "SELECT url, status_reason FROM fetched WHERE round = ? AND why = ? AND status_reason <> '' ORDER BY id"
        return dict(self._db.execute(query, (round_number, why)))

    def lines(self) -> Iterator[Fetched]:
        """The whole index in the order in which it was made."""
        for row in self._db.execute(f"{_SELECT} ORDER BY id"):
            yield Fetched(*row)

    # ---- counts, and what lists have said before ----

    def count(self, round_number: int, host: str, name: str, n: int = 1) -> None:
        """Add to a count of a host in a round."""
        query = "INSERT INTO counts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
        self._db.execute(query, (round_number, host, name, n))

    def counts(self, round_number: int) -> dict[str, Counter[str]]:
        """The counts of a round: by host, then by name."""
        found: dict[str, Counter[str]] = {}
        query = "SELECT host, name, n FROM counts WHERE round = ? ORDER BY host, name"
        for host, name, n in self._db.execute(query, (round_number,)):
            found.setdefault(host, Counter())[name] = n
        return found

    def list_link(self, site: str, round_number: int, key: str) -> Seen:
        """Note a link that a list named, and whether lists of the site have named it before."""
        row = self._db.execute("SELECT round FROM listed WHERE site = ? AND key = ?", (site, key)).fetchone()
        if row is not None and row[0] == round_number:
            return Seen.IN_THIS_ROUND
        self._db.execute("INSERT OR REPLACE INTO listed VALUES (?, ?, ?)", (site, key, round_number))
        return Seen.NEVER if row is None else Seen.BEFORE

    def saw_day(self, round_number: int, day: str) -> None:
        """Note a day that a wanted link was listed with; the newest of a round is kept."""
        query = "INSERT INTO newest VALUES (?, ?) ON CONFLICT DO UPDATE SET day = max(day, excluded.day)"
        self._db.execute(query, (round_number, day))

    def newest(self, round_number: int) -> str:
        """The newest day that a wanted link was listed with in a round; empty where no link had one."""
        row = self._db.execute("SELECT day FROM newest WHERE round = ?", (round_number,)).fetchone()
        return row[0] if row else ""

    # ---- files of the archive ----

    def name_file(self) -> str:
        """The name of the next file, known to the ledger before it exists."""
        (n,) = self._db.execute("SELECT count(*) FROM files").fetchone()
        name = f"taizhang-{now().translate({ord(c): None for c in '-:TZ'})}-{n + 1:05}{ENDING}"
        self._db.execute("INSERT INTO files VALUES (?, 0)", (name,))
        return name

    def files(self) -> dict[str, int]:
        """How many bytes of each file are whole."""
        return dict(self._db.execute("SELECT name, length FROM files"))


def now() -> str:
    """This moment in UTC, as WARC writes it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
