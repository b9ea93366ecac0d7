"""Words behind a section that say for several of its items at once who does them: 以上任务由甲负责, 第1—3项由乙负责."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.attached.bracketed import read_bracket
from pipeline.tasks.prose.attached.brackets import last_bracket
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.numbers.numbering import ordinal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.senses import Senses

_LONGEST = 400
_BETWEEN = re.compile(r"[—–－~～至到-]+")
_AND = re.compile(r"[、，,和及与]+")
_NUMBER = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百零]+")
_MOST_ITEMS, _SEVERAL = 2000, 2
_AROUND = " 　。；;，,"
_LONGEST_SENTENCE = 120
_STOPS = frozenset("。；;）)】〕 　")


@dataclass(frozen=True)
class Collective:
    """What is said of several items together: units and times, and the items' numbers (None: all of the section).

    `adds`: its bodies only help, beside those of each item (以上各项均需各乡镇配合). `doubted`: it may be about the last
    item alone. Nothing is attached where it is said of some of them that nothing counts: better no unit than a wrong one.
    """

    passage: Passage
    attached: Attached
    adds: bool = False
    ordinals: frozenset[int] | None = None
    doubted: bool = False

    def holds_for(self, ordinal: int | None) -> bool:
        """Whether it is about the item with this number."""
        return self.ordinals is None or ordinal in self.ordinals


def gather(root: Node, senses: Senses, rules: AttachRules) -> dict[int, tuple[Collective, ...]]:
    """Take such words away from the items behind which they stand; by the identity of the node that they hold for.

    They hold for the items of their section; for all items, where they end the text and nothing else attaches anything.
    """
    found: dict[int, tuple[Collective, ...]] = {}
    for node in list(root.walk()):
        if not node.children:
            continue
        if own := tuple(_taken(node, senses, rules)):
            found[id(node)] = own
    home = _only_list(root)
    closing = tuple(_of_paragraphs(root.closing, _numbers(home), senses, rules)) if id(root) not in found else ()
    if closing:
        found[id(home)] = (*found.get(id(home), ()), *closing)
    return _spread(found, root) if found else _closed(root, senses, rules)


def _closed(root: Node, senses: Senses, rules: AttachRules) -> dict[int, tuple[Collective, ...]]:
    """The lines that name units below the last item of the one list that ends so, where nothing else names any.

    They may be about the last item alone. Two such lists tell it for certain, and are not read here.
    """
    lists = [node for node in root.walk() if len(node.children) >= _SEVERAL and _ends_in_line(node.children[-1], senses, rules)]
    if len(lists) != 1:
        return {}
    *others, last = lists[0].children
    leaves = (node for node in root.walk() if node.mark is not None and node is not last and not node.children)
    if any(leaf.children or leaf.body for leaf in others) or any(_says_who(leaf, senses, rules) for leaf in leaves):
        return {}
    said = tuple(Collective(words, peel(words, senses, rules), doubted=True) for _, words in last.body)
    last.body.clear()
    return {id(lists[0]): said}


def _ends_in_line(last: Node, senses: Senses, rules: AttachRules) -> bool:
    """Whether an item says nothing of who does it, and all lines below it do nothing else."""
    lines = [peel(words, senses, rules) for _, words in last.body] if not last.children and last.mark is not None else []
    own = last.rest is not None and (peel(last.rest, senses, rules).is_assigned or senses.charges(last.rest))
    return not own and any(line.units for line in lines) and not any(line.text for line in lines)


def _says_who(item: Node, senses: Senses, rules: AttachRules) -> bool:
    """Whether an item or a line below it names units or a time."""
    words = [passage for passage in (item.rest, *(p for _, p in item.body)) if passage is not None]
    return any(peel(p, senses, rules).is_assigned or senses.charges(p) or senses.has_time(p) for p in words)


def _spread(found: dict[int, tuple[Collective, ...]], root: Node) -> dict[int, tuple[Collective, ...]]:
    """Statements that are alone in their text and name numbers that their section does not have are about all its items."""
    if len(found) != 1:
        return found
    home, statements = next(iter(found.items()))
    node = next((n for n in root.walk() if id(n) == home), root)
    own = {child.mark.ordinal for child in node.children if child.mark is not None}
    named = {ordinal for one in statements for ordinal in one.ordinals or ()}
    if named <= own:
        return found
    return {id(n): statements for n in root.walk() if any(not child.children for child in n.children)}


def _taken(section: Node, senses: Senses, rules: AttachRules) -> Iterator[Collective]:
    """The statements behind the last item of a section, which loses the paragraphs, sentences and bracket that hold them."""
    leaf = section.children[-1]
    if leaf.children:
        return
    numbers = _numbers(section)
    yield from _of_paragraphs(leaf.body, numbers, senses, rules)
    yield from _of_last_sentence(section, leaf, senses, rules)
    if leaf.rest is None or (bracket := last_bracket(leaf.rest)) is None:
        return
    inner, start = bracket
    statements = list(_statements(inner, numbers, senses, rules))
    if statements and start:
        leaf.rest = leaf.rest.part(0, start).strip()
        yield from statements


def _of_last_sentence(section: Node, leaf: Node, senses: Senses, rules: AttachRules) -> Iterator[Collective]:
    """Statements that run on behind the last item's own words: 3.修路3条。以上任务10月底前全部完成。.

    One that does not say for which items it holds (均于10月底前完成) may be about the last alone, and is where others have times.
    """
    words = leaf.body[-1][1] if leaf.body else leaf.rest
    tail = words.part(-_LONGEST_SENTENCE) if words is not None else None
    if words is None or tail is None:
        return
    match = next((m for m in _starts(tail.text, rules) if m.start() and tail.text[m.start() - 1] in _STOPS), None)
    statements = list(_statements(tail.part(match.start()), _numbers(section), senses, rules)) if match is not None else []
    unsure = match is not None and not rules.has("collective", tail.text)
    if not statements or (unsure and any(_is_timed(child, senses) for child in section.children[:-1])):
        return
    rest = words.part(0, words.span.length - statements[0].passage.span.length).strip()
    if leaf.body:
        leaf.body[-1] = (leaf.body[-1][0], rest)
    else:
        leaf.rest = rest
    yield from (replace(one, doubted=unsure) for one in statements)


def _is_timed(item: Node, senses: Senses) -> bool:
    """Whether an item sets a time of its own."""
    return any(senses.has_time(words) for words in (item.rest, *(p for _, p in item.body)) if words is not None)


def _starts(text: str, rules: AttachRules) -> list[re.Match[str]]:
    """Where such words begin."""
    return list(rules.find("collective", text)) or list(rules.find("all_by", text))


def _only_list(root: Node) -> Node:
    """The section of a text that has no other, or the text."""
    while len(root.children) == 1 and root.children[0].children:
        root = root.children[0]
    return root


def _numbers(section: Node) -> list[int]:
    """The numbers of the items of a section."""
    return [child.mark.ordinal for child in section.children if child.mark is not None]


def _of_paragraphs(
    paragraphs: list[tuple[int, Passage]], numbers: Sequence[int], senses: Senses, rules: AttachRules
) -> Iterator[Collective]:
    for at, words in list(paragraphs):
        said, report = _without_report(words, rules)
        statements = list(_statements(said, numbers, senses, rules))
        if statements:
            left = paragraphs.index((at, words))
            paragraphs[left : left + 1] = [(at, report)] if report.span.length else []
            yield from statements


def _without_report(words: Passage, rules: AttachRules) -> tuple[Passage, Passage]:
    """Words behind a section up to a clause that says what to report by when, and that clause, which asks for itself."""
    report = next(rules.find("report", words.text), None) if rules.has("collective", words.text) else None
    at = report.start() if report is not None else words.span.length
    return words.part(0, at), words.part(at)


def _statements(passage: Passage, numbers: Sequence[int], senses: Senses, rules: AttachRules) -> Iterator[Collective]:
    """What a paragraph says of items together, statement by statement."""
    if passage.span.length > _LONGEST:
        return
    words = _unboxed(passage)
    starts = _starts(words.text, rules)
    if not starts and rules.has("some", words.text):
        yield Collective(passage, Attached(), ordinals=frozenset())
    if not starts or words.text[: starts[0].start()].strip(_AROUND):
        return
    for match, after in zip(starts, [*starts[1:], None], strict=True):
        said = words.part(match.end(), after.start() if after is not None else None).strip(_AROUND)
        attached = Attached() if rules.has("again", said.text) else _attached(said, senses, rules)
        if attached is not None:
            yield Collective(passage, attached, rules.has("helps", said.text), _meant(match, numbers))


def _meant(match: re.Match[str], numbers: Sequence[int]) -> frozenset[int] | None:
    """Which of a section's items words are about; None for all.

    `以上三项` behind five items is about the last three, `前三项` about the first, `除第2项外` about all but that.
    """
    said = match.groupdict()
    which, last, first, but = (said.get(name) or "" for name in ("which", "count", "first", "except"))
    if which:
        return _ordinals(which)
    named = numbers[-ordinal_of(last) :] if last else numbers[: ordinal_of(first)] if first else numbers
    meant = frozenset(named) - _ordinals(but)
    return meant if 0 < len(meant) < len(numbers) else None


def _unboxed(passage: Passage) -> Passage:
    """A paragraph that is all one bracket, without its signs."""
    words = passage.strip(_AROUND)
    bracket = last_bracket(words) if words.span.length else None
    return bracket[0] if bracket is not None and bracket[1] == 0 else words


def _attached(said: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    found = peel(said, senses, rules)
    if found.units and not found.text:
        return found
    line = read_bracket(said, senses, rules)
    return line if line is not None and line.is_assigned else None


def _ordinals(which: str) -> frozenset[int]:
    """The numbers that words name.

    >>> sorted(_ordinals("1—3、5")), sorted(_ordinals("二至四"))
    ([1, 2, 3, 5], [2, 3, 4])
    """
    named: set[int] = set()
    for piece in _AND.split(which):
        ends = [ordinal_of(number) for side in _BETWEEN.split(piece) for number in _NUMBER.findall(side)[:1]]
        if ends:
            named.update(range(ends[0], min(ends[-1], ends[0] + _MOST_ITEMS) + 1))
    return frozenset(named)
