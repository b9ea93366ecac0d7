"""An issuer's name that its own notice contradicts, as on copied sites: another county's bureau in title and signature.

What the notice sends names one other place (霸州市2018年任务分解表), and the letters of its number (霸政办) or the level of the
bodies that it asks (市水务局) are that place's and cannot be the issuer's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.places.body import body_level
from pipeline.facts.places.register import CITY, COUNTY, PROVINCE
from pipeline.facts.places.sights import number_sights, text_sights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.places.register import Division
    from pipeline.facts.places.rules import RegionRules

_OPENING = 3000
_QUOTED = re.compile(r"《([^《》\n]{4,80})")


def contradicting(issuers: Division, sent: Sequence[str], number: tuple[str, str], rules: RegionRules) -> Division | None:
    """The place that a notice is of, where all it says speaks against its issuer's; None where it does not.

    `sent` are the words of its title behind 关于, then all its other words; `number` its number and the number's letters.
    """
    title, *body = sent
    place = _place_sent(issuers, title, body, rules)
    if place is None:
        return None
    printed, letters = number
    numbered = letters and _fits(printed, letters, place, rules) and not _fits(printed, letters, issuers, rules)
    level = body_level(body, rules)
    levelled = level is not None and level in _levels_of(place, rules) and level not in _levels_of(issuers, rules)
    return place if numbered or levelled else None


def _place_sent(issuers: Division, title: str, body: Sequence[str], rules: RegionRules) -> Division | None:
    """The one place that the title and what the letter quotes begin with, where it has nothing to do with the issuer's."""
    named = {d for d in _mentions(title, body, rules) if d.code[:2] != issuers.code[:2] or d.level != PROVINCE}
    if any(_is_above(d, issuers) or _is_above(issuers, d) for d in named):
        return None
    finest = [d for d in named if not any(_is_above(d, other) and d != other for other in named)]
    return finest[0] if len(finest) == 1 else None


def _mentions(title: str, body: Sequence[str], rules: RegionRules) -> Iterator[Division]:
    quoted = (match[1] for match in _QUOTED.finditer("\n".join(body)[:_OPENING]))
    for words in (title, *quoted):
        yield from (sight.divisions[0] for sight in text_sights(words, 1.0, None, rules) if len(sight.divisions) == 1)


def _is_above(one: Division, other: Division) -> bool:
    """Whether a division is the other one or holds it."""
    return other.code.startswith(one.code[: 2 * one.level]) and one.level <= other.level


def _fits(number: str, letters: str, division: Division, rules: RegionRules) -> bool:
    """Whether a number's letters can be a place's: they begin with a sign of its name, or of one above it, or are known to be."""
    known = (d for sight in number_sights(number, rules, None) for d in sight.divisions)
    above = (rules.register.division(code, None) for code in (division.code[:4] + "00", division.code[:2] + "0000"))
    names = (division.name, *(d.name for d in above if d))
    return any(letters[0] in rules.register.endings.short(name) for name in names) or any(_is_above(d, division) for d in known)


def _levels_of(division: Division, rules: RegionRules) -> tuple[str, ...]:
    """How a place's bodies call themselves: 市…局 of a city or of a city without districts, 县…局 and 区…局 of the others."""
    if division.level == COUNTY:
        return ("city",) if division.name.endswith(rules.words("city_kind")) else ("county",)
    return ("city",) if division.level == CITY else ("province", "city")
