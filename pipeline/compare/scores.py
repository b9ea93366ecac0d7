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
_ENOUGH = 6
"""Words from which it says something that all of a task stands in another one; 卫生健康 stands in many."""
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
    >>> tasks = ["惠企 政策 清单 公布 渠道 兑现".split(), "惠企 政策 清单 公布 渠道 兑现 窗口".split(), ["水质"]]
    >>> pairs = score(Terms.count(tasks), np.array([1, 2]), np.array([0, 0]))
    >>> pairs.score.round(2).tolist(), pairs.kept.round(2).tolist()
    ([0.93, 0.0], [0.8, 0.0])
    """
    column = np.zeros(len(terms.names), np.int64)
    parts = [_shared(terms, later[a:b], earlier[a:b], column) for a, b in pairwise(_cuts(later))]
    squares = np.concatenate([np.zeros(0), *(squared for squared, _ in parts)])
    common = np.concatenate([np.zeros(0), *(plain for _, plain in parts)])
    return _scored(terms, (later, earlier), squares, common)


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


def _shared(terms: Terms, later: Ints, earlier: Ints, column: Ints) -> tuple[Floats, Floats]:
    """The sums of the squared and of the plain weights of the terms that the two tasks of each pair share.

    `column` has a nought for each term, and again afterwards: making it anew for each part would take longer than scoring.
    """
    tasks, row = np.unique(later, return_inverse=True)
    ids, owner = _entries(terms, tasks)
    said, place = np.unique(ids, return_inverse=True)
    column[said] = np.arange(1, len(said) + 1)
    says = np.zeros((len(tasks), len(said) + 1), bool)
    says[owner, place + 1] = True
    ids, pair = _entries(terms, earlier)
    both = says[row[pair], column[ids]]
    column[said] = 0
    weight, pair = terms.weight[ids[both]], pair[both]
    return _summed(pair, weight**2, len(later)), _summed(pair, weight, len(later))


def _summed(pair: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(pair, values, minlength=size).astype(np.float64)


def _entries(terms: Terms, tasks: Ints) -> tuple[Ints, Ints]:
    """All terms of these tasks, each with the place of its task in `tasks`."""
    counts = terms.starts[tasks + 1] - terms.starts[tasks]
    owner = np.repeat(np.arange(len(tasks)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return terms.ids[np.repeat(terms.starts[tasks], counts) + within], owner


def _scored(terms: Terms, pairs: tuple[Ints, Ints], squares: Floats, common: Floats) -> Scored:
    """`squares` and `common` are the sums of the squared and of the plain weights of the terms that two tasks share."""
    later, earlier = pairs
    cosine = squares / np.maximum(terms.length[later] * terms.length[earlier], _TINY)
    kept = common / np.maximum(terms.mass[later], _TINY)
    taken = common / np.maximum(terms.mass[earlier], _TINY)
    says = np.minimum(1.0, terms.n_words / _ENOUGH) ** 2
    part = np.maximum(kept * says[later], taken * says[earlier])
    return Scored(later, earlier, np.round(_WHOLE * cosine + (1 - _WHOLE) * part, 9), np.round(kept, 9))
