"""Printed numbers of items: which style, which ordinal, what words remain."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.rule import Rule
from pipeline.tasks.prose.numbers.glued import NEVER_AFTER, is_glued

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.outline import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule(Rule):
    """A style of numbering: `pattern` matches at the start of an item; group `n` is the ordinal, `printed` the label.

    A group `word` holds the word that is counted (任务1, 专项行动一): another word counts another list.

    `inline` numbers may begin an item inside a paragraph, after a gap or the end of a sentence. `glued` goes for a number right
    behind a word, in text that lost its line breaks: any word (`any`), or one that ends in one of these characters.
    `clause` marks (一是) begin a part of an item; `article` ones (第一条) an article of a law. `order` lists signs that count
    without being numbers (甲, 乙, 丙; 首先, 其次), `gaps` says that some of them may be left out. A `box` (专栏1) stands beside
    the items of its section and belongs to none of them.
    """

    pattern: str
    inline: bool = False
    clause: bool = False
    article: bool = False
    glued: str = ""
    order: tuple[str, ...] = ()
    gaps: bool = False
    box: bool = False

    def ordinal(self, printed: str) -> int:
        """The place of a printed sign in the count, 0 where it has none."""
        text = unicodedata.normalize("NFKC", printed)
        return self.order.index(text) + 1 if text in self.order else ordinal_of(printed)


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number: its style (a rule id, and the word that it counts), its ordinal, its words, and the item.

    `whole` are its words with the sign after them.
    """

    style: str
    ordinal: int
    label: Passage
    whole: Passage
    rest: Passage


_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def ordinal_of(printed: str) -> int:
    """The number that a printed ordinal stands for, 0 when it is none.

    >>> [ordinal_of(s) for s in ("3", "十二", "二十", "③", "１４", "一百零一", "一百一十二")]
    [3, 12, 20, 3, 14, 101, 112]
    """
    text = unicodedata.normalize("NFKC", printed)
    digits = re.sub(r"[^0-9]", "", text)
    if digits:
        return int(digits)
    text = re.sub(r"[()零]", "", text)
    hundreds, many, text = text.rpartition("百")
    tens, found, units = text.rpartition("十")
    above = 100 * (_HAN.get(hundreds[-1:], 1) if many else 0)
    if not found:
        return above + _HAN.get(text, 0)
    return above + 10 * (_HAN.get(tens[-1:], 1) if tens else 1) + _HAN.get(units, 0)


@dataclass(frozen=True)
class NumberRules:
    """The styles of numbering, compiled."""

    styles: tuple[tuple[NumberRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, entries: Sequence[NumberRule]) -> NumberRules:
        """Compile the entries of `rules/numbering.yaml`."""
        return cls(tuple((e, re.compile(e.pattern)) for e in entries))

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Any number at all: most paragraphs begin with none, and are asked this alone."""
        return _either(pattern for _, pattern in self.styles)

    @cached_property
    def _any_inside(self) -> re.Pattern[str]:
        return _either(pattern for rule, pattern in self.styles if rule.clause or rule.inline)

    def mark(self, passage: Passage) -> Mark | None:
        """The number at the start of a passage.

        Clause marks (`一是`) are found by `clauses`, not here.
        """
        text = passage.text
        first = self._any.match(text)
        for rule, pattern in self.styles[_place_of(first) :] if first is not None else ():
            if rule.clause:
                continue
            match = pattern.match(text)
            if match and match.end() < len(text) and not _NAMES_ITEMS.match(text, match.end()):
                return _mark(rule, match, passage)
        return None

    def lone(self, passage: Passage, after: Passage) -> Mark | None:
        """The number that a line is, with a sign of its own and nothing else: 一、 on one line, its item `after` on the next."""
        text = passage.text
        with_word = text + _ANY_WORD
        first = self._any.match(with_word)
        for rule, pattern in self.styles[_place_of(first) :] if first is not None else ():
            match = None if rule.clause else pattern.match(with_word)
            if match is not None and match.end() == len(text) > match.end("n"):
                label = passage.part(*match.span("printed"))
                return Mark(rule.id, rule.ordinal(match["n"]), label, passage, after)
        return None

    def said(self, passage: Passage) -> Mark | None:
        """The word that counts a part at the start of a passage: 一是, 首先."""
        found = ((rule, pattern.match(passage.text)) for rule, pattern in self.styles if rule.clause)
        return next((_mark(rule, match, passage) for rule, match in found if match and match.end() < passage.span.length), None)

    def is_box(self, style: str) -> bool:
        """Whether numbers of this style head a box (专栏1)."""
        return any(rule.box for rule, _ in self.styles if rule.id == style)

    def is_inline(self, style: str) -> bool:
        """Whether numbers of this style may begin an item inside a paragraph."""
        return any(rule.inline for rule, _ in self.styles if rule.id == style)

    def is_article(self, text: str) -> bool:
        """Whether the words begin as an article of a law does."""
        return any(pattern.match(text) for pattern in self._articles)

    @cached_property
    def _articles(self) -> tuple[re.Pattern[str], ...]:
        return tuple(pattern for rule, pattern in self.styles if rule.article)

    def clauses(self, passage: Passage) -> list[Mark]:
        """The marks of parts inside a paragraph (一是…；二是…, ①…②…), in order, as far as they count on: from one, or several."""
        marks: list[Mark] = []
        text = passage.text
        if not self._any_inside.search(text):
            return marks
        for rule, pattern in self.styles:
            if not (rule.clause or rule.inline):
                continue
            found = [
                _mark(rule, match, passage)
                for match in pattern.finditer(text)
                if match.end() < len(text)
                and (not match.start() or text[match.start() - 1] in _BREAKS or text[match.start() - 1] in "，,")
            ]
            run = run_of(found, rule)
            goes_on = len(run) > 1 and not rule.clause  # the count of an earlier section
            if run and (run[0].ordinal == 1 or goes_on) and len(run) > len(marks):
                marks = run
        return marks

    def listed_from(self, first: Mark, passage: Passage) -> list[Mark]:
        """The numbers of a list that its line holds whole, parted by semicolons: ①排查；②整改。; each with its own words.

        None where the line holds but one.
        """
        if first.ordinal != 1 or not self.is_inline(first.style):
            return []
        later = [mark for mark in self.later(passage, first.style) if mark.label.traced.text[mark.whole.span.start - 1] in "；;"]
        run = run_of([first, *later])
        ends = [*(mark.whole.span.start for mark in run[1:]), passage.span.end]
        pairs = zip(run, ends, strict=True) if len(run) > 1 else ()
        return [replace(mark, rest=mark.rest.part(0, end - mark.rest.span.start)) for mark, end in pairs]

    def clause_run(self, paragraphs: Sequence[Passage]) -> list[Mark]:
        """The longest count of such words (一是, 二是 …) over several paragraphs, from one on, at the start of sentences."""
        return self._longest_run(paragraphs, [pair for pair in self.styles if pair[0].clause])

    def inline_run(self, paragraphs: Sequence[Passage]) -> list[Mark]:
        """The longest count of numbers (1., 2. …) inside of paragraphs, from one on, at the start of sentences."""
        return self._longest_run(paragraphs, [pair for pair in self.styles if pair[0].inline])

    def _longest_run(self, paragraphs: Sequence[Passage], styles: Iterable[tuple[NumberRule, re.Pattern[str]]]) -> list[Mark]:
        best: list[Mark] = []
        for rule, pattern in styles:
            found = [_mark(rule, match, words) for words in paragraphs for match in pattern.finditer(words.text)]
            began = [m for m in found if _begins_sentence(m)]
            run = run_of([m for m in began if m.rest.span.length], rule)
            if run and run[0].ordinal == 1 and len(run) > len(best):
                best = run
        return best

    def later(self, passage: Passage, style: str) -> Iterator[Mark]:
        """The numbers of a style inside a passage that stand behind the end of a sentence or clause, not behind a colon."""
        text = passage.text
        for rule, pattern in self.styles:
            for match in pattern.finditer(text) if rule.id == style else ():
                behind = match.start() and text[match.start() - 1] in _CLAUSE_ENDS
                if behind and match.end() < len(text) and not NEVER_AFTER.match(text, match.end()):
                    yield _mark(rule, match, passage)

    def inline_marks(self, passage: Passage, opened: Iterable[str] = ()) -> list[Mark]:
        """Numbers inside a paragraph, in order, that may begin an item: after the end of a sentence or a gap.

        `opened`: styles of a count that is open, which may go on so whatever they are.
        """
        marks: list[Mark] = []
        text = passage.text
        own = self._any.match(text)  # 项目一、 is one number, not 项目 and 一、
        for rule, pattern in self.styles:
            if not rule.inline and rule.id not in opened:
                continue
            for match in pattern.finditer(text, own.end() if own else 0):
                at = match.start()
                begins = text[at - 1] in _BREAKS or is_glued(rule.glued, text, match)
                if at and match.end() < len(text) and begins and not _NAMES_ITEMS.match(text, match.end()):
                    marks.append(_mark(rule, match, passage))
        return sorted(marks, key=lambda mark: mark.label.span.start)


def _begins_sentence(mark: Mark) -> bool:
    """Whether nothing, or the end of a clause or line, stands before a number."""
    start = mark.whole.span.start
    return not start or mark.whole.traced.text[start - 1] in _BREAKS


def _either(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Whether one of these stands there; `_place_of` tells the first that does."""
    sources = [f"(?P<at{at}>{_NAMED.sub('(?:', pattern.pattern)})" for at, pattern in enumerate(patterns)]
    return re.compile("|".join(sources) or r"(?!)")


def _place_of(match: re.Match[str]) -> int:
    """The place of the first of the patterns that matched."""
    return int(str(match.lastgroup)[len("at") :])


_CLAUSE_ENDS = frozenset("。；;，,）)】］]〕")
_NAMED = re.compile(r"\(\?P<\w+>")
_ANY_WORD = "\u4e8b"
# What may stand before a number that begins an item in the middle of a paragraph.
_BREAKS = frozenset("。；;：:！!？?）)]］】〕」”\n 　\xa0\t|")


# （一）至（三）项由…, （四）项由…: numbers of items of which something is said.
_NAMES_ITEMS = re.compile(r"[至到和及与、—–－~～-]{1,2}[（(][一二三四五六七八九十0-9]{1,3}[）)]|[项条点款](?=[由均都、，,])")


def _mark(rule: NumberRule, match: re.Match[str], passage: Passage) -> Mark:
    return Mark(
        style=f"{rule.id}.{match['word']}" if "word" in match.re.groupindex else rule.id,
        ordinal=rule.ordinal(match["n"]),
        label=passage.part(*match.span("printed")),
        whole=passage.part(match.start(), match.end()),
        rest=passage.part(match.end()),
    )


def try_example(rule: NumberRule, rules: NumberRules, said: str) -> str:
    """The label and ordinal that this rule reads at the start of the words."""
    pattern = next(p for r, p in rules.styles if r.id == rule.id)
    match = pattern.match(said)
    return f"{match['printed']} {rule.ordinal(match['n'])}" if match and match.end() < len(said) else ""


def run_of(marks: list[Mark], rule: NumberRule | None = None) -> list[Mark]:
    """The longest leading run of consecutive ordinals; a `rule` with gaps may leave some out."""
    gaps = rule is not None and rule.gaps
    run: list[Mark] = []
    for mark in marks:
        if not run or mark.ordinal == run[-1].ordinal + 1 or (gaps and mark.ordinal > run[-1].ordinal):
            run.append(mark)
    return run
