"""Tasks from prose: which numbered items, which paragraphs, and what is attached to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft, Phrase
from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.attached.closers import by_place, doubted, unread_closers
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.attached.same import same_as_before
from pipeline.tasks.prose.headings.runin import has_title
from pipeline.tasks.prose.headings.spells import names_spell
from pipeline.tasks.prose.letter.signing import take_signature
from pipeline.tasks.prose.numbers.clauses import raise_clauses
from pipeline.tasks.prose.numbers.numbered_labels import fold_labels
from pipeline.tasks.prose.numbers.skipped import begun_late, doubting, skips_of
from pipeline.tasks.prose.sections import SCOPE, title_of
from pipeline.tasks.prose.tree import TOLD
from pipeline.tasks.prose.work.collective import gather
from pipeline.tasks.prose.work.items import read_leaf, read_letter
from pipeline.tasks.prose.work.measures import measure_of
from pipeline.tasks.prose.work.onward import take_onward, with_onward
from pipeline.tasks.prose.work.overview import FEW, has_attached, said_at_end, world_of
from pipeline.tasks.prose.work.parted import Out, draft_of, heading_claims, read_parts, title_words
from pipeline.tasks.prose.work.untasked import untasked_items
from pipeline.tasks.prose.work.world import GENERAL, Above, World, asks, charge_of, is_timed, says_duty, step_time
from pipeline.tasks.senses import SURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_ASKING = frozenset({"plan", "letter"})
"""Texts whose demands are tasks though there are no others."""


@dataclass(frozen=True)
class Prose:
    """What the prose of a notice gave: drafts with their place in the flow, what the other words are, items read as no task.

    `doubted` are brackets that may name the body of a task which has no units otherwise; `skipped` are numbers behind which
    one is left out, `begun` those that begin a list later than with 1.
    """

    drafts: tuple[tuple[int, Draft], ...]
    claims: tuple[Claim, ...]
    untasked: tuple[Passage, ...] = ()
    doubted: tuple[Passage, ...] = ()
    skipped: tuple[Passage, ...] = ()
    begun: tuple[Passage, ...] = ()


def read_narrative(root: Node, given: tuple[Senses, TaskRules], kind: str, *, has_tables: bool) -> Prose:
    """The tasks of a tree of headings.

    In a `plan` every numbered item of work is a task; in a `scheme` (实施方案, 工作方案) it is so where units or times are
    attached to some items, else in sections of work alone; in a `notice` only items to which a unit or a time is attached, and
    their numbered siblings, or where several items charge a body in so many words. A `letter` is a notice to named bodies: its
    items that set a time are tasks, and those that charge a body, where several do. Paragraphs of `minutes` are tasks where they
    charge a body by name. In a `standing` text only items count to which units are attached by a bracket or label, if there are
    several; in a `report` of progress none, unless some have a time attached. Demands of a letter to named bodies count,
    and of one that sends a scheme, elsewhere only beside other tasks; the letter that sends a plan is a `notice`, whatever it is.
    """
    if kind == "plan" and not has_tables:
        raise_clauses(root, given[1].numbers, given[1].sections)
    claims = list(fold_labels(root, given[1]))
    take_signature(root, *given)
    onward = take_onward(root, given[0], given[1].attach)
    senses, rules = by_place(root, *given), given[1]
    together = gather(root, senses, rules.attach)
    world = world_of(root, World(senses, rules, kind, together=together))
    drafts: list[tuple[int, Draft]] = []
    stated = (*(one.passage for many in together.values() for one in many), *(one.passage for one in onward))
    claims += (Claim(passage, "requirement") for passage in stated if passage is not None)
    if _assigns_none(root, world):
        claims += (Claim(p, "requirement") for node in root.walk() for p in _words_of(node))
        return Prose((), tuple(claims))
    _root(root, world, drafts, claims)
    sent = replace(world, kind="notice", charged=False)
    own = [child for child in root.children if child.index >= root.letter]
    marked = any(has_attached(c, world) for c in own if not c.children and c.mark is not None)
    above = Above((), "", Attached(), marked, _are_parted(root, world), _are_asked(root, own, world), together.get(id(root), ()))
    for child in root.children:
        sends = child.index < root.letter
        _read(child, replace(above, marked=False, amid=False) if sends else above, sent if sends else world, (drafts, claims))
    if kind not in _ASKING and not has_tables and all(d.origin == "cover" for _, d in drafts):
        asked = [(at, d) for at, d in drafts if kind == "scheme" and at < root.letter and not _signs_up(d, rules)]
        claims += (Claim(p, "requirement") for at, d in drafts if (at, d) not in asked for p in d.extent)
        drafts = asked
    drafts.sort(key=lambda pair: pair[0])
    only = [d for _, d in drafts]
    unread = () if only or has_tables else unread_closers(root, senses, rules)
    left = (*untasked_items(root, only, rules.sections), *unread)
    skips = skips_of(root, rules.numbers) if only else ()
    drafts = list(doubting(list(with_onward(same_as_before(drafts, rules.attach), onward)), skips))
    skipped = tuple(skip.words for skip in skips)
    begun = begun_late(root) if only else ()
    return Prose(tuple(drafts), tuple(claims), left, tuple(doubted(only, senses, rules)), skipped, begun)


def _signs_up(demand: Draft, rules: TaskRules) -> bool:
    """Whether a demand only asks who comes or takes part: 报送参赛人员名单."""
    return any(rules.legends.has("signs_up", words.text) for words in demand.text)


def _assigns_none(root: Node, world: World) -> bool:
    """Whether a standing text gives hardly any item to a body, or a report of progress sets none a time by label or bracket."""
    if world.kind == "report":
        return not any(world.attached(node).deadlines for node in root.walk())
    return world.kind == "standing" and sum(_is_given(node, world) for node in root.walk()) <= FEW


def _are_parted(node: Node, world: World) -> bool:
    """Whether some bare heading here stands over several paragraphs that each have a title and units."""
    for child in node.children:
        if not child.children and child.is_bare:
            assigned = [s for s in world.segments(child) if s.is_assigned]
            if len(assigned) > 1 and sum(has_title(p) for _, p in child.body) > 1:
                return True
    return False


def _are_amid(items: Sequence[Node], world: World) -> bool:
    """Whether half of the items of a list, two or more, charge a body by name or set a time in their own sentences."""
    if not world.is_spoken:
        return False
    leaves = [item for item in items if item.mark is not None and not item.children and not _is_of_event(item, world)]
    said = sum(says_duty(leaf, world) for leaf in leaves)
    return said >= FEW and 2 * said >= len(leaves)


def _is_of_event(item: Node, world: World) -> bool:
    """Whether an item only says when and where people meet, and who: 一、会议时间：3月15日."""
    rule = world.rules.sections.rule_of(item.title)
    return rule is not None and rule.kind == "event"


def _are_asked(root: Node, items: Sequence[Node], world: World) -> bool:
    """Whether the items of a letter are work: half of them say so, or the line above them asks for all (请协助完成以下事项：)."""
    above = [passage.text for _, passage in root.body[-1:]]
    return _are_amid(items, world) or (world.is_spoken and any(world.rules.legends.has("asks_list", text) for text in above))


def _is_given(node: Node, world: World) -> bool:
    """Whether a bracket or a label in a node names units, or says how a body puts right what was found.

    What a body always does (县水利局：负责调度) is none.
    """
    if measure_of(node, world) is not None:
        return True
    words = [p for p in (node.rest, *(p for _, p in node.body)) if p is not None]
    return any(peel(p, world.senses, world.rules.attach).is_assigned for p in words)


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
    assigned = [s for s in segments if s.is_assigned]
    if len(assigned) > 1 or (assigned and not root.children):
        path: tuple[str, ...] = ()
        for segment in segments:
            if segment.title is not None:
                claims.append(Claim(segment.title, "heading"))
                path = title_words(segment.title, world)
            if segment.is_assigned:
                drafts.append((segment.index, draft_of(segment, path)))
            else:
                read_letter([(segment.index, p) for p in segment.extent], "preamble", world, (drafts, claims))
        return
    for index, passage in root.body:
        told = world.rules.legends.has("convenes", passage.text)
        if world.kind == "minutes" and not told and world.senses.charges(passage) == 1:
            drafts.append((index, Draft((passage,), (passage,), "narrative")))
        else:
            read_letter([(index, passage)], "preamble", world, (drafts, claims))


def _read(node: Node, above: Above, world: World, out: Out) -> None:
    rule = world.rules.sections.rule_of(node.title)
    kind = rule.kind if rule is not None else above.kind
    kind = "box" if node.is_box else "past" if node.style == TOLD or above.kind == "past" else kind
    if kind == "aims":
        kind = "work" if node.children else "goal"
    if kind == SCOPE:
        kind = above.kind if node.children or node.is_alone else "general"
    if above.kind in GENERAL and (kind == "schedule" or _only_urges(node, world)):
        kind = above.kind
    if node.rest is not None and node.is_bare and names_spell(node.rest.text, world.senses, world.rules.legends):
        above = replace(above, attached=replace(above.attached, deadlines=(Phrase(node.rest, None, "bracket"),)))
    if node.children:
        _read_parent(node, replace(above, kind=kind), world, out)
    else:
        read_leaf(node, replace(above, kind=kind), world, out)
        world.forget(node)


def _only_urges(node: Node, world: World) -> bool:
    """Whether an item is a sentence and more, no heading, and charges nobody: （三）突出重点任务。从指标入手，责任到人."""
    said = node.mark is not None and not node.children and not node.is_bare
    return said and not charge_of(node, world) and not asks(node, world) and not is_timed(node, world)


def _heading_units(node: Node, title: str, world: World) -> tuple[Phrase, ...]:
    """The bodies that a heading is or that it charges with its items: 二、市教育局, 一、由市教育局牵头抓好以下工作."""
    rules, senses = world.rules.attach, world.senses
    who = rules.doers_below(node.rest, senses) if node.rest is not None else None
    if who is not None:
        return (Phrase(who, None, "text"),)
    is_body = title and node.named is not None and rules.body_like(node.named.text, senses) > SURE
    return (Phrase(node.named, "responsible", "text"),) if is_body and node.named is not None else ()


def _heading_time(node: Node, world: World) -> tuple[Phrase, ...]:
    """The time that a heading sets for its items: 三、10月底前完成以下工作."""
    if node.rest is None or not node.is_bare or not world.rules.legends.has("leads_in", node.rest.text):
        return ()
    return (Phrase(node.rest, None, "bracket"),) if world.senses.has_time(node.rest) else ()


def _read_parent(node: Node, above: Above, world: World, out: Out) -> None:
    """A heading over several items: what is attached to it, or printed after its last item, holds for all of them."""
    drafts, claims = out
    own = peel(node.rest, world.senses, world.rules.attach) if node.rest is not None else Attached()
    assigned = [s for s in world.segments(node) if s.is_assigned]
    if node.is_bare and len(assigned) >= FEW:
        read_parts(node, above, world, out)
    else:
        for _, passage in node.body:
            own += replace(peel(passage, world.senses, world.rules.attach), text=())
            claims.append(Claim(passage, "requirement"))
        claims += heading_claims(node)
    title = title_of("".join(p.text for p in own.text)) if own.text else "" if own.units else node.title
    units, deadlines = own.units or _heading_units(node, title, world), own.deadlines or _heading_time(node, world)
    handed = Attached((), units or above.attached.units, deadlines or above.attached.deadlines)
    if id(node) in world.backward and not handed.units:
        closing = said_at_end(node, world)
        handed = replace(handed, units=closing.units, deadlines=handed.deadlines or closing.deadlines)
    ordinal = node.mark.ordinal if node.mark is not None else None
    for one in above.together:
        if one.holds_for(ordinal) and not one.adds:
            units, deadlines = handed.units or one.attached.units, handed.deadlines or one.attached.deadlines
            handed = replace(handed, units=units, deadlines=deadlines)
    marked = any(has_attached(c, world) for c in node.children if not c.children)
    marked = marked or (above.kind == "schedule" and any(is_timed(c, world) or step_time(c, world) for c in node.children))
    path = (*above.path, title) if title else above.path
    amid = _are_amid(node.children, world)
    helping = (replace(one, ordinals=None) for one in above.together if one.adds and one.holds_for(ordinal))
    together = (*world.together.get(id(node), ()), *helping)
    below = Above(path, above.kind, handed, marked, _are_parted(node, world), amid, together)
    for child in node.children:
        _read(child, below, world, (drafts, claims))
