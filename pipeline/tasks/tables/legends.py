"""Notes and set phrases that change how a table is read: who leads, 同上, where a table ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rule import Rule
from pipeline.tasks.effects import Effects

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRule(Rule):
    """Words with an effect on the table or list around them."""

    effect: str
    pattern: str


@dataclass(frozen=True)
class LegendRules(Effects):
    """The legends, compiled."""

    effects: tuple[tuple[LegendRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, entries: Sequence[LegendRule]) -> LegendRules:
        """Compile the entries of `rules/legends.yaml`."""
        return cls(tuple((e, re.compile(e.pattern)) for e in entries))

    def has_any(self, effects: frozenset[str], text: str) -> bool:
        """Whether the words have one of these effects."""
        return any(self.has(effect, text) for effect in effects)


def try_example(rule: LegendRule, rules: LegendRules, said: str) -> str:
    """The effect that this rule sees in the words."""
    pattern = next(p for r, p in rules.effects if r.id == rule.id)
    return rule.effect if pattern.search(said) else ""
