"""Pinyin left in brackets behind a character by a converter that read it aloud: 鄉(xiāng)鎮."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.script import traditional_characters
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
READING = re.compile(rf"(?<=[\u3400-\u9fff])[(（](?P<said>[a-zü{TONED}]{{1,7}})[)）]")
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iuü]?(?:a|o|e|i|u|ü|ai|ei|ao|ou|an|en|ang|eng|ong|er)|ia|ie|iu|in|ing|ui|un|uo|ua|ue|üe)n?g?"
)
PLAIN = str.maketrans(TONED, "aaaaeeeeiiiioooouuuuüüüü")
MANY = 3


def drop_pinyin(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take out readings behind traditional characters, or all of them where there are many; one behind a rare name stays."""
    del rules
    if not sheet.characters & {*TONED}:
        return {}
    toned = [m for m in READING.finditer(sheet.joined) if {*TONED} & {*m["said"]}]
    many = len(toned) >= MANY
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        for match in READING.finditer(text):
            if _is_left_over(match, many):
                certain = bool({*TONED} & {*match["said"]})
                confidence = 1.0 if certain else 0.95
                repair = Repair(Span(*match.span()), match.group(), "", "pinyin.in_brackets", "pinyin", confidence, certain)
                edits.setdefault(index, []).append(repair)
    return edits


def _is_left_over(match: re.Match[str], many: object) -> bool:
    said = match["said"]
    if not SYLLABLE.fullmatch(said.translate(PLAIN)):
        return False
    if {*TONED} & {*said}:
        return bool(many) or match.string[match.start() - 1] in traditional_characters()
    return bool(many)
