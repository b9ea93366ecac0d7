"""Pieces of a text that lists units, and the sheet that they are cut from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.units.names import ends_as_unit, squeeze, take_apart
from pipeline.facts.units.patterns import CLOSE, OPEN

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

NAME_OF_PERSON = range(2, 5)
LONGEST_POST = 20
NAME_WITH_DOT = re.compile(r"[一-龥]{2,8}(?:[·•・][一-龥]{1,8}){1,3}")
"""Names of Uyghurs, Kazakhs, Tibetans: 买买提·艾力."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text and what it is.

    `kind` is `name`, `aka` (another name of it), `section` (a part of it in one sign: （宣）), `open` (等),
    `verb`, `own` (a role in brackets), `link` (会同), `except` (除…外的, before classes that leave somebody out),
    `label`, `sep`, `note`, `time`, `legend`, `same`, `blank`, `person` or `unread`; `run` while it is not read yet. `suffix` is
    the end of the name that is printed only once, behind a later one.
    """

    kind: str
    start: int
    end: int
    rule: str = ""
    role: str = ""
    role_after: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Sheet:
    """The text that is cut, its brackets matched, and the rules that it is read by."""

    text: str
    pairs: dict[int, int]
    rules: UnitRules

    @classmethod
    def of(cls, text: str, rules: UnitRules) -> Sheet:
        """Match the brackets; of whatever shape, the nearest ones belong together."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for at, char in enumerate(text):
            if char in OPEN:
                opened.append(at)
            elif char in CLOSE and opened:
                pairs[opened.pop()] = at
        return cls(text, pairs, rules)

    @cached_property
    def opener_of(self) -> dict[int, int]:
        """For each closing bracket, where it opens."""
        return {close: start for start, close in self.pairs.items()}

    def said(self, piece: Piece) -> str:
        """The words of a piece, without white space."""
        return squeeze(self.text[piece.start : piece.end])

    def is_known(self, name: str) -> bool:
        """Whether the name has a line of work that the rules know."""
        return take_apart(name, None, self.rules).line is not None

    def is_unit_start(self, words: str) -> bool:
        """Whether the words begin as a unit does that is printed in full: 市…局, 各…."""
        rules = self.rules
        if rules.beginning("group_opener", words):
            return True
        level = rules.beginning("level", words)
        if not level or len(words) <= len(level):
            return False
        if not rules.beginning("not_level", words):
            return True
        verb = rules.patterns["duty"].search(words)
        return bool(take_apart(words[: verb.start()] if verb else words, None, rules).prefix)

    def is_person(self, words: str) -> bool:
        """Whether the words are a post or look like a person's name."""
        rules = self.rules
        if rules.ending("title", words) or self._has_post(words) or NAME_WITH_DOT.fullmatch(words):
            return True
        if len(words) not in NAME_OF_PERSON or not words.isalpha() or ends_as_unit(words, rules):
            return False
        surnames = next(iter(rules.words_of.get("surname", ())), "")
        return words[0] in surnames and (len(words) < NAME_OF_PERSON.stop - 1) and not self.is_known(words)

    def _has_post(self, words: str) -> bool:
        """A post with a name behind it: 局长王五."""
        if len(words) > LONGEST_POST or ends_as_unit(words, self.rules):
            return False
        return any(self.rules.ending("title", words[:-tail]) for tail in NAME_OF_PERSON if tail < len(words))
