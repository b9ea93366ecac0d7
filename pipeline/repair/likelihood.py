"""How likely words are: first by the page itself, then by the rules' words, then by everyday frequency."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import exp, log
from typing import TYPE_CHECKING

from pipeline.repair.script import simplified, traditional_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.repair.garbles import RepairRules

LONGEST = 6
"""Words longer than this are not looked up."""
MARKS = frozenset("、，。；：,;:.!?()（）“”《》 ")
SOUND_MARKS = MARKS - {"?"}
DAMAGE = frozenset("?\ufffd")
"""Beside these no word of the page is known to be whole."""
MARK_WEIGHTS = dict.fromkeys("，,", 3e6) | dict.fromkeys("。、", 1.5e6) | dict.fromkeys("“”（）()", 3e5)
MARK_WEIGHTS |= dict.fromkeys("；：;:《》", 2e5) | dict.fromkeys("？！?!", 3e4) | dict.fromkeys("\u3000 〔〕", 2e5)
"""About how often marks stand in a corpus of `CORPUS` words."""
CORPUS = 6e7
NO_WORD = -1e6
OFTEN = 3
PAIRS = 12
ALL_PAIRS = 120
SINGLES = 6
DIGIT_BONUS = 7.0
END_BONUS = 3.0
WORD = 30
"""Entries of the dictionary that are rarer may be chance."""


@cache
def common_characters() -> frozenset[str]:
    """What ordinary text is made of: ASCII, Chinese marks, the 3,755 characters of GB 2312 level one, their traditional forms."""
    level_one = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    marks = (
        "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～①②③④⑤⑥⑦⑧⑨⑩○〇●■□▲△★☆※→￥％＋－／＝×÷ⅠⅡⅢⅣⅤⅥ℃㎡％‰№°±≤≥\u3000\u00a0\u2002\u2003"
    )
    ascii_and_white = "".join(map(chr, range(0x20, 0x7F))) + "\t\n\r"
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    simple = frozenset(level_one.decode("gb2312", "ignore"))
    old = frozenset(c for c in traditional_characters() if simplified(c) in simple)
    return simple | old | frozenset(marks + ascii_and_white + full_width)


def common_share(text: str) -> float:
    """Which share of the characters that are not ASCII is common in Chinese; 1.0 where there are none.

    >>> common_share("政务公开工作要点") > 0.9 > 0.6 > common_share("鏀垮姟鍏紑")
    True
    """
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 1.0
    common = common_characters()
    return sum(c in common for c in foreign) / len(foreign)


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
    missing: float = 1.0
    """What a word that the page has often, but never between marks, is worth."""
    _weights: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    _shares: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def plain(self) -> str:
        """The page in simplified characters, as dictionaries know words."""
        return simplified(self.page)

    @cached_property
    def endings(self) -> dict[str, tuple[str, ...]]:
        """For each beginning of a known word, the last characters that complete it."""
        found: dict[str, set[str]] = {}
        for word in self.rules.known | self.units:
            found.setdefault(word[:-1], set()).add(word[-1:])
        return {stem: tuple(sorted(last)) for stem, last in found.items()}

    @cached_property
    def noun_endings(self) -> dict[str, frozenset[str]]:
        """The same for the nouns that tasks and headings end with."""
        found: dict[str, set[str]] = {}
        for word in self.rules.words("end_word"):
            found.setdefault(word[:-1], set()).add(word[-1:])
        return {stem: frozenset(last) for stem, last in found.items()}

    @cached_property
    def verbs(self) -> dict[str, frozenset[str]]:
        """For each such noun, the verbs that govern it."""
        found: dict[str, set[str]] = {}
        for line in self.rules.words("collocation"):
            verb, _, nouns = line.partition("=")
            for noun in nouns.split():
                found.setdefault(noun, set()).add(verb)
        return {noun: frozenset(verbs) for noun, verbs in found.items()}

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

    @cached_property
    def everyday(self) -> tuple[str, ...]:
        """The common Chinese characters, simplified."""
        return tuple(sorted(c for c in common_characters() if is_han(c) and c not in traditional_characters()))

    def ends_whole(self, text: str) -> bool:
        """Whether the text ends with a known word of two characters or more."""
        plain = simplified(text)
        sizes = range(2, min(LONGEST, len(plain)) + 1)
        return any(plain[-size:] in self.rules.known or self.rules.frequency(plain[-size:]) >= WORD for size in sizes)

    def sure(self, text: str) -> Choice:
        """A reading that nothing else competes with."""
        return Choice(text, 1e6)

    def weight(self, word: str) -> float:
        """How likely a word is, as a count in a corpus of about sixty million words."""
        if word not in self._weights:
            weight = float(self.rules.frequency(word))
            if word in self.rules.known or word in self.rules.words("office_word"):
                weight += 20000.0
            if word in self.units:
                weight += 60000.0
            if len(word) > 1:
                stands = self._stands(word)
                weight = weight + 4000.0 * stands if stands or self.plain.count(word) < OFTEN else weight * self.missing
            self._weights[word] = weight
        return self._weights[word]

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
        best = [0.0]
        share = self._share
        for end in range(1, len(text) + 1):
            top = best[-1] + share(text[end - 1])
            for start in range(max(0, end - LONGEST), end - 1):
                score = best[start] + share(text[start:end])
                if score > top:  # noqa: PLR1730
                    top = score
            best.append(top)
        return best[-1]

    def _share(self, word: str) -> float:
        """The logarithm of a word's share; far below all others where it is no word."""
        known = self._shares.get(word)
        if known is None:
            weight = self.weight(word) if len(word) > 1 else MARK_WEIGHTS.get(word) or self.rules.frequency(word) / 10
            known = log((weight + 0.5) / CORPUS) if weight or len(word) == 1 else NO_WORD
            self._shares[word] = known
        return known

    def choose(self, left: str, candidates: Iterable[str], right: str) -> Choice | None:
        """The likeliest candidate between its neighbours; None when there is none."""
        before, after = simplified(_tail(left)), simplified(_head(right))
        ranked: list[tuple[float, str]] = []
        for candidate in dict.fromkeys(candidates):
            plain = simplified(candidate)
            score = self.likelihood(before + plain + after) + self._seen(before, plain, after)
            ranked.append((score + self._fits(left[-1:], plain, right[:1]), candidate))
        if not ranked:
            return None
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        lead = exp(min(50.0, ranked[0][0] - ranked[1][0])) if len(ranked) > 1 else 1e6
        return Choice(ranked[0][1], lead, tuple(text for _, text in ranked[1:6]))

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
        """The likeliest pairs of characters, one from each list: words, and what is common alone (two words may meet there)."""
        if len(first) * len(second) <= ALL_PAIRS:
            return tuple(a + b for a in first for b in second)
        words = [(weight, a + b) for a in first for b in second if (weight := self.rules.frequency(a + b))]
        words += [(int(self.weight(a + b)), a + b) for a in first for b in second if a + b in self.plain]
        words.sort(key=lambda pair: (-pair[0], pair[1]))
        heads, tails = (sorted(side, key=self._share, reverse=True)[:SINGLES] for side in (first, second))
        return tuple(dict.fromkeys([*(word for _, word in words[:PAIRS]), *(a + b for a in heads for b in tails)]))

    def _fits(self, last: str, plain: str, following: str) -> float:
        """A bonus for what stands behind digits (`6月`), and for marks that may end a line."""
        if last.isdigit():
            return DIGIT_BONUS if plain in self.rules.words("counted") else 0.0
        if following in ("", " ", "|", "\n") and plain in MARK_WEIGHTS:
            return END_BONUS if plain in "。：；" else -END_BONUS
        return 0.0

    def _seen(self, before: str, plain: str, after: str) -> float:
        """A bonus for how much of the neighbourhood stands elsewhere on the page with this reading."""
        bonus = 0.0
        for size in range(2, len(before) + 1):
            if before[-size:] + plain not in self.plain:
                break
            bonus += 1.8
        for size in range(2, len(after) + 1):
            if plain + after[:size] not in self.plain:
                break
            bonus += 1.8
        return bonus


@dataclass(frozen=True)
class EndEvidence(Evidence):
    """The same for the ends of lines and cells: the page speaks for a word where a mark follows it, and else against it."""

    missing: float = 0.2

    def _stands(self, word: str) -> int:
        found, at, page = 0, self.plain.find(word), self.plain
        while at >= 0 and found < 5:  # noqa: PLR2004
            after = at + len(word)
            found += page[after : after + 1] in SOUND_MARKS
            at = page.find(word, after)
        return found


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


def is_han(character: str) -> bool:
    """Whether it is a Chinese character (not a mark).

    >>> is_han("政"), is_han("、"), is_han("a")
    (True, False, False)
    """
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or "\U00020000" <= character <= "\U0003ffff"
