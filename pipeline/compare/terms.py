"""All tasks as rows of weighted terms, in flat arrays: a million tasks are some hundred megabytes."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.language import LINE, PAIR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_BESIDE = 0.8
"""What a pair of characters or a line of work counts beside a word."""
_LOUD = 2.0
"""What a term of the opening clause counts beside those that follow."""
_RAREST = 500
"""No term weighs more than one that one task in so many has: words said once would outweigh the rest of a large run."""
_LANGUAGE = 1_000
"""Tasks of the language at large that are thought beside those of the run: two plans cannot tell which words are common."""


def _unheard(_term: str) -> float:
    return 0.0


@dataclass(frozen=True)
class Terms:
    """Task `i` has the terms `ids[starts[i]:starts[i + 1]]`, ascending; `weight` and `names` are by term.

    `loud` says, for each of `ids`, whether the term stands in the opening clause of its task.

    >>> terms = Terms.count([{"惠企": True, "~惠企": True}, {"惠企": True, "收费": False}, {}])
    >>> terms.names, terms.starts.tolist(), terms.loud.tolist(), terms.words([1], 5)
    (('~惠企', '惠企', '收费'), [0, 2, 4, 4], [True, True, True, False], ['惠企', '收费'])
    """

    names: tuple[str, ...]
    starts: Ints
    ids: Ints
    loud: Flags
    weight: Floats

    @classmethod
    def count(cls, tasks: Iterable[Mapping[str, bool]], share: Callable[[str], float] = _unheard) -> Terms:
        """From the terms of each task, each with whether it is loud.

        A term weighs the more, the fewer tasks have it, however often they say it; `share` is that of the tasks of the language.
        """
        known: dict[str, int] = {}
        flat, loud, starts = array("q"), array("b"), array("q", [0])
        for found in tasks:
            flat.extend(known.setdefault(term, len(known)) for term in found)
            loud.extend(found.values())
            starts.append(len(flat))
        names = sorted(known)
        place = np.empty(len(names), np.int64)
        place[[known[name] for name in names]] = np.arange(len(names))
        bounds = np.array(starts, np.int64)
        ids = place[np.array(flat, np.int64)]
        order = np.lexsort((ids, np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))))
        ids, flags = ids[order], np.array(loud, bool)[order]
        return cls(tuple(names), bounds, ids, flags, _weights(names, ids, len(bounds) - 1, share))

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
        return self._sums(self.is_word[self.ids].astype(np.float64)).astype(np.int64)

    @cached_property
    def mass(self) -> Floats:
        """The weight of each task."""
        return self._sums(self.heft(slice(None)))

    @cached_property
    def length(self) -> Floats:
        """Each task's row of weights as a length in space."""
        return np.sqrt(self._sums(self.heft(slice(None)) ** 2))

    def heft(self, at: Ints | slice) -> Floats:
        """What some of `ids` weigh in their tasks."""
        heft: Floats = self.weight[self.ids[at]] * self.volume(at)
        return heft

    def volume(self, at: Ints | slice) -> Floats:
        """What some of `ids` count by where they stand in their tasks."""
        return np.where(self.loud[at], _LOUD, 1.0)

    def _sums(self, values: Floats) -> Floats:
        """The sum, for each task, of a value that each of its terms has."""
        owner = np.repeat(np.arange(len(self)), np.diff(self.starts))
        summed: Floats = np.bincount(owner, values, minlength=len(self)).astype(np.float64)
        return summed

    def row(self, task: int) -> Ints:
        """The terms of one task."""
        return self.ids[self.starts[task] : self.starts[task + 1]]

    def hefts(self, task: int) -> Floats:
        """What each of them weighs in it."""
        return self.heft(slice(self.starts[task], self.starts[task + 1]))

    def words(self, tasks: Sequence[int], most: int) -> list[str]:
        """The words that these tasks have in common, those that weigh most first."""
        shared = set(self.row(tasks[0]).tolist()).intersection(*(self.row(task).tolist() for task in tasks[1:]))
        return self.heaviest(dict.fromkeys(shared, 1.0), most)

    def heaviest(self, shares: Mapping[int, float], most: int) -> list[str]:
        """Of terms with a share each, the words that weigh most."""
        rows = sorted((-share * self.weight[term], self.names[term]) for term, share in shares.items() if self.is_word[term])
        return [name for _, name in rows[:most]]


def _weights(names: Sequence[str], ids: Ints, tasks: int, share: Callable[[str], float]) -> Floats:
    """Lines of work are counted among the tasks of the run alone: the language says nothing of them."""
    said = np.maximum(np.bincount(ids, minlength=len(names)), 1)
    kind = np.fromiter((_BESIDE if name[0] in (PAIR, LINE) else 1.0 for name in names), np.float64, len(names))
    language = np.fromiter((0 if name[0] == LINE else _LANGUAGE for name in names), np.float64, len(names))
    common = np.fromiter((share(name) for name in names), np.float64, len(names))
    weight: Floats = np.log1p(np.minimum((tasks + language) / (said + language * common), _RAREST)) * kind
    return weight
