"""Where a notice comes from: the division whose body issued it, with its code in that year.

Evidence is weighed, never guessed: an issuer's full name decides; where it is ambiguous (朝阳区) or nameless (市政府办公室), the
title, the number, the site and the page's other words must agree on one place, else the answer is None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.metadata.docnumbers import NO_WORDS, find_numbers
from pipeline.facts.places.body import body_level, body_sights, lettered_sights, number_fit, title_sights
from pipeline.facts.places.contradicted import contradicting
from pipeline.facts.places.issuers import (
    Sight,
    addressed_level,
    is_national,
    issuer_level,
    issuer_sights,
    province_named,
    unlisted_in_title,
    unlisted_region,
)
from pipeline.facts.places.own import own_division
from pipeline.facts.places.register import CITY, COUNTY, PROVINCE, Division, nearest
from pipeline.facts.places.rules import RegionRule, RegionRules
from pipeline.facts.places.sights import city_above, code_sights, number_sights, site_sights, text_sights
from pipeline.values import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["RegionClues", "RegionRule", "RegionRules", "locate", "other_place", "region_at", "region_by_code", "try_example"]

NATIONAL = Region("000000")
_ENOUGH, _ALONE = 10.0, 3.0
_MOST_EVIDENCE = 3
_LEVELS = {"province": (PROVINCE,), "prefecture": (PROVINCE, CITY), "city": (PROVINCE, CITY, COUNTY), "county": (COUNTY,)}
_SPOKEN = {"prefecture": "city"}
"""Who stands above counties speaks of itself as a city: 我市."""


@dataclass(frozen=True)
class RegionClues:
    """What a notice and its page say about where it comes from.

    `texts` are footers, signatures, addressees; `body` all other words of the notice, asked only where nothing else tells.
    """

    issuer: str | None = None
    title: str | None = None
    doc_number: str | None = None
    url: str | None = None
    texts: tuple[str, ...] = ()
    year: int | None = None
    body: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Weighing:
    """The sights of everything but the issuer's name, and what they say for a division."""

    sights: tuple[Sight, ...]
    clues: RegionClues
    rules: RegionRules

    @cached_property
    def organ(self) -> str:
        """The letters of the document's own number."""
        number = next(find_numbers(self.clues.doc_number or "", NO_WORDS), None)
        return number.organ if number else ""

    @cached_property
    def codes(self) -> dict[str, float]:
        """What each division's own mentions weigh."""
        found: dict[str, float] = {}
        for sight in self.sights:
            for division in sight.divisions:
                found[division.code] = found.get(division.code, 0.0) + sight.weight / len(sight.divisions)
        return found

    def weight(self, division: Division) -> float:
        """Its own mentions, half of those of the divisions above it, and what the number's letters add."""
        own = self.codes.get(division.code, 0.0)
        above = {division.code[:2] + "0000", division.code[:4] + "00"} - {division.code}
        fit = number_fit(self.organ, division, self.rules, self.clues.year)
        return own + sum(self.codes.get(code, 0.0) for code in above) / 2 + fit

    def with_sights(self, more: Iterable[Sight]) -> _Weighing:
        """The same with more mentions."""
        return replace(self, sights=(*self.sights, *more))

    def told(self, best: Division | None, *also: str) -> Region | None:
        """The region of the division that was chosen, with the words that speak for it, those that weigh most first.

        Where title or issuer name it nothing was inferred, unless it was chosen for other words (`also`).
        """
        region = self.rules.register.region(best, self.clues.year) if best else None
        if best is None or region is None or (not also and self._is_named(best)):
            return region
        codes = {best.code, best.code[:2] + "0000", best.code[:4] + "00"}
        speaking = [sight for sight in self.sights if codes & {division.code for division in sight.divisions}]
        speaking.sort(key=lambda sight: -sight.weight / len(sight.divisions))
        fitting = (self.organ,) if number_fit(self.organ, best, self.rules, self.clues.year) else ()
        words = dict.fromkeys((*also, *(sight.said for sight in speaking), *fitting))
        return replace(region, evidence=tuple(words)[:_MOST_EVIDENCE])

    def _is_named(self, best: Division) -> bool:
        """Whether the title names this division and no other so, or title or issuer begin with its name."""
        title, issuer = self.clues.title or "", self.clues.issuer or ""
        named = any(sight.divisions == (best,) for sight in text_sights(title, 1.0, self.clues.year, self.rules))
        alone = len(self.rules.register.named(best.name, self.clues.year)) == 1
        return named or (alone and (title.startswith(best.name) or issuer.startswith(best.name)))


def locate(clues: RegionClues, rules: RegionRules) -> Region | None:
    """The issuer's region; None when nothing says it or the evidence is divided.

    `code` is `000000` for national bodies and empty for places that the register does not know (their names as printed).
    """
    issuer = (clues.issuer or "").strip()
    named = issuer_sights(issuer or _before_mark(clues.title), clues.year, rules)
    weighing = _Weighing(tuple(_sights(clues, rules)), clues, rules)
    if named is not None:
        return _decide_named(named, weighing)
    if is_national(issuer or _issuer_in(clues.title, rules), rules):
        return NATIONAL
    province = province_named(issuer, clues.year, rules)
    if province is not None:
        return rules.register.region(province, clues.year)
    unlisted = unlisted_region(issuer, rules) if issuer else unlisted_in_title(_before_mark(clues.title), rules)
    if unlisted is not None:
        return _with_province(unlisted, weighing, clues, rules)
    level = issuer_level(issuer or (clues.title or ""), rules) or addressed_level(clues.texts, rules)
    return _decide_unnamed(level, weighing)


def other_place(clues: RegionClues, rules: RegionRules) -> Division | None:
    """The place that a notice is of where it contradicts the one that its issuer's name says; None where it does not."""
    issuers = issuer_sights(clues.issuer or "", clues.year, rules)
    if issuers is None or len(issuers) != 1 or not clues.title:
        return None
    number = next(find_numbers(clues.doc_number or "", NO_WORDS), None)
    sent = clues.title.removeprefix(_issuer_in(clues.title, rules))
    return contradicting(issuers[0], (sent, *clues.body), (clues.doc_number or "", number.organ if number else ""), rules)


def _issuer_in(title: str | None, rules: RegionRules) -> str:
    """The words of a title before 关于, which name its issuer; nothing where it has none (国家卫生县城复审任务)."""
    parted = ((title or "").partition(word) for word in rules.words("about"))
    return next((before.strip() for before, about, _ in parted if about), "")


def _before_mark(title: str | None) -> str:
    """The words of a title that may be its issuer's name."""
    return (title or "").strip()[:60]


def _sights(clues: RegionClues, rules: RegionRules) -> Iterable[Sight]:
    yield from text_sights(clues.title or "", 30.0, clues.year, rules)
    for text in dict.fromkeys(clues.texts):
        yield from text_sights(text, 10.0, clues.year, rules)
        yield from code_sights(text, rules, clues.year)
        yield from city_above(text, clues.year, rules)
    yield from number_sights(clues.doc_number or "", rules, clues.year)
    yield from site_sights(clues.url or "", rules, clues.year)


def _decide_named(named: tuple[Division, ...], weighing: _Weighing) -> Region | None:
    """The one place that the issuer's name can mean, or the one of several that the rest of the page speaks for."""
    rules, year = weighing.rules, weighing.clues.year
    if not named:
        return None
    if len(named) == 1:
        other = other_place(weighing.clues, rules)
        return weighing.told(other, other.name) if other else rules.register.region(named[0], year)
    best = _heaviest(named, weighing, 0.0)
    if best is None and weighing.clues.body:
        weighing = weighing.with_sights(body_sights(weighing.clues.body, year, rules))
        best = _heaviest(named, weighing, 0.0)
    return weighing.told(best)


def _decide_unnamed(level: str | None, weighing: _Weighing) -> Region | None:
    """The place that everything but the issuer's name speaks for; the work's own words are asked last."""
    best = _best_unnamed(level, weighing)
    rules, clues = weighing.rules, weighing.clues
    if best is None and clues.body:
        level = level or body_level(clues.body, rules)
        more = (
            *title_sights(clues.title or "", clues.year, rules),
            *body_sights(clues.body, clues.year, rules),
            *lettered_sights(clues.body, weighing.organ if level else "", clues.year, rules),
        )
        own = _SPOKEN.get(level or "", level)
        weighing = weighing.with_sights(more)
        best = _best_unnamed(level, weighing)
        if best is None and (spoken := own_division(clues.body, own, clues.year, rules)) is not None:
            return weighing.told(spoken, spoken.name)
    return weighing.told(best)


def _best_unnamed(level: str | None, weighing: _Weighing) -> Division | None:
    allowed = _LEVELS.get(level or "", (PROVINCE, CITY, COUNTY))
    seen = {division for sight in weighing.sights for division in sight.divisions if division.level in allowed}
    # A county or a district does not call its bodies 市…局; a city on a county's level does.
    city = weighing.rules.words("city_kind")
    candidates = tuple(d for d in seen if level != "city" or d.level != COUNTY or d.name.endswith(city))
    if level == "province":
        weighing = weighing.with_sights(s.raised() for s in weighing.sights if s.office)
    # Of a province's body, the first letter of its number is enough where only one province has it.
    alone = level == "province" and len(candidates) == 1
    return _heaviest(candidates, weighing, _ALONE if alone else _ENOUGH)


def _heaviest(candidates: Sequence[Division], weighing: _Weighing, least: float) -> Division | None:
    """The one candidate that the evidence supports most; None when two are level or it is too thin."""
    ranked = sorted(((weighing.weight(d), d) for d in candidates), key=lambda pair: (-pair[0], pair[1].code, pair[1].name))
    if not ranked or ranked[0][0] <= 0 or ranked[0][0] < least:
        return None
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return None
    return ranked[0][1]


def _with_province(region: Region, weighing: _Weighing, clues: RegionClues, rules: RegionRules) -> Region:
    """A place that the register does not know; a real province in its name gets its full name, no code."""
    if region.province is None:
        return region
    found = nearest(rules.register.by_name.get(region.province, ()), clues.year)
    return Region("", found[0].name, region.city, region.county) if found and weighing else region


def region_by_code(code: str, year: int | None, rules: RegionRules) -> Region | None:
    """The division that had a code in a year, with the names of those above it."""
    division = rules.register.division(code, year)
    return rules.register.region(division, year) if division else None


def region_at(name: str, year: int | None, rules: RegionRules) -> Region | None:
    """The one division of that full or short name in a year; None when there is none or more than one.

    A city comes before counties of the same short name.
    """
    found = rules.register.named(name, year) or nearest(rules.register.by_short.get(name, ()), year)
    highest = tuple(d for d in found if d.level == min(f.level for f in found))
    return rules.register.region(highest[0], year) if len(highest) == 1 else None


def try_example(rule: RegionRule, rules: RegionRules, said: str) -> str:
    """The code and names that the rule's words lead to; `""` when they lead nowhere."""
    if rule.part in ("level", "addressed"):
        level = issuer_level(said, rules) if rule.part == "level" else addressed_level((said,), rules)
        return level if level == rule.gives else ""
    shown = _shown(rule, rules, said)
    if shown is not None:
        return _told(rules.register.region(shown[0], None)) if shown else ""
    region = locate(RegionClues(issuer=said), rules)
    if region is None:
        return ""
    return _told(region) if _applies(rule, region) else ""


def _shown(rule: RegionRule, rules: RegionRules, said: str) -> list[Division] | None:
    """The divisions that a rule about other words than an issuer's finds; None for one about issuers."""
    if rule.part in ("letter", "office", "city_office"):
        sights = [s for s in number_sights(said, rules, None) if s.office == (rule.part == "office")]
        return [d for s in sights for d in s.divisions if d.code == rule.gives]
    if rule.part in ("site", "site_code"):
        sights = list(site_sights(said, rules, None) if rule.part == "site" else code_sights(said, rules, None))
        return [d for sight in sights for d in sight.divisions]
    if rule.part in ("own", "away"):
        own = own_division((said,), None, None, rules)
        return [own] if own is not None and rule.part == "own" else []
    return None


def _applies(rule: RegionRule, region: Region) -> bool:
    if rule.part == "national":
        return region.code == "000000"
    if rule.part == "alias":
        return region.code == rule.gives or rule.gives in (region.province, region.city)
    return bool(region.code) != (rule.part in ("ending", "not_named", "kind_of_place"))


def _told(region: Region) -> str:
    return " ".join([region.code, *(name for name in (region.province, region.city, region.county) if name)])
