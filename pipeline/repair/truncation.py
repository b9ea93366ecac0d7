"""Characters that are lost and say so: U+FFFD, or `?`, between Chinese words, restored only where the words leave no doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.language.likelihood import Evidence
from pipeline.repair.language.marks import DAMAGE
from pipeline.repair.language.one_lost import lost_character
from pipeline.repair.pairs.marks import by_pattern, by_patterns, pair_damage
from pipeline.repair.stand_ins import questioned
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import Pattern, RepairRules
    from pipeline.repair.sheet import Edits, Sheet

LOST = re.compile(r"(?<=[\u4e00-\u9fff])\ufffd{1,3}(?!\ufffd)")
SEVERAL = re.compile(r"(?<=[\u4e00-\u9fff])\ufffd{2,3}(?!\ufffd)")
TRIED = ("kept", "unclear")
"""Where pairs were lost so, each that stands alone was looked for with them."""
PRIVATE = re.compile(r"(?<=[\u4e00-\u9fff])[\ue000-\uefff](?=[、，；。）)\s|]|\Z)")
"""A private-use character at the end of a name; those of symbol fonts (F000 and up) may be ticks, which count."""
PRIVATE_SURE = 0.8
FEW_RARE = 6
"""A page with more different rare characters may have lost bytes: what they leave says more than words do."""
LONGEST_DAY, OF_YEARS = 16, ("19", "20")
FEW_MARKS = 1
"""With more question marks than this a page may have lost them in pairs: what is left of those tells no single character."""
NEAR = 40
MOST_LOST = 0.15
"""Where more of a page is lost, what stands beside a gap is no evidence."""
AT_MOST = 400
"""Pages with more lost characters than this are left as they are: each costs about half a millisecond."""


def restore_dates(sheet: Sheet, rules: RepairRules) -> Edits:
    """A character that a date has lost beside its digits, which leave no other; loss in pairs is read elsewhere."""
    patterns = rules.patterns("lost_date")
    edits = {at: [by_pattern(match, p)] for p in rules.patterns("lost_year_sign") for at, match in _days_alone(sheet, p)}
    if not patterns or sheet.characters.isdisjoint(DAMAGE) or pair_damage(sheet):
        return edits
    for index, text in enumerate(sheet.texts):
        for repair in by_patterns(text, patterns):
            if not any(repair.span.overlaps(other.span) for other in edits.get(index, ())):
                edits.setdefault(index, []).append(repair)
    return edits


def _days_alone(sheet: Sheet, pattern: Pattern) -> Iterator[tuple[int, re.Match[str]]]:
    """Which texts are days that lack the sign behind their year."""
    short = ((at, text) for at, text in enumerate(sheet.texts) if len(text) <= LONGEST_DAY and text.lstrip()[:2] in OF_YEARS)
    found = ((at, pattern.find.search(text)) for at, text in short)
    return ((at, match) for at, match in found if match)


def drop_private(sheet: Sheet, rules: RepairRules) -> Edits:
    """A private-use character behind a name that ends as units do goes; behind other words one may be lost, and it stays."""
    if not any("\ue000" <= character < "\uf000" for character in sheet.rare):
        return {}
    ends = tuple(rules.words("unit_ending"))
    return {index: found for index, text in enumerate(sheet.texts) if (found := list(_private(text, ends)))}


def _private(text: str, ends: tuple[str, ...]) -> Iterator[Repair]:
    for match in PRIVATE.finditer(text):
        if text.endswith(ends, 0, match.start()):
            yield Repair(Span(*match.span()), match.group(), "", "residue.private", "markup_residue", PRIVATE_SURE, certain=False)


def restore_lost(sheet: Sheet, rules: RepairRules) -> Edits:
    """One lost character behind a Chinese one, where a word of the page or the language demands it by a wide margin."""
    if sheet.characters.isdisjoint(DAMAGE):
        return {}
    holes = _holes(sheet, rules)
    if not any(holes):
        return {}
    evidence = Evidence(sheet.joined, rules)
    if evidence.lost > MOST_LOST:
        return {}
    edits: dict[int, list[Repair]] = {}
    left_over = AT_MOST
    for index, found in enumerate(holes):
        for span in found[:left_over]:
            left_over -= 1
            repair = _restored(sheet.texts[index], span, evidence)
            if repair is not None:
                edits.setdefault(index, []).append(repair)
    return edits


def _holes(sheet: Sheet, rules: RepairRules) -> list[list[Span]]:
    """Where one character is lost in each text; a question mark is one on a page that shows no damage of another kind."""
    damage = pair_damage(sheet)
    lost = SEVERAL if damage in TRIED and not sheet.was_misread else LOST
    found = [[Span(*match.span()) for match in lost.finditer(text)] for text in sheet.texts]
    is_strewn = sheet.joined.count("?") > FEW_MARKS
    if damage or "?" not in sheet.characters or is_strewn or len((sheet.printed or sheet).rare) > FEW_RARE:
        return found
    asked = ((span for span in questioned(text, rules) if span.length == 1) for text in sheet.texts)
    return [[*here, *more] for here, more in zip(found, asked, strict=True)]


def _restored(text: str, span: Span, evidence: Evidence) -> Repair | None:
    left, right = text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR]
    choice = lost_character(left, right, evidence)
    if choice is None:
        return None
    said, sure = text[span.start : span.end], choice.confidence
    return Repair(span, said, choice.text, "truncation.word", "truncation", sure, certain=False, alternatives=choice.others)
