"""Times in running text: those that set a limit, and those of which nobody can say that they set none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import TimeContext
from pipeline.facts.deadlines.grammar import read_times
from pipeline.facts.deadlines.limits import Surroundings, is_limit, may_limit
from pipeline.facts.deadlines.timed_words import cut_around, first_demand, read_timed
from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.facts.deadlines.course import Reading
    from pipeline.facts.deadlines.timed_words import TimedWords
    from pipeline.facts.deadlines.words import DeadlineRules, Scan
    from pipeline.outline import Passage
    from pipeline.values import Deadline

ANY_YEAR = TimeContext(plan_year=1949)
"""A time to read words by whose year does not matter."""

_SENTENCE = re.compile(r"[^。;；\n]*[。;；\n]?")


@dataclass(frozen=True, slots=True)
class Heard:
    """The times of running text: its `limits`, and what is `passed_over` though it is said of a whole clause of a task."""

    limits: tuple[Found[Deadline], ...] = ()
    passed_over: tuple[Found[Deadline], ...] = ()


def hear(passage: Passage, context: TimeContext, rules: DeadlineRules, source: str = "text") -> Heard:
    """The times in running text, sentence by sentence; a year is carried only from one limit to the next."""
    limits: list[Found[Deadline]] = []
    passed: list[Found[Deadline]] = []
    for count, sentence in enumerate(_sentences(passage) if rules.may_hold_time(passage.text) else ()):
        if not rules.may_hold_time(sentence.text):
            continue
        scan = rules.scan_prose(sentence.text)
        times = read_times(scan, context)
        guessed = read_times(scan, ANY_YEAR) if context.year is None else times
        sides = [Surroundings.of(chain, scan, count, source) for chain in _chains(times) for _ in chain]
        # Which words are limits does not hang on the year: a notice that nobody can date has them too, as `unknown`.
        judged = guessed if len(guessed) == len(times) else times
        limiting = [is_limit(r, side, context, rules) for r, side in zip(judged, sides, strict=True)]
        leads = {t.start: t.end for t in scan.tokens if t.kind == "prep"}
        readings = [_bare(r, leads) for r, limit in zip(times, limiting, strict=True) if limit]
        timed = cut_around(sentence.text, scan, readings) if readings else []
        limits += read_timed(sentence, [_demanded(p, sentence.text, rules) for p in timed], rules)
        others = (one for one, limit in zip(zip(judged, sides, strict=True), limiting, strict=True) if not limit)
        passed += [_found(r, sentence, scan) for r, side in others if may_limit(r, side, context, rules)]
        for reading in readings:
            if reading.deadline.end and "year" not in reading.deadline.inferred and "point" in reading.marks:
                context = replace(context, year_before=reading.deadline.end.year)
    return Heard(tuple(limits), tuple(passed))


def _found(reading: Reading, sentence: Passage, scan: Scan) -> Found[Deadline]:
    """A time as it stands, without what must be done by then."""
    span = scan.span(reading.start, reading.end)
    words = sentence.part(span.start, span.end)
    return Found(reading.deadline, words.said, words.place, "+".join(reading.rules))


def _chains(times: list[Reading]) -> Iterator[tuple[Reading, ...]]:
    """The times of a sentence, those of one list (6月上旬、11月中旬) together: what stands beside the list is said of each."""
    chain: tuple[Reading, ...] = ()
    for reading in times:
        chain = (*chain, reading)
        if "listed" not in reading.marks:
            yield chain
            chain = ()


def _demanded(one: TimedWords, text: str, rules: DeadlineRules) -> TimedWords:
    """A time without the words of its sentence that are not about what must be done by then."""
    start, end = one.after
    return replace(one, before=(one.start, one.start), after=(start, start + first_demand(text[start:end], rules)), extends=False)


def _bare(reading: Reading, leads: Mapping[int, int]) -> Reading:
    """Without the prepositions before it: in running text they belong to the sentence."""
    start = reading.start
    while start in leads:
        start = leads[start]
    return reading if start == reading.start else replace(reading, start=start)


def _sentences(passage: Passage) -> Iterator[Passage]:
    for match in _SENTENCE.finditer(passage.text):
        if match.end() > match.start():
            yield passage.part(match.start(), match.end())
