"""Places that no register knows: which of their names mean one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = tuple[str | None, str | None, str | None]
"""Province, city and county, as far as a page tells."""


def fuller(places: Iterable[Place]) -> dict[Place, Place]:
    """For each place its fullest name among these, where all that are like it but say more agree on one.

    Give it only places without a code: one that the register knows under several provinces may be any of them.

    >>> city, whole, other = (None, "澜溪市", None), ("云岭省", "澜溪市", None), ("朔原省", "澜溪市", None)
    >>> fuller([city, whole])[city] == whole
    True
    >>> fuller([city, whole, other])[city] == city
    True
    """
    known = sorted(set(places), key=lambda place: tuple(part or "" for part in place))
    by_end: dict[tuple[int, str], list[Place]] = {}
    for place in known:
        by_end.setdefault(_end(place), []).append(place)
    return {place: _fullest(place, by_end[_end(place)]) for place in known}


def _end(place: Place) -> tuple[int, str]:
    """The level of the place itself, and its own name."""
    return max(((level, part) for level, part in enumerate(place) if part), default=(0, ""))


def _fullest(place: Place, alike: Iterable[Place]) -> Place:
    says_more = [other for other in alike if _agree(place, other) and _said(other) > _said(place)]
    fullest = max(says_more, key=_said, default=place)
    return fullest if all(_agree(fullest, other) for other in says_more) else place


def _said(place: Place) -> int:
    return sum(part is not None for part in place)


def _agree(one: Place, other: Place) -> bool:
    return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))
