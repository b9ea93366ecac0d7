"""The line of work that a name without place and level says: known as a whole, by its stem, by its head or by its tail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.functions import JOINERS
from pipeline.facts.units.rules import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units.functions import Line
    from pipeline.facts.units.rules import UnitRules

LONGEST_NAME = 60
"""No body has a longer name; longer words are a sentence."""

ABSOLUTE = frozenset({"central", "chain", "enterprise", "judicial", "zone", "local", "township"})
"""Kinds whose bodies carry their place in their name without a word for its level: 中山供电局, 合肥海关."""


def find_line(rest: str, rules: UnitRules) -> Line | None:
    """The line of work of a name without place and level: known as a whole, by its stem, or by the body that it is a part of."""
    return _find_line(rest, rules) if len(rest) <= LONGEST_NAME else None


@remembered
def _find_line(rest: str, rules: UnitRules) -> Line | None:
    known = exact_line(rest, rules)
    if known:
        return known
    organ = rules.beginning("organ", rest)
    if organ and len(organ) < len(rest):
        return find_line(rest[len(organ) :], rules)
    for stem in _stems(rest, rules):
        found = rules.functions.line_of(stem)
        if found:
            return found
    return _part_of(rest, rules)


def exact_line(rest: str, rules: UnitRules) -> Line | None:
    """The line of work of a name that is known as it stands, or without the ending of an office: no part of a body, no pair."""
    whole = rules.functions.whole
    known = whole.get(rest.translate(JOINERS))
    if known:
        return known
    keys = (stem.translate(JOINERS) for stem in _stems(rest, rules))
    return next((whole[key] for key in keys if key in whole), None)


def _stems(rest: str, rules: UnitRules) -> Iterator[str]:
    """The name without each of the endings of an office that it has, longest ending first; no stem is one character."""
    for kind in ("ending_office", "ending_sub"):
        listed = rules.lists.get(kind)
        for ending in listed.by_last.get(rest[-1:], ()) if listed else ():
            if len(ending) + 1 < len(rest) and rest.endswith(ending):
                yield rest[: -len(ending)]


def _part_of(rest: str, rules: UnitRules) -> Line | None:
    """The line of the body that a part belongs to: 公安局交警支队, 生态环境局东城分局, 农村发展局林业办."""
    if not (rules.ending("ending_sub", rest) or rules.ending("ending_office", rest)):
        return None
    for end in range(len(rest) - 1, 2, -1):
        head, part = rest[:end], rest[end:]
        if not rules.ending("ending_office", head) or any(rules.beginning(kind, part) for kind in ("joint", "open")):
            continue
        if rules.beginning("level", part) and not rules.beginning("place", part):
            continue
        found = exact_line(head, rules)
        if found:
            return found
    return None


def headed(rest: str, rules: UnitRules) -> Line | None:
    """The line of a branch that begins with the name of the whole: 税务总局某市税务局, 建设银行市分行, 人行平潭支行."""
    for end in range(min(len(rest), rules.functions.longest + 3), 1, -1):
        head = rest[:end]
        found = rules.functions.whole.get(head) or next(
            (rules.functions.whole[s] for s in _stems(head, rules) if s in rules.functions.whole), None
        )
        if found and found.rule.kind in {"central", "chain", "government"}:
            return found
    return None


def tail_line(rest: str, rules: UnitRules) -> Line | None:
    """The line of a body whose name ends in a known whole name (山东能源集团) or as such bodies do (第一中学)."""
    for at in range(1, len(rest) - 1):
        tail = rest[at:]
        found = rules.functions.whole.get(tail) or next(
            (rules.functions.whole[s] for s in _stems(tail, rules) if s in rules.functions.whole), None
        )
        if found and found.rule.kind in ABSOLUTE:
            return found
    return rules.functions.by_tail(rest)


def area_line(text: str, rules: UnitRules) -> Line | None:
    """The line of a place that stands for its government: 天宁区, 长沙高新区, 各镇街."""
    end = rules.ending("ending_area", text)
    whole = rules.functions.whole
    if not end:
        return None
    return whole.get(end) or rules.functions.of_kind.get("zone" if rules.ending("zone", text) else "local")


def is_one_name(core: str, rules: UnitRules) -> bool:
    """Whether the words, with or without a level in front, are one body whose line of work is known."""
    level = rules.beginning("level", core)
    return find_line(core, rules) is not None or (bool(level) and find_line(core[len(level) :], rules) is not None)
