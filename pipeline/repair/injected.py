"""Visible spam: blocks that are set aside, and sentences that are taken out of blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")
WEAK_ONES = 2
SHORT = 120


def cues(words: frozenset[str], characters: frozenset[str]) -> list[str]:
    """Those of the words that a text with these characters can hold; on a clean page there are hardly any.

    >>> cues(frozenset({"注册送", "彩金"}), frozenset("投资和注册表"))
    []
    """
    return [word for word in words if characters.issuperset(word)]


def is_spam(text: str, rules: RepairRules) -> bool:
    """Whether words are an advertisement: one plain cue or two weak ones, and no word of a duty (打击, 整治) beside them."""
    if any(word in text for word in rules.words("injected_guard")):
        return False
    if any(word in text for word in rules.words("injected")):
        return True
    return len(text) < SHORT and sum(word in text for word in rules.words("injected_weak")) >= WEAK_ONES


def _is_suspect(sheet: Sheet, rules: RepairRules) -> bool:
    """Whether the page holds one plain cue or two weak ones, anywhere."""
    plain, weak = (cues(rules.words(kind), sheet.characters) for kind in ("injected", "injected_weak"))
    return any(cue in sheet.joined for cue in plain) or sum(cue in sheet.joined for cue in weak) >= WEAK_ONES


def find_injected(sheet: Sheet, rules: RepairRules) -> frozenset[int]:
    """Which texts are nothing but spam."""
    if not _is_suspect(sheet, rules):
        return frozenset()
    return frozenset(i for i, text in enumerate(sheet.texts) if len(text) <= SHORT and is_spam(text, rules))


def cut_injected(sheet: Sheet, rules: RepairRules) -> Edits:
    """Sentences of spam inside longer text are taken out; the text around them stays."""
    if not _is_suspect(sheet, rules):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if len(text) <= SHORT:
            continue
        found = [
            Repair(Span(*m.span()), m.group(), "", "injected.sentence", "injected_markup", 0.9, certain=False)
            for m in SENTENCE.finditer(text)
            if is_spam(m.group(), rules)
        ]
        if found:
            edits[index] = found
    return edits
