"""Rows that head the rows below them: headings, and labels with their value, which fill a column that the table has not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.headings import heading_of
from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Draft
    from pipeline.outline import Cell, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.shape import Banner

_BRACKET = re.compile(r"[（(](?P<said>[^（()）：:]{2,12}[：:][^（()）：:]{1,80})[）)][ 　]*$")
_IS_BODY = 0.85
_LONGEST = 100
_LABELLED = re.compile(r"([^：:]{2,12})[：:](?=[^：:]*$)")


@dataclass(frozen=True)
class Heading:
    """A row above others: the style of its number, its words, and the role and value where it is a label: 责任单位：县教育局.

    `words` are those of a heading as printed: they may be a body's name.
    """

    style: str
    text: str
    role: str = ""
    value: Passage | None = None
    words: Passage | None = None


def stacked(above: Sequence[Heading], banner: Banner, senses: Senses, rules: TaskRules) -> list[Heading]:
    """The headings above the next rows: a number style, or a label, that was seen before closes all below it."""
    headings = _headings(banner, senses, rules)
    for index, earlier in enumerate(above):
        if earlier.style == headings[0].style:
            return [*above[:index], *headings]
    return [*above, *headings]


def _headings(banner: Banner, senses: Senses, rules: TaskRules) -> list[Heading]:
    """A label with its value; or a heading, and what a bracket behind it says: 一、稳定增长（牵头领导：李某）."""
    passages = banner.cell.passages
    alone = _labelled(passages[0], rules) if len(passages) == 1 else None
    if alone is not None:
        return [alone]
    mark = rules.numbers.mark(passages[0])
    style = banner.style or (mark.style if mark else "")
    words = mark.rest if mark is not None else passages[0]
    title, behind = parted(words, senses, rules) if len(passages) == 1 else (heading_of(banner.cell.text), [])
    at = words.text.find(title)
    said = words.part(at, at + len(title)) if at >= 0 and not behind else None
    return [Heading(style, title, words=said), *behind]


def parted(words: Passage, senses: Senses, rules: TaskRules) -> tuple[str, list[Heading]]:
    """A heading, and what the bracket behind it says of the rows: a label with its value (牵头领导：李某), bodies, a time."""
    bracket = _BRACKET.search(words.text)
    label = _labelled(words.part(bracket.start("said"), bracket.end("said")), rules) if bracket is not None else None
    if bracket is not None and label is not None:
        return heading_of(words.text[: bracket.start()]), [label]
    found = peel(words, senses, rules.attach) if words.span.length <= _LONGEST else Attached()
    if not (found.text and found.is_assigned):
        return heading_of(words.text), []
    phrases = (*((role_in(p, rules) or "responsible", p) for p in found.units), *(("deadline", p) for p in found.deadlines))
    return heading_of(found.text[0].text), [Heading(f"behind.{role}", "", role, p.passage) for role, p in phrases]


def role_in(phrase: Phrase, rules: TaskRules) -> str | None:
    """The role that a bracket or line gives its bodies: by its label, or by how it ends (县住建局牵头)."""
    rule = rules.columns.rule_of(phrase.passage.text) if phrase.role is None else None
    return rule.role if rule is not None and rule.role in UNIT_ROLES else phrase.role


def labels_of(titles: Sequence[Cell], rules: TaskRules) -> list[Heading]:
    """The labels with their values among the rows above a header: 责任单位：县教育局."""
    found = (_labelled(cell.passages[0], rules) for cell in titles if len(cell.passages) == 1)
    return [heading for heading in found if heading is not None]


def _labelled(words: Passage, rules: TaskRules) -> Heading | None:
    """A known label of a unit, a time or a person with its value."""
    match = _LABELLED.match(words.text)
    rule = rules.columns.exact(match[1]) if match is not None else None
    if match is None or rule is None or not (rule.role in UNIT_ROLES or rule.role in ("deadline", "leader")):
        return None
    value = words.part(match.end()).strip(" 　")
    return Heading(plain(match[1]), plain(match[1]), rule.role, value) if value.span.length else None


def path_of(above: Sequence[Heading]) -> tuple[str, ...]:
    """The headings that are steps of the path."""
    return tuple(heading.text for heading in above if heading.value is None)


def under(above: Sequence[Heading], draft: Draft) -> Draft:
    """The draft with what labels above its row say, where no cell of its own says it."""
    roles = {phrase.role for phrase in draft.units}
    for heading in above:
        if heading.value is None:
            continue
        if heading.role == "leader":
            draft = replace(draft, extra=(*draft.extra, (heading.text, heading.value.text)))
        elif heading.role == "deadline":
            draft = replace(draft, deadlines=draft.deadlines or (Phrase(heading.value, None, "cell", from_merge=True),))
        elif heading.role not in roles:
            draft = replace(draft, units=(*draft.units, Phrase(heading.value, heading.role, "cell", from_merge=True)))
    return draft


def under_bodies(above: Sequence[Heading], draft: Draft, senses: Senses) -> Draft:
    """The draft of a table without a column of units, with the body that heads its rows: 市教育局 across the width."""
    if draft.units:
        return draft
    for heading in reversed(above):
        if heading.words is not None and senses.unit_like(heading.words.text) >= _IS_BODY:
            return replace(draft, units=(Phrase(heading.words, "responsible", "cell", from_merge=True),))
    return draft
