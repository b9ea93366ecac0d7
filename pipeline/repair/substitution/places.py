"""Where a brand stands, and so which word it took the place of: places with one reading are read one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import GarbleRule, RepairRules
    from pipeline.repair.substitution.evidence import Evidence

LONGEST_BODY, SHORTEST_BODY = 16, 3
AGREEING, NEAR = 3, 5
FARTHEST = 80
"""So far before a brand, at most, begins what a rule wants there."""
UNSURE = 0.85
ELSEWHERE = 0.9
ALIKE = 0.7


@dataclass(frozen=True)
class Stand:
    """A brand at one place, and the rule that says which word belongs there (None: no rule does)."""

    span: Span
    rule: GarbleRule | None = None
    short: str = ""


@dataclass(frozen=True)
class Slots:
    """Where the language demands one word: what stands before and behind it, and what else may stand there."""

    rule: GarbleRule

    @cached_property
    def before(self) -> tuple[str, ...]:
        """Contexts are written with `_` for the word: `人民_`."""
        return tuple(w[:-1] for w in self.rule.words if w.endswith("_"))

    @cached_property
    def behind(self) -> tuple[str, ...]:
        """`_门户网站`."""
        return tuple(w[1:] for w in self.rule.words if w.startswith("_"))

    def places(self, text: str, token: str) -> tuple[int, int, int]:
        """How often a token stands behind the words that demand it, how often before such, and before how many different ones."""
        ahead = sum(text.count(word + token) for word in self.before)
        counts = [text.count(token + word) for word in self.behind]
        return ahead, sum(counts), sum(map(bool, counts))


def stands(page: str, brand: str, evidence: Evidence) -> tuple[Stand, ...]:
    """All places of a brand on the page, in order; the first rule that fits a place reads it."""
    found: list[Stand] = []
    at = page.find(brand)
    while at >= 0:
        span = Span(at, at + len(brand))
        fitting = ((rule, said) for rule in evidence.rules.of("substitution_place") if (said := _fit(page, span, rule, evidence)))
        rule, said = next(fitting, (None, {}))
        found.append(Stand(span, rule, said.get("short") or ""))
        at = page.find(brand, span.end)
    return tuple(found)


@cache
def sides(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a rule wants before a brand and behind it: the two sides of its `_`."""
    before, behind = pattern.split("_")
    return re.compile(rf"(?:{before})\Z", re.MULTILINE), re.compile(behind, re.MULTILINE)


def _fit(page: str, span: Span, rule: GarbleRule, evidence: Evidence) -> dict[str, str]:
    """What a rule's words say of a brand at one place, by name; empty where they do not fit, or are not what the page knows."""
    before, behind = sides(rule.pattern)
    follows = behind.match(page, span.end)
    ahead = before.search(page, max(0, span.start - FARTHEST), span.start) if follows else None
    if ahead is None or follows is None:
        return {}
    said = {"brand": page[span.start : span.end], **ahead.groupdict(), **follows.groupdict()}
    if "body" in said and not begins_body(page, follows.start("body"), evidence.rules):
        return {}
    # Work against brands (查处凯发k8) is no place of theirs.
    fought = not rule.certain and _is_fought(page, span.start, evidence.rules)
    return said if not fought and _is_filled(said, rule, evidence) else {}


def _is_filled(said: dict[str, str], rule: GarbleRule, evidence: Evidence) -> bool:
    """Whether the page fills the gaps of the rule's words, and bears out what stands beside the brand: a place, the issuer."""
    short, brand = said.get("short"), said["brand"]
    return (
        not ("{level}" in rule.after and not (evidence.level or short))
        and not (short and not evidence.full_name(short))
        and not (said.get("own") and not _is_issuer(said["own"], brand, evidence))
        and not (said.get("signer") and evidence.issuers and not _is_issuer(said["signer"], brand, evidence))
        and not (("{place}" in rule.after or "{short}" in rule.after) and not evidence.place)
    )


def _is_fought(page: str, at: int, rules: RepairRules) -> bool:
    return any(word in page[max(0, at - NEAR) : at] for word in rules.words("injected_guard"))


def _is_issuer(name: str, brand: str, evidence: Evidence) -> bool:
    """Whether a place's name is the issuer's: the title says so (`…关于`), or the counties on the page lie in it."""
    offices = ("", *evidence.offices)
    about = evidence.rules.words("title_about")
    return name == evidence.place or any(f"{name}{brand}{office}{word}" in evidence.page for office in offices for word in about)


def begins_body(text: str, at: int, rules: RepairRules) -> bool:
    """Whether a known body's name stands at a position: a bureau, a government, a commission."""
    return any(text[at : at + size] in rules.known for size in range(SHORTEST_BODY, LONGEST_BODY))


@dataclass(frozen=True)
class Reading:
    """All places of one brand, and what each is read as."""

    brand: str
    stands: tuple[Stand, ...]
    evidence: Evidence
    slots: Slots

    @cached_property
    def is_bare(self) -> bool:
        """Whether the brand took the place of the short word alone: 人民 stands before it."""
        return any(self._demanded(stand) for stand in self.stands)

    def _demanded(self, stand: Stand) -> bool:
        return self.evidence.page.endswith(self.slots.before, 0, stand.span.start)

    @cached_property
    def form(self) -> str:
        """How governments are called at places where both words fit."""
        full, short = self.evidence.forms
        if self.is_bare:
            return short
        if self.evidence.printed_form:
            return self.evidence.printed_form
        named = any(stand.rule is not None and stand.rule.after == full for stand in self.stands)
        served = any(stand.rule is not None and stand.rule.after == short for stand in self.stands)
        return short if served and not named else full

    def repairs(self) -> Iterator[Repair]:
        """The repairs; places that nothing reads stay as they are."""
        read = [(stand, self._repair(stand)) for stand in self.stands]
        words = {repair.after for _, repair in read if repair is not None}
        sure = sum(repair is not None for _, repair in read) >= AGREEING and len(words) == 1
        for stand, repair in read:
            if repair is not None:
                yield repair
            elif sure and stand.rule is None and self._is_within(stand):
                yield self._as(stand, next(iter(words)), "substitution.alike", ALIKE)

    def _is_within(self, stand: Stand) -> bool:
        """Whether words stand right beside it: a brand by itself on a line may be anything."""
        page = self.evidence.page
        around = page[max(0, stand.span.start - 1) : stand.span.start] + page[stand.span.end : stand.span.end + 1]
        return any("\u4e00" <= character <= "\u9fff" for character in around)

    def _repair(self, stand: Stand) -> Repair | None:
        rule = self.slots.rule
        if self._demanded(stand):
            return self._as(stand, rule.after, rule.id, 0.99)
        if stand.rule is not None:
            return self._by_rule(stand, stand.rule)
        if self.evidence.page.startswith(self.slots.behind, stand.span.end):
            return self._as(stand, rule.after, rule.id, 0.95)
        return self._as(stand, rule.after, rule.id, ELSEWHERE) if self.is_bare else None

    def _by_rule(self, stand: Stand, rule: GarbleRule) -> Repair | None:
        if not rule.after:
            return replace(self._as(stand, "", rule.id, rule.confidence / 100), kind="injected_markup")
        readings = list(dict.fromkeys(self._words(stand, rule.after)))
        if not readings or not all(readings):
            return None
        others = (*readings[1:], *(other for other in rule.alternatives if other != readings[0]))
        confidence = rule.confidence / 100 * (UNSURE if self._is_unsure(rule) else 1.0)
        return replace(self._as(stand, readings[0], rule.id, confidence), alternatives=others)

    def _is_unsure(self, rule: GarbleRule) -> bool:
        return "{organ}" in rule.after and self.evidence.office is None

    def _words(self, stand: Stand, template: str) -> Iterator[str]:
        """The words that a rule's template stands for, the likeliest first; empty where the page does not say."""
        evidence = self.evidence
        full, short = evidence.forms
        if template == full and self.is_bare:
            template = "{form}"
        offices = (evidence.office, "" if evidence.office else evidence.offices[0])
        for office in offices if "{organ}" in template else ("",):
            for form in (self.form, short if self.form == full else full):
                organ = (full if "{organ}" in template and not self.is_bare else form) + (office or "")
                level = evidence.full_name(stand.short)[len(stand.short) :] if stand.short else evidence.level
                yield _filled(template, {"level": level, "form": form, "organ": organ, "place": evidence.place})

    def _as(self, stand: Stand, word: str, rule: str, confidence: float) -> Repair:
        return Repair(stand.span, self.brand, word, rule, "substitution", round(confidence, 3), certain=False)


def _filled(template: str, words: dict[str, str]) -> str:
    """A template with its gaps filled; empty where a word for a gap is missing."""
    for gap, word in (*words.items(), ("short", words["place"][:-1])):
        if f"{{{gap}}}" in template:
            if not word:
                return ""
            template = template.replace(f"{{{gap}}}", word)
    return template
