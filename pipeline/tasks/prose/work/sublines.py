"""The lines below an item that are duties of their own: they begin with a bullet, with 一是, or with the body they are for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.headings import BULLETS
from pipeline.tasks.prose.attached.attach import head_of, peel, trailed
from pipeline.tasks.prose.work.parcels import Parcel
from pipeline.tasks.senses import BEYOND_DOUBT

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_SEVERAL, _MOST = 2, 0.75
BULLET = re.compile(rf"[ 　]*(?:[—–―─]{{1,2}}|[-{BULLETS}])[ 　]*(?=[\u4e00-\u9fff“《【（(0-9])")
"""A sign before an item that has no number."""


def unbulleted(words: Passage) -> Passage:
    """Words without a dash or bullet before them."""
    bullet = BULLET.match(words.text)
    return words.part(bullet.end()) if bullet is not None else words


def is_list_of_bodies(node: Node, senses: Senses, rules: TaskRules) -> bool:
    """Whether the paragraphs below a bare heading begin with the bodies that they are for: 县公安局：…, 县水利局：…."""
    return node.is_bare and sum(head_of(unbulleted(p), senses, rules.attach) is not None for _, p in node.body) >= _SEVERAL


def listed_in_lines(node: Node, senses: Senses, rules: TaskRules) -> dict[int, Parcel]:
    """The paragraphs of an item that begin 一是, 二是 …, or with a bullet below a bare heading, by index, where two name bodies.

    Below a heading that nothing but its place marks one is enough. An item that says more than its heading, and
    nothing of who does it, is the title of what is counted right below it.
    """
    counted = _counted(node, rules)
    if node.is_bare:
        parts = counted or {index: Parcel(p, unbulleted(p)) for index, p in node.body if BULLET.match(p.text)}
    else:
        parts = counted if node.rest is not None and counted and node.body[0][0] in counted else {}
    least = 1 if node.mark is None and node.rest is not None else _SEVERAL
    if len(parts) < least or len(_naming(node, parts, senses, rules)) < least:
        return {}
    if node.is_bare or node.rest is None:
        return parts
    first = next(iter(parts))
    named = peel(node.rest, senses, rules.attach).is_assigned or senses.charges(node.rest)
    return {} if named else parts | {first: replace(parts[first], title=node.rest)}


def _counted(node: Node, rules: TaskRules) -> dict[int, Parcel]:
    """The paragraphs that words count (一是, 第二，, 首先，): from one on, or gapless where they go on a count from above."""
    marks = [(index, p, mark) for index, p in node.body if (mark := rules.numbers.said(p)) is not None]
    ordinals = [mark.ordinal for _, _, mark in marks]
    steps = [after - one for one, after in pairwise(ordinals)]
    whole = ordinals[:1] == [1] or (bool(steps) and max(steps) == 1)
    if not whole or min(steps, default=1) < 1:
        return {}
    return {index: Parcel(p, mark.rest, mark.label) for index, p, mark in marks}


def _naming(node: Node, parts: dict[int, Parcel], senses: Senses, rules: TaskRules) -> set[int]:
    """Which of the parts name a body, in their words or on the lines below them."""
    named: set[int] = set()
    part = -1
    for index, p in node.body:
        part = index if index in parts else part
        words = parts[index].words if index in parts else p
        if part in parts and _names(words, senses, rules):
            named.add(part)
    return named


def _names(words: Passage, senses: Senses, rules: TaskRules) -> bool:
    """Whether words name a body: behind them, in their sentence, or before their colon."""
    attached = trailed(peel(words, senses, rules.attach), senses, rules.attach)
    return bool(attached.units) or senses.charges(words) == 1 or head_of(words, senses, rules.attach) is not None


def is_list_of_charges(node: Node, senses: Senses, rules: TaskRules) -> bool:
    """Whether nearly all paragraphs below a bare heading begin with a body and what it is charged with: 县水务局负责清淤。."""
    opening = sum(opens_with_body(p, senses, rules) for _, p in node.body) if node.is_bare and not node.children else 0
    return opening >= _SEVERAL and opening >= _MOST * len(node.body)


def opens_with_body(paragraph: Passage, senses: Senses, rules: TaskRules) -> bool:
    """Whether a paragraph begins with a body and what it is charged with."""
    opening = next(rules.attach.find("opens", paragraph.text), None)
    return opening is not None and senses.unit_like(opening["who"]) > BEYOND_DOUBT
