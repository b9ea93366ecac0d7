"""Tasks gathered under shared lines of work: groups whose members are alike as a whole, and not only each to the next."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.compare.align import Tasks
    from pipeline.compare.scores import Scored
    from pipeline.compare.terms import Terms

_ALIKE = 0.22
"""The score from which a pair may bring two groups together."""
_ONE_SUBJECT = 0.27
"""The cosine of two groups' centres from which they are one: no chain of small likenesses runs through everything."""
_CENTRE = 48
"""Terms that a group's centre keeps: the heaviest."""

_CLAUSE = re.compile(r"[^，。；：、,;:.！？!?（）()《》〈〉“”\"\s]+")
_LONGEST = 24
"""Characters of a clause that may name a topic."""
_ASKED = 12
"""Tasks of a topic, the first in time, whose clauses may name it: it bounds the time."""

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
            weights = self.terms.hefts(group) / max(float(self.terms.length[group]), 1e-9)
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
    groups, alike = _Groups(terms, list(range(len(terms))), {}), alike.where(alike.score >= _ALIKE)
    for place in np.lexsort((alike.earlier, alike.later, -alike.score)).tolist():
        groups.join(int(alike.later[place]), int(alike.earlier[place]))
    of = [groups.top(task) for task in range(len(terms))]
    several = {group for task, group in enumerate(of) if task != group}
    return of, {group: groups.centre(group) for group in sorted(several)}


def names(tasks: Tasks, group_of: Iterable[int], centres: dict[int, Centre]) -> dict[int, str]:
    """A name for each topic of several tasks: of all clauses of its tasks the one that says most of what they have in common."""
    members: dict[int, list[int]] = {group: [] for group in centres}
    for task, group in enumerate(group_of):
        if group in members and len(members[group]) < _ASKED:
            members[group].append(task)
    return {group: _name(tasks, of_topic, centres[group]) for group, of_topic in members.items()}


def _name(tasks: Tasks, members: Iterable[int], centre: Centre) -> str:
    clauses = [said for task in members for said in _clauses(tasks, task, centre)]
    return max(clauses, key=lambda said: (round(said[0], 9), -len(said[1]), said[1]), default=(0.0, ""))[1]


def _clauses(tasks: Tasks, task: int, centre: Centre) -> Iterator[tuple[float, str]]:
    """The clauses of a task without the name of its place, each with its cosine to the centre (but for the centre's length)."""
    terms, places = tasks.terms, tasks.places(task)
    known = {terms.names[term]: (float(terms.weight[term]), centre.get(term, 0.0)) for term in terms.row(task).tolist()}
    text = tasks.texts[task] if places is None else places.sub("", tasks.texts[task])
    for clause in _CLAUSE.findall(text):
        said = [known[term] for term in tasks.lexer.terms(clause, places) if term in known]
        if said and len(clause) <= _LONGEST:
            yield sum(own * common for own, common in said) / math.sqrt(sum(own * own for own, _ in said)), clause
