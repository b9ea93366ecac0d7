"""Three ways to map the one function over all partitions: a process beside this one, several of them, a Dask cluster."""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
import threading
import zipfile
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pipeline.engine.supervised import CrewFault, Job, Outfit, Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.engine.partition import Answer, Work

    Map = Callable[[Iterable[list[Job]]], Iterator[Answer]]

_AHEAD = 2
"""Partitions that wait for each process, so that none waits for us."""


@dataclass(frozen=True)
class Means:
    """With what a run is done. `jobs` is the number of processes; 0 parses in this one, for those who look for a fault.

    `scheduler` is the address of a Dask cluster; without one Dask starts its workers on this machine.
    """

    engine: str
    jobs: int
    timeout: float
    scheduler: str | None = None


@contextmanager
def engine(means: Means, work: Work) -> Iterator[Map]:
    """What does the work on partitions; answers come as they are ready."""
    if means.engine == "dask":
        with _dask(means, work) as mapped:
            yield mapped
    elif means.jobs == 0:
        yield lambda partitions: _in_this_process(partitions, work, means.timeout)
    else:
        outfit = Outfit(pickle.dumps(work), tuple(sys.path), means.timeout)
        with _processes(outfit, 1 if means.engine == "inline" else means.jobs) as mapped:
            yield mapped


def _in_this_process(partitions: Iterable[list[Job]], work: Work, limit: float) -> Iterator[Answer]:
    working = work(limit)
    for jobs in partitions:
        yield working(_plain(jobs), lambda _at: None)


@contextmanager
def _processes(outfit: Outfit, size: int) -> Iterator[Map]:
    """As many threads as processes: each thread does nothing but watch over its own."""
    mine, all_of_them = threading.local(), list[Supervisor]()

    def answers(jobs: list[Job]) -> list[Answer]:
        if not hasattr(mine, "supervisor"):
            mine.supervisor = Supervisor(outfit)
            all_of_them.append(mine.supervisor)
        return [_opened(answer) for answer in mine.supervisor.answers(jobs)]

    pool = ThreadPoolExecutor(size)
    try:
        yield lambda partitions: _mapped(partitions, lambda jobs: pool.submit(answers, jobs), size * _AHEAD)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for supervisor in all_of_them:
            supervisor.stop()
        pool.shutdown(wait=True)
        for supervisor in all_of_them:
            supervisor.close()


def _mapped(partitions: Iterable[list[Job]], submit: Callable[[list[Job]], Future[list[Answer]]], ahead: int) -> Iterator[Answer]:
    """The answers as they are ready, with no more than `ahead` partitions under way."""
    under_way: set[Future[list[Answer]]] = set()
    for jobs in partitions:
        under_way.add(submit(jobs))
        if len(under_way) >= ahead:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for one in done:
                yield from one.result()
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        for one in done:
            yield from one.result()


@contextmanager
def _dask(means: Means, work: Work) -> Iterator[Map]:
    try:
        import cloudpickle  # type: ignore[import-untyped]  # noqa: PLC0415 - only those who use a cluster need it
        import dask  # noqa: PLC0415

        distributed: Any = import_module("distributed")
    except ImportError as error:
        msg = "--engine dask needs Dask: pip install 'taizhang[cluster]'"
        raise CrewFault(msg) from error
    from pipeline.engine import bootstrap  # noqa: PLC0415

    cloudpickle.register_pickle_by_value(bootstrap)
    local = {"n_workers": max(1, means.jobs), "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.logging.distributed": "critical"}):
        try:
            client = distributed.Client(means.scheduler, set_as_default=False) if means.scheduler else distributed.Client(**local)
        except (OSError, ValueError) as error:
            msg = f"there is no Dask scheduler at {means.scheduler}: {error}"
            raise CrewFault(msg) from error
        with client:
            bundle, mark = bundled(work)
            sent = client.scatter(bundle, broadcast=True, hash=False)
            outfit = {"maker": pickle.dumps(replace(work, rules=None)), "limit": means.timeout}

            def submit(jobs: list[Job]) -> Any:  # noqa: ANN401 - Dask has no types
                return client.submit(bootstrap.work_there, sent, mark, outfit, _plain(jobs), pure=False)

            ready = distributed.as_completed(loop=client.loop)
            threads = max(1, sum(client.nthreads().values()))
            yield lambda partitions: _clustered(partitions, submit, (ready, distributed.KilledWorker), _AHEAD * threads)


def _clustered(
    partitions: Iterable[list[Job]],
    submit: Callable[[list[Job]], Any],
    means: tuple[Any, type[Exception]],
    ahead: int,
) -> Iterator[Answer]:
    """The answers of a cluster. A partition on which a whole worker was lost is parted until the page is alone.

    `means`: what gives futures as they are ready, and the error of a lost worker.
    """
    source, again = iter(partitions), deque[list[Job]]()
    under_way, lost_worker = means
    held: dict[str, list[Job]] = {}

    def more() -> bool:
        jobs = again.popleft() if again else next(source, None)
        if jobs is None:
            return False
        future = submit(jobs)
        held[future.key] = jobs
        under_way.add(future)
        return True

    def fill() -> None:
        while len(held) < ahead and more():
            pass

    fill()
    while held:
        future = next(under_way)
        jobs = held.pop(future.key)
        error = future.exception() if future.status != "finished" else None
        if error is None:
            said = future.result()
            if isinstance(said, str):
                raise CrewFault(said)
            yield from map(_opened, said)
        elif isinstance(error, lost_worker):
            half = len(jobs) // 2
            lost = ("worker_died", "the worker process died on this page (the whole worker was lost)")
            again += [jobs[:half], jobs[half:]] if half else [[replace(jobs[0], failed=lost)]]
        else:
            raise error
        future.release()
        fill()


def _plain(jobs: list[Job]) -> list[tuple[bytes, tuple[str, str] | None, bool]]:
    """Jobs without a class of ours: what unpickles them on the way may not know it."""
    return [(job.page, job.failed, job.twice) for job in jobs]


def _opened(answer: bytes) -> Answer:
    """An answer that was sent; raises the error that was sent in its stead."""
    said = pickle.loads(answer)  # noqa: S301 - what our own code sent
    if isinstance(said, Exception):
        raise said
    return cast("Answer", said)


def bundled(work: Work) -> tuple[bytes, str]:
    """Our code and the rules of the work as a zip, and its fingerprint."""
    package = Path(__file__).resolve().parents[1]
    assert work.rules is not None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for top, folder, kinds in (("pipeline", package, {".py"}), ("rules", work.rules, {".yaml", ".yml", ".tsv", ".txt"})):
            for path in sorted(folder.rglob("*")):
                if path.suffix in kinds and path.is_file():
                    info = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}")
                    archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue(), hashlib.sha256(out.getvalue()).hexdigest()
