"""Times the explorer in a real browser with 1,000, 10,000 and 100,000 tasks, and writes docs/explorer-bench.md.

The tasks are those of the samples, again and again, each time with a little other text. Every question is asked five times; the
middle one counts.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from pipeline.explore.site import Sources, build_site
from pipeline.read import ReadRules
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.tables.schema import load_dictionary
from tests.explore.browser import opened
from tests.explore.many import multiply

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000)
QUESTIONS = {
    "part of a word, 公开": {"q": "公开"},
    "three words, 公开 目录 -月": {"q": "公开 目录 -月"},
    "whole word": {"q": "公开", "whole": True},
    "unit and role": {"unit": "财政局", "role": "cooperating"},
    "deadlines of three months": {"from": "2023-04-01", "to": "2023-06-30"},
    "all filters together": {
        "q": "公开",
        "role": "responsible",
        "kind": "date",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "doubts": True,
    },
}
_ABOUT = """# How quick the explorer is

Written by `make explore-bench`, in headless Chromium on two cores that had other work. A question: milliseconds to find the tasks
/ to have the new rows, the count and the timeline on the page; the middle one of five.
"""
_ASK = """
const asked = arguments[0];
document.getElementById("filters").reset();
for (const [name, value] of Object.entries(asked)) {
  const field = document.getElementById(name);
  if (value === true) field.checked = true; else field.value = value;
}
const [, wait, done] = arguments;
document.getElementById("filters").dispatchEvent(new Event("input", { bubbles: true }));
setTimeout(() => requestAnimationFrame(() => done([taizhang.filterTime, taizhang.answerTime])), wait);
"""


def measure(parsed: Path, size: int, scratch: Path) -> list[str]:
    """The cells of one column: building, opening, asking."""
    many, site = scratch / f"many-{size}", scratch / f"site-{size}"
    multiply(parsed, many, size)
    began = time.perf_counter()
    built = build_site(many, site, load_dictionary(find_rules_folder() / DICTIONARY), Sources((), ReadRules()))
    seconds = time.perf_counter() - began
    cells = [f"{built.tasks:,}", f"{built.notices:,}", f"{seconds:.0f} s", f"{(site / 'index.html').stat().st_size / 1e6:.1f} MB"]
    with opened(scratch / f"profile-{size}") as driver:
        driver.get((site / "index.html").as_uri())
        cells.append(f"{driver.execute_script('return taizhang.ready') / 1000:.1f} s")
        for question in QUESTIONS.values():
            wait = 400 + size // 100
            times = [driver.execute_async_script(_ASK, question, wait) for _ in range(5)]
            found, whole = (statistics.median(each) for each in zip(*times, strict=True))
            cells.append(f"{found:.0f} / {whole:.0f} ms")
    return cells


def main() -> None:
    """Measure all sizes and write the page."""
    parsed = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "parsed"
    with tempfile.TemporaryDirectory() as scratch:
        columns = [measure(parsed, size, Path(scratch)) for size in SIZES]
    names = ["tasks", "notices", "building the site", "index.html", "from opening the page to its first rows", *QUESTIONS]
    lines = [f"| {' | '.join(cells)} |" for cells in zip(names, *columns, strict=True)]
    lines.insert(1, "|---|" + "---:|" * len(SIZES))
    (ROOT / "docs" / "explorer-bench.md").write_text("\n".join([_ABOUT, *lines]) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
