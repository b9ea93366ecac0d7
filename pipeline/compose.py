"""Drafts to tasks: their units, deadlines, and what they inherit from the letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.reading import DeadlineRules, TimeContext, read_deadlines, time_like
from pipeline.facts.units.like import unit_like
from pipeline.facts.units.reading import read_units, times_beside, words_beside
from pipeline.facts.units.text import find_units_in_text, sentence_subject, unread_charges
from pipeline.notice import Phrase, Task
from pipeline.outline import Passage
from pipeline.tasks.prose.cover import sentences
from pipeline.tasks.prose.onward import OTHERWISE, SHARED
from pipeline.tasks.senses import Senses
from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.facts.units.rules import UnitRules
    from pipeline.notice import Draft, Metadata
    from pipeline.values import Deadline, Region, Unit

_PART = re.compile(r"[^；;]+")
_CLAUSE = re.compile(r"[^，,；;：:。]+")
_OPENING, _SUBJECT, _MOST_CLAUSES = 2, 200, 40
_YEAR_OF = re.compile(r"(20[0-9]{2})年(?!.*20[0-9]{2}|[0-9])")
_WRAP = "（()）〔〕[]，,；; "
_SURE = 0.5
_WORDLESS = 0.3
_LIMITS = frozenset({"date", "period", "relative", "recurring"})
_UNKNOWN = "unknown"
_SENDS_NONE = frozenset({"notice", "other"})
_ONCE = frozenset({SHARED, OTHERWISE})
# Whether words set a limit does not depend on which year it is.
_ANY_YEAR = 1949


@dataclass(frozen=True)
class Home:
    """What the facts of a task are read against: the issuer's region, the notice's dates."""

    region: Region | None
    times: TimeContext
    units: UnitRules
    deadlines: DeadlineRules


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
            limits[key] = any(f.value is not None and f.value.kind in _LIMITS for f in found)
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
    parts = (sentence.part(*match.span()) for sentence in sentences(passage) for match in _PART.finditer(sentence.text))
    if _is_named([asked for part in parts if (asked := sentence_subject(part, None, units))]):
        return 1.0
    return _SURE if found else 0.0


def _is_named(asked: Sequence[Sequence[Found[Unit]]]) -> bool:
    """Whether some list of bodies begins with one that has a name of its own."""
    return any(found[0].value is not None and not found[0].value.is_group for found in asked)


def compose(drafts: Sequence[Draft], metadata: Metadata, home: Home) -> tuple[Task, ...]:
    """The tasks of a notice in the order of its drafts; a letter that sends no plan asks its addressees where it names nobody."""
    tasks = [_task(draft, home) for draft in drafts]
    only_asks = metadata.doc_kind in _SENDS_NONE and all(task.draft.origin == "cover" for task in tasks)
    theirs = [only_asks or task.draft.origin != "cover" for task in tasks]
    if not any(unit.value for task, own in zip(tasks, theirs, strict=True) if own for unit in task.units):
        inherited = tuple(_addressees(metadata, home))
        tasks = [replace(t, units=inherited) if own and not t.units else t for t, own in zip(tasks, theirs, strict=True)]
    return tuple(tasks)


def _task(draft: Draft, home: Home) -> Task:
    confidence = draft.confidence
    for passage in draft.text:
        confidence *= passage.certain
    label = draft.label.text.strip() if draft.label is not None else None
    task = Task(draft, label, tuple(_units(draft, home)), tuple(_deadlines(draft, home)), round(confidence, 4))
    return replace(task, confidence=min(task.confidence, _WORDLESS)) if task.is_wordless else task


def _units(draft: Draft, home: Home) -> Iterable[Found[Unit]]:
    """The units of the task itself, then those that the notice names once for many."""
    once = tuple(phrase for phrase in draft.units if phrase.source in _ONCE)
    own = tuple(_own_units(draft, tuple(phrase for phrase in draft.units if phrase not in once), home))
    yield from own
    named = {found.value.name for found in own if found.value is not None}
    for phrase in once:
        read = read_units(phrase, home.region, home.units) if phrase.source == SHARED or not own else ()
        yield from (_merged(found) for found in read if found.value is None or found.value.name not in named)


def _own_units(draft: Draft, printed: Sequence[Phrase], home: Home) -> Iterable[Found[Unit]]:
    """The units that are printed for the task; where none is, the bodies that its own sentences name."""
    if printed:
        times = {time.passage.place for phrase in printed for time in _unlabelled_times(phrase, home)}
        named: set[str] = set()
        for phrase in _settled(printed):
            for found in read_units(phrase, home.region, home.units):
                name = found.value.name if found.value is not None else ""
                if (name or found.place not in times) and not (phrase.source == "repeated" and name in named):
                    yield _merged(found) if phrase.from_merge else found
                named.add(name)
    elif draft.origin == "cover":
        for passage in draft.text:
            asked = _subjects(passage, home.region, home.units)
            due = _asked_by_then(passage, home)
            yield from due or sentence_subject(passage, home.region, home.units) or chain.from_iterable(asked)
    else:
        charged = [f for p in draft.text for f in find_units_in_text(p, home.region, home.units)]
        yield from charged or _asked(draft, home) or [f for p in draft.text for f in unread_charges(p, home.units)]


def _asked(draft: Draft, home: Home) -> Sequence[Found[Unit]]:
    """The bodies that an item asks by name: in its first sentence, the one after its run-in title, or one with a time.

    A set of bodies (各区人民政府要于…) counts only with a time, in its sentence or in the next, where that names nobody.
    """
    spoken = [sentence for passage in draft.text for sentence in sentences(passage)]
    for at, sentence in enumerate(spoken):
        found = _subjects(sentence, home.region, home.units)
        after = (later for later in spoken[at + 1 : at + 2] if found and not _subjects(later, home.region, home.units))
        said = (Phrase(words, None, "text") for words in (sentence, *after))
        timed = any(read_deadlines(phrase, home.times, home.deadlines) for phrase in said)
        if found and (timed or at < _OPENING):
            return tuple(chain.from_iterable(found)) if _is_named(found) or timed else ()
    return ()


def _asked_by_then(passage: Passage, home: Home) -> tuple[Found[Unit], ...]:
    """The bodies that the clause with the time asks, or the nearest before it: 区委带队检查，请各镇整改，5月20日前报送."""
    asked: list[Found[Unit]] = []
    for match in _PART.finditer(passage.text):
        part = passage.part(*match.span())
        clauses = tuple(islice(_CLAUSE.finditer(part.text), _MOST_CLAUSES))
        phrases = (Phrase(part.part(*clause.span()), None, "cover") for clause in clauses)
        timed = [at for at, phrase in enumerate(phrases, 1) if read_deadlines(phrase, home.times, home.deadlines)]
        starts = (tuple(clause.start() for clause in clauses[:at]) for at in timed)
        asked += next(filter(None, (_nearest_subject(part, before, home) for before in starts)), ())
    return tuple(asked)


def _nearest_subject(part: Passage, starts: Sequence[int], home: Home) -> tuple[Found[Unit], ...]:
    """The bodies asked from the last of these places on; from an earlier one, where the list of them begins there."""
    nearest: tuple[Found[Unit], ...] = ()
    for start in reversed(starts):
        found = sentence_subject(part.part(start, start + _SUBJECT), home.region, home.units)
        sure = tuple(f for f in found if f.value is not None and (not start or _is_class_or_name(f.value, home.units)))
        if nearest and not (sure and sure[-1].place == nearest[-1].place):
            break
        nearest = sure
    return nearest


def _subjects(sentence: Passage, home: Region | None, units: UnitRules) -> tuple[tuple[Found[Unit], ...], ...]:
    """The bodies that a sentence asks for something: of its first clause that asks any, and of those behind a semicolon."""
    subjects: list[tuple[Found[Unit], ...]] = []
    for match in islice(_CLAUSE.finditer(sentence.text), _MOST_CLAUSES):
        opens = not match.start() or sentence.text[match.start() - 1] in "；;"
        if subjects and not opens:
            continue
        found = sentence_subject(sentence.part(match.start(), match.start() + _SUBJECT), home, units)
        sure = tuple(f for f in found if f.value is not None and (opens or _is_class_or_name(f.value, units)))
        subjects += [sure] if sure else []
    return tuple(subjects)


def _is_class_or_name(unit: Unit, units: UnitRules) -> bool:
    """Whether a body in the middle of a sentence is one for certain: it has a name, or its first word makes it a class (各…)."""
    return not unit.is_group or bool(units.beginning("group_opener", unit.name))


def _unlabelled_times(phrase: Phrase, home: Home) -> tuple[Phrase, ...]:
    """The words among units that say a time and nothing else: 市教育局，每季度一次; 市司法局；2023年度."""
    beside = words_beside(phrase, home.units)
    return tuple(replace(p, role="deadline") for p in beside if time_like(p.passage.text.strip(_WRAP), home.deadlines) > _SURE)


def _settled(phrases: Sequence[Phrase]) -> Iterable[Phrase]:
    """A column for two roles (配合/责任单位) helps the unit that leads; where none leads, its units are the responsible ones."""
    leads = any(phrase.role in ("lead", "lead_first", "responsible") for phrase in phrases)
    for phrase in phrases:
        role = ("cooperating" if leads else "responsible") if phrase.role == "either" else phrase.role
        yield phrase if role == phrase.role else replace(phrase, role=role)


def _merged(found: Found[Unit]) -> Found[Unit]:
    return found if found.value is None else replace(found, value=replace(found.value, from_merge=True))


def _deadlines(draft: Draft, home: Home) -> Iterable[Found[Deadline]]:
    """The times attached to the task, then those in its own words that are not the same again.

    A time of the heading above holds where the task says none itself.
    """
    home = replace(home, times=_times_below(draft.path, home.times))
    own = tuple(_own_times(draft, home)) if draft.origin != "cover" else ()
    known: set[object] = set()
    beside = [t for p in draft.units for t in (*times_beside(p, home.units), *_unlabelled_times(p, home))]
    attached = (p for p in draft.deadlines if not own or p.source != "inherited")
    for phrase in (*attached, *beside):
        for found in read_deadlines(phrase, home.times, home.deadlines):
            known.add(_key(found))
            yield _due(found, phrase.deliverable)
    yield from (found for found in own if _key(found) not in known)


def _own_times(draft: Draft, home: Home) -> Iterable[Found[Deadline]]:
    """The limits that a task's own words set."""
    for passage in draft.text:
        for found in read_deadlines(Phrase(passage, None, "text"), home.times, home.deadlines):
            if found.value is not None and _is_kept(found.value, home.times):
                yield found


def _is_kept(deadline: Deadline, times: TimeContext) -> bool:
    """Whether a time in a task's own words counts; where nobody knows the year, also one that gives no day."""
    return deadline.kind in _LIMITS or (times.year is None and deadline.kind == _UNKNOWN)


def _due(found: Found[Deadline], deliverable: str | None) -> Found[Deadline]:
    """A time with what is due by then, where its own words do not say it."""
    if deliverable is None or found.value is None or found.value.deliverable is not None:
        return found
    return replace(found, value=replace(found.value, deliverable=deliverable))


def _times_below(path: Sequence[str], times: TimeContext) -> TimeContext:
    """The dates that a task's words count from: a heading that begins with one year (2023年工作计划) says which it is for."""
    years = [match[1] for match in map(_YEAR_OF.match, path) if match]
    return replace(times, plan_year=int(years[-1])) if years else times


def _key(found: Found[Deadline]) -> object:
    value = found.value
    if value is None or (value.kind == _UNKNOWN and value.end is None):
        return found.place
    return (value.kind, value.end, value.rrule, value.offset_days)


def _addressees(metadata: Metadata, home: Home) -> Iterable[Found[Unit]]:
    """The bodies the letter is addressed to, as units that inherit the work because no task names one."""
    for addressee in metadata.addressees:
        if addressee.value is None:
            continue
        phrase = Phrase(Passage.of(addressee.value), "addressee", "inherited")
        for found in read_units(phrase, home.region, home.units):
            if found.value is not None:
                value = replace(found.value, role="addressee")
                yield Found(value, addressee.said, addressee.place, found.rule)
