"""Which of several readings is the likeliest between its neighbours: by the page, by the rules' words, by everyday frequency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import zip_longest
from math import exp
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.language.marks import CLAUSE_MARKS, MARK_WEIGHTS, UNHEARD_OF, balance
from pipeline.repair.language.page_words import NO_WORD, PageWords, plain
from pipeline.repair.language.word_paths import Between
from pipeline.repair.writing.script import script_of, traditional_characters

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

MANY = 12
NEAR = 5
YEAR = re.compile(r"(?:19|20)\d\d(?!\d|年)")
ALONE = re.compile(r"(?:^|[。；;，,、（(\s])[\u4e00-\u9fff]{2,4}\Z")
"""Words that stand between a mark and a gap, as labels do."""
PAIRS = 12
ALL_PAIRS = 120
SINGLES = 6
FIRST_FEW = 12
HOPELESS = 4.0
TEMPER = 0.5
"""Words do not follow each other by chance, so the product of their shares exaggerates: measured on texts whose characters
were taken out one at a time, the odds are about the square root of what it says."""
DIGIT_BONUS = 7.0
LABEL_BONUS = 2 * DIGIT_BONUS
NUMBER_BONUS = 2.5
END_BONUS = 3.0
SEEN_BONUS = 1.8
"""For each character around it that the page has beside the same reading elsewhere."""


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
class Evidence(PageWords):
    """What a page and the rules know of words, and which reading of a gap that speaks for."""

    def sure(self, text: str) -> Choice:
        """A reading that nothing else competes with."""
        return Choice(text, 1e6)

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Characters that a page in this script does not use."""
        return traditional_characters() if (self.script or script_of(self.page)) == "Hans" else frozenset()

    @cached_property
    def lost(self) -> float:
        """Which share of the page's characters is lost."""
        return self.page.count("\ufffd") / max(1, len(self.page))

    def choose(self, left: str, candidates: Iterable[str], right: str, enough: float = 0.0) -> Choice | None:
        """The likeliest candidate between its neighbours; None when there is none.

        Who needs a lead of `enough` gets None as well where a few good candidates already show that none will have it.
        """
        before, after = plain(_tail(left)), plain(_head(right))
        options = _plain_each(candidates)
        if len(options) > MANY:
            options = self._promising(before, options, after)
        between = Between(before, after, self)
        by_digits = left[-1:].isdigit() or right[:1].isdigit()
        ranked: list[tuple[float, str]] = []
        for candidate, said in options.items():
            if len(ranked) == FIRST_FEW and _lead(ranked) < enough / HOPELESS:
                return None
            score = between.likelihood(said) if len(said) == 1 else self.likelihood(before + said + after)
            score += self._seen(before, said, after)
            if by_digits or said in MARK_WEIGHTS:
                score += self._fits(left, said, right)
            ranked.append((score, candidate))
        if not ranked:
            return None
        lead = _lead(ranked)
        return Choice(ranked[0][1], lead, tuple(text for _, text in ranked[1:6]))

    def _promising(self, before: str, options: dict[str, str], after: str) -> dict[str, str]:
        """The candidates that make a word with either neighbour, those that are common alone, and marks: others cannot win.

        The best of each kind come first, and before them what the page has behind the same words or ends a name there.
        """
        figures, alone = self.figures, self.rules.alone
        last, first = before[-1:], after[:1]
        behind = [(-figures(last + options[c])[0], c) for c in _joined(options, self.seconds[last])] if last else []
        ahead = [(-figures(options[c] + first)[0], c) for c in _joined(options, self.firsts[first])] if first else []
        common = nsmallest(SINGLES, [(-alone[said] if len(said) == 1 else -figures(said)[0], c) for c, said in options.items()])
        kinds = (_heaviest(behind), _heaviest(ahead), [c for _, c in common])
        in_turn = (c for turn in zip_longest(*kinds) for c in turn if c is not None)
        near = before[-2:]
        seen = [c for _, c in behind if self.has(near + options[c])] if len(near) > 1 else []
        ends = () if after else self.ends_of_name(before)
        named = [c for c, said in options.items() if said in ends] if ends else []
        return {c: options[c] for c in dict.fromkeys([*seen, *named, *in_turn])}

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
        """The likeliest pairs of characters, one from each list: words, and what is common alone (two words may meet there)."""
        if len(first) * len(second) <= ALL_PAIRS:
            return tuple(a + b for a in first for b in second)
        near = (a + b for a in first for b in self.seconds[a].intersection(second))
        words = [(-self.weight(word), word) for word in near if self.rules.frequency(word) or word in self._pairs]
        heads, tails = (sorted(side, key=self.share, reverse=True)[:SINGLES] for side in (first, second))
        return tuple(dict.fromkeys([*(word for _, word in nsmallest(PAIRS, words)), *(a + b for a in heads for b in tails)]))

    def _fits(self, left: str, said: str, right: str) -> float:
        """A bonus for what stands behind digits (`6月`), and for marks that may stand there."""
        if said not in MARK_WEIGHTS:
            if left[-1:].isdigit() and said in self.rules.words("counted"):
                return DIGIT_BONUS
            return NUMBER_BONUS if right[:1].isdigit() and said[-1:] in self.rules.words("before_year") else 0.0
        score = -UNHEARD_OF if said in CLAUSE_MARKS and right[:1] in CLAUSE_MARKS and right else 0.0
        if right[:1] in ("", " ", "|", "\n"):
            score += END_BONUS if said in "。：；)）" else -END_BONUS
        if said in "：:" and right[:1].isdigit() and left[-2:] in self.rules.words("label"):
            score += LABEL_BONUS if ALONE.search(left[-NEAR:]) else DIGIT_BONUS * (left[-2:] in self.rules.words("time_label"))
        if (said == "〔" and YEAR.match(right)) or (said == "〕" and YEAR.match(left[-4:])):
            score += DIGIT_BONUS
        return score + balance(left, said, right)

    def _seen(self, before: str, said: str, after: str) -> float:
        """A bonus for how much of the neighbourhood stands elsewhere on the page with this reading."""
        bonus = 0.0
        for size in range(2, len(before) + 1):
            if not self.has(before[-size:] + said):
                break
            bonus += SEEN_BONUS
        for size in range(2, len(after) + 1):
            if not self.has(said + after[:size]):
                break
            bonus += SEEN_BONUS
        return bonus


def _lead(ranked: list[tuple[float, str]]) -> float:
    """How many times likelier the best is than the next, once they are put in order."""
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    return exp(min(50.0, TEMPER * (ranked[0][0] - ranked[1][0]))) if len(ranked) > 1 else 1e6


def _heaviest(weights: list[tuple[float, str]]) -> list[str]:
    """The candidates of most weight, given as the less the more; none that is no word."""
    return [candidate for weight, candidate in sorted(weights)[:MANY] if weight < -NO_WORD]


def _joined(options: dict[str, str], known: Container[str]) -> list[str]:
    """The options that may make a word with the character beside them."""
    return [option for option, said in options.items() if said in known or len(said) > 1]


def _plain_each(candidates: Iterable[str]) -> dict[str, str]:
    """The candidates, each with its simplified characters; most have no other."""
    options = dict.fromkeys(candidates)
    is_plain = traditional_characters().isdisjoint("".join(options))
    return dict(zip(options, options if is_plain else map(plain, options), strict=True))


def _tail(text: str) -> str:
    """The last Chinese characters before a gap, five at most."""
    run = text[-NEAR:]
    for index in range(len(run) - 1, -1, -1):
        if not is_han(run[index]):
            return run[index + 1 :]
    return run


def _head(text: str) -> str:
    """The first Chinese characters after a gap, five at most."""
    run = text[:NEAR]
    for index, character in enumerate(run):
        if not is_han(character):
            return run[:index]
    return run
