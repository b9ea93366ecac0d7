"""What notices of one place can lend each other: the names that one prints whole, for another that lost a part of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import ParsedNotice

NAME = re.compile(r"[\u4e00-\u9fff]{4,20}")
"""Shorter ones are words as well, and prove nothing."""
LOSSES = frozenset({"byte_loss", "truncation", "mojibake"})


def is_damaged(notice: ParsedNotice) -> bool:
    """Whether the page lost characters that it could not restore for certain, so that a neighbour may know better."""
    return bool(notice.losses) or any(repair.kind in LOSSES and not repair.certain for _, repair in notice.repairs)


def places_of(notice: ParsedNotice) -> tuple[str, ...]:
    """By what notices are neighbours: the site that they stand on, and the division whose notices they are."""
    found = (("site", notice.site), ("region", notice.region.code if notice.region else None))
    return tuple(f"{kind}:{key}" for kind, key in found if key)


def names_of(notice: ParsedNotice) -> frozenset[str]:
    """The units, headings and issuers that an undamaged notice prints whole; nothing of a damaged one.

    Names that were completed by reading (a level printed once for several) are not printed whole, and lend nothing.
    """
    return frozenset() if is_damaged(notice) else frozenset(filter(NAME.fullmatch, _printed(notice)))


def lending(notice: ParsedNotice) -> dict[str, object]:
    """All of that by name, as a run carries it beside the row of a page."""
    return {"damaged": is_damaged(notice), "places": places_of(notice), "lends": tuple(sorted(names_of(notice)))}


def _printed(notice: ParsedNotice) -> Iterator[str]:
    if notice.metadata.issuer:
        yield notice.metadata.issuer.said.strip()
    for task in notice.tasks:
        yield from (found.said.strip() for found in task.units if found.value is not None)
        yield from task.draft.path
    for table in notice.tables:
        yield from (words.strip() for words in table.header)
