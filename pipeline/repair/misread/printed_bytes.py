"""The bytes that a misreading turned into the text that a page prints, with a hole for what it lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HOLE = -1
"""Stands in a row of bytes for one or two bytes that a misreading lost."""
LOST = "\ufffd"
TWICE_IN_JAPAN = (0x87, 0xED, 0xEE, 0xFA, 0xFB, 0xFC)
"""First bytes of the rows that code page 932 has twice: which of two pairs of bytes was printed so, nothing says."""


def holey_bytes(text: str, encoding: str = "gb18030") -> list[int] | None:
    r"""The bytes that a GBK (or Windows) reader turned into this text; U+FFFD is a hole. None for other text.

    >>> holey_bytes("鏀\ufffd"), holey_bytes("한€")
    ([230, 148, -1], None)
    """
    data: list[int] = []
    for at, part in enumerate(text.split(LOST)):
        known = _known(part, encoding)
        if known is None:
            return None
        data += [HOLE, *known] if at else known
    return data


def _known(text: str, encoding: str) -> Sequence[int] | None:
    """The same of a text that lost nothing; character by character only where not all are ASCII or pairs of bytes."""
    if encoding == "windows":
        return windows_bytes(text)
    if "€" in text or encoding == "cp932":
        return _each_known(text, encoding)
    try:
        known = text.encode(encoding)
    except UnicodeEncodeError:
        return None
    are_pairs = len(known) == 2 * len(text) - len(text.encode("ascii", "ignore"))
    return known if are_pairs else _each_known(text, encoding)


def _each_known(text: str, encoding: str) -> list[int] | None:
    data: list[int] = []
    for character in text:
        known = bytes_of(character, encoding)
        if known is None:
            return None
        data += [HOLE] * len(known) if encoding == "cp932" and known[0] in TWICE_IN_JAPAN else known
    return data


def bytes_of(character: str, encoding: str) -> bytes | None:
    r"""The bytes that were read as this character; None where UTF-8 read so cannot have given it.

    >>> bytes_of("鏀", "gb18030"), bytes_of("”", "windows"), bytes_of("한", "gb18030")
    (b'\xe6\x94', b'\x94', None)
    """
    if encoding == "windows":
        return windows_bytes(character)
    if character == "€":
        return b"\x80"
    try:
        known = character.encode(encoding)
    except UnicodeEncodeError:
        return None
    return known if len(known) < 4 else None  # noqa: PLR2004 (four bytes in GB 18030: nothing that UTF-8 read as GBK holds)


def windows_bytes(text: str) -> bytes | None:
    r"""Windows-1252, whose five holes browsers fill with the control characters of the same number; None for other text.

    >>> windows_bytes("Õþ€\x81"), windows_bytes("政")
    (b'\xd5\xfe\x80\x81', None)
    """
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError as error:
        if text[error.start] > "\xff":
            return None
    try:
        return text.translate(_of_windows()).encode("latin-1")
    except UnicodeEncodeError:
        return None


@cache
def _of_windows() -> dict[int, int]:
    """What Windows-1252 reads for bytes from 80 to 9F, as the control characters of the same number."""
    return {ord(character): byte for byte, character in enumerate(windows_characters()[:0x20], 0x80)}


def windows_characters() -> str:
    r"""What Windows-1252 reads for the bytes from 80 to FF, in their order.

    >>> windows_characters()[0], windows_characters()[1], windows_characters()[-1]
    ('€', '\x81', 'ÿ')
    """
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100))
