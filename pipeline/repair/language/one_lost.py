"""One character is lost between two runs of words: which one it was, where the page or the language leaves no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_characters, is_han
from pipeline.repair.language.marks import DAMAGE, balance
from pipeline.repair.language.page_words import places

if TYPE_CHECKING:
    from pipeline.repair.language.likelihood import Choice, Evidence
    from pipeline.repair.language.page_words import PageWords

ENOUGH = 25.0
"""So many times likelier than the next a character must be; measured, one in a hundred is wrong beyond it."""
MARKS = "，、。；："
BRACKETS = "（）“”《》〔〕"
MOST = 12
"""Characters that make a word with a neighbour; rarer words cannot win."""
ALONE = 20
"""Characters that are common alone (的, 在, 和): where one fits, no word is demanded."""
WINDOW = 8
LONGEST = 6
AROUND = ((2, 0), (1, 0), (1, 1), (0, 1), (0, 2))


def lost_character(left: str, right: str, evidence: Evidence) -> Choice | None:
    """The character that stood between `left` and `right`, a mark or a Chinese one; None where several may have.

    Everything that can stand there competes: what the page prints behind the same words, what makes a word with
    either neighbour, the commonest characters, and the marks.
    """
    if not is_han(left[-1:] or " ") or right[:1] in DAMAGE:
        return None
    frequency = evidence.rules.frequency
    options = dict.fromkeys([*candidates_after(left[-WINDOW:], evidence), *frequency.behind(left[-1])[:MOST]])
    if is_han(right[:1] or " "):
        options.update(dict.fromkeys(frequency.ahead(right[0])[:MOST]))
    options.update(dict.fromkeys([*frequency.alone()[:ALONE], *MARKS]))
    options.update(dict.fromkeys(mark for mark in BRACKETS if balance(left, mark, right) > 0))
    choice = evidence.choose(left, options, right, ENOUGH)
    if choice is None or choice.lead < ENOUGH or not _is_demanded(left, choice.text, right, evidence):
        return None
    return None if _is_contested(left, choice, right, evidence) else choice


def _is_contested(left: str, choice: Choice, right: str, evidence: Evidence) -> bool:
    """Whether the page has a rival behind the same two characters too, and does not have the winner on both sides."""
    near = left[-2:]
    if right and evidence.has(near + choice.text + right[:1]):
        return False
    return any(evidence.has(near + other) for other in choice.others)


def _is_demanded(left: str, said: str, right: str, evidence: Evidence) -> bool:
    """Whether a character makes a word there; at the end of a line only of what is none without it."""
    if not is_han(said):
        return True
    if not right.strip() and evidence.ends_whole(left):
        return False
    words = (left[len(left) - before :] + said + right[:after] for before, after in AROUND)
    return any(map(evidence.rules.is_word, words))


def candidates_after(left: str, evidence: PageWords) -> list[str]:
    """Characters that follow the last two words or more of `left` elsewhere on this page, or complete a known word."""
    found = dict.fromkeys(evidence.ends_of_name(left))
    page = evidence.page
    for size in range(min(LONGEST, len(left)), 1, -1):
        stem = left[-size:]
        if not all(map(is_han, stem)):
            continue
        following = (page[at + size : at + size + 1] for at in places(stem, page))
        found.update(dict.fromkeys(character for character in following if character and is_han(character)))
    return list(found)


def candidates_of_language(left: str, evidence: PageWords) -> list[str]:
    """The same, and all common characters that make a word with the last one."""
    found = dict.fromkeys(candidates_after(left, evidence))
    if left and is_han(left[-1]):
        found.update(dict.fromkeys(c for c in evidence.rules.frequency.behind(left[-1]) if c in common_characters()))
    return list(found)
