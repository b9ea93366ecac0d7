"""Damaged pages wait until all others are read, and are read once more with the names that their neighbours print whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.engine.inputs import Input
    from pipeline.tables.rows import Row

MOST_NAMES = 2000
"""So many names of one place are remembered, those of the first pages in the run's order."""
MOST_WAITING = 1000
"""So many damaged pages wait; in a run with more of them the rest stay as they were read the first time."""


@dataclass
class Rereading:
    """Gathers names by place while a run goes on. What it gives depends on the order of the inputs alone, never on the workers."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    waiting: list[tuple[Input, Row]] = field(default_factory=list)

    def keeps(self, found: Input, row: Row) -> bool:
        """Note what a page lends; whether it is itself damaged, and waits for what others lend."""
        places = row.get("places", ())
        for place in places:
            known = self.names[place]
            if len(known) < MOST_NAMES:
                known.update(row["lends"])
        if not (places and row["damaged"]) or len(self.waiting) >= MOST_WAITING:
            return False
        self.waiting.append((found, row))
        return True

    def again(self) -> list[Input]:
        """The pages that a neighbour may help, with its names, in the order in which they came."""
        return [replace(found, neighbours=names) for found, row in self.waiting if (names := self._lent(row))]

    def alone(self) -> list[tuple[Input, Row]]:
        """The pages that waited in vain, as they were read."""
        return [(found, row) for found, row in self.waiting if not self._lent(row)]

    def first(self, found: Input) -> Row:
        """What the first reading of a page gave."""
        return next(row for one, row in self.waiting if one.doc_id == found.doc_id)

    def _lent(self, row: Row) -> tuple[str, ...]:
        return tuple(sorted(frozenset().union(*(self.names[place] for place in row["places"]))))
