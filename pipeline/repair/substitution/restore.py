"""A brand in place of a word: which word it is, each place says by itself; what no place says stays, and is noted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.sheet import Sheet
from pipeline.repair.strays.spam import brand_pattern, is_spam, own_signs, says_guard
from pipeline.repair.substitution.claims import claims_of
from pipeline.repair.substitution.evidence import Evidence
from pipeline.repair.substitution.looks import is_longer, is_noted
from pipeline.repair.substitution.reading import Reading
from pipeline.repair.substitution.verdict import tokens_on, unknown_on
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits

HAN = re.compile(r"[\u4e00-\u9fff]")
NEAR = 12
"""So near stands what a sentence says of such names: that they are fought."""
TITLE = 6
"""A title has at least so many Chinese characters."""


def undo_substitution(sheet: Sheet, rules: RepairRules) -> Edits:
    """Put back the word that a brand replaced, place by place; advertisements of the brand are left alone."""
    known = rules.printed("substitution_brand", sheet)
    page = Sheet(tuple(_unless_spam(text, rules) for text in sheet.texts)) if known else sheet
    evidence = Evidence.of(page, rules)
    tokens = tokens_on(evidence, known, page.once(unknown_on, rules)[0])
    return page.edits_of(r for token in tokens for r in Reading(token, claims_of(token, evidence), evidence).repairs())


def _unless_spam(text: str, rules: RepairRules) -> str:
    """A text, or nothing where it advertises; a brand alone on a line may sign the notice, and two may stand in its title."""
    pattern = brand_pattern([brand for brand in rules.words("substitution_brand") if brand in text], rules)
    alone = pattern is not None and pattern.fullmatch(text.strip()) is not None
    return text if alone or not is_spam(text, rules) or own_signs(text, rules) else ""


def cut_brand_names(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take a known or proved brand off the end or start of a title (`…的通知-尊龙凯时贵宾会`), where a dash sets it apart."""
    brands = [brand for brand in rules.printed("substitution_brand", sheet) if not is_longer(brand, sheet.joined, rules)]
    brands += sheet.once(unknown_on, rules)[0]
    if not brands:
        return {}
    dash = r"[ ]{0,4}[-_—–|｜]{1,4}[ ]{0,4}"
    run = brand_pattern(brands, rules).pattern  # type: ignore[union-attr]
    apart = re.compile(rf"{dash}{run}[^\s，。；]{{0,12}}$|^{run}[^\s，。；]{{0,8}}{dash}")
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = [
            Repair(Span(*m.span()), m.group(), "", "substitution.beside_title", "injected_markup", 0.95, certain=False)
            for m in apart.finditer(text)
            if len(HAN.findall(text)) - len(HAN.findall(m.group())) >= TITLE
        ]
        if found and not is_spam(apart.sub("", text), rules):
            edits[index] = found
    return edits


def note_brands(sheet: Sheet, spam: Collection[int], rules: RepairRules) -> tuple[tuple[str, str], ...]:
    """A note for each brand that still stands in words that are no advertisement: what it replaced is not proved.

    Noted are known ones, what looks like one in the issuer's name under a government's number, and banners of such sites inside
    sentences; `spam` is passed over.
    """
    brands, doubted = rules.printed("substitution_brand", sheet), sheet.once(unknown_on, rules)[1]
    pattern = brand_pattern([*brands, *doubted], rules)
    banners = rules.patterns("foreign_banner") if rules.printed("injected_strong", sheet) else ()
    if pattern is None and not banners:
        return ()
    page = "\n".join(text for index, text in enumerate(sheet.texts) if index not in spam)
    left = {m.group() for banner in banners for m in banner.find.finditer(page) if not says_guard(_around(m), rules)}
    for line in page.split("\n"):
        if pattern and pattern.search(line) and not is_spam(line, rules):
            names = {match.group() for match in pattern.finditer(line)}
            left |= {name for name in names if name in doubted or is_noted(name, page, rules)}
    return tuple(("foreign_name", name) for name in sorted(left))


def _around(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - NEAR) : match.end() + NEAR]
