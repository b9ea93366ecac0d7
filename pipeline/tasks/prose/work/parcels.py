"""A paragraph that hands out several duties, cut into them: 一是…（甲负责）；二是…（乙负责）, a bracket behind each sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.prose.attached.amid import attached_amid
from pipeline.tasks.prose.attached.attach import head_of, peel
from pipeline.tasks.prose.attached.brackets import OPENERS, brackets_in
from pipeline.tasks.senses import BEYOND_DOUBT, SURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import Mark
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_AROUND = " 　；;。，,\n"
_WITHIN = frozenset("，,、：:")
_CLAUSE = re.compile(r"[^，,；;。：:]{2,40}(?=[，,])")
_BODY = re.compile(r"(?:(?<=^)|(?<=[。；;\n 　]))(?P<who>[^：:。；;\n 　]{2,60})[：:][ 　]*(?=[^ 　\n])")
_BODY_ALONE = re.compile(r"(?:(?<=^)|(?<=[。；;：:\n 　]))(?P<who>[^：:。；;，,\n 　]{2,60})。[ 　]*(?=[^ 　\n])")
_SEVERAL = 2
_LEAST_REST, _NEAR = 6, 4
_LONGEST_TITLE = 60
_GAP = " 　\xa0"


@dataclass(frozen=True)
class Parcel:
    """A part of a paragraph: all of it, its words without signs around them, its own number, a title before it, its units."""

    whole: Passage
    words: Passage
    label: Passage | None = None
    title: Passage | None = None
    units: tuple[Phrase, ...] = ()


def parcels_of(paragraph: Passage, style: str, senses: Senses, rules: TaskRules) -> Iterator[Parcel]:
    """The duties of a paragraph; all of it where it hands out one. Numbers of `style` part it whatever they are about."""
    headed = _headed(paragraph, senses, rules) or _bodies(paragraph, senses, rules)
    if headed:
        yield from headed
        return
    marks = rules.numbers.clauses(paragraph)
    if len(marks) >= _SEVERAL:
        clauses = _clauses(paragraph, marks)
        if marks[0].style == style or _units(clauses, senses, rules) >= _SEVERAL:
            yield from clauses
            return
    yield from _bracketed(paragraph, senses, rules)


def own_style(node: Node, senses: Senses, rules: TaskRules) -> str:
    """The style of the numbers inside an item's paragraph, where at least two of the parts set a time of their own; else ""."""
    paragraphs = ([node.rest] if node.rest is not None else []) + [p for _, p in node.body]
    for paragraph in paragraphs:
        marks = rules.numbers.clauses(paragraph)
        if len(marks) >= _SEVERAL and rules.numbers.is_inline(marks[0].style):
            timed = sum(_is_timed(c.words, senses) for c in _clauses(paragraph, marks))
            if timed >= _SEVERAL:
                return marks[0].style
    return ""


def _is_timed(words: Passage, senses: Senses) -> bool:
    """Whether words set a time, or begin with one: 8月下旬起，策划开展…."""
    first = _CLAUSE.match(words.text)
    return senses.has_time(words) or (first is not None and senses.time_like(first[0]) > SURE)


def _units(clauses: Sequence[Parcel], senses: Senses, rules: TaskRules) -> int:
    """How many of the parts name who does them: in a bracket or label, or in their sentences."""
    return sum(bool(peel(c.words, senses, rules.attach).units) or senses.charges(c.words) == 1 for c in clauses)


def _headed(paragraph: Passage, senses: Senses, rules: TaskRules) -> list[Parcel]:
    """The numbered duties of a body that is named once before them: 县教育局：1.…；2.…."""
    found = head_of(paragraph, senses, rules.attach)
    if found is None:
        return []
    who, rest = found
    marks = rules.numbers.clauses(rest)
    if len(marks) < _SEVERAL or marks[0].whole.span.start != rest.span.start:
        return []
    first, *others = _clauses(rest, marks)
    head = paragraph.part(0, rest.span.start - paragraph.span.start)
    return [
        Parcel(first.whole, first.words, first.label, head, (who,)),
        *(Parcel(c.whole, c.words, c.label, None, (who,)) for c in others),
    ]


def _bodies(paragraph: Passage, senses: Senses, rules: TaskRules) -> list[Parcel]:
    """The duties of several bodies in one paragraph, each named before a colon: 县财政局：保障资金。县气象局：做好预警。.

    Before a full stop they count where all of them stand so, and their duty follows: 县财政局。负责保障资金。.
    """
    heads = [m for m in _BODY.finditer(paragraph.text) if senses.unit_like(m["who"]) > BEYOND_DOUBT]
    if len(heads) < _SEVERAL:
        heads = [m for m in _BODY_ALONE.finditer(paragraph.text) if rules.attach.body_like(m["who"], senses) > BEYOND_DOUBT]
        heads = [m for m in heads if rules.attach.has("charge", paragraph.text[m.end() : m.end() + _NEAR])]
    if len(heads) < _SEVERAL:
        return []
    title = paragraph.part(0, heads[0].start())
    parcels = []
    for match, after in zip(heads, [*heads[1:], None], strict=True):
        whole = paragraph.part(match.start(), after.start() if after else None)
        words = paragraph.part(match.end(), after.start() if after else None).strip(" 　；;\n")
        above = title if match is heads[0] and title.text.strip(_AROUND) else None
        parcels.append(Parcel(whole, words, None, above, (Phrase(paragraph.part(*match.span("who")), "responsible", "bracket"),)))
    return parcels


def _clauses(paragraph: Passage, marks: Sequence[Mark]) -> list[Parcel]:
    """The numbered parts of a paragraph; the words before the first are their title."""
    base = paragraph.span.start
    title = paragraph.part(0, marks[0].whole.span.start - base)
    parcels = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        stop = after.whole.span.start - base if after else paragraph.span.length
        words = paragraph.part(mark.whole.span.end - base, stop).strip(_AROUND)
        above = title if mark is marks[0] and title.text.strip(_AROUND) else None
        whole = paragraph.part(mark.whole.span.start - base, stop)
        parcels.append(Parcel(whole, words, mark.label, above))
    return parcels


def _bracketed(paragraph: Passage, senses: Senses, rules: TaskRules) -> Iterator[Parcel]:
    """A paragraph cut after each bracket of duty that ends a sentence, where it has several."""
    text = paragraph.text
    ends = []
    for start, end in brackets_in(paragraph):
        after = text[end : end + _NEAR].lstrip()[:1]
        if text[end : end + 1] in _WITHIN or (after and after in OPENERS):
            continue
        found = attached_amid(paragraph, (start, end), senses, rules.attach)
        if found is not None and found.units:
            ends.append(end)
    after = text[ends[-1] :].strip(_AROUND) if ends else ""
    closes = rules.sections.closes(after) or (bool(after) and rules.attach.has("asks", after))
    alone = bool(ends) and ends[0] > _LONGEST_TITLE and text[ends[0] : ends[0] + 1].strip(_GAP) == ""
    if len(ends) < _SEVERAL and not alone and not closes:
        yield Parcel(paragraph, paragraph)
        return
    if len(text[ends[-1] :].strip(_AROUND)) < _LEAST_REST and not closes:
        ends[-1] = len(text)
    at = 0
    for end in dict.fromkeys([*ends, len(text)]):
        yield Parcel(paragraph.part(at, end), paragraph.part(at, end).strip(_AROUND))
        at = end
