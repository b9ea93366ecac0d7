"""Of the pairs that are alike, those that are the same work; and what became of the earlier task in the later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq

from pipeline.compare.words import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.compare.scores import Scored
    from pipeline.compare.terms import Flags, Ints

COPIED = 0.85
"""The share of the later task's characters that stand in the earlier one, in order, from which it says nothing of its own."""


def choose(alike: Scored, notice_of: Ints) -> Scored:
    """Of pairs that are alike, those that are the same work: in each pair of notices the best partner of either task.

    A task has several partners in one notice only where it is the best of each of them: it was split among them, or they were
    merged in it.
    """
    best = _best(alike, alike.later, notice_of[alike.earlier]) | _best(alike, alike.earlier, notice_of[alike.later])
    return alike.where(best)


def _best(pairs: Scored, task: Ints, notice: Ints) -> Flags:
    """Which pairs are the best that the task has in that notice."""
    order = np.lexsort((pairs.earlier, pairs.later, -pairs.score, notice, task))
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(task[order]) != 0) | (np.diff(notice[order]) != 0)
    best = np.zeros(len(order), bool)
    best[order[first]] = True
    return best


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
