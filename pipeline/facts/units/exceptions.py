"""Whom a class of bodies leaves out: 除市教育局外的市直各部门 are 市直各部门 without 市教育局."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.units.patterns import CLOSE, OPEN

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

BRACKET = re.compile(rf"[{re.escape(OPEN)}]([^{re.escape(OPEN + CLOSE)}]*)[{re.escape(CLOSE)}]")


def without_exceptions(name: str, rules: UnitRules) -> tuple[str, tuple[str, ...]]:
    """The name of the class alone, and the names that it leaves out as printed; `name` itself where there are none."""
    left_out: list[str] = []

    def cut(words: str) -> bool:
        said = names_left_out(words, rules)
        left_out.extend(said)
        return bool(said)

    clause = rules.patterns["except"].match(name)
    rest = name[clause.end() :] if clause and name[clause.end() :] and cut(clause[0]) else name
    rest = BRACKET.sub(lambda bracket: "" if cut(bracket[1]) else bracket[0], rest)
    return (rest, tuple(left_out)) if rest and left_out else (name, ())


def names_left_out(words: str, rules: UnitRules) -> tuple[str, ...]:
    """The names in words that leave bodies out, as printed: 除某某、某某外的."""
    return tuple(part for part in rules.patterns["apart"].split(_said_to_be_out(words, rules)) if part)


def _said_to_be_out(words: str, rules: UnitRules) -> str:
    """The names in 除某某外, 不含某某, 某某除外; empty for other words."""
    clause = rules.patterns["except"].fullmatch(words)
    if clause:
        return next(said for said in clause.groups() if said is not None)
    before = rules.beginning("excludes", words)
    behind = rules.ending("excludes_end", words)
    return words[len(before) : len(words) - len(behind)] if before or behind else ""
