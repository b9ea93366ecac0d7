"""What is said once of all that follows, or of what names nobody or no time: 以下均需各乡镇落实."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.attached.bracketed import read_bracket
from pipeline.tasks.prose.attached.brackets import last_bracket
from pipeline.tasks.prose.attached.duties import Attached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.notice import Draft
    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.senses import Senses

_LONGEST = 200
_AROUND = " 　。；;，,"
_FROM_HERE = ("onward", "throughout")
SHARED, OTHERWISE = "shared", "otherwise"
"""Sources of phrases: said once for many items, beside what each names itself; said for those that name nobody."""


@dataclass(frozen=True)
class Onward:
    """What is said of the items from one place in the flow to another: their units, and the time of those that have none.

    `passage` is a paragraph of its own.
    """

    first: int
    last: int
    said: Attached
    passage: Passage | None = None

    def given(self, index: int, draft: Draft) -> Draft:
        """A task with these units and this time, if it stands where they hold."""
        if not self.first < index <= self.last or draft.origin != "narrative":
            return draft
        times = draft.deadlines or tuple(replace(p, source="inherited") for p in self.said.deadlines)
        return replace(draft, units=(*draft.units, *self.said.units), deadlines=times)


def take_onward(root: Node, senses: Senses, rules: AttachRules) -> tuple[Onward, ...]:
    """The statements of a text; what says nothing else is taken out of the items in which it stands.

    One that stands below a heading, before its items, holds for them; any other for all that follow.
    """
    found: list[Onward] = []
    end = max((node.index for node in root.walk()), default=0)
    for node in root.walk():
        last = max(n.index for n in node.walk()) if node.children else end
        for paragraphs in (node.body, node.closing):
            for place in list(paragraphs):
                one = _of_paragraph(place, last, senses, rules)
                if one is not None:
                    paragraphs.remove(place)
                    found.append(one)
        found += _of_brackets(node, last, senses, rules)
    return tuple(found)


def with_onward(drafts: Iterable[tuple[int, Draft]], statements: tuple[Onward, ...]) -> Iterator[tuple[int, Draft]]:
    """The drafts with the units that such statements give them."""
    for index, draft in drafts:
        for one in statements:
            draft = one.given(index, draft)  # noqa: PLW2901 - the same task
        yield index, draft


def _of_paragraph(place: tuple[int, Passage], last: int, senses: Senses, rules: AttachRules) -> Onward | None:
    """A paragraph that begins so: 以下任务均由各镇配合, or 除注明外均由县水利局负责, which holds for the whole text."""
    index, paragraph = place
    if paragraph.span.length > _LONGEST:
        return None
    words = paragraph.strip(_AROUND + "（()）")
    for effect, source in (*((effect, SHARED) for effect in _FROM_HERE), ("otherwise", OTHERWISE)):
        match = next(rules.find(effect, words.text), None)
        if match is None or match.start():
            continue
        said = _said(words.part(match.end()), source, senses, rules)
        first, last = (-1, 10**9) if source == OTHERWISE else (index, last)
        return Onward(first, last, said, paragraph) if said.is_assigned else None
    return None


def _of_brackets(node: Node, last: int, senses: Senses, rules: AttachRules) -> Iterator[Onward]:
    """A remark that ends the bracket of an item (县河长办牵头。以下均需各乡镇负责，不再列出).

    A bracket that is nothing else is taken out of its line. What is said of every item (具体任务均涉及各市政府，下同) holds for
    this one too.
    """
    own = [(node.index, node.rest)] if node.rest is not None else []
    for index, words in own if node.children else [*own, *node.body]:
        inner, start = last_bracket(words) or (None, 0)
        found = ((next(rules.find(effect, inner.text), None), effect) for effect in _FROM_HERE) if inner is not None else ()
        whole, effect = next(((match, effect) for match, effect in found if match is not None), (None, ""))
        if inner is None or whole is None:
            continue
        first = index - (effect == "throughout")
        said = _said(inner.part(whole.end()), SHARED, senses, rules)
        if whole.start() == 0 and said.units and index == node.index:
            node.rest = words.part(0, start).strip()
            yield Onward(first, last, said, words.part(start))
        elif said.units and rules.aside_of(inner) is not None:
            yield Onward(first, last, said)


def _said(said: Passage, source: str, senses: Senses, rules: AttachRules) -> Attached:
    """The units of a statement, without the remark that they are not printed again, and its time.

    Words of duty that nobody can read are units too.
    """
    words = rules.without_aside(said.strip(_AROUND)).strip(_AROUND)
    found = peel(words, senses, rules)
    if not found.units or found.text:
        line = read_bracket(words, senses, rules)
        unread = Attached(units=(Phrase(words, None, source),) if rules.has("duty", words.text) else ())
        found = line if line is not None and line.is_assigned else unread
    return Attached(units=tuple(replace(p, source=source, from_merge=True) for p in found.units), deadlines=found.deadlines)
