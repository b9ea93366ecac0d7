"""Sentences behind what a label says, in the same paragraph: 完成时限：5月底前。召开动员会。 is a time, and work again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.brackets import inside_bracket
from pipeline.tasks.prose.attached.labels import Labelled
from pipeline.tasks.senses import BEYOND_DOUBT, SURE
from pipeline.tasks.tables.labels.columns import UNIT_ROLES

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.senses import Senses

_LONGEST_PLACE = 30
_MOST_SENTENCES = 12
_LONGEST_DAY = 14
_SENTENCE = re.compile(r"[^。]+。?")
_CLAUSE = re.compile(r"[^，,；;]+")
_STOPS = "。 　\n"


def apart(part: Labelled, senses: Senses, rules: AttachRules) -> list[Labelled]:
    """A label with the sentences that say what it names, and the work that the sentences behind them say again, if any.

    A sentence goes on with a time where it begins with one, with bodies where it names some; a place is one
    sentence, so are persons.
    """
    at = _stop_of(part, senses, rules)
    if not at:
        return [part]
    base = part.content.span.start - part.whole.span.start
    work = part.whole.part(base + at)
    own = replace(part, content=part.content.part(0, at).strip(_STOPS), whole=part.whole.part(0, base + at))
    return [own, Labelled("task", "", work.strip(_STOPS), work)]


def _stop_of(part: Labelled, senses: Senses, rules: AttachRules) -> int:
    """Where what a label says ends before the end of its words; 0 where it does not."""
    text = part.content.text
    if "。" not in text:
        return 0
    for match in islice(_SENTENCE.finditer(text), _MOST_SENTENCES):
        if inside_bracket(text, match.start()):
            return 0
        said = part.content.part(*match.span()).strip(_STOPS)
        if said.text and not _goes_on(part, said, senses, rules):
            return match.start()
    return 0


def _goes_on(part: Labelled, said: Passage, senses: Senses, rules: AttachRules) -> bool:
    """Whether a sentence still says what the label names."""
    if part.role == "deadline":
        return _opens_with_time(said.text, senses)
    if part.role in UNIT_ROLES:
        first = _CLAUSE.match(said.text)
        named = first is not None and _names_bodies(first[0], senses, rules)
        return named or _names_bodies(said.text, senses, rules) or senses.time_like(said.text) > SURE
    start = said.span.start - part.content.span.start
    return not (0 < start <= _LONGEST_PLACE and (part.role == "leader" or rules.has("place", part.words)))


def _names_bodies(text: str, senses: Senses, rules: AttachRules) -> bool:
    """Whether words are bodies beyond doubt, or say what they are charged with; 全年举办节会三场 only looks like one."""
    sure = senses.unit_like(text.rstrip(_STOPS)) > BEYOND_DOUBT
    return sure or (rules.has("duty", text) and rules.names_units(text, senses))


def _opens_with_time(text: str, senses: Senses) -> bool:
    """Whether a sentence is a time or begins with one: 6月底前完成主体工程."""
    if senses.time_like(text) > SURE:
        return True
    return any(senses.time_like(text[:length]) > BEYOND_DOUBT for length in range(2, _LONGEST_DAY))
