"""What all families of web pages share: the links of a page with title and day, and the link to the next page."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from pipeline.fetch.values import Ask, Link, bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from pipeline.fetch.values import Page

_ROW = frozenset({"li", "tr", "dl", "dd", "p"})
_HIGHEST = 4
"""How many elements above a link may be its row."""
_ROW_TEXT = 400
"""A row with more characters holds other links' days as well."""
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
# Days in addresses, as government sites write them: t20230413_1, /art/2023/4/13/, /2023-04/13/, /202304/13/, /20230413/.
_DAYS_IN_ADDRESS = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_"),
    re.compile(r"/((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?:/|\d{4,}/)"),
)
_CDATA_OPEN, _CDATA_CLOSE = "<![CDATA[", "]]>"
_LONGEST_NEXT = 12
_MOST_LINKS = 5_000
"""A page with more links is an attack or a dump, not a list."""


def links_of(page: Page) -> tuple[Link, ...]:
    """The links of a page in its order, each address once, with the longest title that the page gives it.

    >>> from pipeline.fetch.values import Page
    >>> links_of(Page("http://a.example/x/", '<ul><li><a href="t20230413_1.html" title="工作要点">工作…</a></li></ul>'))
    (Link(url='http://a.example/x/t20230413_1.html', title='工作要点', date='2023-04-13', files=()),)
    """
    found: dict[str, Link] = {}
    for text in (page.text, *records_in(page.text)):
        tree = LexborHTMLParser(text)
        base = _base_of(tree, page.url)
        for anchor in tree.css("a[href]")[:_MOST_LINKS]:
            link = _link(anchor, base)
            if link is None:
                continue
            known = found.get(link.url)
            if known is None or len(link.title) > len(known.title):
                found[link.url] = link
    return tuple(found.values())


def _base_of(tree: LexborHTMLParser, url: str) -> str:
    stated = tree.css_first("base[href]")
    return urljoin(url, (stated.attributes.get("href") or "").strip()) if stated else url


def _link(anchor: LexborNode, base: str) -> Link | None:
    url = absolute(base, anchor.attributes.get("href") or "")
    if url is None:
        return None
    shown = " ".join(anchor.text().split())
    full = " ".join((anchor.attributes.get("title") or "").split())
    title = full if len(full) >= len(shown.rstrip(".…")) else shown
    return Link(url, title, day_in_address(url) or _day_of_row(anchor))


def absolute(base: str, href: str) -> str | None:
    """The address that a link leads to, without its fragment; None for scripts, mail and nonsense.

    >>> absolute("http://a.example/x/index.html", "../b.html#top"), absolute("http://a.example/", "javascript:void(0)")
    ('http://a.example/b.html', None)
    """
    cleaned = "".join(href.split())
    if not cleaned or cleaned.startswith("#"):
        return None
    try:
        url = urldefrag(urljoin(base, cleaned)).url
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _day_of_row(anchor: LexborNode) -> str:
    node: LexborNode | None = anchor
    for _ in range(_HIGHEST):
        node = node.parent if node is not None else None
        if node is None or node.tag in {"body", "html"}:
            return ""
        text = node.text()
        if len(text) > _ROW_TEXT:
            return ""
        found = day_in(text)
        if found or node.tag in _ROW:
            # Where several links share the row, the day may be another's.
            return found if len(node.css("a[href]")) == 1 else ""
    return ""


def day_in(text: str) -> str:
    """The first day in some words, as YYYY-MM-DD; empty where there is none.

    >>> day_in("发布日期：2023年4月3日"), day_in("[2023-13-01]")
    ('2023-04-03', '')
    """
    match = _DAY.search(text)
    return _checked(match) if match else ""


def day_in_address(url: str) -> str:
    """The day that the system wrote into an address.

    >>> day_in_address("http://a.example/art/2023/4/13/art_1_2.html"), day_in_address("http://a.example/202304/t20230413_1.html")
    ('2023-04-13', '2023-04-13')
    """
    for pattern in _DAYS_IN_ADDRESS:
        match = pattern.search(url)
        if match and _checked(match):
            return _checked(match)
    return ""


def _checked(match: re.Match[str]) -> str:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""


def records_in(text: str) -> Iterator[str]:
    """The markup in `<![CDATA[…]]>` sections: lists that the page's script would put in place."""
    at = text.find(_CDATA_OPEN)
    while at >= 0:
        end = text.find(_CDATA_CLOSE, at)
        if end < 0:
            return
        section = text[at + len(_CDATA_OPEN) : end]
        if "<a" in section or "<A" in section:
            yield section
        at = text.find(_CDATA_OPEN, end)


def next_link(page: Page) -> tuple[Ask, ...]:
    """The page behind the link that says so (下一页); none where there is no such link, or it leads to the page itself.

    >>> from pipeline.fetch.values import Page
    >>> next_link(Page("http://a.example/list.html", '<a href="list_2.html">下一页</a>', onward=frozenset({"下一页"})))
    (Ask(url='http://a.example/list_2.html', form='', title='', begins=False),)
    """
    tree = LexborHTMLParser(page.text)
    base = _base_of(tree, page.url)
    for anchor in tree.css("a[href], link[rel=next]"):
        if not _says_next(anchor, page.onward):
            continue
        url = absolute(base, anchor.attributes.get("href") or "")
        if url and url != urldefrag(page.url).url:
            return (Ask(url),)
    return ()


def _says_next(anchor: LexborNode, onward: frozenset[str]) -> bool:
    if (anchor.attributes.get("rel") or "").lower() == "next":
        return True
    shown = unescape(anchor.text()).strip()
    told = (anchor.attributes.get("title") or "").strip()
    return any(len(said) <= _LONGEST_NEXT and bare(said) in onward for said in (shown, told))
