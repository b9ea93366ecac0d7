"""Branches: a body, the place that it serves, and what sort of branch it is: 公安|立山|分局, 绍兴海关|驻|诸暨|办事处."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.homes import chain_at
from pipeline.facts.units.lines import exact_line, find_line, headed

if TYPE_CHECKING:
    from pipeline.facts.units.functions import Line
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region

SHORTEST_HEAD = 2


def line_around(core: str, home: Region | None, rules: UnitRules) -> Line | None:
    """The line of what stands before one of the issuer's places within a name, where what stands behind it is a branch."""
    for at in range(SHORTEST_HEAD, len(core) - 1):
        place, end = chain_at(core, at, home, rules)
        if place and rules.ending("branch", core[end:]):
            head = head_before(core, at, rules)
            return exact_line(head, rules) or headed(head, rules) or find_line(head + core[end:], rules)
    return None


def head_before(core: str, at: int, rules: UnitRules) -> str:
    """The body that stands before a place within a name, without the word that stations it there."""
    return core[: at - len(rules.ending("stationed", core[:at]))]
