"""How much of one task stands in another: exact, for the pairs that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.compare.terms import Flags, Floats, Ints, Terms

_PAIRS, _TASKS = 4_000, 256
"""Pairs that are scored at a time, and later tasks that they may be of: they bound the memory and change nothing else."""
_WHOLE = 0.5
"""The share of the score that likeness as a whole has; the rest is how much of the one stands in the other."""
_ENOUGH = 10
"""Words from which it says all it can that a task stands whole in another one; 卫生健康 stands in many."""
_TINY = 1e-9


@dataclass(frozen=True)
class Scored:
    """Pairs of tasks (positions in `Terms`), each with a score from 0 to 1.

    `kept` is the share of the later one's weight that the earlier one says too.
    """

    later: Ints
    earlier: Ints
    score: Floats
    kept: Floats

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.later)

    def where(self, wanted: Ints | Flags) -> Scored:
        """Some of the pairs."""
        return Scored(self.later[wanted], self.earlier[wanted], self.score[wanted], self.kept[wanted])

    def once(self, size: int) -> Scored:
        """Each pair once, by its later task, of `size` tasks in all."""
        return self.where(np.unique(self.later * size + self.earlier, return_index=True)[1])

    @classmethod
    def joined(cls, parts: Sequence[Scored]) -> Scored:
        """All pairs of several sets, those of the first set first."""
        none, nought = np.zeros(0, np.int64), np.zeros(0)
        return cls(
            np.concatenate([none, *(part.later for part in parts)]),
            np.concatenate([none, *(part.earlier for part in parts)]),
            np.concatenate([nought, *(part.score for part in parts)]),
            np.concatenate([nought, *(part.kept for part in parts)]),
        )


def score(terms: Terms, later: Ints, earlier: Ints) -> Scored:
    """Score these pairs.

    >>> from pipeline.compare.terms import Terms
    >>> texts = ["惠企 政策 清单 公布 渠道 兑现", "惠企 政策 清单 公布 渠道 兑现 窗口", "水质"]
    >>> pairs = score(Terms.count(dict.fromkeys(text.split(), True) for text in texts), np.array([1, 2]), np.array([0, 0]))
    >>> pairs.score.round(2).tolist(), pairs.kept.round(2).tolist()
    ([0.76, 0.0], [0.86, 0.0])
    """
    column = np.zeros(len(terms.names), np.int64)
    parts = [_shared(terms, later[a:b], earlier[a:b], column) for a, b in pairwise(_cuts(later))]
    return _scored(terms, (later, earlier), np.concatenate([np.zeros((3, 0)), *parts], axis=1))


def score_all(terms: Terms, meetings: Sequence[tuple[Ints, Ints]]) -> Scored:
    """Score each of some tasks with each of others, for each of some meetings: all the pairs that share anything."""
    none = np.zeros(0, np.int64)
    later = np.concatenate([none, *(np.repeat(mine, len(theirs)) for mine, theirs in meetings)])
    earlier = np.concatenate([none, *(np.tile(theirs, len(mine)) for mine, theirs in meetings)])
    scored = score(terms, later, earlier)
    return scored.where(scored.score > 0)


def _cuts(later: Ints) -> list[int]:
    """Where pairs are parted so that no part has too many pairs, nor too many later tasks where these stand in order."""
    turns = np.flatnonzero(later[1:] != later[:-1]) + 1
    return sorted({*range(0, len(later), _PAIRS), *turns[_TASKS - 1 :: _TASKS].tolist(), len(later)})


def _shared(terms: Terms, later: Ints, earlier: Ints, column: Ints) -> Floats:
    """Sums over the terms that the two tasks of each pair share: of the products of what they weigh, and for either task alone.

    `column` has a nought for each term, and again afterwards: making it anew for each part would take longer than scoring.
    """
    tasks, row = np.unique(later, return_inverse=True)
    at, owner = _entries(terms, tasks)
    said, place = np.unique(terms.ids[at], return_inverse=True)
    column[said] = np.arange(1, len(said) + 1)
    says = np.zeros((len(tasks), len(said) + 1), np.float32)
    says[owner, place + 1] = terms.volume(at)
    at, pair = _entries(terms, earlier)
    volume = says[row[pair], column[terms.ids[at]]]
    column[said] = 0
    both = volume > 0
    at, pair, mine = at[both], pair[both], terms.weight[terms.ids[at[both]]] * volume[both]
    theirs = terms.heft(at)
    return np.stack([_summed(pair, values, len(later)) for values in (mine * theirs, mine, theirs)])


def _summed(pair: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(pair, values, minlength=size).astype(np.float64)


def _entries(terms: Terms, tasks: Ints) -> tuple[Ints, Ints]:
    """Where all terms of these tasks stand in `terms.ids`, each with the place of its task in `tasks`."""
    counts = terms.starts[tasks + 1] - terms.starts[tasks]
    owner = np.repeat(np.arange(len(tasks)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(terms.starts[tasks], counts) + within, owner


def _scored(terms: Terms, pairs: tuple[Ints, Ints], shared: Floats) -> Scored:
    """`shared` is what `_shared` says of these pairs."""
    (later, earlier), (products, mine, theirs) = pairs, shared
    cosine = products / np.maximum(terms.length[later] * terms.length[earlier], _TINY)
    kept = mine / np.maximum(terms.mass[later], _TINY)
    taken = theirs / np.maximum(terms.mass[earlier], _TINY)
    says = np.minimum(1.0, terms.n_words / _ENOUGH)
    part = np.maximum(kept * says[later], taken * says[earlier])
    return Scored(later, earlier, np.round(_WHOLE * cosine + (1 - _WHOLE) * part, 9), np.round(kept, 9))
