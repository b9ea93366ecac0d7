"""Rows that are made when they are written, one after the other: those of a large page never stand in memory together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.tables.rows import Row

T = TypeVar("T")


class Made(Generic[T]):
    """A list of rows, one for each of some things; a row is made of its number (from 1) and its thing, and not kept.

    >>> made = Made("ab", lambda seq, letter: {"seq": seq, "letter": letter})
    >>> len(made), made[0], list(made)[-1]
    (2, {'seq': 1, 'letter': 'a'}, {'seq': 2, 'letter': 'b'})
    """

    __slots__ = ("_make", "_things")

    def __init__(self, things: Sequence[T], make: Callable[[int, T], Row]) -> None:
        self._things, self._make = things, make

    def __len__(self) -> int:
        return len(self._things)

    def __getitem__(self, at: int) -> Row:
        return self._make(at + 1, self._things[at])

    def __iter__(self) -> Iterator[Row]:
        return (self[at] for at in range(len(self)))


def whole(row: Row) -> Row:
    """A nested row with all that it holds made.

    >>> whole({"n": 1, "tasks": Made("a", lambda seq, letter: {"label": letter})})
    {'n': 1, 'tasks': [{'label': 'a'}]}
    """
    return {name: list(value) if isinstance(value, Made) else value for name, value in row.items()}
