"""Speed, memory and growth, measured and written down: `docs/performance.md` with its picture, and the ratios to compare with.

    make bench                           # a few minutes; keeps the long runs that were measured before
    make bench ARGS='--runs 1000 10000'  # also whole runs over so many generated pages, with one worker and with two
    make bench ARGS='--crawl 100000'     # also whole runs over so many pages as a crawl holds them (a quarter of an hour)
    make bench-check                     # fails where a ratio got worse than noise explains; writes nothing

All figures are kept in `benchmarks/performance.json`, from which the page is written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.baseline import read_baseline, worse, write_baseline
from benchmarks.growth_bench import BOUND, KINDS, Line, line_of, torture
from benchmarks.parse_bench import Ratio, costs_of, pages_of
from benchmarks.performance_page import page_of, picture_of
from benchmarks.scale_run import CRAWL, NOTICES
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.parse import Rules

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "benchmarks" / "performance.json"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "performance.png"
JOBS = (1, 2)
STARTS = {"`taizhang --help`": ("--help",), "`taizhang parse raw`": ("parse", "raw", "--out", "{out}", "--quiet")}
STARTED_ROUNDS = 5


def measure(folder: str, rules: Rules) -> tuple[dict[str, Any], dict[str, Ratio]]:
    """All figures but those of whole runs, and the ratios among them that `bench-check` watches."""
    costs = costs_of(pages_of(folder), rules)
    lines = {kind: line_of(make, rules) for kind, make in KINDS.items()}
    hostile = torture(rules)
    said = {
        "pages": costs.pages,
        "stages": {name: round(cost, 2) for name, cost in costs.stages.items()},
        "lines": {kind: asdict(line) for kind, line in lines.items()},
        "torture": {name: seconds for name, (seconds, _) in hostile.items()},
    }
    bends = {f"a character on {kind}, four times as long": _bend(line) for kind, line in lines.items()}
    return said, {**costs.ratios, **bends, **{f"{name}, a character": ratio for name, (_, ratio) in hostile.items()}}


def _bend(line: Line) -> Ratio:
    return Ratio(round(line.bend, 3), round(line.residual, 3))


def ran(pages: int, jobs: int, mix: str) -> dict[str, Any]:
    """One whole run, in a process of its own so that its memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "benchmarks.scale_run", folder, str(pages), "--jobs", str(jobs), "--mix", mix, "--real"]
        done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own words
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said | {"day": dt.datetime.now(dt.UTC).date().isoformat()}


def started(words: Sequence[str]) -> float:
    """Seconds by the clock of a command in a process of its own, the best of some; `{out}` is a folder that is not there yet."""
    seconds = []
    for _ in range(STARTED_ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            command = [sys.executable, "-m", "pipeline", *(word.format(out=f"{folder}/parsed") for word in words)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603
            seconds.append(time.perf_counter() - begun)
    return round(min(seconds), 2)


def with_runs(before: Iterable[dict[str, Any]], now: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The runs of earlier times and those of now, which take the place of their like."""
    runs = {(run["real"], run.get("mix", NOTICES), run["pages"], run["jobs"]): run for run in (*before, *now)}
    return [runs[key] for key in sorted(runs)]


def machine() -> str:
    """On what this was measured, without its name."""
    models = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    return f"{os.cpu_count()} × {models[0] if models else platform.machine()}, Python {platform.python_version()}"


def _cpuinfo() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def main() -> None:
    """Measure, and either compare or write down."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", default=str(ROOT / "raw"), help="pages for the cost by stage (default: the samples)")
    asked.add_argument("--runs", type=int, nargs="*", default=[1000], help="pages of the whole runs (default: 1000)")
    asked.add_argument("--crawl", type=int, nargs="*", default=[], help="pages of whole runs over the mix of a crawl")
    asked.add_argument("--check", action="store_true", help="compare with what was measured before, and write nothing")
    options = asked.parse_args()
    said, ratios = measure(options.pages, load_rules(find_rules_folder()))
    before, known = read_baseline(KEPT) if KEPT.exists() else ({}, {})
    over = {name: ratio.value for name, ratio in ratios.items() if name.removesuffix(", a character") in said["torture"]}
    faults = [f"{name}: {value} times an ordinary page, the bound is {BOUND:g}" for name, value in over.items() if value > BOUND]
    if options.check:
        faults += [str(one) for one in worse(known, ratios)]
        print("\n".join(faults) or f"{len(ratios)} ratios, none worse than noise explains")
        sys.exit(bool(faults))
    now = [ran(pages, jobs, NOTICES) for pages in options.runs for jobs in JOBS]
    now += [ran(pages, jobs, CRAWL) for pages in options.crawl for jobs in JOBS]
    runs = with_runs(before.get("runs", ()), now)
    said["starts"] = {name: started(words) for name, words in STARTS.items()}
    said |= {"runs": runs, "machine": machine(), "day": dt.datetime.now(dt.UTC).date().isoformat()}
    write_baseline(KEPT, said, ratios)
    PAGE.write_text(page_of(said, ratios), encoding="utf-8")
    picture_of(said, PICTURE)
    print(f"{PAGE.relative_to(ROOT)} and {PICTURE.relative_to(ROOT)} are written", *faults, sep="\n")


if __name__ == "__main__":
    main()
