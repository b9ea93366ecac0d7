"""What hangs on a name in brackets: its role, another name of it, a section of it, a person, a remark; or a part of the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.units.lines import is_one_name
from pipeline.facts.units.names import ends_as_unit, squeeze
from pipeline.facts.units.phrases import is_note
from pipeline.facts.units.piece import Piece
from pipeline.facts.units.seams import told_at
from pipeline.facts.units.sets import is_group
from pipeline.facts.units.stretch import UNREAD, role_in_bracket

if TYPE_CHECKING:
    from pipeline.facts.units.piece import Sheet
    from pipeline.facts.units.rules import UnitRules

NAMES_MEMBERS = ("level_list", "ending_class", "ending_area", "government", "zone")
LONGEST_MEMBER = 2
MORE = re.compile("[，,、；;]")


def hung_at(sheet: Sheet, start: int, stop: int) -> Piece | None:
    """The bracket at the end of a stretch, unless it is part of the name."""
    opening = sheet.opener_of.get(stop - 1, -1)
    if opening < start:
        return None
    words = squeeze(sheet.text[opening + 1 : stop - 1])
    head = squeeze(sheet.text[start:opening])
    is_class = bool(head) and is_group(head, sheet.rules)
    if is_class and _says_scope(words, sheet.rules):
        return None
    if told_at(sheet, opening + 1, stop - 1) == opening + 1 or _joins(words, sheet):
        return Piece("unread", opening, stop, UNREAD)
    said = _says(sheet, opening, stop, words)
    if said or (opening > start and (_is_part_of_name(words, sheet.rules) or (is_class and _are_members(words, sheet)))):
        return said
    return Piece("aka", opening, stop) if opening == start else _beside(sheet, opening, stop, words)


def _beside(sheet: Sheet, opening: int, stop: int, words: str) -> Piece:
    """What a bracket behind a name says that is no part of it: sections, areas, other names, a person, unread words."""
    if _are_sections(words, sheet.rules) or _are_areas(words, sheet.rules):
        return Piece("section", opening, stop)
    if are_bodies(words, sheet):
        return Piece("aka", opening, stop)
    is_person = sheet.is_person(words) or sheet.rules.beginning("label_person", words)
    return Piece("person", opening, stop, sheet.rules.rule_of("title")) if is_person else Piece("unread", opening, stop, UNREAD)


def _joins(words: str, sheet: Sheet) -> bool:
    """Whether a bracket begins with a word that joins another body to the one before it: （会同市财政局）."""
    link = sheet.rules.patterns["link"].match(words)
    return link is not None and sheet.is_unit_start(words[link.end() :]) and not is_one_name(words, sheet.rules)


def _says_scope(words: str, rules: UnitRules) -> bool:
    """Whether the bracket behind a class says whom it takes in or leaves out: （含高新区）, （高新区除外）."""
    opens = any(rules.beginning(kind, words) for kind in ("bracket_scope", "excludes"))
    return opens or any(rules.ending(kind, words) for kind in ("bracket_scope_end", "excludes_end"))


def _are_members(words: str, sheet: Sheet) -> bool:
    """Whether the bracket behind a class says in a sign or two which bodies it takes in as well: （街道、处）, 〔室〕, ‹场›."""
    parts = [part for part in sheet.rules.patterns["split"].split(words) if part]
    short = all(part.isalpha() and len(part) <= LONGEST_MEMBER for part in parts)
    return short and not any(sheet.is_person(part) for part in parts)


def _are_sections(words: str, rules: UnitRules) -> bool:
    """Whether the bracket names sections of the body in one sign each: （宣）, （办、宣）."""
    parts = [part for part in rules.patterns["split"].split(words) if part]
    return bool(parts) and all(len(part) == 1 and part.isalpha() for part in parts)


def _are_areas(words: str, rules: UnitRules) -> bool:
    """Whether the bracket says in which area the body does the work: （城市建成区）, （城区、镇区）, （其他区域）."""
    return all(rules.is_a("area_note", part) for part in rules.patterns["split"].split(words) if part)


def are_bodies(words: str, sheet: Sheet) -> bool:
    """Whether a bracket holds names of bodies, one or more."""
    parts = [part for part in sheet.rules.patterns["split"].split(words) if part]
    return all(ends_as_unit(part, sheet.rules) and not sheet.is_person(part) for part in parts)


def _says(sheet: Sheet, opening: int, stop: int, words: str) -> Piece | None:
    """A bracket that says a role or a note about the name before it."""
    rules = sheet.rules
    role, rule = role_first(words, sheet)
    if role:
        return Piece("own", opening, stop, rule, role)
    if is_note(words, rules):
        return Piece("note", opening, stop, rules.rule_of("note"))
    return None


def role_first(words: str, sheet: Sheet) -> tuple[str, str]:
    """The role and the rule that a bracket gives, alone or before what more the body does: （牵头）, （牵头，负责起草）.

    None where other bodies follow: （牵头，县财政局配合）.
    """
    head, *more = MORE.split(words)
    names_others = any(sheet.is_unit_start(part) or ends_as_unit(_before_duty(part, sheet.rules), sheet.rules) for part in more)
    return ("", "") if names_others else role_in_bracket(head, sheet.rules)


def _before_duty(words: str, rules: UnitRules) -> str:
    duty = rules.patterns["duty"].search(words)
    return words[: duty.start()] if duty else words


def _is_part_of_name(words: str, rules: UnitRules) -> bool:
    """Whether a bracket says which levels or bodies a name takes in: （市、区）, （单位）, （镇政府）, （除某区外）."""
    if rules.patterns["except"].match(words):
        return True
    parts = [part for part in rules.patterns["split"].split(words) if part]
    members = (part[len(rules.beginning("level_township", part)) :] or part for part in parts)
    return all(any(rules.is_a(kind, part) for kind in NAMES_MEMBERS) for part in members)
