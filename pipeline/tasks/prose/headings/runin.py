"""Items that have a run-in title instead of a number: several paragraphs below one heading, each `做好就业扶贫。…`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.notice import Draft
from pipeline.tasks.prose.attached.attach import peel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

# A first sentence no longer than a title, and more behind it.
_RUN_IN = re.compile(r"[^。；：:\n]{4,32}。[^\n]{12}")
_FEWEST = 2
_MOST_OTHERS = 0.34


def has_title(paragraph: Passage) -> bool:
    """Whether a paragraph begins with a title of its own."""
    return _RUN_IN.match(paragraph.text) is not None


def run_in_items(node: Node) -> list[tuple[int, Passage]]:
    """The paragraphs below a bare heading, where nearly all of them begin with a title of their own; else none."""
    if not node.is_bare or len(node.body) < _FEWEST:
        return []
    titled = sum(bool(_RUN_IN.match(passage.text)) for _, passage in node.body)
    others = len(node.body) - titled
    return node.body if titled >= _FEWEST and others <= _MOST_OTHERS * len(node.body) else []


def run_in_drafts(node: Node, path: tuple[str, ...], senses: Senses, rules: TaskRules) -> Iterator[tuple[int, Draft]]:
    """A task for each of these paragraphs; one without a title goes on the paragraph before it."""
    pending: tuple[int, list[Passage]] | None = None
    for index, passage in run_in_items(node):
        if pending is not None and not _RUN_IN.match(passage.text):
            pending[1].append(passage)
            continue
        if pending is not None:
            yield _draft(pending, path, senses, rules)
        pending = (index, [passage])
    if pending is not None:
        yield _draft(pending, path, senses, rules)


def _draft(item: tuple[int, list[Passage]], path: tuple[str, ...], senses: Senses, rules: TaskRules) -> tuple[int, Draft]:
    index, paragraphs = item
    last = peel(paragraphs[-1], senses, rules.attach)
    text = (*paragraphs[:-1], *last.text)
    return index, Draft(
        text=text,
        extent=tuple(paragraphs),
        origin="narrative",
        path=path,
        units=last.units,
        deadlines=last.deadlines,
        extra=last.extra,
    )
