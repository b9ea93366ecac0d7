"""How much words look like a list of units, at little cost: for telling columns apart and for reading prose with care."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.units.acting import body_end, opens_class, says_what
from pipeline.facts.units.cut import cut
from pipeline.facts.units.jurisdiction import unit_of
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
LONGEST_BARE = 8
"""A body whose line of work nobody knows rarely has a longer name without place and level."""

LONGEST_SECTION = 5
"""工程股, 项目管理股."""

LEAST_LIST, LONGEST_UNKNOWN = 2, 12
"""The least names of a list, and the most signs of one in it that nobody knows."""

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
    if rules.patterns["built"].match(name) or TIMED.search(name) or _is_work(name, rules) or body_end(name, rules) < len(name):
        return False
    if is_group(name, rules):
        if rules.patterns["run_on"].search(name) or not ends_as_unit(name, rules):
            return False
        charged = rules.patterns["duty_word"].search(name) is not None
        return opens_class(name, rules) or (not charged and unit_of(name, None, rules).function is not None)
    return take_apart(name, None, rules).line is not None or _is_firm_of_place(name, rules)


def are_mostly_units(words: str, rules: UnitRules) -> bool:
    """Whether words before a verb of duty are a list of bodies, one at least known: 市审计局、信阳日报社|配合."""
    pieces = cut(words, rules)
    names = [squeeze(words[piece.start : piece.end]) for piece in pieces if piece.kind == "name"]
    if len(names) < LEAST_LIST or any(piece.kind not in {"name", *NAMED_WITH} for piece in pieces):
        return False
    unknown = [name for name in names if not is_sure(name, rules)]
    return len(unknown) < len(names) and all(_may_be_body(name, rules) for name in unknown)


def _may_be_body(name: str, rules: UnitRules) -> bool:
    """Whether an unknown name beside known ones is one: it ends as bodies do, and nothing in it is a verb or a particle."""
    said = any(rules.patterns[kind].search(name) for kind in ("verb", "stop"))
    return len(name) <= LONGEST_UNKNOWN and not said and not is_group(name, rules) and not rules.ending("ending_area", name)


def _is_work(name: str, rules: UnitRules) -> bool:
    """Whether words begin with a verb and its object, though they end as a name does: 清理档案室; 承担任务的单位 is a class."""
    return not rules.beginning("group_opener", name) and says_what(name, rules)


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
    names = [squeeze(words[piece.start : piece.end]) for piece in cut(words, rules) if piece.kind == "name"]
    if not names or any(piece.kind not in {"name", *NAMED_WITH} for piece in cut(words, rules)):
        return False
    opened = bool(rules.beginning("group_inside", names[0]))  # 各街道、社区
    return all((opened and rules.is_a("ending_class", name)) or is_sure(name, rules) for name in names)
