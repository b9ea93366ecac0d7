"""The issuer's own places as they stand in names of bodies: whole, without their level, or one behind the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region

SHORTEST_PLACE = 2
AUTONOMOUS = 3
"""自治县, 自治州, 自治旗, 自治区: levels of three characters."""


def places_of(home: Region | None) -> tuple[str, ...]:
    """The names of the issuer's region and of those above it, the finest first."""
    return tuple(name for name in (home.county, home.city, home.province) if name) if home else ()


def place_at_start(text: str, full: str, rules: UnitRules) -> str:
    """The place `full` as a text begins with it: whole, without its level, or without the peoples of an autonomous one.

    木垒哈萨克自治县 is printed as 木垒县, 木垒自治县 or 木垒; empty where the text begins otherwise.
    """
    if text[:SHORTEST_PLACE] != full[:SHORTEST_PLACE] or text.startswith(full):
        return full if text.startswith(full) else ""
    level = max(rules.ending("zone", full), rules.ending("level", full), key=len)
    stem = full[: -len(level) or None]
    autonomous = len(level) >= AUTONOMOUS
    same = next((at for at, char in enumerate(stem) if text[at : at + 1] != char), len(stem))
    if same < SHORTEST_PLACE or (same < len(stem) and not autonomous):
        return ""
    tail = next((tail for tail in (level, level[-1:]) if autonomous and text.startswith(tail, same)), "")
    return text[: same + len(tail)]


def chain_at(core: str, at: int, home: Region | None, rules: UnitRules) -> tuple[str, int]:
    """The finest of the issuer's places that stand side by side from a position on, and where they end: 云南|昭通|镇雄."""
    left, finest = list(places_of(home)), ""
    while left:
        name, printed = next(((n, p) for n in left if (p := place_at_start(core[at:], n, rules))), ("", ""))
        if not name:
            break
        finest, at, left = name, at + len(printed), left[: left.index(name)]
    return finest, at
