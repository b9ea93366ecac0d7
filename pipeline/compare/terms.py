"""All tasks as rows of weighted terms, in flat arrays: a million tasks are some hundred megabytes."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

PAIR, LINE = "~", "@"
"""What stands before a pair of characters, and before a line of work: terms that are no words."""
_BESIDE = 0.8
"""What such a term counts beside a word."""
_RAREST = 500
"""No term weighs more than one that one task in so many has: words said once would outweigh the rest of a large run."""


@dataclass(frozen=True)
class Terms:
    """Task `i` has the terms `ids[starts[i]:starts[i + 1]]`, ascending; `weight` and `names` are by term.

    >>> terms = Terms.count([["惠企", "~惠企"], ["惠企", "收费"], []])
    >>> terms.names, terms.starts.tolist(), terms.words([1], 5)
    (('~惠企', '惠企', '收费'), [0, 2, 4, 4], ['收费', '惠企'])
    """

    names: tuple[str, ...]
    starts: Ints
    ids: Ints
    weight: Floats

    @classmethod
    def count(cls, tasks: Iterable[Sequence[str]]) -> Terms:
        """From the terms of each task. A term weighs the more, the fewer tasks have it, however often they say it."""
        known: dict[str, int] = {}
        flat, starts = array("q"), array("q", [0])
        for found in tasks:
            flat.extend({known.setdefault(term, len(known)) for term in found})
            starts.append(len(flat))
        names = sorted(known)
        place = np.empty(len(names), np.int64)
        place[[known[name] for name in names]] = np.arange(len(names))
        bounds = np.array(starts, np.int64)
        ids = place[np.array(flat, np.int64)]
        ids = ids[np.lexsort((ids, np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))))]
        return cls(tuple(names), bounds, ids, _weights(names, ids, len(bounds) - 1))

    def __len__(self) -> int:
        """How many tasks there are."""
        return len(self.starts) - 1

    @cached_property
    def is_word(self) -> Flags:
        """Which terms are words."""
        return np.fromiter((name[0] not in (PAIR, LINE) for name in self.names), bool, len(self.names))

    @cached_property
    def n_words(self) -> Ints:
        """How many words each task has."""
        return self.sums(self.is_word.astype(np.float64)).astype(np.int64)

    @cached_property
    def mass(self) -> Floats:
        """The weight of each task."""
        return self.sums(self.weight)

    @cached_property
    def length(self) -> Floats:
        """Each task's row of weights as a length in space."""
        return np.sqrt(self.sums(self.weight**2))

    def sums(self, values: Floats) -> Floats:
        """The sum, for each task, of the values that its terms have."""
        owner = np.repeat(np.arange(len(self)), np.diff(self.starts))
        summed: Floats = np.bincount(owner, values[self.ids], minlength=len(self)).astype(np.float64)
        return summed

    def row(self, task: int) -> Ints:
        """The terms of one task."""
        return self.ids[self.starts[task] : self.starts[task + 1]]

    def words(self, tasks: Sequence[int], most: int) -> list[str]:
        """The words that these tasks have in common, those that weigh most first."""
        shared = set(self.row(tasks[0]).tolist()).intersection(*(self.row(task).tolist() for task in tasks[1:]))
        return self.heaviest(dict.fromkeys(shared, 1.0), most)

    def heaviest(self, shares: Mapping[int, float], most: int) -> list[str]:
        """Of terms with a share each, the words that weigh most."""
        rows = sorted((-share * self.weight[term], self.names[term]) for term, share in shares.items() if self.is_word[term])
        return [name for _, name in rows[:most]]


def _weights(names: Sequence[str], ids: Ints, tasks: int) -> Floats:
    said = np.bincount(ids, minlength=len(names))
    kind = np.fromiter((_BESIDE if name[0] in (PAIR, LINE) else 1.0 for name in names), np.float64, len(names))
    weight: Floats = np.log1p(np.minimum(tasks / np.maximum(said, 1), _RAREST)) * kind
    return weight
