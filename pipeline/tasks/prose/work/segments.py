"""The paragraphs of an item, cut where units are attached to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.prose.attached.amid import peel_title
from pipeline.tasks.prose.attached.attach import head_of, peel, trailed
from pipeline.tasks.prose.attached.bracketed import read_bracket
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.attached.fields import fields_of
from pipeline.tasks.prose.work.parcels import parcels_of
from pipeline.tasks.prose.work.sublines import is_list_of_bodies, is_list_of_charges, listed_in_lines, opens_with_body, unbulleted
from pipeline.tasks.senses import BEYOND_DOUBT, SURE
from pipeline.tasks.tables.labels.columns import HELPING_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.fields import Field
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_SEVERAL = 2
_SPOKEN = ("asks", "sentence")
_DOING = frozenset({"lead", "responsible"})
_CLAUSE = re.compile(r"[^；;。，,\n]+")
_WHEN = re.compile(r"(?P<when>[^：:。；;，,、\n]{2,20})[：:][ 　]{0,9}(?=[^ 　\n0-9][^ 　\n]{3})")
_LONGEST_LINE = 200
_LONGEST_TIME = 40


@dataclass(frozen=True, slots=True)
class Segment:
    """Paragraphs of an item up to an attachment that closes them.

    `label` is a number of its own (二是); `title` the words that stand over this segment and those after it; `charges`: its first
    words are the body that does it (县水务局负责…).
    """

    index: int
    attached: Attached
    extent: tuple[Passage, ...]
    label: Passage | None = None
    title: Passage | None = None
    charges: bool = False

    @property
    def is_assigned(self) -> bool:
        """Whether it is work that a body is charged with."""
        return bool(self.attached.text) and (self.charges or bool(self.attached.units))


def segments_of(node: Node, style: str, senses: Senses, rules: TaskRules) -> tuple[Segment, ...]:
    """The paragraphs of an item, cut where units are attached; a line that only attaches goes to the words before it.

    `style`: numbers of this style inside a paragraph part it.
    """
    who = node.named if node.body and _is_body(node, senses, rules) else None
    paragraphs = ([(node.index, node.rest)] if node.rest is not None and who is None else []) + node.body
    segments = list(map(_joined, _runs(node, paragraphs, style, (senses, rules))))
    return _shared(segments) if who is None else _headed_by(who, node.rest, segments)


def _runs(
    node: Node, paragraphs: Sequence[tuple[int, Passage]], style: str, given: tuple[Senses, TaskRules]
) -> Iterator[list[Segment]]:
    """The paragraphs, and the parts of them, that belong to one segment each."""
    senses, rules = given
    run: list[Segment] = []
    owned = False  # whether it has units
    listed = is_list_of_bodies(node, senses, rules)
    charged = is_list_of_charges(node, senses, rules)
    said = listed_in_lines(node, senses, rules)
    fields = fields_of(paragraphs, senses, rules)
    taken = {at + more for at, one in fields.items() for more in range(1, one.lines)}
    titled = any(part.title is not None for part in said.values())
    for at, (index, paragraph) in enumerate(paragraphs):
        if at in taken or (titled and index not in said and paragraph is node.rest):
            continue
        if at in fields:
            more = _of_field(fields[at], senses, rules)
            if run and fields[at].is_work and (owned or node.rest is None):
                yield run
                run = []
            run.append(more)
            owned = any(one.attached.units for one in run)
            continue
        charges = index in said or (charged and index != node.index and opens_with_body(paragraph, senses, rules))
        for parcel in (said[index],) if index in said else parcels_of(paragraph, style, senses, rules):
            opens = index == node.index or listed or index in said or parcel.label is not None
            attached = _attached(unbulleted(parcel.words), senses, rules, opens=opens)
            if parcel.units and not attached.units:
                attached = replace(attached, units=parcel.units)
            parts = owned or parcel.label is not None or listed or charges
            if run and attached.text and (parts or (attached.units and _is_past_letter(node, run[-1], index))):
                yield run
                run, owned = [], False
            run.append(Segment(index, attached, (parcel.whole,), parcel.label, parcel.title, charges))
            owned = owned or bool(attached.units)
    if run:
        yield run


def _is_past_letter(node: Node, before: Segment, index: int) -> bool:
    """Whether other lines part a whole sentence of the notice itself from the next: a signature, a day, the plan's title."""
    return node.mark is None and node.rest is None and index > before.index + 1 and before.extent[-1].text.endswith("。")


def _of_field(field: Field, senses: Senses, rules: TaskRules) -> Segment:
    """A label alone in its line with what it says; the label itself is no words of the work."""
    return Segment(field.index, field.attached(senses, rules), (field.label, *field.said))


def _is_body(node: Node, senses: Senses, rules: TaskRules) -> bool:
    """Whether a heading is nothing but a body, whose work the paragraphs below say: 一、县住建局 / 完成主体工程。."""
    named = node.named
    return node.is_bare and not node.children and named is not None and rules.attach.body_like(named.text, senses) > BEYOND_DOUBT


def _headed_by(who: Passage, heading: Passage | None, segments: list[Segment]) -> tuple[Segment, ...]:
    """Segments below a heading that is their unit, where they have none of their own but such as help."""
    units = (Phrase(who, "responsible", "text"),)
    found = [replace(s, attached=replace(s.attached, units=with_doers(s.attached.units, units))) for s in segments]
    return (replace(found[0], title=heading), *found[1:])


def with_doers(own: tuple[Phrase, ...], more: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """An item's own units; where it has none, or none but such as help, `more` of those who do it before them."""
    if not all(phrase.role in HELPING_ROLES for phrase in own):
        return own
    return (*(phrase for phrase in more if not own or phrase.role in _DOING), *own)


def _shared(segments: list[Segment]) -> tuple[Segment, ...]:
    """Numbered parts of one paragraph share the units behind the last of them, where no other part has any."""
    numbered = [s for s in segments if s.label is not None]
    if len(numbered) < _SEVERAL or any(s.attached.units for s in numbered[:-1]) or not numbered[-1].attached.units:
        return tuple(segments)
    units = tuple(replace(p, from_merge=True) for p in numbered[-1].attached.units)
    return tuple(s if s.label is None else replace(s, attached=replace(s.attached, units=units)) for s in segments)


def _attached(words: Passage, senses: Senses, rules: TaskRules, *, opens: bool) -> Attached:
    """What a paragraph attaches; `opens` says that it is the item's own line."""
    if not opens and _is_bare(words.text, senses, rules):
        line = read_bracket(words, senses, rules.attach)
        if line is not None and line.units:
            return line
    if not opens and words.span.length <= _LONGEST_TIME and senses.time_like(words.text) > BEYOND_DOUBT:
        return Attached(deadlines=(Phrase(words, None, "bracket"),))
    found = peel(words, senses, rules.attach)
    if opens or not found.units:
        found = peel_title(found, senses, rules.attach)
    if not found.units:
        found = trailed(found, senses, rules.attach)
    if opens or found.units:
        found = _dated(found, senses)
    return _headed(found, senses, rules) if opens and not found.units else found


def _dated(item: Attached, senses: Senses) -> Attached:
    """Words that begin with a time and a colon have it, where nothing else says when: 3月：开展宣传活动."""
    match = _WHEN.match(item.text[0].text) if item.text and not item.deadlines else None
    if match is None or senses.time_like(match["when"]) <= BEYOND_DOUBT:
        return item
    when, rest = item.text[0].part(*match.span("when")), item.text[0].part(match.end())
    return replace(item, text=(rest, *item.text[1:]), deadlines=(Phrase(when, "deadline", "bracket"),))


def _is_bare(text: str, senses: Senses, rules: TaskRules) -> bool:
    """Whether a line may be nothing but bodies and their duty, without label or brackets."""
    if len(text) > _LONGEST_LINE or "。" in text.rstrip("。") or "：" in text or ":" in text:
        return False
    first = _CLAUSE.match(text)
    if first is None or senses.unit_like(first[0]) <= SURE or any(rules.attach.has(effect, text) for effect in _SPOKEN):
        return False
    return rules.attach.has("duty", first[0]) or (text[-1] != "。" and senses.unit_like(text) > BEYOND_DOUBT)


def _headed(item: Attached, senses: Senses, rules: TaskRules) -> Attached:
    """An item that begins with the bodies it is for (县水利局：…): they are its units, what follows its words.

    They lead where those words begin so: 县水利局：牵头负责….
    """
    found = head_of(item.text[0], senses, rules.attach) if item.text else None
    if found is None:
        return item
    who, rest = found
    if rules.attach.has("leads", rest.text):
        who = replace(who, role="lead")
    return Attached((rest, *item.text[1:]), (who,), item.deadlines, item.extra)


def _joined(run: Sequence[Segment]) -> Segment:
    """A segment and those that go on with it, as one."""
    if len(run) == 1:
        return run[0]
    return Segment(
        run[0].index,
        Attached.joined(s.attached for s in run),
        tuple(p for s in run for p in s.extent),
        next((s.label for s in run if s.label is not None), None),
        next((s.title for s in run if s.title is not None), None),
        any(s.charges for s in run),
    )
