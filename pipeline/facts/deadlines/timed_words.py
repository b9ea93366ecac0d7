"""The words between times: which belong to which deadline, and what must be done by then."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.values import Deadline, Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.deadlines.course import Reading
    from pipeline.facts.deadlines.words import DeadlineRules, Scan
    from pipeline.outline import Passage

_STRONG = re.compile(r"[;；。\n]")
_WEAK = re.compile(r"[,，、]")
_CLAUSES = re.compile(r"([^,，]*)[,，]?")
_OPEN = re.compile(r"[(（]")
_EDGES = " \t\n　,，;；:：、。.-—－~"


@dataclass(frozen=True, slots=True)
class TimedWords:
    """A reading and the words before and after it that belong to it, as runs of the passage.

    `extends`: words after it that say no more than that it is a time (完成) are part of what was said.
    """

    reading: Reading
    start: int
    end: int
    before: tuple[int, int]
    after: tuple[int, int]
    extends: bool = True


def cut_around(text: str, scan: Scan, readings: Sequence[Reading]) -> list[TimedWords]:
    """Cut the words between the readings: what follows a time is its deliverable, what follows a break leads to the next."""
    spans = [scan.span(r.start, r.end) for r in readings]
    starts = [0]
    for one, other in pairwise(spans):
        starts.append(_cut(text, one.end, other.start))
    ends = [*starts[1:], len(text)]
    return [
        TimedWords(r, s.start, s.end, (start, s.start), (s.end, end))
        for r, s, start, end in zip(readings, spans, starts, ends, strict=True)
    ]


def _cut(text: str, start: int, end: int) -> int:
    """Where the words between two times part: after the last full stop, else the last comma, else before the second time."""
    for mark in (_STRONG, _WEAK):
        places = [m.end() for m in mark.finditer(text, start, end)]
        if places:
            return places[-1]
    return end


def first_demand(words: str, rules: DeadlineRules) -> int:
    """How much of the words after a time in running text says what must be done by then.

    The first clause, with those before it that only lead in, and those after it that go on (并报备案); the rest of the
    sentence speaks of other things. A quotation that holds the time ends it.
    """
    said = False
    quoted, closing, _ = words.partition("”")
    words = quoted if closing and "“" not in quoted else words
    for clause in _CLAUSES.finditer(words):
        text = clause[1].strip()
        if not text:
            continue
        if said and not rules.aids["goes_on"].match(text):
            return clause.start()
        said = said or not rules.aids["lead_in"].match(text)
    return len(words)


def _read_one(passage: Passage, one: TimedWords, rules: DeadlineRules) -> Found[Deadline]:
    text = passage.text
    before, after = _own_words(text[slice(*one.before)], text[slice(*one.after)], rules)
    end = one.end
    parts = [p for p in (before, after) if not rules.is_plain(p)]
    if one.extends and rules.is_plain(after) and not rules.aids["list"].fullmatch(after.strip(_EDGES)):
        said = after.rstrip(_EDGES + "(（")
        end += len(said if _OPEN.search(said) else said.rstrip(")）"))
    words = passage.part(one.start, end)
    if one.reading.deadline.kind == "unknown" and one.reading.deadline.end is None:
        words = passage.part(one.before[0], one.after[1]).strip(_EDGES)
        return Found(one.reading.deadline, words.said, words.place, "+".join(one.reading.rules))
    done = _tidy("".join(_tidy(p, rules) for p in parts), rules)
    deadline, deliverable = one.reading.deadline, done if len(done) > 1 else None
    if deadline.deliverable != deliverable:
        deadline = replace(deadline, deliverable=deliverable)
    return Found(deadline, words.said, words.place, "+".join(one.reading.rules))


def _own_words(before: str, after: str, rules: DeadlineRules) -> tuple[str, str]:
    """The words beside a time without what is said of other things: 责任单位：…；完成时限：2022年6月底前."""
    labels = list(rules.aids["heading"].finditer(before))
    alien = rules.aids["alien"].search(after)
    return before[labels[-1].end() :] if labels else before, after[: alien.start()] if alien else after


def _tidy(words: str, rules: DeadlineRules) -> str:
    """What must be done, without the marks and joining words around it."""
    words = "".join(words.split()).strip(_EDGES)
    joint = rules.aids["joint"].match(words)
    words = words[joint.end() :] if joint else words
    words = rules.aids["joint_end"].sub("", _unbracketed(words))
    return words.strip(_EDGES)


def _unbracketed(words: str) -> str:
    """Without brackets that lost their other half, or that hold all of it."""
    for left, right in ("()", "（）"):
        inner = words[1:-1]
        if words[:1] == left and words[-1:] == right and left not in inner and right not in inner:
            return inner
        if words.count(left) != words.count(right):
            words = words.strip(left + right)
    return words


def read_timed(passage: Passage, timed: list[TimedWords], rules: DeadlineRules) -> list[Found[Deadline]]:
    """The deadlines of times with their words; points in a list share what is said after the last of them."""
    found = [_read_one(passage, one, rules) for one in timed]
    for i in range(len(found) - 2, -1, -1):
        here, later = found[i].value, found[i + 1].value
        gap = passage.text[timed[i].end : timed[i + 1].start].strip()
        if (
            here
            and later
            and here.deliverable is None
            and here.kind == later.kind
            and (not gap or rules.aids["list"].fullmatch(gap))
        ):
            found[i] = replace(found[i], value=replace(here, deliverable=later.deliverable))
    return found
