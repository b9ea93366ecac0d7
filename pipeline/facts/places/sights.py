"""Mentions of places in a notice's other words: title, footer, addressees, document number, address of the page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.facts.metadata.docnumbers import NO_WORDS, find_numbers
from pipeline.facts.places.issuers import Sight
from pipeline.facts.places.register import CITY, COUNTY, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.places.register import Division
    from pipeline.facts.places.rules import RegionRules

_MOST = 2000
_SITE = re.compile(r"(?:^|\.)([a-z]+)\.gov\.cn$")
_CODE, _CITY_CODE = 6, 4
_COUNTIES = 10.0
_LETTER, _OFFICE, _CITY_OFFICE, _SITE_WEIGHT = 3.0, 6.0, 12.0, 15.0
_ABOVE_SITE = 11.0
"""A site also shows notices of the bodies above its own: 市政府办公室 on a county's site is the city's."""


def text_sights(text: str, weight: float, year: int | None, rules: RegionRules) -> Iterator[Sight]:
    """Full names, chains of them, and short names before a zone's (达州高新区); a name before 人民政府 weighs double."""
    text = "".join(text[:_MOST].split())
    at = 0
    above: tuple[Division, ...] = ()
    while at < len(text) - 1:
        if text[at : at + 2] not in rules.register.openings:
            above = ()
            at += 1
            continue
        name = rules.register.name_at(text, at)
        found = _chained(rules.register.named(name, year), above) if name and (len(name) > 2 or above) else ()  # noqa: PLR2004
        if name and found and not rules.follows("zone_keeper", text, at + len(name)):
            at += len(name)
            above = found
            yield Sight(found, weight * (2 if rules.follows("body", text, at) else 1), name)
            continue
        above = ()
        short = rules.register.short_at(text, at)
        if short and rules.follows("zone", text, at + len(short)):
            places = nearest(rules.register.by_short[short], year)
            highest = tuple(d for d in places if d.level == min(p.level for p in places))
            yield Sight(highest, weight, short) if highest else Sight((), 0.0)
            at += len(short)
            continue
        at += 1


def city_above(text: str, year: int | None, rules: RegionRules) -> Iterator[Sight]:
    """The city over all the counties that a text names, where they are two or more: it addresses 镇海区、北仑区人民政府."""
    named = [sight.divisions[0] for sight in text_sights(text, 1.0, year, rules) if len(sight.divisions) == 1]
    above = {division.code[:_CITY_CODE] + "00" for division in named if division.level == COUNTY}
    city = rules.register.division(above.pop(), year) if len(above) == 1 and len(set(named)) > 1 else None
    if city and city.level == CITY:
        yield Sight((city,), _COUNTIES, "、".join(sorted({division.name for division in named if division.level == COUNTY})))


def _chained(found: tuple[Division, ...], above: tuple[Division, ...]) -> tuple[Division, ...]:
    below = tuple(d for d in found for a in above if d.code[: 2 * a.level] == a.code[: 2 * a.level] and d.level > a.level)
    return below or found


def code_sights(text: str, rules: RegionRules, year: int | None) -> Iterator[Sight]:
    """The places that a site's registrations name: 网站标识码 begins with its division's code, 公网安备 with its police's."""
    for match, weight in ((m, w) for p, w in rules.site_codes for m in p.finditer(text[:_MOST])):
        whole = match[1] if len(match[1]) == _CODE else next(iter(rules.giving("letter").get(match[1], ())), "")
        yield from _sight(whole, Sight((), weight, match[0]), (rules, year))


def number_sights(doc_number: str, rules: RegionRules, year: int | None) -> Iterator[Sight]:
    """The places that a document number's first character may stand for, and the province whose own form it has."""
    number = next(find_numbers(doc_number, NO_WORDS), None)
    if number is None or not number.organ:
        return
    for code in rules.giving("office").get(number.organ, ()):
        yield from _sight(code, Sight((), _OFFICE, number.organ, office=True), (rules, year))
    prefix = next((word for word in rules.words("city_office") if number.organ.startswith(word)), "")
    for code in rules.giving("city_office").get(prefix, ()):
        yield from _sight(code, Sight((), _CITY_OFFICE, number.organ), (rules, year))
    codes = rules.giving("letter").get(number.organ[0], ())
    divisions = tuple(d for d in (rules.register.division(code, year) for code in codes) if d)
    if divisions:
        yield Sight(divisions, _LETTER, number.organ)


def site_sights(url: str, rules: RegionRules, year: int | None) -> Iterator[Sight]:
    """The place of a government site's address, where only one place can have it."""
    try:
        host = (urlsplit(url if "//" in url else "//" + url).hostname or "").lower()
    except ValueError:
        return
    for word in rules.words("site"):
        if host == word or host.endswith("." + word):
            for code in rules.giving("site")[word]:
                yield from _sight(
                    code, Sight((), _SITE_WEIGHT if host in (word, "www." + word) else _LETTER, host), (rules, year)
                )
            return
    match = _SITE.search(host)
    named = rules.register.by_site.get(match[1]) if match else None
    if named:
        short = rules.register.endings.short(named.name)
        then = nearest(rules.register.by_short.get(short, ()), year)
        own = tuple(d for d in then if d.level == named.level) or (named,)
        yield Sight(own, _SITE_WEIGHT, host)
        for code in (own[0].code[:2] + "0000", own[0].code[:4] + "00"):
            yield from _sight(code, Sight((), _ABOVE_SITE, host), (rules, year)) if code != own[0].code else ()


def _sight(code: str, sight: Sight, look: tuple[RegionRules, int | None]) -> Iterator[Sight]:
    """The mention of whoever has a code in a year."""
    rules, year = look
    division = rules.register.division(code, year)
    if division:
        yield replace(sight, divisions=(division,))
