"""Undo pairwise loss where an ASCII mark was eaten and the character before it went down by one: `(事` was `(二)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.garbles import WORD
from pipeline.repair.language.characters import common_characters, is_han
from pipeline.repair.language.marks import balance
from pipeline.repair.pairs.loss import FARTHEST, After
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.language.likelihood import Evidence

HAN = re.compile(r"[\u4e00-\u9fff]")
NUMERALS = "一二三四五六七八九十"
LOWERED = "".join(chr(ord(numeral) - 1) for numeral in NUMERALS)
NUMBER = re.compile(rf"(?<=[(（])[十二三四五六七八九]?[{LOWERED}](?=[\u4e00-\u9fff])")
NEAR = 60
TAIL = 4
FOLLOWING = 2
GAIN = 10.0
"""So many powers of e likelier words must become where the lowered character is a common one itself."""
MARKS = ",;:()"


def lowered(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Numbers in brackets, characters that no text has, and words that are none but for one character that is a place too low."""
    if not any(mark in evidence.page for mark in MARKS):
        return
    for match in HAN.finditer(text):
        at, said = match.start(), match.group()
        raised = chr(ord(said) + 1)
        if taken[at] or raised not in common_characters():
            continue
        left, right = text[max(0, at - NEAR) : at], text[at + 1 : at + 1 + NEAR]
        if _is_lowered(left, said, right, evidence) and _is_explained(text[max(0, at - FARTHEST) : at], said):
            yield _raised(at, said, raised, _mark(left, right, evidence))


def _is_explained(left: str, said: str) -> bool:
    after, raised = After.text(left), chr(ord(said) + 1)
    return any(after.explains(raised + mark, said) for mark in MARKS)


def _raised(at: int, said: str, raised: str, mark: str) -> Repair:
    others = tuple(raised + other for other in MARKS if other != mark)
    span, rule = Span(at, at + 1), "pair_loss.lowered"
    return Repair(span, said, raised + mark, rule, "byte_loss", confidence=0.9, certain=False, alternatives=others)


def _is_lowered(left: str, said: str, right: str, evidence: Evidence) -> bool:
    raised = chr(ord(said) + 1)
    if NUMBER.match(left[-1:] + said + right[:1], 1) and raised in NUMERALS:
        is_word = said in common_characters() and evidence.rules.frequency(said + right[:1]) >= WORD
        return balance(left, ")", right) > 0 and (not is_word or _follows(raised, evidence.page))
    if not _makes_word(left, raised, evidence):
        return False
    if said not in common_characters():
        return True
    if not is_han(left[-1:] or " ") or _makes_word(left, said, evidence) or evidence.rules.frequency(said + right[:1]):
        return False
    tail, following = left[-TAIL:], right[:FOLLOWING]
    before = evidence.likelihood(tail + said + following)
    return evidence.likelihood(tail + raised) + evidence.likelihood(following) - before >= GAIN


def _follows(numeral: str, page: str) -> bool:
    """Whether the page has the number before this one, whole or lowered."""
    at = NUMERALS.index(numeral)
    return at > 0 and (f"({NUMERALS[at - 1]})" in page or f"({LOWERED[at - 1]}" in page)


def _mark(left: str, right: str, evidence: Evidence) -> str:
    """The bracket that the line lacks; else a comma on a page that prints its commas so; else unknown."""
    if balance(left, ")", right) > 0:
        return ")"
    if balance(left, "(", right) > 0:
        return "("
    is_comma = is_han(right[:1] or " ") and evidence.page.count(",") > evidence.page.count("，")
    return "," if is_comma else "?"


def _makes_word(left: str, last: str, evidence: Evidence) -> bool:
    """Whether a character completes a word of two or three characters, or one that the page has elsewhere."""
    words = [left[-size:] + last for size in (1, 2) if len(left) >= size]
    is_known = any(map(evidence.rules.is_word, words))
    return is_known or bool(words and words[0] in evidence.printed_pairs and is_han(words[0][0]))
