"""Ways in which a page comes to harm: its bytes misread, its words rewritten, junk hidden among them, characters lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.damage import BRANDS, branded, byte_lost, escaped, mirrored, pairs_eaten, pairs_kept, widened, windows
from pipeline.values import RawPage

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from benchmarks.damage import Channel

    Damage = Callable[[str, random.Random], RawPage]

CHARSET = "<meta charset='utf-8'>"
JUNK = ("澳门百家乐娱乐城注册送彩金", "专业代开发票加微信", "棋牌投注最新网址app下载")
HIDDEN = (
    "<span style='display:none'>{}</span>",
    "<span style='display: none !important;'><a href='http://x.example'>{}</a></span>",
    "<i style='font-size:0'>{}</i>",
    "<font style='visibility:hidden'>{}</font>",
    "<span style='position:absolute;left:-9999px'>{}</span>",
)
UNSEEN = ("\u200b", "\ufeff", "\u00ad", "\u200d")
_PIECES = re.compile(r"(<(script|style|title)\b.*?</\2>|<!--.*?-->|<[^>]*>|\n)", re.DOTALL)


def is_markup(page: str) -> bool:
    """Whether a layout drew this page with elements."""
    return page.startswith("<!")


def _raw(page: str, body: bytes, charset: str | None = None) -> RawPage:
    return RawPage("page.html" if is_markup(page) else "page.txt", body, charset=charset)


def sound(page: str) -> RawPage:
    """The page as a layout drew it."""
    return _raw(page, page.encode())


def _words(page: str) -> tuple[list[str], list[int]]:
    """The page cut at its tags and line breaks, and which of the pieces are words of the page."""
    pieces, at = [], 0
    for match in _PIECES.finditer(page):
        pieces += [page[at : match.start()], match.group()]
        at = match.end()
    pieces.append(page[at:])
    return pieces, [n for n in range(0, len(pieces), 2) if pieces[n].strip()]


def in_words(channel: Channel) -> Damage:
    """The channel over every run of words; tags and line breaks stay."""

    def damage(page: str, _: random.Random) -> RawPage:
        pieces, words = _words(page)
        for n, said in zip(words, channel([pieces[n] for n in words]), strict=True):
            pieces[n] = said
        return _raw(page, "".join(pieces).encode())

    return damage


def read_as_windows(encoding: str) -> Damage:
    """The whole page written in one encoding, read as Windows-1252 and saved as UTF-8."""
    return lambda page, _: _raw(page, windows(page.encode(encoding)).encode())


def undeclared(page: str, _: random.Random) -> RawPage:
    """Bytes of GB18030, and nobody says so."""
    return _raw(page, page.replace(CHARSET, "").encode("gb18030"))


def declared_wrongly(page: str, rng: random.Random) -> RawPage:
    """The page, its server or both name an encoding that is not the one of its bytes."""
    wrote, said = rng.choice((("gb18030", "utf-8"), ("gb18030", "iso-8859-1"), ("utf-8", "gb2312"), ("utf-8", "iso-8859-1")))
    place = rng.choice(("page", "server", "both"))
    meta = f"<meta charset='{said if place != 'server' else wrote}'>"
    return _raw(page, page.replace(CHARSET, meta).encode(wrote), said if place != "page" else None)


def _outside_entity(words: str, at: int) -> int:
    """A place in words, moved before the entity (`&nbsp;`) that it is in: nobody writes into one."""
    start = words.rfind("&", 0, at)
    return start if start >= 0 and re.fullmatch(r"&#?\w*", words[start:at]) else at


def junk_hidden(page: str, rng: random.Random) -> RawPage:
    """Characters that nobody sees inside words, and advertisements that nobody sees behind them (a line of its own in text)."""
    pieces, words = _words(page)
    for n in words:
        if rng.random() < 0.3:
            cut = _outside_entity(pieces[n], rng.randrange(len(pieces[n])))
            pieces[n] = pieces[n][:cut] + rng.choice(UNSEEN) + pieces[n][cut:]
        if is_markup(page) and rng.random() < 0.2:
            pieces[n] += rng.choice(HIDDEN).format(rng.choice(JUNK))
    advert = "" if is_markup(page) else f"\n{rng.choice(JUNK)}"
    return _raw(page, ("".join(pieces) + advert).encode())


LOSSLESS: dict[str, Damage] = {
    "UTF-8 read as Windows-1252": read_as_windows("utf-8"),
    "GBK read as Windows-1252": read_as_windows("gb18030"),
    "undeclared GB18030": undeclared,
    "declared wrongly": declared_wrongly,
    "entities escaped twice": in_words(escaped),
    "full-width digits": in_words(widened),
    "known brand": in_words(branded(BRANDS[0])),
    "traditional with pinyin": in_words(mirrored),
    "junk hidden": junk_hidden,
}
"""All that the page said can be had again."""

LOSSY: dict[str, Damage] = {
    "pairwise loss": in_words(pairs_eaten),
    "pairwise loss, ASCII kept": in_words(pairs_kept),
    "one byte lost, GBK": in_words(byte_lost("gb18030")),
}
"""Characters are gone; what stood there can only be likely."""
