"""How cost grows with size, and what hostile pages cost: each against an ordinary page of as many characters, in the same run."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import linear_regression
from typing import TYPE_CHECKING

from benchmarks.parse_bench import Ratio, seconds_of
from pipeline.parse import parse
from pipeline.tables.made import whole
from pipeline.tables.rows import to_row
from pipeline.values import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.parse import Rules

SIZES = (20, 100, 250, 500, 1_000, 2_000)
"""Tasks a page."""
ROUNDS, HOSTILE_ROUNDS = 3, 2
_TITLE = "云岭市2023年政务公开工作要点"
_HEAD = "<tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
_ROW = "<tr><td>{0}</td><td>公开第{0}项服务指南，说明流程。</td><td>市司法局、市财政局</td><td>2023年6月底前</td></tr>"
_ITEM = "<p>{0}.公开第{0}项服务指南，说明流程，方便群众办事。（责任单位：市司法局、市财政局；完成时限：2023年6月底前）</p>"
_DAMAGED = "<p>{0}.公开第{0}项服务指南，2021?2月底前启动，2022?0月底前完成。（责任单位：市司法局；完成时限：2023?2月底前）</p>"


def table_page(tasks: int) -> str:
    """A notice whose tasks stand in one table of four columns."""
    rows = "".join(_ROW.format(n) for n in range(1, tasks + 1))
    return f"<html><body><h1>{_TITLE}</h1><table>{_HEAD}{rows}</table></body></html>"


def prose_page(tasks: int, item: str = _ITEM) -> str:
    """A notice whose tasks are numbered paragraphs."""
    items = "".join(item.format(n) for n in range(1, tasks + 1))
    return f"<html><body><h1>{_TITLE}</h1><p>一、主要任务</p>{items}</body></html>"


KINDS: dict[str, Callable[[int], str]] = {"a table": table_page, "numbered prose": prose_page}
TORTURE: dict[str, Callable[[], str]] = {
    "20,000 repairs": lambda: prose_page(6_700, _DAMAGED),
    "100,000 cells": lambda: table_page(25_000),
    "10,000 nested elements": lambda: "<div>" * 10_000 + prose_page(500) + "</div>" * 10_000,
    "one line of a million characters": lambda: "公开第一批事项目录，" * 100_000,
    "50,000 open brackets": lambda: prose_page(500) + "（" * 50_000,
    "100,000 lost characters": lambda: prose_page(500) + "<p>" + "公开?批事项?录，" * 12_500 + "</p>" + "\ufffd" * 75_000,
}
BOUND = 5.0
"""A hostile page costs at most so many times as much for each character as an ordinary one."""


@dataclass(frozen=True)
class Line:
    """Cost against size for one kind of page: thousands of characters, milliseconds, and the straight line through them."""

    sizes: tuple[float, ...]
    costs: tuple[float, ...]
    slope: float
    base: float

    @property
    def residual(self) -> float:
        """How far the farthest page lies from the line, as a share of the line.

        >>> Line((1.0, 2.0, 4.0), (10.0, 20.0, 44.0), 10.0, 0.0).residual
        0.1
        """
        fit = [self.base + self.slope * size for size in self.sizes]
        return round(max(abs(cost / line - 1) for cost, line in zip(self.costs, fit, strict=True)), 3)

    @property
    def bend(self) -> float:
        """What a character costs on the largest page against one on a page a quarter as large: 1 where the line is straight."""
        each = [cost / size for size, cost in zip(self.sizes, self.costs, strict=True)]
        return each[-1] / each[-3]


def line_of(make: Callable[[int], str], rules: Rules) -> Line:
    """Measure pages of one kind in all sizes."""
    pages = [make(tasks) for tasks in SIZES]
    sizes = tuple(len(page) / 1000 for page in pages)
    costs = tuple(1000 * cost_of(page, rules) for page in pages)
    slope, base = linear_regression(sizes, costs)
    if base < 0:  # no page costs less than nothing
        slope, base = linear_regression(sizes, costs, proportional=True)
    return Line(sizes, costs, slope, base)


def cost_of(page: str, rules: Rules, rounds: int = ROUNDS) -> float:
    """The least processor seconds of some rounds."""
    raw = RawPage("a.html", page.encode(), charset="utf-8")
    return min(seconds_of(lambda: whole(to_row(parse(raw, rules)))) for _ in range(rounds))


def torture(rules: Rules) -> dict[str, tuple[float, Ratio]]:
    """Seconds of each hostile page, and its cost a character against that of an ordinary page measured beside it."""
    found: dict[str, tuple[float, Ratio]] = {}
    for name, make in TORTURE.items():
        page, ordinary = make(), prose_page(500)
        spent = [(cost_of(page, rules, 1), cost_of(ordinary, rules, 1)) for _ in range(HOSTILE_ROUNDS)]
        samples = [hostile / len(page) / (plain / len(ordinary)) for hostile, plain in spent]
        found[name] = (round(min(hostile for hostile, _ in spent), 1), Ratio.of(samples))
    return found
