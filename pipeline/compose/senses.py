"""What the tasks stage asks of the facts: whether words are a unit, say a time, set a limit, charge a body."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pipeline.compose.asked import PART, is_named, subjects
from pipeline.compose.times import LIMITS, SURE
from pipeline.facts.deadlines.reading import DeadlineRules, TimeContext, read_deadlines, time_like
from pipeline.facts.units.like import unit_like
from pipeline.facts.units.text import find_units_in_text, sentence_subject
from pipeline.notice import Phrase
from pipeline.tasks.prose.letter.cover import sentences
from pipeline.tasks.senses import Senses

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.facts.units.rules import UnitRules
    from pipeline.outline import Passage

T = TypeVar("T")

_ANY_YEAR = 1949
"""Whether words set a limit does not depend on which year it is."""


def senses_of(units: UnitRules, deadlines: DeadlineRules, head: MetadataRules, times: TimeContext) -> Senses:
    """The judgements that the tasks stage asks for, each word judged once."""
    judged = times if times.year else replace(times, plan_year=_ANY_YEAR)

    def limits(source: str) -> Callable[[Passage], bool]:
        return _once(lambda passage: _sets_limit(Phrase(passage, None, source), judged, deadlines))

    return Senses(
        cache(lambda text: unit_like(text, units)),
        cache(lambda text: time_like(text, deadlines)),
        has_time=limits("text"),
        demands=limits("cover"),
        dates=_once(lambda passage: bool(read_deadlines(Phrase(passage, None, "bracket"), judged, deadlines))),
        charges=_once(lambda passage: _charges(passage, units)),
        asks=lambda passage: any(subjects(sentence, None, units) for sentence in sentences(passage)),
        field=head.field_of,
    )


def _once(judge: Callable[[Passage], T]) -> Callable[[Passage], T]:
    """A judgement of passages that is made once for the same words, wherever they stand."""
    known: dict[str, T] = {}

    def judged(passage: Passage) -> T:
        if passage.text not in known:
            known[passage.text] = judge(passage)
        return known[passage.text]

    return judged


def _sets_limit(phrase: Phrase, times: TimeContext, deadlines: DeadlineRules) -> bool:
    found = read_deadlines(phrase, times, deadlines)
    return any(f.value is not None and f.value.kind in LIMITS for f in found)


def _charges(passage: Passage, units: UnitRules) -> float:
    """1 where a sentence charges a body by its name, or asks it for something at its beginning (科技部、财政部要…)."""
    found = find_units_in_text(passage, None, units)
    if any(f.value and not f.value.is_group for f in found):
        return 1.0
    parts = (sentence.part(*match.span()) for sentence in sentences(passage) for match in PART.finditer(sentence.text))
    if is_named([asked for part in parts if (asked := sentence_subject(part, None, units))]):
        return 1.0
    return SURE if found else 0.0
