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

SHORTEST_TOPIC = 4
OF_TOPICS = frozenset({"government", "party", "office", "mass"})
"""The least that a topic within a name has, and the kinds of bodies that it may belong to."""

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
    return _part_of(rest, rules) or first_joined(rest, rules) or _topic_line(rest, rules)


def exact_line(rest: str, rules: UnitRules) -> Line | None:
    """The line of work of a name that is known as it stands, or without the ending of an office: no part of a body, no pair."""
    whole = rules.functions.whole
    keys = (words.translate(JOINERS) for words in (rest, *_firms(rest, rules), *_stems(rest, rules)))
    return next((whole[key] for key in keys if key in whole), None)


def _firms(rest: str, rules: UnitRules) -> Iterator[str]:
    """The name of a firm without its legal form: 燃气|有限公司 is 燃气公司 or 燃气集团."""
    form = rules.ending("legal_form", rest)
    for noun in sorted(rules.words_of["firm_noun"]) if form else ():
        yield rest[: -len(form)] + noun


def first_joined(rest: str, rules: UnitRules) -> Line | None:
    """The line of the first of two stems joined by 和, where the second is known to nobody: 政务服务|和|非公经济发展局."""
    for stem in _stems(rest, rules):
        head, *others = rules.patterns["joint"].split(stem)
        one = len(others) == 1 and not rules.ending("ending_office", head) and not rules.beginning("level", others[0])
        if one and head in rules.functions.stems:
            return rules.functions.stems[head]
    return None


def _topic_line(rest: str, rules: UnitRules) -> Line | None:
    """The line of the longest topic that a body of many departments names: 优化|营商环境|工作领导小组办公室."""
    end = rules.ending("coordination", rest)
    topic = "".join(filter(str.isalnum, rest[: -len(end)])).translate(JOINERS) if end else ""
    stems = rules.functions.stems
    for size in range(len(topic), min(len(topic), SHORTEST_TOPIC) - 1, -1):
        for at in range(len(topic) - size + 1):
            line = stems.get(topic[at : at + size])
            if line and line.rule.kind in OF_TOPICS:
                return line
    return None


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
        found = exact_line(rest[:end], rules)
        if found and found.rule.kind in {"central", "chain", "government"}:
            return found
    return None


def tail_line(rest: str, rules: UnitRules) -> Line | None:
    """The line of a body whose name ends in a known whole name (山东能源集团) or as such bodies do (第一中学)."""
    for at in range(1, len(rest) - 1):
        found = exact_line(rest[at:], rules)
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
