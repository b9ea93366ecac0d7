"""Frames whose signs were misread with the page: â”Œâ”€ or ©°©¤ for ┌─.

Only the signs that draw are read again here, so that the frame is seen; its words stay as the page has them, for the repair of
misread text. In them, signs that look like borders or blanks are bytes of characters: they are set aside meanwhile.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_KEPT: Final = "\xa0\xa6\xad|"
_ASIDE: Final = {ord(sign): 0xE000 + ord(sign) for sign in _KEPT}
_BACK: Final = {after: before for before, after in _ASIDE.items()}


def _misread(data: bytes) -> str:
    """Bytes as browsers read them as Windows-1252: those that it leaves free are control characters."""
    return "".join(data[at : at + 1].decode("cp1252", "ignore") or chr(data[at]) for at in range(len(data)))


_SIGNS: Final = tuple(map(chr, range(0x2500, 0x2580)))
_UTF8: Final = {_misread(sign.encode()): sign for sign in _SIGNS}
_GBK: Final = {_misread(data): sign for sign in _SIGNS if (data := sign.encode("gbk", "ignore"))}
_IN_UTF8 = re.compile("|".join(map(re.escape, _UTF8)))
_PAIR = re.compile(r"[^\x00-\x80][^\n]|[^\n]|\n")
_CORNER_UTF8, _CORNER_GBK = _misread("┌─".encode()), _misread("┌─".encode("gbk"))


def as_drawn(text: str) -> str:
    r"""The text with the signs of a misread frame as they were drawn; any other text as it is.

    >>> as_drawn("â”Œâ”€â”€â”\x90"), as_drawn("©°©¤©¤©´"), as_drawn("┌──┐")
    ('┌──┐', '┌──┐', '┌──┐')
    """
    if _CORNER_UTF8 in text:
        return "".join(_UTF8.get(piece) or piece.translate(_ASIDE) for piece in _parted(text))
    if _CORNER_GBK in text:
        # A pair of the signs may also be the end of one character and the beginning of the next.
        return "".join(_GBK.get(pair) or pair.translate(_ASIDE) for pair in _PAIR.findall(text))
    return text


def as_said(text: str) -> str:
    """Words of such a text as the page has them."""
    return text.translate(_BACK)


def _parted(text: str) -> list[str]:
    """The misread signs of a text, and what stands between them."""
    edges = [0, *(at for match in _IN_UTF8.finditer(text) for at in match.span()), len(text)]
    return [text[a:b] for a, b in pairwise(edges)]
