"""What the tasks stage asks of the facts: whether words are a unit, say a time, set a limit, charge a body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.asked import PART, is_named
from pipeline.compose.times import LIMITS, SURE
from pipeline.facts.deadlines.reading import DeadlineRules, TimeContext, read_deadlines, time_like
from pipeline.facts.units.like import unit_like
from pipeline.facts.units.text import find_units_in_text, sentence_subject
from pipeline.notice import Phrase
from pipeline.tasks.prose.cover import sentences
from pipeline.tasks.senses import Senses

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.facts.units.rules import UnitRules
    from pipeline.outline import Passage

# Whether words set a limit does not depend on which year it is.
_ANY_YEAR = 1949


def senses_of(units: UnitRules, deadlines: DeadlineRules, head: MetadataRules, times: TimeContext) -> Senses:
    """The judgements that the tasks stage asks for, each word judged once."""
    like: dict[str, float] = {}
    timed: dict[str, float] = {}
    limits: dict[tuple[str, str], bool] = {}
    charged: dict[str, float] = {}

    def unit(text: str) -> float:
        if text not in like:
            like[text] = unit_like(text, units)
        return like[text]

    def time(text: str) -> float:
        if text not in timed:
            timed[text] = time_like(text, deadlines)
        return timed[text]

    judged = times if times.year else replace(times, plan_year=_ANY_YEAR)

    def limited(passage: Passage, source: str) -> bool:
        key = (passage.text, source)
        if key not in limits:
            found = read_deadlines(Phrase(passage, None, source), judged, deadlines)
            limits[key] = any(f.value is not None and f.value.kind in LIMITS for f in found)
        return limits[key]

    def charges(passage: Passage) -> float:
        if passage.text not in charged:
            charged[passage.text] = _charges(passage, units)
        return charged[passage.text]

    return Senses(
        unit,
        time,
        has_time=lambda passage: limited(passage, "text"),
        demands=lambda passage: limited(passage, "cover"),
        charges=charges,
        field=head.field_of,
    )


def _charges(passage: Passage, units: UnitRules) -> float:
    """1 where a sentence charges a body by its name, or asks it for something at its beginning (科技部、财政部要…)."""
    found = find_units_in_text(passage, None, units)
    if any(f.value and not f.value.is_group for f in found):
        return 1.0
    parts = (sentence.part(*match.span()) for sentence in sentences(passage) for match in PART.finditer(sentence.text))
    if is_named([asked for part in parts if (asked := sentence_subject(part, None, units))]):
        return 1.0
    return SURE if found else 0.0
