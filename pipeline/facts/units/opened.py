"""The body behind a word that opens a charge in a clause, whatever it is to do: 由天宁区探索…, 请市城管局加快…."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.facts.units.acting import LONGEST_VERB, acting_body
from pipeline.facts.units.like import are_units
from pipeline.facts.units.names import ends_as_unit, squeeze, take_apart
from pipeline.facts.units.patterns import CLOSE, OPEN
from pipeline.facts.units.sets import has_inside

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

LONGEST = 60
SHORTEST = 2
LEAST_REST = 2
MOST_TRIES = 12
BRACKET = re.compile(rf"[{re.escape(OPEN)}]")
WRAPPED = re.compile(rf"{BRACKET.pattern}[^{re.escape(OPEN + CLOSE)}]*[{re.escape(CLOSE)}]")
NAMES_MORE = "、和及与或等（(，,；;。"


def opened_by(kind: str, text: str, span: tuple[int, int], rules: UnitRules) -> tuple[int, int] | None:
    """Where the bodies stand that a word of this kind opens at the start of the span; None where it opens none."""
    start, end = span
    opener = rules.beginning(kind, text[start:end])
    begin = start + len(opener)
    if not opener or (rules.patterns["stop"].match(text, begin) and not rules.beginning("place", text[begin:end])):
        return None
    return body_at(text, past_apposed(text, begin, end, rules), end, rules)


def body_at(text: str, begin: int, end: int, rules: UnitRules) -> tuple[int, int] | None:
    """Where the bodies stand that words begin with; None where they begin with none.

    They must be known, named or a class by their first word, and something must follow that is no part of a longer name:
    由县政府|常务会议审议 charges nobody.
    """
    longer = False
    stops = (at for at in range(min(end, begin + LONGEST), begin + SHORTEST - 1, -1) if ends_as_unit(text[begin:at], rules))
    for stop in islice(stops, MOST_TRIES):
        words, rest = text[begin:stop], text[stop:end]
        is_area = bool(rules.ending("ending_area", words))
        inside = len(rest) < LEAST_REST or rest[0] in CLOSE or (is_area and rules.beginning("area_word", rest))  # 建设区|级平台
        goes_on = rules.patterns["run_on"].search(words) or _tells(text[begin:end], stop - begin, rules)
        last = rules.patterns["apart"].split(WRAPPED.sub("", words))[-1]
        goes_on = goes_on or acting_body(last, rules, rest[:LONGEST_VERB]) < len(last)
        if inside or goes_on or not are_units(words, rules):
            longer = True
            continue
        named = rest[0] in NAMES_MORE or rules.beginning("not_doer", rest) or rules.patterns["attributive"].match(rest)
        cut = longer and _is_unnamed(words, rules)  # 报县|教育局
        return None if named or cut or rules.endings.ending(squeeze(words)) == squeeze(words) else (begin, stop)
    return None


def past_apposed(text: str, start: int, end: int, rules: UnitRules) -> int:
    """Where a body's name begins behind words that only say what it is: 由牵头单位|县水利局…; a class (各部门) is none."""
    match = rules.patterns["apposed"].match(text, start, end)
    return match.end() if match and not has_inside(match.group(), rules) else start


def _tells(words: str, stop: int, rules: UnitRules) -> bool:
    """Whether the words up to a place are a body and another that it only tells: 县水利局|向县政府, 县城管局|研究后报县政府."""
    told = (match.start() for match in rules.patterns["told"].finditer(words, SHORTEST) if match.start() < stop)
    return any(ends_as_unit(words[:at], rules) for at in islice(told, MOST_TRIES))


def _is_unnamed(words: str, rules: UnitRules) -> bool:
    """Whether words end as an area that has no name of its own: 报县, 督促区."""
    is_area = rules.ending("ending_area", words) and not has_inside(words, rules)
    return bool(is_area) and not take_apart(squeeze(words), None, rules).place
