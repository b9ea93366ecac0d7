"""Rules of words that have an effect on what stands around them: which rules have it, and where in a text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class HasEffect(Protocol):
    """A rule that says which effect its words have."""

    @property
    def effect(self) -> str:
        """The effect's name."""
        ...


class Effects:
    """Compiled rules by their effect. What inherits this holds them, each with its pattern, as `effects`."""

    effects: tuple[tuple[HasEffect, re.Pattern[str]], ...]

    @cached_property
    def patterns(self) -> dict[str, list[re.Pattern[str]]]:
        """The patterns of each effect, in the order of the rules."""
        found: dict[str, list[re.Pattern[str]]] = {}
        for rule, pattern in self.effects:
            found.setdefault(rule.effect, []).append(pattern)
        return found

    def has(self, effect: str, text: str) -> bool:
        """Whether the words have an effect."""
        for pattern in self.patterns.get(effect, ()):  # noqa: SIM110 - a generator would cost as much as the search
            if pattern.search(text):
                return True
        return False

    def find(self, effect: str, text: str) -> Iterator[re.Match[str]]:
        """All places in the words that have an effect, in printed order."""
        found = [m for pattern in self.patterns.get(effect, ()) for m in pattern.finditer(text)]
        return iter(sorted(found, key=lambda m: m.start()) if len(found) > 1 else found)
