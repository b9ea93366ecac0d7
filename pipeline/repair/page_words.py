"""What a page and the rules know of words: how often each stands, and how likely that makes a run of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log
from operator import add
from typing import TYPE_CHECKING

from pipeline.repair.garbles import WORD, any_of
from pipeline.repair.marks import DAMAGE, INNER_MARKS, MARK_WEIGHTS, SOUND_MARKS
from pipeline.repair.script import simplified, traditional_characters
from pipeline.repair.word_paths import LONGEST, Reckoned, best_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.repair.garbles import RepairRules

FARTHEST_EVIDENCE = 200_000
"""So much of a page is looked at for words; no notice is longer."""
CORPUS = 6e7
NO_WORD = -1e6
OFTEN = 3
GIVEN = 80000.0
"""What notices have of one of their own words, counted as in that corpus: many times what the news of a decade had."""
LISTED = 60000.0
STANDING = 4000.0
MOST_STANDING = 5
TRIPLE = 3


@dataclass(frozen=True)
class PageWords:
    """The words of a page (`page` is all of its text), and those that the rules know."""

    page: str
    rules: RepairRules
    script: str = ""
    """The script of the whole page, where only a part of it is evidence."""
    missing: float = 1.0
    """What a word that the page has often, but never between marks, is worth."""

    @cached_property
    def plain(self) -> str:
        """The page in simplified characters, as dictionaries know words."""
        return plain(self.page[:FARTHEST_EVIDENCE])

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
        item = re.compile(
            rf"(?<=[、，,:：和])[\u4e00-\u9fff]{{1,9}}?[{last}](?=[、，,。；;（(\s]|{any_of(self.rules.words('unit_follow'))})"
        )
        return frozenset(match.group() for match in item.finditer(self.page) if len(match.group()) > 1)

    def knows(self, word: str) -> bool:
        """Whether it is a word of the rules, or a unit that the page lists."""
        return word in self.rules.known or word in self.units

    def ends_whole(self, text: str) -> bool:
        """Whether the text ends with a known word of two characters or more."""
        words = simplified(text[-LONGEST:])
        return any(self.rules.is_word(words[-size:]) for size in range(2, len(words) + 1))

    @cached_property
    def printed_pairs(self) -> frozenset[str]:
        """Each two characters that stand side by side on the page, as it prints them."""
        return frozenset(map(add, self.page, self.page[1:]))

    @cached_property
    def _pairs(self) -> Counter[str]:
        """How often each two characters stand side by side on the page."""
        return Counter(map(add, self.plain, self.plain[1:]))

    @cached_property
    def _triples(self) -> Counter[str]:
        """The same of three."""
        return Counter(map("".join, zip(self.plain, self.plain[1:], self.plain[2:], strict=False)))

    def has(self, words: str) -> bool:
        """Whether the words stand somewhere on the page, in simplified characters."""
        return self._count(words) > 0

    def _count(self, word: str) -> int:
        """How often a word stands on the page; the pairs and triples in it tell at once that most never do."""
        if len(word) < TRIPLE:
            return self._pairs.get(word, 0)
        seen = self._triples.get(word[:TRIPLE], 0)
        if not seen or len(word) == TRIPLE:
            return seen
        return self.plain.count(word) if word[-TRIPLE:] in self._triples else 0

    def knows_longer(self, head: str) -> bool:
        """Whether the rules or the language know a longer word that begins with these two characters or more."""
        return head in self.rules.beginnings or self.rules.frequency.begins(head)

    @cached_property
    def weight(self) -> Callable[[str], float]:
        """How likely a word is, as a count in a corpus of about sixty million words; each is reckoned once."""
        return Reckoned(self._weigh).__getitem__

    def _weigh(self, word: str) -> float:
        weight = float(self.rules.frequency.counts.get(word, 0))
        if weight < WORD:
            weight *= weight / WORD
        if word in self.rules.given:
            weight += GIVEN
        if word in self.units:
            weight += LISTED
        return self._on_page(word, weight) if len(word) > 1 and word[:2] in self._pairs else weight

    def _on_page(self, word: str, weight: float) -> float:
        """What a word weighs by how it stands on the page, if it does."""
        count = self._count(word)
        stands = self._stands(word) if count else 0
        return weight * self.missing if count >= OFTEN and not stands else weight + STANDING * stands

    def _stands(self, word: str) -> int:
        """How often the page has the word between marks or at one, five times at most: there it is no cut through two words."""
        found, at, page = 0, self.plain.find(word), self.plain
        while at >= 0 and found < MOST_STANDING:
            after = at + len(word)
            ahead, behind = page[at - 1 : at] if at else "", page[after : after + 1]
            if ahead not in DAMAGE and behind not in DAMAGE:
                found += behind in SOUND_MARKS or ahead in SOUND_MARKS
            at = page.find(word, after)
        return found

    @cached_property
    def figures(self) -> Callable[[str], tuple[float, bool]]:
        """The logarithm of a word's share, far below all others where it is no word; and whether longer words begin with it.

        Of most runs that are asked for nothing is known, and no two places of a page ask for many of the same: so all is
        asked at once, and what tells most of them apart comes first.
        """
        counts, given, units, beginnings = self.rules.frequency.counts, self.rules.given, self.units, self.rules.beginnings
        pairs, triples, begins, weigh = self._pairs, self._triples, self.rules.frequency.begins, self._weigh

        def reckoned(word: str) -> tuple[float, bool]:
            if len(word) == 1:
                return log(((MARK_WEIGHTS.get(word) or counts.get(word, 0) / 10) + 0.5) / CORPUS), True
            printed = word[:2] in pairs
            known = weigh(word) if printed or word in counts or word in given or word in units else 0.0
            share = log((known + 0.5) / CORPUS) if known else NO_WORD
            recurs = printed and (len(word) < TRIPLE or word[-TRIPLE:] in triples)
            return share, len(word) < LONGEST and (recurs or word in beginnings or begins(word))

        return Reckoned(reckoned).__getitem__

    def share(self, word: str) -> float:
        """The logarithm of a word's share."""
        return self.figures(word)[0]

    def likelihood(self, text: str) -> float:
        """How likely a short run of text is: the logarithm of the best product of its words' shares.

        >>> from pipeline.repair.garbles import RepairRules
        >>> words = PageWords("政务公开、政务公开。", RepairRules())
        >>> words.likelihood("政务公开") > words.likelihood("政务么开")
        True
        """
        return best_path(text, self.figures)[-1]


@dataclass(frozen=True)
class EndWords(PageWords):
    """The same for the ends of lines and cells: the page speaks for a word where a mark follows it, and else against it."""

    missing: float = 0.2

    def _stands(self, word: str) -> int:
        found, at, page = 0, self.plain.find(word), self.plain
        while at >= 0 and found < MOST_STANDING:
            after = at + len(word)
            found += page[after : after + 1] in INNER_MARKS
            at = page.find(word, after)
        return found


def places(stem: str, page: str) -> Iterator[int]:
    """Where these words stand in a text, one within the other too.

    >>> list(places("人人", "人人人")), list(places("人", "政府"))
    ([0, 1], [])
    """
    at = page.find(stem)
    while at >= 0:
        yield at
        at = page.find(stem, at + 1)


def plain(words: str) -> str:
    """In simplified characters; most words have no other.

    >>> plain("政務"), plain("政务")
    ('政务', '政务')
    """
    return words if traditional_characters().isdisjoint(words) else simplified(words)
