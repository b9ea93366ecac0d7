"""Who signed and when, where the letter's own reading did not find it: such lines belong to the letter, to no item of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.tasks.days import is_day
from pipeline.tasks.senses import BEYOND_DOUBT, SURE

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_LONGEST = 40
_MOST_BEHIND = 3
_SIGNS = frozenset("、，,；;：:。（）()【】—–")
_BEHIND = re.compile(r"。[ 　]{0,9}(?P<who>[\u4e00-\u9fff]{4,40})$")
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
    if last.body and _is_body(last.body[-1][1], senses, rules):
        if not any(_is_body(words, senses, rules) for words in lasts):
            root.signed.append(last.body.pop())
    elif len(leaves) > 1 and not any(
        _behind(words, senses, rules) for words in map(_end_of, leaves) if words is not _end_of(last)
    ):
        _take_behind(root, last, senses, rules)


def _end_of(item: Node) -> Passage | None:
    """The last paragraph of an item."""
    return item.body[-1][1] if item.body else item.rest


def _take_behind(root: Node, last: Node, senses: Senses, rules: TaskRules) -> None:
    """The full name right behind the last sentence of all, where no other item ends so: …抓好落实。江海市城市管理委员会办公室."""
    words = _end_of(last)
    name = _behind(words, senses, rules)
    if words is None or name is None:
        return
    rest = words.part(0, name.span.start - words.span.start).strip()
    if last.body:
        last.body[-1] = (last.body[-1][0], rest)
    else:
        last.rest = rest
    root.signed.append((last.index, name))


def _behind(words: Passage | None, senses: Senses, rules: TaskRules) -> Passage | None:
    """The body that stands alone behind the last full stop of a paragraph."""
    match = _BEHIND.search(words.text) if words is not None else None
    name = words.part(*match.span("who")).strip() if words is not None and match is not None else None
    return name if name is not None and _is_body(name, senses, rules) else None


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
    return senses.unit_like(left) > (BEYOND_DOUBT if left == text else SURE)
