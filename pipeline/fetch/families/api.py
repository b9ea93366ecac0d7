"""Lists in JSON. Where a system of its own keeps things is said by the source (`api:`); the policy library of gov.cn is known."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipeline.fetch.families.markup import absolute, day_in
from pipeline.fetch.values import Ask, Link, Listing

if TYPE_CHECKING:
    from pipeline.fetch.site import Records, SiteRule
    from pipeline.fetch.values import Page

_TAG = re.compile(r"<[^<>]{0,200}>")
_PAGE_NAMES = ("page", "pageIndex", "pageNo", "pageNum", "current", "p")
_MILLISECONDS = 10**11
_CHINA = dt.timezone(dt.timedelta(hours=8))


def read(page: Page, site: SiteRule) -> Listing:
    """The links of one page of the list, and the page after it."""
    assert site.api is not None
    return _listing(page, site.api)


def read_library(page: Page, site: SiteRule) -> Listing:
    """The same for the policy library of gov.cn: `search-gov/data?t=zhengcelibrary_gw&p=1&n=50`."""
    from pipeline.fetch.site import Records  # noqa: PLC0415 - sources know their families, not the other way round

    del site
    return _listing(
        page, Records(records="searchVO.listVO", title="title", link="url", date="pubtime", total="searchVO.totalCount")
    )


def _listing(page: Page, where: Records) -> Listing:
    try:
        said = json.loads(page.text)
    except (ValueError, RecursionError):
        return Listing(note="not_an_answer")
    records = at(said, where.records)
    if not isinstance(records, list):
        return Listing(note="not_an_answer")
    links = tuple(link for one in records if (link := _link(page, one, where)) is not None)
    further = _following(page, said, where, len(records)) if records else ()
    return Listing(links, further)


def at(said: Any, path: str) -> Any:  # noqa: ANN401 - JSON of a stranger
    """The value at a dotted path; None where there is none.

    >>> at({"data": {"list": [1]}}, "data.list"), at([], "data.list"), at({"a": 1}, "")
    ([1], None, {'a': 1})
    """
    for part in filter(None, path.split(".")):
        said = said.get(part) if isinstance(said, dict) else None
    return said


def _link(page: Page, record: Any, where: Records) -> Link | None:  # noqa: ANN401 - JSON of a stranger
    url = absolute(page.url, str(at(record, where.link) or ""))
    if url is None:
        return None
    title = unescape(_TAG.sub("", str(at(record, where.title) or "")))
    return Link(url, " ".join(title.split()), _day(at(record, where.date)) if where.date else "")


def _day(said: Any) -> str:  # noqa: ANN401 - JSON of a stranger
    """A day in words, or in seconds or milliseconds since 1970; China's day."""
    if isinstance(said, str) and not said.isdecimal():
        return day_in(said)
    try:
        number = int(said)
        seconds = number / 1000 if number >= _MILLISECONDS else number
        return dt.datetime.fromtimestamp(seconds, _CHINA).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _following(page: Page, said: Any, where: Records, count: int) -> tuple[Ask, ...]:  # noqa: ANN401 - JSON of a stranger
    """The next page, as long as the records so far are fewer than the list says it has; without a word of it, none."""
    total = str(at(said, where.total) or "") if where.total else ""
    size = where.size or count
    if not total.isdecimal() or page.number * size >= int(total):
        return ()
    if where.form:
        return (Ask(page.url, where.form.replace("{page}", str(page.number + 1))),)
    parts = urlsplit(page.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    name = next((name for name in _PAGE_NAMES if name in dict(query)), None)
    if name is None:
        return ()
    turned = [(key, str(page.number + 1) if key == name else value) for key, value in query]
    return (Ask(urlunsplit(parts._replace(query=urlencode(turned)))),)
