"""The ways in which whole texts are misread: bytes written in one encoding and read in another, and how to reread them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_share, is_han
from pipeline.repair.misread.holes import Reading
from pipeline.repair.misread.printed_bytes import HOLE, LOST, holey_bytes, windows_bytes
from pipeline.repair.misread.torn_pairs import read_pairs_with_holes
from pipeline.repair.misread.torn_utf8 import WHOLE_PAIRS, read_with_holes

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 0.02
"""So large a share of a text may fit no encoding, and is lost."""
PAIRED = ("big5hkscs", "cp932", "cp949", "euc_jp")
"""Readers of two bytes at a time from Taiwan, Japan and Korea: they know some pairs only, and drop what they cannot pair."""
LOST_BYTES = {
    "gb18030": range(0x80, 0xC0),
    "windows": (0x81, 0x8D, 0x8F, 0x90, 0x9D),
    **dict.fromkeys(("big5", *PAIRED), range(0x80, 0x100)),
}
"""What a reader of that encoding can have lost of UTF-8."""
SIGNS = {
    "big5": re.compile("[\ufffd\u0391-\u0451\u3041-\u30fe\u2460-\u247d]"),
    "cp932": re.compile("[\ufffd\uff61-\uff9f]"),
    "euc_jp": re.compile("\ufffd"),
}
"""What readers leave in nearly every text: losses, half-wide kana for one byte; where no kana stand, Big5's tables agree."""
ROUNDS = 3
"""Misreadings stack: a double one is undone in two rounds."""
MOST = 0.25
"""So large a share of it may be lost of a text that nothing else shows to be misread."""
GAIN = 0.15
GOOD = 0.86
GREAT = 0.97
PROOF = 3
PROVED, PROVED_OF_PAIRS = 6, 10
MUCH_LOST = 5
"""Where more than one character in so many is lost, what is left must prove itself."""
MOSTLY = 4


@dataclass(frozen=True)
class Misreading:
    """Bytes written as `wrote` that were read as `read`."""

    name: str
    read: str
    wrote: str
    turned: str = ""
    """The one that goes the other way: behind it, this would only misread the text again."""


OTHER_SCRIPTS = ("cp1251", "koi8_r", "mac_roman", "cp437", "iso8859_2")
"""What readers of Cyrillic, of Macs, of DOS and of Eastern Europe take Chinese for: a byte a letter."""
MISREADINGS = (
    Misreading("utf8_read_as_gbk", "gb18030", "utf-8"),
    Misreading("utf8_read_as_windows_1252", "windows", "utf-8"),
    Misreading("gbk_read_as_windows_1252", "windows", "gb18030"),
    Misreading("big5_read_as_windows_1252", "windows", "big5hkscs"),
    Misreading("big5_read_as_gbk", "gb18030", "big5hkscs", "gbk_read_as_big5"),
    Misreading("gbk_read_as_big5", "big5hkscs", "gb18030", "big5_read_as_gbk"),
    Misreading("gbk_read_as_old_big5", "big5", "gb18030", "big5_read_as_gbk"),
    *(Misreading(f"utf8_read_as_{read.removesuffix('hkscs')}", read, "utf-8") for read in PAIRED),
    *(Misreading(f"utf8_read_as_{read}", read, "utf-8") for read in OTHER_SCRIPTS),
    *(Misreading(f"gbk_read_as_{read}", read, "gb18030") for read in (*OTHER_SCRIPTS, "cp949", "cp932")),
)
BY_NAME = {misreading.name: misreading for misreading in MISREADINGS}
FOREIGN = tuple(m for m in MISREADINGS if m.read not in ("gb18030", "big5hkscs", "big5"))
ALONE_NO_PROOF = frozenset(f"gbk_read_as_{read}" for read in (*OTHER_SCRIPTS, *PAIRED[1:]))
"""Sound Russian, Japanese or Korean would become Chinese characters too: these must explain all of a page."""


def reread(text: str, misreading: Misreading, most: float = MOST) -> Reading | None:
    """The text as it was written, if its bytes were misread so; None where they were not, or more than `most` of it is lost.

    >>> reread("鏀垮姟", MISREADINGS[0]).text, reread("ÕþÎñ", MISREADINGS[2]).text, reread("政务", MISREADINGS[0])
    ('政务', '政务', None)
    >>> reread("鏀垮姟鍏?", MISREADINGS[0], most=0.5).text
    '政务\ufffd'
    """
    data = _bytes(text, misreading.read)
    few = None
    if data is not None:
        try:
            return Reading(data.decode(misreading.wrote))
        except UnicodeDecodeError:
            if misreading.read == "windows" and misreading.wrote != "big5hkscs":
                data = _with_hard_spaces(data, misreading.wrote)
            few = _with_few_lost(data, misreading.wrote)
    if few is not None and "?" not in text:
        return few
    reading = _with_holes(text, misreading)
    return reading if reading is not None and len(reading.gaps) <= most * len(reading.text) else few


def _with_holes(text: str, misreading: Misreading) -> Reading | None:
    """The text as far as the bytes that are left say it; None where its reader loses no bytes, or these are nothing."""
    is_paired = misreading.wrote != "utf-8"
    if misreading.read not in LOST_BYTES or (is_paired and misreading.read == "windows"):
        return None
    holey = holey_bytes(text, misreading.read)
    if holey is None or (is_paired and HOLE not in holey):
        return None
    if is_paired:
        return read_pairs_with_holes(holey, misreading.wrote, misreading.read)
    reader = WHOLE_PAIRS if misreading.read == "gb18030" else misreading.read
    return read_with_holes(holey, LOST_BYTES[misreading.read], "" if misreading.read == "windows" else reader)


def _with_hard_spaces(data: bytes, encoding: str) -> bytes:
    """Byte A0 again, where whoever tidied the page made a plain space of the no-break space that it looked like.

    In GBK hardly a character begins with it: there it is a no-break space that the page had before it was misread.
    """
    if encoding == "utf-8":
        data = re.sub(rb"([\xe0-\xef]) ([\x80-\xbf])", b"\\1\xa0\\2", data)
        return re.sub(rb"([\xe0-\xef][\x80-\xbf])(?: |\Z)", b"\\1\xa0", data)
    pairs = re.findall(rb"[\x00-\x80\xa0]|[\x81-\xff][\x00-\xff]?", data, re.DOTALL)
    whole = (p[:1] + b"\xa0" if p[:1] > b"\x80" and p[1:] in (b"", b" ") and p != b"\xa0" else p for p in pairs)
    return b"".join(b" " if p == b"\xa0" else p for p in whole)


def _with_few_lost(data: bytes, encoding: str) -> Reading | None:
    """The text where all but a few bytes fit; the characters that do not are gaps that nothing can fill."""
    text = data.decode(encoding, "replace")
    gaps = tuple((at, ()) for at, character in enumerate(text) if character == LOST)
    return Reading(text, gaps) if not gaps or len(gaps) <= FEW * len(text) + 1 < len(text) else None


def _bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that were read as this text; None where that encoding cannot have given it."""
    if LOST in text:
        return None
    if encoding == "windows":
        return windows_bytes(text)
    if encoding == "cp932" and HOLE in (holey_bytes(text, encoding) or ()):
        return None
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def undone(said: str, most: float = MOST, good: float = GOOD, usual: Sequence[str] = ()) -> tuple[Reading, tuple[str, ...]]:
    """The best rereading, and the misreadings that it undoes, last first; none where nothing becomes Chinese.

    At most the share `most` of it may be lost, and so much of it, what is lost counted against it, must be Chinese: `good`.
    `usual` are those that explain what the page has before it: where they explain this as well, no others are tried.
    """
    expected = chained(said, usual, most) if usual else None
    if expected is not None and _is_plain(expected, usual[-1]) and _share(expected) >= max(good, common_share(said) + GAIN):
        return expected, tuple(usual)
    text, names = said, tuple[str, ...]()
    best, best_names, best_share = Reading(said), tuple[str, ...](), common_share(said) + GAIN
    for _ in range(ROUNDS):
        tried = [m for m in (MISREADINGS if _looks_chinese(text) else FOREIGN) if m.turned not in names and _shows(m, text)]
        readings = [(_share(r), r, m.name) for m in tried if (r := _told(text, m, most)) is not None and r.text != text]
        readings = [r for r in readings if not r[1].text.replace(LOST, "").isascii()]
        if not readings:
            break
        share, reading, name = max(readings, key=lambda r: (_is_proof(r[2], r[1], text), r[0], -len(r[1].text)))
        text, names = reading.text, (*names, name)
        if share >= max(good, best_share):
            best, best_names, best_share = reading, names, share
        if share > GREAT or reading.gaps:
            break
    return best, best_names


def chained(said: str, names: Sequence[str], most: float = 1.0) -> Reading | None:
    """The text reread by these misreadings one after the other, gaps allowed in the last.

    >>> chained("ÕþÎñ", ("gbk_read_as_windows_1252",)).text
    '政务'
    """
    reading: Reading | None = Reading(said)
    for name in names:
        if reading is None or reading.gaps:
            return None
        reading = reread(reading.text, BY_NAME[name], most)
    return reading


def _is_plain(reading: Reading, name: str) -> bool:
    """Whether a rereading leaves no doubt: long, and all of it common characters; or UTF-8, of which enough is whole."""
    if reading.gaps:
        return name.startswith("utf8") and _is_proved_by_rest(reading)
    return sum(c > "\x7f" for c in reading.text) >= PROVED and common_share(reading.text) > GREAT


def _shows(misreading: Misreading, text: str) -> bool:
    """Whether a text has the signs that such a reader always leaves, where it leaves any: most are ruled out at once."""
    signs = SIGNS.get(misreading.read)
    return signs is None or signs.search(text) is not None


def _told(text: str, misreading: Misreading, most: float) -> Reading | None:
    """The text reread if no more than `most` of it is lost, or if what is left proves itself."""
    if LOST not in text:
        return reread(text, misreading, most)
    reading = reread(text, misreading, 1.0)
    enough = PROVED if misreading.wrote == "utf-8" else PROVED_OF_PAIRS
    if reading is None or len(reading.gaps) <= most * len(reading.text) or _is_proved_by_rest(reading, enough):
        return reading
    return None


def _is_proved_by_rest(reading: Reading, enough: int = PROVED) -> bool:
    """Whether so many whole characters are left, nearly all of them common in Chinese, that other bytes hardly make them."""
    whole = [c for c in reading.text if c > "\x7f" and c != LOST]
    return bool(reading.gaps) and len(whole) >= enough and common_share("".join(whole)) >= GREAT


def _looks_chinese(text: str) -> bool:
    """Whether enough of it is Chinese characters; kana, Cyrillic or Hangul alone are another language and no misreading."""
    foreign = [c for c in text if c > "\x7f" and c != LOST]
    return MOSTLY * sum(map(is_han, foreign)) >= len(foreign)


def _is_proof(name: str, reading: Reading, said: str) -> bool:
    """Whether bytes that only look like UTF-8 would hardly do so throughout: many leads, each with its own continuations."""
    many = sum(c > "\x7f" for c in reading.text)
    return name.startswith("utf8") and not reading.gaps and many >= PROOF and len(reading.text) < len(said)


def _share(reading: Reading) -> float:
    """How Chinese a rereading is; a gap whose character is likely to be found again counts a little."""
    if MUCH_LOST * len(reading.gaps) > len(reading.text) and _is_proved_by_rest(reading):
        return GREAT
    return common_share(reading.text.replace(LOST, "")) - 0.5 * len(reading.gaps) / max(1, len(reading.text))
