"""The headings of a notice as a tree, and what kind of section each heading opens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.rule import Rule
from pipeline.tasks.columns import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.notice import Line
    from pipeline.outline import Passage
    from pipeline.tasks.numbering import Mark, NumberRules

_LONGEST_TITLE = 60
_STANDING, _CLOSING = "standing", "closing"
_NO_SECTION = frozenset({_STANDING, _CLOSING})
_QUOTED = re.compile(r"《([^《》]{2,80})》")
_NOTE = re.compile(r"(?:的通知|[《》]|\([^()]{1,8}\))+$")
_BOLD_TITLE = 32
# Flattened text: a heading, a space, and the paragraph that stood below it.
_RUN_IN = re.compile(r"([\u4e00-\u9fff“”（）()、]{3,30})[ 　\xa0]+[^ 　\xa0]{20}")


_DAY = re.compile(r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")
_SIGNER = re.compile(r"[\u4e00-\u9fff（）() 　]{4,40}")
_MOST_SIGNERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule(Rule):
    """Headings that open one kind of section: equal to a word, beginning or ending with one."""

    kind: str
    words: tuple[str, ...]
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionRules:
    """The kinds of sections."""

    entries: tuple[SectionRule, ...]

    @classmethod
    def build(cls, entries: Sequence[SectionRule]) -> SectionRules:
        """Take the entries of `rules/sections.yaml`."""
        return cls(tuple(entries))

    def rule_of(self, title: str) -> SectionRule | None:
        """The rule that knows a heading: first by the whole, then by its end or beginning."""
        key = plain(title).rstrip("。.;；,，")
        kinds = [rule for rule in self.entries if rule.kind not in _NO_SECTION]
        for rule in kinds:
            if key in rule.words:
                return rule
        if len(key) > _LONGEST_TITLE:
            return None
        return next((r for r in kinds if key.endswith(r.ends) or key.startswith(r.starts)), None)

    def closes(self, words: str) -> bool:
        """Whether a paragraph is the close of a text: 本方案自印发之日起施行, 特此通知."""
        return any(rule.kind == _CLOSING and words.startswith(rule.starts) for rule in self.entries)

    def is_standing(self, title: str) -> bool:
        """Whether a notice's title names a standing text (条例, 办法, 预案), which assigns no work of its own.

        The title may name the text inside 《》 (关于印发《…办法》的通知) and end in a note (试行).
        """
        quoted = _QUOTED.findall(title)
        name = _NOTE.sub("", plain(quoted[-1] if quoted else title))
        standing = (rule for rule in self.entries if rule.kind == _STANDING)
        return any(name.endswith(rule.ends) or any(word in name for word in rule.words) for rule in standing)


def try_example(rule: SectionRule, rules: SectionRules, said: str) -> str:
    """The kind of section that this rule sees in a heading."""
    if rule.kind == _CLOSING:
        return rule.kind if said.startswith(rule.starts) else ""
    if rule.kind == _STANDING:
        return rule.kind if SectionRules((rule,)).is_standing(said) else ""
    found = rules.rule_of(said)
    return found.kind if found is not None and found.id == rule.id else ""


def title_of(words: str) -> str:
    """The heading that an item's words begin with: their first sentence, or what stands before a gap in flattened text.

    >>> title_of("推进决策公开。抓好以下工作："), title_of("主要任务：")
    ('推进决策公开', '主要任务')
    """
    text = words.split("\n", maxsplit=1)[0].strip()
    run_in = _RUN_IN.match(text)
    if run_in is not None:
        return run_in[1]
    stop = text.find("。")
    return (text[:stop] if 0 <= stop <= _LONGEST_TITLE else text).strip(" 　:：。")


@dataclass
class Node:
    """A numbered item or heading with all that stands under it, while the tree is built.

    `rest` is the item's own line without its number; `body` the paragraphs after it, each with its index in the flow.
    `closing`, of the root alone, are paragraphs after the last item that go back to the letter; `signed` who signed it when;
    `letter` where the letter ends that sends the plan (0: there is none).
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

    @property
    def title(self) -> str:
        """The heading: the item's first sentence, without number and closing stop."""
        return title_of(self.rest.text) if self.rest is not None else ""

    @property
    def is_bare(self) -> bool:
        """Whether it is a heading with no sentence of its own."""
        return self.rest is None or ("。" not in self.rest.text.rstrip("。") and self.rest.span.length <= _LONGEST_TITLE)

    def walk(self) -> Iterable[Node]:
        """Itself and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """Builds the tree line by line: a number style that is open already closes all below it, a new one goes deeper."""

    def __init__(self, numbers: NumberRules, sections: SectionRules) -> None:
        """Start with an empty root, for what stands before the first heading."""
        self.numbers = numbers
        self.sections = sections
        self.root = Node(-1)
        self.stack: list[Node] = [self.root]

    def restart(self) -> None:
        """The letter is signed or an annex begins: no heading above holds any more."""
        self._close_letter()
        self.stack = [self.root]

    def finish(self) -> Node:
        """The whole tree."""
        self._close_letter()
        return self.root

    def _close_letter(self) -> None:
        """Paragraphs after the last item are the letter's close, where no item before it has as many paragraphs."""
        last = self.stack[-1]
        if last is self.root or last.children or not last.body:
            return
        signed = _signed(last.body)
        self.root.signed += signed
        del last.body[len(last.body) - len(signed) :]
        before = [n for n in self.root.walk() if n is not last and n.mark is not None and not n.children]
        usual = max((len(n.body) for n in before), default=len(last.body))
        extra = last.body[usual:]
        while extra and ("。" not in extra[0][1].text or "：" in extra[0][1].text[:12]):
            extra = extra[1:]
        if not usual and last.is_bare:
            extra = []
        closes = next((at for at, (_, p) in enumerate(last.body) if self.sections.closes(p.text)), len(last.body))
        extra = max(extra, last.body[closes:], key=len)
        self.root.closing += extra
        del last.body[len(last.body) - len(extra) :]

    def add(self, index: int, line: Line) -> None:
        """Put one line where it belongs."""
        mark = self.numbers.mark(line.passage)
        if mark is not None and self._is_expected(mark):
            self._open(Node(index, mark, mark.rest, style=mark.style))
        elif _looks_like_heading(line):
            self._open(Node(index, None, line.passage, style=f"look.{line.tag}"))
        else:
            self.stack[-1].body.append((index, line.passage))

    def table(self) -> tuple[str, ...]:
        """A table stands here; the headings above it."""
        open_nodes = [n for n in self.stack if n.rest is not None]
        self.stack[-1].tables += 1
        if not open_nodes or open_nodes[-1].body or not open_nodes[-1].is_bare:
            return ()
        return tuple(n.title for n in open_nodes)

    def _is_expected(self, mark: Mark) -> bool:
        """Numbers with a sign of their own always count; a bare `3 ` only when 2 came before it."""
        if mark.whole.span.length > mark.label.span.length and not mark.rest.traced.text[mark.label.span.end].isspace():
            return True
        if mark.style.endswith("bracket") or mark.style.endswith(("circled", "part", "chapter", "section", "decimal")):
            return True
        last = next((n.mark.ordinal for n in reversed(self.stack) if n.style == mark.style and n.mark), 0)
        return mark.ordinal == last + 1

    def _open(self, node: Node) -> None:
        for depth, earlier in enumerate(self.stack):
            if depth and earlier.style == node.style:
                del self.stack[depth:]
                break
        self.stack[-1].children.append(node)
        self.stack.append(node)


def _signed(body: list[tuple[int, Passage]]) -> list[tuple[int, Passage]]:
    """The lines at the end that sign the text: a day, and short lines without a stop above it."""
    if not body or not _DAY.fullmatch(body[-1][1].text):
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
