"""Names that share something in a list: levels with one noun, a class that is named in two words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.units.endings import with_endings
from pipeline.facts.units.lines import find_line
from pipeline.facts.units.names import AREAS, bare, ends_as_unit, is_bare_ending
from pipeline.facts.units.piece import Piece
from pipeline.facts.units.sets import is_group
from pipeline.facts.units.stretch import read_stretch

if TYPE_CHECKING:
    from pipeline.facts.units.piece import Sheet
    from pipeline.facts.units.rules import UnitRules

MANY_LEVELS = 8
LOWEST = 4
RANKS = {"province": 1, "city": 2, "county": 3, "township": 4}


def read_series(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """Levels that share one noun: 各县、区人民政府 is one class; 市、县（区）教育局 are two names with one ending."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        levels = _levels_from(sheet, pieces, at)
        if len(levels) < 2:  # noqa: PLR2004 - a list has two
            ways = (_party_and_government, _class_in_two_words, _zones)
            out.append(next(filter(None, (way(sheet, pieces, at) for way in ways)), pieces[at]))
            at = next(i for i in range(at, len(pieces)) if pieces[i].end == out[-1].end) + 1
            continue
        out += _one_noun(sheet, pieces[at : levels[-1] + 1])
        at = levels[-1] + 1
    return with_endings(sheet, _after_class(sheet, out))


def _after_class(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """Bare endings behind a class are classes too: 各科室、所、中心."""
    opened, out = False, list[Piece]()
    for piece in pieces:
        words = sheet.said(piece) if piece.kind == "run" else ""
        if words:
            bare = opened and is_bare_ending(words, sheet.rules)
            last = sheet.rules.patterns["joint"].split(words)[-1]  # 县教育局及|各中小学校
            opened = bare or bool(sheet.rules.beginning("group_opener", last) and is_group(last, sheet.rules))
            out.append(replace(piece, kind="name") if bare else piece)
            continue
        opened = opened and piece.kind == "sep" and piece.role == "weak"
        out.append(piece)
    return out


def _class_in_two_words(sheet: Sheet, pieces: list[Piece], at: int) -> Piece | None:
    """市有关部门、单位 is one class."""
    if at + 2 >= len(pieces) or pieces[at + 1].role != "weak" or pieces[at + 2].kind != "run":
        return None
    rules, tail = sheet.rules, sheet.said(pieces[at + 2])
    if not rules.is_a("noun_of_class", tail) or pieces[at].kind != "run":
        return None
    head = sheet.said(pieces[at])
    joins = rules.ending("noun_of_class", head) and ends_as_unit(head, rules) and is_group(head, rules)
    return Piece("run", pieces[at].start, pieces[at + 2].end) if joins else None


def _zones(sheet: Sheet, pieces: list[Piece], at: int) -> Piece | None:
    """各开发区、园区管委会 is one class: 各 before zones without names of their own, and 管委会 behind the last."""
    rules = sheet.rules
    for stop in range(at, min(len(pieces), at + 2 * MANY_LEVELS), 2):
        if pieces[stop].kind != "run" or (stop > at and pieces[stop - 1].role != "weak"):
            return None
        name = _first_name(sheet, pieces[stop])
        zone = name.removeprefix(rules.beginning("group_opener", name)) if stop == at else name
        noun = rules.ending("government", zone)
        if not rules.is_a("zone", zone.removesuffix(noun)) or (stop == at and (zone == name or noun)):
            return None
        if noun:
            return Piece("run", pieces[at].start, pieces[stop].end)
    return None


def _one_noun(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """A list of levels whose last one has the noun: joined to a class, or each given the noun, or left as they are."""
    rules = sheet.rules
    noun = _noun_after_level(sheet, pieces[-1])
    if rules.beginning("group_opener", sheet.said(pieces[0])):
        joins = _is_class_noun(noun, rules) or _goes_down(sheet, pieces)
    elif _is_body(noun, rules):
        return [replace(p, suffix=noun) if p.kind == "run" and p is not pieces[-1] else p for p in pieces]
    else:
        joins = bool(rules.ending("ending_class", noun))
    return [Piece("run", pieces[0].start, pieces[-1].end)] if joins else pieces


def _party_and_government(sheet: Sheet, pieces: list[Piece], at: int) -> Piece | None:
    """各市党委、政府, 各县（市、区）委、人民政府 and 各街道党工委、办事处 are one class each."""
    if at + 2 >= len(pieces) or pieces[at + 1].role != "weak" or pieces[at + 2].kind != "run":
        return None
    rules = sheet.rules
    head, tail = sheet.said(pieces[at]), _first_name(sheet, pieces[at + 2])
    tail = tail.removeprefix(_level(sheet, pieces[at]))  # 各区委、|区|政府
    line = find_line(bare(tail), rules) if rules.is_a("government", tail) else None
    party = rules.ending("government", head) or rules.ending("organ", head)
    paired = rules.beginning("group_opener", head) and party not in ("", tail)
    kinds = AREAS if rules.is_a("organ", party) and not rules.beginning("level_township", tail) else {"local"}
    joins = paired and line is not None and line.rule.kind in kinds
    return Piece("run", pieces[at].start, pieces[at + 2].end) if joins else None


def _first_name(sheet: Sheet, piece: Piece) -> str:
    """The name that a run begins with, without the verb behind it: 区人民政府（管委会）|负责落实."""
    first = next(read_stretch(sheet, piece.start, piece.end), piece)
    return sheet.said(first if first.kind == "name" else piece)


def _levels_from(sheet: Sheet, pieces: list[Piece], at: int) -> list[int]:
    """The indexes of runs from `at` on that are bare levels, and of the one that ends them with a noun."""
    found: list[int] = []
    while at < len(pieces) and pieces[at].kind == "run" and len(found) < MANY_LEVELS:
        match = sheet.rules.patterns["level_list"].fullmatch(sheet.said(pieces[at]))
        if not match or (found and (match["all"] or _climbs(sheet, pieces[found[0]], pieces[at]))):
            break
        if match["rest"]:
            noun = _noun_after_level(sheet, pieces[at])
            closing = found and (_is_body(noun, sheet.rules) or _is_class_noun(noun, sheet.rules))
            return [*found, at] if closing else found
        found.append(at)
        at += 2
        if at >= len(pieces) or pieces[at - 1].role != "weak":
            break
    return found


def _climbs(sheet: Sheet, first: Piece, piece: Piece) -> bool:
    """Whether a level stands above those before it, so that it opens a name of its own: 各镇街、|市政府, 各县（市、区）、|市政府.

    县 and 市 side by side are counties and county-level cities: 各县、市人民政府. So are 镇 and 区 in a city without counties,
    but not where the departments of one government follow: 各镇、|县政府各部门.
    """
    head, level = _level(sheet, first), _level(sheet, piece)
    ranks = [_rank(word, sheet.rules) for word in (head, level)]
    noun = _noun_after_level(sheet, piece) if ranks[0] == LOWEST else ""
    own = sheet.rules.beginning("government", noun) not in ("", noun)
    return ranks[1] < ranks[0] and (len(head) > 1 or ranks[0] - ranks[1] > 1 or own)


def _goes_down(sheet: Sheet, pieces: list[Piece]) -> bool:
    """Whether the levels that share a department are different and none stands above the first: 各区、县（市）|卫生局.

    各镇、|县教育局 and 各县区、|区教育局 are a class and the notice's own department.
    """
    first, *others = (_level(sheet, piece) for piece in pieces if piece.kind == "run")
    top = _rank(first, sheet.rules)
    return all(level not in first and _rank(level, sheet.rules) >= top for level in others)


def _rank(level: str, rules: UnitRules) -> int:
    """How high a level stands: by its first sign (县级市), else by its last (辖市, 设区市)."""
    named = (rules.levels.get(word) for word in (level, level[:1], level[-1:]))
    return RANKS.get(next(filter(None, named), ""), LOWEST)


def _level(sheet: Sheet, piece: Piece) -> str:
    match = sheet.rules.patterns["level_list"].fullmatch(sheet.said(piece))
    return match["level"] if match else ""


def _noun_after_level(sheet: Sheet, piece: Piece) -> str:
    match = sheet.rules.patterns["level_list"].fullmatch(_first_name(sheet, piece))
    return match["rest"] if match else ""


def _is_body(noun: str, rules: UnitRules) -> bool:
    """Whether a level and the noun are one body: 教育局, 人民政府."""
    return bool(noun) and (rules.is_a("government", noun) or bool(find_line(noun, rules)))


def _is_class_noun(noun: str, rules: UnitRules) -> bool:
    """Whether the noun makes one class of the levels before it: none at all, 人民政府, 部门."""
    if not noun or rules.is_a("government", noun):
        return True
    own = rules.beginning("belonging", noun) or rules.beginning("group_inside", noun)
    return not own and bool(rules.ending("ending_class", noun)) and not find_line(noun, rules)
