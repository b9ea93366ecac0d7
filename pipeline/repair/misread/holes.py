"""Bytes of which some are missing: what a reader dropped, and what fills the gaps that it left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.repair.language.likelihood import Choice
from pipeline.repair.language.marks import MARK_WEIGHTS
from pipeline.repair.misread.printed_bytes import HOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.repair.language.likelihood import Evidence

NEAR = 60
"""So far a bracket may be from its partner."""
ENOUGH = 2.5
AT_AN_END = 5.0
MUCH = 15.0
FEW = 64
DATED = (
    ("年", re.compile(r"(?<!\d)(?:19|20)\d\d\Z")),
    ("月", re.compile(r"\d年\d{1,2}\Z")),
    ("日", re.compile(r"\d月\d{1,2}\Z")),
    ("前", re.compile(r"\d(?:月[底末]|日)\Z")),
)
"""What stands behind the number of a year, of its month, of the month's day, and behind a day that ends: of the characters that
have the bytes of one of these no other can stand there."""
LONGEST_DATE, DATE_LEAD = 8, 40.0
HOPELESS = 1e6
FEWEST, FEWER = 8, 4.0
"""Of so few candidates one need not lead so far."""
CAUTION = ((0.65, HOPELESS), (0.45, 40.0), (0.12, 4.0), (0.0, 1.0))
"""A reading must be so many times likelier than the next: more so at an end of a line, of marks, and of many. Measured, one
in twenty of those that just are is wrong."""


@dataclass(frozen=True)
class Reading:
    """Text whose unknown characters are U+FFFD, and what each of these can have been (nothing where all is possible).

    `starts`: at which byte, holes counted as one, each character begins; empty where the characters themselves tell.
    """

    text: str
    gaps: tuple[tuple[int, tuple[str, ...]], ...] = ()
    starts: tuple[int, ...] = ()
    is_torn: bool = False
    """Whether a reader of pairs dropped single bytes: then more is lost, and what stands beside a gap says less."""


@lru_cache(maxsize=1 << 14)
def is_dropped(byte: int, behind: int, reader: str) -> bool:
    """Whether a reader of pairs drops a byte before another one: neither is it a character, nor are the two.

    >>> is_dropped(0xC8, 0xCB, "big5"), is_dropped(0xC3, 0xF1, "big5")
    (True, False)
    """
    return not (bytes((byte,)).decode(reader, "ignore") or len(bytes((byte, behind)).decode(reader, "replace")) == 1)


@lru_cache(maxsize=1 << 12)
def that_were_dropped(candidates: tuple[str, ...], printed: tuple[int, ...], wrote: str, reader: str) -> tuple[str, ...]:
    """Those characters whose bytes such a reader drops where `printed` (theirs, and the one behind) has holes; all if none is.

    >>> that_were_dropped(("人", "怂"), (HOLE, 0xCB, 0xC3), "gb18030", "big5")  # C8CB is nothing in Big5, CBCB a character
    ('人',)
    """
    found = tuple(c for c in candidates if _drops(c.encode(wrote), printed, reader))
    return found or candidates


def _drops(meant: bytes, printed: Sequence[int], reader: str) -> bool:
    behind = [*meant[1:], *printed[len(meant) : len(meant) + 1]]
    return all(
        near == HOLE or is_dropped(byte, near, reader)
        for byte, said, near in zip(meant, printed, behind, strict=False)
        if said == HOLE
    )


def _enough(left: str, said: str, right: str, candidates: int) -> float:
    if not (left and right):
        return AT_AN_END
    return MUCH if candidates > FEW or said in MARK_WEIGHTS else ENOUGH


def _caution(lost: float) -> float:
    """How many times more a reading must lead on a page of which this share is lost.

    Measured on texts of UTF-8 read as Big5, as Korean and as Japanese.

    >>> _caution(0.05), _caution(0.3)
    (1.0, 4.0)
    """
    return next(times for least, times in CAUTION if lost >= least)


def _dated(left: str, candidates: Sequence[str]) -> Choice | None:
    """The only candidate; or the one that a date demands behind these words.

    >>> [_dated(left, ("无", "日", "时")) for left in ("2019年3月20", "共20")]
    [Choice(text='日', lead=40.0, others=('无', '时')), None]
    """
    if len(candidates) == 1 and len(candidates[0]) == 1:
        return Choice(candidates[0], 1e6)
    for said, behind in DATED if len(candidates) <= FEW else ():
        if said in candidates and behind.search(left[-LONGEST_DATE:]):
            return Choice(said, DATE_LEAD, tuple(other for other in candidates if other != said))
    return None


def _likeliest(around: tuple[str, str], candidates: Sequence[str], caution: float, evidence: Evidence) -> Choice | None:
    """The candidate that leads by enough."""
    left, right = around
    if len(candidates) <= FEWEST and caution < HOPELESS:
        caution = max(1.0, caution / FEWER)
    choice = evidence.choose(left, candidates, right) if caution < HOPELESS else None
    enough = choice is not None and choice.lead >= caution * _enough(left, choice.text, right, len(candidates))
    return choice if enough else None


def fill(reading: Reading, evidence: Evidence, around: tuple[str, str] = ("", "")) -> tuple[str, float]:
    """The text with its gaps filled by likelihood, and how sure the least sure one is; what stays open stays U+FFFD.

    `around` is what stands before it and behind it on the page.
    """
    characters, shift, behind = [*around[0], *reading.text], len(around[0]), around[1]
    sure, caution = 1.0, _caution(evidence.lost if reading.is_torn else 0.0)
    gaps = [(at + shift, candidates) for at, candidates in reading.gaps]
    while gaps:
        position, candidates = gaps.pop(0)
        size = 1
        if gaps and gaps[0][0] == position + 1 and not reading.is_torn:
            # Two lost characters side by side are a word more often than not: try them together.
            candidates = evidence.pairs(candidates, gaps.pop(0)[1])
            size = 2
        candidates = tuple(filter(evidence.excluded.isdisjoint, candidates))
        left = "".join(characters[max(0, position - NEAR) : position])
        right = "".join(characters[position + size : position + size + NEAR]) or behind
        choice = _dated(left, candidates) or _likeliest((left, right), candidates, caution, evidence)
        if choice is None:
            sure = 0.5
            continue
        characters[position : position + size] = choice.text
        sure = min(sure, choice.confidence)
    return "".join(characters[shift:]), sure
