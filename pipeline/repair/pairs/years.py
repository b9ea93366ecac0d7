"""Undo pairwise loss before a year: `?022年` lost a character and the 2, of which the 2 is sure."""

from __future__ import annotations

import re
from dataclasses import replace
from math import exp, log
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.language.likelihood import TEMPER, Choice, Evidence
from pipeline.repair.language.marks import balance
from pipeline.repair.language.one_lost import candidates_after, candidates_of_language
from pipeline.repair.language.page_words import places
from pipeline.repair.language.word_paths import Between
from pipeline.repair.pairs.loss import FARTHEST, After, explains
from pipeline.repair.writing.script import simplified
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = re.compile(r"(?<=[\u4e00-\u9fff)）”》])\?(?P<rest>0[0-3]\d|9[4-9]\d)(?=年|\?\d?月|\?\?|\?[3-9]\?|[-—－–~～至]{1,2}20\d\d)")
ANY_YEAR = re.compile(r"20\d\d")
DUE = re.compile(r"\?\d{3}(?:年|\?)[^，。；、,;]{0,8}?[前起]")
"""A time limit opens its sentence more often than not."""
NEAR = 16
AHEAD = 60
TAIL = 4
SURE = 0.95
LIKELY = 0.75
"""The share of the belief that one reading needs; measured, one in four is wrong below it."""
KNOWN = 2.0
KNOWN_NAME = 16.0
"""What the page prints behind the same two characters elsewhere is so many powers of e likelier."""
OPENS = 4.0
PARTNER = 3.0
"""A bracket that the words behind close outweighs all that is only frequent."""
OTHERS = 6
CLAUSE_ENDS = "。，；"
UNKNOWN = Choice("?", 1.0)


def years(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Marks before the last three digits of a year; where nothing tells the character, only the digit comes back."""
    for match in YEAR.finditer(text) if "?" in text else ():
        at = match.start()
        if taken[at]:
            continue
        digit = "2" if match["rest"][0] == "0" else "1"
        choice = _before(text[max(0, at - FARTHEST) : at], digit, match, evidence)
        others = tuple(other + digit for other in choice.others)
        span, sure = Span(at, at + 1), choice.confidence
        yield Repair(
            span, "?", choice.text + digit, "pair_loss.before_year", "byte_loss", sure, certain=False, alternatives=others
        )


def _before(left: str, digit: str, match: re.Match[str], evidence: Evidence) -> Choice:
    """What stood before the year: as the notice has it elsewhere, else by the words, else unknown."""
    if said := _elsewhere(left, digit + match["rest"], evidence):
        return Choice(said, SURE / (1 - SURE))
    weights = _weights(left, match.string[match.end() : match.end() + AHEAD], digit, evidence)
    if "。" in weights and DUE.match(match.string, match.start()):
        weights["。"] *= OPENS
    ranked = sorted(weights, key=lambda c: (-weights[c], c))
    total = sum(weights.values())
    if not ranked:
        return UNKNOWN
    # Which mark ends the clause matters less than that one does.
    alike = sum(weights.get(mark, 0.0) for mark in CLAUSE_ENDS) if ranked[0] in CLAUSE_ENDS else weights[ranked[0]]
    if alike < LIKELY * total:
        return replace(UNKNOWN, others=tuple(ranked[:OTHERS]))
    share = min(0.9, weights[ranked[0]] / total)
    return Choice(ranked[0], share / (1 - share), tuple(ranked[1:OTHERS]))


def _elsewhere(left: str, year: str, evidence: Evidence) -> str:
    """The one character that the page prints between the same words and a year; empty where there is none or several."""
    for size in range(min(NEAR, len(left)), 1, -1):
        stem = left[-size:]
        if not all(map(is_han, stem)):
            continue
        page, ends = evidence.page, (at + size for at in places(stem, evidence.page))
        found = {page[end] for end in ends if page.startswith(year, end + 1) or ANY_YEAR.match(page, end + 1)}
        found = {said for said in found if not (said.isdecimal() or said.isspace() or said == "?")}
        if found:
            last = found.pop()
            return last if not found and explains(left, last + year[0], "?") else ""
    return ""


def _weights(left: str, right: str, digit: str, evidence: Evidence) -> dict[str, float]:
    """How likely each character is that the channel loses with the digit behind it."""
    usual = _usual(evidence)
    tail = simplified("".join(_han_end(left)))
    options = dict.fromkeys([*usual, *candidates_of_language(left[-8:], evidence)])
    after = After.text(left)
    fitting = [c for c in options if after.explains(c + digit, "?")]
    known = set(candidates_after(left[-8:], evidence))
    # 试点 is a word, and much may follow it; 朔原 is none, so it is a name, and what follows it elsewhere belongs to it.
    bonus = KNOWN if evidence.ends_whole(left[-6:]) else KNOWN_NAME
    between = Between(tail, "", evidence)
    scores = {c: TEMPER * between.likelihood(c) + log(usual.get(c, 1.0)) for c in fitting}
    scores = {c: score + PARTNER * balance(left, c, right) + (bonus if c in known else 0.0) for c, score in scores.items()}
    top = max(scores.values(), default=0.0)
    return {c: exp(score - top) for c, score in scores.items()}


def _usual(evidence: Evidence) -> dict[str, float]:
    """What often stands before a year, and how many times likelier that makes it."""
    rules = evidence.rules.of("before_year")
    return {word: 1.0 + 8.0 / (at + 1) for rule in rules for at, word in enumerate(rule.words)}


def _han_end(left: str) -> str:
    at = len(left)
    while at and len(left) - at < TAIL and is_han(left[at - 1]):
        at -= 1
    return left[at:]
