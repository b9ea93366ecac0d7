"""Give short names back what a list prints only once: 市发展改革局、商务局 are 市发展改革局 and 市商务局."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.units.jurisdiction import inner_level, is_ministry, jurisdiction, members_of
from pipeline.facts.units.lines import find_line
from pipeline.facts.units.names import AREAS, Parts, bare, is_bare_ending, take_apart
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region

SHARED = frozenset({"government", "party", "office", "congress", "mass", "judicial", "enterprise"})
"""Kinds of bodies whose level is left out after another that prints it: 市财政局、教育局."""

TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Carry:
    """What the last name that was printed in full hands on to short ones: level, organ, or place."""

    prefix: str = ""
    organ: str = ""
    place: str = ""
    opener: str = ""
    levels: frozenset[str] = frozenset()
    zones: bool = False


def whole_name(name: str, carry: Carry, home: Region | None, rules: UnitRules) -> tuple[str, Carry]:
    """The name with the level that the list prints only once, and what is handed on to the next."""
    if carry.opener and _is_part_of_class(name, rules):
        return carry.opener + name, carry
    if is_group(name, rules):
        opener = rules.beginning("group_opener", name)
        levels, members = members_of(name, rules)
        members = members.removeprefix(opener)
        own = not members or is_bare_ending(members, rules) or take_apart(members, home, rules).kind in AREAS
        zones = bool(rules.beginning("single_zone", members))
        return name, replace(carry, opener=opener if own and opener.isalpha() else "", levels=levels, zones=zones)
    if carry.prefix and rules.is_a("local_too", name):
        return carry.prefix + name, carry
    parts = take_apart(name, home, rules)
    if carry.opener and parts.kind in AREAS and not parts.place and _is_of_class(parts, carry, home, rules):
        return carry.opener + name, carry
    handed = _handed_on(parts, carry, rules)
    return _restored(parts, handed, rules) if handed is carry and not parts.place and not parts.prefix else name, handed


def _is_part_of_class(name: str, rules: UnitRules) -> bool:
    """Whether a name says its members only, so that the 各 before an earlier one opens it too: 各园区、镇（街道）, 各科室、所."""
    return bool(rules.patterns["scoped"].fullmatch(name)) or is_bare_ending(name, rules) or rules.is_a("level_list", name)


def _is_of_class(parts: Parts, carry: Carry, home: Region | None, rules: UnitRules) -> bool:
    """Whether the 各 before an earlier name opens this one too: 各镇政府、街道办事处; 各盟行署、市政府 in a province's notice."""
    level = rules.levels.get(parts.prefix, TOWNSHIP)
    if level == TOWNSHIP:
        if carry.levels == {TOWNSHIP} and parts.kind == "zone" and not (carry.zones or rules.is_a("government", parts.name)):
            return False  # 各镇、|开发区管委会: a county has many towns and one zone
        return not (rules.beginning("single_zone", parts.name) and not carry.zones)
    return home is not None and level in carry.levels and not jurisdiction(parts.prefix, home, rules).region


def _handed_on(parts: Parts, carry: Carry, rules: UnitRules) -> Carry:
    """What the next name may leave out: after a full name its level, after a ministry or a government of its own nothing."""
    if parts.prefix or inner_level(parts, rules):
        return Carry(parts.prefix or inner_level(parts, rules), parts.organ)
    if parts.place:
        if rules.ending("level", parts.place) and parts.rest and parts.kind in SHARED:
            return Carry(place=parts.place)
        return Carry() if parts.kind in AREAS else carry
    if parts.rest == parts.name and rules.is_a("party_organ", organ := rules.beginning("brand", bare(parts.name))):
        return Carry(organ=organ)  # 地委组织部、宣传部
    named = rules.is_a("national_body", bare(parts.name)) and not parts.national
    return Carry() if is_ministry(parts, rules) and not named else carry


def _restored(parts: Parts, carry: Carry, rules: UnitRules) -> str:
    if not (carry.prefix or carry.place):
        return carry.organ + parts.name if parts.kind == "party" else parts.name
    if not _shares_level(parts, carry, rules) or _may_have_level(parts.name, carry, rules):
        return parts.name
    organ = carry.organ if _under(carry.organ, parts, rules) else ""
    return carry.place + carry.prefix + organ + parts.name


def _may_have_level(name: str, carry: Carry, rules: UnitRules) -> bool:
    """Whether an unknown name begins with the sign of the level that it seems to lack: nobody knows of 市民族博物馆."""
    return bool(carry.prefix) and name.startswith(carry.prefix) and find_line(bare(name), rules) is None


def _under(organ: str, parts: Parts, rules: UnitRules) -> bool:
    """Whether the body belongs to the organ that the name before printed: 网信办 to 市委, 新闻办 to 市政府."""
    if not organ or not parts.line or parts.rest in parts.line.rule.bodies or rules.beginning("organ", parts.rest):
        return False
    line = find_line(organ, rules)
    return parts.kind == ("party" if line and line.rule.kind == "party" else "office")


def _shares_level(parts: Parts, carry: Carry, rules: UnitRules) -> bool:
    """Whether bodies of this kind leave out the level or place that the name before them prints: 城关街道党工委、办事处."""
    core = bare(parts.name)
    if rules.beginning("brand", core):
        return False
    if not parts.line or parts.line.said in rules.functions.tails:
        return bool(rules.ending("ending_local", core)) or _is_plain(parts, rules)
    of_township = rules.levels.get(rules.ending("level", carry.place or carry.prefix)) == TOWNSHIP
    if parts.kind in SHARED:
        return of_township or not rules.ending("ending_sub", core) or parts.rest in parts.line.rule.names
    if parts.kind == "central":
        return bool(rules.ending("ending_local", core))
    kinds = AREAS if of_township else {"local", "zone"}
    return parts.kind in kinds and rules.is_a("government", core)


def _is_plain(parts: Parts, rules: UnitRules) -> bool:
    """Whether a school or hospital has no name of its own, so that the level before it is its own too: 市人民医院、中医医院."""
    tail = parts.line.said if parts.line else ""
    return bool(tail) and rules.is_a("plain_head", parts.rest.removesuffix(tail))
