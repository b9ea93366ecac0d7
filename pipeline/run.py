"""One run: find the inputs, parse them in worker processes, and put the tables in place; or see that nothing changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from pipeline.engine.inputs import Input, find_inputs, fingerprint_of_inputs, identify, settle_ids
from pipeline.engine.outcome import crashed_row
from pipeline.engine.rereading import Rereading
from pipeline.engine.workers import Crew, Failure, run_inline
from pipeline.rulebook.folder import DICTIONARY, fingerprint_of
from pipeline.tables.dictionary import to_json
from pipeline.tables.linking import Links
from pipeline.tables.schema import load_dictionary
from pipeline.tables.store import RUN_FILE, Store, refuse_foreign, writing_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from pipeline.tables.rows import Row

    Maker = Callable[[], Callable[[Input], Row]]
    Reading = Callable[[list[Input]], Generator[tuple[Input, Row | Failure]]]

DEFAULT_MAX_BYTES = 20_000_000
DEFAULT_TIMEOUT = 10.0
_BATCH = 64
_LIBRARIES = ("chinesecalendar", "jieba", "OpenCC", "pyarrow", "selectolax")


@dataclass(frozen=True)
class Plan:
    """What to read, where to write, and within which limits. `jobs` is the number of processes; 0 parses in this one."""

    names: tuple[str, ...]
    out: Path
    rules: Path
    jobs: int
    max_bytes: int = DEFAULT_MAX_BYTES
    timeout: float = DEFAULT_TIMEOUT


@dataclass(frozen=True)
class Report:
    """What a run did. `statuses` counts the pages by status, `counts` the rows by table."""

    names: tuple[str, ...]
    out: Path
    changed: bool
    statuses: dict[str, int]
    counts: dict[str, int]
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether the run should end non-zero: a page crashed, which is a bug of ours, or no page at all could be read."""
        return bool(self.statuses.get("crashed")) or set(self.statuses) == {"unreadable"}


def run(plan: Plan, on_page: Callable[[int, int], None], make: Maker | None = None) -> Report:
    """Do what the plan says, calling `on_page(done, all)` as pages are done.

    InputFault, RulesFault, StoreFault and CrewFault are what can go wrong as a whole; a page never stops a run.
    """
    start = time.perf_counter()
    refuse_foreign(plan.out.resolve())
    inputs = settle_ids(identify(found, plan.max_bytes) for found in find_inputs(plan.names))
    marks = _fingerprints(plan, inputs)
    last = _last_run(plan.out)
    if last is not None and last["fingerprints"] == marks and _intact(plan.out, last):
        return Report(plan.names, plan.out, changed=False, statuses=last["statuses"], counts=last["counts"])
    maker = make or _page_reader(plan, marks["rules"])
    found_at = time.perf_counter()
    with writing_aside(plan.out) as aside:
        with _reading(plan, len(inputs), maker) as read, closing(_rows(read, inputs)) as rows:
            statuses, counts = _write(aside, plan, rows, lambda done: on_page(done, len(inputs)))
        seconds = time.perf_counter() - start
        timings = {
            "inputs": round(found_at - start, 3),
            "pages": round(seconds - (found_at - start), 3),
            "all": round(seconds, 3),
        }
        _write_run_file(aside, {"fingerprints": marks, "statuses": statuses, "counts": counts, "timings_s": timings})
    return Report(plan.names, plan.out, changed=True, statuses=statuses, counts=counts, seconds=seconds)


def _page_reader(plan: Plan, fingerprint: str) -> Maker:
    from pipeline.engine.pagework import PageReader  # noqa: PLC0415 - nothing of the parser is loaded where nothing is parsed

    return PageReader(plan.rules, fingerprint)


@contextmanager
def _reading(plan: Plan, pages: int, make: Maker) -> Iterator[Reading]:
    """What reads pages: this process, or several that stay until all is read."""
    if plan.jobs == 0:
        once = cache(make)
        yield lambda inputs: run_inline(inputs, once)
        return
    crew: Crew[Input, Row] = Crew(make, min(plan.jobs, pages), plan.timeout)
    try:
        yield crew.run
    finally:
        crew.close()


def _write(
    aside: Path, plan: Plan, found: Iterable[tuple[Input, Row]], on_done: Callable[[int], None]
) -> tuple[dict[str, int], dict[str, int]]:
    """Write all rows; how many pages ended in which status, and the rows of each table."""
    links = Links()
    store = Store(aside, load_dictionary(plan.rules / DICTIONARY))
    try:
        rows = _noted(found, links, on_done)
        while batch := list(islice(rows, _BATCH)):
            store.add(batch, _refused)
        links.settle()
        counts = store.finish(links.amend)
    except BaseException:
        store.close()
        raise
    statuses = Counter(pq.read_table(aside / "documents.parquet", columns=["status"])["status"].to_pylist())
    return dict(sorted(statuses.items())), counts


def _rows(read: Reading, inputs: list[Input]) -> Generator[tuple[Input, Row]]:
    """The row of each page; damaged ones come last, after what their neighbours can lend them is known."""
    later = Rereading()
    with closing(read(inputs)) as answers:
        for found, answer in answers:
            row = crashed_row(found, answer) if isinstance(answer, Failure) else answer
            if not later.keeps(found, row):
                yield found, row
    again = later.again()
    if not again:
        yield from later.settled(())
        return
    with closing(read(again)) as answers:
        yield from later.settled(answers)


def _noted(rows: Iterable[tuple[Input, Row]], links: Links, on_done: Callable[[int], None]) -> Iterator[Row]:
    """The rows, each noted in `links`."""
    for done, (found, row) in enumerate(rows, 1):
        links.note(row, found.copy_of)
        on_done(done)
        yield row


def _refused(row: Row, error: Exception) -> Row:
    """A row that no table can hold (a number out of range) is a bug of ours, and costs its page alone."""
    found = Input(row["source"], doc_id=row["doc_id"], sha256=row["content_sha256"], url=row["url"], fetched_at=row["fetched_at"])
    return crashed_row(found, Failure("exception", f"a value fits no column: {error}"))


def _fingerprints(plan: Plan, inputs: list[Input]) -> dict[str, str]:
    """What decides the outcome: when none of these changed, neither would the tables."""
    return {
        "inputs": fingerprint_of_inputs(inputs),
        "rules": fingerprint_of(plan.rules),
        "code": _code_fingerprint(),
        "limits": f"{plan.max_bytes} bytes, {plan.timeout:g} s",
    }


def _code_fingerprint() -> str:
    package = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update(repr(sorted(_versions().items())).encode())
    return digest.hexdigest()


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in ("taizhang", *_LIBRARIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # run from a checkout that was never installed
            found[name] = "unknown"
    return found


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
    files = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    whole = {"versions": _versions(), "finished_at": when, **said, "files": files}
    (folder / RUN_FILE).write_text(to_json(whole), encoding="utf-8")
