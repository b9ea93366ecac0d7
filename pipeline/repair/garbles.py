"""What is known of damage, as rules: phrases, patterns and words, and the words that likelihood leans on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.repair.language.dictionary import Dictionary, NoDictionary
from pipeline.repair.language.gazetteer import Gazetteer
from pipeline.repair.language.marks import MARK_WEIGHTS
from pipeline.repair.language.word_paths import Reckoned
from pipeline.repair.neighbours.names import Neighbours
from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.repair.sheet import Sheet

WORD = 30
"""Entries of the dictionary that are rarer may be chance."""
CORPUS = 6e7
"""Words are weighed as if they were counted in a corpus of so many."""
GIVEN = 80000.0
"""What notices have of one of their own words, counted so: many times what the news of a decade had."""


SIGNS = ("injected", "injected_strong", "injected_weak", "substitution_brand", "gone")
"""The kinds of damage that words show."""
LONGEST_RUN = 12
"""So many words, at most, go on with a brand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GarbleRule(Rule):
    """One thing that is known of damage.

    `damage` names the pass that uses it. `pattern` and `after` (a template as of `re`) change what matches; `words` are
    brands, phrases, names, cues, one a line; `alternatives` are other readings; `confidence` is per cent.
    `reason` groups the places that demand a word for the same reason (`substitution_place`): they count once.
    """

    damage: str
    words: tuple[str, ...] = ()
    pattern: str = ""
    after: str = ""
    alternatives: tuple[str, ...] = ()
    confidence: int = 100
    certain: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule's pattern, compiled."""

    rule: GarbleRule
    find: re.Pattern[str]


@dataclass(frozen=True)
class RepairRules:
    """All garble rules, the words of the language, `lexicon` (units, headings) and `frequency` (a dictionary), and places."""

    rules: tuple[GarbleRule, ...] = field(default=(), repr=False)
    lexicon: frozenset[str] = field(default=frozenset(), repr=False)
    frequency: Dictionary = field(default=NoDictionary(), repr=False)
    places: Gazetteer = field(default=Gazetteer(), repr=False)
    neighbours: Neighbours = field(default=Neighbours(), repr=False)
    compiled: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The patterns of the rules, by the kind of damage."""

    @classmethod
    def build(cls, entries: Sequence[GarbleRule]) -> RepairRules:
        """The rules as read from `rules/garbles.yaml`; bad patterns raise `re.error` here and not on a page."""
        patterns: dict[str, list[Pattern]] = {}
        for rule in entries:
            if rule.pattern:
                patterns.setdefault(rule.damage, []).append(Pattern(rule, re.compile(rule.pattern, re.MULTILINE)))
        return cls(tuple(entries), compiled={damage: tuple(found) for damage, found in patterns.items()})

    def with_words(self, lexicon: frozenset[str], frequency: Dictionary) -> RepairRules:
        """The same rules, with words that the caller knows."""
        return replace(self, lexicon=lexicon, frequency=frequency)

    def with_places(self, places: Gazetteer) -> RepairRules:
        """The same rules, with the places that the caller knows."""
        return replace(self, places=places)

    def with_neighbours(self, neighbours: Neighbours) -> RepairRules:
        """The same rules, with the names that other notices of the page's place print whole."""
        return replace(self, neighbours=neighbours)

    def patterns(self, damage: str) -> tuple[Pattern, ...]:
        """The patterns of one kind of damage, in the order of the file."""
        return self.compiled.get(damage, ())

    @cached_property
    def _of(self) -> dict[str, tuple[GarbleRule, ...]]:
        found: dict[str, list[GarbleRule]] = {}
        for rule in self.rules:
            found.setdefault(rule.damage, []).append(rule)
        return {damage: tuple(rules) for damage, rules in found.items()}

    def of(self, damage: str) -> tuple[GarbleRule, ...]:
        """The rules of one kind of damage, in the order of the file."""
        return self._of.get(damage, ())

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return {damage: frozenset(word for rule in rules for word in rule.words) for damage, rules in self._of.items()}

    def words(self, damage: str) -> frozenset[str]:
        """All words of the rules of one kind of damage."""
        return self._words.get(damage, frozenset())

    @cached_property
    def signs(self) -> re.Pattern[str]:
        """Finds all words that show spam, a brand or what is lost."""
        return re.compile(rf"(?=({_quick(frozenset().union(*map(self.words, SIGNS)))}))")

    def printed(self, damage: str, sheet: Sheet) -> list[str]:
        """Those words of one kind of damage that a page prints, one within another too; a page is searched once for all kinds."""
        words = self.words(damage)
        return [word for word in sheet.once(_printed, self) if word in words]

    @cached_property
    def spam_words(self) -> re.Pattern[str]:
        """Finds the words of advertisements in one pass; the group says how much each weighs."""
        # One word in several cases (BB, bb) would begin in two places: the longest of them would not come first.
        name, trail = self.brand_run(*(_lowered(self.words(f"substitution_{kind}")) for kind in ("brand", "trail")))
        brand = f"{name}(?P<trail>{trail})"
        plain, strong, weak, filler = (
            "|".join([*(p.rule.pattern for p in self.patterns(kind)), _quick(_lowered(self.words(kind)))])
            for kind in ("injected", "injected_strong", "injected_weak", "injected_filler")
        )
        every = (rf"(?P<plain>{plain})", rf"(?P<brands>{brand})", rf"(?P<strong>{strong})", rf"(?P<weak>{weak})")
        return re.compile("|".join([*every, rf"(?P<filler>{filler})"]), re.IGNORECASE)

    def brand_run(self, brands: Collection[str], trails: Collection[str]) -> tuple[str, str]:
        """Patterns of a brand and of all that goes on with it.

        Words that trail brands (国际, 官网), letters and digits that stick to it (tyc7111cc), and further ones behind a mark
        (365bet体育在线_beat365登录网址).
        """
        part = rf"(?:{_quick({*brands, *trails})})|(?![12]\d{{3}}年)[A-Za-z0-9][A-Za-z0-9.]{{0,15}}"
        more = rf"(?:(?:{part})|[·•_—–-]{{1,3}}(?={part})){{0,{LONGEST_RUN}}}+"
        own = any_of([rule.words[0][1:] for rule in self.of("substitution_form")])  # 威尼斯人民政府 has 人民政府 in it
        return rf"(?:[0-9]{{0,6}}[A-Za-z][A-Za-z0-9]{{0,15}}·?)?(?:{_quick(brands)})(?!{own})", more

    @cached_property
    def known(self) -> frozenset[str]:
        """Words that stand whole in notices: the caller's lexicon and the set phrases of the rules."""
        return self.lexicon | self.words("phrase")

    def is_word(self, said: str) -> bool:
        """Whether it is one of these, or a word of the language that is no chance."""
        return said in self.known or self.frequency(said) >= WORD

    @cached_property
    def given(self) -> dict[str, bool]:
        """All words that are given to likelihood beside the dictionary's: those, and the words that notices use most.

        False for what longer ones begin with, two characters or more, and is none.
        """
        words = self.known | self.words("office_word")
        return dict.fromkeys((word[:size] for word in words for size in range(2, len(word))), False) | dict.fromkeys(words, True)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self.frequency.counts

    def weight(self, word: str) -> float:
        """How common a word is, as a count in a corpus of about sixty million words."""
        count = float(self._counts.get(word, 0))
        return (count if count >= WORD else count * count / WORD) + (GIVEN if self.given.get(word) else 0.0)

    @cached_property
    def alone(self) -> Mapping[str, float]:
        """The logarithm of the share that each character, or mark, has as a word by itself."""
        return Reckoned(self._share_alone)

    def _share_alone(self, one: str) -> float:
        return log(((MARK_WEIGHTS.get(one) or self._counts.get(one, 0) / 10) + 0.5) / CORPUS)

    @cached_property
    def seconds(self) -> Mapping[str, frozenset[str]]:
        """For each character, those that stand second in words that begin with it."""
        return Reckoned(self._seconds)

    def _seconds(self, one: str) -> frozenset[str]:
        return self.frequency.seconds(one).union(self._given_beside[0].get(one, ()))

    @cached_property
    def firsts(self) -> Mapping[str, frozenset[str]]:
        """For each character, those that make a word of two with it behind them."""
        return Reckoned(self._firsts)

    def _firsts(self, one: str) -> frozenset[str]:
        return frozenset(self.frequency.ahead(one)).union(self._given_beside[1].get(one, ()))

    @cached_property
    def _given_beside(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """The same of the given words alone."""
        words = (word for word, is_given in self.given.items() if is_given)
        return _by_first(self.given), _by_first(word[::-1] for word in words if len(word) == 2)  # noqa: PLR2004

    @cached_property
    def endings(self) -> dict[str, tuple[str, ...]]:
        """For each beginning of a known word, the last characters that complete it."""
        return _endings(self.known)

    @cached_property
    def noun_endings(self) -> dict[str, tuple[str, ...]]:
        """The same for the nouns that tasks and headings end with."""
        return _endings(self.words("end_word"))

    @cached_property
    def verbs(self) -> dict[str, frozenset[str]]:
        """For each such noun, the verbs that govern it."""
        found: dict[str, set[str]] = {}
        for line in self.words("collocation"):
            verb, _, nouns = line.partition("=")
            for noun in nouns.split():
                found.setdefault(noun, set()).add(verb)
        return {noun: frozenset(verbs) for noun, verbs in found.items()}

    @cached_property
    def whole_alone(self) -> frozenset[str]:
        """Characters that end units, places, counts and sentences: what ends with them may be whole."""
        return frozenset().union(*map(self.words, ("counted", "unit_ending", "place", "sentence_end")))


def _printed(sheet: Sheet, rules: RepairRules) -> list[str]:
    """What the page prints of these words, with all that they begin with."""
    found = sorted(set(rules.signs.findall(sheet.joined)))
    return list(dict.fromkeys(word[:size] for word in found for size in range(1, len(word) + 1)))


def _lowered(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(str.lower, words))


def _quick(words: Collection[str]) -> str:
    """An expression for any of the words, the longest first; their first two characters tell at once where none begins."""
    said = any_of(sorted(words, key=lambda word: (-len(word), word)))
    heads = range(min(2, *map(len, words))) if words else ()
    signs = (re.escape("".join(sorted({word[at] for word in words}))) for at in heads)
    return f"(?={''.join(f'[{each}]' for each in signs)}){said}"


def _endings(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(word[:-1], set()).add(word[-1:])
    return {stem: tuple(sorted(last)) for stem, last in found.items()}


def _by_first(words: Iterable[str]) -> dict[str, set[str]]:
    """For each character with which words begin, those that stand second in them."""
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(word[1:2])
    return found
