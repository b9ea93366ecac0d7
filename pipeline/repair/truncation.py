"""Characters that are lost and say so: U+FFFD between Chinese words, restored only where the words leave no doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.likelihood import Evidence
from pipeline.repair.one_lost import lost_character
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

LOST = re.compile(r"(?<=[\u4e00-\u9fff])\ufffd{1,3}(?!\ufffd)")
NEAR = 40
AT_MOST = 400
"""Pages with more lost characters than this are left as they are: each costs about a millisecond."""


def restore_lost(sheet: Sheet, rules: RepairRules) -> Edits:
    """One lost character behind a Chinese one, where a word of the page or the language demands it by a wide margin."""
    if "\ufffd" not in sheet.characters:
        return {}
    evidence = Evidence(sheet.joined, rules)
    edits: dict[int, list[Repair]] = {}
    left_over = AT_MOST
    for index, text in enumerate(sheet.texts):
        for match in LOST.finditer(text) if left_over else ():
            left_over -= 1
            repair = _restored(match, evidence)
            if repair is not None:
                edits.setdefault(index, []).append(repair)
            if not left_over:
                break
    return edits


def _restored(match: re.Match[str], evidence: Evidence) -> Repair | None:
    text = match.string
    left, right = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
    choice = lost_character(left, right, evidence)
    if choice is None:
        return None
    span = Span(*match.span())
    said, sure = match.group(), choice.confidence
    return Repair(span, said, choice.text, "truncation.word", "truncation", sure, certain=False, alternatives=choice.others)
