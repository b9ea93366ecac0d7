"""gkmlpt, the directory of open government information in Guangdong: a tree of categories, and a JSON list for each.

Pages 0 and 1 of a list are the same; a list begins at 1 and has 100 entries a page.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pipeline.fetch.families.markup import absolute, day_in
from pipeline.fetch.values import Ask, Link, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Page

_API = "/gkmlpt/api/all/"
_SID = re.compile(r"""SID['"]?\s{0,9}:\s{0,9}['"]?(\d{1,12})""")
_TREE = re.compile(r"""TREE['"]?\s{0,9}:\s{0,9}(?=\[)""")
_PER_PAGE = 100
_DEEPEST = 12


def read(page: Page, site: SiteRule) -> Listing:
    """The index asks for the list of each category; a list gives links, and the page after it."""
    del site
    return _list(page) if _API in page.url else _index(page)


def _index(page: Page) -> Listing:
    sid, tree = _SID.search(page.text), _TREE.search(page.text)
    if sid is None or tree is None:
        return Listing(note="no_tree")
    try:
        nodes, _ = json.JSONDecoder().raw_decode(page.text, tree.end())
    except (ValueError, RecursionError):
        return Listing(note="no_tree")
    asks = tuple(
        Ask(urljoin(page.url, f"{_API}{number}?{urlencode({'page': 1, 'sid': sid[1]})}"), title=name, begins=True)
        for number, name in _categories(nodes, 0)
    )
    return Listing(further=asks)


def _categories(nodes: Any, depth: int) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - JSON of a stranger
    """The categories that have none below them: their lists together are the whole directory."""
    if not isinstance(nodes, list) or depth > _DEEPEST:
        return
    for node in nodes:
        if not isinstance(node, dict) or node.get("jump_url"):
            continue
        below = node.get("children")
        if below:
            yield from _categories(below, depth + 1)
        elif str(node.get("id", "")).isdecimal():
            yield int(node["id"]), str(node.get("name", ""))


def _list(page: Page) -> Listing:
    try:
        said = json.loads(page.text)
        articles = [one for one in said["articles"] if isinstance(one, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Listing(note="not_an_answer")
    links = tuple(link for one in articles if (link := _link(page, one)) is not None)
    parts = urlsplit(page.url)
    query = dict(parse_qsl(parts.query))
    number = int(query.get("page", "1")) if query.get("page", "1").isdecimal() else 1
    if not articles or number * _PER_PAGE >= _count(said):
        return Listing(links)
    return Listing(links, (Ask(urlunsplit(parts._replace(query=urlencode(query | {"page": number + 1})))),))


def _count(said: dict[str, Any]) -> int:
    classify = said.get("classify")
    count = classify.get("post_count") if isinstance(classify, dict) else None
    return int(str(count)) if str(count).isdecimal() else 0


def _link(page: Page, article: dict[str, Any]) -> Link | None:
    url = absolute(page.url, str(article.get("url") or article.get("post_url") or ""))
    if url is None:
        return None
    attached = article.get("attachment") or []
    hrefs = [str(one.get("url", "")) for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    files = tuple(found for href in hrefs if (found := absolute(page.url, href)))
    day = day_in(str(article.get("display_publish_time") or article.get("date") or article.get("created_at") or ""))
    return Link(url, " ".join(str(article.get("title", "")).split()), day, files)
