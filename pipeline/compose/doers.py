"""The units of a task: those printed for it, those its own sentences name, those the notice names once for many."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import normalize

from pipeline.compose.asked import (
    asked_beside,
    bodies_asked,
    bodies_asked_by_then,
    classes_asked,
    doing_beside,
    subjects,
)
from pipeline.compose.times import unlabelled_times
from pipeline.facts.units.reading import read_units
from pipeline.facts.units.text import find_units_in_text, sentence_subject, unread_charges
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.tasks.prose.letter.repeats import AGAIN
from pipeline.tasks.prose.work.onward import OTHERWISE, SHARED
from pipeline.tasks.tables.labels.columns import HELPING_ROLES
from pipeline.values import Found, Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compose.setting import Setting
    from pipeline.notice import Draft, Metadata
    from pipeline.values import Unit

_ONCE = frozenset({SHARED, OTHERWISE})
_NOWHERE = Place("", Span(0, 0))


def units_of(draft: Draft, setting: Setting) -> Iterable[Found[Unit]]:
    """The units of the task itself, then those that the notice names once for many."""
    once = tuple(phrase for phrase in draft.units if phrase.source in _ONCE)
    own = tuple(_own_units(draft, tuple(phrase for phrase in draft.units if phrase not in once), setting))
    yield from own
    named = {found.value.name for found in own if found.value is not None}
    for phrase in once:
        read = read_units(phrase, setting.region, setting.units) if phrase.source == SHARED or not own else ()
        yield from (_merged(found) for found in read if found.value is None or found.value.name not in named)


def _own_units(draft: Draft, printed: Sequence[Phrase], setting: Setting) -> Iterable[Found[Unit]]:
    """The units that are printed for the task; where none is, the bodies that its own sentences name."""
    if printed:
        yield from _printed_units(draft, printed, setting)
    elif draft.origin == "cover":
        for passage in draft.text:
            asked = subjects(passage, setting.region, setting.units)
            due = bodies_asked_by_then(passage, setting)
            yield from due or sentence_subject(passage, setting.region, setting.units) or chain.from_iterable(asked)
    else:
        charged = [f for p in (*draft.text, *draft.again) for f in find_units_in_text(p, setting.region, setting.units)]
        said = _in_order((*charged, *asked_beside(draft.text, charged, setting)))
        named = said or bodies_asked(draft, setting)
        said = _in_order((*named, *doing_beside(draft.text, named, setting)))
        yield from said
        yield from (f for p in draft.text for f in unread_charges(p, setting.units) if not _holds_any(f, said))


def _holds_any(words: Found[Unit], said: Sequence[Found[Unit]]) -> bool:
    """Whether some of these stand inside the words."""
    places = (found.place for found in said if found.place is not None and words.place is not None)
    return any(place.path == words.place.path and place.span.overlaps(words.place.span) for place in places if words.place)


def _printed_units(draft: Draft, printed: Sequence[Phrase], setting: Setting) -> Iterable[Found[Unit]]:
    """The units in these words, and those that the other place which says the task names alone or in another role."""
    times = {time.passage.place for phrase in printed for time in unlabelled_times(phrase, setting)}
    named: list[Unit] = []
    for phrase in _settled(printed):
        for found in read_units(phrase, setting.region, setting.units):
            unit = found.value
            is_new = unit is not None or found.place not in times
            if is_new and not (phrase.source == AGAIN and unit is not None and _is_named(unit, named)):
                yield _merged(found) if phrase.from_merge else found
            named += [unit] if unit is not None else []
    for passage in draft.again if all(phrase.source != AGAIN for phrase in printed) else ():
        charged = find_units_in_text(passage, setting.region, setting.units)
        yield from (found for found in charged if found.value is not None and not _is_named(found.value, named))


def _is_named(unit: Unit, named: Iterable[Unit]) -> bool:
    """Whether one of these is the unit, in a role that does not contradict its own: who leads here cannot only help there."""
    alike = [one for one in named if one.name == unit.name or _is_spelling(one, unit)]
    denied = any({one.role, unit.role} & HELPING_ROLES and "lead" in (one.role, unit.role) for one in alike)
    return bool(alike) and (not denied or any(one.role == unit.role for one in alike))


def _is_spelling(one: Unit, other: Unit) -> bool:
    """Whether two names are a long and a short one of the same body: 市住房和城乡建设局, 市住建局."""
    short, long = sorted((one.name, other.name), key=len)
    if one.function is None or one.function != other.function or one.is_group or other.is_group or long.startswith(short):
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)


def _in_order(found: Sequence[Found[Unit]]) -> list[Found[Unit]]:
    """Units as printed: those of one block by their places, blocks as they come."""
    places = [one.place or _NOWHERE for one in found]
    blocks = {path: at for at, path in reversed(list(enumerate(place.path for place in places)))}
    order = sorted(range(len(found)), key=lambda at: (blocks[places[at].path], places[at].span.start))
    return [found[at] for at in order]


def _settled(phrases: Sequence[Phrase]) -> Iterable[Phrase]:
    """A column for two roles (配合/责任单位) helps the unit that leads; where none leads, its units are the responsible ones."""
    leads = any(phrase.role in ("lead", "lead_first", "responsible") for phrase in phrases)
    for phrase in phrases:
        role = ("cooperating" if leads else "responsible") if phrase.role == "either" else phrase.role
        yield phrase if role == phrase.role else replace(phrase, role=role)


def _merged(found: Found[Unit]) -> Found[Unit]:
    return found if found.value is None else replace(found, value=replace(found.value, from_merge=True))


def stand_ins(draft: Draft, addressed: tuple[Found[Unit], ...], setting: Setting) -> tuple[Found[Unit], ...]:
    """Whom a task asks in a notice that names nobody for any: the bodies of its own sentences before the addressees.

    A set of bodies that only calls the addressees by fewer words (各区县要…) is the addressees. Bodies whose verb nobody knows
    stand beside them as a Found without value: the addressees may not be who is meant.
    """
    asked = tuple(classes_asked(draft, setting)) if addressed else ()
    if all(found.value is None for found in asked):
        return (*asked, *addressed)
    return addressed if all(_is_among(found, addressed) for found in asked) else asked


def _is_among(asked: Found[Unit], addressed: tuple[Found[Unit], ...]) -> bool:
    """Whether a name begins that of an addressee, whatever brackets it is written with: 各区县(市) of 各区县（市）人民政府."""
    name = normalize("NFKC", asked.value.name) if asked.value is not None else ""
    return bool(name) and any(f.value and normalize("NFKC", f.value.name).startswith(name) for f in addressed)


def addressees(metadata: Metadata, setting: Setting) -> Iterable[Found[Unit]]:
    """The bodies the letter is addressed to, as units that inherit the work because no task names one."""
    for addressee in metadata.addressees:
        if addressee.value is None:
            continue
        phrase = Phrase(Passage.of(addressee.value), "addressee", "inherited")
        for found in read_units(phrase, setting.region, setting.units):
            if found.value is not None:
                value = replace(found.value, role="addressee")
                yield Found(value, addressee.said, addressee.place, found.rule)
