"""Who signed and when, where the letter's own reading did not find it: such lines belong to the letter, to no item of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.tasks.days import is_day

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_BEYOND_DOUBT, _SURE = 0.9, 0.6
_LONGEST = 40
_MOST_BEHIND = 3
_SIGNS = frozenset("、，,；;：:。（）()【】")
_LOST = re.compile("[?？\ufffd]+")


def take_signature(root: Node, senses: Senses, rules: TaskRules) -> None:
    """Move what signs the text from its last item to the root: the day alone in a line, and the body alone in the last line.

    Not where other items have such a line too: there it is their time, or the body that does them. A letter with a table and no
    items is signed behind its own sentences.
    """
    leaves = [node for node in root.walk() if node.mark is not None and not node.children]
    if not leaves and not root.tables:
        return
    last = max(leaves, key=lambda node: node.index, default=root)
    others = [words for node in leaves if node is not last for _, words in node.body]
    _take_day(root, last, others)
    lasts = [node.body[-1][1] for node in leaves if node is not last and node.body]
    lasts += [words for _, words in root.body[:-1]] if last is root else []
    if not last.body or not _is_body(last.body[-1][1], senses, rules):
        return
    if not any(_is_body(words, senses, rules) for words in lasts):
        root.signed.append(last.body.pop())


def _take_day(root: Node, last: Node, others: list[Passage]) -> None:
    """The day near the end of the last item; the few short lines behind it close the letter."""
    days = [at for at, (_, words) in enumerate(last.body) if is_day(words.text)]
    if len(days) != 1 or len(last.body) - days[0] > _MOST_BEHIND + 1 or any(is_day(words.text) for words in others):
        return
    root.signed.append(last.body[days[0]])
    root.closing += last.body[days[0] + 1 :]
    del last.body[days[0] :]


def _is_body(line: Passage, senses: Senses, rules: TaskRules) -> bool:
    """Whether a line is one body and nothing else; a name that lost characters counts with what is left of it."""
    text = line.text.strip()
    if not text or len(text) > _LONGEST or _SIGNS & set(text) or rules.attach.has("duty", text):
        return False
    left = _LOST.sub("", text)
    return senses.unit_like(left) > (_BEYOND_DOUBT if left == text else _SURE)
