"""The zone that issues a notice (平潭综合实验区, 达州高新区): no division of the state, yet its bodies call themselves 区…局."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.places.issuers import issuer_sights, past_openers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.facts.places.rules import RegionRules

_LONGEST = 16
_MOST = 2000
_PROVINCE = 1


def zone_of(issuer: str | None, texts: Iterable[str], rules: RegionRules) -> str | None:
    """The zone's name without its province: the issuer's own, else one that the other words name by its known name.

    None where the issuer is a division's own body: its units 区…局 are then the division's.
    """
    said = rules.plain(issuer or "")
    name = _at_start(said, rules)
    if name or issuer_sights(said, None, rules) is not None:
        return name
    aliases = [word for word in rules.words("alias") if word.endswith(rules.words("zone_end"))]
    return next((_plain(word, rules) for text in texts for word in aliases if word in text[:_MOST]), None)


def _at_start(text: str, rules: RegionRules) -> str | None:
    at = start = past_openers(text, 0, rules)
    while at < len(text):
        alias = next((word for word in rules.words("alias") if text.startswith(word, at)), None)
        if alias:
            return _plain(alias, rules) if alias.endswith(rules.words("zone_end")) else None
        name = rules.register.name_at(text, at)
        if name is None:
            break
        at += len(name)
        if any(division.level == _PROVINCE for division in rules.register.by_name[name]):
            start = at
    return _with_kind(text, start, at, rules)


def _with_kind(text: str, start: int, at: int, rules: RegionRules) -> str | None:
    """The words from the zone's place to the end of its kind, where a body's words follow: 达州 + 高新区 + 管委会."""
    for word in rules.words("zone"):
        found = text.find(word, at, at + _LONGEST)
        end = found + len(word)
        if found >= 0 and end < len(text) and end - start > len(word) and word.endswith(rules.words("zone_end")):
            return text[start:end]
    return None


def _plain(alias: str, rules: RegionRules) -> str:
    """The alias without its province: the shortest one that ends it."""
    return min((word for word in rules.words("alias") if alias.endswith(word)), key=len)
