"""Tasks from prose: which numbered items, which paragraphs, and what is attached to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft, Phrase
from pipeline.tasks.attach import Attached, peel
from pipeline.tasks.cover import read_cover
from pipeline.tasks.sections import title_of
from pipeline.tasks.segments import Segment, attached_to, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.sections import Node
    from pipeline.tasks.senses import Senses

_GENERAL = frozenset({"general", "goal"})
_FEW = 2
_SURE = 0.6
# A heading that is a body may say how many items it has: 市教育局（共5项）.
_COUNTED = re.compile(r"[（(][^（()）]{0,4}[0-9一二三四五六七八九十]+[项件条个][^（()）]{0,4}[）)]$")
Out = tuple[list[tuple[int, Draft]], list[Claim]]


@dataclass(frozen=True)
class Prose:
    """What the prose of a notice gave: drafts with their place in the flow, and what the other words are."""

    drafts: tuple[tuple[int, Draft], ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class _World:
    senses: Senses
    rules: TaskRules
    kind: str
    backward: bool
    charged: bool = False


def read_narrative(root: Node, given: tuple[Senses, TaskRules], kind: str, *, has_tables: bool) -> Prose:
    """The tasks of a tree of headings.

    In a `plan` every numbered item of work is a task; in a `scheme` (实施方案, 工作方案) it is so where units or times are
    attached to some items, else in sections of work alone; in a `notice` only items to which a unit or a time is attached, and
    their numbered siblings, or where several items charge a body in so many words. In a `standing` text only items count to
    which units are attached, if there are several. Demands of the letter count where there are tasks.
    """
    senses, rules = given
    world = _World(senses, rules, kind, _closes_sections(root, senses, rules))
    attached = sum(_has_attached(node, world) for node in root.walk()) if kind in ("scheme", "standing") else 0
    if kind == "scheme" and attached > 1:
        world = replace(world, kind="plan")
    elif kind in ("notice", "scheme"):
        world = replace(world, charged=sum(_is_charged(node, world) for node in root.walk()) > 1)
    elif kind == "standing" and attached <= _FEW:
        return Prose((), tuple(Claim(p, "requirement") for node in root.walk() for p in _words_of(node)))
    drafts: list[tuple[int, Draft]] = []
    claims: list[Claim] = []
    _root(root, world, drafts, claims)
    for child in root.children:
        _read(child, _Above((), "", Attached()), world, (drafts, claims))
    if kind != "plan" and not has_tables and all(d.origin == "cover" for _, d in drafts):
        claims += (Claim(p, "requirement") for _, d in drafts for p in d.extent)
        drafts = []
    drafts.sort(key=lambda pair: pair[0])
    return Prose(tuple(drafts), tuple(claims))


def _has_attached(node: Node, world: _World) -> bool:
    found = attached_to(node, world.senses, world.rules)
    return bool(found.units or found.deadlines)


def _is_charged(node: Node, world: _World) -> bool:
    """Whether a numbered item says in so many words which body does it: 由市水利局牵头…."""
    if node.mark is None or node.children or node.rest is None:
        return False
    return any(world.senses.charges(p) for p in (node.rest, *(p for _, p in node.body)))


def _words_of(node: Node) -> Iterator[Passage]:
    """All of a node's own words."""
    if node.mark is not None:
        yield node.mark.whole
    if node.rest is not None:
        yield node.rest
    yield from (p for _, p in (*node.body, *node.closing, *node.signed))


def _root(root: Node, world: _World, drafts: list[tuple[int, Draft]], claims: list[Claim]) -> None:
    """What stands before the first heading and after the last item: the letter's words, its demands, items without number."""
    claims += (Claim(p, "signature") for _, p in root.signed)
    _letter(root.closing, "requirement", world, (drafts, claims))
    segments = list(segments_of(root, world.senses, world.rules))
    assigned = [s for s in segments if s.attached.units and s.attached.text]
    if len(assigned) > 1 or (assigned and not root.children):
        for segment in segments:
            if segment in assigned:
                drafts.append((segment.index, _draft(segment, ())))
            else:
                claims += (Claim(p, "preamble") for p in segment.extent)
        return
    _letter(root.body, "preamble", world, (drafts, claims))


def _letter(paragraphs: Sequence[tuple[int, Passage]], kind: str, world: _World, out: Out) -> None:
    """The letter's demands, and its other words."""
    drafts, claims = out
    for index, passage in paragraphs:
        found, rest = read_cover(passage, world.senses, world.rules)
        drafts += ((index, d) for d in found)
        claims += (Claim(p, kind) for p in rest)


@dataclass(frozen=True)
class _Above:
    """What the headings above hand down: their words, the kind of section, units and times printed once for all."""

    path: tuple[str, ...]
    kind: str
    attached: Attached
    marked: bool = False


def _read(node: Node, above: _Above, world: _World, out: Out) -> None:
    rule = world.rules.sections.rule_of(node.title)
    kind = rule.kind if rule is not None else above.kind
    if above.kind in _GENERAL and kind == "schedule":
        kind = above.kind
    if node.children:
        _read_parent(node, replace(above, kind=kind), world, out)
    else:
        _read_leaf(node, replace(above, kind=kind), world, out)


def _read_parent(node: Node, above: _Above, world: _World, out: Out) -> None:
    """A heading over several items: what is attached to it, or printed after its last item, holds for all of them."""
    drafts, claims = out
    own = peel(node.rest, world.senses, world.rules.attach) if node.rest is not None else Attached()
    for _, passage in node.body:
        more = peel(passage, world.senses, world.rules.attach)
        own += replace(more, text=())
        claims.append(Claim(passage, "requirement"))
    claims += _heading_claims(node)
    title = title_of("".join(p.text for p in own.text)) if own.text else node.title
    handed = Attached((), own.units or above.attached.units, own.deadlines or above.attached.deadlines)
    if not own.units and title and node.rest is not None and world.senses.unit_like(_COUNTED.sub("", title)) > _SURE:
        handed = replace(handed, units=(Phrase(node.rest, "responsible", "text"),))
    last = _last_leaf(node)
    if world.backward and last is not None and not handed.units:
        handed = replace(handed, units=attached_to(last, world.senses, world.rules).units)
    marked = any(_has_attached(c, world) for c in node.children if not c.children)
    below = _Above((*above.path, title) if title else above.path, above.kind, handed, marked)
    for child in node.children:
        _read(child, below, world, (drafts, claims))


def _last_leaf(node: Node) -> Node | None:
    last = node.children[-1] if node.children else None
    return last if last is not None and not last.children else None


def _heading_claims(node: Node) -> Iterator[Claim]:
    if node.mark is not None:
        yield Claim(node.mark.whole, "heading")
    if node.rest is not None:
        yield Claim(node.rest, "heading")


def _read_leaf(node: Node, above: _Above, world: _World, out: Out) -> None:
    drafts, _ = out
    segments = list(segments_of(node, world.senses, world.rules))
    assigned = [s for s in segments if s.attached.units and s.attached.text]
    if not _is_task(node, segments, above, world):
        _leave(node, above, world, out)
    elif len(assigned) > 1:
        _read_parts(node, segments, above, out)
    else:
        drafts.append((node.index, _inherits(_whole(node, segments, above.path), above)))


def _read_parts(node: Node, segments: Sequence[Segment], above: _Above, out: Out) -> None:
    """An item that hands out several duties is a heading over them; a part without number and unit is no task."""
    drafts, claims = out
    path = (*above.path, node.title) if node.is_bare and node.title else above.path
    if node.mark is not None and any(s.label is not None for s in segments):
        claims.append(Claim(node.mark.whole, "heading"))
    for segment in segments:
        if node.is_bare and segment.index == node.index and segment.title is None:
            claims += _heading_claims(node)
            continue
        if segment.title is not None:
            claims.append(Claim(segment.title, "heading"))
            path = (*above.path, segment.title.text.strip(" 。：:"))
        if segment.attached.units or segment.label is not None or segment.attached.deadlines:
            drafts.append((segment.index, _inherits(_draft(_labelled(segment, node), path), above)))
        else:
            claims += (Claim(p, "requirement") for p in segment.extent)


def _leave(node: Node, above: _Above, world: _World, out: Out) -> None:
    """An item that is no task: a heading and requirements; a demand with a date in it is still a demand."""
    drafts, claims = out
    if node.mark is not None:
        claims.append(Claim(node.mark.whole, "heading"))
    paragraphs = ([(node.index, node.rest)] if node.rest is not None else []) + node.body
    for index, passage in paragraphs:
        if above.kind == "goal":
            claims.append(Claim(passage, "requirement"))
            continue
        found, rest = read_cover(passage, world.senses, world.rules)
        drafts += ((index, d) for d in found)
        first = "heading" if index == node.index and node.is_bare else "requirement"
        claims += (Claim(p, first) for p in rest)


def _is_task(node: Node, segments: Sequence[Segment], above: _Above, world: _World) -> bool:
    if not any(s.attached.text for s in segments) or (node.mark is None and not any(s.attached.units for s in segments)):
        return False
    if node.tables and node.is_bare and not node.body:
        return False
    units = any(s.attached.units for s in segments)
    times = any(s.attached.deadlines for s in segments)
    if above.kind in _GENERAL:
        return units
    if above.kind == "schedule":
        return units or times or any(world.senses.has_time(p) for s in segments for p in s.extent)
    work = world.kind == "plan" or (world.kind == "scheme" and above.kind == "work")
    return work or units or times or above.marked or (world.charged and _is_charged(node, world))


def _labelled(segment: Segment, node: Node) -> Segment:
    """A number printed once over several assigned parts is the label of each."""
    if node.mark is None or segment.label is not None:
        return segment
    first = segment.extent[0] == node.rest or segment.extent[0].place.span.start == node.mark.rest.place.span.start
    first = first and segment.index == node.index
    return replace(segment, label=node.mark.label, extent=((node.mark.whole,) if first else ()) + segment.extent)


def _draft(segment: Segment, path: tuple[str, ...]) -> Draft:
    return Draft(
        text=segment.attached.text,
        extent=segment.extent,
        origin="narrative",
        label=segment.label,
        path=path,
        units=segment.attached.units,
        deadlines=segment.attached.deadlines,
        extra=segment.attached.extra,
    )


def _whole(node: Node, segments: Sequence[Segment], path: tuple[str, ...]) -> Draft:
    attached = Attached()
    extent: tuple[Passage, ...] = (node.mark.whole,) if node.mark else ()
    for segment in segments:
        attached += segment.attached
        extent += segment.extent
    return _draft(Segment(node.index, attached, extent, node.mark.label if node.mark else None), path)


def _inherits(draft: Draft, above: _Above) -> Draft:
    if not draft.units and above.attached.units:
        draft = replace(draft, units=tuple(replace(p, source="inherited", from_merge=True) for p in above.attached.units))
    if not draft.deadlines and above.attached.deadlines:
        draft = replace(draft, deadlines=tuple(replace(p, source="inherited") for p in above.attached.deadlines))
    return draft


def _closes_sections(root: Node, senses: Senses, rules: TaskRules) -> bool:
    """Whether a bracket after the last item of a section is meant for the whole section.

    So it is where at least two sections end in one and no other item of theirs has any.
    """
    world = _World(senses, rules, "plan", backward=False)
    only_last = some_first = 0
    for node in root.walk():
        leaves = [c for c in node.children if not c.children]
        if len(leaves) < 2 or len(leaves) != len(node.children):  # noqa: PLR2004 - a section of one item says nothing
            continue
        has = [bool(attached_to(c, world.senses, world.rules).units) for c in leaves]
        only_last += has[-1] and not any(has[:-1])
        some_first += any(has[:-1])
    return only_last > 1 and not some_first
