"""Set phrases in a list of units: blanks, 同上, remarks, and the legend that says which of the units leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.names import ends_as_unit, squeeze
from pipeline.facts.units.patterns import OPEN
from pipeline.facts.units.piece import Piece

if TYPE_CHECKING:
    from pipeline.facts.units.piece import Sheet
    from pipeline.facts.units.rules import UnitRules


def whole_phrase(sheet: Sheet, start: int, end: int) -> Piece | None:
    """The stretch as one piece, where it is a set phrase."""
    words, rules = squeeze(sheet.text[start:end]), sheet.rules
    for kind in ("blank", "same"):
        if rules.is_a(kind, words):
            return Piece(kind, start, end, rules.meaning[kind, words].rule)
    if rules.is_a("place", words) and rules.ending("ending_area", words):
        return Piece("name", start, end)
    if is_legend(words, rules):
        return Piece("legend", start, end, rules.rule_of("legend"))
    wrapped = words[0] in OPEN and sheet.pairs.get(start) == end - 1 and is_note(words[1:-1], rules)
    plain = rules.beginning("note", words) and not ends_as_unit(words, rules)
    if wrapped or plain or not any(char.isalpha() for char in words):
        return Piece("note", start, end, rules.rule_of("note"))
    return None


def bracketed_legend(sheet: Sheet, start: int, end: int) -> Piece | None:
    """The legend in a bracket behind a name: 市审计局（列第一位的为牵头单位）."""
    for opening in range(start + 1, end):
        close = sheet.pairs.get(opening, -1)
        if 0 < close < end and is_legend(squeeze(sheet.text[opening : close + 1]), sheet.rules):
            return Piece("legend", opening, close + 1, sheet.rules.rule_of("legend"))
    return None


def is_legend(words: str, rules: UnitRules) -> bool:
    """Whether the words are a legend; a name before the bracket that holds one is none."""
    at = min((words.find(word) for word in rules.words_of.get("legend", ()) if word in words), default=-1)
    return at >= 0 and not any(char in OPEN for char in words[1:at])


def is_note(words: str, rules: UnitRules) -> bool:
    """Whether words in brackets are a remark (见附件2, 排名不分先后) and no name."""
    said = rules.beginning("note", words) or rules.beginning("bracket_note", words)
    return not words or bool(said) or not any(char.isalpha() for char in words)
