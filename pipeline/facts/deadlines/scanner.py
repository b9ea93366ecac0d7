"""Finding words of time: at each character, the rules that can begin with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.beginnings import START, beginnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.facts.deadlines.words import DeadlineRule


@dataclass(frozen=True, slots=True)
class Token:
    """Time words found in a phrase: where they stand in the scanned words, by which rule, and their parts."""

    start: int
    end: int
    rule: DeadlineRule
    groups: Mapping[str, str]

    @property
    def kind(self) -> str:
        """What they are in the grammar."""
        return self.rule.kind


@dataclass(frozen=True)
class Way:
    """One way to say a time: its expression, the characters that can begin it (None: any), its rule (None: it is a phrase)."""

    pattern: re.Pattern[str]
    heads: frozenset[str] | None
    rule: DeadlineRule | None = None


@dataclass(frozen=True)
class Scanner:
    """All ways to say a time, in their order: the first that fits counts. A character is asked only for those it can begin."""

    ways: tuple[Way, ...]
    phrases: Mapping[str, DeadlineRule]

    @classmethod
    def of(cls, rules: Sequence[DeadlineRule], sources: Mapping[str, str]) -> Scanner:
        """The ways of some rules, whose expressions are `sources`. Phrases come before patterns, the longest first.

        Patterns come in the order of the file, but those of the whole text before all, and bare numbers after all.
        """
        shaped = sorted((r for r in rules if r.pattern), key=lambda r: (not r.pattern.startswith("^"), r.kind == "number"))
        ways = [Way(re.compile(sources[r.id]), beginnings(sources[r.id]), r) for r in shaped]
        phrases = {word: r for r in reversed(rules) if not r.pattern for word in r.words}
        heads: dict[str, list[str]] = {}
        for word in sorted(phrases, key=len, reverse=True):
            heads.setdefault(word[0], []).append(re.escape(word))
        whole = sum(r.pattern.startswith("^") for r in shaped)
        ways[whole:whole] = [Way(re.compile("|".join(said)), frozenset(head)) for head, said in heads.items()]
        return cls(tuple(ways), phrases)

    def tokens(self, words: str, start: int = 0) -> Iterator[Token]:
        """The time words in `words` from `start` on, left to right."""
        at = self._next(words, start)
        while at is not None:
            end = at + 1
            for begins, rule in self._asked[words[at] if at else f"^{words[0]}"]:
                match = begins(words, at)
                if match is not None:
                    end = max(end, match.end())
                    groups = {name: said for name, said in match.groupdict().items() if said is not None}
                    yield Token(at, match.end(), rule or self.phrases[match[0]], groups)
                    break
            at = self._next(words, end)

    def _next(self, words: str, at: int) -> int | None:
        """Where time words may begin next; at the beginning of the text always, for there are some that must stand there."""
        if not at:
            return 0 if words else None
        found = self._beginning.search(words, at)
        return found.start() if found is not None else None

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        """A character with which time words can begin."""
        heads = {re.escape(head) for way in self.ways for head in way.heads or ()} - {START}
        if any(way.heads is None for way in self.ways):
            return re.compile("(?s:.)")
        return re.compile(f"[{''.join(sorted(heads))}]" if heads else "(?!)")

    @cached_property
    def _asked(self) -> _Asked:
        return _Asked(self.ways)


class _Asked(dict[str, tuple[tuple["Callable[[str, int], re.Match[str] | None]", "DeadlineRule | None"], ...]]):
    """The ways that a character can begin, in their order, looked up once; behind `^` one at the beginning of the text.

    Of each the question itself, ready to be asked, and its rule: no other question is asked so often.
    """

    def __init__(self, ways: tuple[Way, ...]) -> None:
        super().__init__()
        self._ways = ways

    def __missing__(self, key: str) -> tuple[tuple[Callable[[str, int], re.Match[str] | None], DeadlineRule | None], ...]:
        heads = {key[-1], START} if len(key) > 1 else {key}
        asked = (way for way in self._ways if way.heads is None or way.heads & heads)
        self[key] = found = tuple((way.pattern.match, way.rule) for way in asked)
        return found
