"""What a rule of units makes of some words, as short text: for the examples that stand beside each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.cut import cut
from pipeline.facts.units.doing import doers
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.names import bare, ends_as_unit, take_apart
from pipeline.facts.units.reading import read_units
from pipeline.facts.units.sets import is_group
from pipeline.facts.units.text import find_units_in_text, sentence_subject
from pipeline.notice import Phrase
from pipeline.outline import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.facts.units.functions import FunctionRule
    from pipeline.facts.units.rules import UnitRule, UnitRules
    from pipeline.values import Found, Unit

SAYS_WHO = frozenset(
    {"duty", "act", "link", "legend", "same", "opener", "told", "joint", "open", "label", "title", "surname", "note"}
)
"""Kinds whose rules leave their id on what they read; of the others we ask whether one of their words is there."""

IN_TEXT = frozenset(
    {"copula", "not_charge", "not_doer", "area_word", "stop", "run_on", "then", "how", "attribute", "not_subject"}
    | {"inner_section", "begins_office", "noun_of_office"}
)
"""Kinds that are only about sentences."""

DOING = frozenset({"does", "does_or_is", "does_how", "acting", "not_does", "not_office", "deed_noun"})
"""Kinds that are about the offices that clauses begin with."""

BUILT = frozenset({"builds", "builds_new", "builds_many", "built"})
"""Kinds that tell what is built from who does it."""


def try_function(rule: FunctionRule, rules: UnitRules, said: str) -> str:
    """The line of work that this rule gives the words; empty where another rule or none does."""
    unit = unit_of(said, None, rules)
    return unit.function or "" if unit.function == rule.function else ""


def try_example(rule: UnitRule, rules: UnitRules, said: str) -> str:
    """What this rule makes of the words; empty where it does not apply."""
    if rule.kind.startswith("ending_") and rule.kind not in {"ending_local", "ending_national"}:
        named = ends_as_unit(said, rules) and bare(said).endswith(rule.words)
        return said + "*" * is_group(said, rules) if named else ""
    if rule.kind == "level":
        parts = take_apart(said, None, rules)
        printed = parts.prefix or parts.national or is_group(said, rules)
        level = unit_of(said, None, rules).level or ""
        return level if printed and level == rule.level else ""
    if rule.kind in DOING | {"modal", "asks", "reader", "comes_true"}:
        read = doers if rule.kind in DOING else sentence_subject
        return "；".join(found.said for found in read(Passage.of(said), None, rules) if found.value is not None)
    if rule.kind in BUILT:
        return "work" if rules.patterns["built"].match(said) and any(word in said for word in rule.words) else ""
    if rule.kind in IN_TEXT:
        return show_units(find_units_in_text(Passage.of(said), None, rules))
    found = read_units(Phrase(Passage.of(said)), None, rules)
    return show_units(found) if _applies(rule, rules, said, found) else ""


def _applies(rule: UnitRule, rules: UnitRules, said: str, found: Iterable[Found[Unit]]) -> bool:
    if rule.kind == "look_alike":
        return any(rule.id in (f.rule or "").split("+") for f in found)
    if rule.kind == "by":
        return rules.patterns["by"].search(said) is not None
    if rule.kind in SAYS_WHO:
        return any(piece.rule == rule.id for piece in cut(said, rules))
    return rule.kind == "surname" or any(word in said for word in rule.words) or rule.kind == "except"


def show_units(found: Iterable[Found[Unit]]) -> str:
    """Units on one line: role and name, `*` a class, `+` an open list, `=` another name, `-` one left out, `?` unread words."""
    return "；".join(f"?{f.said}" if f.value is None else _show(f.value) for f in found)


def _show(unit: Unit) -> str:
    names = [f"={name}" for name in unit.also_known_as] + [f"-{name}" for name in unit.excluding]
    marks = "*" * unit.is_group + "+" * unit.open_list + "".join(names)
    return f"{unit.role} {unit.name}{marks}"
