"""The words of time: rules that name them, and the scan that finds them in a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.scanner import Scanner
from pipeline.rule import Rule
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.facts.deadlines.scanner import Token

POINT_KINDS = frozenset(
    (
        *("year", "year_word", "half", "quarter", "term", "month", "month_word", "tenday", "nth_week", "day", "edge"),
        *("date", "digits", "plan", "festival"),
    )
)
"""The kinds of words that a point in time is made of."""

AID_KINDS = frozenset(
    (
        *("part", "fold", "label", "filler", "joint", "joint_end", "alien", "blank", "mask", "hint"),
        *("not_after", "not_before", "not_around", "attribute", "task_after", "task_before", "report"),
        *("goal", "lead_in", "goes_on", "stage", "reached", "describes", "finished", "amount"),
    )
)
"""The kinds of words that help to read times and name none themselves."""

_SIGNS = frozenset(
    (
        *("prep", "to", "dash", "list", "before", "within", "about", "since", "number", "offset", "anchor", "every"),
        *("weekday", "quarter_month", "clock", "ongoing", "always", "schedule", "event", "now", "paper", "times"),
    )
)
_MARKS = r"[,;:。、.()\[\]\-—~/\s]"
_NUMERALS = "〇一二三四五六七八九"
_LOOKALIKES = {"O": "0", "o": "0", "l": "1", "I": "1", "Z": "2", "z": "2"}
_NUMBER_WORDS = {"两": "2", "俩": "2", "元": "1"}
_TENS = {"十": 1, "廿": 2, "卅": 3}
_BLANK = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_ITEM = re.compile(
    r"(?:^|(?<=[\n;；。]))\s{0,8}([0-9０-９]{1,2})(?:[、．.](?![0-9]{1,2}(?:[^0-9年月.—–~～至-]|$))|[.．](?=[0-9]{4}))"
)
_NEAR = 30
_GLUED = re.compile(f"(?<=[0-9]{{2}}){_BLANK.pattern}+(?=[0-9])|(?<=[0-9]){_BLANK.pattern}+(?=[0-9]{{2}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule(Rule):
    """A kind of time words.

    `kind` is what they are in the grammar, `words` the phrases, `pattern` a regular expression (`{words}` stands for the
    phrases, `{name}` for the `part` rule of that name), `value` what they mean; `where: cell` if they are time words only
    where nothing else is said, `where: text` if only in running text.
    """

    kind: str
    words: tuple[str, ...] = ()
    pattern: str = ""
    value: str = ""
    where: str = "any"


@dataclass(frozen=True)
class Scan:
    """A phrase as it is read: without white space, in half-width characters; `home[i]` is where character `i` stood."""

    words: str
    home: Sequence[int]
    tokens: tuple[Token, ...]
    is_prose: bool = False

    def span(self, start: int, end: int) -> Span:
        """The run of the phrase that a run of the scanned words came from."""
        return Span(self.home[start], self.home[end - 1] + 1) if end > start else Span(self.home[start], self.home[start])

    def joined(self, position: int) -> bool:
        """Whether the characters before and at `position` stood side by side."""
        return position > 0 and self.home[position] == self.home[position - 1] + 1


@dataclass(frozen=True)
class DeadlineRules:
    """All that is known of how deadlines are said."""

    cell: Scanner
    prose: Scanner
    aids: Mapping[str, re.Pattern[str]]
    plain: re.Pattern[str]
    fold: Mapping[int, int]

    @classmethod
    def build(cls, entries: Sequence[DeadlineRule]) -> DeadlineRules:
        """Compile the rules; ValueError names a rule whose kind or pattern is wrong.

        >>> DeadlineRules.build([DeadlineRule(id="x", kind="hour")])
        Traceback (most recent call last):
        ValueError: x: no such kind of time words: 'hour'
        """
        parts = {r.value: _source(r, {}) for r in entries if r.kind == "part"}
        for rule in entries:
            if rule.kind not in POINT_KINDS | AID_KINDS | _SIGNS:
                msg = f"{rule.id}: no such kind of time words: {rule.kind!r}"
                raise ValueError(msg)
        labels = "|".join(re.escape(w) for r in entries if r.kind == "label" and not r.pattern for w in r.words)
        helpers = (AID_KINDS - {"fold", "part"}) | {"list"}
        sources = {r.id: _source(r, parts) for r in entries}
        aids = {kind: _either([sources[r.id] for r in entries if r.kind == kind]) for kind in helpers}
        signs = [r for r in entries if r.kind not in AID_KINDS]
        pairs = [pair for r in entries if r.kind == "fold" for pair in r.words if len(pair) > 1]
        fold = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("？")}
        return cls(
            cell=Scanner.of([r for r in signs if r.where != "text"], sources),
            prose=Scanner.of([r for r in signs if r.where != "cell"], sources),
            aids=aids | {"heading": re.compile(f"(?:{labels})[:：为]") if labels else _either([])},
            plain=re.compile(f"(?>{aids['label'].pattern}|{aids['filler'].pattern}|{_MARKS})*+"),
            fold=fold | {ord(pair[0]): ord(pair[1]) for pair in pairs},
        )

    def scan_cell(self, text: str) -> Scan:
        """The time words of text that is all about time; the numbers of its items (1、…；2、…) are none."""
        words, home = self._read(_without_item_numbers(text))
        return Scan(words, home, tuple(self.cell.tokens(words)))

    def scan_prose(self, text: str) -> Scan:
        """The time words of running text: fewer words are about time, and only those near a time are looked at."""
        words, home = self._read(text)
        tokens: list[Token] = []
        reach = 0
        for hint in self.aids["hint"].finditer(words):
            if hint.start() < reach - _NEAR:
                continue
            start, reach = max(reach, hint.start() - _NEAR), hint.end() + _NEAR
            for token in self.prose.tokens(words, start):
                if token.start >= reach:
                    break
                tokens.append(token)
                reach = max(reach, token.end + _NEAR // 2)
        return Scan(words, home, tuple(tokens), is_prose=True)

    def may_hold_time(self, text: str) -> bool:
        """A cheap look whether running text may name a time at all."""
        return self.aids["hint"].search(text) is not None

    def is_plain(self, words: str) -> bool:
        """Whether words beside a time only say that it is one: 完成时限：, 完成, 力争."""
        return not words or self.plain.fullmatch(self._squeezed(words.translate(self.fold))[0]) is not None

    def _read(self, text: str) -> tuple[str, Sequence[int]]:
        words, home = self._squeezed(text.translate(self.fold))
        return self.aids["mask"].sub(lambda m: "\0" * len(m[0]), words), home

    @staticmethod
    def _squeezed(text: str) -> tuple[str, Sequence[int]]:
        """Without white space, but for that between two numbers, which is one space; 2 0 2 2 is one number."""
        blanks = {match.start() for match in _BLANK.finditer(text)}
        if not blanks:
            return text, range(len(text) + 1)
        kept = {match.start() for match in _GLUED.finditer(text)}
        home = [i for i in range(len(text)) if i not in blanks or i in kept]
        words = "".join(" " if i in blanks else text[i] for i in home)
        return words, [*home, len(text)]


def _without_item_numbers(text: str) -> str:
    """Blank out the numbers of items that run 1, 2, 3; a single 1、 may be January.

    >>> _without_item_numbers("1、6月底前；2、9月底前"), _without_item_numbers("3、6月底前")
    ('  6月底前；  9月底前', '3、6月底前')
    """
    items = list(_ITEM.finditer(text)) if text[:1].isdecimal() or text[:1].isspace() else []
    if len(items) < len("12") or [int(m[1]) for m in items] != list(range(1, len(items) + 1)):
        return text
    for item in items:
        text = text[: item.start(1)] + " " * (item.end() - item.start(1)) + text[item.end() :]
    return text


def digits_of(words: str) -> str:
    """A printed number as digits; lost digits stay `?`; empty when it is no number.

    >>> digits_of("二十一"), digits_of("二〇二二"), digits_of("1?"), digits_of("两"), digits_of("2Ol9")
    ('21', '2022', '1?', '2', '2019')
    """
    tens = next((c for c in words if c in _TENS), None)
    if tens is None:
        found = "".join(_digit(c) for c in words)
        return found if len(found) == len(words) else ""
    before, _, after = words.partition(tens)
    high, low = _digit(before) if before else "1", _digit(after) if after else "0"
    return f"{int(high) * _TENS[tens]}{low}" if high.isdecimal() and low.isdecimal() else ""


def _digit(character: str) -> str:
    if character in "0123456789?":
        return character
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in _NUMBER_WORDS:
        return _NUMBER_WORDS[character]
    return str(_NUMERALS.index(character)) if character in _NUMERALS else ""


def _source(rule: DeadlineRule, parts: Mapping[str, str]) -> str:
    """The regular expression of a rule, its parts filled in."""
    words = "|".join(re.escape(w) for w in sorted(rule.words, key=len, reverse=True))
    if not rule.pattern:
        return words
    source = rule.pattern.replace("{words}", f"(?:{words})")
    for name, part in parts.items():
        source = source.replace("{" + name + "}", f"(?:{part})")
    try:
        re.compile(source)
    except re.error as error:
        msg = f"{rule.id}: the pattern cannot be read: {error}"
        raise ValueError(msg) from error
    return source


def _either(sources: list[str]) -> re.Pattern[str]:
    """Any of these; nothing at all where there is none."""
    return re.compile("|".join(f"(?:{s})" for s in sources if s) or r"(?!)")
