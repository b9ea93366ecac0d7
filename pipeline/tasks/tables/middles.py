"""Merged cells whose words are printed in the middle of their rows, as copies of a printed page have them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKELY = 0.75
"""How sure it is that a row beside such words is theirs, and not those of the words above or below."""
_UPPER, _LOWER = 2, 3
"""What words cost that have a row more below them, or above: of two rows in the middle the upper one is more usual."""
Way = tuple[int, list[int]]


def spread(printed: Sequence[int], n: int) -> list[range]:
    """The rows, of `n`, that each cell covers whose words stand in one of the rows `printed`: as many above as below them.

    The first begins with the first row, the last ends with the last one.

    >>> spread([1, 4], 6), spread([1, 3], 5)
    ([range(0, 3), range(3, 6)], [range(0, 3), range(3, 5)])
    """
    ways: dict[int, Way] = {0: (0, [0])}
    for at, row in enumerate(printed):
        ends = range(row + 1, printed[at + 1] + 1) if at + 1 < len(printed) else range(n, n + 1)
        ways = {end: min((cost + _cost(start, row, end), [*past, end]) for start, (cost, past) in ways.items()) for end in ends}
    return [range(a, b) for a, b in pairwise(ways[n][1])]


def _cost(start: int, row: int, end: int) -> int:
    """How far words are from the middle of their rows."""
    more = (end - row - 1) - (row - start)
    return _UPPER * more * more if more > 0 else _LOWER * more * more
