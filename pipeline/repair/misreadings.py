"""The ways in which whole texts are misread: bytes written in one encoding and read in another, and how to reread them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.repair.holes import LOST, Reading, holey_bytes, read_with_holes, windows_bytes

FEW = 0.02
"""So large a share of a text may fit no encoding, and is lost."""
LOST_BYTES = {"gb18030": range(0x80, 0xC0), "windows": (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""What a reader of that encoding can have lost."""


@dataclass(frozen=True)
class Misreading:
    """Bytes written as `wrote` that were read as `read`."""

    name: str
    read: str
    wrote: str


MISREADINGS = (
    Misreading("utf8_read_as_gbk", "gb18030", "utf-8"),
    Misreading("utf8_read_as_windows_1252", "windows", "utf-8"),
    Misreading("gbk_read_as_windows_1252", "windows", "gb18030"),
    Misreading("big5_read_as_windows_1252", "windows", "big5hkscs"),
    Misreading("big5_read_as_gbk", "gb18030", "big5hkscs"),
    Misreading("gbk_read_as_big5", "big5hkscs", "gb18030"),
    Misreading("utf8_read_as_big5", "big5hkscs", "utf-8"),
)


def reread(text: str, misreading: Misreading, most: float = 0.25) -> Reading | None:
    """The text as it was written, if its bytes were misread so; None where they were not, or more than `most` of it is lost.

    >>> reread("鏀垮姟", MISREADINGS[0]).text, reread("ÕþÎñ", MISREADINGS[2]).text, reread("政务", MISREADINGS[0])
    ('政务', '政务', None)
    """
    data = _bytes(text, misreading.read)
    if data is not None:
        try:
            return Reading(data.decode(misreading.wrote))
        except UnicodeDecodeError:
            if misreading.read == "windows" and misreading.wrote != "big5hkscs":
                data = _with_hard_spaces(data, misreading.wrote)
            reading = _with_few_lost(data, misreading.wrote)
            if reading is not None:
                return reading
    if misreading.wrote != "utf-8" or misreading.read == "big5hkscs":
        return None
    holey = holey_bytes(text, misreading.read)
    reading = read_with_holes(holey, LOST_BYTES[misreading.read]) if holey is not None else None
    return reading if reading is not None and len(reading.gaps) <= most * len(reading.text) else None


def _with_hard_spaces(data: bytes, encoding: str) -> bytes:
    """Byte A0 again, where whoever tidied the page made a plain space of the no-break space that it looked like."""
    if encoding == "utf-8":
        data = re.sub(rb"([\xe0-\xef]) ([\x80-\xbf])", b"\\1\xa0\\2", data)
        return re.sub(rb"([\xe0-\xef][\x80-\xbf])(?: |\Z)", b"\\1\xa0", data)
    pairs = re.findall(rb"[\x00-\x80]|[\x81-\xff][\x00-\xff]?", data, re.DOTALL)
    return b"".join(p[:1] + b"\xa0" if p[:1] > b"\x80" and p[1:] in (b"", b" ") else p for p in pairs)


def _with_few_lost(data: bytes, encoding: str) -> Reading | None:
    """The text where all but a few bytes fit; the characters that do not are gaps that nothing can fill."""
    text = data.decode(encoding, "replace")
    gaps = tuple((at, ()) for at, character in enumerate(text) if character == LOST)
    return Reading(text, gaps) if len(gaps) <= FEW * len(text) + 1 < len(text) else None


def _bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that were read as this text; None where that encoding cannot have given it."""
    if LOST in text:
        return None
    if encoding == "windows":
        return windows_bytes(text)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None
