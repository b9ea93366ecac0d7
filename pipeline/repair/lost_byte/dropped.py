"""Pairs that vanished from a shifted run: GBK has no character for their bytes, so nothing was printed.

`（二）推` is A3A8 B6FE A3A9 CDC6. Shifted by one byte FEA3 is a pair, which is nothing in GBK; the page prints nothing for it,
and the run shifted back reads `（订推`: the first byte of 二 and the second of ） are 订 (B6A9). So each character of a run that
was shifted back is either itself, or what is left of two. Heads of paragraphs are tried first (`shifted_heads`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_characters
from pipeline.repair.language.halves import AHEAD_OF, BEHIND, completed
from pipeline.repair.language.likelihood import Evidence
from pipeline.repair.language.marks import MARK_WEIGHTS
from pipeline.repair.language.page_words import plain
from pipeline.repair.lost_byte.heads import DIGITS, ENCODING, PAIR, READ_AS, is_read, pairs_of

if TYPE_CHECKING:
    from pipeline.repair.language.likelihood import Choice

LONGEST_WORD = 4
MOST_COMMON = 20
MOST_BETWEEN = 30
MOST_WEIGHED = 11
LIKELIEST = 5
CLEAR = 2.5
"""So many times likelier than all else, the one character among it, what stood there must be."""
SURE, DOUBTFUL = 0.99, 0.9
UNKNOWN, KEPT, LEFT_OUT = "unknown", "kept", "left out"
"""What became of pairs without a character on a page: nothing shows it, private characters stand for them, nothing does."""
FEW_APART, ONE_IN = 1, 8
"""So many characters of a run, and one in so many more, can be what is left of two."""


@dataclass(frozen=True)
class ShiftEvidence(Evidence):
    """What a page and the rules know of words, and what became of pairs without a character on this page."""

    reader: str = UNKNOWN


@dataclass(frozen=True)
class Known:
    """What a run says when it is shifted back. `sure`: nothing else fits, as each character stands in a word or is a mark."""

    text: str
    confidence: float = SURE
    left_out: bool = False
    """Whether something vanished from the run for all that can be seen: no other page tells it so plainly."""

    @property
    def sure(self) -> bool:
        """Whether nothing else fits."""
        return self.confidence >= SURE

    def with_doubt(self, choice: Choice | None) -> Known:
        """The same with a character in it that was found for one that stands in no word, or with that one."""
        sure = choice.confidence if choice else DOUBTFUL
        return replace(self, confidence=min(self.confidence, sure), left_out=self.left_out or choice is not None)


def undropped(data: bytes, behind: str, evidence: ShiftEvidence) -> Known | None:
    """What the bytes of a run say; no character, or no word on a page that left pairs out, is read as what is left of two.

    `behind` are the words behind the run, nothing where a guess stands between. None where a pair of bytes is no character and no
    two characters fit it either.
    """
    if evidence.reader == KEPT:
        return _whole(data)
    said: list[str] = []
    known = Known("")
    pairs = list(pairs_of(data))
    read = [pair.decode(READ_AS, "ignore") for pair in pairs]
    if sum(one not in common_characters() for one in read) > FEW_APART + len(pairs) // ONE_IN:
        return None  # Vanished pairs are rare: this is sound text that was never shifted, or shifted otherwise.
    for at, pair in enumerate(pairs):
        left = "".join(said[-LONGEST_WORD:])
        right = ("".join(takewhile(bool, read[at + 1 : at + 1 + LONGEST_WORD])) + behind)[:LONGEST_WORD]
        one = read[at] if read[at] in common_characters() else ""
        # A character at the end of a run stands beside a guess: words say nothing of it.
        if one and (not left or not right or _stands(left, one, right, evidence)):
            said.append(one)
            continue
        choice = _apart(pair, one, (left, right), evidence) if evidence.reader == LEFT_OUT or not one else None
        if choice is None and not one:
            return None
        known = known.with_doubt(choice)
        said.append(choice.text if choice else one)
    return replace(known, text="".join(said))


def _whole(data: bytes) -> Known | None:
    """The words of bytes from which nothing vanished."""
    try:
        return Known(data.decode(ENCODING))
    except UnicodeDecodeError:
        return None


def _stands(left: str, one: str, right: str, evidence: Evidence) -> bool:
    """Whether a character is a mark, a number, common alone, or part of a word with its neighbours."""
    if one in MARK_WEIGHTS or one in DIGITS or one in evidence.rules.frequency.alone()[:MOST_COMMON]:
        return True
    around = left + one + right
    at = len(left)
    spans = ((a, b) for a in range(max(0, at - LONGEST_WORD + 1), at + 1) for b in range(at + 1, at + LONGEST_WORD + 1))
    return any(1 < b - a <= LONGEST_WORD and evidence.weight(plain(around[a:b])) > 0 for a, b in spans)


def _apart(pair: bytes, one: str, around: tuple[str, str], evidence: Evidence) -> Choice | None:
    """The two or three characters of which a pair is the first and the last byte, with pairs between that nobody reads."""
    left, right = around
    firsts = [c for c in _usable(pair[:1], AHEAD_OF, evidence) if c.encode(READ_AS)[1] in _opening()]
    heads = _ranked(evidence.choose(left, firsts, ""))
    tails = _ranked(evidence.choose("", _usable(pair[1:], BEHIND, evidence), right))
    ends = [(a, b) for a in heads for b in tails]
    options = {a + middle + b for a, b in ends for middle in ("", *_between(a, b, evidence)) if _vanishes(a + middle + b)}
    likeliest = nlargest(MOST_WEIGHED, sorted(options), key=lambda said: evidence.likelihood(plain(left + said + right)))
    choice = evidence.choose(left, [*likeliest, *([one] if one else [])], right)
    return choice if choice is not None and choice.text != one and choice.lead >= CLEAR else None


def _usable(byte: bytes, place: int, evidence: Evidence) -> list[str]:
    return [c for c in completed(byte, place, READ_AS) if c not in evidence.excluded]


@cache
def _opening() -> frozenset[int]:
    """The bytes with which a pair can begin that nobody reads."""
    return frozenset(a for a in range(0x81, 0xFF) if not all(is_read(bytes((a, b))) for b in range(0x81, 0xFF)))


def _ranked(choice: Choice | None) -> tuple[str, ...]:
    return (choice.text, *choice.others)[:LIKELIEST] if choice else ()


def _between(a: str, b: str, evidence: Evidence) -> set[str]:
    """Characters that make a word with what stands before or behind them."""
    frequency = evidence.rules.frequency
    return {*frequency.behind(a)[:MOST_BETWEEN], *frequency.ahead(b)[:MOST_BETWEEN]}


def _vanishes(said: str) -> bool:
    """Whether of all bytes of these characters only the first and the last would be printed."""
    data = said.encode(ENCODING)
    return len(data) == PAIR * len(said) and not any(is_read(data[at : at + 2]) for at in range(1, len(data) - 1, 2))
