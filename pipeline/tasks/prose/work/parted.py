"""An item of prose that hands out several duties: a heading over them, each a task."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft
from pipeline.tasks.prose.numbers.numbering import ordinal_of
from pipeline.tasks.prose.work.onward import SHARED
from pipeline.tasks.prose.work.segments import with_doers
from pipeline.tasks.prose.work.world import AMID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import Attached
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.prose.work.segments import Segment
    from pipeline.tasks.prose.work.world import Above, World

Out = tuple[list[tuple[int, Draft]], list[Claim]]
_LONGEST_HEADING = 80
# A first sentence no longer than a title, and words of the duty behind it.
_RUN_IN = re.compile(r"[^。；：:\n]{4,40}。(?=[^\n]{6})")


def heading_claims(node: Node) -> Iterator[Claim]:
    """A node's number and words, as a heading."""
    if node.mark is not None:
        yield Claim(node.mark.whole, "heading")
    if node.rest is not None:
        yield Claim(node.rest, "heading")


def title_words(title: Passage, world: World) -> tuple[str, ...]:
    """The words over several duties of one paragraph as a heading, up to their first full stop; none where these are too many."""
    words = world.title(title.strip(" 　；;，,"))
    return (words,) if 0 < len(words) <= _LONGEST_HEADING else ()


def read_parts(node: Node, above: Above, world: World, out: Out) -> None:
    """An item that hands out several duties is a heading over them; a part without number and unit is no task."""
    drafts, claims = out
    segments, title = _run_in(node, world.segments(node))
    heading = node.rest if node.is_bare else title
    path = (*above.path, *title_words(heading, world)) if heading is not None else above.path
    claims += [Claim(title, "heading")] if title is not None else []
    if node.mark is not None and (title is not None or any(s.label is not None or s.title is not None for s in segments)):
        claims.append(Claim(node.mark.whole, "heading"))
    for segment in segments:
        if node.is_bare and segment.index == node.index and segment.title is None and segment.label is None:
            claims += heading_claims(node)
            if len(segment.extent) == 1:
                continue
            segment = _below_heading(segment)  # noqa: PLW2901 - the same segment without the heading's words
        if segment.title is not None:
            claims.append(Claim(segment.title, "heading"))
            path = (*above.path, *title_words(segment.title, world))
        if segment.is_assigned or segment.attached.units or segment.label is not None or segment.attached.deadlines:
            drafts.append((segment.index, inherits(draft_of(_labelled(segment, node), path), above)))
        else:
            claims += (Claim(p, "requirement") for p in segment.extent)


def _run_in(node: Node, segments: Sequence[Segment]) -> tuple[Sequence[Segment], Passage | None]:
    """The segments of an item, and the title that runs into the first of them where the others are paragraphs below it.

    （一）强化引领。编制规划。（县发改局） / 完善机制。（县财政局） hands out two duties below 强化引领.
    """
    first, *others = segments
    words = first.attached.text[0] if first.attached.text else None
    below = any(one.is_assigned and one.index != node.index for one in others)
    plain = all(one.label is None and one.title is None for one in segments)
    match = _RUN_IN.match(words.text) if words is not None else None
    starts = node.mark is not None and not node.is_bare and first.index == node.index and first.is_assigned
    if words is None or match is None or not (starts and plain and below):
        return segments, None
    text = (words.part(match.end()).strip(), *first.attached.text[1:])
    extent = (first.extent[0].part(match.end()), *first.extent[1:])
    return (replace(first, attached=replace(first.attached, text=text), extent=extent), *others), words.part(0, match.end())


def _below_heading(segment: Segment) -> Segment:
    """A segment that begins with its heading's line, without that line."""
    own = replace(segment.attached, text=segment.attached.text[1:])
    return replace(segment, attached=own, extent=segment.extent[1:])


def _labelled(segment: Segment, node: Node) -> Segment:
    """A number printed once over several assigned parts is the label of each."""
    if node.mark is None or segment.label is not None:
        return segment
    first = segment.extent[0] == node.rest or segment.extent[0].place.span.start == node.mark.rest.place.span.start
    first = first and segment.index == node.index
    return replace(segment, label=node.mark.label, extent=((node.mark.whole,) if first else ()) + segment.extent)


def draft_of(segment: Segment, path: tuple[str, ...]) -> Draft:
    """A task from a segment, under its headings."""
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


def inherits(draft: Draft, above: Above) -> Draft:
    """A task with what is said of it together with others, and what the headings above attach."""
    ordinal = ordinal_of(draft.label.text) if draft.label is not None else None
    said = [one for one in above.together if one.holds_for(ordinal)]
    for one in said:
        draft = _with(draft, replace(one.attached, units=()) if one.adds else one.attached)
    draft = _with(draft, above.attached)
    if any(one.doubted for one in said):
        draft = replace(draft, confidence=min(draft.confidence, AMID))
    helping = (phrase for one in said if one.adds for phrase in one.attached.units)
    return replace(draft, units=(*draft.units, *(replace(p, source=SHARED, from_merge=True) for p in helping)))


def _with(draft: Draft, attached: Attached) -> Draft:
    """A task with the units and times that it lacks; bodies that only help it leave room for the one that does it."""
    more = tuple(replace(p, source="inherited", from_merge=True) for p in attached.units)
    draft = replace(draft, units=with_doers(draft.units, more))
    if not draft.deadlines and attached.deadlines:
        draft = replace(draft, deadlines=tuple(replace(p, source="inherited") for p in attached.deadlines))
    return draft
