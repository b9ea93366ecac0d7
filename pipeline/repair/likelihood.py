"""How likely words are: first by the page itself, then by the rules' words, then by everyday frequency."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from operator import add
from typing import TYPE_CHECKING

from pipeline.repair.characters import is_han
from pipeline.repair.marks import DAMAGE, INNER_MARKS, MARK_WEIGHTS, SOUND_MARKS, balance
from pipeline.repair.script import script_of, simplified, traditional_characters
from pipeline.repair.word_paths import LONGEST, Between, Reckoned, best_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.repair.garbles import RepairRules

FARTHEST_EVIDENCE = 200_000
"""So much of a page is looked at for words; no notice is longer."""
MANY = 12
YEAR = re.compile(r"(?:19|20)\d\d(?!\d|年)")
CORPUS = 6e7
NO_WORD = -1e6
OFTEN = 3
PAIRS = 12
ALL_PAIRS = 120
SINGLES = 6
TEMPER = 0.5
"""Words do not follow each other by chance, so the product of their shares exaggerates: measured on texts whose characters
were taken out one at a time, the odds are about the square root of what it says."""
DIGIT_BONUS = 7.0
NUMBER_BONUS = 2.5
END_BONUS = 3.0
GIVEN = 80000.0
"""What notices have of one of their own words, counted as in that corpus: many times what the news of a decade had."""
WORD = 30
"""Entries of the dictionary that are rarer may be chance."""


@dataclass(frozen=True)
class Choice:
    """The likeliest of several readings; `lead` says how many times likelier it is than the next."""

    text: str
    lead: float
    others: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """The share of the belief that the reading gets, at most 0.98.

        >>> Choice("度", 4.0).confidence
        0.8
        """
        return min(0.98, round(self.lead / (self.lead + 1), 2))


@dataclass(frozen=True)
class Evidence:
    """What a page and the rules know of words. `page` is all of its text."""

    page: str
    rules: RepairRules
    script: str = ""
    """The script of the whole page, where only a part of it is evidence."""
    missing: float = 1.0
    """What a word that the page has often, but never between marks, is worth."""

    @cached_property
    def plain(self) -> str:
        """The page in simplified characters, as dictionaries know words."""
        return _plain(self.page[:FARTHEST_EVIDENCE])

    def endings(self, stem: str) -> tuple[str, ...]:
        """The last characters that complete a known word of which this is the beginning."""
        said = self._unit_ends.get(stem)
        known = self.rules.endings.get(stem, ())
        return tuple(sorted({*known, *said})) if said else known

    @cached_property
    def _unit_ends(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for word in self.units:
            found.setdefault(word[:-1], set()).add(word[-1:])
        return found

    @cached_property
    def units(self) -> frozenset[str]:
        """What the page itself lists as units: items of lists that end as units do."""
        last = "".join(w for w in self.rules.words("unit_ending") if len(w) == 1)
        if not last:
            return frozenset()
        item = re.compile(rf"(?<=[、，,:：和])[\u4e00-\u9fff]{{1,9}}?[{last}](?=[、，,。；;（(\s为等负牵和])")
        return frozenset(match.group() for match in item.finditer(self.page) if len(match.group()) > 1)

    def knows(self, word: str) -> bool:
        """Whether it is a word of the rules, or a unit that the page lists."""
        return word in self.rules.known or word in self.units

    def ends_whole(self, text: str) -> bool:
        """Whether the text ends with a known word of two characters or more."""
        plain = simplified(text)
        sizes = range(2, min(LONGEST, len(plain)) + 1)
        return any(plain[-size:] in self.rules.known or self.rules.frequency(plain[-size:]) >= WORD for size in sizes)

    def sure(self, text: str) -> Choice:
        """A reading that nothing else competes with."""
        return Choice(text, 1e6)

    @cached_property
    def printed_pairs(self) -> frozenset[str]:
        """Each two characters that stand side by side on the page, as it prints them."""
        return frozenset(map(add, self.page, self.page[1:]))

    @cached_property
    def _pairs(self) -> Counter[str]:
        """How often each two characters stand side by side on the page."""
        return Counter(map(add, self.plain, self.plain[1:]))

    def _count(self, word: str) -> int:
        """How often a word stands on the page; the pairs in it tell at once that most never do."""
        pairs = self._pairs
        seen = pairs[word[:2]]
        if not seen or len(word) == 2:  # noqa: PLR2004
            return seen
        return self.plain.count(word) if pairs[word[-2:]] else 0

    def _joins(self, pair: str) -> bool:
        rules = self.rules
        return pair in self._pairs or rules.frequency.joins(pair) or pair in rules.given_pairs

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Characters that a page in this script does not use."""
        return traditional_characters() if (self.script or script_of(self.page)) == "Hans" else frozenset()

    @cached_property
    def weight(self) -> Callable[[str], float]:
        """How likely a word is, as a count in a corpus of about sixty million words; each is reckoned once."""
        return Reckoned(self._weighed).__getitem__

    def _weighed(self, word: str) -> float:
        weight = float(self.rules.frequency(word))
        if weight < WORD:
            weight *= weight / WORD
        if word in self.rules.given:
            weight += GIVEN
        if word in self.units:
            weight += 60000.0
        if len(word) > 1 and (count := self._count(word)):
            stands = self._stands(word)
            return weight + 4000.0 * stands if stands or count < OFTEN else weight * self.missing
        return weight

    def _stands(self, word: str) -> int:
        """How often the page has the word between marks or at one, five times at most: there it is no cut through two words."""
        found, at, page = 0, self.plain.find(word), self.plain
        while at >= 0 and found < 5:  # noqa: PLR2004
            after = at + len(word)
            ahead, behind = page[at - 1 : at] if at else "", page[after : after + 1]
            if ahead not in DAMAGE and behind not in DAMAGE:
                found += behind in SOUND_MARKS or ahead in SOUND_MARKS
            at = page.find(word, after)
        return found

    def likelihood(self, text: str) -> float:
        """How likely a short run of text is: the logarithm of the best product of its words' shares.

        >>> from pipeline.repair.garbles import RepairRules
        >>> evidence = Evidence("政务公开、政务公开。", RepairRules())
        >>> evidence.likelihood("政务公开") > evidence.likelihood("政务么开")
        True
        """
        return best_path(text, self._share)[-1]

    @cached_property
    def _share(self) -> Callable[[str], float]:
        """The logarithm of a word's share; far below all others where it is no word."""
        return Reckoned(self._shared).__getitem__

    def _shared(self, word: str) -> float:
        weight = self.weight(word) if len(word) > 1 else MARK_WEIGHTS.get(word) or self.rules.frequency(word) / 10
        return log((weight + 0.5) / CORPUS) if weight or len(word) == 1 else NO_WORD

    def choose(self, left: str, candidates: Iterable[str], right: str) -> Choice | None:
        """The likeliest candidate between its neighbours; None when there is none."""
        before, after = _plain(_tail(left)), _plain(_head(right))
        options = {candidate: _plain(candidate) for candidate in dict.fromkeys(candidates)}
        if len(options) > MANY:
            options = self._promising(before, options, after)
        between = Between(before, after, self._share, self._joins)
        ranked: list[tuple[float, str]] = []
        for candidate, plain in options.items():
            score = between.likelihood(plain) if len(plain) == 1 else self.likelihood(before + plain + after)
            score += self._seen(before, plain, after)
            ranked.append((score + self._fits(left, plain, right), candidate))
        if not ranked:
            return None
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        lead = exp(min(50.0, TEMPER * (ranked[0][0] - ranked[1][0]))) if len(ranked) > 1 else 1e6
        return Choice(ranked[0][1], lead, tuple(text for _, text in ranked[1:6]))

    def _promising(self, before: str, options: dict[str, str], after: str) -> dict[str, str]:
        """The candidates that make a word with either neighbour, those that are common alone, and marks: others cannot win."""
        weight, share = self.weight, self._share
        last, first = before[-1:], after[:1]
        behind = {c: weight(last + plain) for c, plain in options.items()} if last else {}
        ahead = {c: weight(plain + first) for c, plain in options.items()} if first else {}
        by_word = (c for near in (behind, ahead) for c in sorted(near, key=lambda c: (-near[c], c))[:MANY])
        alone = sorted(options, key=lambda c: (-share(options[c]) if len(options[c]) == 1 else -weight(options[c]), c))[:SINGLES]
        return {c: options[c] for c in dict.fromkeys([*by_word, *alone])}

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
        """The likeliest pairs of characters, one from each list: words, and what is common alone (two words may meet there)."""
        if len(first) * len(second) <= ALL_PAIRS:
            return tuple(a + b for a in first for b in second)
        frequency, others = self.rules.frequency, frozenset(second)
        words = [(self.weight(a + b), a + b) for a in first for b in frequency.behind(a) if b in others]
        words += [(self.weight(a + b), a + b) for a in first for b in second if a + b in self._pairs]
        words.sort(key=lambda pair: (-pair[0], pair[1]))
        heads, tails = (sorted(side, key=self._share, reverse=True)[:SINGLES] for side in (first, second))
        return tuple(dict.fromkeys([*(word for _, word in words[:PAIRS]), *(a + b for a in heads for b in tails)]))

    def _fits(self, left: str, plain: str, right: str) -> float:
        """A bonus for what stands behind digits (`6月`), and for marks that may stand there."""
        if plain not in MARK_WEIGHTS:
            if left[-1:].isdigit() and plain in self.rules.words("counted"):
                return DIGIT_BONUS
            return NUMBER_BONUS if right[:1].isdigit() and plain[-1:] in self.rules.words("before_year") else 0.0
        score = 0.0
        if right[:1] in ("", " ", "|", "\n"):
            score += END_BONUS if plain in "。：；)）" else -END_BONUS
        if plain in "：:" and right[:1].isdigit() and left[-2:] in self.rules.words("label"):
            score += DIGIT_BONUS
        if (plain == "〔" and YEAR.match(right)) or (plain == "〕" and YEAR.match(left[-4:])):
            score += DIGIT_BONUS
        return score + balance(left, plain, right)

    def _seen(self, before: str, plain: str, after: str) -> float:
        """A bonus for how much of the neighbourhood stands elsewhere on the page with this reading."""
        bonus = 0.0
        for size in range(2, len(before) + 1):
            if not self.has(before[-size:] + plain):
                break
            bonus += 1.8
        for size in range(2, len(after) + 1):
            if not self.has(plain + after[:size]):
                break
            bonus += 1.8
        return bonus

    def has(self, words: str) -> bool:
        """Whether the words stand somewhere on the page, in simplified characters."""
        return self._count(words) > 0


@dataclass(frozen=True)
class EndEvidence(Evidence):
    """The same for the ends of lines and cells: the page speaks for a word where a mark follows it, and else against it."""

    missing: float = 0.2

    def _stands(self, word: str) -> int:
        found, at, page = 0, self.plain.find(word), self.plain
        while at >= 0 and found < 5:  # noqa: PLR2004
            after = at + len(word)
            found += page[after : after + 1] in INNER_MARKS
            at = page.find(word, after)
        return found


def _plain(words: str) -> str:
    """In simplified characters; most words have no other."""
    return words if traditional_characters().isdisjoint(words) else simplified(words)


def _tail(text: str) -> str:
    """The last Chinese characters before a gap, four at most."""
    run = text[-4:]
    for index in range(len(run) - 1, -1, -1):
        if not is_han(run[index]):
            return run[index + 1 :]
    return run


def _head(text: str) -> str:
    """The first Chinese characters after a gap, four at most."""
    run = text[:4]
    for index, character in enumerate(run):
        if not is_han(character):
            return run[:index]
    return run
