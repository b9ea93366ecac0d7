"""The one place that a text can mean by 我省, 我市, 我区, where no body of the notice says whose it is."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.facts.places.register import CITY, COUNTY, PROVINCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.places.register import Division
    from pipeline.facts.places.rules import RegionRules

_MOST = 40_000
_AWAY = 6
_OPENS = "《〈“"
_YEAR = re.compile(r"20\d\d年$")
_OWN = {"province": {PROVINCE}, "city": {PROVINCE, CITY, COUNTY}, "county": {COUNTY}}
_FINEST = ("county", "city", "province")


def own_division(texts: Sequence[str], issuers: str | None, year: int | None, rules: RegionRules) -> Division | None:
    """The only place of its level that a text names in full, where the text speaks of it as its own.

    我省 beside 《辽宁省…规划》 is 辽宁. It must be the name of one place alone, stand at the beginning of a document's title,
    behind a year or before a body, and no other place of that level may stand anywhere in the text; whom it learns from
    (借鉴浙江省经验) does not count. Nor may its bodies show another level (`issuers`). Else None: a wrong place is worse.
    """
    words = "\n".join(texts)[:_MOST]
    level = next((level for level in _FINEST if any(word in words for word in _words_of(level, rules))), None)
    if level is None or (issuers and issuers != level):
        return None
    seen = list(_mentions(words, level, year, rules))
    places = {division for division, _ in seen}
    return places.pop() if len(places) == 1 and any(own for _, own in seen) else None


def _words_of(level: str, rules: RegionRules) -> Iterator[str]:
    return (word for word, levels in rules.giving("own").items() if level in levels)


def _mentions(words: str, level: str, year: int | None, rules: RegionRules) -> Iterator[tuple[Division, bool]]:
    """The places of a level that the words name in full, each with whether it is named as an issuer or a document's place is."""
    at = 0
    while at < len(words) - 1:
        name = rules.register.name_at(words, at) if words[at : at + 2] in rules.register.openings else None
        if name is None or len(name) <= 2 or any(word in words[max(0, at - _AWAY) : at] for word in rules.words("away")):  # noqa: PLR2004
            at += 1
            continue
        end = at + len(name)
        own = (
            words[at - 1 : at] in tuple(_OPENS)
            or bool(_YEAR.search(words[max(0, at - _AWAY) : at]))
            or rules.follows("body", words, end)
        )
        found = (d for d in rules.register.named(name, year) if _is_of(d, level, rules))
        yield from ((division, own) for division in islice(found, 3))
        at = end


def _is_of(division: Division, level: str, rules: RegionRules) -> bool:
    """Whether a place calls itself so: 我市 is said by a city, by a city without districts above it, and by 北京市."""
    city = division.name.endswith(rules.words("city_kind"))
    return division.level in _OWN[level] and (level != "city" or division.level == CITY or city)
