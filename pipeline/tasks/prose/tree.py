"""The headings and items of a notice as a tree, built line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.tasks.days import is_day
from pipeline.tasks.headings import uncounted
from pipeline.tasks.prose.sections import LONGEST_TITLE, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.notice import Line
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import Mark, NumberRules
    from pipeline.tasks.prose.sections import SectionRules

_BOLD_TITLE = 32
_UNLIKELY = 1000
_SIGNER = re.compile(r"[\u4e00-\u9fff（）() 　]{4,40}")
_MOST_SIGNERS = 4
_ENDS = ("。", "；", ";", "）", ")", "】", "〕")
_COLONS = frozenset("：:")
_PLAIN = "look.plain"
TOLD = "look.told"
"""The style of a heading over what was done."""
# Styles whose label ends in a sign of its own, so that nothing need stand between it and the words.
_SIGNED = (
    *("bracket", "circled", "sign", "ordinal", "boxed", "decimal", "decimal3", "decimal4"),
    *("part", "chapter", "section", "article", "listed", "box"),
)

_COMMA = "_comma"
# Which style stands above which where the page does not show it.
_CUSTOM = ("part", "chapter", "section", "chinese", "chinese_bracket", "arabic", "arabic_bracket", "circled")
_RANKS = {f"number.{style}": rank for rank, style in enumerate(_CUSTOM)}


@dataclass(slots=True)
class Node:
    """A numbered item or heading with all that stands under it, while the tree is built.

    `rest` is the item's own line without its number; `body` the paragraphs after it, each with its index in the flow.
    `closing`, of the root alone, are paragraphs after the last item that go back to the letter; `signed` who signed it when;
    `letter` where the letter ends that sends the plan (0: there is none). A box (`is_box`) only shows what its section means.
    """

    index: int
    mark: Mark | None = None
    rest: Passage | None = None
    body: list[tuple[int, Passage]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    style: str = ""
    tables: int = 0
    closing: list[tuple[int, Passage]] = field(default_factory=list)
    signed: list[tuple[int, Passage]] = field(default_factory=list)
    letter: int = 0
    is_box: bool = False

    @property
    def title(self) -> str:
        """The heading: the item's first sentence, without number and closing stop."""
        return title_of(self.rest.text) if self.rest is not None else ""

    @property
    def is_bare(self) -> bool:
        """Whether it is a heading with no sentence of its own."""
        return self.rest is None or ("。" not in self.rest.text.rstrip("。") and self.rest.span.length <= LONGEST_TITLE)

    @property
    def is_alone(self) -> bool:
        """Whether it is a numbered line and nothing more: over no items, paragraphs or table, and without a colon."""
        if self.mark is None or self.rest is None or self.children or self.body or self.tables:
            return False
        return self.rest.text.strip(" 　。") == self.title and not _COLONS & set(self.title)

    @property
    def named(self) -> Passage | None:
        """The heading's words, where they may name a body: without how many items it has, and without a colon."""
        words = self.rest.strip("：: 　") if self.rest is not None else None
        return words.part(0, len(uncounted(words.text))) if words is not None else None

    def walk(self) -> Iterable[Node]:
        """Itself and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """Builds the tree line by line: a number style that is open already closes all below it, a new one goes deeper."""

    def __init__(self, numbers: NumberRules, sections: SectionRules, attaches: Callable[[Passage], bool]) -> None:
        """Start with an empty root, for what stands before the first heading; `attaches`: whether a paragraph names units."""
        self.numbers = numbers
        self.sections = sections
        self.attaches = attaches
        self.counts: dict[str, int] = {}
        self.met: set[str] = set()  # the styles of all numbers so far
        self.number: Mark | None = None  # a line that was nothing but a number
        self.root = Node(-1)
        self.stack: list[Node] = [self.root]

    def restart(self) -> None:
        """The letter is signed or an annex begins: no heading above holds any more."""
        self._drop_number()
        self._close_letter()
        self.stack = [self.root]

    def finish(self) -> Node:
        """The whole tree."""
        self._drop_number()
        self._close_letter()
        for node in self.root.walk():
            _take_back(node, self.attaches)
        return self.root

    def _close_letter(self) -> None:
        """Paragraphs after the last item are the letter's close, where no item before it has as many paragraphs."""
        last = self.stack[-1]
        if last is self.root:
            closing = [place for place in last.body if self.sections.closes(place[1].text)]
            self.root.closing += closing
            last.body = [place for place in last.body if place not in closing]
        if last is self.root or last.children or not last.body:
            return
        before = [n for n in self.root.walk() if n is not last and n.mark is not None and not n.children]
        signed = _signed(last.body) if not any(n.body and is_day(n.body[-1][1].text) for n in before) else []
        self.root.signed += signed
        del last.body[len(last.body) - len(signed) :]
        usual = max((len(n.body) for n in before), default=len(last.body))
        work = max((at for at, (_, p) in enumerate(last.body, 1) if self.attaches(p)), default=0)
        extra = last.body[max(usual, work) :]
        while extra and ("。" not in extra[0][1].text or "：" in extra[0][1].text[:12]):
            extra = extra[1:]
        if not usual and last.is_bare and not _is_said(last):
            extra = []
        closes = next((at for at, (_, p) in enumerate(last.body) if self.sections.closes(p.text)), len(last.body))
        extra = max(extra, last.body[closes:], key=len)
        self.root.closing += extra
        del last.body[len(last.body) - len(extra) :]

    def add(self, index: int, line: Line) -> None:
        """Put one line where it belongs; a number alone in its line is that of the next one."""
        if (lone := self.numbers.lone(line.passage, line.passage)) is not None:
            self.count(lone)
            return
        mark = self.numbers.mark(line.passage)
        if self.number is not None and mark is None:
            mark = replace(self.number, rest=line.passage)
            self.number = None
        self._drop_number()
        listed = self.numbers.listed_from(mark, line.passage) if mark is not None else []
        if listed and self._are_parts(listed):
            self.stack[-1].body.append((index, line.passage))
        elif mark is not None and self._is_expected(mark):
            for one in listed or (mark,):
                self.counts[one.style] = one.ordinal
                self._open(Node(index, one, one.rest, style=one.style))
        elif _looks_like_heading(line) and not self._closes_item(line):
            self._open(Node(index, None, line.passage, style=f"look.{line.tag}"))
        else:
            self.stack[-1].body.append((index, line.passage))

    def _are_parts(self, listed: Sequence[Mark]) -> bool:
        """Whether the numbers of one line below an item only part it: it is a sentence, or some of them name units."""
        item = self.stack[-1]
        below = item.mark is not None and item.style != listed[0].style and listed[0].style not in {n.style for n in self.stack}
        return below and (_is_said(item) or any(self.attaches(one.rest) for one in listed))

    def _closes_item(self, line: Line) -> bool:
        """Whether a line that looks like a heading names the units of the item above it: none like it heads that item."""
        styles = [node.style for node in self.stack]
        return self.stack[-1].mark is not None and f"look.{line.tag}" not in styles and self.attaches(line.passage)

    def count(self, number: Mark) -> None:
        """Take a line that is nothing but a number: it is that of the next line."""
        self._drop_number()
        self.number = number

    def _drop_number(self) -> None:
        """A number with no item behind it is words like any other."""
        if self.number is not None:
            self.stack[-1].body.append((self.stack[-1].index, self.number.whole))
            self.number = None

    def head(self, index: int, line: Line) -> None:
        """Put a line that is a heading although nothing but its place shows it; a word that counts it (一是) is its number."""
        mark = self.numbers.said(line.passage)
        self._open(Node(index, mark, mark.rest if mark else line.passage, style=mark.style if mark else _PLAIN))

    def tell(self, index: int, line: Line) -> None:
        """Put the title line of a part that tells what was done: nothing of the text before it holds below."""
        self.restart()
        self._open(Node(index, None, line.passage, style=TOLD))

    def table(self) -> tuple[Passage, ...]:
        """A table stands here; the headings above it."""
        open_nodes = [n for n in self.stack if n.rest is not None]
        self.stack[-1].tables += 1
        if not open_nodes or open_nodes[-1].body or not open_nodes[-1].is_bare:
            return ()
        return tuple(n.rest for n in open_nodes if n.rest is not None)

    def _is_expected(self, mark: Mark) -> bool:
        """Numbers with a sign of their own always count; `3 `, `3，` or one above 999 only when 2 or 999 came before it.

        A count may go on below the next heading.
        """
        last = next((n.mark.ordinal for n in reversed(self.stack) if n.style == mark.style and n.mark), 0)
        if mark.ordinal >= _UNLIKELY:
            return mark.ordinal == self.counts.get(mark.style, 0) + 1
        sign = mark.rest.traced.text[mark.label.span.end] if mark.whole.span.length > mark.label.span.length else " "
        if not sign.isspace() and not mark.style.endswith(_COMMA):
            return True
        next_ones = (last + 1,) if last else (1, self.counts.get(mark.style, 0) + 1)
        return mark.style.endswith(_SIGNED) or mark.ordinal in next_ones

    def _open(self, node: Node) -> None:
        if node.mark is not None and self.numbers.is_box(node.mark.style):
            self._beside(node)
            return
        for depth, earlier in enumerate(self.stack):
            if depth and (earlier.style == node.style or self._is_above(node, earlier)):
                self._close(depth, node)
                break
        self.met.add(node.style)
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _close(self, depth: int, after: Node) -> None:
        """Close all nodes from there on; a heading without number right above the next item heads that one, not the last.

        Where the count begins anew below it, it stands beside the numbered heading of the items above.
        """
        head, last = self.stack[-1], self.stack[depth]
        over = len(self.stack) == depth + 2 and head.mark is None and not (head.children or head.body or head.tables)
        del self.stack[depth:]
        if over and head.rest is not None and (head.style == _PLAIN or not self.attaches(head.rest)):
            last.children.remove(head)
            if after.mark is not None and after.mark.ordinal == 1 and self.stack[-1].mark is not None:
                self.stack.pop()
            self.stack[-1].children.append(head)
            self.stack.append(head)

    def _is_above(self, node: Node, earlier: Node) -> bool:
        """Whether a number stands above an earlier one by custom, because the page begins in the middle of both.

        So does the first 五、 of a page behind its （二）, and the first （一） behind a page's first item 35.
        """
        if node.mark is None or node.style in self.met or not {node.style, earlier.style} <= _RANKS.keys():
            return False
        begun = self.root.children[0].mark
        amid = node.mark.ordinal > 1 or (begun is not None and begun.style == earlier.style and begun.ordinal > 1)
        return amid and _RANKS[node.style] < _RANKS[earlier.style]

    def _beside(self, box: Node) -> None:
        """A box stands beside the item above it: whatever closes that item closes the box."""
        item = next((n for n in reversed(self.stack[1:]) if n.mark is not None and not n.is_box), None)
        if item is not None:
            box.style = item.style
            del self.stack[self.stack.index(item) :]
        box.is_box = True
        self.stack[-1].children.append(box)
        self.stack.append(box)


def _take_back(node: Node, attaches: Callable[[Passage], bool]) -> None:
    """An item that is a sentence is no heading over parts that have no number and name no units: they are its words."""
    words = [(at, said) for part in node.children for at, said in ((part.index, part.rest), *part.body) if said is not None]
    plain = all(part.mark is None and not part.children and not part.tables for part in node.children)
    if node.mark is not None and plain and _is_said(node) and not any(attaches(said) for _, said in words):
        node.body += words
        node.children.clear()


def _is_said(node: Node) -> bool:
    """Whether a short item is a sentence or ends in a bracket, and so is no heading over the paragraphs below it."""
    return node.rest is not None and uncounted(node.rest.text.rstrip()).endswith(_ENDS)


def _signed(body: list[tuple[int, Passage]]) -> list[tuple[int, Passage]]:
    """The lines at the end that sign the text: a day, and short lines without a stop above it."""
    if not body or not is_day(body[-1][1].text):
        return []
    start = len(body) - 1
    while start and len(body) - start <= _MOST_SIGNERS and _SIGNER.fullmatch(body[start - 1][1].text):
        start -= 1
    return body[start:] if start < len(body) - 1 else []


def _looks_like_heading(line: Line) -> bool:
    if line.passage.span.length > _BOLD_TITLE or line.text[-1:] in "。；，、：:;,":
        return False
    if line.tag in ("h1", "line"):  # the page's title is above everything, and says nothing about one part of it
        return False
    return line.tag in ("h2", "h3", "h4", "h5", "h6") or "bold" in line.marks
