"""Undo pairwise loss inside sentences: what a mark between Chinese words was, by the words and by the channel."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.language.likelihood import Choice, Evidence
from pipeline.repair.language.one_lost import candidates_after, candidates_of_language, lost_character
from pipeline.repair.language.page_words import places
from pipeline.repair.pairs.loss import FARTHEST, After
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])(?:\ufffd\??|\?)")
YEAR_REST = re.compile(r"(?:0[0-3]|9[4-9])\d(?!\d)")
LOST = "\ufffd"
NUMBER = re.compile(r"\d{1,6}(?![\d年])")
BEFORE_DIGIT = re.compile(r"(\w)(?=\d)")
TORN_NUMBER = re.compile(r"\?{0,2}\d?")
LONE_LEAD = 8.0
SECOND_LEAD = 8.0
BLIND_LEAD = 30.0
"""The same where nothing behind the mark helps."""
NEAR = 60
LEAST = 4
AT_MOST = 300
"""Marks tried in one text; a text with more is no notice."""
SECOND_MARKS = "，、；：。（）《》“”"
LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}(?:[：:]|\?0[0-3]\d)")


def words_and_eaten(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Marks of which each stands for a character and a digit, or for a character and the mark behind it."""
    for gap in _open_gaps(text, taken):
        yield from _with_mark(gap, evidence) or _with_digit(gap, evidence)


def words_alone(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Marks of which each stands for one character."""
    for gap in _open_gaps(text, taken):
        left, right = _around(gap)
        choice = lost_character(left, right, evidence)
        if choice is not None:
            yield _repair(gap, choice, "")


def _open_gaps(text: str, taken: bytearray) -> Iterator[re.Match[str]]:
    """The marks that nothing has explained yet."""
    gaps = (match for match in HAN_GAP.finditer(text) if not any(taken[match.start() : match.end()]))
    yield from islice(gaps, AT_MOST)


def _around(gap: re.Match[str]) -> tuple[str, str]:
    return gap.string[max(0, gap.start() - NEAR) : gap.start()], gap.string[gap.end() : gap.end() + NEAR]


def _repair(gap: re.Match[str], choice: Choice, behind: str) -> Repair:
    others = tuple(other + behind for other in choice.others)
    after = choice.text + behind
    span = Span(*gap.span())
    return Repair(span, gap.group(), after, "pair_loss.word", "byte_loss", choice.confidence, certain=False, alternatives=others)


def _with_digit(gap: re.Match[str], evidence: Evidence) -> list[Repair]:
    """`最?000万元`: a character that stands before digits elsewhere on the page; the digit stays open."""
    left, right = _around(gap)
    if YEAR_REST.match(right):
        return []
    choice = _before_digit(gap, left, evidence)
    if choice is None:
        found = {f for f in _before_digits(left, evidence) if is_han(f)}
        choice = Choice(found.pop(), 9.0) if len(found) == 1 else None
    return [] if choice is None or right.startswith("br") else [_repair(gap, choice, "?")]


def _before_digit(gap: re.Match[str], left: str, evidence: Evidence) -> Choice | None:
    """A character that completes a word, where what follows shows that a number stood there."""
    if not _is_number(gap.string, gap.end(), evidence):
        return None
    after = After.text(gap.string[max(0, gap.start() - FARTHEST) : gap.start()])
    options = [c for c in candidates_of_language(left, evidence) if is_han(c) and after.explains(c + "1", "?")]
    choice = evidence.choose(left, options, "")
    is_word = choice is not None and choice.lead >= BLIND_LEAD and _completes(_han_tail(left)[-4:], choice.text, evidence)
    return choice if is_word else None


def _is_number(text: str, at: int, evidence: Evidence) -> bool:
    """Whether a number stands here, or what is left of one before a sign of what is counted: `?个`."""
    torn = TORN_NUMBER.match(text, at)
    return bool(NUMBER.match(text, at)) or text[torn.end() : torn.end() + 1] in evidence.rules.words("counted_torn")  # type: ignore[union-attr]


def _before_digits(left: str, evidence: Evidence) -> set[str]:
    """What stands on this page between the last character of `left` (two, if they are known to go together) and a digit."""
    stem = left[-2:]
    if not all(map(is_han, stem)):
        return set()
    return {match[1] for at in places(stem, evidence.page) if (match := BEFORE_DIGIT.match(evidence.page, at + len(stem)))}


def _with_mark(gap: re.Match[str], evidence: Evidence) -> list[Repair]:
    """`部?单位）` was `部门（单位）`, `国务?息` was `国务院信息`: lost are two characters of which the channel makes no pair."""
    text, at = gap.string, gap.start()
    left, right = text[max(0, at - FARTHEST) : at], gap.string[gap.end() : gap.end() + NEAR]
    if not is_han(right[:1] or " ") or gap.group() != "?":
        return []
    near, after = left[-NEAR:], After.text(left)
    known = [c for c in candidates_of_language(near, evidence) if is_han(c) and after.loses_with(c, right)]
    choice = evidence.choose(near, known, "")
    if choice is None or choice.lead < LONE_LEAD or not _completes(_han_tail(near)[-4:], choice.text, evidence):
        return []
    return [_repair(gap, choice, _second(gap, choice.text, after, evidence))]


def _second(gap: re.Match[str], first: str, after: After, evidence: Evidence) -> str:
    """What was lost behind `first`: a semicolon before a label, a mark or a character that the words demand, else `?`."""
    left, right = _around(gap)
    if LABEL.match(right) and after.loses(f"{first}；", right):
        return "；"
    near = left + first
    options = dict.fromkeys([*SECOND_MARKS, *evidence.rules.frequency.ahead(right[0]), *candidates_after(near[-8:], evidence)])
    fitting = [second for second in options if after.loses(first + second, right)]
    choice = evidence.choose(near, fitting, right)
    return choice.text if choice is not None and choice.lead >= SECOND_LEAD else "?"


def _completes(tail: str, last: str, evidence: Evidence) -> bool:
    """Whether a character makes a word of what lacks it, and does not only follow a whole one."""
    return evidence.ends_whole(tail + last) and evidence.likelihood(tail + last) > evidence.likelihood(tail)


def _han_tail(text: str) -> str:
    at = len(text)
    while at and is_han(text[at - 1]):
        at -= 1
    return text[at:]
