"""What a plan means and what a notice says, in the same words; and all layouts by how sound their markup is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.whole import (
    layouts_cards,
    layouts_drawn,
    layouts_exports,
    layouts_headers,
    layouts_odd,
    layouts_print,
    layouts_prose,
    layouts_tables,
    plans,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Task
    from tests.whole.plans import Plan

CLEAN_FLOOR = 0.99
FLATTENED_FLOOR = 0.97
_TABLES = (plans, layouts_tables, layouts_drawn, layouts_cards, layouts_odd, layouts_exports, layouts_print, layouts_headers)
CLEAN = {n: f for m in _TABLES for n, f in m.CLEAN.items()} | {f"prose_{n}": f for n, f in layouts_prose.PROSE.items()}
FLATTENED = {n: f for m in _TABLES for n, f in m.FLATTENED.items()} | {
    f"prose_{n}": f for n, f in layouts_prose.PROSE_FLATTENED.items()
}
LAYOUTS = CLEAN | FLATTENED
UNGROUPED = frozenset().union(*(m.UNGROUPED for m in _TABLES))
Meant = tuple[Any, ...]
"""Headings, words, units with their roles, deadlines as kind, start and end."""


def meant(plan: Plan, layout: str) -> list[Meant]:
    """The tasks of a plan as the layout can print them: some print no groups."""
    return [
        (
            () if layout in UNGROUPED else (group,),
            item.text,
            Counter([("lead", u) for u in item.lead] + [("cooperating", u) for u in item.helpers]),
            (("date", item.start, item.end),),
        )
        for group, item in plan.items
    ]


def read(task: Task) -> Meant:
    """A task of a notice."""
    units = Counter((u.value.role, u.value.name) for u in task.units if u.value is not None)
    times = [d.value for d in task.deadlines if d.value is not None]
    return (task.draft.path, task.text, units, tuple((t.kind, t.start and str(t.start), str(t.end)) for t in times))


def lost(wanted: Sequence[Meant], tasks: Sequence[Task]) -> list[Meant]:
    """What was meant and did not come back; each task answers for one."""
    got = [read(task) for task in tasks]
    missing = []
    for one in wanted:
        if one in got:
            got.remove(one)
        else:
            missing.append(one)
    return missing
