"""What a page costs: `parse` and `to_row`, stage by stage, against bare parsers and other readers of the same bytes in one run.

    make bench ARGS='--pages FOLDER'   # other pages than the samples in raw/

Times depend on the machine; ratios hardly do. A round takes all pages in each way in turn, so that a busy machine slows them all,
and counts the time of the processor, not of the clock. The best of some rounds is a sample; the spread of several is the noise.
"""

from __future__ import annotations

import io
import time
import warnings
from collections import Counter
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
from pipeline.tables.rows import to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    marked = [page for page in pages if b"<" in page.body[:2000]]
    tabled = [page for page in marked if b"<table" in page.body.lower()]
    ways: dict[str, Callable[[], object]] = {
        "lxml": lambda: [_bare(page.body) for page in pages],
        "trafilatura": lambda: [trafilatura.extract(page.body) for page in marked],
        "pandas": lambda: [_tables(page.body) for page in tabled],
        "on markup": partial(_all_rows, marked, rules),
        "on tables": partial(_all_rows, tabled, rules),
    }
    taken = [_sample(ways, pages, rules) for _ in range(SAMPLES)]
    stages = {name: 1000 * median(one[name] for one in taken) / len(pages) for name in (*STAGES, ROWS, OTHERWISE, WHOLE)}
    against = {f"{name} / lxml": (name, "lxml") for name in stages} | {
        "whole / trafilatura.extract": ("on markup", "trafilatura"),
        "whole / pandas.read_html": ("on tables", "pandas"),
    }
    ratios = {name: Ratio.of([one[a] / one[b] for one in taken]) for name, (a, b) in against.items()}
    return Costs(len(pages), stages, ratios)


def _sample(ways: dict[str, Callable[[], object]], pages: Sequence[RawPage], rules: Rules) -> dict[str, float]:
    """The least seconds of some rounds, by way and by stage."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        spent = {name: seconds_of(way) for name, way in ways.items()} | _staged(pages, rules)
        best = {name: min(best.get(name, seconds), seconds) for name, seconds in spent.items()}
    return best


def seconds_of(act: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def _staged(pages: Sequence[RawPage], rules: Rules) -> dict[str, float]:
    """Seconds of each stage over all pages."""
    module = import_module("pipeline.parse")
    spent: Counter[str] = Counter()

    def watched(stage: str, act: Callable[..., object]) -> Callable[..., object]:
        def timed(*args: object) -> object:
            start = time.process_time()
            try:
                return act(*args)
            finally:
                spent[stage] += time.process_time() - start

        return timed

    with ExitStack() as patches:
        for stage, names in STAGES.items():
            for name in names:
                patches.enter_context(patch.object(module, name, watched(stage, getattr(module, name))))
        rows = watched(ROWS, to_row)
        whole = seconds_of(lambda: [rows(module.parse(page, rules)) for page in pages])
    return {**spent, WHOLE: whole, OTHERWISE: whole - sum(spent.values())}


def _all_rows(pages: Sequence[RawPage], rules: Rules) -> object:
    parse = import_module("pipeline.parse").parse
    return [to_row(parse(page, rules)) for page in pages]


def _bare(body: bytes) -> object:
    """The yardstick: no decoding of our own, no walk."""
    return lxml.html.document_fromstring(body or b"<p>")


def _tables(body: bytes) -> object:
    with suppress(ValueError), warnings.catch_warnings():  # a page without tables is a ValueError
        warnings.simplefilter("ignore")
        return pd.read_html(io.BytesIO(body))
    return None
