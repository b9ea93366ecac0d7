"""Notes and set phrases that change how a table is read: who leads, 同上, where a table ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRule(Rule):
    """Words with an effect on the table or list around them."""

    effect: str
    pattern: str


@dataclass(frozen=True)
class LegendRules:
    """The legends, compiled."""

    entries: tuple[tuple[LegendRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, entries: Sequence[LegendRule]) -> LegendRules:
        """Compile the entries of `rules/legends.yaml`."""
        return cls(tuple((e, re.compile(e.pattern)) for e in entries))

    @cached_property
    def _patterns(self) -> dict[str, list[re.Pattern[str]]]:
        found: dict[str, list[re.Pattern[str]]] = {}
        for rule, pattern in self.entries:
            found.setdefault(rule.effect, []).append(pattern)
        return found

    def has(self, effect: str, text: str) -> bool:
        """Whether the words have this effect."""
        for pattern in self._patterns.get(effect, ()):  # noqa: SIM110 - a generator would cost as much as the search
            if pattern.search(text):
                return True
        return False

    def has_any(self, effects: frozenset[str], text: str) -> bool:
        """Whether the words have one of these effects."""
        return any(self.has(effect, text) for effect in effects)

    def find(self, effect: str, text: str) -> Iterator[re.Match[str]]:
        """All places in the words that have this effect."""
        for pattern in self._patterns.get(effect, ()):
            yield from pattern.finditer(text)


def try_example(rule: LegendRule, rules: LegendRules, said: str) -> str:
    """The effect that this rule sees in the words."""
    pattern = next(p for r, p in rules.entries if r.id == rule.id)
    return rule.effect if pattern.search(said) else ""
