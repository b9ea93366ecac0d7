"""UTF-8 that was read two bytes at a time as code page 936 and written back: the channel, forwards.

A run of Chinese characters has three bytes each; where their number is odd, the last byte of the run meets the ASCII character
behind it. Code page 936 knows no pair whose second byte is below 40 (hexadecimal). A digit there makes one `?` of the two; a
`<` counts backwards into the row above, which lowers the last character by one and eats the `<`; a white space or the end of
the text eats the last character. 80 stands alone in code page 936, and so shifts the pairs by one byte.

The functions here only say what the channel does. What it has done is found by trying: a reading is consistent when the
channel turns it into what is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

FULL_WIDTH = dict(zip(map(ord, ",:;!?()"), ",:;!?()".translate({i: i + 0xFEE0 for i in range(0x21, 0x7F)}), strict=True))
HALF_WIDTH = {i + 0xFEE0: i for i in range(0x21, 0x7F)}
ROW = 190
BREAKS_RUN = re.compile(r"[A-Za-z0-9\s?\ufffd<>/|=\"-]")
FARTHEST = 600
SECONDS = "，、二府政的要项"
"""One for each byte with which a mark or a Chinese character begins: EF, E3, E4 to E9."""


@cache
def _pairs() -> frozenset[tuple[int, int]]:
    """All pairs of bytes that code page 936 gives a character, those of the user's own three areas included."""
    every = "".join(map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x10000)])).encode("gbk", "ignore")
    own = [(lead, trail) for lead in (*range(0xAA, 0xB0), *range(0xF8, 0xFF)) for trail in range(0xA1, 0xFF)]
    own += [(lead, trail) for lead in range(0xA1, 0xA8) for trail in (*range(0x40, 0x7F), *range(0x80, 0xA1))]
    return frozenset([*zip(every[0::2], every[1::2], strict=True), *own])


def pair_loss(text: str) -> str:
    r"""What the channel makes of a text.

    >>> pair_loss("〔2017〕158号）"), pair_loss("。<br />"), pair_loss("二、试点范围<br />")
    ('?017?58号）', '、br />', '二、试点范図br />')
    >>> pair_loss("天宁区政府\n"), pair_loss("市政府办\n")
    ('天宁区政\n', '市政府办\n')
    """
    return _decoded(text.encode("utf-8", "replace"))


def _decoded(data: bytes) -> str:
    out = bytearray()
    at = 0
    while at < len(data):
        byte = data[at]
        if byte <= 0x80 or byte == 0xFF:  # noqa: PLR2004
            out.append(byte)
            at += 1
        elif at + 1 == len(data):
            at += 1
        else:
            out += _pair(byte, data[at + 1])
            at += 2
    return out.decode("utf-8", "ignore")


def _pair(lead: int, trail: int) -> bytes:
    """What becomes of two bytes."""
    if (lead, trail) in _pairs():
        return bytes((lead, trail))
    if trail <= 0x20:  # noqa: PLR2004
        return bytes((trail,))
    if trail < 0x30 or 0x3A <= trail < 0x40:  # noqa: PLR2004
        column = 0x40 + ROW + trail - 0x40
        lowered = (lead - 1, column + (column >= 0x7F))  # noqa: PLR2004
        if lowered in _pairs():
            return bytes(lowered)
    return b"?"


def in_full_width(text: str) -> str:
    """Chinese marks that a corpus normalised to ASCII, as the page had them.

    >>> in_full_width("(此件")
    '（此件'
    """
    return text.translate(FULL_WIDTH)


def in_half_width(text: str) -> str:
    """The same, the other way.

    >>> in_half_width("：９")
    ':9'
    """
    return text.translate(HALF_WIDTH)


def run_before(left: str) -> str:
    """The unbroken run of Chinese characters and marks at the end of a text; the pairs are counted from its start.

    >>> run_before("2017年9月底前")
    '月底前'
    """
    near = left[-FARTHEST:]
    for at in range(len(near) - 1, -1, -1):
        if BREAKS_RUN.match(near[at]):
            return near[at + 1 :]
    return near


@dataclass(frozen=True)
class After:
    """What the channel makes of what stands behind a text; the pairs that open there are counted once.

    An ASCII mark in the text may have been one on the page, or a full-width one that a corpus normalised.

    >>> after = After.text("四、工作进")
    >>> after.explains("度<", "?"), after.explains("展<", "?"), After.text("现印发").explains("。<", "、")
    (True, False, True)
    """

    waiting: tuple[bytes, ...]
    """What may still wait for its partner."""

    @classmethod
    def text(cls, left: str) -> After:
        """Behind this text."""
        run = run_before(left)
        return cls(tuple(dict.fromkeys(map(unpaired, (in_full_width(run), run)))))

    def explains(self, lost: str, printed: str) -> bool:
        """Whether `lost` (a character and the ASCII behind it) comes out of the channel as `printed`."""
        return any(_comes_out(open_byte, lost, printed) for open_byte in self.waiting)

    def loses(self, lost: str, right: str) -> bool:
        """Whether the channel leaves one `?` of two characters before `right`.

        >>> After.text("各有关部").loses("门（", "单位"), After.text("国务").loses("院信", "息产")
        (True, True)
        >>> After.text("各单").loses("位（", "局")
        False
        """
        return self.explains(lost + right[:2], "?" + right[:2])

    def loses_with(self, first: str, right: str) -> bool:
        """Whether `first` is lost together with what stands behind it, for any of the bytes that this may begin with."""
        return _may_share_none(first) and any(self.loses(first + second, right) for second in SECONDS)


@lru_cache(maxsize=1 << 13)
def _may_share_none(first: str) -> bool:
    """Whether its last byte and one that begins a mark or a character are no pair; those of most characters always are."""
    last = first.encode("utf-8", "replace")[-1]
    return any((last, second.encode()[0]) not in _pairs() for second in SECONDS)


def explains(left: str, lost: str, printed: str) -> bool:
    """Whether `lost`, standing after `left`, comes out of the channel as `printed`.

    >>> explains("四、工作进", "度<", "?"), explains("四、工作进", "展<", "?"), explains("现印发", "。<", "、")
    (True, False, True)
    """
    return After.text(left).explains(lost, printed)


@lru_cache(maxsize=1 << 15)
def _comes_out(open_byte: bytes, lost: str, printed: str) -> bool:
    """The same behind a byte that still waits for its partner."""
    made = _decoded(open_byte + lost.encode("utf-8", "replace"))
    return in_half_width(made) == in_half_width((open_byte + printed.encode("utf-8", "replace")).decode("utf-8", "ignore"))


def drops_end(left: str, last: str) -> bool:
    """Whether the channel loses `last`, and nothing else, where it stands after `left` at the end of a line.

    >>> drops_end("天宁区政", "府"), drops_end("市政府办公", "室"), drops_end("市政府办公", "。")
    (True, False, True)
    """
    return explains(left, last + "\n", "\n")


def unpaired(run: str) -> bytes:
    """The last byte of a run of Chinese text where it has found no partner in the run itself; nothing where it has.

    >>> unpaired("政府"), unpaired("政府办").hex()
    (b'', '9e')
    """
    data = run.encode("utf-8", "replace")
    at = 0
    while at < len(data):
        if at + 1 == len(data) and 0x80 < data[at] < 0xFF:  # noqa: PLR2004
            return data[at:]
        at += 2 if 0x80 < data[at] < 0xFF else 1  # noqa: PLR2004
    return b""
