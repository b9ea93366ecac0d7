"""Tables as print and plain files keep them: columns of a typewriter in `pre`, markdown, exported rows, headers of several rows."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from tests.whole.layouts_drawn import _padded, _wrapped
from tests.whole.layouts_tables import HAN, _heads
from tests.whole.plans import _both, _names, _page, _text_page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.whole.plans import Plan


def _rows(plan: Plan, rng: random.Random) -> list[list[str]]:
    """Header and rows, one a task: number, work, those who lead, those who help, time."""
    h = _heads(rng)
    head = [h[key].replace(" ", "") for key in ("number", "task", "lead", "help", "time")]
    return [head] + [[str(n), i.text, _names(i.lead), _names(i.helpers), i.time] for n, (_, i) in enumerate(plan.items, 1)]


def pre_wrapped(plan: Plan, rng: random.Random) -> str:
    """Columns of a typewriter in `pre`, cells broken at the width of their column."""
    widths = (6, rng.choice((24, 30)), 16, 16, 16)
    lines = []
    for row in _rows(plan, rng):
        parts = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for depth in range(max(map(len, parts))):
            said = [
                _padded(part[depth] if depth < len(part) else "", width + 3) for part, width in zip(parts, widths, strict=True)
            ]
            lines.append("".join(said).rstrip())
    return _page(plan, f"<pre>{html.escape(chr(10).join(lines))}</pre>")


def pre_tabs(plan: Plan, rng: random.Random) -> str:
    """Tabs between the cells of a `pre`."""
    return _page(plan, f"<pre>{html.escape(chr(10).join(chr(9).join(row) for row in _rows(plan, rng)))}</pre>")


def _spots(plan: Plan, rng: random.Random) -> list[tuple[int, int, str]]:
    """Every printed line of every cell with its place on the paper, in any order."""
    order = rng.choice(("lines", "columns", "any"))
    lefts, widths = (60, 110, 380, 520, 660), (4, 16, 8, 8, 8)
    height, gap, top = rng.choice((20, 24)), rng.choice((14, 18)), 100
    said: list[tuple[int, int, str]] = []
    for row in _rows(plan, rng):
        parts = [[cell[at : at + width] for at in range(0, len(cell), width)] for cell, width in zip(row, widths, strict=True)]
        said += [
            (left, top + height * at, words) for left, lines in zip(lefts, parts, strict=True) for at, words in enumerate(lines)
        ]
        top += max(map(len, parts)) * height + gap
    return sorted(said, key=lambda word: word[1] if order == "lines" else word[0] if order == "columns" else rng.random())


def placed(plan: Plan, rng: random.Random) -> str:
    """Laid out of a PDF file: every printed line of every cell has its place on the paper, in px or pt, in any order."""
    tag, unit = rng.choice(("div", "span", "p")), rng.choice(("px", "pt"))
    spots = (
        f"<{tag} style='position:absolute;left:{x}{unit};top:{y}{unit}'>{html.escape(words)}</{tag}>"
        for x, y, words in _spots(plan, rng)
    )
    return _page(plan, f"<div style='position:relative'>{''.join(spots)}</div>")


def placed_by_classes(plan: Plan, rng: random.Random) -> str:
    """The same, the places told by classes of a style sheet, from the bottom of the page."""
    said = _spots(plan, rng)
    bottom = max(y for _, y, _ in said) + 50
    sheet = "".join(
        [
            ".t{position:absolute;white-space:pre}",
            *(f".x{x}{{left:{x}.000000px;}}" for x in sorted({x for x, _, _ in said})),
            *(f".y{y}{{bottom:{bottom - y}.5px;}}" for y in sorted({y for _, y, _ in said})),
        ]
    )
    spots = (f"<div class='t m0 x{x} h2 y{y} ff1 fs0'>{html.escape(words)}</div>" for x, y, words in said)
    return _page(plan, f"<style>{sheet}</style><div class='pf w0 h0'><div class='pc pc1'>{''.join(spots)}</div></div>")


def markdown_breaks(plan: Plan, rng: random.Random) -> str:
    """Markdown with a body a line in its cells, broken by tags; the rule below the header short or long."""
    h = _heads(rng)
    rule = rng.choice(("---", ":--", "--", ":-:"))
    rows = [[h[key] for key in ("number", "task", "lead", "help", "time")], [rule] * 5]
    brk = rng.choice(("<br>", "<br/>", "<br />"))
    rows += [[str(n), i.text, brk.join(i.lead), brk.join(i.helpers), i.time] for n, (_, i) in enumerate(plan.items, 1)]
    return _text_page(plan, [f"| {' | '.join(row)} |" for row in rows])


def exported(plan: Plan, rng: random.Random) -> str:
    """Rows as a sheet is exported: every cell in quotes, or those that need it; groups printed once."""
    h = _heads(rng)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n", quoting=rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)))
    writer.writerow([h[key] for key in ("number", "task", "detail", "unit", "time")])
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            writer.writerow([*([str(number), group] if index == 0 else ["", ""]), item.text, _both(item), item.time])
    return _text_page(plan, file.getvalue().strip().split("\n"))


def three_rows_of_labels(plan: Plan, rng: random.Random) -> str:
    """Bars, and a header of two or three rows with its blank cells."""
    head, *body = _rows(plan, rng)
    number, task, lead, helps, time = head
    three = [[number, "任务分工", "", "", time], ["", task, "责任分工", "", ""], ["", "", lead, helps, ""]]
    two = [[number, task, "责任分工", "", time], ["", "", lead, helps, ""]]
    return _text_page(plan, [" | ".join(row) + " |" for row in [*rng.choice((two, three)), *body]])


def two_rows_of_labels(plan: Plan, rng: random.Random) -> str:
    """A cell a line; the labels of the second row of the header stand behind all of the first."""
    head, *body = _rows(plan, rng)
    labels = [*head[:2], "责任分工", head[4], *head[2:4]]
    return _text_page(plan, [*labels, *(cell or "/" for row in body for cell in row)])


def _again(plan: Plan, rng: random.Random, printed: Callable[[list[str]], list[str]]) -> str:
    """A title, groups as lines of their own, and on some pages the number of the page and the header again."""
    h = _heads(rng)
    head = printed([h[key].replace(" ", "") for key in ("number", "task", "unit", "time")])
    lines = ["重点任务分解表", *head]
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        lines.append(f"{HAN[index]}、{group}")
        for item in items:
            number += 1
            lines += printed([str(number), item.text, _both(item), item.time])
        if index + 1 < len(plan.groups) and rng.random() < 0.6:
            lines += [rng.choice((f"- {index + 2} -", f"— {index + 2} —")), *head]
    return _text_page(plan, lines)


def pages_of_tabs(plan: Plan, rng: random.Random) -> str:
    """Tabs, groups between the rows, and a new page now and then."""
    return _again(plan, rng, lambda row: ["\t".join(row)])


def pages_of_cells(plan: Plan, rng: random.Random) -> str:
    """A cell a line, groups between the rows, and a new page now and then."""
    return _again(plan, rng, list)


CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f for f in (pre_wrapped, pre_tabs, placed, placed_by_classes)
}
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f for f in (markdown_breaks, exported, three_rows_of_labels, two_rows_of_labels, pages_of_tabs, pages_of_cells)
}
UNGROUPED = frozenset(
    {"pre_wrapped", "pre_tabs", "placed", "placed_by_classes", "markdown_breaks", "three_rows_of_labels", "two_rows_of_labels"}
)
