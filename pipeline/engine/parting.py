"""Inputs in partitions: what a process is given at a time."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.engine.inputs import STDIN
from pipeline.engine.page import load
from pipeline.engine.partition import Asked
from pipeline.engine.supervised import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.engine.kept import Kept
    from pipeline.engine.page import Input

_SMALLEST = 2
_SLOWLY = 8
"""So many partitions are of one size before they grow: at first all processes get something, later none asks too often."""
_HEAVY = 4 << 20
"""Bytes of pages that travel together at most, beyond the first page."""


@dataclass
class Parting:
    """How inputs are parted: `size` pages at most; files of this machine up to `bring` bytes are sent along (0: not at all)."""

    kept: Kept
    size: int
    bring: int = 0
    pages: int = 0

    def of(self, inputs: Iterable[Input], *, second: bool) -> Iterator[list[Job]]:
        """The inputs as jobs, parted, for the first reading or the second; `pages` counts them. Partitions begin small."""
        jobs: list[Job] = []
        weight, given, now = 0, 0, min(_SMALLEST, self.size)
        for one in inputs:
            self.pages += 1
            page = replace(load(one, self.bring), path=None) if self.bring and one.path is not None else one
            archived = one.where is None and one.source != STDIN
            jobs.append(Job(pickle.dumps(Asked(page, self.kept.known(one.source, second=second), second, archived))))
            weight += len(page.body or b"")
            if len(jobs) >= now or weight >= _HEAVY:
                yield jobs
                jobs, weight, given = [], 0, given + 1
                now = min(self.size, now * 2) if given % _SLOWLY == 0 else now
        if jobs:
            yield jobs
