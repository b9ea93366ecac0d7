"""Numbers of every style, one inside the other, on lines of their own and run together: each task comes back as it was meant.

The generator knows the truth. An article (第一条) whose sentence alone names a body is left out: it may be a law (what-is-a-task).
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.parse import parse
from pipeline.values import RawPage
from tests.tasks.hierarchies import PLACES, STYLES, Meant, hierarchy, random_styles, run_in, usual_styles

if TYPE_CHECKING:
    from pipeline.parse import Rules

PLANS = 40


def _read(lines: list[str], rules: Rules) -> list[Meant]:
    page = RawPage("notice.txt", "\n".join(["嘉禾县2023年工作要点", *lines]).encode())
    return [
        Meant(t.label or "", t.draft.path, t.text, " ".join(u.value.name if u.value else "?" for u in t.units))
        for t in parse(page, rules).tasks
    ]


def _without_stop(tasks: list[Meant]) -> list[Meant]:
    """A part of a paragraph is read without the stop behind its bracket."""
    return [replace(task, text=task.text.rstrip("。")) for task in tasks]


def _may_be_law(styles: list[str], place: str) -> bool:
    return "article" in styles and place == "inside"


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("place", sorted(PLACES))
def test_levels_of_any_styles_on_lines_of_their_own_come_back(depth: int, place: str, rules: Rules) -> None:
    for seed in range(PLANS // depth):
        rng = random.Random(f"{depth} {place} {seed}")
        styles = random_styles(rng, depth)
        if not _may_be_law(styles, place):
            lines, meant = hierarchy(rng, styles, place)
            assert _read(lines, rules) == meant, lines[:8]


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("place", sorted(PLACES))
def test_items_of_any_style_that_run_together_in_one_paragraph_come_back(style: str, place: str, rules: Rules) -> None:
    if not _may_be_law([style], place):
        rng = random.Random(f"{style} {place}")
        lines, meant = hierarchy(rng, [style], place)
        assert _without_stop(_read(run_in(lines, rng), rules)) == _without_stop(meant), lines


@pytest.mark.parametrize("depth", [2, 3])
@pytest.mark.parametrize("place", sorted(PLACES))
def test_levels_in_the_usual_order_that_run_together_in_one_paragraph_come_back(depth: int, place: str, rules: Rules) -> None:
    for seed in range(PLANS // depth):
        rng = random.Random(f"run {depth} {place} {seed}")
        lines, meant = hierarchy(rng, usual_styles(rng, depth), place)
        assert _without_stop(_read(run_in(lines, rng), rules)) == _without_stop(meant), lines[:8]
