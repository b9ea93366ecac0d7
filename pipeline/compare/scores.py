"""How much of one task stands in another: exact, for the pairs that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compare.terms import Flags, Floats, Ints, Terms

_CHUNK = 10_000
"""Pairs that are scored at a time, and tasks of a block: they bound the memory and change nothing else."""
_BLOCK = 200
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
    parts = list(_shared(terms, later, earlier))
    squares = np.concatenate([np.zeros(0), *(s for s, _ in parts)])
    common = np.concatenate([np.zeros(0), *(c for _, c in parts)])
    return _scored(terms, (later, earlier), squares, common)


def score_all(terms: Terms, later: Ints, earlier: Ints) -> Scored:
    """Score each of some tasks with each of others: all the pairs that share anything."""
    blocks = product(range(0, len(later), _BLOCK), range(0, len(earlier), _BLOCK))
    return Scored.joined([_block(terms, later[i : i + _BLOCK], earlier[j : j + _BLOCK]) for i, j in blocks])


def _block(terms: Terms, later: Ints, earlier: Ints) -> Scored:
    """Each term of the one side meets the same term of the other side; what they weigh is summed by pair."""
    mine, my_row = _entries(terms, later)
    theirs, their_row = _entries(terms, earlier)
    order = np.argsort(theirs, kind="stable")
    theirs, their_row = theirs[order], their_row[order]
    first = np.searchsorted(theirs, mine)
    meets = np.searchsorted(theirs, mine, "right") - first
    place = np.repeat(first - (np.cumsum(meets) - meets), meets) + np.arange(meets.sum())
    code = np.repeat(my_row, meets) * len(earlier) + their_row[place]
    weight = terms.weight[theirs[place]]
    found, pair = np.unique(code, return_inverse=True)
    one, other = np.divmod(found, max(1, len(earlier)))
    return _scored(terms, (later[one], earlier[other]), _summed(pair, weight**2, len(found)), _summed(pair, weight, len(found)))


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


def _shared(terms: Terms, later: Ints, earlier: Ints) -> Iterator[tuple[Floats, Floats]]:
    for at in range(0, len(later), _CHUNK):
        one = _keys(terms, later[at : at + _CHUNK])
        other = np.append(_keys(terms, earlier[at : at + _CHUNK]), -1)
        both = other[np.searchsorted(other[:-1], one)] == one
        pair, term = np.divmod(one[both], max(1, len(terms.names)))
        weight, size = terms.weight[term], min(_CHUNK, len(later) - at)
        yield _summed(pair, weight**2, size), _summed(pair, weight, size)


def _keys(terms: Terms, tasks: Ints) -> Ints:
    """Each term of each of these tasks as one number that ascends: by the place in `tasks`, then by the term."""
    ids, owner = _entries(terms, tasks)
    keys: Ints = owner * max(1, len(terms.names)) + ids
    return keys
