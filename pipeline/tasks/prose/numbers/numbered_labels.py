"""Items whose parts are labels with numbers of their own: （一）咨询日 / 1.活动时间：6月16日 / 2.组织单位：县安委办。."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.notice import Claim
from pipeline.tasks.tables.labels.columns import HELPING_ROLES, UNIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.tasks.prose.numbers.numbering import NumberRules
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.columns import ColumnRules

_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,10})[：:]")
_DOING = UNIT_ROLES - HELPING_ROLES


def fold_labels(root: Node, rules: TaskRules) -> Iterator[Claim]:
    """Make paragraphs of the numbered labels below an item; their numbers are no words of it, and are claimed.

    All that is numbered below the item must be such labels, and one of them, or of an item beside it, must say who does it: a
    meeting has its time, place and guests in such a list and is no work.
    """
    for parent in root.walk():
        listed = [node for node in parent.children if node.mark is not None and _labels_of(node)]
        if any(_says_who(node, rules.columns) for node in listed):
            for node in listed:
                yield from _fold(node, rules.numbers)


def _fold(node: Node, numbers: NumberRules) -> Iterator[Claim]:
    for child in node.children:
        if child.mark is not None:
            yield Claim(child.mark.whole, "heading")
        lone = [words for _, words in child.body if numbers.lone(words, words) is not None]
        yield from (Claim(words, "heading") for words in lone)
        node.body += [(child.index, child.rest)] if child.rest is not None else []
        node.body += [(index, words) for index, words in child.body if words not in lone]
    node.children = []


def _labels_of(node: Node) -> tuple[str, ...]:
    """The labels that the items below a heading begin with; none where one of them begins otherwise."""
    found = [_LABEL.match(child.rest.text) if child.rest is not None and not child.children else None for child in node.children]
    return tuple(match["label"] for match in found if match) if all(found) else ()


def _says_who(node: Node, columns: ColumnRules) -> bool:
    rules = (columns.exact(label) for label in _labels_of(node))
    return any(rule is not None and rule.role in _DOING for rule in rules)
