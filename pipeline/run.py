"""One run: find the inputs, have an engine read them, and put the tables in place; or see that nothing changed."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.engine.engines import Means, engine
from pipeline.engine.facts import Facts
from pipeline.engine.inputs import Search, find_inputs
from pipeline.engine.kept import Kept
from pipeline.engine.locking import locked
from pipeline.engine.marks import Marks
from pipeline.engine.page import LARGEST_PAGE
from pipeline.engine.parting import Parting
from pipeline.engine.partition import Work
from pipeline.engine.rereading import again
from pipeline.engine.versions import versions
from pipeline.rulebook.folder import DICTIONARY
from pipeline.tables.dictionary import to_json
from pipeline.tables.nested import kept_schema
from pipeline.tables.putting import buckets, put
from pipeline.tables.schema import load_dictionary
from pipeline.tables.store import LARGE, RUN_FILE, Layout, Store, StoreFault, mend_left, refuse_foreign, writing_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pipeline.engine.engines import Map
    from pipeline.engine.page import Input
    from pipeline.tables.rows import Row
    from pipeline.tables.schema import Dictionary

    Maker = Callable[[], Callable[[Input], Row]]
    OnPage = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """What to read, where to write, with which means and within which limits.

    `jobs` is the number of processes; 0 parses in this one. `scheduler` is the address of a Dask cluster. `max_bytes` and
    `timeout` (seconds) are what a page may have and take. `partition` is the number of pages that a process is given at a time.
    `screen`: pages in archives that cannot be a notice are not parsed. `large` is the number of notices from which on tables
    are written in parts.
    """

    names: tuple[str, ...]
    out: Path
    rules: Path
    jobs: int
    max_bytes: int = LARGEST_PAGE
    timeout: float = 10.0
    engine: str = "processes"
    scheduler: str | None = None
    partition: int = 64
    partition_by: str | None = None
    screen: bool = True
    large: int = LARGE

    @property
    def pages_folder(self) -> Path:
        """Where the rows of pages are kept from one run to the next: beside the tables."""
        out = self.out.resolve()
        return out.parent / f".taizhang-{out.name}.pages"


@dataclass(frozen=True)
class Report:
    """What a run did. `statuses` counts the pages by status, `counts` the rows by table, `aside` what was no page, by why.

    `read` is the number of pages that were read anew, `why` says why those that were read before were read again.
    """

    names: tuple[str, ...]
    out: Path
    changed: bool
    statuses: dict[str, int]
    counts: dict[str, int]
    seconds: float = 0.0
    aside: dict[str, int] = field(default_factory=dict)
    read: int = 0
    why: str = ""

    @property
    def failed(self) -> bool:
        """Whether the run should end non-zero: a page crashed, which is a bug of ours, or no page at all could be read."""
        return bool(self.statuses.get("crashed")) or set(self.statuses) == {"unreadable"}


def run(plan: Plan, on_page: OnPage, make: Maker | None = None) -> Report:
    """Do what the plan says, calling `on_page(done, found)` as pages are done.

    InputFault, RulesFault, StoreFault and CrewFault are what can go wrong as a whole; a page never stops a run.
    """
    refuse_foreign(plan.out.resolve())
    try:
        with _pages_held(plan):
            mend_left(plan.out.resolve())
            return _Run(plan, on_page, make).done()
    except OSError as error:
        what = error.strerror or error
        msg = f"writing {plan.out} failed: {what}; what was there stays. Make room or choose another --out"
        raise StoreFault(msg) from error


@contextmanager
def _pages_held(plan: Plan) -> Iterator[None]:
    """Hold the folder of kept rows for this run alone; one that was made for it and holds none in the end is thrown away."""
    folder = plan.pages_folder
    fresh = not folder.exists()
    with locked(folder, StoreFault(f"another run is writing {plan.out}; wait for it, or choose another --out")):
        try:
            yield
        finally:
            if fresh and not any(folder.glob("*.parquet")):
                shutil.rmtree(folder, ignore_errors=True)


class _Run:
    """One run under way, while it holds its lock."""

    def __init__(self, plan: Plan, on_page: OnPage, make: Maker | None) -> None:
        self._plan, self._on_page = plan, on_page
        self._start = time.perf_counter()
        self._marks = Marks.of(plan.rules, f"{plan.max_bytes} bytes, {plan.timeout:g} s, screen {plan.screen}")
        self._dictionary: Dictionary = load_dictionary(plan.rules / DICTIONARY)
        self._search = Search(plan.max_bytes)
        self._kept = Kept.open(plan.pages_folder, kept_schema(self._dictionary).names)
        mark = self._marks.of_pages(repr(self._dictionary.row_schema))
        self._work = Work(
            make or _page_reader(plan, self._marks.rules), plan.rules, mark, plan.max_bytes, plan.screen, versions()
        )

    def done(self) -> Report:
        """All of it."""
        plan, last = self._plan, _last_run(self._plan.out)
        with engine(Means(plan.engine, plan.jobs, plan.timeout, plan.scheduler), self._work) as mapped:
            self._read(mapped, find_inputs(plan.names, self._search), second=False)
            facts = Facts.gather(self._kept)
            self._read(mapped, again(self._kept, facts.id_of), second=True)
        facts = facts.with_second(self._kept)
        marks = {**self._marks.said, "inputs": facts.fingerprint(), "layout": f"{plan.partition_by} {plan.large}"}
        aside = dict(sorted((+self._search.aside).items()))
        if last is not None and last["fingerprints"] == marks and _intact(plan.out, last):
            return Report(plan.names, plan.out, False, last["statuses"], last["counts"], aside=aside)  # noqa: FBT003 - named there
        read_at = time.perf_counter()
        with writing_aside(plan.out) as folder:
            counts = self._write(folder, facts)
            statuses = dict(sorted(facts.statuses.items()))
            seconds = time.perf_counter() - self._start
            timings = {"pages": round(read_at - self._start, 3), "tables": round(seconds - (read_at - self._start), 3)}
            said = {"fingerprints": marks, "statuses": statuses, "counts": counts, "left_aside": aside}
            _write_run_file(folder, {**said, "pages_read": self._kept.read, "timings_s": {**timings, "all": round(seconds, 3)}})
        self._kept.sweep()
        why = self._marks.why(last["fingerprints"]) if last and self._kept.read else ""
        return Report(plan.names, plan.out, True, statuses, counts, seconds, aside, self._kept.read, why)  # noqa: FBT003 - the same

    def _read(self, mapped: Map, inputs: Iterable[Input], *, second: bool) -> None:
        """Have all pages read, keeping what came of them."""
        parting = Parting(self._kept, self._plan.partition, self._plan.max_bytes if self._plan.engine == "dask" else 0)
        done = 0
        for answer in mapped(parting.of(inputs, second=second)):
            self._kept.take(answer, second=second)
            done += len(answer.same) + len(answer.new)
            if not second:
                self._on_page(done, parting.pages)

    def _write(self, folder: Path, facts: Facts) -> dict[str, int]:
        """Write all tables; the rows of each."""
        store = Store(folder, self._dictionary, Layout(facts.pages >= self._plan.large, self._plan.partition_by))
        try:
            rows = (part for second in (False, True) for part in self._kept.rows(None, second=second))
            filled = buckets(rows, folder, facts.named)
            for prefix, tables in put(filled, self._dictionary, facts.links.amend):
                store.add(prefix, tables)
            return store.finish()
        except BaseException:
            store.close()
            raise


def _page_reader(plan: Plan, fingerprint: str) -> Maker:
    from pipeline.engine.pagework import PageReader  # noqa: PLC0415 - nothing of the parser is loaded where nothing is parsed

    return PageReader(None if plan.engine == "dask" else plan.rules, fingerprint)


def _last_run(out: Path) -> dict[str, Any] | None:
    """What the last run said of itself; None when there was none, or when it is told apart by nothing we know."""
    try:
        said = json.loads((out / RUN_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and {"fingerprints", "statuses", "counts", "files"} <= said.keys() else None


def _intact(out: Path, last: dict[str, Any]) -> bool:
    """Whether its files are still there; a run in which pages crashed is never the last word."""
    if last["statuses"].get("crashed"):
        return False
    try:
        return all((out / name).stat().st_size == size for name, size in last["files"].items())
    except OSError:
        return False


def _write_run_file(folder: Path, said: dict[str, Any]) -> None:
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    whole = {"versions": dict(versions()), "finished_at": when, **said, "files": files}
    (folder / RUN_FILE).write_text(to_json(whole), encoding="utf-8")
