"""Damaged pages wait until all others are read, and are read once more with the names that their neighbours print whole."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.engine.page import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipeline.engine.kept import Kept
    from pipeline.engine.page import Input
    from pipeline.tables.rows import Row

    IdOf = Callable[[Row], str]

MOST_NAMES = 2000
"""So many names of one place are remembered, those of the first pages in the order of their ids."""
MOST_WAITING = 1000
"""So many damaged pages wait; in a run with more of them the rest stay as they were read the first time."""


@dataclass(frozen=True)
class _Waiting:
    source: str
    places: tuple[str, ...]


def again(kept: Kept, id_of: IdOf) -> Iterator[Input]:
    """The pages that a neighbour may help, with its names. `id_of` says what the page of a row is called in this run.

    Pages are taken in the order of their ids, so that the outcome does not depend on who was read first.
    """
    waiting = _damaged(kept, id_of)
    if not waiting:
        return
    lent = _lent(kept, id_of, frozenset(place for one in waiting for place in one.places))
    helped = {one.source: names for one in waiting if (names := _names(one, lent))}
    for part in kept.rows(["source", "_again"], second=False):
        for row in part.to_pylist():
            if row["source"] in helped:
                yield replace(from_text(row["_again"]), neighbours=helped[row["source"]])


def _damaged(kept: Kept, id_of: IdOf) -> list[_Waiting]:
    found: list[tuple[str, _Waiting]] = []
    for part in kept.rows(["source", "doc_id", "_damaged", "_places"], second=False):
        rows = (row for row in part.to_pylist() if row["_damaged"] and row["_places"])
        found += [(id_of(row), _Waiting(row["source"], tuple(row["_places"]))) for row in rows]
        found = heapq.nsmallest(MOST_WAITING, found, key=itemgetter(0))
    return [waiting for _, waiting in found]


def _lent(kept: Kept, id_of: IdOf, wanted: frozenset[str]) -> dict[str, set[str]]:
    """The names that pages of these places lend."""
    lending: list[tuple[str, frozenset[str], tuple[str, ...]]] = []
    for part in kept.rows(["source", "doc_id", "_places", "_lends"], second=False):
        for row in part.to_pylist():
            places = wanted.intersection(row["_places"] or ())
            if places and row["_lends"]:
                lending.append((id_of(row), places, tuple(row["_lends"])))
    lent: defaultdict[str, set[str]] = defaultdict(set)
    for _, places, names in sorted(lending, key=lambda one: one[0]):
        for place in places:
            if len(lent[place]) < MOST_NAMES:
                lent[place].update(names)
    return lent


def _names(one: _Waiting, lent: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*(lent.get(place, set()) for place in one.places))))
