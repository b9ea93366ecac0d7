"""The bodies that clauses begin with and go on to say what they do: 市公安局查处酒驾，市交通运输局治理超限."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.facts.units.cut import cut
from pipeline.facts.units.names import squeeze
from pipeline.facts.units.opened import body_at
from pipeline.facts.units.reading import read_units
from pipeline.facts.units.sets import has_inside, is_any, is_group
from pipeline.notice import Phrase
from pipeline.values import Found

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules
    from pipeline.outline import Passage
    from pipeline.values import Region, Unit

CLAUSE = re.compile(r"(?<![：:])(?<![^，,；;：:。！!？?\n])[^，,；;：:。！!？?\n]+")
"""The words up to the next stop; not those behind a colon, which are a label's."""
MOST_CLAUSES = 40
LONGEST_OPENER = 6
"""How far into a sentence the word stands that makes a class of what it begins with: 县直各|部门."""


def doers(passage: Passage, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """The bodies that act by themselves and that clauses begin with, before a verb and what it is done to.

    Where no verb follows that is known, the name is a Found without value: it may do the work, or only be spoken of.
    """
    found: list[Found[Unit]] = []
    for clause in islice(CLAUSE.finditer(passage.text), MOST_CLAUSES):
        start, end = clause.span()
        stop = _offices(passage.text, start, end, rules)
        who = passage.part(start, stop)
        if stop > start and rules.patterns["does"].match(passage.text, stop, end):
            found += read_units(Phrase(who, "responsible", "text"), home, rules)
        elif stop > start:
            found.append(Found(None, who.said, who.place, rules.rule_of("does")))
    return tuple(found)


def classes_ahead(passage: Passage, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """The set of bodies that a sentence begins with and says what they do: 各乡镇|清理河道; not 各乡镇的河道.

    In a verb nobody knows (各乡镇|挪开网箱) it is a Found without value.
    """
    span = body_at(passage.text, 0, len(passage.text), rules) if has_inside(passage.text[:LONGEST_OPENER], rules) else None
    who = passage.part(*span) if span is not None else None
    if who is None or span is None or not is_group(who.text, rules) or is_any(who.text, rules):
        return ()
    if rules.patterns["does"].match(passage.text, span[1]):
        return read_units(Phrase(who, "responsible", "text"), home, rules)
    return (Found(None, who.said, who.place, rules.rule_of("does")),)


def _offices(text: str, start: int, end: int, rules: UnitRules) -> int:
    """Where the bodies end that a clause begins with and that act by themselves; its start where it begins with none."""
    words = text[start:end]
    toward = rules.beginning("opener", words) and not rules.beginning("place", words)  # 向市财政局申报资金
    span = body_at(text, start, end, rules) if not toward and rules.patterns["opens_body"].match(words) else None
    said = text[start : span[1]] if span is not None else ""
    named = (said[piece.start : piece.end] for piece in cut(said, rules) if piece.kind == "name")
    return start + len(said) if _acts(squeeze(next(named, "")), rules) else start


def _acts(name: str, rules: UnitRules) -> bool:
    """Whether a body may be the subject of any verb: an office, a government; no set of them, no place, school or centre."""
    if is_group(name, rules):
        return False
    government = rules.ending("government", name)
    governs = government and rules.ending("level", name.removesuffix(government))
    ends = governs or rules.ending("ending_office", name) or rules.ending("acting", name)
    return bool(ends) and not rules.ending("not_office", name)
