"""The channels that damage text, forwards: what the bench and the tests put clean notices through.

Each channel takes the lines of a page and gives them as a damaged page prints them, one for one. Chance comes from a seed, so
that a run can be repeated. docs/garbles.md works the bytes out.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import opencc

from pipeline.repair.pairs.loss import pair_loss

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Channel = Callable[[Sequence[str]], list[str]]

EVERY = 60
"""One character in so many is hit by a channel that loses single bytes."""
OLD = "鄉縣發規劃務導區點項會團員網環體總鎮領說"
SPOKEN = "xiāng xiàn fā guī huà wù dǎo qū diǎn xiàng huì tuán yuán wǎng huán tǐ zǒng zhèn lǐng shuō"
PINYIN = dict(zip(OLD, SPOKEN.split(), strict=True))
ALONE = 0x80
"""Code page 936 takes it, and all below it, for a character by itself."""
LOWEST = 0x40
"""No pair of code page 936 has a second byte below it."""
BRANDS = ("尊龙凯时", "QX88娱", "翡丽汇")


def windows(data: bytes) -> str:
    """Bytes as browsers read Windows-1252: its five holes are control characters."""
    return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in data)


def traditional(lines: Sequence[str]) -> list[str]:
    """The lines in the characters of Taiwan and Hong Kong."""
    convert = opencc.OpenCC("s2tw").convert
    return [convert(line) for line in lines]


def misread(wrote: str, read: str) -> Channel:
    """Bytes written in one encoding and read in another; what that one does not know becomes U+FFFD."""

    def channel(lines: Sequence[str]) -> list[str]:
        texts = traditional(lines) if wrote == "big5hkscs" else lines
        data = [line.encode(wrote, "replace") for line in texts]
        return [windows(d) if read == "windows" else d.decode(read, "replace") for d in data]

    return channel


def misread_twice(lines: Sequence[str]) -> list[str]:
    """UTF-8 read as Windows-1252, saved, and the same again."""
    return [windows(windows(line.encode()).encode()) for line in lines]


def pairs_eaten(lines: Sequence[str]) -> list[str]:
    """UTF-8 read two bytes at a time, a line a cell."""
    return [pair_loss(line + "\n").rstrip("\n") for line in lines]


def pairs_and_breaks(lines: Sequence[str]) -> list[str]:
    """The same where the editor put `<br />` between lines, three of them a paragraph."""
    paragraphs = ["<br />".join(lines[at : at + 3]) + "<br />" for at in range(0, len(lines), 3)]
    return [pair_loss(text + "\n").rstrip("\n") for text in paragraphs]


def pairs_kept(lines: Sequence[str]) -> list[str]:
    """The same by a reader that gives the ASCII character back: only the byte before it is lost."""
    return [_kept(line + "\n").rstrip("\n") for line in lines]


def _kept(text: str) -> str:
    data = text.encode()
    out = bytearray()
    at = 0
    while at < len(data):
        if data[at] <= ALONE or at + 1 == len(data):
            out += data[at : at + 1]
            at += 1
        elif data[at + 1] < LOWEST:
            out += b"?"
            at += 1
        else:
            out += pair if (pair := data[at : at + 2]).decode("gb18030", "ignore") else b"?"
            at += 2
    return out.decode("utf-8", "ignore")


def byte_lost(encoding: str) -> Channel:
    """Here and there the first byte of a character became a question mark; the rest is paired wrongly up to the next ASCII."""

    def channel(lines: Sequence[str]) -> list[str]:
        chance = random.Random(7)  # noqa: S311
        texts = traditional(lines) if encoding == "big5hkscs" else list(lines)
        return [_with_lost_bytes(text, encoding, chance) for text in texts]

    return channel


def _with_lost_bytes(text: str, encoding: str, chance: random.Random) -> str:
    parts = [character.encode(encoding, "replace") for character in text]
    hit = [at for at, part in enumerate(parts) if len(part) > 1 and chance.randrange(EVERY) == 0]
    for at in hit:
        parts[at] = b"?" + parts[at][1:]
    return b"".join(parts).decode(encoding, "replace").replace("\ufffd", "?")


def cut_characters(lines: Sequence[str]) -> list[str]:
    """Here and there a character of UTF-8 lost its last byte."""
    chance = random.Random(11)  # noqa: S311
    return ["".join("\ufffd" if c > "\x7f" and chance.randrange(EVERY) == 0 else c for c in line) for line in lines]


def branded(brand: str) -> Channel:
    """A brand in the place of one word, everywhere."""
    return lambda lines: [line.replace("政府", brand) for line in lines]


def mirrored(lines: Sequence[str]) -> list[str]:
    """Traditional characters, and pinyin left behind some of them."""
    return [re.sub("|".join(PINYIN), lambda m: f"{m.group()}({PINYIN[m.group()]})", line) for line in traditional(lines)]


def escaped(lines: Sequence[str]) -> list[str]:
    """Marks as entities that were escaped twice, unseen characters between words."""
    entities = {"“": "&amp;ldquo;", "”": "&amp;rdquo;", "（": "&amp;#65288;", "）": "&amp;#65289;", "。": "。\u200b"}
    return [line.translate({ord(mark): entity for mark, entity in entities.items()}) for line in lines]


def percent(lines: Sequence[str]) -> list[str]:
    """UTF-8 as addresses have it."""
    return [quote(line, safe="!#$&'()*+,/:;=?@[]^`{|}~<> ") for line in lines]


def widened(lines: Sequence[str]) -> list[str]:
    """Digits of dates in full width."""
    wide = {ord("0") + n: ord("０") + n for n in range(10)}
    return [re.sub(r"\d+(?=[年月日])", lambda m: m.group().translate(wide), line) for line in lines]


CHANNELS: dict[str, Channel] = {
    "UTF-8 read as Windows-1252": misread("utf-8", "windows"),
    "the same twice": misread_twice,
    "GBK read as Windows-1252": misread("gb18030", "windows"),
    "Big5 read as Windows-1252": misread("big5hkscs", "windows"),
    "Big5 read as GBK": misread("big5hkscs", "gb18030"),
    "UTF-8 read as Mac Roman": misread("utf-8", "mac_roman"),
    "GBK read as KOI8-R": misread("gb18030", "koi8_r"),
    "bytes written as %XX": percent,
    "UTF-8 read as GBK (bytes lost)": misread("utf-8", "gb18030"),
    "UTF-8 read as cp1252 (bytes lost)": misread("utf-8", "cp1252"),
    "pairwise loss, lines": pairs_eaten,
    "pairwise loss, paragraphs with br": pairs_and_breaks,
    "pairwise loss, ASCII kept": pairs_kept,
    "one byte lost, GBK": byte_lost("gb18030"),
    "one byte lost, Big5": byte_lost("big5hkscs"),
    "characters cut (U+FFFD)": cut_characters,
    "known brand for 政府": branded(BRANDS[0]),
    "unknown brand for 政府": branded(BRANDS[1]),
    "traditional with pinyin": mirrored,
    "entities escaped twice": escaped,
    "full-width digits": widened,
}
"""What the bench puts the texts through, in the order of its table."""
