"""Brands of any shape, proved by where they stand: the same odd token wherever the notice must name a government."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.repair.gazetteer import LEVELS
from pipeline.repair.substitution.evidence import ODD, Evidence
from pipeline.repair.substitution.places import begins_body, stands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet

LATIN, DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"\d")
SHORT_FORM, NO_HAN = re.compile(r"[A-Z0-9]{1,5}"), re.compile(r"[^\u4e00-\u9fff]+")
LETTERED = re.compile(r"[a-z][A-Za-z]|[A-Za-z]\d{2,}|\d{3,}[A-Za-z]|[A-Za-z\d].{0,12}[·_—-]|[·_—-].{0,12}[A-Za-z\d]")
"""Letters as brands have them, and no short form (5G, K12, 村BA, IPv6)."""
PAIR = 2
MOST, COMMON, RARE = 12, 300, 10
LONGEST_PLACE = 9
ISSUER, ASKED, TOLD, LIKE_OTHERS = "issuer", "asked", "told", "behind places"
TITLES = ("title", "named_office", "signed", "whole_office", "office_alone", "whole_title")
TITLED = {f"substitution.place.{kind}" for kind in TITLES}
KINDS = {"substitution.place.consent": ASKED, "substitution.place.addressed": TOLD} | dict.fromkeys(TITLED, ISSUER)
BEHIND_PLACE = "substitution.place.behind_place"
ENDS = re.compile(r"[、，,。；;：:）)|\s]|$")


def demanded_on(sheet: Sheet, rules: RepairRules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `find_demanded` finds on a page."""
    return find_demanded(Evidence.of(sheet, rules))


def find_demanded(evidence: Evidence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tokens that are proved to stand for a government, longest first; and those that only look so.

    A government is demanded of the issuer in the title where the notice's number is a government's (咸政办发), of who has
    agreed to the notice, of who is told to carry it out (各县区…，), and of what stands alone behind the names of places.
    """
    proved: list[str] = []
    doubted: list[str] = []
    for token in _candidates(evidence):
        if any(token in longer for longer in proved) or not is_odd(token, evidence.rules):
            continue
        kinds = _kinds(token, evidence)
        if _proves(token, kinds, evidence):
            proved.append(token)
        elif ISSUER in kinds and (len(kinds) > 1 or not LATIN.search(token)):
            doubted.append(token)
    return tuple(proved), tuple(token for token in doubted if not any(token in longer for longer in proved))


def _candidates(evidence: Evidence) -> list[str]:
    """What stands where a government is named, if it is none; the longest first."""
    full, short = evidence.forms
    words = (short, full.removesuffix(short))
    found = dict.fromkeys(token for token in _named(evidence) if not token.startswith(words))
    return sorted(list(found)[:MOST], key=lambda token: (-len(token), token))


def _named(evidence: Evidence) -> Iterator[str]:
    """The issuer of the title without its place and its office, who has agreed, and who is told."""
    for name in evidence.issuers:
        bare = next((name[: -len(office)] for office in evidence.offices if name.endswith(office)), name)
        behind = [bare[at:] for at in range(2, min(len(bare) - 1, LONGEST_PLACE)) if bare[at - 1] in LEVELS]
        yield from behind or [bare.removesuffix(evidence.forms[0])]
    for rule in evidence.rules.of("substitution_place"):
        if rule.id in KINDS and rule.id not in TITLED:
            yield from (match["brand"] for match in _filled(rule.pattern).finditer(evidence.page))


@cache
def _filled(pattern: str) -> re.Pattern[str]:
    """What finds a token in the place that a rule leaves open."""
    return re.compile(pattern.replace("_", f"(?P<brand>{ODD}{{2,40}}?)", 1), re.MULTILINE)


def _kinds(token: str, evidence: Evidence) -> frozenset[str]:
    """For which reasons a government is demanded where the token stands."""
    page = evidence.page
    kinds: set[str] = set()
    behind: set[str] = set()
    for stand in stands(page, token, evidence):
        if stand.rule is None:
            continue
        kind = KINDS.get(stand.rule.id)
        if kind and (kind is not ISSUER or evidence.is_of_government):
            kinds.add(kind)
        if stand.rule.id == BEHIND_PLACE and ENDS.match(page, stand.span.end):
            behind.add(page[max(0, stand.span.start - 2) : stand.span.start])
    return frozenset(kinds | ({LIKE_OTHERS} if len(behind) > 1 else set()))


def _proves(token: str, kinds: frozenset[str], evidence: Evidence) -> bool:
    """A token with letters or digits needs two reasons, one of them strict; one that may be a body's name nearly all.

    One with letters in the issuer's name is enough where it stands twice: no government's name has any.
    """
    if ISSUER in kinds and LETTERED.search(token) and evidence.page.count(token) > 1:
        return True
    strict = {ISSUER, ASKED} if LATIN.search(token) else {ISSUER} if DIGIT.search(token) else set()
    if kinds & strict and len(kinds) > 1:
        return True
    return ISSUER in kinds and len(kinds) > 2 and not evidence.printed_form  # noqa: PLR2004


def is_odd(token: str, rules: RepairRules) -> bool:
    """Whether a token is no word, nor words, nor a short form, and ends as no body does; brands share some endings (集团)."""
    if token in rules.known or SHORT_FORM.fullmatch(token) or begins_body(token, 0, rules):
        return False
    if len(token) == PAIR and rules.frequency(token) > RARE:
        return False
    if token.endswith((*rules.words("substitution_brand_end"), *rules.words("substitution_trail"))):
        return rules.frequency(token) <= COMMON
    return not token.endswith(tuple(rules.words("substitution_body_end"))) and not _is_of_words(token, rules)


def is_foreign(run: str, rules: RepairRules) -> bool:
    """Whether a run inside a body's name can be no part of it: letters that are no short form, a brand, or no words at all."""
    if LETTERED.search(run):
        return True
    words = NO_HAN.sub("", run)
    if len(words) < PAIR or words[-1] in LEVELS or words in rules.known or any(rules.places.named(words)):
        return False
    if any(brand in words for brand in rules.words("substitution_brand")):
        return True
    return is_odd(words, rules)


def _is_of_words(token: str, rules: RepairRules) -> bool:
    """Whether words of the language, each of two or more characters, and numbers make up all of a token (消防救援, 12345热线)."""
    reached = [True] + [False] * len(token)
    for end in range(1, len(token) + 1):
        words = (token[start:end] for start in range(end - 1) if reached[start])
        reached[end] = (token[end - 1].isdigit() and reached[end - 1]) or any(rules.frequency(word) > RARE for word in words)
    return reached[-1]
