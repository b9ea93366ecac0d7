"""Inputs in partitions: what a process is given at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.engine.page import load
from pipeline.engine.partition import job_page
from pipeline.engine.supervised import Job

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from pipeline.engine.kept import Kept
    from pipeline.engine.page import Input

_SMALLEST = 2
_SLOWLY = 8
"""So many partitions are of one size before they grow: at first all processes get something, later none asks too often."""
_HEAVY = 4 << 20
"""Bytes of pages that travel together at most, beyond the first page."""


def parted(
    inputs: Iterable[Input], kept: Kept, size: int, found: Counter[str], how: tuple[bool, int]
) -> Iterator[list[Job]]:
    """The inputs as jobs, parted; `found["pages"]` counts them. Partitions begin small and grow to `size` pages.

    `how` says whether this is the second reading, and up to which size files of this machine are sent along (0: not at all).
    """
    second, bring = how
    jobs: list[Job] = []
    weight, given, now = 0, 0, min(_SMALLEST, size)
    for one in inputs:
        found["pages"] += 1
        page = _brought(one, bring) if bring and one.path is not None else one
        jobs.append(Job(job_page(page, kept.known(one.source, second=second), second=second)))
        weight += len(page.body or b"")
        if len(jobs) >= now or weight >= _HEAVY:
            yield jobs
            jobs, weight, given = [], 0, given + 1
            now = min(size, now * 2) if given % _SLOWLY == 0 else now
    if jobs:
        yield jobs


def _brought(found: Input, most: int) -> Input:
    """A file of this machine with its bytes, for processes on others."""
    return replace(load(found, most), path=None)
