"""Undo pairwise loss inside sentences: what a mark between Chinese words was, by the words and by the channel."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.repair.characters import common_characters, is_han
from pipeline.repair.likelihood import WORD, Choice, Evidence
from pipeline.repair.marks import SOUND_MARKS
from pipeline.repair.pair_loss import FARTHEST, explains, shares_no_pair
from pipeline.repair.script import traditional_characters
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import Frequency

HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])(?:\ufffd\??|\?)")
HAN = re.compile(r"[\u4e00-\u9fff]")
YEAR_REST = re.compile(r"(?:0[0-3]|9[4-9])\d(?!\d)")
LOST = "\ufffd"
NUMBERED = re.compile(r"\d{1,6}(?![\d年])|\?{0,2}\d?(?:月|日|天|个|项|家|万|亿|%|％|周|次|份)")
LONE_LEAD = 8.0
BLIND_LEAD = 30.0
"""The same where nothing behind the mark helps."""
NEAR = 60
LEAST = 4
AT_MOST = 300
"""Marks tried in one text; a text with more is no notice."""
LIKELY_MARKS = "，、。；：（）“”《》"
LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[：:]")
OPENING = "(（"
CLOSING = ")）"


def candidates_after(left: str, evidence: Evidence) -> list[str]:
    """Characters that follow the last two words or more of `left` elsewhere on this page, or complete a known word."""
    found: dict[str, None] = {}
    for size in range(min(6, len(left)), 1, -1):
        stem = left[-size:]
        if not all(map(is_han, stem)):
            continue
        found.update(dict.fromkeys(evidence.endings(stem)))
        at = evidence.page.find(stem)
        while at >= 0:
            following = evidence.page[at + size : at + size + 1]
            if following and is_han(following):
                found[following] = None
            at = evidence.page.find(stem, at + 1)
    return list(found)


def candidates_of_language(left: str, evidence: Evidence) -> list[str]:
    """The same, and all common characters that make a word with the last one."""
    found = dict.fromkeys(candidates_after(left, evidence))
    if left and is_han(left[-1]):
        found.update(dict.fromkeys(_followers(evidence.rules.frequency, left[-1])))
    return list(found)


@cache
def _everyday() -> tuple[str, ...]:
    """The common Chinese characters, simplified."""
    return tuple(sorted(c for c in common_characters() if is_han(c) and c not in traditional_characters()))


@lru_cache(maxsize=1 << 13)
def _followers(frequency: Frequency, first: str) -> tuple[str, ...]:
    """The common characters that make a word with this one before them."""
    return tuple(c for c in _everyday() if frequency(first + c))


@lru_cache(maxsize=1 << 13)
def _forerunners(frequency: Frequency, last: str) -> tuple[str, ...]:
    """The common characters that make a word with this one behind them."""
    return tuple(c for c in _everyday() if frequency(c + last))


def words_and_eaten(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Marks of which each stands for a character and a digit, or for a character and the mark behind it."""
    for gap in _open_gaps(text, taken):
        yield from _with_mark(gap, evidence) or _with_digit(gap, evidence)


def words_alone(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Marks of which each stands for one character."""
    for gap in _open_gaps(text, taken):
        left, right = _around(gap)
        choice = attested(left, right, evidence) or demanded(left, right, evidence)
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
    choice = attested(left, right, evidence)
    choice = choice or _before_digit(gap, left, evidence)
    if choice is None:
        found = {f for f in _before_digits(left, evidence) if is_han(f)}
        choice = Choice(found.pop(), 9.0) if len(found) == 1 else None
    return [] if choice is None or right.startswith("br") else [_repair(gap, choice, "?")]


def _before_digit(gap: re.Match[str], left: str, evidence: Evidence) -> Choice | None:
    """A character that completes a word, where what follows shows that a number stood there."""
    if not NUMBERED.match(gap.string, gap.end()):
        return None
    near = gap.string[max(0, gap.start() - FARTHEST) : gap.start()]
    options = [c for c in candidates_of_language(left, evidence) if is_han(c) and explains(near, c + "1", "?")]
    choice = evidence.choose(left, options, "")
    is_word = choice is not None and choice.lead >= BLIND_LEAD and _completes(_han_tail(left)[-4:], choice.text, evidence)
    return choice if is_word else None


def _before_digits(left: str, evidence: Evidence) -> set[str]:
    """What stands on this page between the last character of `left` (two, if they are known to go together) and a digit."""
    stem = left[-2:]
    if not all(map(is_han, stem)):
        return set()
    return {match.group(1) for match in re.finditer(rf"{re.escape(stem)}(\w)(?=\d)", evidence.page)}


def _with_mark(gap: re.Match[str], evidence: Evidence) -> list[Repair]:
    """`部?单位）` was `部门（单位）`: the channel loses both where the pair that they share is none."""
    text, at = gap.string, gap.start()
    left, right = text[max(0, at - FARTHEST) : at], gap.string[gap.end() : gap.end() + NEAR]
    if not is_han(right[:1] or " ") or gap.group() != "?":
        return []
    near = left[-NEAR:]
    options = [c for c in candidates_of_language(near, evidence) if is_han(c) and shares_no_pair(c)]
    known = [c for c in options if explains(left, f"{c}，{right[:2]}", f"?{right[:2]}")]
    choice = evidence.choose(near, known, "")
    if choice is None or choice.lead < LONE_LEAD or not _completes(_han_tail(near)[-4:], choice.text, evidence):
        return []
    return [_repair(gap, choice, _mark_between(left, right))]


def _mark_between(left: str, right: str) -> str:
    """The mark that was lost with a character: a bracket that only `right` closes, a semicolon before a label, else a comma."""
    if _mark_before(right, "，（") == "（" and max(map(left.rfind, OPENING)) <= max(map(left.rfind, CLOSING)):
        return "（"
    return "；" if LABEL.match(right) else "，"


def _completes(tail: str, last: str, evidence: Evidence) -> bool:
    """Whether a character makes a word of what lacks it, and does not only follow a whole one."""
    return evidence.ends_whole(tail + last) and evidence.likelihood(tail + last) > evidence.likelihood(tail)


def _mark_before(right: str, marks: str) -> str:
    """The bracket that `right` closes without having opened it, else a comma."""
    for character in right:
        if character in OPENING:
            break
        if character in CLOSING:
            return marks[1]
    return marks[0]


def _han_tail(text: str) -> str:
    at = len(text)
    while at and is_han(text[at - 1]):
        at -= 1
    return text[at:]


def lowered(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """`部闧单位)` was `部门(单位)`: an ASCII mark was eaten and the character before it lowered by one."""
    for match in HAN.finditer(text):
        said, at = match.group(), match.start()
        if taken[at] or said in common_characters():
            continue
        raised = chr(ord(said) + 1)
        left = text[max(0, at - FARTHEST) : at]
        mark = _mark_before(text[match.end() : match.end() + NEAR], ",(")
        if raised in common_characters() and _makes_word(left[-1:] + raised, evidence) and explains(left, raised + mark, said):
            yield Repair(Span(at, at + 1), said, raised + mark, "pair_loss.lowered", "byte_loss", 0.9, certain=False)


def _makes_word(pair: str, evidence: Evidence) -> bool:
    return len(pair) > 1 and (evidence.rules.frequency(pair) >= WORD or pair in evidence.rules.known or pair in evidence.page)


def attested(left: str, right: str, evidence: Evidence) -> Choice | None:
    """The one character between two runs of words with which they stand elsewhere on the page; None where that is open."""
    choice = evidence.choose(left, candidates_after(left[-8:], evidence), right)
    if choice is None or choice.lead < LONE_LEAD or right[:1] in ("?", LOST):
        return None
    if is_han(right[:1] or " "):
        around = left[-2:] + choice.text + right[:2]
        return choice if all(map(is_han, around)) and around in evidence.page else None
    around = left[-4:] + choice.text
    is_long = len(around) > LEAST and all(map(is_han, around))
    return choice if is_long and any(around + mark in evidence.page for mark in SOUND_MARKS) else None


def demanded(left: str, right: str, evidence: Evidence) -> Choice | None:
    """The one character that makes words of what stands on both sides, where no other and no mark comes near it."""
    if not (is_han(left[-1:] or " ") and right) or right[0] in ("?", LOST):
        return None
    found = dict.fromkeys(_followers(evidence.rules.frequency, left[-1]))
    if is_han(right[0]):
        found.update(dict.fromkeys(_forerunners(evidence.rules.frequency, right[0])))
    choice = evidence.choose(left, [*found, *LIKELY_MARKS], right)
    if choice is None or choice.lead < BLIND_LEAD or not is_han(choice.text):
        return None
    around = ((2, 0), (1, 0), (1, 1), (0, 1), (0, 2))
    words = (left[len(left) - before :] + choice.text + right[:after] for before, after in around)
    return choice if any(evidence.rules.frequency(word) >= WORD or word in evidence.rules.known for word in words) else None
