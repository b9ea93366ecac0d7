"""Damaged pages wait until all others are read, and are read once more with the names that their neighbours print whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.engine.workers import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.engine.inputs import Input
    from pipeline.tables.rows import Row

MOST_NAMES = 2000
"""So many names of one place are remembered, those of the first pages in the run's order."""
MOST_WAITING = 1000
"""So many damaged pages wait; in a run with more of them the rest stay as they were read the first time."""


@dataclass
class Rereading:
    """Gathers names by place while a run goes on; what it gives depends on the order of the inputs alone, not on the workers."""

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

    def settled(self, answers: Iterable[tuple[Input, Row | Failure]]) -> Iterator[tuple[Input, Row]]:
        """The rows of all that waited, in the order in which they came; `answers` are those of the pages that were read again.

        A page whose second reading failed stays as the first left it.
        """
        second = iter(answers)
        for found, row in self.waiting:
            answer = next(second)[1] if self._lent(row) else row
            yield found, row if isinstance(answer, Failure) else answer

    def _lent(self, row: Row) -> tuple[str, ...]:
        return tuple(sorted(frozenset().union(*(self.names[place] for place in row["places"]))))
