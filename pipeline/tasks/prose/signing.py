"""A signature without a day: the name of a body alone in the last line of a text belongs to the letter, to no item of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_BEYOND_DOUBT = 0.9
_LONGEST = 40
_SIGNS = frozenset("、，,；;：:。（）()【】")


def take_signature(root: Node, senses: Senses, rules: TaskRules) -> None:
    """Move a closing line that is one body and nothing else from the last item to what is signed.

    Not where other items end in such a line too: there the bodies below the items are those that do them.
    """
    leaves = [node for node in root.walk() if node.mark is not None and not node.children]
    if not leaves:
        return
    last = max(leaves, key=lambda node: node.index)
    if not last.body or not _is_body(last.body[-1][1], senses, rules):
        return
    if any(node.body and _is_body(node.body[-1][1], senses, rules) for node in leaves if node is not last):
        return
    root.signed.append(last.body.pop())


def _is_body(line: Passage, senses: Senses, rules: TaskRules) -> bool:
    text = line.text.strip()
    if not text or len(text) > _LONGEST or _SIGNS & set(text) or rules.attach.has("duty", text):
        return False
    return senses.unit_like(text) > _BEYOND_DOUBT
