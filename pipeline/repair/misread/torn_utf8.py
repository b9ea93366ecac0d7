"""UTF-8 with bytes missing: what is known of each broken character, and which characters it can have been."""

from __future__ import annotations

from codecs import utf_8_decode
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_characters
from pipeline.repair.misread.holes import Reading, is_dropped, that_were_dropped
from pipeline.repair.misread.printed_bytes import HOLE, LOST

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 96
"""So many bytes are read at once where nothing is lost."""
SIZE = 3
"""A Chinese character has so many bytes."""
LEADS = (*range(0xE4, 0xEA), 0xE3, 0xEF)
"""What Chinese characters and marks begin with."""
WHOLE_PAIRS = "gbk"
"""A reader that knows nearly all pairs of bytes: what it could not read is a single byte, or a pair that is no character."""


def read_with_holes(data: Sequence[int], lost: Sequence[int] = range(0x80, 0xC0), reader: str = "") -> Reading | None:
    """UTF-8 of Chinese text, holes allowed (where one of `lost` stood); None when the bytes are no such thing.

    `reader` is an encoding of pairs whose reader left a hole for each single byte that it dropped; of GBK also for two bytes,
    the last of a character and the first of the next.

    >>> read_with_holes([0xE6, 0x94, 0xBF, 0xE5, 0xBA, HOLE]).text
    '政�'
    >>> (_, first), (_, second) = read_with_holes([0xE6, 0x9C, HOLE, 0x9C, 0x81], reader="gbk").gaps
    >>> "本" in first, "有" in first, second  # 本省, of which AC E7 are no pair
    (True, False, ('省',))
    """
    parts: list[str] = []
    gaps: list[tuple[int, tuple[str, ...]]] = []
    starts: list[int] = []
    at = 0
    while at < len(data):
        if whole := _whole(data, at):
            parts += whole
            starts += accumulate((len(c.encode()) for c in whole[:-1]), initial=at)
            at += len(whole.encode())
            continue
        byte = data[at]
        starts.append(at)
        shared = reader == WHOLE_PAIRS and 0x80 <= byte < 0xC0 and at > 0 and data[at - 1] == HOLE  # noqa: PLR2004
        size = SIZE if byte == HOLE or shared else _size(byte)
        if size == 0:
            return None
        known, at = _character(data, at - shared, size)
        if None in known or len(known) < size:
            fitting = _candidates(tuple(known), lost) if size <= SIZE else ()
            if shared and not fitting:
                return None
            gaps.append((len(parts), _dropped(fitting, (data[starts[-1] - shared : at], data[at : at + 1]), reader)))
            parts.append(LOST)
        else:
            parts.append(bytes(b for b in known if b is not None).decode("utf-8", "replace")[:1])
    return Reading("".join(parts), tuple(gaps), (*starts, at), is_torn=reader not in ("", WHOLE_PAIRS))


def _whole(data: Sequence[int], at: int) -> str:
    """The characters that are whole from a place on, up to the next hole or what is no UTF-8; some, if there are many."""
    known = data[at : at + AT_ONCE]
    if HOLE in known:
        known = known[: known.index(HOLE)]
    try:
        return utf_8_decode(bytes(known), "strict", False)[0]  # noqa: FBT003 - the last one may lack bytes
    except UnicodeDecodeError as error:
        return bytes(known[: error.start]).decode()


def _dropped(fitting: tuple[str, ...], printed: tuple[Sequence[int], Sequence[int]], reader: str) -> tuple[str, ...]:
    """Those that such a reader drops where `printed` (their bytes, and the one behind) has holes; all if none is."""
    own, behind = printed
    if not reader or (reader != WHOLE_PAIRS and len(own) < SIZE):
        return fitting
    if own[-1] != HOLE or not behind or (len(own) == SIZE and not 0x80 <= behind[0] < 0xC0):  # noqa: PLR2004
        return that_were_dropped(fitting, (*own, *behind), "utf-8", reader)
    # Two bytes are gone: the last two of this character, or its last one and the first of the next.
    pairs = {c: [c.encode()[1:]] if len(own) < SIZE else [c.encode()[2:] + bytes((lead,)) for lead in LEADS] for c in fitting}
    return tuple(c for c, two in pairs.items() if any(pair > b"\x81" and is_dropped(*pair, reader) for pair in two)) or fitting


def _size(lead: int) -> int:
    """How many bytes a character with this first byte has; 0 where none starts so."""
    return next((size for low, high, size in ((0xC2, 0xE0, 2), (0xE0, 0xF0, 3), (0xF0, 0xF5, 4)) if low <= lead < high), 0)


def _character(data: Sequence[int], at: int, size: int) -> tuple[list[int | None], int]:
    """The bytes of the character that starts at `at`, None where one is lost, and where the next one starts."""
    known: list[int | None] = [None if data[at] == HOLE else data[at]]
    at += 1
    while len(known) < size and at < len(data):
        if data[at] == HOLE or (data[at] == ord("?") and known[0] is not None):
            known.append(None)
        elif 0x80 <= data[at] < 0xC0:  # noqa: PLR2004
            known.append(data[at])
        else:
            break
        at += 1
    return known, at


@cache
def _by_bytes() -> dict[tuple[int | None, ...], tuple[str, ...]]:
    """The common characters by the bytes of theirs that are known; None stands for the others."""
    found: dict[tuple[int | None, ...], list[str]] = {}
    for character in sorted(common_characters()):
        data = character.encode()
        for known in range(1, 7) if len(data) == 3 else ():  # noqa: PLR2004
            key = tuple(byte if known >> place & 1 else None for place, byte in enumerate(data))
            found.setdefault(key, []).append(character)
    return {key: tuple(characters) for key, characters in found.items()}


@lru_cache(maxsize=1 << 12)
def _candidates(known: tuple[int | None, ...], lost: Sequence[int]) -> tuple[str, ...]:
    """The common characters that have these bytes where they are known, and bytes that can be lost in the other places."""
    key = (*known, None, None)[:3]
    missing = [place for place in (1, 2) if key[place] is None]
    return tuple(c for c in _by_bytes().get(key, ()) if all(c.encode()[place] in lost for place in missing))
