"""What speaks for a word at the places of a token: each rule of a place that fits one makes a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.repair.garbles import GarbleRule, RepairRules
    from pipeline.repair.substitution.evidence import Evidence

KIND = "substitution_place"
SAME, ISSUER, GLUED, BEHIND = "same", "issuer", "glued", "behind"
"""Reasons with a condition: another place proves the same word; the number is not a bureau's; words follow; two places do."""
LONGEST_BODY, SHORTEST_BODY = 16, 3
NEAR, FARTHEST = 5, 80
"""So far before a token a guard counts, and so far, at most, begins what a rule wants there."""
MOST = 2_000
"""So many places of one token are looked at: a page made to be slow must not be."""


@dataclass(frozen=True)
class Claim:
    """A token at one place, and the rule that says which word belongs there (None: no rule does)."""

    span: Span
    rule: GarbleRule | None = None
    short: str = ""

    @property
    def reason(self) -> str:
        """Why a word is demanded: claims for one reason count once."""
        return (self.rule.reason or self.rule.id) if self.rule else ""

    @property
    def is_certain(self) -> bool:
        """Whether only this word can stand there."""
        return self.rule is not None and self.rule.certain


def claims_of(token: str, evidence: Evidence) -> tuple[Claim, ...]:
    """All places of a token on the page, in order; the first rule that fits a place claims it."""
    if token not in evidence.claims:
        found = _claims(token, frozenset(), evidence)
        proved = frozenset(claim.rule.after for claim in found if claim.rule and claim.rule.certain)
        if any(rule.reason == SAME and rule.after in proved for rule in evidence.rules.of(KIND)):
            found = _claims(token, proved, evidence)
        evidence.claims[token] = found
    return evidence.claims[token]


def _claims(token: str, proved: Collection[str], evidence: Evidence) -> tuple[Claim, ...]:
    """The same, where other places of the token have proved these words."""
    found: list[Claim] = []
    page, at = evidence.page, evidence.page.find(token)
    while at >= 0 and len(found) < MOST:
        span = Span(at, at + len(token))
        open_to = (
            (rule, follows) for rule, follows in _behind(span.end, evidence) if rule.reason != SAME or rule.after in proved
        )
        fitting = ((rule, said) for rule, follows in open_to if (said := _fit(span, rule, follows, evidence)))
        rule, said = next(fitting, (None, {}))
        found.append(Claim(span, rule, said.get("short") or ""))
        at = page.find(token, span.end)
    return tuple(found)


def _behind(end: int, evidence: Evidence) -> tuple[tuple[GarbleRule, re.Match[str]], ...]:
    """The rules that want what the page has from a place on; tokens that end alike (of a title's end all are tried) share it."""
    if end not in evidence.behind:
        page = evidence.page
        evidence.behind[end] = tuple((rule, said) for rule, match in evidence.wanted if (said := match(page, end)))
    return evidence.behind[end]


@cache
def sides(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a rule wants before a token and behind it: the two sides of its `_`."""
    before, behind = pattern.split("_")
    return re.compile(rf"(?:{before})\Z", re.MULTILINE), re.compile(behind, re.MULTILINE)


def _fit(span: Span, rule: GarbleRule, follows: re.Match[str], evidence: Evidence) -> dict[str, str]:
    """What a rule's words say of a token at one place, by name; empty where they do not fit, or are not what the page knows."""
    page, rules = evidence.page, evidence.rules
    ahead = sides(rule.pattern)[0].search(page, max(0, span.start - FARTHEST), span.start)
    if ahead is None:
        return {}
    said = {"token": page[span.start : span.end], **ahead.groupdict(), **follows.groupdict()}
    if said.get("body") is not None and not begins_body(page, follows.start("body"), rules):
        return {}
    if said.get("work") is not None and not page.startswith(tuple(rules.words("glued_before")), follows.start("work")):
        return {}
    # Work against brands (查处凯发k8) is no place of theirs.
    fought = not rule.certain and any(
        word in page[max(0, span.start - NEAR) : span.start] for word in rules.words("injected_guard")
    )
    return said if not fought and _is_filled(said, rule, evidence) else {}


def _is_filled(said: dict[str, str], rule: GarbleRule, evidence: Evidence) -> bool:
    """Whether the page fills the gaps of the rule's words, and bears out what stands beside the token: a place, the issuer."""
    short, token = said.get("short"), said["token"]
    return not _is_of_bureau(token, rule, evidence) and (
        not ("{level}" in rule.after and not (evidence.level or short))
        and not ("{bureau}" in rule.after and not evidence.bureau)
        and not (short and not evidence.full_name(short))
        and not (said.get("own") and not _is_issuer(said["own"], token, evidence))
        and not (said.get("signer") and evidence.issuers and not _is_issuer(said["signer"], token, evidence))
        and not (("{place}" in rule.after or "{short}" in rule.after) and not evidence.place)
    )


def _is_of_bureau(token: str, rule: GarbleRule, evidence: Evidence) -> bool:
    """Whether a rule reads as a government what stands for the bureau whose number the notice has."""
    if not evidence.bureaus or "{bureau}" in rule.after:
        return False
    return rule.reason == ISSUER or (rule.reason == BEHIND and any(name.endswith(token) for name in evidence.issuers))


def _is_issuer(name: str, token: str, evidence: Evidence) -> bool:
    """Whether a place's name is the issuer's: the title says so (`…关于`), or the counties on the page lie in it."""
    offices = ("", *evidence.offices)
    about = evidence.rules.words("title_about")
    return name == evidence.place or any(f"{name}{token}{office}{word}" in evidence.page for office in offices for word in about)


def begins_body(text: str, at: int, rules: RepairRules) -> bool:
    """Whether a known body's name stands at a position: a bureau, a government, a commission."""
    return any(text[at : at + size] in rules.known for size in range(SHORTEST_BODY, LONGEST_BODY))
