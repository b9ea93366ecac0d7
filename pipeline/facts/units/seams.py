"""Where a name ends that nothing parts from what follows: another name, a person, or what the unit is told to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.lines import LONGEST_NAME, exact_line, find_line
from pipeline.facts.units.names import SHORTEST_OFFICE, ends_as_unit, squeeze, take_apart
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from pipeline.facts.units.functions import Line
    from pipeline.facts.units.names import Parts
    from pipeline.facts.units.piece import Sheet
    from pipeline.facts.units.rules import UnitRules

SHORTEST_PAIR = 5
LONGEST_ONE = 24
MOST_NAMES = 12
LONGEST_TAIL = 4
"""Signs behind a known body that nobody can read and that may still be what it does."""

OFFICES = frozenset({"government", "party", "office", "central"})
"""Kinds of bodies that lists put side by side without anything between."""


def before_duty(sheet: Sheet, start: int, stop: int) -> int:
    """Where a unit ends that is told at once what to do: 市司法局|制定方案, or in words that nobody knows: 市司法局|卖力."""
    text, rules = sheet.text, sheet.rules
    for match in rules.patterns["modal"].finditer(text, start + 2, min(stop, start + LONGEST_NAME)):
        head, at = text[start : match.start()], match.start()
        known = ends_as_unit(head, rules) and sheet.is_known(head)
        if known and not begins_office(text[at : min(stop, at + LONGEST_ONE)], rules):
            return at
    for at in range(stop - 2, max(start + 2, stop - LONGEST_TAIL - 1), -1):
        head = text[start:at]
        if rules.ending("ending_office", head) and text[at:stop].isalpha() and is_exact(squeeze(head), rules):
            return at
    return 0


def begins_office(words: str, rules: UnitRules) -> bool:
    """Whether words begin with an office whose line of work is known: 应急局, though 应 begins what must be done."""
    ends = (words[:end] for end in range(SHORTEST_OFFICE, len(words) + 1))
    return any(rules.ending("ending_office", office) and exact_line(office, rules) for office in ends)


def told_at(sheet: Sheet, start: int, stop: int) -> int | None:
    """Where words begin that name a body which is only told of the work, or asked: 市教育局|并报市政府办公室; None where none do.

    So do those in which any verb stands before a known body: 主动对接市财政局.
    """
    text, rules = sheet.text, sheet.rules
    for kind in ("told", "asked"):
        for match in rules.patterns[kind].finditer(text, start, stop):
            before, after = squeeze(text[start : match.start()]), squeeze(text[match.end() : stop])
            charged = not before or rules.patterns["duty"].fullmatch(before)
            is_said_of = charged or (ends_as_unit(before, rules) and (sheet.is_known(before) or is_group(before, rules)))
            asked = kind == "asked" and not _begins_place(squeeze(text[match.start() : stop]), rules) and is_exact(after, rules)
            told = kind == "told" and (sheet.is_unit_start(after) or sheet.is_known(after))
            if is_said_of and (asked or told) and ends_as_unit(after, rules):
                return match.start()
    return None


def _begins_place(words: str, rules: UnitRules) -> bool:
    """Whether words begin with a place though a verb begins them: 开发区管委会, 新建镇."""
    return any(rules.beginning(kind, words) for kind in ("zone", "place")) or bool(rules.beginning("level_township", words[2:]))


def summed_at(sheet: Sheet, start: int, stop: int) -> int:
    """Where words begin that only count the names before them: 市公安局、市城管局|两部门; 0 where they are a class (13个部门)."""
    counted = sheet.rules.patterns["in_all"].search(sheet.text, start, stop)
    if counted is None or not sheet.rules.is_a("generic", counted["noun"]):
        return 0
    head = squeeze(sheet.text[start : counted.start()])
    is_one = bool(head) and ends_as_unit(head, sheet.rules) and sheet.is_known(head) and not is_group(head, sheet.rules)
    return counted.start() if is_one else 0


def before_person(sheet: Sheet, start: int, stop: int) -> int:
    """Where a unit ends that a person's name or post follows at once: 市司法局|张三, 各单位|主要负责人."""
    text, rules = sheet.text, sheet.rules
    for at in range(stop - 2, max(start + 2, stop - 8), -1):
        head = text[start:at]
        is_body = ends_as_unit(head, rules) and (sheet.is_known(head) or is_group(head, rules))
        if is_body and sheet.is_person(squeeze(text[at:stop])):
            return at
    return 0


def seam_in(sheet: Sheet, start: int, stop: int) -> int:
    """Where the first of several names ends that stand side by side: 区经发局|区环土局, 发改局|财政局|教育局; 0 for one name."""
    words = squeeze(sheet.text[start:stop])
    at = _first_seam(words, sheet.rules, MOST_NAMES)
    if not at:
        return 0
    places = [start + offset for offset, char in enumerate(sheet.text[start:stop]) if not char.isspace()]
    return places[at]


def _first_seam(words: str, rules: UnitRules, most: int) -> int:
    if len(words) < SHORTEST_PAIR or len(words) > LONGEST_NAME or not most or is_exact(words, rules):
        return 0
    one = find_line(words, rules) is not None and not is_group(words, rules)
    for at in range(2, min(len(words) - 1, LONGEST_ONE)):
        left, right = words[:at], words[at:]
        if not rules.ending("ending_office", left):
            continue
        at_level = not one and _parts_at_level(left, right, rules, most)
        if at_level or _parts_class(left, right, rules) or _parts_bare(left, right, rules, most):
            return at
    return 0


def _parts_at_level(left: str, right: str, rules: UnitRules, most: int) -> bool:
    """Whether the second name begins with a level, as the first does: 市发改委|市财政局; but 市委市政府督查室 is one."""
    level = rules.beginning("level", right[:3])
    if not level or rules.levels[level] == "national":
        return False
    first = take_apart(left, None, rules)
    head = right[: _first_seam(right, rules, most - 1) or None]
    return bool(first.line and first.prefix and _begins_known(head, first, rules))


def _begins_known(words: str, first: Parts, rules: UnitRules) -> bool:
    """Whether the second of two names that run together is one; 市委市政府督查室 is the office of both."""
    parts = take_apart(words, None, rules)
    if not parts.prefix or not parts.line:
        return False
    return parts.kind == "local" or not first.line or first.rest not in first.line.rule.bodies


def _parts_class(left: str, right: str, rules: UnitRules) -> bool:
    """Whether the governments below follow a department: 市财政局|各县区人民政府; but 市财政局各科室 are its own."""
    match = rules.patterns["level_list"].fullmatch(right) if rules.beginning("group_opener", right) else None
    if match is None or not match["all"] or not rules.ending("glued_office", left):
        return False
    return (not match["rest"] or rules.is_a("government", match["rest"])) and is_exact(left, rules)


def _parts_bare(left: str, right: str, rules: UnitRules, most: int) -> bool:
    """Whether two offices of different lines of work stand side by side, the second without a level: 市发改局|财政局.

    A part of a body has that body's line or is named so by a rule (公安局交通管理局).
    """
    head = right[: _first_seam(right, rules, most - 1) or None]
    own, other = _exact(left, rules), exact_line(head, rules)
    if not own or not other or own.rule is other.rule or rules.is_a("inner_office", head):
        return False
    if rules.is_a("organ", left[len(rules.beginning("level", left)) :]):
        return False
    return all(rules.ending("glued_office", name) and line.rule.kind in OFFICES for name, line in ((left, own), (head, other)))


def _exact(name: str, rules: UnitRules) -> Line | None:
    level = rules.beginning("level", name)
    return exact_line(name, rules) or exact_line(name[len(level) :], rules)


def is_exact(name: str, rules: UnitRules) -> bool:
    """Whether a line of work is known by the whole of a name, with or without the level before it."""
    return _exact(name, rules) is not None
