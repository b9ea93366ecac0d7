"""GBK and Big5 with bytes missing: which characters each half that is left can have been of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.repair.language.halves import AHEAD_OF, BEHIND, completed
from pipeline.repair.misread.holes import Reading, that_were_dropped
from pipeline.repair.misread.printed_bytes import HOLE, LOST

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGH, LOWEST = 0x80, 0x40
"""A byte above the one begins a character of two; no second byte is below the other."""


def read_pairs_with_holes(data: Sequence[int], encoding: str, reader: str) -> Reading | None:
    """Text of pairs of bytes, each hole one byte that a reader dropped; None where two bytes that are left are no character.

    >>> from pipeline.repair.misread.printed_bytes import holey_bytes
    >>> torn = "人民政府".encode("gb18030").decode("big5hkscs", "replace")
    >>> reading = read_pairs_with_holes(holey_bytes(torn, "big5hkscs"), "gb18030", "big5hkscs")
    >>> torn, reading.text, "人" in reading.gaps[0][1]
    ('�佸鵙疎�', '�民政�', True)
    """
    parts: list[str] = []
    gaps: list[tuple[int, tuple[str, ...]]] = []
    starts: list[int] = []
    at = 0
    while at < len(data):
        starts.append(at)
        pair = data[at : at + 2]
        if HOLE < pair[0] < HIGH:
            parts.append(chr(pair[0]))
            at += 1
            continue
        is_whole = len(pair) > 1 and (pair[1] == HOLE or pair[1] >= LOWEST)
        said = _character(pair, encoding) if is_whole and HOLE not in pair else LOST
        if not said:
            return None
        if said == LOST:
            fitting = _candidates(pair if is_whole else (pair[0], HOLE), encoding)
            gaps.append((len(parts), that_were_dropped(fitting, tuple(data[at : at + 3]), encoding, reader)))
        parts.append(said)
        at += 1 + is_whole
    return Reading("".join(parts), tuple(gaps), (*starts, at), is_torn=True)


def _character(pair: Sequence[int], encoding: str) -> str:
    """What two bytes say; nothing where they are no character."""
    return bytes(pair).decode(encoding, "ignore")


def _candidates(pair: Sequence[int], encoding: str) -> tuple[str, ...]:
    """The common characters with the byte that is left; none where both are lost, for then all are possible."""
    lead, trail = pair
    if lead != HOLE:
        return completed(bytes((lead,)), AHEAD_OF, encoding)
    return completed(bytes((trail,)), BEHIND, encoding) if trail != HOLE else ()
