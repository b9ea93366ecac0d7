"""Which tasks may be the same work: weighted MinHash in sorted rows, so that cost grows with the tasks, not their pairs."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.compare.terms import Floats, Ints, Terms

    Hashes = NDArray[np.uint64]

_ROWS = 40
"""In each row tasks stand by two lots: neighbours have the first one in common, and in a large run the second one too."""
_NEXT, _FIRST = 8, 2
"""In a row a task is put beside so many before it, and beside so many first ones with the same lots: never beside all."""
_PIECE = 64
"""Terms of a long task that draw their lots together: what a short task says may be a small part of it."""
_HELD, _PART = 4, 2_000_000
"""Rows whose pairs are held until each is there once, and pairs that are given out at a time: they bound the memory."""
_ALL = 2_000_000
"""Pairs up to which all are named: a run of two thousand tasks misses nothing, at the cost of some seconds."""
_SHIFT = 32
_MASK = 2**64 - 1
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def candidates(terms: Terms) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of tasks that may be the same work, as (later, earlier). Tasks stand in the order of time.

    They come in parts, and a pair may come again in a later part. Of two thousand tasks all pairs are named.
    """
    few = len(terms) * (len(terms) - 1) // 2 <= _ALL
    return iter((np.tril_indices(len(terms), -1),)) if few else by_lot(terms)


def by_lot(terms: Terms) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of tasks that share a rare term, the more likely the more they share.

    There are at most `_NEXT` + `_FIRST` pairs for each piece of a task and row, however many tasks there are and however many
    are alike.
    """
    base = np.array([stable_hash(name) for name in terms.names], np.uint64)
    starts, task = _pieces(terms)
    lots = (_drawn(terms, starts, _lots(base, terms.weight, number)) for number in range(_ROWS + 1))
    rows = (_pairs(task, first << _SHIFT | second, len(terms)) for first, second in pairwise(lots))
    while held := list(islice(rows, _HELD)):
        codes = _distinct(np.concatenate(held))
        for at in range(0, len(codes), _PART):
            later, earlier = np.divmod(codes[at : at + _PART], len(terms))
            yield later, earlier


def _distinct(codes: Ints) -> Ints:
    """Each number once, ascending; sorts in place, which takes a fifth of the time of `np.unique`."""
    codes.sort()
    first = np.ones(len(codes), bool)
    first[1:] = codes[1:] != codes[:-1]
    distinct: Ints = codes[first]
    return distinct


def _pieces(terms: Terms) -> tuple[Ints, Ints]:
    """Where the pieces of all tasks begin in `terms.ids`, and the task of each piece. A task without terms has none."""
    counts = np.diff(terms.starts)
    pieces = -(-counts // _PIECE)
    task = np.repeat(np.arange(len(terms)), pieces)
    within = np.arange(len(task)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    return terms.starts[task] + within * counts[task] // pieces[task], task


def stable_hash(name: str) -> int:
    """A number for a term that is the same in every run and beside any other terms.

    >>> stable_hash("惠企") == stable_hash("惠企"), stable_hash("惠企") == stable_hash("企惠")
    (True, False)
    """
    value = _MIX[0]
    for character in name:
        value = ((value ^ ord(character)) * _MIX[1] + _MIX[2]) & _MASK
    return value


def _lots(base: Hashes, weight: Floats, number: int) -> Floats:
    """A lot for each term: of the terms of a task each is the lowest with a chance in proportion to its squared weight."""
    mixed = base + np.uint64((number + 1) * _MIX[0] & _MASK)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_MIX[1])
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_MIX[2])
    mixed ^= mixed >> np.uint64(31)
    even = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53 + 2.0**-54
    lots: Floats = -np.log(even) / np.maximum(weight, 1e-9) ** 2
    return lots


def _drawn(terms: Terms, starts: Ints, lots: Floats) -> Ints:
    """For each piece the rank of its lowest lot: two pieces with the same one share that term."""
    rank = np.empty(len(lots), np.int64)
    rank[np.argsort(lots, kind="stable")] = np.arange(len(lots))
    return np.minimum.reduceat(rank[terms.ids], starts) if len(starts) else np.zeros(0, np.int64)


def _pairs(task: Ints, lots: Ints, size: int) -> Ints:
    """The pairs that one row proposes, as later × size + earlier."""
    ranked = np.argsort(lots, kind="stable")
    lots, task = lots[ranked], task[ranked]
    alike, same = _places(lots >> _SHIFT), _places(lots)
    found = [_codes(task, np.flatnonzero(alike >= back), back, size) for back in range(1, _NEXT + 1)]
    for number in range(_FIRST):
        has = np.flatnonzero(same > number + _NEXT)
        found.append(_codes(task, has, same[has] - number, size))
    return np.concatenate(found)


def _places(lots: Ints) -> Ints:
    """The place of each among those beside it with the same number, from 0."""
    opens = np.ones(len(lots), bool)
    opens[1:] = lots[1:] != lots[:-1]
    places: Ints = np.arange(len(lots)) - np.flatnonzero(opens)[np.cumsum(opens) - 1]
    return places


def _codes(task: Ints, at: Ints, back: Ints | int, size: int) -> Ints:
    """The tasks at some places with those so far before them; none with itself."""
    one, other = task[at], task[at - back]
    codes: Ints = (np.maximum(one, other) * size + np.minimum(one, other))[one != other]
    return codes
