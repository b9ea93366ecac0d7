"""Printed numbers of items: which style, which ordinal, what words remain."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule(Rule):
    """A style of numbering: `pattern` matches at the start of an item; group `n` is the ordinal, `printed` the label."""

    pattern: str
    inline: bool = False
    clause: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number: its style (a rule id), its ordinal, its words, its words with the sign after it, and the item."""

    style: str
    ordinal: int
    label: Passage
    whole: Passage
    rest: Passage


_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")}


def ordinal_of(printed: str) -> int:
    """The number that a printed ordinal stands for, 0 when it is none.

    >>> [ordinal_of(s) for s in ("3", "十二", "二十", "③", "１４")]
    [3, 12, 20, 3, 14]
    """
    text = unicodedata.normalize("NFKC", printed)
    digits = re.sub(r"[^0-9]", "", text)
    if digits:
        return int(digits)
    text = re.sub(r"[()]", "", text)
    tens, found, units = text.rpartition("十")
    if not found:
        return _HAN.get(text, 0)
    return 10 * (_HAN.get(tens[-1:], 1) if tens else 1) + _HAN.get(units, 0)


@dataclass(frozen=True)
class NumberRules:
    """The styles of numbering, compiled."""

    styles: tuple[tuple[NumberRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, entries: Sequence[NumberRule]) -> NumberRules:
        """Compile the entries of `rules/numbering.yaml`."""
        return cls(tuple((e, re.compile(e.pattern)) for e in entries))

    def mark(self, passage: Passage) -> Mark | None:
        """The number at the start of a passage.

        Clause marks (`一是`) are found by `clauses`, not here.
        """
        text = passage.text
        for rule, pattern in self.styles:
            if rule.clause:
                continue
            match = pattern.match(text)
            if match and match.end() < len(text):
                return _mark(rule, match, passage)
        return None

    def inline_marks(self, passage: Passage) -> list[Mark]:
        """Numbers inside a paragraph, in order, that may begin an item: after the end of a sentence or a gap."""
        marks: list[Mark] = []
        text = passage.text
        for rule, pattern in self.styles:
            if not rule.inline:
                continue
            for match in pattern.finditer(text):
                at = match.start()
                if at and match.end() < len(text) and text[at - 1] in _BREAKS:
                    marks.append(_mark(rule, match, passage))
        return sorted(marks, key=lambda mark: mark.label.span.start)


# What may stand before a number that begins an item in the middle of a paragraph.
_BREAKS = frozenset("。；;：:！!？?）)]】〕」”\n 　\xa0\t|")


def _mark(rule: NumberRule, match: re.Match[str], passage: Passage) -> Mark:
    return Mark(
        style=rule.id,
        ordinal=ordinal_of(match["n"]),
        label=passage.part(*match.span("printed")),
        whole=passage.part(match.start(), match.end()),
        rest=passage.part(match.end()),
    )


def try_example(rule: NumberRule, rules: NumberRules, said: str) -> str:
    """The label and ordinal that this rule reads at the start of the words."""
    pattern = next(p for r, p in rules.styles if r.id == rule.id)
    match = pattern.match(said)
    return f"{match['printed']} {ordinal_of(match['n'])}" if match and match.end() < len(said) else ""


def items_in(passage: Passage, rules: NumberRules) -> tuple[Passage, list[Mark]]:
    """The numbered items of a cell or paragraph: what stands before the first, and each item up to the next.

    Items count when one style runs 1, 2, 3 … (or goes on from any start) at line starts or after sentence ends.
    """
    first = rules.mark(passage)
    candidates = ([first] if first else []) + rules.inline_marks(passage)
    best: list[Mark] = []
    for style in dict.fromkeys(mark.style for mark in candidates):
        run = _run([mark for mark in candidates if mark.style == style])
        if len(run) > len(best):
            best = run
    if len(best) < 2:  # noqa: PLR2004 - one number alone does not make a list
        return passage, []
    return _cut(passage, best)


def _run(marks: list[Mark]) -> list[Mark]:
    """The longest leading run of consecutive ordinals."""
    run: list[Mark] = []
    for mark in marks:
        if not run or mark.ordinal == run[-1].ordinal + 1:
            run.append(mark)
    return run


def _cut(passage: Passage, marks: list[Mark]) -> tuple[Passage, list[Mark]]:
    base = passage.span.start
    lead = passage.part(0, marks[0].label.span.start - base).strip()
    pieces: list[Mark] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        end = (after.label.span.start - base) if after else passage.span.length
        rest = passage.part(mark.rest.span.start - base, end).strip()
        pieces.append(Mark(mark.style, mark.ordinal, mark.label, mark.whole, rest))
    return lead, pieces
