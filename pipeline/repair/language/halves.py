"""Characters of which one byte is left: which ones it may have been."""

from __future__ import annotations

from functools import lru_cache

from pipeline.repair.language.characters import common_characters

BEHIND, AHEAD_OF = 0, 1
"""Where the lost byte stood that the other one was behind, or ahead of."""


@lru_cache(maxsize=1 << 10)
def completed(byte: bytes, place: int, encoding: str) -> tuple[str, ...]:
    """The common characters with this byte; the one that is lost stands before it (`BEHIND`) or behind it (`AHEAD_OF`).

    >>> "政" in completed("政".encode("gb18030")[1:], BEHIND, "gb18030")
    True
    """
    others = (bytes((other,)) for other in range(0x40, 0xFF))
    pairs = (other + byte if place == BEHIND else byte + other for other in others)
    found = (pair.decode(encoding, "ignore") for pair in pairs)
    return tuple(c for c in found if len(c) == 1 and c > "\x7f" and c in common_characters())
