"""Words that name a time become deadlines: the reader, and the examples of its rules.

How the words are found is in `deadline_words`, how they are put together in `deadline_grammar`, which of them count in running
text in `deadline_limits`, and what days they mean in `calendar`.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import TimeContext
from pipeline.facts.deadlines.grammar import read_times
from pipeline.facts.deadlines.prose import ANY_YEAR, hear
from pipeline.facts.deadlines.timed_words import cut_around, read_timed
from pipeline.facts.deadlines.words import AID_KINDS, POINT_KINDS, DeadlineRule, DeadlineRules
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.values import Deadline, Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.deadlines.course import Reading
    from pipeline.facts.deadlines.words import Scan

__all__ = [
    "DeadlineRule",
    "DeadlineRules",
    "TimeContext",
    "describe",
    "has_limit",
    "phrase_of",
    "read_deadlines",
    "time_like",
    "try_example",
]

_READ_AS, _LABELLED = "cell", "deadline"
_PROSE = {"text": "text", "cover": "text"}
_LONGEST_CELL, _LONGEST_TIME = 600, 60
_ALONE = "alone"
_TORN_MONTH = re.compile(r"(?P<month>1[0-2]|[1-9])(?=[^0-9,;:。、.()\[\]—~/-])")
_CORE = POINT_KINDS | {"offset", "every", "ongoing", "always", "schedule", "event", "now"}
_UNCOUNTED = ("number", "list", "times", "paper")


def read_deadlines(phrase: Phrase, context: TimeContext, rules: DeadlineRules) -> tuple[Found[Deadline], ...]:
    """The deadlines that a phrase sets, in reading order; its `source` says how much of it is about time.

    In a cell and behind a label of time everything is: what nobody can read is a deadline of kind `unknown`. In running text only
    genuine limits are; in a letter's own demand (`cover`) the days of its reports too.
    """
    passage = phrase.passage.strip()
    text = passage.text
    if not text or rules.aids["blank"].fullmatch(text.translate(rules.fold)):
        return ()
    if phrase.source in _PROSE or len(text) > _LONGEST_CELL:
        found = list(hear(passage, context, rules, phrase.source).limits)
    else:
        found = _read_words(passage, _READ_AS if phrase.role == _LABELLED else phrase.source, context, rules)
    if phrase.source == _READ_AS:
        return tuple(found)
    source = _PROSE.get(phrase.source, phrase.source)
    return tuple(Found(replace(f.value, source=source), f.said, f.place, f.rule) for f in found if f.value)


def time_like(text: str, rules: DeadlineRules) -> float:
    """How likely it is that a table cell holds a deadline: the share of its words that are time words, 0.0 to 1.0."""
    if not text or len(text) > _LONGEST_TIME:
        return 0.0
    scan = rules.scan_cell(text)
    if not any(t.kind in _CORE for t in scan.tokens):
        return 0.0
    said = sum(t.end - t.start for t in scan.tokens if t.kind not in _UNCOUNTED)
    return min(1.0, said / max(1, len(scan.words)))


def has_limit(passage: Passage, rules: DeadlineRules) -> bool:
    """Whether running text sets a time limit of its own, whatever the notice's year; the year of a goal alone does not."""
    return bool(hear(passage, ANY_YEAR, rules, _ALONE).limits)


def _read_words(passage: Passage, source: str, context: TimeContext, rules: DeadlineRules) -> list[Found[Deadline]]:
    """Words that are all about time, and what must be done by then."""
    scan = rules.scan_cell(passage.text)
    heard = _torn(_meant(read_times(scan, context), scan), scan)
    readings = [r for r in heard if source != "bracket" or not _is_mentioned(r)]
    if not readings:
        if source == "bracket" and (heard or not any(t.kind in _CORE for t in scan.tokens)):
            return []
        unread = Found(Deadline(kind="unknown"), passage.said, passage.place)
        return [] if rules.is_plain(passage.text) else [unread]
    return read_timed(passage, cut_around(passage.text, scan, readings), rules)


def _is_mentioned(reading: Reading) -> bool:
    """A bare year in a bracket, as in the title of a plan (2021—2025年), is no limit."""
    return bool(reading.marks & {"year", "stray"}) and not reading.marks & {"before", "within", "to"}


def _meant(readings: list[Reading], scan: Scan) -> list[Reading]:
    """Without what only leads in the times after it (2022年：6月底前…, 全年2次，6月底前…), and what a bracket says again."""
    kept: list[Reading] = []
    if readings and "counted" in readings[0].marks and len(readings) > 1:
        readings = readings[1:]
    for reading in readings:
        earlier = kept[-1] if kept else None
        if earlier and "anchor" in earlier.marks and "offset" not in earlier.marks and "anchor" in reading.deadline.inferred:
            kept.pop()
            earlier = None
        if earlier and "year" in earlier.marks and earlier.deadline.kind == "date" and _is_led(reading):
            gap = scan.words[earlier.end : reading.start]
            if gap in ("", ",", ":"):
                inferred = tuple(i for i in reading.deadline.inferred if i != "year")
                whole = replace(reading.deadline, inferred=inferred)
                rules = tuple(dict.fromkeys(earlier.rules + reading.rules))
                kept[-1] = replace(reading, deadline=whole, start=earlier.start, rules=rules)
                continue
        if earlier and scan.words[earlier.end : reading.start] == "(" and _same_day(earlier, reading):
            kept[-1] = replace(earlier, end=reading.end + scan.words.startswith(")", reading.end))
            continue
        kept.append(reading)
    return kept


def _torn(readings: list[Reading], scan: Scan) -> list[Reading]:
    """A bare year right before a number and nonsense was that month of it, or later: nobody can read the rest."""
    if not any("year" in reading.marks for reading in readings):
        return readings
    read = {reading.start for reading in readings}
    months = (None if reading.end in read else _TORN_MONTH.match(scan.words, reading.end) for reading in readings)
    return [_cut_short(reading, month) for reading, month in zip(readings, months, strict=True)]


def _cut_short(reading: Reading, month: re.Match[str] | None) -> Reading:
    said = reading.deadline
    if month is None or "year" not in reading.marks or said.kind != "date" or said.end is None or said.precision != "year":
        return reading
    last = monthrange(said.end.year, int(month["month"]))[1]
    earliest = dt.date(said.end.year, int(month["month"]), last)
    torn = replace(said, end_earliest=earliest, inferred=(*said.inferred, "month"))
    return replace(reading, deadline=torn)


def _same_day(one: Reading, other: Reading) -> bool:
    """Whether a bracket says the same day in other words: 12月底（年底前）."""
    days = [r.deadline.end for r in (one, other) if r.deadline.kind == "date" and r.deadline.start is None]
    return len(days) > 1 and days[0] == days[1]


def _is_led(reading: Reading) -> bool:
    return "year" in reading.deadline.inferred and reading.deadline.kind in ("date", "period") and "year" not in reading.marks


_FIELDS = (
    "start",
    "end",
    "end_earliest",
    "precision",
    "approximate",
    "rrule",
    "offset_days",
    "workdays",
    "anchor",
    "deliverable",
)
_SOURCE = re.compile(r"(cell|text|cover|bracket|label)> ")
_EXAMPLE_TIME = TimeContext(plan_year=2022, written=dt.date(2022, 3, 1))


def describe(deadlines: Sequence[Found[Deadline]]) -> str:
    """Deadlines in a short text, one after the other, as the examples in `rules/deadlines.yaml` say them."""
    return "; ".join(_described(found.value) for found in deadlines if found.value)


def _described(deadline: Deadline) -> str:
    parts = [deadline.kind]
    for name in _FIELDS:
        value = getattr(deadline, name)
        if value is True:
            parts.append(name)
        elif value is not None and value is not False:
            parts.append(f"{name}={value}")
    if deadline.inferred:
        parts.append("inferred=" + ",".join(deadline.inferred))
    return " ".join(parts)


def phrase_of(words: str, stood: str) -> Phrase:
    """Words as a phrase that stood in a `cell`, a `bracket`, running `text`, a `cover`, or behind a `label` of time."""
    if stood == "label":
        return Phrase(Passage.of(words), role=_LABELLED, source="bracket")
    return Phrase(Passage.of(words), source=stood)


def try_example(rule: DeadlineRule, rules: DeadlineRules, said: str) -> str:
    """What the reader makes of some words when this rule has a part in it.

    `text> ` before the words says that they are a task's running text, `cover> ` that they are a letter's own demand, `bracket> `
    that they stood in a bracket, `label> ` that they stood there behind a label of time.
    """
    marked = _SOURCE.match(said)
    words = said[marked.end() :] if marked else said
    phrase = phrase_of(words, marked[1] if marked else "cell")
    found = read_deadlines(phrase, _EXAMPLE_TIME, rules)
    if rule.kind in AID_KINDS or any(rule.id in (f.rule or "").split("+") for f in found):
        return describe(found)
    return ""
