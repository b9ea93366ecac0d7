"""Tasks gathered under shared lines of work: groups whose members are alike as a whole, and not only each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline.compare.scores import Scored
    from pipeline.compare.terms import Terms

SOMEWHAT_ALIKE = 0.18
"""The score from which a pair may bring two groups together."""
_ONE_SUBJECT = 0.18
"""The cosine of two groups' centres from which they are one: no chain of small likenesses runs through everything."""
_CENTRE = 48
"""Terms that a group's centre keeps: the heaviest."""

Centre = dict[int, float]


@dataclass
class _Groups:
    """Groups while they grow: each task's group, and the centre of each group."""

    terms: Terms
    parent: list[int]
    centres: dict[int, Centre]

    def top(self, task: int) -> int:
        """The group that a task is in."""
        root = task
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[task] != root:
            self.parent[task], task = root, self.parent[task]
        return root

    def centre(self, group: int) -> Centre:
        """What the group is about: the sum of its tasks' rows, each of length 1."""
        if group not in self.centres:
            row = self.terms.row(group)
            weights = self.terms.weight[row] / max(float(self.terms.length[group]), 1e-9)
            self.centres[group] = dict(zip(row.tolist(), weights.tolist(), strict=True))
        return self.centres[group]

    def join(self, one: int, other: int) -> None:
        """Make two groups one if they are about one subject; the task that comes first in time stands for it."""
        first, second = sorted((self.top(one), self.top(other)))
        if first == second or _cosine(self.centre(first), self.centre(second)) < _ONE_SUBJECT:
            return
        summed = dict(self.centre(first))
        for term, weight in self.centre(second).items():
            summed[term] = summed.get(term, 0.0) + weight
        heaviest = sorted(summed.items(), key=lambda item: (-item[1], item[0]))[:_CENTRE]
        self.parent[second] = first
        self.centres[first] = dict(heaviest)
        del self.centres[second]


def _cosine(one: Centre, other: Centre) -> float:
    small, large = sorted((one, other), key=len)
    product = sum(weight * large[term] for term, weight in small.items() if term in large)
    lengths = sum(w * w for w in one.values()) * sum(w * w for w in other.values())
    return float(product / max(lengths, 1e-18) ** 0.5)


def gather(terms: Terms, alike: Scored) -> tuple[list[int], dict[int, Centre]]:
    """The group of each task, named by the task of it that comes first; and the centre of each group of several.

    Pairs bring groups together in the order of their score, so that what comes out does not depend on how the pairs came in.
    """
    groups = _Groups(terms, list(range(len(terms))), {})
    for place in np.lexsort((alike.earlier, alike.later, -alike.score)).tolist():
        groups.join(int(alike.later[place]), int(alike.earlier[place]))
    of = [groups.top(task) for task in range(len(terms))]
    several = {group for task, group in enumerate(of) if task != group}
    return of, {group: groups.centre(group) for group in sorted(several)}
