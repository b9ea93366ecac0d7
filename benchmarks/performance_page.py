"""The figures of `benchmarks.performance` as a page and a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.growth_bench import BOUND, Line
from benchmarks.parse_bench import WHOLE
from benchmarks.scale_run import NOTICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from benchmarks.parse_bench import Ratio

_PAGE = """# What it costs

Written by `make bench` on {day}: {machine}, shared with other work. Read the ratios: both sides of each were measured in the same
run, in processor time, five times over; *noise* is how far the five lie apart. `make bench-check` measures them again and fails
where one got worse than its noise (a tenth at least).

## A page

The {pages} samples of `raw/`, decoded, read, mended, and turned into rows. Each page is taken in all ways before the next, so
that no reader finds its own code warm in the processor's caches: one page after the other, the bare parse takes half.

{stages}

{others}

{why}

## A command

Seconds by the clock, the best of five; nothing is kept from one to the next. All {pages} samples are read, by two processes.
Asked for were 0.3 and 3 seconds. About half of the second is code and rules, which each process loads for itself.

{starts}

## Against size

{lines}

![Cost against size, and memory against the number of pages](pictures/performance.png)

A character of a page four times as long costs {bends} times as much: 1 is a straight line.

## Hostile pages

Each against an ordinary page of numbered prose, a character against a character; the bound is {bound:g}.

{torture}

## Whole runs

Generated pages of 30 KB from a Parquet data set: `notices` with 20 tasks each, or a `crawl`, of which two pages of a hundred are
notices, two are Chinese and hand out no work, and all others are in other languages, as in a month of Common Crawl; these are
ruled out by their bytes. With a `stand-in` the parser gives the same rows for every page, so that only reading, handing out,
keeping, settling ids and writing are left. Memory is PSS, the most that was seen. Pages a second hang on what else the machine
had to do; processor time a page does much less. `make bench ARGS='--crawl 100000'` takes a quarter of an hour more.

{runs}
"""
_WHY = """Three times the bare parse, which was asked for, is out of reach for what is done in Python: finding the words of a page
alone (`bytes to outline`) takes {read:.1f} times it, and behind it every line and cell is asked what it is (a heading, a label, a
list of bodies, a time). The profile is flat: no function takes a twentieth of the whole. A tenth of `trafilatura.extract`,
which was asked for too and gives the text alone, would be {tenth:.1f} bare parses.

What was taken out last: each step that asks about an item of prose read its brackets, labels and paragraphs anew, two of five
times the same words; now they are read once (`asked_once` in `pipeline/tasks/senses.py`), which takes a tenth and more off
numbered prose. Arrow loaded numpy and pandas, where they are installed, into each process of a run that has no use for them.
Before: words were tried one after the other where many are looked for at a place; now what they share at their beginning is
tried once (`pipeline/alternation.py`); at every third character all hundred ways to say a time were tried, and not those alone
that can begin with it; a line was cut into the labels of a header in all ways before anybody looked whether it begins as one;
passes of repair asked the same of an unchanged page three times. What was tried and gave less than five parts of a hundred:
[compiled code](decisions/compiled.md), named tuples for spans and passages, one expression for several patterns, freezing the
garbage collector or calling it less often, another order of the words of time."""


def page_of(said: Mapping[str, Any], ratios: Mapping[str, Ratio]) -> str:
    """The page of figures."""
    lines = {kind: Line(**line) for kind, line in said["lines"].items()}
    bends = [f"{ratio.value:.2f} ({name.split(',')[0].removeprefix('a character on ')})" for name, ratio in _bends(ratios)]
    hostile = ((name, seconds, ratios[f"{name}, a character"]) for name, seconds in said["torture"].items())
    return _PAGE.format(
        day=said["day"],
        machine=said["machine"],
        pages=said["pages"],
        stages=_table(
            ("stage", "ms a page", "share", "× bare lxml parse", "noise"),
            (_stage(name, cost, said["stages"][WHOLE], ratios) for name, cost in said["stages"].items()),
        ),
        others=_table(
            ("", "ratio", "noise"),
            ((name, f"{ratios[name].value:.1f}", f"{ratios[name].noise:.0%}") for name in ratios if name.startswith("whole / ")),
        ),
        starts=_table(("command", "seconds"), said["starts"].items()),
        why=_WHY.format(read=ratios["bytes to outline / lxml"].value, tenth=_tenth(ratios)),
        lines=_table(
            ("page", "characters", "ms", "ms for 1,000 characters", "farthest from the line"),
            ((kind, *_line(line)) for kind, line in lines.items()),
        ),
        bends=" and ".join(bends),
        bound=BOUND,
        torture=_table(
            ("page", "seconds", "× an ordinary page", "noise"),
            ((name, f"{seconds:.1f}", f"{ratio.value:.2f}", f"{ratio.noise:.0%}") for name, seconds, ratio in hostile),
        ),
        runs=_table(
            (
                "pages",
                "of",
                "parser",
                "workers",
                "pages a second",
                "ms of processor a page",
                "ms at the end, by the clock",
                *_MEMORY,
                "day",
            ),
            (_run(run) for run in said["runs"]),
        ),
    )


def _tenth(ratios: Mapping[str, Ratio]) -> float:
    """A tenth of trafilatura, in bare parses."""
    return ratios["whole / lxml"].value / ratios["whole / trafilatura.extract"].value / 10


_MEMORY = ("driver", "largest worker", "together")


def _bends(ratios: Mapping[str, Ratio]) -> Iterator[tuple[str, Ratio]]:
    return ((name, ratio) for name, ratio in ratios.items() if name.endswith("four times as long"))


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [tuple(heads), *(tuple(map(str, row)) for row in rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _stage(name: str, cost: float, whole: float, ratios: Mapping[str, Ratio]) -> tuple[str, ...]:
    ratio = ratios[f"{name} / lxml"]
    return name, f"{cost:.2f}", f"{cost / whole:.0%}", f"{ratio.value:.1f}", f"{ratio.noise:.0%}"


def _line(line: Line) -> tuple[str, ...]:
    largest = f"{1000 * line.sizes[0]:,.0f} – {1000 * line.sizes[-1]:,.0f}", f"{line.costs[0]:,.0f} – {line.costs[-1]:,.0f}"
    return *largest, f"{line.slope:.1f}", f"{line.residual:.0%}"


def _run(run: Mapping[str, Any]) -> tuple[str, ...]:
    pages, cpu = run["pages"], run["cpu_seconds"]
    return (
        f"{pages:,}",
        run.get("mix", NOTICES),
        "real" if run["real"] else "stand-in",
        str(run["jobs"]),
        f"{pages / run['seconds']['all']:.0f}",
        f"{1000 * (cpu['driver'] + cpu['workers']) / pages:.1f}",
        f"{1000 * run['seconds']['tables'] / pages:.2f}",
        *(f"{run['most_mb'][name]} MB" for name in ("driver", "worker", "together")),
        run["day"],
    )


def picture_of(said: Mapping[str, Any], path: Path) -> None:
    """Cost against size with its line, and memory against pages."""
    import matplotlib as mpl  # noqa: PLC0415 - slow to load, and the check needs none

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    for kind, written in said["lines"].items():
        line = Line(**written)
        (points,) = left.plot(line.sizes, line.costs, "o", label=kind)
        ends = (0.0, line.sizes[-1])
        left.plot(ends, [line.base + line.slope * end for end in ends], color=points.get_color(), linewidth=1)
    left.set(xlabel="thousand characters a page", ylabel="ms a page", title="Cost against size")
    for run in said["runs"]:
        parser = "real" if run["real"] else "stand-in"
        name = f"{run['pages']:,} {run.get('mix', NOTICES)}, {parser}, {run['jobs']} workers"
        right.plot([done for done, _, _ in run["grown"]], [both for _, _, both in run["grown"]], label=name)
    right.set(xlabel="pages done", ylabel="MB together", title="Memory against pages", xscale="log", ylim=(0, None))
    for side in (left, right):
        if side.lines:
            side.legend(fontsize=7)
    figure.savefig(path, dpi=100)
    plt.close(figure)
