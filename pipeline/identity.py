"""Who a page is: its site, its canonical address, and the id under which its notice stands in every table."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

if TYPE_CHECKING:
    from pipeline.values import RawPage

_TRACKING = re.compile(r"(?:utm_\w+|from|spm|share\w*|timestamp|_t|t|random|isappinstalled|nsukey|wxd\w*)\Z", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def site_of(url: str | None) -> str | None:
    """The host that served the page, in lower case, without `www.` and a default port.

    >>> site_of("HTTP://www.Lanxi.gov.example:80/a.html"), site_of("http://10.0.0.1:8080/"), site_of("nonsense"), site_of(None)
    ('lanxi.gov.example', '10.0.0.1:8080', None, None)
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    host = host.rstrip(".").removeprefix("www.")
    if port and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        return f"{host}:{port}"
    return host


def canonical_url(url: str) -> str:
    """The address without what varies between visits: scheme, `www.`, fragment, session and tracking parameters, their order.

    >>> canonical_url("https://WWW.a.gov.example/x/index.html;jsessionid=9?b=2&a=1&utm_source=wx#top")
    'a.gov.example/x/index.html?a=1&b=2'
    """
    site = site_of(url)
    if site is None:
        return url.strip()
    parts = urlsplit(_SESSION.sub("", url.strip()))
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
    path = re.sub(r"/{2,}", "/", unquote_plus(parts.path, errors="replace")) or "/"
    return f"{site}{path}" + (f"?{urlencode(query)}" if query else "")


def doc_id_of(page: RawPage) -> str:
    """16 hex digits: from site and canonical address where the address is known, else from the bytes.

    A CMS number alone never makes an id: two sites share them.

    >>> from pipeline.values import RawPage
    >>> one = RawPage("a.html", b"x", url="http://www.lanxi.gov.example/art/1.html")
    >>> two = RawPage("b.html", b"y", url="https://lanxi.gov.example/art/1.html#p")
    >>> doc_id_of(one) == doc_id_of(two), len(doc_id_of(RawPage("c", b"z")))
    (True, 16)
    """
    if site_of(page.url) is not None:
        return hashlib.sha256(canonical_url(page.url or "").encode("utf-8", "replace")).hexdigest()[:16]
    return hashlib.sha256(page.body).hexdigest()[:16]


def sha256_of(body: bytes) -> str:
    """The fingerprint of the bytes as they were collected."""
    return hashlib.sha256(body).hexdigest()
