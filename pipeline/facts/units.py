"""Read the units that a cell, bracket or line names, each in its role and in the issuer's jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.units_cut import cut
from pipeline.facts.units_names import AREAS, Parts, bare, is_group, squeeze, take_apart
from pipeline.facts.units_region import is_ministry, members_of, unit_of
from pipeline.facts.units_roles import with_roles
from pipeline.values import Found, Unit

if TYPE_CHECKING:
    from pipeline.facts.units_rules import UnitRules
    from pipeline.notice import Phrase
    from pipeline.values import Region

SHARED = frozenset({"government", "party", "office", "congress", "mass", "judicial", "enterprise"})
"""Kinds of bodies whose level is left out after another that prints it: 市财政局、教育局."""


@dataclass(frozen=True, slots=True)
class Carry:
    """What the last name that was printed in full hands on to short ones: level, organ, or place."""

    prefix: str = ""
    organ: str = ""
    place: str = ""
    opener: str = ""


def read_units(phrase: Phrase, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """The units of a phrase in printed order; `Found.value` is None for words nobody could read (and for people, 同上, objects of a duty).

    `phrase.role` is the column's role, `lead_first` where a legend says that the first leads, None where only the words say.
    """
    text = phrase.passage.text
    carry = Carry()
    found: list[Found[Unit]] = []
    for named in with_roles(text, cut(text, rules), phrase.role, rules):
        piece = named.piece
        said = phrase.passage.part(piece.start, piece.end)
        if piece.kind != "name":
            found.append(Found(None, said.said, said.place, piece.rule))
            continue
        printed = squeeze(text[piece.start : piece.end])
        name, carry = _whole_name(printed + piece.suffix, carry, home, rules)
        unit = replace(
            unit_of(name, home, rules),
            role=named.role.name,
            from_merge=phrase.from_merge,
            open_list=named.open_list,
            also_known_as=tuple(map(squeeze, named.aka)),
        )
        found.append(
            Found(
                unit, said.said, said.place, named.role.rule if name == printed else f"{named.role.rule}+{rules.rule_of('organ')}"
            )
        )
    return tuple(found)


def _whole_name(name: str, carry: Carry, home: Region | None, rules: UnitRules) -> tuple[str, Carry]:
    """The name with the level that the list prints only once, and what is handed on to the next."""
    if is_group(name, rules):
        opener = rules.beginning("group_opener", name)
        own = opener and take_apart(members_of(name, rules)[1], home, rules).kind in AREAS
        return name, replace(carry, opener=opener if own else "")
    parts = take_apart(name, home, rules)
    if carry.opener and not parts.prefix and not parts.place and parts.kind in AREAS:
        return carry.opener + name, carry
    if parts.prefix:
        return name, Carry(parts.prefix, parts.organ)
    if parts.place:
        handed = rules.ending("level", parts.place) and parts.rest and parts.kind in SHARED
        return name, Carry(place=parts.place) if handed else Carry() if parts.kind in {"local", "zone"} else carry
    if is_ministry(parts, rules):
        return name, Carry()
    if not (carry.prefix or carry.place) or not _shares_level(parts, rules):
        return name, carry
    organ = carry.organ if _under(carry.organ, parts, rules) else ""
    return carry.place + carry.prefix + organ + name, carry


def _under(organ: str, parts: Parts, rules: UnitRules) -> bool:
    """Whether the body belongs to the organ that the name before printed: 网信办 to 市委, 新闻办 to 市政府."""
    if not organ or not parts.line or parts.rest in parts.line.rule.bodies:
        return False
    wanted = "office" if rules.is_a("government", organ) else "party"
    own = rules.beginning("organ", parts.rest)
    return parts.kind == wanted and not own


def _shares_level(parts: Parts, rules: UnitRules) -> bool:
    core = bare(parts.name)
    if parts.line:
        if parts.kind in SHARED:
            return not rules.ending("ending_sub", core) or parts.rest in parts.line.rule.names
        return (
            parts.kind == "central"
            and bool(rules.ending("ending_local", core))
            or parts.kind in {"local", "zone"}
            and core in parts.line.rule.bodies
        )
    return bool(rules.ending("ending_local", core))
