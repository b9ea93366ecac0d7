"""Visible spam: blocks that are set aside, and sentences or cells that are taken out of blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")
PIECE = re.compile(r"[^。！？!?\n|｜\t]+[。！？!?\n]?")
WEAK_ONES = 2
SHORT = 120
OWN_SIGNS = 2
BEHIND = re.compile(r"[\u4e00-\u9fff）)]")
SHORTEST_BODY, LONGEST_BODY = 3, 16
ABOUT = "关于"


def cues(words: frozenset[str], characters: frozenset[str]) -> list[str]:
    """Those of the words that a text with these characters can hold; on a clean page there are hardly any.

    >>> cues(frozenset({"注册送", "彩金"}), frozenset("投资和注册表"))
    []
    """
    return [word for word in words if characters.issuperset(word)]


def brand_pattern(brands: Collection[str], rules: RepairRules) -> re.Pattern[str] | None:
    """Finds any of the brands with the letters around it and the words that trail brands (国际, 官网); None for no brand."""
    if not brands:
        return None
    names, trail = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (brands, rules.words("substitution_trail") or {"\0"})
    )
    return re.compile(rf"(?:{names})(?:{trail})*")


def is_spam(text: str, rules: RepairRules) -> bool:
    """Whether words are an advertisement: one plain cue or two weak ones, and no word of a duty (打击, 整治) beside them.

    A brand that stands where a name stands (娱乐平台生态环境局) is no cue: what is around it is the notice's own.
    """
    if any(word in text for word in rules.words("injected_guard")):
        return False
    brands = [brand for brand in rules.words("substitution_brand") if brand in text]
    pattern = brand_pattern(brands, rules)
    own = _without_names(text, pattern, rules) if pattern is not None else text
    if any(word in own for word in rules.words("injected")) and not _names_body(own, rules):
        return True
    weak = sum(word in own for word in rules.words("injected_weak"))
    return len(text) < SHORT and weak + (weak > 0 and any(brand in own for brand in brands)) >= WEAK_ONES


def _without_names(text: str, pattern: re.Pattern[str], rules: RepairRules) -> str:
    """The words without the brands that stand in a name's place: behind other words, or before a body's name or 关于."""
    parts: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        joined = BEHIND.match(text, match.start() - 1) is not None if match.start() else False
        if joined or text.startswith(ABOUT, match.end()) or _body_at(text, match.end(), rules):
            parts.append(text[at : match.start()])
            at = match.end()
    return " ".join((*parts, text[at:]))


def _names_body(text: str, rules: RepairRules) -> bool:
    """Whether every plain cue stands right before a body's name: an unknown brand in place of a city's."""
    ends = [m.end() for word in rules.words("injected") if word in text for m in re.finditer(re.escape(word), text)]
    return bool(ends) and all(_body_at(text, end, rules) for end in ends)


def _body_at(text: str, at: int, rules: RepairRules) -> bool:
    return any(text[at : at + size] in rules.known for size in range(SHORTEST_BODY, LONGEST_BODY))


def is_own(text: str, rules: RepairRules) -> bool:
    """Whether words show that they are the notice's own: two of a number in front, cells, a time, a body, a duty."""
    return sum(pattern.find.search(text) is not None for pattern in rules.patterns("injected_own")) >= OWN_SIGNS


def _is_suspect(sheet: Sheet, rules: RepairRules) -> bool:
    """Whether the page holds one plain cue or two weak ones, anywhere; a brand beside a weak one counts."""
    plain, weak, brands = (
        cues(rules.words(kind), sheet.characters) for kind in ("injected", "injected_weak", "substitution_brand")
    )
    page = sheet.joined
    if any(cue in page for cue in plain):
        return True
    return sum(cue in page for cue in weak) + any(brand in page for brand in brands) >= WEAK_ONES


def find_injected(sheet: Sheet, rules: RepairRules) -> frozenset[int]:
    """Which texts are nothing but spam; a row of a table with a time and a body in it never is."""
    if not _is_suspect(sheet, rules):
        return frozenset()
    return frozenset(
        i for i, text in enumerate(sheet.texts) if len(text) <= SHORT and is_spam(text, rules) and not is_own(text, rules)
    )


def cut_injected(sheet: Sheet, rules: RepairRules) -> Edits:
    """Sentences of spam inside longer text, and such cells of a row, are taken out; the text around them stays."""
    if not _is_suspect(sheet, rules):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = list(_spam_in(text, rules))
        if found:
            edits[index] = found
    return edits


def _spam_in(text: str, rules: RepairRules) -> Iterator[Repair]:
    """The pieces of a text that are spam: sentences of a long one, cells of a row; a short text is taken whole or left."""
    own = is_own(text, rules) if len(text) <= SHORT else True
    if not own:
        return
    for match in (PIECE if "|" in text or "\t" in text else SENTENCE).finditer(text):
        said = match.group()
        if said.strip() != text.strip() and is_spam(said, rules) and not is_own(said, rules):
            yield Repair(Span(*match.span()), said, "", "injected.sentence", "injected_markup", 0.9, certain=False)
