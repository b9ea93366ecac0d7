"""Different words for one thing: as one word they show that two tasks are the same work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compare.boilerplate import either
from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BETWEEN = "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymRule(Rule):
    """Each line holds words for one thing, parted by `、`; the first stands for all.

    Its `keep` are longer words that hold one of them and mean something else.
    """

    lines: tuple[str, ...]

    def groups(self) -> list[list[str]]:
        """The words of each line."""
        return [[word.strip() for word in line.split(_BETWEEN)] for line in self.lines]


@dataclass(frozen=True)
class Synonyms:
    """What each word is called where tasks are compared. `pattern` finds all words that are called otherwise, and those to keep.

    >>> rule = SynonymRule(id="lists", lines=("清单、名录、名单",), keep=("黑名单",))
    >>> Synonyms.build([rule]).as_one("公布机构名录和黑名单")
    '公布机构清单和黑名单'
    """

    pattern: re.Pattern[str]
    called: Mapping[str, str]

    @classmethod
    def build(cls, entries: Sequence[SynonymRule]) -> Synonyms:
        """From the rules of `synonyms.yaml`; ValueError where a word stands in two lines: it is called one thing."""
        called: dict[str, str] = {}
        for first, *others in (group for rule in entries for group in rule.groups()):
            for word in (first, *others):
                if word in called:
                    msg = f"{word} stands in two lines"
                    raise ValueError(msg)
                called[word] = first
        keep = [word for rule in entries for word in rule.keep]
        return cls(re.compile(either([*called, *keep])), {**called, **{word: word for word in keep}})

    def as_one(self, text: str) -> str:
        """The text with one word for each thing; of words that lie one in another the longest counts."""
        return self.pattern.sub(lambda found: self.called[found[0]], text)


def try_example(rule: SynonymRule, rules: Synonyms, said: str) -> str:
    """What this rule alone makes of some words; empty when it changes nothing."""
    del rules
    made = Synonyms.build([rule]).as_one(said)
    return made if made != said else ""
