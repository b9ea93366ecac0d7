"""People in a list of units: a name and its post are one person (市长 张三, 李四（副局长）), and no unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.units.patterns import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.facts.units.piece import Piece, Sheet

PERSON = "person"


def people_joined(sheet: Sheet, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, a post and the name beside it joined to one person; what stands between must be blank."""
    held: list[Piece] = []
    for piece in pieces:
        if held and (piece.kind == PERSON or (piece.role == "soft" and len(held) == 1)):
            if piece.kind != PERSON:
                held.append(piece)
            elif _is_one(sheet, held, piece):
                held = [replace(held[0], end=piece.end)]
            else:
                yield from held
                held = [piece]
            continue
        yield from held
        held = [piece] if piece.kind == PERSON else []
        if not held:
            yield piece
    yield from held


def _is_one(sheet: Sheet, held: list[Piece], piece: Piece) -> bool:
    """Whether a piece goes on where the person before it ends: a bracket at once, or a name behind a post."""
    gap = sheet.text[held[0].end : piece.start]
    if sheet.text[piece.start] in OPEN:
        return not gap.strip()
    post, name = (bool(sheet.rules.ending("title", sheet.said(part))) for part in (held[0], piece))
    return post != name and "\n" not in gap and bool(gap)
