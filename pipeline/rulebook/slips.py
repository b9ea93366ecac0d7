"""Slips of the hand in rule files: what YAML takes without a word, and people never mean."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.rulebook.faults import Fault
    from pipeline.rulebook.file import Entry

_WIDE_COLON = re.compile(r"\s*(?:- *)?[A-Za-z_]+ *：")
_GLUED_COLON = re.compile(r"\s*(?:- *)?[A-Za-z_]+:[^\s/]")
_WIDE_COMMA = "，"
_NEARLY_ALL = 10
_NO_WHY = "`why:` is missing: say in a few words why the rule is there"
_NO_EXAMPLES = "`examples:` is missing: show words and what comes of them, {said: 甲, gives: 乙}, or `keep:` words that must stay"
SENTENCES = frozenset({"keep"})
"""Fields that hold whole sentences, in which blanks and commas may stand anywhere."""


def slip_of_yaml(lines: list[str], at: int) -> tuple[int, str] | None:
    """The line (from 0) and the slip that makes YAML stumble at a line; it is often the one before.

    >>> slip_of_yaml(["- id: a", "  why： 样例", "  words: [甲]"], 2)
    (1, 'the colon is a Chinese one; write : and a blank')
    """
    for number in range(min(at, len(lines) - 1), max(-1, at - 3), -1):
        if _WIDE_COLON.match(lines[number]):
            return number, "the colon is a Chinese one; write : and a blank"
        if _GLUED_COLON.match(lines[number]):
            return number, "a blank is missing behind the colon"
    return None


def slip_in_list(word: str) -> str | None:
    """What is wrong with a word of a list that stands there without quotation marks.

    >>> slip_in_list("序号，编号")
    'a Chinese comma parts no words; write a plain comma between two words, or quotation marks around one'
    """
    if len(word) > 1 and _WIDE_COMMA in word:
        return "a Chinese comma parts no words; write a plain comma between two words, or quotation marks around one"
    return None


def slips_of(entry: Entry) -> Iterator[Fault]:
    """Words of a rule that cannot be meant: empty, with blanks around them, or twice in one list."""
    for field in dataclasses.fields(entry.rule):
        seen: set[str] = set()
        value = getattr(entry.rule, field.name)
        for index, word in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(word, str) and (slip := _slip_of_word(word, seen, field.name)):
                yield entry.fault((field.name, index), slip)


def _slip_of_word(word: str, seen: set[str], field: str) -> str | None:
    if word in seen:
        return f"{word!r} stands here twice"
    seen.add(word)
    if not word:
        return "an empty word; write the word, or take it out"
    if word != word.strip() and field not in SENTENCES:
        return f"{word!r} has a blank at its beginning or end"
    return None


def left_out(entries: Sequence[Entry]) -> Iterator[Fault]:
    """The reason or the examples that a rule does not give, where nearly all rules of its file do."""
    silent = [entry for entry in entries if not entry.rule.why]
    untried = [entry for entry in entries if not (entry.rule.examples or entry.rule.keep)]
    for without, message in ((silent, _NO_WHY), (untried, _NO_EXAMPLES)):
        if len(without) * _NEARLY_ALL < len(entries):
            yield from (entry.fault((), message) for entry in without)
