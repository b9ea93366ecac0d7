"""Which bodies the sentences of a task ask for something by themselves, where no label and no column names them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.reading import read_deadlines
from pipeline.facts.units.acting import opens_class
from pipeline.facts.units.doing import classes_ahead, doers
from pipeline.facts.units.names import squeeze
from pipeline.facts.units.sets import is_any
from pipeline.facts.units.stretch import role_of
from pipeline.facts.units.text import sentence_subject
from pipeline.notice import Phrase
from pipeline.tasks.prose.letter.cover import sentences
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compose.setting import Setting
    from pipeline.facts.units.rules import UnitRules
    from pipeline.notice import Draft
    from pipeline.outline import Passage
    from pipeline.values import Found, Place, Region, Unit

PART = re.compile(r"[^；;]+")
_CLAUSE = re.compile(r"[^，,；;：:。]+")
_OPENING, _SUBJECT, _MOST_CLAUSES = 2, 200, 40


def bodies_asked(draft: Draft, setting: Setting) -> Sequence[Found[Unit]]:
    """The bodies that an item asks by name: in its first sentence, the one after its run-in title, or one with a time.

    A set of bodies (各区人民政府要于…) counts only with a time, in its sentence or in the next, where that names nobody.
    """
    spoken = [sentence for passage in draft.text for sentence in sentences(passage)]
    for at, sentence in enumerate(spoken):
        found = subjects(sentence, setting.region, setting.units)
        after = (later for later in spoken[at + 1 : at + 2] if found and not subjects(later, setting.region, setting.units))
        said = (Phrase(words, None, "text") for words in (sentence, *after))
        timed = any(read_deadlines(phrase, setting.times, setting.deadlines) for phrase in said)
        if found and (timed or (at < _OPENING and is_named(found))):
            return tuple(chain.from_iterable(found))
    return ()


def classes_asked(draft: Draft, setting: Setting) -> Sequence[Found[Unit]]:
    """The bodies that the first sentences of an item ask, sets of them too and without a time: 各乡镇要清理河道, 各乡镇清理河道.

    So much is said only of who does it where nothing else names anybody: there it is nearer than the addressees. A set whose
    verb nobody knows (各乡镇挪开网箱) is a Found without value; 各责任单位 and their like are the addressees.
    """
    spoken = tuple(islice((sentence for passage in draft.text for sentence in sentences(passage)), _OPENING))
    asked = (found for words in spoken for found in chain.from_iterable(subjects(words, setting.region, setting.units)))
    sure = tuple(found for found in asked if found.value is not None and _is_asked(found.value, setting.units))
    return sure or tuple(chain.from_iterable(_told(words, setting) for words in spoken))


def _told(words: Passage, setting: Setting) -> Iterator[Found[Unit]]:
    """The set of bodies that a sentence begins with, and the offices that clauses do, before a verb that nobody knows."""
    yield from classes_ahead(words, setting.region, setting.units)
    yield from (found for found in doers(words, setting.region, setting.units) if found.value is None)


def _is_asked(unit: Unit, units: UnitRules) -> bool:
    """Whether a body that a sentence asks is one, or a set that its first word opens and that says which bodies it means."""
    return not unit.is_group or (opens_class(unit.name, units) and not is_any(unit.name, units))


def asked_beside(passages: Sequence[Passage], charged: Sequence[Found[Unit]], setting: Setting) -> Iterator[Found[Unit]]:
    """The bodies that other clauses of sentences ask beside those charged: 县水利局牵头编制规划，县发改局要加快立项.

    By name in the same sentence; a set of bodies anywhere, where its own words say by when: …；各乡镇要在9月底前清理.
    """
    starts = _starts(charged)
    for passage in passages:
        own = starts.get(passage.path, [])
        for sentence in sentences(passage) if own else ():
            beside = _holds(sentence.span, own)
            for asked in subjects(sentence, setting.region, setting.units):
                apart = asked[0].place is not None and not _holds(_reach(asked, sentence), own)
                sure = (beside and is_named((asked,))) or _is_timed_set(asked, sentence, setting)
                if apart and sure and _begins_clause(asked[0].place, sentence):
                    yield from _in_role(asked, sentence, setting.units)


def _is_timed_set(asked: Sequence[Found[Unit]], sentence: Passage, setting: Setting) -> bool:
    """Whether bodies are sets that say whom they mean, and the words behind them up to a semicolon say by when."""
    if not all(found.value is not None and _is_asked(found.value, setting.units) for found in asked):
        return False
    part = PART.match(sentence.text, _reach(asked, sentence).end - sentence.span.start)
    phrase = Phrase(sentence.part(*part.span()), None, "text") if part is not None else None
    return phrase is not None and bool(read_deadlines(phrase, setting.times, setting.deadlines))


def doing_beside(passages: Sequence[Passage], named: Sequence[Found[Unit]], setting: Setting) -> Iterator[Found[Unit]]:
    """The offices that clauses begin with and say what they do, beside those named; where none is, in the first sentences.

    A name whose verb nobody knows is told only in a sentence in which others were read: one of two would be half a list.
    """
    starts = _starts(named)
    spoken = [sentence for passage in passages for sentence in sentences(passage)]
    for at, sentence in enumerate(spoken):
        own = starts.get(sentence.path, [])
        said = doers(sentence, setting.region, setting.units) if at < _OPENING or _holds(sentence.span, own) else ()
        fresh = [found for found in said if found.place is None or not _holds(found.place.span, own)]
        others = len(fresh) < len(said) or _holds(sentence.span, own) or any(found.value for found in fresh)
        yield from (found for found in fresh if found.value is not None or others)


def _starts(found: Sequence[Found[Unit]]) -> dict[str, list[int]]:
    """Where units begin in each block, in printed order."""
    starts: dict[str, list[int]] = {}
    for place in sorted((f.place for f in found if f.place is not None), key=lambda place: place.span.start):
        starts.setdefault(place.path, []).append(place.span.start)
    return starts


def _holds(span: Span, starts: Sequence[int]) -> bool:
    """Whether one of some places in printed order begins inside a span."""
    at = bisect_left(starts, span.start)
    return at < len(starts) and starts[at] < span.end


def _reach(asked: Sequence[Found[Unit]], sentence: Passage) -> Span:
    """From the first of some bodies to the last."""
    places = [found.place.span for found in asked if found.place is not None] or [sentence.span]
    return Span(places[0].start, places[-1].end)


def _begins_clause(place: Place | None, sentence: Passage) -> bool:
    """Whether words begin a clause, and do not follow a label."""
    start = place.span.start - sentence.span.start if place is not None else 0
    return not start or sentence.text[start - 1] in "，,；;"


def _in_role(asked: Sequence[Found[Unit]], sentence: Passage, units: UnitRules) -> Iterator[Found[Unit]]:
    """The bodies in the role that the word behind them says: 县商务局配合 helps."""
    place = asked[-1].place
    duty = units.patterns["duty"].match(sentence.text, place.span.end - sentence.span.start) if place is not None else None
    role = role_of(squeeze(duty.group()), units)[0] if duty is not None else None
    yield from (replace(f, value=replace(f.value, role=role)) if role and f.value is not None else f for f in asked)


def bodies_asked_by_then(passage: Passage, setting: Setting) -> tuple[Found[Unit], ...]:
    """The bodies that the clause with the time asks, or the nearest before it: 区委带队检查，请各镇整改，5月20日前报送."""
    asked: list[Found[Unit]] = []
    for match in PART.finditer(passage.text):
        part = passage.part(*match.span())
        clauses = tuple(islice(_CLAUSE.finditer(part.text), _MOST_CLAUSES))
        phrases = (Phrase(part.part(*clause.span()), None, "cover") for clause in clauses)
        timed = [at for at, phrase in enumerate(phrases, 1) if read_deadlines(phrase, setting.times, setting.deadlines)]
        starts = (tuple(clause.start() for clause in clauses[:at]) for at in timed)
        asked += next(filter(None, (_nearest_subject(part, before, setting) for before in starts)), ())
    return tuple(asked)


def _nearest_subject(part: Passage, starts: Sequence[int], setting: Setting) -> tuple[Found[Unit], ...]:
    """The bodies asked from the last of these places on; from an earlier one, where the list of them begins there."""
    nearest: tuple[Found[Unit], ...] = ()
    for start in reversed(starts):
        found = sentence_subject(part.part(start, start + _SUBJECT), setting.region, setting.units)
        sure = tuple(f for f in found if f.value is not None and (not start or _is_class_or_name(f.value, setting.units)))
        if nearest and not (sure and sure[-1].place == nearest[-1].place):
            break
        nearest = sure
    return nearest


def subjects(sentence: Passage, home: Region | None, units: UnitRules) -> tuple[tuple[Found[Unit], ...], ...]:
    """The bodies that a sentence asks for something: of its first clause that asks any, and of those behind a semicolon.

    So it asks those that a later clause begins with by name: 县住建局要检查工地，县市场监管局要检查电梯.
    """
    lists: list[tuple[Found[Unit], ...]] = []
    for match in islice(_CLAUSE.finditer(sentence.text), _MOST_CLAUSES):
        opens = not match.start() or sentence.text[match.start() - 1] in "；;"
        found = sentence_subject(sentence.part(match.start(), match.start() + _SUBJECT), home, units)
        sure = tuple(f for f in found if f.value is not None and (opens or _is_class_or_name(f.value, units)))
        if sure and (opens or not lists or is_named((sure,))):
            lists.append(sure)
    return tuple(lists)


def _is_class_or_name(unit: Unit, units: UnitRules) -> bool:
    """Whether a body in the middle of a sentence is one for certain: a name, a class by its first word (各…) or line of work."""
    departments = unit.function is not None and bool(units.ending("noun_of_class", unit.name))  # 教育部门
    return not unit.is_group or departments or bool(units.beginning("group_opener", unit.name))


def is_named(asked: Sequence[Sequence[Found[Unit]]]) -> bool:
    """Whether some list of bodies begins with one that has a name of its own."""
    return any(found[0].value is not None and not found[0].value.is_group for found in asked)
