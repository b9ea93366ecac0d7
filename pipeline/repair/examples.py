"""What a garble rule makes of a few words: how its examples are checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.lost_byte.restore import restore_lost_byte
from pipeline.repair.pairs.marks import by_pattern
from pipeline.repair.sheet import Sheet
from pipeline.repair.strays.page_tail import cut_page_tail
from pipeline.repair.strays.spam import is_spam
from pipeline.repair.substitution.restore import undo_substitution
from pipeline.repair.substitution.witnesses import agree_on_issuer
from pipeline.repair.writing.radicals import fold_radicals
from pipeline.repair.writing.script import convert_script
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.repair.garbles import GarbleRule, RepairRules
    from pipeline.values import Repair

PAGES = {
    "substitution_witness": agree_on_issuer,
    "substitution_place": undo_substitution,
    "page_": cut_page_tail,
    "shifted_": restore_lost_byte,
    "radical": fold_radicals,
    "script": convert_script,
}
"""Kinds that are tried as their pass tries them, on a page of one text."""
SAYS = {"injected_own": "own", "substitution_number": "government"}
"""Kinds of patterns that change nothing, and what they say of words in which they are found."""


def try_example(rule: GarbleRule, rules: RepairRules, said: str) -> str:
    """The words as this rule repairs them, or what it says of them (`injected`, `own`, `government`), or nothing.

    Patterns are tried as if the page showed the damage that they mend.
    """
    if rule.damage in SAYS:
        return SAYS[rule.damage] if re.search(rule.pattern, said) else ""
    if rule.damage.startswith("injected"):
        return "injected" if is_spam(said, rules) else ""
    undo = next((undo for kind, undo in PAGES.items() if rule.damage.startswith(kind)), None)
    if undo:
        return _edited(said, undo(Sheet((said,)), rules).get(0, ()))
    for pattern in rules.patterns(rule.damage):
        if pattern.rule.id == rule.id:
            return _edited(said, [by_pattern(match, pattern) for match in pattern.find.finditer(said)])
    return ""


def _edited(said: str, repairs: Sequence[Repair]) -> str:
    text = TracedText(said).edited(repairs).text.rstrip()
    return text if text != said else ""
