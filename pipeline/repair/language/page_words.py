"""What a page and the rules know of words: how often each stands, and how likely that makes a run of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from math import log
from operator import add
from typing import TYPE_CHECKING, ClassVar

from pipeline.alternation import any_of
from pipeline.repair.garbles import CORPUS
from pipeline.repair.language.marks import DAMAGE, INNER_MARKS, SOUND_MARKS
from pipeline.repair.language.word_paths import LONGEST, Reckoned, best_path
from pipeline.repair.writing.script import simplified, traditional_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.repair.garbles import RepairRules

BESIDE = SOUND_MARKS | DAMAGE
FARTHEST_PLACES = 64
"""So many places at which words begin or end alike are looked at."""
FARTHEST_EVIDENCE = 200_000
"""So much of a page is looked at for words; no notice is longer."""
NO_WORD = -1e6
NOTHING = (NO_WORD, False)
OFTEN = 3
LISTED = 60000.0
STANDING = 4000.0
MOST_STANDING = 5
TRIPLE = 3
MISSING = 0.2
"""What is left of the weight of a word that the page has often, but never before a mark."""
AT_MARKS, AT_ENDS = (re.compile(f"[{re.escape(''.join(sorted(marks)))}]") for marks in (SOUND_MARKS, INNER_MARKS))


@dataclass(frozen=True)
class PageWords:
    """The words of a page (`page` is all of its text), and those that the rules know."""

    page: str
    rules: RepairRules
    _marks: ClassVar[re.Pattern[str]] = AT_MARKS
    script: str = ""
    """The script of the whole page, where only a part of it is evidence."""

    @cached_property
    def plain(self) -> str:
        """The page in simplified characters, as dictionaries know words."""
        return plain(self.page[:FARTHEST_EVIDENCE])

    def endings(self, stem: str) -> tuple[str, ...]:
        """The last characters that complete a known word of which this is the beginning."""
        said = self._unit_ends.get(stem)
        known = self.rules.endings.get(stem, ())
        return tuple(sorted({*known, *said})) if said else known

    def ends_of_name(self, left: str) -> list[str]:
        """The last characters that complete known words with which `left` ends, the longest first; of a county's body no 厅."""
        ends = dict.fromkeys(end for size in range(min(LONGEST, len(left)), 1, -1) for end in self.endings(left[-size:]))
        rules = self.rules
        if ends and _last(left, rules.words("county_end") | rules.words("city_end")) > _last(left, rules.words("high_level")):
            return [end for end in ends if end not in rules.words("unit_high")]
        return list(ends)

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
    def _pairs(self) -> frozenset[str]:
        """The same in simplified characters."""
        return frozenset(map(add, self.plain, self.plain[1:]))

    @cached_property
    def _triples(self) -> frozenset[str]:
        """Each three characters that stand side by side on the page, in simplified ones."""
        return frozenset(map("".join, zip(self.plain, self.plain[1:], self.plain[2:], strict=False)))

    @cached_property
    def seconds(self) -> Mapping[str, frozenset[str]]:
        """For each character, those that may stand behind it in a word: as the page, the rules or the language have them."""
        known, page = self.rules.seconds, self.plain
        return Reckoned(lambda one: known[one].union(p[:1] for p in page.split(one)[1:]) if one in page else known[one])

    @cached_property
    def firsts(self) -> Mapping[str, frozenset[str]]:
        """For each character, those that may make a word of two with it behind them."""
        known, page = self.rules.firsts, self.plain
        return Reckoned(lambda one: known[one].union(p[-1:] for p in page.split(one)[:-1]) if one in page else known[one])

    def has(self, words: str) -> bool:
        """Whether the words stand somewhere on the page, in simplified characters; pairs and triples tell that most never do."""
        if len(words) < TRIPLE:
            return words in self._pairs
        return words[:TRIPLE] in self._triples and (len(words) == TRIPLE or words in self.plain)

    def is_begun(self, word: str) -> bool:
        """Whether the rules or the language know a word of two characters or more, or a longer one that begins with it."""
        return word in self.rules.given or word in self.rules.frequency.begun(word[:2])

    def may_follow(self, one: str, other: str) -> bool:
        """Whether a word may begin with these two characters."""
        return other in self.rules.seconds[one] or one + other in self._pairs

    def weight(self, word: str) -> float:
        """How likely a word is, as a count in a corpus of about sixty million words."""
        listed = LISTED if word in self.units else 0.0
        return self.rules.weight(word) + listed + STANDING * min(self._stands(word), MOST_STANDING)

    @cached_property
    def _at_marks(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Where words begin behind a mark, by their first two characters, and where they end before one, by their last two."""
        begins: dict[str, list[int]] = {}
        ends: dict[str, list[int]] = {}
        for mark in self._marks.finditer(self.plain):
            at = mark.start()
            begins.setdefault(self.plain[at + 1 : at + 3], []).append(at + 1)
            ends.setdefault(self.plain[max(0, at - 2) : at], []).append(at)
        return begins, ends

    def _stands(self, word: str) -> int:
        """How often the page has the word between marks or at one: there it is no cut through two words."""
        page, size, stands, (begins, ends) = self.plain, len(word), 0, self._at_marks
        for at in begins.get(word[:2], ())[:FARTHEST_PLACES]:
            if page.startswith(word, at) and page[at + size : at + size + 1] not in DAMAGE:
                stands += 1
        for at in ends.get(word[-2:], ())[:FARTHEST_PLACES]:
            if page.endswith(word, 0, at) and page[at - size - 1 : at - size] not in BESIDE:
                stands += 1
        return stands

    @cached_property
    def figures(self) -> Callable[[str], tuple[float, bool]]:
        """The logarithm of a word's share, far below all others where it is no word; and whether longer words begin with it.

        Of most runs that are asked for nothing is known, and no two places of a page ask for many of the same: so all is
        asked at once, and what tells most of them apart comes first.
        """
        alone, begun, given = self.rules.alone, self.rules.frequency.begun, self.rules.given
        weight, everyday = self.weight, self.rules.weight
        pairs, triples = self._pairs, self._triples

        def reckoned(word: str) -> tuple[float, bool]:
            if len(word) == 1:
                return alone[word], True
            printed = word[-3:] in triples if len(word) > 2 else word in pairs  # noqa: PLR2004
            if not printed and word not in begun(word[:2]) and word not in given:
                return NOTHING
            known = weight(word) if printed else everyday(word)
            return log((known + 0.5) / CORPUS) if known else NO_WORD, True

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

    _marks: ClassVar[re.Pattern[str]] = AT_ENDS

    def weight(self, word: str) -> float:
        """The same; a word that the page has often, but never before a mark, weighs less."""
        weight = super().weight(word)
        may_be_often = weight and self.has(word) and not self._stands(word)
        return weight * MISSING if may_be_often and self.plain.count(word) >= OFTEN else weight

    def _stands(self, word: str) -> int:
        places = self._at_marks[1].get(word[-2:], ())[:FARTHEST_PLACES]
        return sum(self.plain.endswith(word, 0, at) for at in places)


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


def _last(text: str, signs: Iterable[str]) -> int:
    return max(map(text.rfind, signs), default=-1)
