"""Which tasks may be the same work: weighted MinHash and bands, so that cost grows with the tasks, not their pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.compare.terms import Floats, Ints, Terms

    Hashes = NDArray[np.uint64]

_BANDS, _ROWS = 40, 2
_SINGLES = 24
"""Bands of two terms find tasks that are much alike; single terms find those that share little but rare words."""
_NEXT, _FIRST = 8, 4
"""In a bucket a task is put beside the so many before it in time and beside the so many first ones, never beside all."""
_HELD = 4
"""Bands whose pairs are held before those found twice are dropped: it bounds the memory."""
_MASK = 2**64 - 1
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def candidates(terms: Terms) -> tuple[Ints, Ints]:
    """Pairs of tasks that may be the same work, each once: (later, earlier). Tasks stand in the order of time.

    There are at most `_NEXT` + `_FIRST` pairs for each task and band, however many tasks are alike.
    """
    base = np.array([stable_hash(name) for name in terms.names], np.uint64)
    filled = np.flatnonzero(np.diff(terms.starts))
    found: list[Ints] = [np.zeros(0, np.int64)]
    for band in range(_BANDS + _SINGLES):
        rows = _ROWS if band < _BANDS else 1
        keys = [_drawn(terms, filled, _lots(base, terms.weight, band * _ROWS + row)) for row in range(rows)]
        found.append(_pairs(filled, keys, len(terms)))
        if len(found) > _HELD:
            found = [_distinct(found)]
    later, earlier = np.divmod(_distinct(found), max(1, len(terms)))
    return later, earlier


def _distinct(found: Sequence[Ints]) -> Ints:
    """Each number once, ascending; sorting in place takes a fifth of the time of `np.unique`."""
    codes = np.concatenate(found)
    codes.sort()
    first = np.ones(len(codes), bool)
    first[1:] = codes[1:] != codes[:-1]
    distinct: Ints = codes[first]
    return distinct


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


def _drawn(terms: Terms, filled: Ints, lots: Floats) -> Ints:
    """For each task that has terms, the rank of its lowest lot: two tasks with the same one share that term."""
    rank = np.empty(len(lots), np.int64)
    rank[np.argsort(lots, kind="stable")] = np.arange(len(lots))
    return np.minimum.reduceat(rank[terms.ids], terms.starts[filled]) if len(filled) else np.zeros(0, np.int64)


def _pairs(tasks: Ints, keys: Sequence[Ints], size: int) -> Ints:
    """The pairs that one band proposes, as later × size + earlier."""
    ranked = np.lexsort((tasks, *keys))
    opens = np.ones(len(ranked), bool)
    if len(ranked):
        opens[1:] = np.any([key[ranked][1:] != key[ranked][:-1] for key in keys], axis=0)
    start = np.flatnonzero(opens)[np.cumsum(opens) - 1]
    place = np.arange(len(ranked)) - start
    in_time = tasks[ranked]
    found = []
    for back in range(1, _NEXT + 1):
        has = np.flatnonzero(place >= back)
        found.append(in_time[has] * size + in_time[has - back])
    for number in range(_FIRST):
        has = np.flatnonzero(place > number + _NEXT)
        found.append(in_time[has] * size + in_time[start[has] + number])
    return np.concatenate(found)
