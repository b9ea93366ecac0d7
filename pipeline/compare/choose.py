"""Of the pairs that are alike, those that are the same work; and what became of the earlier task in the later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq

from pipeline.compare.words import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.compare.scores import Scored
    from pipeline.compare.terms import Floats, Ints

COPIED = 0.85
"""The share of the later task's characters that stand in the earlier one, in order, from which it says nothing of its own."""
_LEAD = 0.5
"""What being ahead of the next best counts beside being alike."""
_TINY = 1e-9


def choose(alike: Scored, notice_of: Ints, floor: float, limit: float) -> Scored:
    """Of pairs that are somewhat alike, those that are the same work: in each pair of notices the best partner of either task.

    What counts against `limit` is the score and half of what it is ahead of the next best of either task: a pair that stands
    alone among two notices may be less alike than one of many. A task has several partners in one notice only where it is the
    best of each of them: it was split among them, or they were merged in it; then it is behind, and they must be more alike.
    `alike` are all pairs of the notices that score `floor` or more: what is not named scores less.

    >>> from pipeline.compare.scores import Scored
    >>> pairs = Scored(np.array([2, 2, 3]), np.array([0, 1, 1]), np.array([0.4, 0.3, 0.33]), np.zeros(3))
    >>> choose(pairs, np.array([0, 0, 1, 1]), 0.2, 0.4).later.tolist()
    [2, 3]
    """
    ahead = _ahead(alike, alike.later, notice_of[alike.earlier], floor)
    aside = _ahead(alike, alike.earlier, notice_of[alike.later], floor)
    standing = alike.score + _LEAD * (ahead + aside)
    return alike.where((np.maximum(ahead, aside) >= 0) & (standing >= limit))


def _ahead(pairs: Scored, task: Ints, notice: Ints, floor: float) -> Floats:
    """How far each pair is ahead of the next best that its task has in that notice; below nought, how far behind the best.

    Of equals the first in time is the best one, by nothing.
    """
    order = np.lexsort((pairs.earlier, pairs.later, -pairs.score, notice, task))
    score, first = pairs.score[order], np.ones(len(order), bool)
    first[1:] = (np.diff(task[order]) != 0) | (np.diff(notice[order]) != 0)
    best = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    second = np.where(np.append(first[1:], True), floor, np.append(score[1:], floor))
    ahead = np.empty(len(order))
    ahead[order] = np.where(first, score - second, np.minimum(score - score[best], -_TINY))
    return ahead


def relations(pairs: Scored, notice_of: Ints, texts: Sequence[str], bare: Callable[[int], str]) -> list[str]:
    """What became of the earlier task in each pair: `copied`, `adapted`, `split` or `merged`.

    `bare` gives a task's characters without what weighs nothing.
    """
    sources = _counts(pairs.later, notice_of[pairs.earlier])
    heirs = _counts(pairs.earlier, notice_of[pairs.later])
    return [
        "merged"
        if n_sources > 1
        else "split"
        if n_heirs > 1
        else _taken(texts[later], texts[earlier], bare(later), bare(earlier))
        for later, earlier, n_sources, n_heirs in zip(pairs.later.tolist(), pairs.earlier.tolist(), sources, heirs, strict=True)
    ]


def _taken(later: str, earlier: str, later_bare: str, earlier_bare: str) -> str:
    """Whether a task says anything of its own; another number is a target of its own."""
    nothing_new = share_in_order(later_bare, earlier_bare) >= COPIED and numbers(later) <= numbers(earlier)
    return "copied" if nothing_new else "adapted"


def share_in_order(later: str, earlier: str) -> float:
    """The share of the later text's characters that stand in the earlier one in the same order.

    >>> share_in_order("惠企政策清单", "惠企政策和收费清单"), share_in_order("", "惠企")
    (1.0, 0.0)
    """
    return LCSseq.similarity(later, earlier) / len(later) if later else 0.0


def _counts(task: Ints, notice: Ints) -> list[int]:
    """How many partners the task of each pair has in the other notice."""
    if not len(task):
        return []
    _, place, count = np.unique(np.stack([task, notice]), axis=1, return_inverse=True, return_counts=True)
    counted: list[int] = count[place.reshape(-1)].tolist()
    return counted
