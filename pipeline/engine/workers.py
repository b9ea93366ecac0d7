"""Worker processes that a bad page cannot take down: each job has a time limit, and a worker that dies costs one job.

`concurrent.futures` gives up its whole pool when one worker is killed and cannot stop a job that hangs; this does both, for
jobs and answers that can be pickled. Answers come in the order of the jobs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Job = TypeVar("Job")
Answer = TypeVar("Answer")

_AHEAD = 2
"""Jobs that a worker holds: one in hand and one waiting, so that it never waits for us."""
_WINDOW = 64
"""Answers, for each worker, that may wait for an earlier one."""
_START_LIMIT = 120.0


@dataclass(frozen=True)
class Failure:
    """Why a job has no answer: `exception`, `timed_out` or `worker_died`, and a message."""

    reason: str
    message: str


class CrewFault(Exception):
    """The workers cannot even start, and not because of what they were given; the message holds what they said."""


@dataclass
class _Worker(Generic[Job]):
    process: BaseProcess
    line: Connection
    jobs: deque[tuple[int, Job]] = field(default_factory=deque)
    since: float = 0.0
    ready: bool = False


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


def run_inline(jobs: Iterable[Job], make: Callable[[], Callable[[Job], Answer]]) -> Generator[tuple[Job, Answer | Failure]]:
    """The same answers from this very process, without a time limit."""
    work = make()
    for job in jobs:
        try:
            yield job, work(job)
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - one bad page never stops a run
            yield job, Failure("exception", describe(error))


def _serve(line: Connection, make: Callable[[], Callable[[Any], Any]]) -> None:
    """What a worker does: say that it is ready, then answer jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = make()
    except Exception as error:  # noqa: BLE001 - handed to the parent, which gives up
        _hand_over(line, error)
        return
    line.send(None)
    while True:
        try:
            job = line.recv()
        except EOFError:
            return
        try:
            answer = work(job)
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - one bad page never stops a run
            answer = Failure("exception", describe(error))
        line.send(answer)


def _hand_over(line: Connection, error: Exception) -> None:
    try:
        line.send(error)
    except Exception:  # noqa: BLE001 - an exception that cannot travel is told in words
        line.send(CrewFault(describe(error)))


def _context() -> BaseContext:
    """Processes that start from a clean server: forking a process that has threads can hang."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.engine.pagework", "pipeline.rules", "pipeline.parse"])
    return context


class Crew(Generic[Job, Answer]):
    """Some workers and the jobs that they hold. `limit` is the seconds that one job may take."""

    def __init__(self, make: Callable[[], Callable[[Job], Answer]], size: int, limit: float) -> None:
        self._make = make
        self._limit = limit
        self._context = _context()
        self._workers: list[_Worker[Job]] = [self._hire() for _ in range(max(1, size))]

    def _hire(self) -> _Worker[Job]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._make), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours, since=time.monotonic())

    def run(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Answer | Failure]]:
        """Each job with its answer or its failure, in the order of the jobs."""
        source = enumerate(jobs)
        again: deque[tuple[int, Job]] = deque()
        done: dict[int, tuple[Job, Answer | Failure]] = {}
        given, shown, more = 0, 0, True
        while True:
            for worker in self._workers:
                while more and worker.ready and len(worker.jobs) < _AHEAD and given - shown < _WINDOW * len(self._workers):
                    next_job = again.popleft() if again else next(source, None)
                    if next_job is None:
                        more = False
                        break
                    given = max(given, next_job[0] + 1)
                    self._give(worker, next_job)
            while shown in done:
                yield done.pop(shown)
                shown += 1
            if not more and shown == given:
                return
            for index, job, answer in self._collect(again):
                done[index] = (job, answer)
            more = more or bool(again)

    def _give(self, worker: _Worker[Job], job: tuple[int, Job]) -> None:
        if not worker.jobs:
            worker.since = time.monotonic()
        worker.jobs.append(job)
        try:
            worker.line.send(job[1])
        except OSError:  # it has died: found out when its line is read
            return

    def _collect(self, again: deque[tuple[int, Job]]) -> list[tuple[int, Job, Answer | Failure]]:
        """Wait until something happens; the jobs that are settled by it. Jobs that were only waiting go to `again`."""
        settled: list[tuple[int, Job, Answer | Failure]] = []
        heard = wait([worker.line for worker in self._workers], timeout=self._patience())
        for worker in list(self._workers):
            if worker.line in heard:
                settled += self._hear(worker, again)
            elif self._left(worker) <= 0:
                settled += self._dismiss(worker, Failure("timed_out", f"took longer than {self._limit:g} s (--timeout)"), again)
        return settled

    def _left(self, worker: _Worker[Job]) -> float:
        """Seconds until this worker is late."""
        if worker.ready and not worker.jobs:
            return float("inf")
        limit = self._limit if worker.ready else _START_LIMIT
        return worker.since + limit - time.monotonic()

    def _patience(self) -> float | None:
        soonest = min(self._left(worker) for worker in self._workers)
        return None if soonest == float("inf") else max(0.0, soonest)

    def _hear(self, worker: _Worker[Job], again: deque[tuple[int, Job]]) -> list[tuple[int, Job, Answer | Failure]]:
        try:
            said = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            how = f"signal {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit code {code}"
            return self._dismiss(worker, Failure("worker_died", f"the worker process died on this page ({how})"), again)
        if not worker.ready:
            if isinstance(said, Exception):
                raise said
            worker.ready = True
            return []
        index, job = worker.jobs.popleft()
        worker.since = time.monotonic()
        return [(index, job, said)]

    def _dismiss(
        self, worker: _Worker[Job], why: Failure, again: deque[tuple[int, Job]]
    ) -> list[tuple[int, Job, Answer | Failure]]:
        """End a worker and hire another; the job in its hand fails, the one that waited is given out again."""
        self._end(worker)
        if not worker.ready:
            msg = f"a worker could not start: {why.message}"
            raise CrewFault(msg)
        self._workers[self._workers.index(worker)] = self._hire()
        if not worker.jobs:
            return []
        (index, job), *rest = worker.jobs
        again.extendleft(reversed(rest))
        return [(index, job, why)]

    @staticmethod
    def _end(worker: _Worker[Job]) -> None:
        worker.line.close()
        worker.process.kill()
        worker.process.join(5)

    def close(self) -> None:
        """Send the workers home."""
        for worker in self._workers:
            self._end(worker)


def usable_cpus() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
