"""What a page costs: the whole of `parse` and `to_row` against lxml's bare HTML parse of the same bytes, in the same run.

    make bench                      # the samples in raw/
    make bench ARGS='FOLDER -n 9'   # other pages, more rounds

Times depend on the machine; ratios hardly do. A round takes a page in each way in turn, so that a busy machine slows them all.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING

import lxml.html

from pipeline.engine.inputs import find_inputs, identify
from pipeline.parse import parse
from pipeline.read import read_outline
from pipeline.repair import repair_outline
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import load_rules
from pipeline.tables.rows import to_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.parse import Rules
    from pipeline.values import RawPage


def main() -> None:
    """Print a line for each page and the totals."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", default="raw")
    asked.add_argument("-n", "--rounds", type=int, default=7)
    options = asked.parse_args()
    rules = load_rules(find_rules_folder())
    pages = [identify(found, 1 << 62).page() for found in find_inputs([options.folder])]
    print(f"{'page':44} {'KB':>6} {'lxml ms':>8} {'read':>7} {'+repair':>8} {'whole':>8} {'ratio':>6}")
    totals = [0.0, 0.0]
    for page in pages:
        bare, read, repaired, whole = _medians(page, rules, options.rounds)
        totals = [totals[0] + bare, totals[1] + whole]
        times = f"{bare:8.2f} {read:7.2f} {repaired:8.2f} {whole:8.2f} {whole / bare:6.1f}"
        print(f"{page.source[:44]:44} {len(page.body) / 1000:6.1f} {times}")
    print(f"{len(pages)} pages, {options.rounds} rounds, medians: parse costs {totals[1] / totals[0]:.1f} × lxml's bare parse")


def _medians(page: RawPage, rules: Rules, rounds: int) -> list[float]:
    """Milliseconds of each way to take a page: bare parse, outline, repaired outline, all of it."""
    ways: tuple[Callable[[], object], ...] = (
        lambda: _bare(page.body),
        lambda: read_outline(page, rules.read),
        lambda: repair_outline(read_outline(page, rules.read), rules.repair),
        lambda: to_row(parse(page, rules)),
    )
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, spent in zip(ways, times, strict=True):
            start = time.perf_counter()
            way()
            spent.append(1000 * (time.perf_counter() - start))
    return [statistics.median(spent) for spent in times]


def _bare(body: bytes) -> object:
    """The yardstick: no decoding of our own, no walk."""
    return lxml.html.document_fromstring(body or b"<p>")


if __name__ == "__main__":
    main()
