"""Read the units that a cell, bracket or line names, each in its role and in the issuer's jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.cut import TIME, cut
from pipeline.facts.units.exceptions import names_left_out
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.lost import is_torn
from pipeline.facts.units.misread import meant_name
from pipeline.facts.units.names import squeeze
from pipeline.facts.units.roles import with_roles
from pipeline.facts.units.shared import Carry, whole_name
from pipeline.facts.units.stretch import UNREAD
from pipeline.notice import Phrase
from pipeline.values import Found, Unit

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region


def read_units(phrase: Phrase, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """The units of a phrase in printed order.

    `Found.value` is None for words that are no unit: unread ones, people, 同上, the object of a duty; its rule says which.

    `phrase.role` is the column's role, `lead_first` where a legend says that the first leads, None where only the words say.
    """
    text = phrase.passage.text
    carry = Carry()
    found: list[Found[Unit]] = []
    for named in with_roles(text, cut(text, rules), phrase.role, rules):
        piece = named.piece
        opens = named.left_out is not None and named.left_out.end == piece.start
        said = phrase.passage.part(named.left_out.start if named.left_out and opens else piece.start, named.section or piece.end)
        if piece.kind != "name":
            found.append(Found(None, said.said, said.place, piece.rule))
            continue
        printed = squeeze(text[piece.start : piece.end])
        if is_torn(printed):
            found.append(Found(None, said.said, said.place, UNREAD))
            continue
        meant = meant_name(printed + piece.suffix, rules)
        name, carry = whole_name(meant or printed + piece.suffix, carry, home, rules)
        meant_unit = unit_of(name, home, rules)
        left_out = names_left_out(squeeze(text[named.left_out.start : named.left_out.end]), rules) if named.left_out else ()
        unit = Unit(
            role=named.role.name,
            name=meant_unit.name,
            full_name=meant_unit.full_name,
            function=meant_unit.function,
            level=meant_unit.level,
            region_code=meant_unit.region_code,
            is_group=meant_unit.is_group,
            from_merge=phrase.from_merge,
            open_list=named.open_list,
            also_known_as=tuple(map(squeeze, named.aka)),
            excluding=meant_unit.excluding + (left_out if meant_unit.is_group else ()),
        )
        rule = named.role.rule if name in (printed, meant) else f"{named.role.rule}+{rules.rule_of('organ')}"
        found.append(Found(unit, said.said, said.place, f"{rule}+{rules.rule_of('look_alike')}" if meant else rule))
    return tuple(found)


def times_beside(phrase: Phrase, rules: UnitRules) -> tuple[Phrase, ...]:
    """The times that a cell of units names under a label of their own: 市司法局；完成时限：2023年6月底前."""
    text = phrase.passage.text
    if not any(word in text for word in rules.words_of.get("label_time", ())):
        return ()
    times = (phrase.passage.part(piece.start, piece.end) for piece in cut(text, rules) if piece.kind == TIME)
    return tuple(Phrase(time, None, phrase.source) for time in times)


def words_beside(phrase: Phrase, rules: UnitRules) -> tuple[Phrase, ...]:
    """The words beside units that are no names, for others to read: 每季度一次, （2023年底前）, a lone verb's 持续推进.

    What stands under a label of its own is in `times_beside`.
    """
    pieces, by_surname = cut(phrase.passage.text, rules), rules.rule_of("surname")
    found: list[Phrase] = []
    for at, piece in enumerate(pieces):
        alone = piece.kind == "verb" and at > 0 and pieces[at - 1].kind == "sep"
        if alone or piece.kind in {"unread", "note"} or (piece.kind == "person" and piece.rule == by_surname):
            found.append(Phrase(phrase.passage.part(piece.start, piece.end), None, phrase.source))
    return tuple(found)
