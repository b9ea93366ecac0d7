"""What the work itself says of its place: bodies named in full, counties under one city, the level of its units.

It is asked only where the issuer's own name does not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.facts.places.issuers import Sight, issuer_level
from pipeline.facts.places.register import CITY, COUNTY, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.places.register import Division
    from pipeline.facts.places.rules import RegionRules

_MOST = 40_000
_MOST_NAMES = 4000
_LEAST_UNITS = 3
_MOSTLY = 0.75
_SEPARATOR = re.compile(r"[\s、，,;；:：（）()。|]+")
_YEAR = re.compile(r"20\d\d年")
_HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
_ONCE, _OFTEN, _BARE = 5.0, 7.0, 1.0
_MANY, _SOLE = 3, 10.0
_ONE_COUNTY, _COUNTIES = 3.0, 7.0
_BOTH, _FIRST = 9.0, 3.0
_LONGEST_NAME = 15


def body_level(texts: Sequence[str], rules: RegionRules) -> str | None:
    """The level of the bodies without a place's name, where nearly all agree: 市水利局, 市教育局 are a city's."""
    levels: Counter[str] = Counter()
    for name in islice(_names(texts), _MOST_NAMES):
        level = issuer_level(name, rules)
        levels.update([level] if level else [])
    level, count = max(levels.items(), key=lambda pair: pair[1], default=("", 0))
    return level if count >= _LEAST_UNITS and count >= _MOSTLY * levels.total() else None


def _names(texts: Sequence[str]) -> Iterator[str]:
    left = _MOST
    for text in texts:
        yield from _SEPARATOR.split(text[:left])
        left -= len(text)
        if left <= 0:
            return


def body_sights(texts: Sequence[str], year: int | None, rules: RegionRules) -> Iterator[Sight]:
    """Places by the bodies named in full (宿迁市生态环境局), and the city over the counties that are named.

    Three bodies of one place are enough where no other place is named so.
    """
    named: Counter[Division] = Counter()
    bodies: dict[Division, str] = {}
    for name in dict.fromkeys(islice(_names(texts), _MOST_NAMES)):
        found = _division_of(name, year, rules)
        if found:
            named[found] += 1
            bodies.setdefault(found, name)
    counties: dict[str, list[Division]] = {}
    for division in named:
        if division.level == COUNTY:
            counties.setdefault(division.code[:4] + "00", []).append(division)
    for division, count in named.items():
        among = len(counties.get(division.code[:4] + "00", ())) > 1 and division.level == COUNTY
        weight = _SOLE if count >= _MANY and len(named) == 1 else _ONCE if count == 1 else _OFTEN
        yield Sight((division,), _BARE if among else weight, bodies[division][:_LONGEST_NAME])
    for code, below in counties.items():
        city = rules.register.division(code, year)
        if city and city.level == CITY:
            yield Sight((city,), _COUNTIES if len(below) > 1 else _ONE_COUNTY, "、".join(county.name for county in below))


def _division_of(name: str, year: int | None, rules: RegionRules) -> Division | None:
    """The one division whose full name, and then a body's words, a name begins with."""
    if not _HAN.match(name):
        return None
    place = rules.register.name_at(name, 0)
    found = nearest(rules.register.by_name[place], year) if place and len(place) > 2 else ()  # noqa: PLR2004
    return found[0] if place and len(found) == 1 and _HAN.match(name, len(place) - 1) else None


def lettered_sights(texts: Sequence[str], organ: str, year: int | None, rules: RegionRules) -> Iterator[Sight]:
    """The only government that the work names of which the document's number can be: 许昌市人民政府 beside 许政〔2020〕20号."""
    words = "\n".join(texts)[:_MOST] if organ else ""
    named: set[Division] = set()
    for government in rules.words("government"):
        for match in re.finditer(government, words):
            named.update(_ending_at(words[max(0, match.start() - _LONGEST_NAME) : match.start()], organ[0], year, rules))
    if len(named) == 1:
        yield Sight(tuple(named), _SOLE, organ)


def _ending_at(words: str, letter: str, year: int | None, rules: RegionRules) -> tuple[Division, ...]:
    """The one division whose full name ends the words and holds the letter; none where a place above stands before it."""
    names = (words[at:] for at in range(len(words) - 2) if words[at:] in rules.register.by_name)
    found = nearest(rules.register.by_name.get(next(names, ""), ()), year)
    return found if len(found) == 1 and letter in rules.register.endings.short(found[0].name) else ()


def title_sights(title: str, year: int | None, rules: RegionRules) -> Iterator[Sight]:
    """A city's short name that a title begins with, whatever stands behind it where the body's name was lost.

    A county's name of two signs counts where a year or more of its own follows: 杞县2023年….
    """
    name = rules.register.name_at(title, 0)
    counties = nearest(rules.register.by_name[name], year) if name and _YEAR.match(title, len(name)) else ()
    if len(counties) == 1 and counties[0].level == COUNTY:
        yield Sight(counties, _OFTEN + _FIRST, name or "")
    short = rules.register.short_at(title, 0)
    if short and not rules.follows("no_place", title, len(short)):
        cities = tuple(d for d in nearest(rules.register.by_short[short], year) if d.level == CITY)
        if len(cities) == 1:
            yield Sight(cities, 6.0, short)


def number_fit(organ: str, division: Division, rules: RegionRules, year: int | None) -> float:
    """How well the first characters of a document number fit a place: 长朝府办发 is 长春's 朝阳区, 宿政办发 may be 宿迁市."""
    if not organ:
        return 0.0
    own = rules.register.endings.short(division.name)
    above = rules.register.division(division.code[:4] + "00", year) if division.level == COUNTY else None
    if above and above.level == CITY and organ[0] in rules.register.endings.short(above.name) and organ[1:2] and organ[1] in own:
        return _BOTH
    return _FIRST if organ[0] in own else 0.0
