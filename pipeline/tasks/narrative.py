"""Tasks from prose: which numbered items, which paragraphs, and what is attached to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft, Phrase
from pipeline.tasks.attach import Attached, peel
from pipeline.tasks.items import (
    GENERAL,
    Above,
    Out,
    World,
    draft_of,
    heading_claims,
    is_charged,
    is_timed,
    read_leaf,
    read_letter,
)
from pipeline.tasks.sections import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.sections import Node
    from pipeline.tasks.senses import Senses

_FEW = 2
_SURE = 0.6
# A heading that is a body may say how many items it has: 市教育局（共5项）.
_COUNTED = re.compile(r"[（(][^（()）]{0,4}[0-9一二三四五六七八九十]+[项件条个][^（()）]{0,4}[）)]$")


@dataclass(frozen=True)
class Prose:
    """What the prose of a notice gave: drafts with their place in the flow, and what the other words are."""

    drafts: tuple[tuple[int, Draft], ...]
    claims: tuple[Claim, ...]


def read_narrative(root: Node, given: tuple[Senses, TaskRules], kind: str, *, has_tables: bool) -> Prose:
    """The tasks of a tree of headings.

    In a `plan` every numbered item of work is a task; in a `scheme` (实施方案, 工作方案) it is so where units or times are
    attached to some items, else in sections of work alone; in a `notice` only items to which a unit or a time is attached, and
    their numbered siblings, or where several items charge a body in so many words. A `letter` is a notice to named bodies: its
    items that set a time or charge a body are tasks. In a `standing` text only items count to
    which units are attached, if there are several. Demands of the letter count where there are tasks; the letter that sends a
    plan is a `notice`, whatever the plan is.
    """
    senses, rules = given
    world = World(senses, rules, kind)
    last = max((node.index for node in root.walk() if not node.children), default=-1)
    world = replace(world, backward=_closes_sections(root, world), last=last)
    attached = sum(_has_attached(node, world) for node in root.walk()) if kind in ("scheme", "standing") else 0
    if kind == "scheme" and attached > 1:
        world = replace(world, kind="plan")
    elif kind in ("notice", "letter", "scheme"):
        world = replace(world, charged=sum(is_charged(node, world) for node in root.walk()) > 1)
    elif kind == "standing" and attached <= _FEW:
        return Prose((), tuple(Claim(p, "requirement") for node in root.walk() for p in _words_of(node)))
    drafts: list[tuple[int, Draft]] = []
    claims: list[Claim] = []
    _root(root, world, drafts, claims)
    sent = replace(world, kind="notice", charged=False)
    for child in root.children:
        _read(child, Above((), "", Attached()), sent if child.index < root.letter else world, (drafts, claims))
    if kind != "plan" and not has_tables and all(d.origin == "cover" for _, d in drafts):
        claims += (Claim(p, "requirement") for _, d in drafts for p in d.extent)
        drafts = []
    drafts.sort(key=lambda pair: pair[0])
    return Prose(tuple(drafts), tuple(claims))


def _has_attached(node: Node, world: World) -> bool:
    return world.attached(node).is_assigned


def _words_of(node: Node) -> Iterator[Passage]:
    """All of a node's own words."""
    if node.mark is not None:
        yield node.mark.whole
    if node.rest is not None:
        yield node.rest
    yield from (p for _, p in (*node.body, *node.closing, *node.signed))


def _root(root: Node, world: World, drafts: list[tuple[int, Draft]], claims: list[Claim]) -> None:
    """What stands before the first heading and after the last item: the letter's words, its demands, items without number."""
    claims += (Claim(p, "signature") for _, p in root.signed)
    read_letter(root.closing, "requirement", world, (drafts, claims))
    segments = world.segments(root)
    assigned = [s for s in segments if s.attached.units and s.attached.text]
    if len(assigned) > 1 or (assigned and not root.children):
        for segment in segments:
            if segment.attached.units and segment.attached.text:
                drafts.append((segment.index, draft_of(segment, ())))
            else:
                claims += (Claim(p, "preamble") for p in segment.extent)
        return
    read_letter(root.body, "preamble", world, (drafts, claims))


def _read(node: Node, above: Above, world: World, out: Out) -> None:
    rule = world.rules.sections.rule_of(node.title)
    kind = rule.kind if rule is not None else above.kind
    if above.kind in GENERAL and kind == "schedule":
        kind = above.kind
    if node.children:
        _read_parent(node, replace(above, kind=kind), world, out)
    else:
        read_leaf(node, replace(above, kind=kind), world, out)


def _read_parent(node: Node, above: Above, world: World, out: Out) -> None:
    """A heading over several items: what is attached to it, or printed after its last item, holds for all of them."""
    drafts, claims = out
    own = peel(node.rest, world.senses, world.rules.attach) if node.rest is not None else Attached()
    for _, passage in node.body:
        more = peel(passage, world.senses, world.rules.attach)
        own += replace(more, text=())
        claims.append(Claim(passage, "requirement"))
    claims += heading_claims(node)
    title = title_of("".join(p.text for p in own.text)) if own.text else node.title
    handed = Attached((), own.units or above.attached.units, own.deadlines or above.attached.deadlines)
    if not own.units and title and node.rest is not None and world.senses.unit_like(_COUNTED.sub("", title)) > _SURE:
        handed = replace(handed, units=(Phrase(node.rest, "responsible", "text"),))
    last = _last_leaf(node)
    if world.backward and last is not None and not handed.units:
        handed = replace(handed, units=world.attached(last).units)
    marked = any(_has_attached(c, world) for c in node.children if not c.children)
    marked = marked or (above.kind == "schedule" and any(is_timed(c, world) for c in node.children))
    below = Above((*above.path, title) if title else above.path, above.kind, handed, marked)
    for child in node.children:
        _read(child, below, world, (drafts, claims))


def _last_leaf(node: Node) -> Node | None:
    last = node.children[-1] if node.children else None
    return last if last is not None and not last.children else None


def _closes_sections(root: Node, world: World) -> bool:
    """Whether a bracket after the last item of a section is meant for the whole section.

    So it is where at least two sections end in one and no other item of theirs has any.
    """
    only_last = some_first = 0
    for node in root.walk():
        leaves = [c for c in node.children if not c.children]
        if len(leaves) < 2 or len(leaves) != len(node.children):  # noqa: PLR2004 - a section of one item says nothing
            continue
        has = [bool(world.attached(c).units) for c in leaves]
        only_last += has[-1] and not any(has[:-1])
        some_first += any(has[:-1])
    return only_last > 1 and not some_first
