"""The one place that decides which tokens took the place of words: by how one looks, and how much is claimed at its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.substitution.claims import BEHIND, GLUED, ISSUER, begins_body, claims_of
from pipeline.repair.substitution.evidence import Evidence
from pipeline.repair.substitution.looks import (
    FOREIGN,
    LATIN,
    LETTER,
    LETTERED,
    LONG,
    PAIR,
    begins_as_word,
    ends_as_body,
    is_longer,
    is_odd,
    looks_made_up,
)
from pipeline.repair.substitution.tokens import known_tokens, place_token, unknown_tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet
    from pipeline.repair.substitution.claims import Claim

BARE, ASKED = "bare", "asked"
ENDS = re.compile(r"[、，,。；;：:）)|\s]|$")
BRAND = re.compile(r"[\u4e00-\u9fff]|\d{2}")
"""What a name of letters before a task must have to be a brand: WiFi has not."""
PLACE = re.compile(r"[ \t\u3000]{0,80}[\u4e00-\u9fff]{2,12}")
LINE_END = re.compile(r"[ \t\u3000]{0,8}$", re.MULTILINE)
ENOUGH, MOST = 4, 3


def unknown_on(sheet: Sheet, rules: RepairRules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tokens that no rule names and the page proves to stand for words, longest first; and those that only look so."""
    evidence = Evidence.of(sheet, rules)
    proved: dict[str, int] = {}
    doubted: list[str] = []
    for token in unknown_tokens(evidence):
        behind_people = evidence.people + token in evidence.page
        if not (behind_people or (LETTER.search(token) and is_odd(token, rules))):
            continue
        if not behind_people and LATIN.search(token) and LETTERED.search(token) and evidence.page.count(token) == 1:
            continue  # Letters prove nothing at one place: an address, a type of file.
        claims = claims_of(token, evidence)
        if behind_people and _is_government(token, claims, evidence):
            proved[token] = len(claims)
        elif not is_odd(token, rules) and begins_as_word(token, rules):
            continue
        elif _proves(token, claims, evidence):
            proved[token] = sum(claim.rule is not None for claim in claims)
        elif _is_doubted(token, claims, evidence):
            doubted.append(token)
    best = _best(proved, evidence.offices)
    return tuple(best), tuple(token for token in doubted if not any(token in one or one in token for one in best))


def _is_government(token: str, claims: Collection[Claim], evidence: Evidence) -> bool:
    """Whether a token is all that stands behind 人民 where a government must: words of the language make brands too.

    It names the title's issuer under a government's number. Or it stands so at two places, and ends as brands do
    (各镇人民开元体育：); or is no word, and signs a line or stands where another reason demands a government.
    """
    rules = evidence.rules
    if _may_follow_people(token, evidence):
        return False
    whole = _whole(claims, evidence)
    is_issuer = evidence.is_of_government and any(evidence.people + token in name for name in evidence.issuers)
    is_branded = len(token) >= LONG and token.endswith(
        (*rules.words("substitution_brand_end"), *rules.words("substitution_trail"))
    )
    if is_issuer or (is_branded and len(whole) > 1):
        return bool(whole)
    if len(whole) < PAIR or not is_odd(token, rules):
        return False
    return any(_is_line(c, evidence) for c in whole) or len(_reasons(token, claims, evidence)) > 1


def _is_line(claim: Claim, evidence: Evidence) -> bool:
    """Whether a line holds a place's name, the token and perhaps its office, and nothing else."""
    page, end = evidence.page, claim.span.end
    begin = page.rfind("\n", 0, claim.span.start) + 1
    end += next((len(office) for office in evidence.offices if page.startswith(office, end)), 0)
    return PLACE.fullmatch(page, begin, claim.span.start) is not None and LINE_END.match(page, end) is not None


def _may_follow_people(token: str, evidence: Evidence) -> bool:
    """Whether 人民 and a token may be a body's name, or begin one (人民医院, 人民公园管理处)."""
    return is_longer(token, evidence.page, evidence.rules) or token.startswith(tuple(evidence.rules.words("people_word")))


def _whole(claims: Collection[Claim], evidence: Evidence) -> list[Claim]:
    """The places at which a token is all that stands between 人民 and a mark, an office, or what a title is about."""
    page, ends = evidence.page, tuple(evidence.rules.words("people_end"))
    return [c for c in claims if c.reason == BARE and (ENDS.match(page, c.span.end) or page.startswith(ends, c.span.end))]


def _best(proved: dict[str, int], offices: Collection[str]) -> list[str]:
    """Of proved tokens, with the number of their places, those that reach as far as they should.

    What goes on with a token everywhere belongs to it, but for an office (QX88娱办公室); what does so at some of its places
    only does not.
    """
    whole = dict(proved)
    for token in proved:
        if any(token.removesuffix(office) in proved for office in offices if token.endswith(office)):
            del whole[token]
    return [token for token in whole if not any(_is_better(other, token, whole) for other in whole)]


def _is_better(other: str, token: str, places: dict[str, int]) -> bool:
    if token in other:
        return token != other and places[other] == places[token]
    return other in token and places[other] > places[token]


def _is_doubted(token: str, claims: Collection[Claim], evidence: Evidence) -> bool:
    """Whether a token stands where an issuer must, or for several reasons where one word must, and yet is not proved."""
    reasons = _reasons(token, claims, evidence)
    if len(token) > PAIR and looks_made_up(token, evidence.rules) and _whole(claims, evidence):
        return not _may_follow_people(token, evidence)
    if ISSUER in reasons and evidence.is_numbered:
        return len(reasons) > 1 or (not LATIN.search(token) and (len(token) >= LONG or token in evidence.issuers))
    return len(reasons) > 1 and any(claim.is_certain for claim in claims) and bool(LETTERED.search(token))


def tokens_on(evidence: Evidence, known: Collection[str], unknown: Collection[str]) -> list[str]:
    """The tokens that took the place of words, longest first: known brands where a word is claimed, and unknown ones."""
    found = [token for token in known_tokens(evidence, known) if FOREIGN.search(token) or _is_placed(token, evidence)]
    found += [token for token in unknown if not any(token in brand for brand in found)]
    place = None if found else place_token(evidence)
    return sorted([*found, place] if place else found, key=len, reverse=True)


def _is_placed(token: str, evidence: Evidence) -> bool:
    """Whether a brand that may be a plain name too (开云 is a town) stands where only a body can, or where 人民 demands one."""
    if is_longer(token, evidence.page, evidence.rules):
        return False
    claims = claims_of(token, evidence)
    reasons = {claim.rule.id for claim in claims if claim.rule}
    needed = 2 - (len(token) >= LONG or evidence.is_of_government)
    if sum(claim.reason == GLUED for claim in claims) > 1:
        return True
    return any(c.reason == BARE for c in claims) or (len(reasons) >= needed and any(c.is_certain for c in claims))


def _reasons(token: str, claims: Collection[Claim], evidence: Evidence) -> set[str]:
    """The reasons that hold: behind places only where it stands alone, and at two; the end of a title takes all rules along."""
    page = evidence.page
    ends_title = any(name.endswith(token) for name in evidence.issuers)
    found = {c.reason for c in claims if c.rule and c.reason != BEHIND and (c.rule.reason or ends_title)}
    alone = [c.span.start for c in claims if c.reason == BEHIND and ENDS.match(page, c.span.end)]
    return found | ({BEHIND} if len({page[max(0, at - 2) : at] for at in alone}) > 1 else set())


def _proves(token: str, claims: Collection[Claim], evidence: Evidence) -> bool:
    """Whether a token that no rule names has enough claims: few with letters as brands have them, most where it may be a name."""
    rules, reasons = evidence.rules, _reasons(token, claims, evidence)
    placed = sum(claim.rule is not None for claim in claims)
    if not (GLUED in reasons or any(claim.is_certain for claim in claims)):
        return False
    if LETTERED.search(token):
        return _is_enough_with_letters(reasons if BRAND.search(token) else reasons - {GLUED}, placed, evidence)
    if is_longer(token, evidence.page, rules) or begins_body(token, 0, rules):
        return False
    if FOREIGN.search(token):
        strict = {ISSUER, ASKED} if LATIN.search(token) else {ISSUER}
        return (len(reasons) > 1 and bool(reasons & {BARE, *strict})) or (BARE in reasons and placed >= ENOUGH)
    if ends_as_body(token, rules) or begins_as_word(token, rules):
        # A company may be called so: the number must be another's, and the page must not print the word itself.
        return ISSUER in reasons and evidence.is_numbered and len(reasons) >= MOST and not evidence.printed_form
    return placed >= ENOUGH and len(reasons) >= MOST - (BARE in reasons)


def _is_enough_with_letters(reasons: Collection[str], placed: int, evidence: Evidence) -> bool:
    """Behind 人民, or again and again before tasks, nothing else is written so; no issuer's name has such letters."""
    if BARE in reasons:
        return True
    alone = GLUED in reasons or (ISSUER in reasons and evidence.is_numbered)
    return placed > 1 and (alone or len(reasons) > 1)
