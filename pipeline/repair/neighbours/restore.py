"""Names that other notices of the same place print whole: what a damaged notice cannot know of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.language.marks import DAMAGE
from pipeline.repair.neighbours.names import LONGEST, Neighbours, han_head, han_tail
from pipeline.repair.pairs.ends import END, continuations, last_word
from pipeline.repair.pairs.loss import FARTHEST, After
from pipeline.repair.pairs.marks import pair_damage
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

RULE = "neighbours.name"
CONFIDENCE = 0.9
AT_MOST = 300
"""Marks tried in one text; a text with more is no notice."""
GAP = re.compile(r"(?:(?<=[\u4e00-\u9fff])|(?=[?\ufffd]{1,2}[\u4e00-\u9fff]))(?:\ufffd\??|\?)(?![?\ufffd])")
YEAR = re.compile(r"(?P<two>0[0-3]\d)(?!\d)|(?P<one>9[4-9]\d)(?!\d)")


def restore_from_neighbours(sheet: Sheet, rules: RepairRules) -> Edits:
    """Complete the names that another notice of the same place prints whole, where this one does not know better."""
    neighbours = rules.neighbours
    damage = pair_damage(sheet) if neighbours.names else ""
    if not neighbours.names or not (damage or sheet.characters & DAMAGE):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = list(_marks(text, damage, neighbours, sheet.joined))
        if damage == "eaten":
            found += _ends(text, neighbours, sheet.joined)
        if found:
            edits[index] = found
    return edits


def _marks(text: str, damage: str, neighbours: Neighbours, page: str) -> Iterator[Repair]:
    if DAMAGE.isdisjoint(text):
        return
    for count, gap in enumerate(GAP.finditer(text)):
        if count == AT_MOST:
            return
        left, right = text[max(0, gap.start() - FARTHEST) : gap.start()], text[gap.end() : gap.end() + LONGEST]
        after = _eaten(left, right, neighbours) if damage == "eaten" and gap.group() == "?" else neighbours.lost(left, right, 1)
        if after and not _page_differs(left, after, right, page):
            yield _repair(Span(*gap.span()), gap.group(), after, "byte_loss" if damage else "truncation")


def _eaten(left: str, right: str, neighbours: Neighbours) -> str:
    """What the mark stands for where the ASCII, or the character, behind the lost one is gone with it."""
    after = After.text(left)
    year = YEAR.match(right)
    if year is not None:
        digit = "2" if year["two"] else "1"
        last = neighbours.lost(left, "", 1)
        return last + digit if last and after.explains(last + digit, "?") else ""
    both = neighbours.lost(left, right, 2)
    return both if both and after.loses(both, right) else ""


def _page_differs(left: str, after: str, right: str, page: str) -> bool:
    """Whether the page itself has other characters between the same words."""
    before, behind = han_tail(left)[-3:], han_head(right)[:1]
    other = re.compile(rf"{re.escape(before)}([\u4e00-\u9fff]{{{len(after)}}}){re.escape(behind)}")
    return bool(before and behind) and any(match.group(1) != after for match in other.finditer(page))


def _ends(text: str, neighbours: Neighbours, page: str) -> Iterator[Repair]:
    for match in END.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        cell = line.rpartition("|")[2].rpartition(">")[2]
        word = last_word(cell)
        last = neighbours.lost_end(word) if cell else ""
        if not last or not After.text(cell).explains(last + "\n", "\n"):
            continue
        goes_on, stops = continuations(word, page)
        if not stops and goes_on <= {last}:
            yield _repair(Span(match.start(), match.start()), "", last, "truncation")


def _repair(span: Span, before: str, after: str, kind: str) -> Repair:
    return Repair(span, before, after, RULE, kind, CONFIDENCE, certain=False)
