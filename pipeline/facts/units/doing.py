"""The bodies that clauses begin with and go on to say what they do: 市公安局查处酒驾，市交通运输局治理超限."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.facts.units.opened import body_at
from pipeline.facts.units.reading import read_units
from pipeline.notice import Phrase
from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units.rules import UnitRules
    from pipeline.outline import Passage
    from pipeline.values import Region, Unit

CLAUSE = re.compile(r"[^，,；;：:。！!？?\n]+")
MOST_CLAUSES = 40
LEAST_OBJECT = 2


def doers(passage: Passage, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """The bodies with a level in their name that clauses of a sentence begin with, each before a verb and what it is done to.

    Where what follows is no verb that is known, the body is a Found without value: it may do the work, or only be spoken of.
    """
    text, found = passage.text, list[Found["Unit"]]()
    for clause in islice(CLAUSE.finditer(text), MOST_CLAUSES):
        stop = _body(text, *clause.span(), rules)
        if stop and rules.patterns["does"].match(text, stop, clause.end()) and not _is_noun(text[stop : clause.end()], rules):
            found += read_units(Phrase(passage.part(clause.start(), stop), "responsible", "text"), home, rules)
        elif stop:
            who = passage.part(clause.start(), stop)
            found.append(Found(None, who.said, who.place, rules.rule_of("does")))
    return tuple(found)


def _body(text: str, start: int, end: int, rules: UnitRules) -> int:
    """Where the offices end that a clause begins with; 0 where it begins with none."""
    if not rules.beginning("level", text[start:end]):
        return 0
    span = body_at(text, start, end, rules)
    words = text[start : span[1]] if span is not None else ""
    return start + len(words) if rules.ending("ending_office", words) and not rules.ending("place_to_go", words) else 0


def _is_noun(words: str, rules: UnitRules) -> bool:
    """Whether a clause goes on from a body with what is the body's, not with what it does: 市公安局|规范性文件清理.

    So it is where something is told that was done (市公安局|查处了), or described (市公安局|查处的案件).
    """
    return any(rules.patterns["told_of"].finditer(words)) or bool(rules.ending("deed_noun", words))


def verbs(clear: str, double: str, how: str, noun: str) -> Iterator[tuple[str, str]]:
    """The patterns of what a body does, from the words of rules/units.yaml; `double` are verbs that are nouns as well."""
    object_ = rf"[^，,；;：:。]{{{LEAST_OBJECT}}}"
    yield "does", rf"(?:{how}){{0,3}}(?:(?:{clear})|(?:{double})(?!{noun}))(?={object_})"
