"""Brackets that items end in, read by their place: where most items of a text close with a body, the others do too.

An inner office (办公室, 法规科, 教务处) is a common word, and alone proves nothing; at the end of every item it is who does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.bracketed import read_behind
from pipeline.tasks.prose.attached.brackets import last_bracket
from pipeline.tasks.senses import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.notice import Draft
    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

# What a name of an inner office reaches, and what only words that look like no body stay below.
_FEW = 2
_NAMES = re.compile(r"[\u4e00-\u9fff、，,；; 　]{2,40}")
_STOPS = ("。", "！", "；", ";")


@dataclass(frozen=True)
class Closer:
    """A bracket at the end of an item, and what is known: `read` as bodies, `possible`, or its `place` behind a full stop."""

    words: Passage
    known: str


def by_place(root: Node, senses: Senses, rules: TaskRules) -> Senses:
    """The judgements with what the place of closing brackets adds: in a text where they name bodies, these are bodies too.

    At least two items, and half of all that have a number, must end in such a bracket, and one of them must look like a body.
    """
    leaves = [node for node in root.walk() if node.mark is not None and not node.children]
    closers = [closer for node in leaves for closer in _closer(node, senses, rules)]
    placed = {c.words.text.strip() for c in closers if c.known != "read"}
    few = len(closers) < _FEW or 2 * len(closers) < len(leaves)
    if few or not placed or all(c.known == "place" for c in closers):
        return senses
    return replace(senses, unit_like=lambda text: 1.0 if text.strip() in placed else senses.unit_like(text))


def unread_closers(root: Node, senses: Senses, rules: TaskRules) -> tuple[Passage, ...]:
    """The items of a text without tasks that end in brackets which nobody can read, where half of them do, two or more."""
    leaves = [node for node in root.walk() if node.mark is not None and not node.children]
    closed = [node.rest for node in leaves if node.rest is not None and any(_closer(node, senses, rules))]
    return tuple(closed) if len(closed) >= _FEW and 2 * len(closed) >= len(leaves) else ()


def doubted(drafts: Iterable[Draft], senses: Senses, rules: TaskRules) -> Iterator[Passage]:
    """The brackets that tasks without units end in and that may name bodies, though their place does not prove it."""
    for draft in drafts:
        if draft.units or not draft.text or draft.origin != "narrative":
            continue
        closer = _closing(draft.text[-1], senses, rules)
        if closer is not None and closer.known != "read":
            yield closer.words


def _closer(node: Node, senses: Senses, rules: TaskRules) -> Iterator[Closer]:
    """The bracket that an item ends in, if it has one that may name bodies."""
    last = node.body[-1][1] if node.body else node.rest
    found = _closing(last, senses, rules) if last is not None else None
    if found is not None:
        yield found


def _closing(words: Passage, senses: Senses, rules: TaskRules) -> Closer | None:
    bracket = last_bracket(words)
    if bracket is None:
        return None
    inner, start = bracket
    text = inner.text.strip()
    read = read_behind(words.part(0, start), inner, senses, rules.attach)
    if read is not None:
        return Closer(inner, "read") if read.units else None
    if _NAMES.fullmatch(text) is None or rules.attach.has("explains", text):
        return None
    if senses.unit_like(text) >= SURE:
        return Closer(inner, "possible")
    return Closer(inner, "place") if words.text[:start].rstrip().endswith(_STOPS) else None
