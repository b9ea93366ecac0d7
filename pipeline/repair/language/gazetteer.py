"""Names of places, as repair needs them: which places are named in a text, and what they lie in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[str, str, str]

LONGEST = 12
SHORTEST = 3
LEVELS = "省市县区州盟旗"
"""What names of divisions end in: these seven and no others."""
END = re.compile(f"[{LEVELS}]")
COUNTY = LEVELS[2]
"""Only counties have names of two characters."""


@dataclass(frozen=True)
class Gazetteer:
    """Divisions by code (GB/T 2260), full name and short name; empty where nobody gave one.

    >>> some = Gazetteer((("321300", "宿迁市", "宿迁"), ("321311", "宿豫区", "宿豫"), ("321324", "泗洪县", "泗洪")))
    >>> some.homes("宿豫区、泗洪县人民政府"), some.full("宿迁", "市")
    ({'宿迁市': 2.0}, '宿迁市')
    """

    rows: tuple[Row, ...] = ()

    @cached_property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes that ever stood for a full name."""
        found: dict[str, list[str]] = {}
        for code, name, _ in self.rows:
            found.setdefault(name, []).append(code)
        return {name: tuple(codes) for name, codes in found.items()}

    @cached_property
    def characters(self) -> frozenset[str]:
        """All that names of divisions are written with."""
        return frozenset("".join(name for _, name, _ in self.rows))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {code: name for code, name, _ in self.rows}

    @cached_property
    def _shorts(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for _, name, short in self.rows:
            found.setdefault(short, {})[name] = None
        return {short: tuple(names) for short, names in found.items()}

    def full(self, short: str, end: str) -> str:
        """The full name of a place by its short one, where only one ends so; empty otherwise."""
        found = [name for name in self._shorts.get(short, ()) if name.endswith(end)]
        return found[0] if len(found) == 1 else ""

    def codes_of(self, name: str) -> frozenset[str]:
        """The codes of the places with that full or short name."""
        return frozenset(code for full in (name, *self._shorts.get(name, ())) for code in self.codes.get(full, ()))

    def above(self, name: str) -> frozenset[str]:
        """What the places of that name lie in: the city, or the province where no city is between."""
        return frozenset(filter(None, map(self._parent, self.codes.get(name, ()))))

    def _parent(self, code: str) -> str:
        chain = [code[:4] + "00", code[:2] + "0000"]
        return next((self._names[above] for above in chain if above != code and above in self._names), "")

    def named(self, text: str) -> Iterator[tuple[int, str]]:
        """Where full names of places stand in a text, the longest at each end; of two characters counties only (not 城区)."""
        codes = self.codes
        for match in END.finditer(text):
            end = match.end()
            for size in range(min(LONGEST, end), SHORTEST - (match.group() == COUNTY) - 1, -1):
                if text[end - size : end] in codes:
                    yield end - size, text[end - size : end]
                    break

    def homes(self, text: str) -> dict[str, float]:
        """What the places named in a text lie in, each name once; a name that several have is shared among them."""
        votes: dict[str, float] = {}
        for name in sorted({name for _, name in self.named(text)}):
            above = self.above(name)
            for home in above:
                votes[home] = votes.get(home, 0.0) + 1 / len(above)
        return votes
