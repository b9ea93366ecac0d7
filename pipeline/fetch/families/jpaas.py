"""Hanweb JPaaS: a column page names its unit in `queryData`; an API gives the unit's markup in JSON, page by page."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pipeline.fetch.families.markup import links_of
from pipeline.fetch.values import Ask, Listing, Page

if TYPE_CHECKING:
    from pipeline.fetch.site import SiteRule

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_QUERY = re.compile(r"""queryData\s{0,9}=\s{0,9}(?:"([^"]{2,2000})"|'([^']{2,2000})')""", re.IGNORECASE)
_PAIR = re.compile(r"""["']?(\w{1,40})["']?\s{0,9}:\s{0,9}["']([^"']{0,200})["']""")
_SIZE = 15


def read(page: Page, site: SiteRule) -> Listing:
    """A column page asks its unit for page 1; an answer gives links, and as long as there are any, the page after it."""
    del site
    if UNIT in page.url:
        return _answer(page)
    return Listing(links_of(page), units_of(page))


def units_of(page: Page) -> tuple[Ask, ...]:
    """The first page of each unit that a column page names.

    >>> markup = '''<script queryData="{'webId':'1','pageId':'2','tagId':'列表','tplSetId':'x','pageType':'column'}"></script>'''
    >>> units_of(Page("http://a.example/col/col2/index.html", markup))[0].url.startswith("http://a.example" + UNIT)
    True
    """
    asks: dict[str, Ask] = {}
    for double, single in _QUERY.findall(page.text):
        query = dict(_PAIR.findall(unescape(double or single)))
        if not {"webId", "tagId"} <= query.keys():
            continue
        query.setdefault("parseType", "bulidstatic")  # spelt so by the system
        query["paramJson"] = _param(1)
        url = urljoin(page.url, f"{UNIT}?{urlencode(query)}")
        asks.setdefault(url, Ask(url, begins=True))
    return tuple(asks.values())


def _param(number: int) -> str:
    return json.dumps({"pageNo": number, "pageSize": _SIZE}, separators=(",", ":"))


def _answer(page: Page) -> Listing:
    try:
        said = json.loads(page.text)
        markup = said["data"]["html"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Listing(note="not_an_answer")
    parts = urlsplit(page.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    links = links_of(Page(urlunsplit((parts.scheme, parts.netloc, "/", "", "")), str(markup)))
    if not links:
        return Listing()
    number = _number(query.get("paramJson", "")) + 1
    following = urlunsplit(parts._replace(query=urlencode(query | {"paramJson": _param(number)})))
    return Listing(links, (Ask(following),))


def _number(param: str) -> int:
    try:
        return int(json.loads(param)["pageNo"])
    except (ValueError, KeyError, TypeError):
        return 1
