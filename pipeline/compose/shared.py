"""What many tasks of a page say alike is one value in memory: a large table names the same bodies and days in row after row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Shared:
    """Gives back the first of all values that are equal.

    >>> shared = Shared()
    >>> one, other = (shared.of([Found(("市司法局", "lead"), "市司法局")])[0] for _ in range(2))
    >>> one.value is other.value
    True
    """

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def of(self, found: Iterable[Found[T]]) -> tuple[Found[T], ...]:
        """The same facts, each with its own place, and with words and values that others have too."""
        first = self._known.setdefault
        return tuple(
            Found(first(one.value, one.value), first(one.said, one.said), one.place, first(one.rule, one.rule)) for one in found
        )
