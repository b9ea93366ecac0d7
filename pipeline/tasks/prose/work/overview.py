"""What the items of a text tell together: what parts them, whom a bracket behind the last one names, what kind of text it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.work.parcels import own_style
from pipeline.tasks.prose.work.world import GENERAL, asks, charge_of, is_timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.prose.work.world import World

FEW = 2
"""Two of a kind are no accident; one may be."""
_MOST = 0.75


def world_of(root: Node, world: World) -> World:
    """The world of a text, with what its items tell about how each of them is to be read."""
    world = replace(world, styles=_styles(root, world))
    world = replace(world, last=_last_item(root, world))
    world = replace(world, backward=_closed_sections(root, world))
    if world.kind == "scheme" and (world.together or sum(has_attached(node, world) for node in root.walk()) > 1):
        return replace(world, kind="plan")
    if world.kind == "scheme" and _are_dated(root, world):
        return replace(world, kind="plan")
    if world.kind in ("notice", "letter", "scheme", "minutes"):
        return replace(world, charged=_is_charged(root, world))
    return world


def _is_charged(root: Node, world: World) -> bool:
    """Whether several items charge a body by name; in a scheme also where half of them ask a class of bodies and say until when.

    Not in sections that only make general demands (保障措施), which ask all the time.
    """
    named = sum(charge_of(node, world) == 1 for node in root.walk()) > 1
    if named or world.kind != "scheme":
        return named
    leaves = [node for node in _working(root, world) if node.mark is not None and not node.children]
    asked = sum(is_timed(node, world) and asks(node, world) for node in leaves)
    return asked >= FEW and 2 * asked >= len(leaves)


def _working(node: Node, world: World) -> Iterator[Node]:
    """A node and those below it that stand in no section of general demands."""
    rule = world.rules.sections.rule_of(node.title)
    if rule is None or rule.kind not in GENERAL:
        yield node
        for child in node.children:
            yield from _working(child, world)


def _last_item(root: Node, world: World) -> int:
    """The index of the last item, behind whose bracket the letter goes on; -1 where other items go on behind theirs."""
    leaves = [node for node in root.walk() if not node.children]
    last = max((node.index for node in leaves), default=-1)
    pairs = (pair for node in leaves if node.index != last for pair in pairwise(world.segments(node)))
    goes_on = any(one.attached.units and after.attached.text and not after.attached.units for one, after in pairs)
    return -1 if goes_on else last


def _are_dated(root: Node, world: World) -> bool:
    """Whether nearly all items of a scheme that has no other sections set a time in their sentences: its course of events."""
    leaves = [node for node in root.walk() if node.mark is not None and not node.children]
    flat = not any(world.rules.sections.rule_of(node.title) for node in root.walk())
    return flat and len(leaves) > FEW and sum(is_timed(leaf, world) for leaf in leaves) >= _MOST * len(leaves)


def _styles(root: Node, world: World) -> dict[int, str]:
    """The style of the numbers that part the paragraphs of items: what parts one of them parts those beside it too."""
    styles: dict[int, str] = {}
    for node in root.walk():
        leaves = [child for child in node.children if not child.children]
        own = (own_style(child, world.senses, world.rules) for child in leaves)
        style = next((found for found in own if found), "")
        if style:
            styles.update((id(child), style) for child in leaves)
    return styles


def has_attached(node: Node, world: World) -> bool:
    """Whether units or times are attached to an item."""
    return world.attached(node).is_assigned


def said_at_end(section: Node, world: World) -> Attached:
    """The units behind the last item of a section, and their time where no other item of the section sets one."""
    leaves = [node for node in section.walk() if not node.children]
    closing = next((s.attached for s in reversed(world.segments(leaves[-1])) if s.attached.units), Attached())
    dated = any(world.attached(leaf).deadlines or is_timed(leaf, world) for leaf in leaves[:-1])
    return replace(closing, deadlines=()) if dated else closing


def _closed_sections(root: Node, world: World) -> frozenset[int]:
    """The sections for all of which the bracket after their last item is meant, by identity.

    They end in one and no other item of theirs has any. That counts where two sections are so and none is otherwise, or where
    the undivided sections beside one, which end in a bracket too, outnumber those whose items have brackets of their own.
    """
    closed: set[int] = set()
    divided = 0
    for parent in root.walk():
        shapes = [(child, _shape(child, world)) for child in parent.children]
        only_last = [id(child) for child, shape in shapes if shape == "last"]
        otherwise = sum(shape == "others" for _, shape in shapes)
        divided += otherwise
        undivided = sum(not child.children and bool(world.attached(child).units) for child in parent.children)
        if undivided > max(otherwise, 1):
            return frozenset(only_last)
        closed.update(only_last)
    return frozenset(closed if len(closed) > 1 and not divided else ())


def _shape(section: Node, world: World) -> str:
    """Which items of a section have units: `last` alone, `others` too, or `` where it has no two items or no units."""
    leaves = [n for n in section.walk() if not n.children and n is not section]
    if len(leaves) < FEW:
        return ""
    has = [bool(world.attached(leaf).units) for leaf in leaves]
    return "others" if any(has[:-1]) else "last" if has[-1] else ""
