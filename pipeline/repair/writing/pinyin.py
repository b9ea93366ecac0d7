"""Pinyin left in brackets behind a character by a converter that read it aloud: 鄉(xiāng)鎮."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_characters
from pipeline.repair.writing.script import traditional_characters
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
LETTERS = rf"[A-Za-züɡ{TONED}{TONED.upper()}]"
SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iuü]?(?:a|o|e|i|u|ü|ai|ei|ao|ou|an|en|ang|eng|ong|er)|ia|ie|iu|in|ing|ui|un|uo|ua|ue|üe)n?g?"
)
ONE = re.compile(SYLLABLE)
SYLLABLES = re.compile(rf"{SYLLABLE}(?:[ '’·-]{{0,2}}{SYLLABLE}){{0,3}}")
PLAIN = str.maketrans(TONED + "ɡ", "aaaaeeeeiiiioooouuuuüüüünnng")
ALL_TONED = frozenset(TONED)
MANY = 3
OFTEN = 5
"""So many readings without tone marks, of `MANY` characters and syllables, are readings, no units (`面积(ha)`)."""
PLAIN_READING = re.compile(r"([\u4e00-\u9fff])[(（]([a-z]{2,6})[)）]")


def _reading(rules: RepairRules) -> re.Pattern[str]:
    """Finds readings: one syllable to four, in brackets of any kind, perhaps behind a label (音)."""
    label = "|".join(map(re.escape, sorted(rules.words("pinyin_label"), key=len, reverse=True)))
    said = rf"(?P<said>{LETTERS}{{1,7}}(?:[ '’·-]?[ ]?{LETTERS}{{1,7}}){{0,3}})"
    again = r"(?:[(（] ?(?P=said) ?[)）]){0,3}"
    return re.compile(rf"(?<=[\u3400-\u9fff])[ ]?[(（\[［【〔] ?(?:(?:{label})[ :：]{{0,2}})?{said} ?[)）\]］】〕]{again}")


def drop_pinyin(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take out readings behind traditional characters, or all of them where there are many; one behind a rare name stays."""
    toneless = _are_toneless(sheet.joined)
    if sheet.characters.isdisjoint(TONED) and not toneless:
        return {}
    reading = _reading(rules)
    many = toneless or sum(_is_toned(m["said"]) and _is_usual(m) for m in reading.finditer(sheet.joined)) >= MANY
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        for match in reading.finditer(text):
            if _is_left_over(match, many):
                certain = _is_toned(match["said"])
                confidence = 1.0 if certain else 0.95
                repair = Repair(Span(*match.span()), match.group(), "", "pinyin.in_brackets", "pinyin", confidence, certain)
                edits.setdefault(index, []).append(repair)
    return edits


def _are_toneless(page: str) -> bool:
    """Whether a page reads many different characters aloud without tone marks, each of them in one way."""
    found = {pair for pair in PLAIN_READING.findall(page) if ONE.fullmatch(pair[1])}
    read, said = ({pair[at] for pair in found} for at in (0, 1))
    several = min(len(read), len(said)) >= MANY and len(found) <= len(read) + 1
    return several and sum(pair in found for pair in PLAIN_READING.findall(page)) >= OFTEN


def _is_usual(match: re.Match[str]) -> bool:
    """Whether a mirror may have read the character aloud: it reads common ones and traditional ones, a notice rare ones (鄠)."""
    before = match.string[match.start() - 1]
    return before in common_characters() or before in traditional_characters()


def _is_toned(said: str) -> bool:
    return not ALL_TONED.isdisjoint(said.lower())


def _is_left_over(match: re.Match[str], many: object) -> bool:
    said = match["said"]
    syllables = said.lower().translate(PLAIN)
    if SYLLABLES.fullmatch(syllables) is None:
        return False
    is_one = ONE.fullmatch(syllables) is not None and said.islower()
    if _is_toned(said):
        return bool(many) or (is_one and match.string[match.start() - 1] in traditional_characters())
    return bool(many) and is_one and len(said) > 1
