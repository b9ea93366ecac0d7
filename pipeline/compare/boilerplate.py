"""Words that stand in every plan and say of no work what it is: they weigh nothing when tasks are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class BoilerplateRule(Rule):
    """Words without weight. Its `keep` are longer words that hold one of them and do say something: they stay whole.

    `titles_only`: they say nothing in the title of a notice, and may well say something in a task.
    """

    words: tuple[str, ...]
    titles_only: bool = False


@dataclass(frozen=True)
class Boilerplate:
    """All words without weight, as one pattern for tasks and one for titles.

    >>> rule = BoilerplateRule(id="level", words=("全市",), keep=("全市场",))
    >>> Boilerplate.build([rule]).pieces("公布全市惠企政策，规范全市场监管")
    ['公布', '惠企政策，规范全市场监管']
    """

    pattern: re.Pattern[str]
    title_pattern: re.Pattern[str]

    @classmethod
    def build(cls, entries: Sequence[BoilerplateRule]) -> Boilerplate:
        """From the rules of `boilerplate.yaml`."""
        return cls(_pattern([rule for rule in entries if not rule.titles_only]), _pattern(entries))

    def for_titles(self) -> Boilerplate:
        """The same for the titles of notices and the names of issuers."""
        return Boilerplate(self.title_pattern, self.title_pattern)

    def pieces(self, text: str) -> list[str]:
        """What stands between the words without weight, in order; empty pieces left out."""
        found, start = [], 0
        for match in self.pattern.finditer(text):
            if match["keep"] is None:
                found.append(text[start : match.start()])
                start = match.end()
        return [piece for piece in (*found, text[start:]) if piece]


def _pattern(entries: Sequence[BoilerplateRule]) -> re.Pattern[str]:
    keep = either(word for rule in entries for word in rule.keep)
    words = either(word for rule in entries for word in rule.words)
    return re.compile(f"(?P<keep>{keep})|{words}")


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; one that matches nothing where there is none.

    >>> either(["名单", "黑名单"])
    '黑名单|名单'
    """
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"


def try_example(rule: BoilerplateRule, rules: Boilerplate, said: str) -> str:
    """What this rule alone leaves of some words; empty when it takes nothing away."""
    del rules
    left = "".join(Boilerplate.build([rule]).for_titles().pieces(said))
    return left if left != said else ""
