"""Alignments and topics as the rows of their tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.lineage import REPRINT
from pipeline.compare.notices import LEVELS
from pipeline.compare.topics import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.compare.align import Alignment, Tasks
    from pipeline.compare.lineage import Lineage
    from pipeline.compare.notices import Notice
    from pipeline.compare.topics import Centre
    from pipeline.tables.rows import Row

_WORDS = 6
_DIGITS = 4
"""Of a score: they say all that it knows."""


def alignment_rows(tasks: Tasks, alignment: Alignment) -> Iterator[Row]:
    """A row for each pair, and one with `own` for each task that is the work of no other; by task, the chain's first."""
    pairs, place = alignment.pairs, 0
    later, earlier = pairs.later.tolist(), pairs.earlier.tolist()
    score, kept = np.round(pairs.score, _DIGITS).tolist(), np.round(pairs.kept, _DIGITS).tolist()
    for task in range(len(tasks.texts)):
        start = place
        while place < len(later) and later[place] == task:
            yield {
                **_head(tasks, task, place - start + 1),
                **_source(tasks, task, earlier[place]),
                "relation": alignment.relations[place],
                "score": score[place],
                "kept": kept[place],
                "words": tasks.terms.words([task, earlier[place]], _WORDS),
            }
            place += 1
        if place == start:
            yield {**_head(tasks, task, 1), "relation": "own", "words": []}


def _head(tasks: Tasks, task: int, seq: int) -> Row:
    return {"task_id": tasks.task_id(task), "seq": seq, "doc_id": tasks.docs[tasks.notice_of[task]]}


def _source(tasks: Tasks, later: int, earlier: int) -> Row:
    one, other = (tasks.docs[tasks.notice_of[task]] for task in (later, earlier))
    return {"from_task_id": tasks.task_id(earlier), **_way(tasks.lineage, one, other)}


def _way(lineage: Lineage, later: str, earlier: str) -> Row:
    """What joins two notices, and which way the work went from the one to the other."""
    one, other = lineage.notices[later], lineage.notices[earlier]
    basis = lineage.basis(later, earlier)
    return {
        "from_doc_id": earlier,
        "basis": basis,
        "direction": None if basis == REPRINT else direction(one, other),
        "days": (one.day - other.day).days if one.day and other.day else None,
    }


def lineage_rows(lineage: Lineage) -> Iterator[Row]:
    """A row for each two notices that are compared task by task."""
    for later in sorted(lineage.chain):
        for seq, earlier in enumerate(sorted(lineage.chain[later]), 1):
            yield {"doc_id": later, "seq": seq, **_way(lineage, later, earlier)}


def direction(later: Notice, earlier: Notice) -> str | None:
    """Which way the work went: `down`, `up`, `across` to another place, `onward` in the same one; None where unknown."""
    if later.home is not None and later.home == earlier.home:
        return "onward"
    if later.level not in LEVELS or earlier.level not in LEVELS:
        return None
    step = LEVELS.index(later.level) - LEVELS.index(earlier.level)
    if step == 0:
        return "onward" if later.level == "national" else "across"
    return "down" if step > 0 else "up"


def topic_rows(tasks: Tasks, group_of: list[int], centres: dict[int, Centre]) -> Iterator[Row]:
    """A row for each task, with the topic that it is in and how many share it."""
    sizes = Counter(group_of)
    docs: dict[int, set[str]] = defaultdict(set)
    for task, group in enumerate(group_of):
        docs[group].add(tasks.lineage.stands_for(tasks.docs[tasks.notice_of[task]]))
    named = names(tasks, group_of, centres)
    about = {group: tasks.terms.heaviest(centre, _WORDS) for group, centre in centres.items()}
    for task, group in enumerate(group_of):
        own = tasks.terms.words([task], _WORDS)
        yield {
            "task_id": tasks.task_id(task),
            "doc_id": tasks.docs[tasks.notice_of[task]],
            "topic_id": tasks.task_id(group),
            "topic_name": named.get(group),
            "topic_words": about.get(group, own),
            "words": own,
            "n_tasks": sizes[group],
            "n_docs": len(docs[group]),
        }
