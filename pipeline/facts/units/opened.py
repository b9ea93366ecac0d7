"""The body behind a word that opens a charge in a clause, whatever it is to do: 由天宁区探索…, 请市城管局加快…."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.like import are_units
from pipeline.facts.units.names import ends_as_unit, squeeze

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

LONGEST = 80
SHORTEST = 3
LEAST_REST = 2
NAMES_MORE = "、和及与或等（(，,；;。"


def opened_by(kind: str, text: str, span: tuple[int, int], rules: UnitRules) -> tuple[int, int] | None:
    """Where the bodies stand that a word of this kind opens at the start of the span; None where it opens none.

    They must be known, named or a class by their first word, and something must follow that is no part of a longer name:
    由县政府|常务会议审议 charges nobody.
    """
    start, end = span
    opener = rules.beginning(kind, text[start:end])
    if not opener or rules.patterns["stop"].match(text, start + len(opener)):
        return None
    begin, longer = start + len(opener), False
    for stop in range(min(end, begin + LONGEST), begin + SHORTEST - 1, -1):
        words, rest = text[begin:stop], text[stop:end]
        if not ends_as_unit(words, rules):
            continue
        if len(rest) < LEAST_REST or _goes_on(words, rules) or not are_units(words, rules):
            longer = True
            continue
        named = rest[0] in NAMES_MORE or rules.beginning("not_doer", rest)
        cut = longer and rules.ending("ending_area", words)  # 报县|教育局
        return None if named or cut or rules.endings.ending(squeeze(words)) == squeeze(words) else (begin, stop)
    return None


def _goes_on(words: str, rules: UnitRules) -> bool:
    """Whether the words are bodies and what they do, though they end as a name does: 市住建局|督促区; not 市政府|督查室."""
    if rules.patterns["run_on"].search(words):
        return True
    duties = (match.start() for match in rules.patterns["duty_word"].finditer(words))
    return not rules.ending("ending_sub", words) and any(at >= SHORTEST and are_units(words[:at], rules) for at in duties)
