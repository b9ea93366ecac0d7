"""What readers of tables and of articles make of the same pages: pandas, trafilatura, and two bare parsers beside this project.

    make readers-bench                      # writes the table into docs/table-readers.md
    make readers-bench ARGS='--show TOOL'   # prints the annotated tasks that a tool does not have whole

A person has read the pages of raw/ (tests/pages/*/expected.yaml). Of each task that they found it is asked what the output of a
tool holds: its words whole, the heading beside them, the name of every unit, every time. "Beside" is the same row of a table or
the same line of a text. All tools get the page already decoded, so that encodings are nobody's fault.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import time
import unicodedata
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pandas as pd
import trafilatura
from bs4 import BeautifulSoup

from pipeline.evaluate.gold import load_gold
from pipeline.parse import parse
from pipeline.read.decode import decode
from pipeline.read.text import looks_like_markup
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import load_rules
from pipeline.values import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.evaluate.gold import Gold
    from pipeline.notice import Task
    from pipeline.parse import Rules

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "table-readers.md"
MARK = "<!-- measured -->"
DAMAGED = ("chengchuan_2023", "jiapu_2023", "lanxi_2022", "weiling_2023")
_FLAGS = "*+~"  # what an annotation says of a unit: a group, an open list, a name that damage cut
PARTS = ("text", "column", "heading", "units", "times", "all")
Row = list[str]
Tables = list[list[Row]]


@dataclass(frozen=True)
class Meant:
    """A task as a person read it: words that a reader of its row needs, white space and width apart."""

    kind: str
    text: str
    heading: str
    units: tuple[str, ...]
    times: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """An annotated page, decoded, and its tasks."""

    name: str
    text: str
    markup: bool
    tasks: tuple[Meant, ...]


def main() -> None:
    """Run every tool over every page and write the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--show", choices=tuple(TOOLS), help="print what this tool does not have whole, write nothing")
    options = asked.parse_args()
    rules = load_rules(find_rules_folder())
    gold, _ = load_gold((ROOT / "tests" / "pages",), (ROOT / "raw",))
    samples = [sample for sample in (_sample(g, rules) for g in gold) if sample.tasks]
    for sample in samples:
        TOOLS["taizhang"](sample, rules)  # what is read once, as dictionaries are, is no page's cost
    if options.show:
        _show(options.show, samples, rules)
        return
    lines = list(_report(samples, rules))
    print("\n".join(lines))
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    day = dt.datetime.now(tz=dt.UTC).date()
    PAGE.write_text(f"{before}{MARK}\n\nMeasured on {day}.\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _sample(gold: Gold, rules: Rules) -> Sample:
    page = RawPage(gold.page.name, gold.page.read_bytes())
    text = decode(page, rules.read.encodings).text
    kind = {"table": "table", "flattened_table": "flattened table"}
    damaged = gold.page.name.startswith(DAMAGED)
    meant = tuple(_meant(task, "damaged page" if damaged else kind.get(task["origin"], "prose")) for task in gold.tasks)
    return Sample(gold.page.name, text, looks_like_markup(text, page.source, None), meant)


def _meant(task: dict[str, Any], kind: str) -> Meant:
    units = [unit for names in (task.get("units") or {}).values() for unit in names]
    times = [time.get("printed", "") for time in task.get("deadlines") or ()]
    names = tuple(_plain(unit).rstrip(_FLAGS) for unit in units)
    return Meant(kind, _plain(task["text"]), _plain((task.get("path") or [""])[-1]), names, tuple(map(_plain, times)))


def _plain(text: str) -> str:
    """Words without white space, of one width; the end of a text that an annotation leaves out does not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip("…")


# --- the tools: each gives rows of cells, or lines of a text as rows of one cell ------------------------------------------


def _pandas(sample: Sample, _: Rules) -> Tables:
    if not sample.markup:
        return []
    try:
        frames = pd.read_html(io.StringIO(sample.text), flavor="lxml", header=None)
    except (ValueError, ImportError):  # it raises where a page has no table
        return []
    return [[[*map(str, frame.columns)], *([str(cell) for cell in row] for row in frame.to_numpy())] for frame in frames]


def _soup(sample: Sample, _: Rules) -> Tables:
    tables = BeautifulSoup(sample.text, "html5lib").find_all("table") if sample.markup else []
    return [[[cell.get_text() for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")] for table in tables]


def _lxml(sample: Sample, _: Rules) -> Tables:
    if not sample.markup:
        return []
    tables = lxml.html.document_fromstring(sample.text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).iter("table")
    return [[["".join(cell.itertext()) for cell in row.xpath("./td|./th")] for row in table.iter("tr")] for table in tables]


def _trafilatura(sample: Sample, _: Rules) -> Tables:
    text = (
        trafilatura.extract(sample.text, include_tables=True, favor_recall=True, output_format="markdown")
        if sample.markup
        else ""
    )
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in (text or "").splitlines()]]


def _ours(sample: Sample, rules: Rules) -> Tables:
    notice = parse(RawPage(sample.name, sample.text.encode(), charset="utf-8"), rules)
    return [[_our_row(task) for task in notice.tasks]]


def _our_row(task: Task) -> Row:
    units = [u.value.name for u in task.units if u.value is not None]
    times = [d.said for d in task.deadlines if d.value is not None]
    return [task.text, "\n".join(task.draft.path), "\n".join(units), "\n".join(times)]


TOOLS: dict[str, Callable[[Sample, Rules], Tables]] = {
    "taizhang": _ours,
    "pandas.read_html": _pandas,
    "trafilatura": _trafilatura,
    "bs4, html5lib": _soup,
    "lxml": _lxml,
}


# --- what a tool's output has of a task -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """The parts of a task that a row of the output has, and the columns of its words and of its time there."""

    parts: frozenset[str] = frozenset()
    table: int = -1
    columns: tuple[int, int] = (-1, -1)


def held(meant: Meant, tables: Sequence[Sequence[Sequence[str]]]) -> Held:
    """What the row has that has most of a task."""
    best = Held()
    for number, row in ((number, row) for number, table in enumerate(tables) for row in table):
        if not any(meant.text in cell for cell in row):
            continue
        parts = {"text"}
        parts |= {"heading"} if any(meant.heading in cell for cell in row) else set()
        parts |= {"units"} if all(any(unit in cell for cell in row) for unit in meant.units) else set()
        parts |= {"times"} if all(any(said in cell for cell in row) for said in meant.times) else set()
        parts |= {"all"} if len(parts) == len(PARTS) - 2 else set()
        if len(parts) > len(best.parts):
            at = _column(meant.text, row), _column(meant.times[0], row) if meant.times else -1
            best = Held(frozenset(parts), number, at)
    return best


def _column(words: str, row: Sequence[str]) -> int:
    return next((col for col, cell in enumerate(row) if words in cell), -1)


def held_on(sample: Sample, tables: Sequence[Sequence[Sequence[str]]]) -> list[frozenset[str]]:
    """The parts that an output has of each task; `column`: its words and its time stand where those of its table's others do."""
    found = [held(task, tables) for task in sample.tasks]
    usual = {
        number: [_commonest(columns) for columns in zip(*(h.columns for h in found if h.table == number), strict=True)]
        for number in {h.table for h in found}
    }
    return [h.parts | {"column"} if h.parts and _is_usual(h, usual[h.table]) else h.parts for h in found]


def _commonest(columns: Sequence[int]) -> int:
    return Counter(columns).most_common(1)[0][0]


def _is_usual(found: Held, usual: Sequence[int]) -> bool:
    return all(at in (-1, column) for at, column in zip(found.columns, usual, strict=True))


def _read(tool: str, sample: Sample, rules: Rules) -> tuple[Tables, float]:
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = TOOLS[tool](sample, rules)
    spent = time.perf_counter() - start
    return [[[_plain(cell) for cell in row] for row in table] for table in tables], spent


def _report(samples: Sequence[Sample], rules: Rules) -> list[str]:
    total = Counter(task.kind for sample in samples for task in sample.tasks)
    head = ("what a person read", "tool", "words whole", "in their column", "heading", "units", "times", "all in one row")
    lines = [f"| {' | '.join(head)} |", "|---|---|--:|--:|--:|--:|--:|--:|"]
    counts: dict[tuple[str, str], Counter[str]] = {}
    speeds = []
    for tool in TOOLS:
        spent = 0.0
        for sample in samples:
            tables, seconds = _read(tool, sample, rules)
            spent += seconds
            for task, parts in zip(sample.tasks, held_on(sample, tables), strict=True):
                counts.setdefault((task.kind, tool), Counter()).update(parts)
        speeds.append(f"{tool} {1000 * spent / len(samples):.0f} ms")
    for kind in sorted(total, key=lambda k: -total[k]):
        for tool in TOOLS:
            shares = [f"{100 * counts[kind, tool][part] / total[kind]:.0f} %" for part in PARTS]
            shares[1] = shares[1] if kind == "table" else "–"  # only a table has columns
            lines.append(f"| {total[kind]} tasks, {kind} | {tool} | {' | '.join(shares)} |")
    return [*lines, "", f"{len(samples)} pages. A page takes, on the average: {', '.join(speeds)}."]


def _show(tool: str, samples: Sequence[Sample], rules: Rules) -> None:
    for sample in samples:
        tables, _ = _read(tool, sample, rules)
        for task, parts in zip(sample.tasks, held_on(sample, tables), strict=True):
            if "all" not in parts:
                print(sample.name, task.kind, sorted(set(PARTS) - parts), task.text[:60], task.units, task.times)


if __name__ == "__main__":
    main()
