"""How much words look like a list of units, at little cost: for telling columns apart and for reading prose with care."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.units.cut import cut
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.lines import exact_line, find_line, tail_line
from pipeline.facts.units.listed import FIRM, FIRM_NAME
from pipeline.facts.units.names import ends_as_unit, squeeze, take_apart
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

NAMED_WITH = frozenset({"sep", "aka", "section", "open", "note", "except"})
"""Pieces that may stand among names in a list of nothing but bodies."""

LONGEST_LIST = 600
LONGEST_RUN = 60
LONGEST_UNREAD = 24
SHORTEST_CLASS, SHORTEST_BODY, LONGEST_INNER = 3, 4, 5
"""The least that names of classes and of bodies have, and the most that a school of a body has behind it: 市教育局|第一小学."""

LEAST_ACT = 4
"""The least that a verb and its object have: 打通|大厅."""

LONGEST_BARE = 8
"""A body whose line of work nobody knows rarely has a longer name without place and level."""

LONGEST_SECTION = 5
"""工程股, 项目管理股."""

LONGEST_ENDING = 2
"""An office that is called after what it does: 推进|中心, 整治|办; 研究院 behind a verb is what is founded."""

TIMED = re.compile("[0-9]{1,4}[年月日]")
"""A time, which stands in no name."""

WEIGHT = {"person": 0.2, "same": 0.8, "name": 0.2}


def unit_like(text: str, rules: UnitRules) -> float:
    """From 0 (no list of units) to 1 (nothing but names of bodies, with separators and words of duty).

    A cell of names is near 1, prose and dates are near 0; blank cells are 0.
    """
    words = text.strip()
    if not words or len(words) > LONGEST_LIST or not _may_be(words, rules):
        return 0.0
    total = weight = 0.0
    longest = 0
    for piece in cut(words, rules):
        if piece.kind in {"name", "unread", "person", "same"}:
            said = squeeze(words[piece.start : piece.end])
            total += len(said)
            longest = max(longest, len(said) if piece.kind == "unread" else 0)
            sure = name_like(said, rules) if piece.kind == "name" and piece.rule != FIRM else WEIGHT.get(piece.kind, 0.0)
            weight += len(said) * sure
    return round(weight / total * max(0.0, 1 - longest / LONGEST_UNREAD), 3) if total else 0.0


def _may_be(words: str, rules: UnitRules) -> bool:
    """A quick test that cells of prose fail: half of the words or more stand in runs that end as a name or a duty does.

    Runs with digits are times beside names and count for neither: 市教育局（2023年底前）; nor do those whom 除…外 leaves out.
    """
    listed = rules.patterns["except"].sub("", words)
    runs = [run for run in rules.patterns["split"].split(listed) if run]
    fit = sum(len(run) for run in runs if len(run) <= LONGEST_RUN and _fits(run, rules))
    return fit > 0 and 2 * fit >= sum(len(run) for run in runs if not any(char.isdigit() for char in run))


def _fits(run: str, rules: UnitRules) -> bool:
    return bool(
        rules.endings.ending(run) or rules.ending("duty", run) or rules.ending("open", run) or rules.ending("manner", run)
    )


def name_like(name: str, rules: UnitRules) -> float:
    """How likely words that end as a unit does are one: sure where the line of work or the class is known."""
    if rules.patterns["built"].match(name):
        return 0.0
    if is_group(name, rules):
        return 1.0 if opens_class(name, rules) else 0.8
    parts = take_apart(name, None, rules)
    if parts.line:
        return 1.0
    if rules.patterns["stop"].search(name):
        return 0.0
    section = len(name) <= LONGEST_SECTION and rules.ending("section", name) and not rules.ending("not_section", name)
    if parts.prefix or parts.place or section:
        return 0.8
    return 0.6 if len(name) <= LONGEST_BARE else 0.2


def is_sure(name: str, rules: UnitRules) -> bool:
    """Whether prose may be read as naming this body: its line of work is known, or it is a class of bodies by its first word."""
    if rules.patterns["built"].match(name) or TIMED.search(name):
        return False
    if is_group(name, rules):
        if rules.patterns["run_on"].search(name) or not ends_as_unit(name, rules):
            return False
        charged = rules.patterns["duty_word"].search(name) is not None
        if _told(name, rules):
            return False
        return opens_class(name, rules) or (not charged and unit_of(name, None, rules).function is not None)
    known = take_apart(name, None, rules).line is not None or _is_firm_of_place(name, rules)
    return known and not leading_body(name, rules)


def _is_firm_of_place(name: str, rules: UnitRules) -> bool:
    """Whether a name is a firm by its end, of the issuer's by its first sign, and nothing in it is a verb: 市旅投公司."""
    parts = take_apart(name, None, rules)
    firm = parts.prefix and (rules.ending("legal_form", parts.rest) or rules.ending("firm_noun", parts.rest))
    stem = parts.rest.removesuffix(firm) if firm else ""
    verbs = any(rules.patterns[kind].search(stem) for kind in ("stop", "duty_word", "modal"))
    return len(stem) in FIRM_NAME and stem.isalpha() and not verbs


@remembered
def are_units(words: str, rules: UnitRules) -> bool:
    """Whether the words are names of bodies that are known, and nothing else; no tier of 做好县、乡两级 is the end of a name."""
    tier = rules.patterns["tiers"].search(words)
    if tier is not None and words[: tier.start()] and words[: tier.start()][-1].isalpha():
        return False
    names = 0
    for piece in cut(words, rules):
        if piece.kind == "name":
            names += 1
            if not is_sure(squeeze(words[piece.start : piece.end]), rules):
                return False
        elif piece.kind not in NAMED_WITH:
            return False
    return names > 0


def leading_body(name: str, rules: UnitRules) -> int:
    """Where a body ends that words begin with and go on from, though they end as a name does; 0 where they are one name.

    财政部门|筛选试点学校, 市财政局|评定示范医院; but 市公安局交警支队 and 市教育局第一小学 are names.
    """
    if exact_line(_own(name, rules), rules):
        return 0
    told = _told(name, rules)
    if told or rules.ending("ending_office", name) or rules.ending("ending_sub", name):
        return told
    for end in range(len(name) - 2, SHORTEST_BODY - 1, -1):
        head = name[:end]
        if rules.ending("noun_of_class", head) and is_group(head, rules) and unit_of(head, None, rules).function:
            return end
        if rules.ending("ending_office", head) and exact_line(_own(head, rules), rules) and end + LONGEST_INNER < len(name):
            return end
    return 0


def acting_body(words: str, rules: UnitRules) -> int:
    """Where a known body ends in words that a sentence goes on with, whatever the verb: 市财政局|腾空政务大厅.

    All of them, where what stands behind it is known as part of it, or a class: 市财政局国库支付中心, 市政府各部门.
    """
    if len(words) < SHORTEST_BODY + LEAST_ACT or words != squeeze(words) or exact_line(_own(words, rules), rules):
        return len(words)
    for end in range(len(words) - LEAST_ACT, SHORTEST_BODY - 1, -1):
        head, rest = words[:end], words[end:]
        if ends_as_unit(head, rules) and _is_known(head, rules):
            opener = rules.beginning("group_opener", rest)
            return len(words) if (opener and not rules.is_a("duty", opener)) or _is_part(rest, rules) else end
    return len(words)


def _is_known(head: str, rules: UnitRules) -> bool:
    """Whether a name is one whose line of work is known as it stands, or a class of offices; a place has bodies of any name."""
    if is_group(head, rules):
        return (
            not rules.ending("ending_area", head) and opens_class(head, rules) and unit_of(head, None, rules).function is not None
        )
    return exact_line(_own(head, rules), rules) is not None


def _is_part(rest: str, rules: UnitRules) -> bool:
    """Whether words behind a body name a part of it or a school of it, and not what it does."""
    part = rules.ending("ending_sub", rest) and not rules.ending("not_office", rest)
    of_it = len(rest) <= LONGEST_INNER and tail_line(rest, rules) is not None
    return bool(part) or of_it or find_line(rest, rules) is not None


def _told(name: str, rules: UnitRules) -> int:
    """Where a known body or a class ends behind which words say what it does, 市财政局|推进灌区, 各乡镇|改建敬老院; 0 for names.

    市政府推进职能转变办 and 市商务局推进中心 are names: offices are called after what they do.
    """
    if rules.ending("ending_task", name):
        return 0
    for match in rules.patterns["deed"].finditer(name, SHORTEST_CLASS):
        head, done = name[: match.start()], name[match.end() :]
        known = exact_line(_own(head, rules), rules) or (is_group(head, rules) and opens_class(head, rules))
        office = rules.is_a("ending_office", done) and len(done) <= LONGEST_ENDING
        if done and known and ends_as_unit(head, rules) and not office:
            return match.start()
    return 0


def _own(name: str, rules: UnitRules) -> str:
    """The name without its place and level."""
    parts = take_apart(name, None, rules)
    return parts.organ + parts.rest


def opens_class(name: str, rules: UnitRules) -> bool:
    """Whether a class of bodies begins as one does: 各…, 市直…, 国务院有关…, 26个…."""
    counted = rules.patterns["counted"].match(name)
    return bool(counted or rules.beginning("group_opener", name) or rules.beginning("level", name))
