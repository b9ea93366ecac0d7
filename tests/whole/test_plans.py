"""Plans that nobody has written: random tasks in random layouts come back as they were meant.

The generator knows the truth, so here the expected values are its own, never the program's.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from pipeline.parse import Rules, parse
from pipeline.values import RawPage
from tests.whole.plans import random_plan
from tests.whole.truth import CLEAN, CLEAN_FLOOR, FLATTENED, FLATTENED_FLOOR, LAYOUTS, Meant, lost, meant

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice

PLANS_A_LAYOUT = 10


def _share_right(name: str, rules: Rules) -> tuple[float, list[Meant]]:
    total = 0
    missing: list[Meant] = []
    for seed in range(PLANS_A_LAYOUT):
        rng = random.Random(f"{name}-{seed}")
        plan = random_plan(rng)
        notice = _parsed(LAYOUTS[name](plan, rng), rules)
        total += len(plan.items)
        missing += lost(meant(plan, name), notice.tasks)
    return 1 - len(missing) / total, missing


def _parsed(page: str, rules: Rules) -> ParsedNotice:
    return parse(RawPage("page.html" if page.startswith("<!") else "page.txt", page.encode()), rules)


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_tasks_of_a_clean_layout_come_back_exactly(name: str, rules: Rules) -> None:
    share, missing = _share_right(name, rules)
    assert share >= CLEAN_FLOOR, missing[:3]


@pytest.mark.parametrize("name", sorted(FLATTENED))
def test_tasks_of_a_flattened_layout_come_back_exactly(name: str, rules: Rules) -> None:
    share, missing = _share_right(name, rules)
    assert share >= FLATTENED_FLOOR, missing[:3]
