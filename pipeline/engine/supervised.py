"""A process that works through pages under supervision: one that dies, hangs or runs out of memory costs the page in its hand.

Nothing but the standard library is used here, and nothing else of this package: an engine on other machines is sent this module
by value, and starts its processes from the code and the rules that come with the job.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from pathlib import Path
from typing import IO

START_LIMIT = 120.0
"""Seconds that a process may take to load the rules, or to put its rows together."""
LOADING = -1
_CHILD = "import sys; from pipeline.engine.child import main; main(int(sys.argv[1]), float(sys.argv[2]))"


class CrewFault(Exception):
    """The workers cannot even start, and not because of what they were given; the message holds what they said."""


class OutOfTime(BaseException):
    """A page takes too long; no `except Exception` of the page's work may swallow it."""


@dataclass(frozen=True)
class Job:
    """One page, as bytes that only the process that reads it opens. `failed` says why, when reading it failed before.

    `twice` marks one that failed again even so: then nothing of it is opened.
    """

    page: bytes
    failed: tuple[str, str] | None = None
    twice: bool = False


@dataclass(frozen=True)
class Outfit:
    """What a process is given before its first page: a pickled maker of its work, the places of code, seconds a page may take."""

    maker: bytes
    paths: tuple[str, ...]
    limit: float


@dataclass(frozen=True)
class _Lost:
    """Why a process has no answer, and which page of its jobs it had in hand."""

    at: int
    reason: str
    message: str


class Child:
    """One process, and the line to it."""

    def __init__(self, outfit: Outfit) -> None:
        self._limit, self._heard = outfit.limit, False
        self._line, theirs = Pipe()
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in outfit.paths)}
        words = [sys.executable, "-P", "-c", _CHILD, str(theirs.fileno()), str(outfit.limit)]
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            words, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, stdout=self._said, stderr=self._said
        )
        theirs.close()
        self._line.send_bytes(outfit.maker)

    def work(self, jobs: list[Job]) -> bytes | _Lost:
        """The pickled answer to these jobs, or where it was lost; then the process is no more."""
        at = 0
        try:
            self._line.send([(job.page, job.failed, job.twice) for job in jobs])
            while True:
                limit = self._limit if self._heard and 0 <= at < len(jobs) else START_LIMIT
                if not self._line.poll(limit):
                    self.close()
                    return self._late(at, limit)
                said: int | bytes = self._line.recv()
                self._heard = True
                if isinstance(said, bytes):
                    return said
                at = said
        except (EOFError, OSError):
            return self._died(at)

    def _late(self, at: int, limit: float) -> _Lost:
        if at == LOADING or not self._heard:
            msg = f"a worker could not start: it took longer than {limit:g} s"
            raise CrewFault(msg)
        return _Lost(at, "timed_out", f"took longer than {limit:g} s (--timeout)")

    def _died(self, at: int) -> _Lost:
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            code = -signal.SIGKILL
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace")[-2000:]
        self.close()
        if at == LOADING or not self._heard:
            msg = f"a worker could not start: it died ({how}) {said}".rstrip()
            raise CrewFault(msg)
        return _Lost(at, "worker_died", f"the worker process died on this page ({how})")

    def kill(self) -> None:
        """Kill the process; whoever waits for its answer hears of it."""
        self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._line.close()
        self._process.kill()
        self._process.wait()
        self._said.close()


class Supervisor:
    """Has jobs done by a process of its own, and by another when that is lost. Of one thread at a time."""

    def __init__(self, outfit: Outfit) -> None:
        self._outfit = outfit
        self._child: Child | None = None
        self._stopped = False

    def answers(self, jobs: list[Job]) -> list[bytes]:
        """The pickled answers to all jobs: several where a page was lost: they are parted until it is alone."""
        waiting = [jobs]
        found: list[bytes] = []
        while waiting:
            part = waiting.pop()
            if self._stopped:
                msg = "the run was stopped"
                raise CrewFault(msg)
            if self._child is None:
                self._child = Child(self._outfit)
            answer = self._child.work(part)
            if isinstance(answer, _Lost):
                self._child = None
                waiting += reversed(_parted(part, answer))
            else:
                found.append(answer)
        return found

    def stop(self) -> None:
        """End the process from another thread; the one that waits for it raises CrewFault."""
        self._stopped = True
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
            self._child = None


def _parted(jobs: list[Job], lost: _Lost) -> list[list[Job]]:
    """The jobs parted at the page that was lost; one that is lost alone, or took too long, is said to have failed."""
    if lost.at >= len(jobs) > 1:  # lost with all rows in hand: no page in particular
        half = len(jobs) // 2
        return [jobs[:half], jobs[half:]]
    at = min(lost.at, len(jobs) - 1)
    page = jobs[at]
    if len(jobs) == 1 or lost.reason == "timed_out":
        page = replace(page, failed=page.failed or (lost.reason, lost.message), twice=page.failed is not None)
    return [part for part in (jobs[:at], [page], jobs[at + 1 :]) if part]


_here: dict[tuple[bytes, float, int], Supervisor] = {}
_gate = threading.Lock()


def work_here(outfit: Outfit, jobs: list[tuple[bytes, tuple[str, str] | None, bool]]) -> list[bytes] | str:
    """What an engine on other machines calls there: one process for each thread, kept from one call to the next.

    The pickled answers, or why there can be none; nothing of a class that only this machine knows.
    """
    key = (outfit.maker, outfit.limit, threading.get_ident())
    with _gate:
        if not _here:
            atexit.register(rest)
        supervisor = _here.setdefault(key, Supervisor(outfit))
    try:
        return supervisor.answers([Job(*job) for job in jobs])
    except CrewFault as fault:
        supervisor.close()
        return str(fault)


def rest() -> None:
    """End all processes that `work_here` keeps."""
    with _gate:
        for supervisor in _here.values():
            supervisor.close()
        _here.clear()


def alarm(limit: float) -> None:
    """Raise OutOfTime in this thread after so many seconds, where that can be done; 0 calls it off."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, limit)


def _ring(_number: int, _frame: object) -> None:
    raise OutOfTime
