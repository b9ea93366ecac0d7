"""Plans that nobody has written: random tasks in random layouts come back as they were meant.

The generator knows the truth, so here the expected values are its own, never the program's.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.parse import Rules, parse
from pipeline.values import RawPage
from tests.whole import layouts_cards, layouts_drawn, layouts_odd, layouts_prose, layouts_tables, plans
from tests.whole.plans import Plan, random_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.notice import ParsedNotice, Task

PLANS_A_LAYOUT = 10
CLEAN_FLOOR = 0.99
FLATTENED_FLOOR = 0.97
_TABLES = (plans, layouts_tables, layouts_drawn, layouts_cards, layouts_odd)
CLEAN = {n: f for m in _TABLES for n, f in m.CLEAN.items()} | {f"prose_{n}": f for n, f in layouts_prose.PROSE.items()}
FLATTENED = {n: f for m in _TABLES for n, f in m.FLATTENED.items()} | {
    f"prose_{n}": f for n, f in layouts_prose.PROSE_FLATTENED.items()
}
UNGROUPED = frozenset().union(*(m.UNGROUPED for m in _TABLES))
Meant = tuple[Any, ...]


def _meant(plan: Plan, *, grouped: bool) -> list[Meant]:
    return [
        (
            (group,) if grouped else (),
            item.text,
            Counter([("lead", u) for u in item.lead] + [("cooperating", u) for u in item.helpers]),
            (item.end,),
        )
        for group, item in plan.items
    ]


def _read(task: Task) -> Meant:
    units = Counter((u.value.role, u.value.name) for u in task.units if u.value is not None)
    return (task.draft.path, task.text, units, tuple(str(d.value.end) for d in task.deadlines if d.value is not None))


def _share_right(layout: Callable[[Plan, random.Random], str], name: str, rules: Rules) -> tuple[float, list[Meant]]:
    right = total = 0
    lost: list[Meant] = []
    for seed in range(PLANS_A_LAYOUT):
        rng = random.Random(f"{name}-{seed}")
        plan = random_plan(rng)
        notice = _parsed(layout(plan, rng), rules)
        got = [_read(task) for task in notice.tasks]
        for meant in _meant(plan, grouped=name not in UNGROUPED):
            total += 1
            if meant in got:
                got.remove(meant)
                right += 1
            else:
                lost.append(meant)
    return right / total, lost


def _parsed(page: str, rules: Rules) -> ParsedNotice:
    return parse(RawPage("page.html" if page.startswith("<!") else "page.txt", page.encode()), rules)


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_tasks_of_a_clean_layout_come_back_exactly(name: str, rules: Rules) -> None:
    share, lost = _share_right(CLEAN[name], name, rules)
    assert share >= CLEAN_FLOOR, lost[:3]


@pytest.mark.parametrize("name", sorted(FLATTENED))
def test_tasks_of_a_flattened_layout_come_back_exactly(name: str, rules: Rules) -> None:
    share, lost = _share_right(FLATTENED[name], name, rules)
    assert share >= FLATTENED_FLOOR, lost[:3]
