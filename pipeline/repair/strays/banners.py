"""Advertisements of brands that nobody knows: a name that is no word, and right behind it the words of betting and of sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.substitution.looks import ends_as_body

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet
    from pipeline.values import Span

NAME = re.compile(r"[\u4e00-\u9fff]{1,8}\Z")
LONGEST_NAME, LONGEST_BANNER = 8, 18
SHORTEST_NAME, LONGEST_WORD = 2, 4
RARE = 10
"""Entries of the dictionary that are rarer may be chance."""
AHEAD = 6


def brand_runs(text: str, span: Span, rules: RepairRules) -> Iterator[re.Match[str]]:
    """Words of betting and of sites in one run (`娱乐官方`) behind a name that is no word, and behind no verb of work."""
    for pattern in rules.patterns("injected_run"):
        for match in pattern.find.finditer(text, span.start, span.end):
            before = text[max(0, match.start() - LONGEST_NAME) : match.start()]
            size = _odd_end(before, rules)
            own = before[: len(before) - size][-AHEAD:]
            works = any(word in own for word in rules.words("injected_work")) and not ends_as_body(own, rules)
            if size >= SHORTEST_NAME and not works:
                yield match


def find_banners(sheet: Sheet, alone: Collection[int], rules: RepairRules) -> frozenset[int]:
    """Which texts, all that their line or row says, are nothing but such a name and such words.

    The page must say the name nowhere else: what it speaks of is its own.
    """
    return frozenset(at for at in sorted(alone) if _is_banner(sheet.texts[at].strip(), sheet, rules))


def _is_banner(text: str, sheet: Sheet, rules: RepairRules) -> bool:
    if not SHORTEST_NAME < len(text) <= LONGEST_BANNER:
        return False
    found = next((m for p in rules.patterns("injected_banner") if (m := p.find.search(text))), None)
    name = text[: found.start()] if found else ""
    if not (SHORTEST_NAME <= len(name) <= LONGEST_NAME and NAME.match(name)) or ends_as_body(name, rules):
        return False
    if any(word in name for word in rules.words("injected_work")):
        return False
    said = sum(name in other for other in sheet.texts) > sum(text in other for other in sheet.texts)
    return not said and not _is_made_of_words(name, rules)


def _odd_end(text: str, rules: RepairRules) -> int:
    """How many characters at the end of a text belong to no word of the language."""
    name = NAME.search(text)
    size = len(name.group()) if name and rules.frequency.counts else 0
    return next((n for n in range(size) if _ends_word(text[: len(text) - n], rules)), size)


def _is_made_of_words(name: str, rules: RepairRules) -> bool:
    """Whether a name is words of two characters and more, one behind the other."""
    whole = [True] + [False] * len(name)
    for end in range(SHORTEST_NAME, len(name) + 1):
        sizes = range(SHORTEST_NAME, min(end, LONGEST_WORD) + 1)
        whole[end] = any(whole[end - size] and _is_word(name[end - size : end], rules) for size in sizes)
    return whole[-1] or not rules.frequency.counts  # without a dictionary every name is odd


def _ends_word(text: str, rules: RepairRules) -> bool:
    return any(_is_word(text[-size:], rules) for size in range(SHORTEST_NAME, LONGEST_WORD + 1) if size <= len(text))


def _is_word(said: str, rules: RepairRules) -> bool:
    return said in rules.known or rules.frequency(said) > RARE
