"""What a body's own name says of its place: a chain of divisions at its beginning, an alias, a level, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.places.register import CITY, COUNTY, PROVINCE, Division, nearest
from pipeline.values import Region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.facts.places.rules import RegionRules

_SHORTEST_NAME = 3
_LONGEST_ZONE = 9


@dataclass(frozen=True)
class Sight:
    """A mention of a place: what divisions it may mean, what it weighs, its words. `office`: a province's own kind of number."""

    divisions: tuple[Division, ...]
    weight: float
    said: str = ""
    office: bool = False

    def raised(self) -> Sight:
        """The same mention where something else makes it decisive."""
        return replace(self, weight=self.weight * 2)


def issuer_sights(issuer: str, year: int | None, rules: RegionRules) -> tuple[Division, ...] | None:
    """The finest divisions that a body's name begins with: several when the name is shared, None when it names no place.

    `四川省达州市通川区教育局` gives 通川区; `朝阳区人民政府` gives every 朝阳区.
    """
    text = rules.plain(issuer)
    found: tuple[Division, ...] | None = None
    alias = _alias_at(text, 0, rules, year)
    if alias is not None:
        return alias[0] or None
    at = past_openers(text, 0, rules)
    while at < len(text):
        alias = _alias_at(text, at, rules, year)
        if alias is not None:
            return alias[0] or None
        step = _division_at(text, at, (found, year), rules)
        if step is None:
            break
        found, at = step
    return found


def province_named(issuer: str, year: int | None, rules: RegionRules) -> Division | None:
    """The province whose short name a body's name begins with, whatever body it is: 重庆广播电视大学.

    Cities' short names are too often surnames of something else (中山大学); a province's are not.
    """
    text = rules.plain(issuer)
    text = text[past_openers(text, 0, rules) :]
    short = rules.register.short_at(text, 0)
    if short is None or len(text) < len(short) + _SHORTEST_NAME or rules.follows("no_place", text, len(short)):
        return None
    if rules.follows("alias", text, 0):
        return None
    found = tuple(d for d in nearest(rules.register.by_short[short], year) if d.level == PROVINCE)
    return found[0] if len(found) == 1 else None


def past_openers(text: str, at: int, rules: RegionRules) -> int:
    """Past the words before a place's name, as long as a place's name follows."""
    moved = True
    while moved:
        moved = False
        for word in rules.words("skip") if rules.follows("skip", text, at) else ():
            if text.startswith(word, at):
                at += len(word)
                moved = True
        for pattern in rules.starts("skip"):
            match = pattern.match(text, at)
            if match and match.end() > at:
                at, moved = match.end(), True
    return at


def _alias_at(text: str, at: int, rules: RegionRules, year: int | None) -> tuple[tuple[Division, ...], int] | None:
    for word in rules.words("alias") if rules.follows("alias", text, at) else ():
        if text.startswith(word, at) and not rules.follows("no_alias", text, at + len(word) - 1):
            codes = rules.giving("alias")[word]
            divisions = tuple(d for d in (rules.register.division(code, year) for code in codes) if d)
            return (divisions, at + len(word)) if divisions else None
    return None


def _division_at(
    text: str, at: int, known: tuple[tuple[Division, ...] | None, int | None], rules: RegionRules
) -> tuple[tuple[Division, ...], int] | None:
    """The division named at a position, below the ones that were named before it."""
    above, year = known
    name = rules.register.name_at(text, at)
    if name and (above is not None or _is_name(text, at, name, rules)):
        below = nearest(_below(rules.register.by_name[name], above), year)
        if below:
            return below, at + len(name)
    short = rules.register.short_at(text, at)
    if short and _short_stands(text, at + len(short), rules):
        below = nearest(_below(rules.register.by_short[short], above), year)
        highest = tuple(d for d in below if d.level == min(b.level for b in below))
        if highest:
            return highest, at + len(short)
    return None


def _is_name(text: str, at: int, name: str, rules: RegionRules) -> bool:
    """A name of two characters (郊区, 城区) counts only below a named division; `市区` of 市区… must not cut words."""
    return len(name) >= _SHORTEST_NAME or rules.follows("government", text, at + len(name))


def _short_stands(text: str, end: int, rules: RegionRules) -> bool:
    if rules.follows("no_place", text, end):
        return False
    if rules.follows("zone", text, end) or rules.follows("organ", text, end) or rules.register.name_at(text, end) is not None:
        return True
    return _named_zone(text, end, rules)


def _named_zone(text: str, end: int, rules: RegionRules) -> bool:
    """Whether a zone with a name of its own follows the place's: 成都|天府新区."""
    for at in range(end + 1, end + _LONGEST_ZONE):
        if rules.follows("zone", text, at):
            return True
        if rules.follows("ending", text, at):
            return False
    return False


def _below(found: tuple[Division, ...], above: tuple[Division, ...] | None) -> tuple[Division, ...]:
    if above is None:
        return found
    return tuple(d for d in found if any(_within(d, a) for a in above))


def _within(division: Division, above: Division) -> bool:
    if division.level <= above.level:
        return False
    if above.level == PROVINCE:
        return division.code[:2] == above.code[:2]
    return above.level == CITY and division.level == COUNTY and division.code[:4] == above.code[:4]


def is_national(words: str, rules: RegionRules) -> bool:
    """Whether a body without a place's name is one of the state's: 国务院办公厅, 生态环境部."""
    return rules.follows("national", rules.plain(words), 0)


def issuer_level(words: str, rules: RegionRules) -> str | None:
    """The level that a body without a place's name shows: 市政府办公室 is a city's."""
    text = rules.plain(words)
    return next((level for level, pattern in rules.levels if pattern.search(text)), None)


def addressed_level(texts: Iterable[str], rules: RegionRules) -> str | None:
    """The level of a body that nobody names, by whom it addresses; a place with a name among them makes it no finer."""
    plain = [rules.plain(text) for text in texts]
    return next((level for text in plain for level, pattern in rules.addressed if pattern.search(text)), None)


def unlisted_region(issuer: str, rules: RegionRules) -> Region | None:
    """The places that a body's name begins with by their endings, where the register has none: 云岭省澜溪市.

    Only where a body follows, and the place's own name is two characters or more.
    """
    text = rules.plain(issuer)
    text = text[past_openers(text, 0, rules) :]
    for word in rules.words("alias"):
        if text.startswith(word) and not rules.giving("alias")[word][0].isdecimal():
            return Region("", rules.giving("alias")[word][0])
    match = rules.unlisted.match(text)
    if match is None or match.end() == 0 or match.end() == len(text):
        return None
    names = {level: match[level] for level in ("province", "city", "county")}
    behind = text[match.end() : match.end() + 1]
    if any(name is not None and _is_no_name(name, behind, rules) for name in names.values()):
        return None
    return Region("", names["province"], names["city"], names["county"]) if any(names.values()) else None


def unlisted_in_title(title: str, rules: RegionRules) -> Region | None:
    """The same for a title: only where a government stands right behind the place (云岭市人民政府关于…, not 智慧城市建设方案)."""
    text = rules.plain(title)
    text = text[past_openers(text, 0, rules) :]
    match = rules.unlisted.match(text)
    return unlisted_region(title, rules) if match and rules.follows("body", text, match.end()) else None


def _is_no_name(name: str, behind: str, rules: RegionRules) -> bool:
    """Whether words are no place's name: too short, a bare level (自治区), every place's (各县), a kind (智慧城市, 文明县|城)."""
    if len(name) < _SHORTEST_NAME or name in rules.words("ending"):
        return True
    kinds = rules.words("kind_of_place")
    return rules.follows("not_named", name, 0) or name.endswith(kinds) or (name + behind).endswith(kinds)
