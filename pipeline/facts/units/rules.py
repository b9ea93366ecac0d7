"""The rules of units as data, and their compiled form."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pipeline.facts.units.functions import FunctionRules
from pipeline.facts.units.patterns import patterns_of
from pipeline.rule import Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

P = ParamSpec("P")
T = TypeVar("T")

MOST_REMEMBERED = 20_000
ENDINGS = ("ending_office", "ending_sub", "ending_other", "ending_area", "ending_class")
"""Kinds of rules that say how names of units end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule(Rule):
    """Words that play one part in a list of units. `kind` names the part; see the head of rules/units.yaml.

    `role` is the role that the words give (of `link` words: to the unit before them), `role_after` the role of what follows.
    """

    kind: str
    words: tuple[str, ...]
    role: str = ""
    role_after: str = ""
    level: str = ""


def words_claimed(rule: UnitRule) -> Iterator[tuple[tuple[str, str], str, int]]:
    """What only one rule may have, with field and position: a word in the part that it plays."""
    return (((rule.kind, word), "words", index) for index, word in enumerate(rule.words))


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of the rules means."""

    rule: str
    role: str = ""
    role_after: str = ""


@dataclass(frozen=True)
class WordList:
    """Words that end or begin a text, looked up by one character first."""

    by_last: Mapping[str, tuple[str, ...]]
    by_first: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """Index words, longest first."""
        last: dict[str, list[str]] = {}
        first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda w: (-len(w), w)):
            last.setdefault(word[-1], []).append(word)
            first.setdefault(word[0], []).append(word)
        return cls({k: tuple(v) for k, v in last.items()}, {k: tuple(v) for k, v in first.items()})

    def ending(self, text: str) -> str:
        """The longest of the words that `text` ends in.

        >>> WordList.of(["局", "管理局"]).ending("市城市管理局")
        '管理局'
        """
        return next((w for w in self.by_last.get(text[-1:], ()) if text.endswith(w)), "")

    def beginning(self, text: str) -> str:
        """The longest of the words that `text` begins with."""
        return next((w for w in self.by_first.get(text[:1], ()) if text.startswith(w)), "")


@dataclass(frozen=True)
class UnitRules:
    """Everything that reading units needs to know, compiled once."""

    functions: FunctionRules
    entries: tuple[UnitRule, ...]
    lists: Mapping[str, WordList]
    words_of: Mapping[str, frozenset[str]]
    meaning: Mapping[tuple[str, str], Word]
    patterns: Mapping[str, re.Pattern[str]]
    levels: Mapping[str, str]
    endings: WordList
    memory: dict[str, dict[Hashable, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What `remembered` functions said; only a saving of time, nobody can tell whether it is there."""

    @classmethod
    def build(cls, entries: Sequence[UnitRule], functions: FunctionRules | None = None) -> UnitRules:
        """Compile the rules of rules/units.yaml with the lines of work of rules/functions.yaml."""
        functions = functions or FunctionRules.build(())
        kinds: dict[str, list[str]] = {}
        meaning: dict[tuple[str, str], Word] = {}
        for entry in entries:
            kinds.setdefault(entry.kind, []).extend(entry.words)
            if entry.kind == "level":
                kinds.setdefault(f"level_{entry.level}", []).extend(entry.words)
            for word in entry.words:
                meaning.setdefault((entry.kind, word), Word(entry.id, entry.role, entry.role_after))
        return cls(
            functions,
            tuple(entries),
            {kind: WordList.of(words) for kind, words in kinds.items()},
            {kind: frozenset(words) for kind, words in kinds.items()},
            meaning,
            patterns_of(kinds),
            {word: entry.level for entry in entries if entry.kind == "level" for word in entry.words},
            WordList.of(word for kind in ENDINGS for word in kinds.get(kind, ())),
        )

    def is_a(self, kind: str, text: str) -> bool:
        """Whether `text` is one of the words of a kind."""
        return text in self.words_of.get(kind, ())

    def ending(self, kind: str, text: str) -> str:
        """The longest word of a kind that `text` ends in."""
        words = self.lists.get(kind)
        return words.ending(text) if words else ""

    def beginning(self, kind: str, text: str) -> str:
        """The longest word of a kind that `text` begins with."""
        words = self.lists.get(kind)
        return words.beginning(text) if words else ""

    def rule_of(self, kind: str) -> str:
        """The id of the (first) rule of a kind."""
        return self._ids.get(kind, kind)

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {entry.kind: entry.id for entry in reversed(self.entries)}

    def words(self) -> frozenset[str]:
        """Complete names of bodies and endings, without place and level: the lexicon that mending damaged text leans on."""
        offices = self.words_of.get("ending_office", frozenset())
        whole = self.functions.words([w for kind in ENDINGS[:3] for w in self.words_of.get(kind, ())])
        return (
            whole | {word for word in offices if len(word) > 1} | {w for w in self.words_of.get("government", ()) if w.isalpha()}
        )


def remembered(ask: Callable[P, T]) -> Callable[P, T]:
    """Ask a pure function about the same words only once: a page names the same few bodies again and again.

    The function takes hashable arguments by position, the rules last; the answers live as long as the rules do.
    """

    @wraps(ask)
    def answer(*args: P.args, **_: P.kwargs) -> T:
        rules: Any = args[-1]
        known: dict[Hashable, T] = rules.memory.setdefault(ask.__qualname__, {})
        words = args[:-1]
        if words in known:
            return known[words]
        said = ask(*args, **_)
        if len(known) >= MOST_REMEMBERED:
            known.clear()
        known[words] = said
        return said

    return answer
