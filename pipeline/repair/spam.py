"""Whether words are an advertisement that somebody put into a notice, or the notice's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.repair.garbles import any_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet

OWN_SIGNS = 2
BEHIND = re.compile(r"[\u4e00-\u9fff）)]")
SHORTEST_BODY, LONGEST_BODY = 3, 16
ABOUT = "关于"
TWO, THREE = 2, 3
SOME, HALF, MOSTLY = 0.25, 0.4, 0.6
"""Shares of the letters that are words of an advertisement."""
QUARTER = 4
SHORTEST = 4
LONG_TRAIL = 4
"""So many letters behind a brand (国际官网) are words of an advertisement, whatever stands before."""
SIGNS = re.compile(r"[\W_]+")


def cues(words: Collection[str], characters: frozenset[str]) -> list[str]:
    """Those of the words that a text with these characters can hold; on a clean page there are hardly any.

    >>> cues(frozenset({"注册送", "彩金"}), frozenset("投资和注册表"))
    []
    """
    return [word for word in words if characters.issuperset(word)]


def brand_pattern(brands: Collection[str], rules: RepairRules) -> re.Pattern[str] | None:
    """Finds any of the brands with the words that trail brands (国际, 官网); None for no brand."""
    if not brands:
        return None
    return re.compile(rf"(?:{any_of(brands)})(?:{any_of(rules.words('substitution_trail'))})*")


@dataclass(frozen=True)
class Signs:
    """What speaks for an advertisement in a few words: different words of each weight, and the share of letters that they are."""

    plain: int
    strong: int
    brands: int
    weak: int
    share: float
    letters: int

    @property
    def is_spam(self) -> bool:
        """One plain word; a word of betting or a brand among others; or hardly anything but words that alone mean nothing."""
        heavy = self.strong + self.brands
        every = heavy + self.weak
        if self.plain or (self.strong and self.share >= MOSTLY and self.letters >= SHORTEST):
            return True
        if heavy:
            return every >= TWO and self.share >= SOME
        return (every >= TWO and self.share >= MOSTLY) or (every >= THREE and self.share >= HALF)


def signs(text: str, rules: RepairRules) -> Signs:
    """The signs of an advertisement in a few words.

    A brand that stands where a name stands (娱乐平台生态环境局) is no sign: what is around it is the notice's own.
    """
    found: dict[str, set[str]] = {"plain": set(), "strong": set(), "brands": set(), "weak": set()}
    strong = rules.words("injected_strong")
    taken = 0
    for match in rules.spam_words.finditer(text):
        kind = str(match.lastgroup)
        if kind == "weak" or not _is_in_name(match, rules):
            found[kind].add(match.group())
            found["weak"].update(filter(None, [match["trail"]]))
            found["strong"].update(word for word in strong if kind == "brands" and word in match.group())
            taken += len(SIGNS.sub("", match.group()))
    letters = len(SIGNS.sub("", text))
    counts = {kind: len(words) for kind, words in found.items()}
    return Signs(**counts, share=taken / max(1, letters), letters=letters)


def _is_in_name(match: re.Match[str], rules: RepairRules) -> bool:
    """Whether a brand, or a word that may be one, has the place of a name: behind other words, or before a body or 关于."""
    text = match.string
    if (
        match.lastgroup == "brands"
        and len(match["trail"]) < LONG_TRAIL
        and match.start()
        and BEHIND.match(text, match.start() - 1)
    ):
        return True
    if match.lastgroup == "brands" and text.startswith(ABOUT, match.end()):
        return True
    return any(text[match.end() : match.end() + size] in rules.known for size in range(SHORTEST_BODY, LONGEST_BODY))


def is_spam(text: str, rules: RepairRules, around: str = "") -> bool:
    """Whether words are an advertisement; work against such things, or with them, says so beside them (打击, 场所).

    `around` is the sentence that they stand in: what it says of such work holds for them, unless they are little but signs.
    """
    if any(word in text for word in rules.words("injected_guard")):
        return False
    found = signs(text, rules)
    if not found.is_spam or found.plain:
        return found.plain > 0
    work = rules.words("injected_work")
    if any(word in text for word in work):
        return False
    return found.share >= MOSTLY or not any(word in around for word in work | rules.words("injected_guard"))


def own_signs(text: str, rules: RepairRules) -> int:
    """How many different signs show that words are the notice's own: a number in front, a time, a body, a duty."""
    return sum(pattern.find.search(text) is not None for pattern in rules.patterns("injected_own"))


def is_own(text: str, rules: RepairRules) -> bool:
    """Whether words show by two signs that they are the notice's own."""
    return own_signs(text, rules) >= OWN_SIGNS


def is_of_notice(text: str, rules: RepairRules) -> bool:
    """Whether words glued to an advertisement are the notice's: a number, a time, a body, or official words for a good part."""
    letters = SIGNS.sub("", text)
    if not letters or letters.isdecimal() or own_signs(text, rules):
        return bool(letters)
    words = rules.words("office_word")
    return QUARTER * sum(2 for at in range(len(letters) - 1) if letters[at : at + 2] in words) >= len(letters)


def is_suspect(sheet: Sheet, rules: RepairRules) -> bool:
    """Whether the page holds a word of an advertisement that is no everyday word, or two that are; a brand counts beside one."""
    page = sheet.joined
    plain, strong, weak, brands = (
        cues(rules.words(kind), sheet.characters)
        for kind in ("injected", "injected_strong", "injected_weak", "substitution_brand")
    )
    if any(word in page for word in (*plain, *strong)):
        return True
    return sum(word in page for word in weak) + any(brand in page for brand in brands) >= TWO
