"""Damaged pages wait until all others are read, and are read once more with the names that their neighbours print whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.engine.page import from_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.engine.kept import Kept
    from pipeline.engine.page import Input

MOST_NAMES = 2000
"""So many names of one place are remembered, those of the first pages in the order of their ids."""
MOST_WAITING = 1000
"""So many damaged pages wait; in a run with more of them the rest stay as they were read the first time."""


@dataclass(frozen=True)
class _Waiting:
    source: str
    places: tuple[str, ...]


def again(kept: Kept, ids: Mapping[str, str]) -> Iterator[Input]:
    """The pages that a neighbour may help, with its names. `ids` are those of all pages by their source.

    Pages are taken in the order of their ids, so that the outcome does not depend on who was read first.
    """
    waiting = _damaged(kept, ids)
    if not waiting:
        return
    lent = _lent(kept, ids, frozenset(place for one in waiting for place in one.places))
    helped = {one.source: names for one in waiting if (names := _names(one, lent))}
    for part in kept.rows(["source", "_again"], second=False):
        for row in part.to_pylist():
            if row["source"] in helped:
                yield replace(from_text(row["_again"]), neighbours=helped[row["source"]])


def _damaged(kept: Kept, ids: Mapping[str, str]) -> list[_Waiting]:
    found = []
    for part in kept.rows(["source", "_damaged", "_places"], second=False):
        found += [
            _Waiting(row["source"], tuple(row["_places"])) for row in part.to_pylist() if row["_damaged"] and row["_places"]
        ]
    return sorted(found, key=lambda one: ids[one.source])[:MOST_WAITING]


def _lent(kept: Kept, ids: Mapping[str, str], wanted: frozenset[str]) -> dict[str, set[str]]:
    """The names that pages of these places lend."""
    lending: list[tuple[str, frozenset[str], tuple[str, ...]]] = []
    for part in kept.rows(["source", "_places", "_lends"], second=False):
        for row in part.to_pylist():
            places = wanted.intersection(row["_places"] or ())
            if places and row["_lends"]:
                lending.append((ids[row["source"]], places, tuple(row["_lends"])))
    lent: defaultdict[str, set[str]] = defaultdict(set)
    for _, places, names in sorted(lending, key=lambda one: one[0]):
        for place in places:
            if len(lent[place]) < MOST_NAMES:
                lent[place].update(names)
    return lent


def _names(one: _Waiting, lent: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*(lent.get(place, set()) for place in one.places))))
