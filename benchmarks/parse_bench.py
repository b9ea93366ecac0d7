"""What a page costs: `parse` and `to_row`, stage by stage, against bare parsers and other readers of the same bytes in one run.

    make bench ARGS='--pages FOLDER'   # other pages than the samples in raw/

Times depend on the machine; ratios hardly do. A round takes all pages in each way in turn, so that a busy machine slows them all,
and counts the time of the processor, not of the clock. The best of some rounds is a sample; the spread of several is the noise.
"""

from __future__ import annotations

import io
import time
import warnings
from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from statistics import median
from typing import TYPE_CHECKING
from unittest.mock import patch

import lxml.html
import pandas as pd
import trafilatura

from pipeline.engine.inputs import find_inputs, identify
from pipeline.tables.made import whole
from pipeline.tables.rows import to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules
    from pipeline.values import RawPage

SAMPLES, ROUNDS = 5, 3
WHOLE = "whole"
STAGES = {
    "bytes to outline": ("read_outline",),
    "repair": ("repair_outline",),
    "lines and grids": ("to_flow", "to_grids"),
    "metadata and place": ("read_metadata", "_region"),
    "tasks": ("read_body",),
    "units and deadlines": ("compose",),
    "account, citations, issues": ("account", "read_citations", "script_of", "_fingerprint", "why_no_tasks", "find_issues"),
}
"""The functions that `parse` calls, in its order, under the names that the page of figures gives them."""
ROWS, OTHERWISE = "rows", "the rest"


@dataclass(frozen=True)
class Ratio:
    """So many times as much as something else: the middle of several samples, and how far these lie apart, as a share of it."""

    value: float
    noise: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> Ratio:
        """The ratio that some samples show.

        >>> Ratio.of([2.0, 2.1, 1.9])
        Ratio(value=2.0, noise=0.1)
        """
        middle = median(samples)
        return cls(round(middle, 3), round((max(samples) - min(samples)) / middle, 3))


@dataclass(frozen=True)
class Costs:
    """What the pages cost: milliseconds a page by stage, and the ratios of the whole (and of each stage) to other ways."""

    pages: int
    stages: dict[str, float]
    ratios: dict[str, Ratio]


def pages_of(folder: str) -> list[RawPage]:
    """The pages of a folder, with their bytes."""
    return [identify(found, 1 << 62).page() for found in find_inputs([folder])]


def costs_of(pages: Sequence[RawPage], rules: Rules) -> Costs:
    """Take the pages in every way."""
    taken = [_sample(pages, rules) for _ in range(SAMPLES)]
    stages = {name: 1000 * median(one[name].total() for one in taken) / len(pages) for name in (*STAGES, ROWS, OTHERWISE, WHOLE)}
    against = {f"{name} / lxml": (name, "lxml") for name in stages}
    against |= {f"whole / {other}": (WHOLE, other) for other in _OTHERS}
    held = {name: pair for name, pair in against.items() if taken[0][pair[1]]}
    ratios = {name: Ratio.of([_against(one[a], one[b]) for one in taken]) for name, (a, b) in held.items()}
    return Costs(len(pages), stages, ratios)


def _against(one: Counter[int], other: Counter[int]) -> float:
    """What one way costs against another, over the pages that the other takes."""
    return sum(one[page] for page in other) / other.total()


def _sample(pages: Sequence[RawPage], rules: Rules) -> dict[str, Counter[int]]:
    """The least seconds of some rounds, by way or stage and by page: each page is taken in all ways before the next."""
    best: dict[str, Counter[int]] = defaultdict(Counter)
    for _ in range(ROUNDS):
        for at, page in enumerate(pages):
            others = {name: seconds_of(partial(way, page.body)) for name, (fits, way) in _WAYS.items() if fits(page.body)}
            for name, seconds in (others | _staged(page, rules)).items():
                best[name][at] = min(best[name].get(at, seconds), seconds)
    return best


def seconds_of(act: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def _staged(page: RawPage, rules: Rules) -> dict[str, float]:
    """Seconds of each stage of one page."""
    module = import_module("pipeline.parse")
    spent: Counter[str] = Counter(dict.fromkeys((*STAGES, ROWS), 0.0))

    def watched(stage: str, act: Callable[..., object]) -> Callable[..., object]:
        def timed(*args: object) -> object:
            start = time.process_time()
            try:
                return act(*args)
            finally:
                spent[stage] += time.process_time() - start

        return timed

    def to_rows(notice: ParsedNotice) -> object:
        return whole(to_row(notice))

    with ExitStack() as patches:
        for stage, names in STAGES.items():
            for name in names:
                patches.enter_context(patch.object(module, name, watched(stage, getattr(module, name))))
        rows = watched(ROWS, to_rows)
        seconds = seconds_of(lambda: rows(module.parse(page, rules)))
    return {**spent, WHOLE: seconds, OTHERWISE: seconds - sum(spent.values())}


def _bare(body: bytes) -> object:
    """The yardstick: no decoding of our own, no walk."""
    return lxml.html.document_fromstring(body or b"<p>")


def _tables(body: bytes) -> object:
    with suppress(ValueError), warnings.catch_warnings():  # a page without tables is a ValueError
        warnings.simplefilter("ignore")
        return pd.read_html(io.BytesIO(body))
    return None


_OTHERS = ("trafilatura.extract", "pandas.read_html")
_WAYS: dict[str, tuple[Callable[[bytes], bool], Callable[[bytes], object]]] = {
    "lxml": (lambda _: True, _bare),
    "trafilatura.extract": (lambda body: b"<" in body[:2000], trafilatura.extract),
    "pandas.read_html": (lambda body: b"<table" in body.lower(), _tables),
}
"""Other ways to take a page, and which pages each can take."""
