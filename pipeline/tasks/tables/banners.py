"""Rows that head the rows below them: headings, and labels with their value, which fill a column that the table has not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.headings import heading_of
from pipeline.tasks.tables.columns import UNIT_ROLES, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Draft
    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.shape import Banner

_LABELLED = re.compile(r"([^：:]{2,12})[：:](?=[^：:]*$)")


@dataclass(frozen=True)
class Heading:
    """A row above others: the style of its number, its words, and the role and value where it is a label: 责任单位：县教育局."""

    style: str
    text: str
    role: str = ""
    value: Passage | None = None


def stacked(above: Sequence[Heading], banner: Banner, rules: TaskRules) -> list[Heading]:
    """The headings above the next rows: a number style, or a label, that was seen before closes all below it."""
    heading = _labelled(banner.cell.passages, rules) or _heading(banner, rules)
    for index, earlier in enumerate(above):
        if earlier.style == heading.style:
            return [*above[:index], heading]
    return [*above, heading]


def _heading(banner: Banner, rules: TaskRules) -> Heading:
    mark = rules.numbers.mark(banner.cell.passages[0])
    style = banner.style or (mark.style if mark else "")
    return Heading(style, heading_of(mark.rest.text if mark else banner.cell.text))


def _labelled(passages: Sequence[Passage], rules: TaskRules) -> Heading | None:
    """A known label of a unit, a time or a person with its value."""
    match = _LABELLED.match(passages[0].text) if len(passages) == 1 else None
    rule = rules.columns.exact(match[1]) if match is not None else None
    if match is None or rule is None or not (rule.role in UNIT_ROLES or rule.role in ("deadline", "leader")):
        return None
    value = passages[0].part(match.end(), len(passages[0].text)).strip(" 　")
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
