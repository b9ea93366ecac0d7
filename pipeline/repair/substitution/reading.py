"""Which word each place of a token is read as: what its claim says, filled with what the page knows of its issuer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.repair.substitution.claims import ISSUER
from pipeline.repair.substitution.verdict import BARE
from pipeline.values import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import GarbleRule
    from pipeline.repair.substitution.claims import Claim
    from pipeline.repair.substitution.evidence import Evidence

AGREEING = 3
UNSURE, ELSEWHERE, ALIKE = 0.85, 0.9, 0.7


@dataclass(frozen=True)
class Reading:
    """All places of one token, and what each is read as."""

    token: str
    claims: tuple[Claim, ...]
    evidence: Evidence

    @cached_property
    def bare(self) -> GarbleRule | None:
        """The rule of the short word, where the token took the place of that alone: 人民 stands before it."""
        return next((claim.rule for claim in self.claims if claim.reason == BARE), None)

    @cached_property
    def form(self) -> str:
        """How governments are called at places where both words fit."""
        full, short = self.evidence.forms
        if self.bare:
            return short
        if self.evidence.printed_form:
            return self.evidence.printed_form
        named = any(claim.rule is not None and claim.rule.after == full for claim in self.claims)
        served = any(claim.rule is not None and claim.rule.after == short for claim in self.claims)
        return short if served and not named else full

    def repairs(self) -> Iterator[Repair]:
        """The repairs; places that nothing reads stay as they are."""
        read = [(claim, self._repair(claim)) for claim in self.claims]
        words = {repair.after for _, repair in read if repair is not None}
        many = sum(repair is not None for _, repair in read) >= AGREEING
        for claim, repair in read:
            if repair is not None:
                yield repair
            elif len(words) == 1 and claim.rule is None and (self.names_bureau or (many and self._is_within(claim))):
                yield self._as(claim, next(iter(words)), "substitution.alike", ALIKE)

    @cached_property
    def names_bureau(self) -> bool:
        """Whether the token is all of the issuer's name, in the title as in signature or field: it names it elsewhere too."""
        rules = [claim.rule for claim in self.claims if claim.rule]
        return len({rule.id for rule in rules if rule.reason == ISSUER and rule.after.endswith("}{bureau}")}) > 1

    def _is_within(self, claim: Claim) -> bool:
        """Whether words stand right beside it: a token by itself on a line may be anything."""
        page = self.evidence.page
        around = page[max(0, claim.span.start - 1) : claim.span.start] + page[claim.span.end : claim.span.end + 1]
        return any("\u4e00" <= character <= "\u9fff" for character in around)

    def _repair(self, claim: Claim) -> Repair | None:
        if claim.rule is not None:
            return self._by_rule(claim, claim.rule)
        return self._as(claim, self.bare.after, self.bare.id, ELSEWHERE) if self.bare else None

    def _by_rule(self, claim: Claim, rule: GarbleRule) -> Repair | None:
        if not rule.after:
            return replace(self._as(claim, "", rule.id, rule.confidence / 100), kind="injected_markup")
        readings = list(dict.fromkeys(self._words(claim, rule.after)))
        if not readings or not all(readings):
            return None
        others = (*readings[1:], *(other for other in rule.alternatives if other != readings[0]))
        confidence = rule.confidence / 100 * (UNSURE if self._is_unsure(rule) else 1.0)
        return replace(self._as(claim, readings[0], rule.id, confidence), alternatives=others)

    def _is_unsure(self, rule: GarbleRule) -> bool:
        return "{organ}" in rule.after and self.evidence.office is None

    def _words(self, claim: Claim, template: str) -> Iterator[str]:
        """The words that a rule's template stands for, the likeliest first; empty where the page does not say."""
        evidence = self.evidence
        full, short = evidence.forms
        if template == full and self.bare:
            template = "{form}"
        offices = (evidence.office, "" if evidence.office else evidence.offices[0])
        for office in offices if "{organ}" in template else ("",):
            for form in (self.form, short if self.form == full else full):
                organ = (full if "{organ}" in template and not self.bare else form) + (office or "")
                level = evidence.full_name(claim.short)[len(claim.short) :] if claim.short else evidence.level
                yield _filled(
                    template, {"level": level, "form": form, "organ": organ, "place": evidence.place, "bureau": evidence.bureau}
                )

    def _as(self, claim: Claim, word: str, rule: str, confidence: float) -> Repair:
        return Repair(claim.span, self.token, word, rule, "substitution", round(confidence, 3), certain=False)


def _filled(template: str, words: dict[str, str]) -> str:
    """A template with its gaps filled; empty where a word for a gap is missing."""
    for gap, word in (*words.items(), ("short", words["place"][:-1])):
        if f"{{{gap}}}" in template:
            if not word:
                return ""
            template = template.replace(f"{{{gap}}}", word)
    return template
