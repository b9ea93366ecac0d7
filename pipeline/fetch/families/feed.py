"""RSS, Atom and sitemaps, read as marks in a text: a feed is a stranger's XML, often broken, and its entities stay unresolved."""

from __future__ import annotations

import gzip
import io
import re
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING

from pipeline.fetch.families.markup import absolute, day_in
from pipeline.fetch.values import Ask, Link, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Page

_OPEN = re.compile(r"<(item|entry|url|sitemap)(?=[\s>])", re.IGNORECASE)
_FIELD = re.compile(
    r"<(loc|link|guid|title|pubdate|published|updated|lastmod)\b([^<>]{0,400})>((?:<!\[CDATA\[)?[^<]{0,2000})", re.IGNORECASE
)
_HREF = re.compile(r"""href\s{0,3}=\s{0,3}["']([^"']{1,2000})""", re.IGNORECASE)
_MOST = 50_000
"""As many as a sitemap may hold."""


def read(page: Page, site: SiteRule) -> Listing:
    """The entries of a feed or a sitemap; the sitemaps that an index of sitemaps names.

    >>> from pipeline.fetch.values import Page
    >>> read(Page("http://a.example/s.xml", "<urlset><url><loc>/b.html</loc></url></urlset>"), None).links[0].url
    'http://a.example/b.html'
    """
    del site
    links: list[Link] = []
    further: list[Ask] = []
    for name, entry in _entries(page.text):
        fields = _fields(entry)
        url = absolute(page.url, fields.get("loc") or fields.get("link") or fields.get("guid") or "")
        if url is None:
            continue
        if name == "sitemap":
            further.append(Ask(url, begins=True))
        else:
            links.append(Link(url, fields.get("title", ""), _day(fields)))
    return Listing(tuple(links), tuple(further), "" if links or further else "no_entries")


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Each entry's name and what stands in it, up to the entry behind it."""
    starts = [(match.start(), match[1].lower()) for _, match in zip(range(_MOST), _OPEN.finditer(text), strict=False)]
    for number, (start, name) in enumerate(starts):
        yield name, text[start : starts[number + 1][0] if number + 1 < len(starts) else len(text)]


def _fields(entry: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, attributes, said in _FIELD.findall(entry):
        href = _HREF.search(attributes)
        text = said.removeprefix("<![CDATA[").partition("]]")[0].strip() or (href[1] if href else "")
        if text:
            fields.setdefault(name.lower(), " ".join(unescape(text).split()))
    return fields


def _day(fields: dict[str, str]) -> str:
    """A day as feeds write it: `2023-04-13T08:00:00+08:00`, or `Thu, 13 Apr 2023 08:00:00 +0800`."""
    said = next((fields[name] for name in ("pubdate", "published", "updated", "lastmod") if name in fields), "")
    try:
        return day_in(said) or parsedate_to_datetime(said).date().isoformat()
    except (TypeError, ValueError):
        return ""


def unpacked(body: bytes, limit: int) -> bytes:
    """A sitemap that was put up as a gzip file, opened, at most `limit` bytes of it; any other body as it is.

    >>> unpacked(gzip.compress(b"<urlset/>"), 100), unpacked(b"<rss/>", 100)
    (b'<urlset/>', b'<rss/>')
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            return stream.read(limit)
    except (OSError, EOFError):
        return body
