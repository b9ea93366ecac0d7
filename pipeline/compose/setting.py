"""What the words of a task are read against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.facts.deadlines.reading import DeadlineRules, TimeContext
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region


@dataclass(frozen=True)
class Setting:
    """What the words of a task mean depends on: the issuer's region, the notice's dates, and the rules."""

    region: Region | None
    times: TimeContext
    units: UnitRules
    deadlines: DeadlineRules
