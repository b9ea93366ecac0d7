"""One numbered item of prose: whether it is a task, several tasks, or none."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft, Phrase
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.headings.runin import has_title, run_in_drafts, run_in_items
from pipeline.tasks.prose.letter.cover import read_cover
from pipeline.tasks.prose.work.measures import measure_of
from pipeline.tasks.prose.work.parted import draft_of, heading_claims, inherits, read_parts
from pipeline.tasks.prose.work.segments import Segment
from pipeline.tasks.prose.work.sublines import BULLET
from pipeline.tasks.prose.work.world import AMID, GENERAL, assigns, charge_of, is_amid, is_timed, says_duty, step_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.prose.work.parted import Out
    from pipeline.tasks.prose.work.world import Above, World

_FIELD = re.compile(r"[ 　]{0,20}[【\[〔]?[\u4e00-\u9fff]{2,8}[】\]〕]?[：:]")
# Sections whose sentences ask for nothing, whatever time they name.
_TELLS = frozenset({"goal", "past", "box"})
_SHORT_LINE = 24


def read_letter(paragraphs: Sequence[tuple[int, Passage]], kind: str, world: World, out: Out) -> None:
    """The letter's demands, and its other words."""
    drafts, claims = out
    for index, passage in paragraphs:
        found, rest = read_cover(passage, world.senses, world.rules)
        drafts += ((index, d) for d in found)
        claims += (Claim(p, kind) for p in rest)


def read_leaf(node: Node, above: Above, world: World, out: Out) -> None:
    """Read an item with nothing below it."""
    drafts, claims = out
    segments = world.segments(node)
    assigned = [s for s in segments if s.is_assigned]
    measure = measure_of(node, world)
    if measure is not None:
        drafts.append((measure.index, measure.draft(node, above.path)))
        claims += measure.claims()
    elif not _is_task(node, segments, above, world):
        _leave(node, above, world, out)
    elif len(assigned) > 1 or _is_list(node, segments, above):
        read_parts(node, above, world, out)
    elif world.kind == "plan" and run_in_items(node):
        claims += heading_claims(node)
        found = run_in_drafts(node, (*above.path, node.title), world.senses, world.rules)
        drafts += ((index, inherits(draft, above)) for index, draft in found)
    else:
        cut = _end_of_item(segments, closes=node.index == world.last)
        draft = _timed(inherits(_whole(node, segments[:cut], above.path), above), node, above, world)
        alone = is_amid(node, above, world) and not (draft.units or draft.deadlines or says_duty(node, world))
        sure = AMID if alone else draft.confidence
        drafts.append((node.index, replace(draft, confidence=sure, is_step=above.kind == "schedule")))
        read_letter([(s.index, p) for s in segments[cut:] for p in s.extent], "requirement", world, out)


def _timed(draft: Draft, node: Node, above: Above, world: World) -> Draft:
    """A step with the time that one of its clauses is, where nothing else says when."""
    if above.kind != "schedule" or draft.deadlines or is_timed(node, world):
        return draft
    clause = step_time(node, world)
    return draft if clause is None else replace(draft, deadlines=(Phrase(clause, "deadline", "bracket"),))


def _is_list(node: Node, segments: Sequence[Segment], above: Above) -> bool:
    """Whether an item is a heading over several: parts with numbers of their own, or, where it is bare, with bullets.

    So is a bare one with a titled paragraph below it, where the items beside it are headings over such paragraphs, and one that
    only its look marks.
    """
    if sum(s.label is not None for s in segments) > 1 or segments[0].title is not None:
        return True
    assigned = [s for s in segments if s.is_assigned]
    if not node.is_bare or not assigned:
        return False
    if node.mark is None and (len(assigned[0].attached.text) > 1 or assigned[0].index != node.index):
        return True
    own = {(p.path, p.span.start) for s in segments for p in s.attached.text}
    bullets = (BULLET.match(p.text) for p in assigned[0].extent[1:] if (p.path, _start_of_words(p)) in own)
    return any(bullets) or (above.parted and bool(node.body) and has_title(node.body[0][1]))


def _start_of_words(passage: Passage) -> int:
    """Where the words of a paragraph begin behind a bullet."""
    bullet = BULLET.match(passage.text)
    return passage.span.start + (bullet.end() if bullet is not None else 0)


def _end_of_item(segments: Sequence[Segment], *, closes: bool) -> int:
    """Where an item ends: behind the bracket that closes it, where its paragraph goes on in text that lost its line breaks.

    Behind the last item (`closes`) the paragraphs after that bracket are the letter's own.
    """
    fields = max((at for at, s in enumerate(segments, 1) if _is_field(s)), default=0)
    for at, (one, after) in enumerate(pairwise(segments), 1):
        ends = at >= fields and (closes or after.index == one.index)
        if ends and one.attached.units and not after.attached.units:
            return at
    return len(segments)


def _is_field(segment: Segment) -> bool:
    """Whether words behind the units still say something of the item: a line that begins with a label (整改措施：…)."""
    return any(_FIELD.match(passage.text) for passage in segment.extent)


def _leave(node: Node, above: Above, world: World, out: Out) -> None:
    """An item that is no task: a heading and requirements; a demand with a date in it is still a demand."""
    drafts, claims = out
    if node.mark is not None:
        claims.append(Claim(node.mark.whole, "heading"))
    paragraphs = ([(node.index, node.rest)] if node.rest is not None else []) + node.body
    for index, passage in paragraphs:
        if above.kind in _TELLS or _is_time_of(node, world.segments(node), world):
            claims.append(Claim(passage, "requirement"))
            continue
        found, rest = read_cover(passage, world.senses, world.rules)
        told = [d for d in found if above.kind in GENERAL and world.rules.legends.has("announces", d.text[0].text)]
        found, rest = [d for d in found if d not in told], [*rest, *(p for d in told for p in d.extent)]
        more = [p for p in rest if not world.rules.legends.has("contact", p.text)]
        drafts += ((index, _numbered(d, node)) if len(found) == len(paragraphs) and not more else (index, d) for d in found)
        first = "heading" if index == node.index and node.is_bare else "requirement"
        claims += (Claim(p, first) for p in rest)


def _is_task(node: Node, segments: Sequence[Segment], above: Above, world: World) -> bool:
    units = any(s.attached.units for s in segments)
    times = any(s.attached.deadlines for s in segments)
    if not any(s.attached.text for s in segments) or (node.mark is None and not any(s.charges for s in segments) and not units):
        return False
    if _heads_nothing(node, world) or _is_time_of(node, segments, world):
        return False
    if above.kind in GENERAL:
        charged = above.kind in ("general", "goal") and assigns(node, world)
        return above.kind != "event" and (units or charged or (above.kind == "past" and times))
    if above.kind == "schedule":
        return units or times or above.marked or is_timed(node, world) or step_time(node, world) is not None
    if world.kind == "plan" or (world.kind == "scheme" and above.kind == "work"):
        return True
    by_then = world.kind == "letter" and is_timed(node, world) and not _demands_apart(node, world)
    charged = by_then or (world.kind == "minutes" and says_duty(node, world))
    charged = charged or (world.charged and _is_charged(node, world))
    several = sum(s.charges for s in segments) > (node.mark is not None)
    return units or times or several or above.attached.is_assigned or charged or above.marked or is_amid(node, above, world)


def _is_charged(node: Node, world: World) -> bool:
    """Whether an item sets a time or charges a body, other than the issuer's own office with watching over the work."""
    oversees = node.rest is not None and world.rules.legends.has("oversees", node.rest.text)
    return is_timed(node, world) or (charge_of(node, world) > 0 and not oversees)


def _demands_apart(node: Node, world: World) -> bool:
    """Whether several paragraphs of a letter's item each ask somebody for something by a time: each is a demand of its own."""
    return sum(world.senses.demands(words) and world.senses.asks(words) for _, words in node.body) > 1


def _numbered(demand: Draft, node: Node) -> Draft:
    """A demand that is all there is of a numbered item keeps its number."""
    return replace(demand, label=node.mark.label) if node.mark is not None else demand


def _heads_nothing(node: Node, world: World) -> bool:
    """Whether an item is a bare heading over a table, or over numbers whose words the page's end cut off."""
    if not node.is_bare:
        return False
    if not node.body:
        return bool(node.tables)
    return all(world.rules.numbers.lone(words, words) is not None for _, words in node.body)


def _is_time_of(node: Node, segments: Sequence[Segment], world: World) -> bool:
    """Whether an item only tells when something is, which asks nobody for anything.

    So does 一、值班时间 / 1月21日至1月27日, and 三、完成时限 / 10月底前全部完成。 with one short line below it.
    """
    column = world.rules.columns.rule_of(node.title)
    if not node.is_bare or column is None or column.role != "deadline" or any(s.attached.units for s in segments):
        return False
    if not node.body:  # 缩短办理时限 is work, 办理时限 is none
        return world.rules.columns.exact(node.title) is not None
    short = len(node.body) == 1 and node.body[0][1].span.length <= _SHORT_LINE
    return short or sum(len(s.attached.text) for s in segments) == 1


def _whole(node: Node, segments: Sequence[Segment], path: tuple[str, ...]) -> Draft:
    attached = Attached.joined(segment.attached for segment in segments)
    extent = (*((node.mark.whole,) if node.mark else ()), *(p for segment in segments for p in segment.extent))
    return draft_of(Segment(node.index, attached, extent, node.mark.label if node.mark else None), path)
