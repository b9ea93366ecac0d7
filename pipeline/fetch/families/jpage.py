"""Hanweb jpage: a column page holds its first records in `<datastore>`; `dataproxy.jsp` gives the rest by number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from pipeline.fetch.families.markup import links_of
from pipeline.fetch.values import Ask, Listing

if TYPE_CHECKING:
    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Page

PROXY = "/module/web/jpage/dataproxy.jsp"
_TOTAL = re.compile(r"totalRecords?\s{0,9}[:=]\s{0,9}['\"]?(\d{1,7})|<totalrecord>\s{0,9}(\d{1,7})", re.IGNORECASE)
_PER_PAGE = re.compile(r"perPage\s{0,9}[:=]\s{0,9}['\"]?(\d{1,4})", re.IGNORECASE)
_CALL = re.compile(r"""[^\s"'<>\[\]]{0,120}dataproxy\.jsp\?([^\s"'<>\]]{1,400})""", re.IGNORECASE)
_IDS = ("columnid", "unitid", "webid")
_SAID = {name: re.compile(rf"{name}['\"]?\s{{0,9}}[:=]\s{{0,9}}['\"]?([\w-]{{1,64}})", re.IGNORECASE) for name in _IDS}
_DEFAULT_PER_PAGE = 20
_FORM = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}


@dataclass(frozen=True, slots=True)
class _Column:
    """What the paging of a column needs; ids that are not numbers are encrypted."""

    ids: tuple[tuple[str, str], ...]
    total: int
    per_page: int
    seen: int


def read(page: Page, site: SiteRule) -> Listing:
    """The links of a column page or of an answer of the proxy, and where the list goes on."""
    links = links_of(page)
    column = _column(page)
    if column is None or column.seen >= column.total:
        return Listing(links)
    if not all(value.isdecimal() for _, value in column.ids):
        return Listing(links, note="encrypted_ids")
    return Listing(links, (_ask(page, column, "post" if site.post else "get"),))


def _column(page: Page) -> _Column | None:
    known = _known(page)
    total = _TOTAL.search(page.text)
    if total is None or not all(known.get(name) for name in _IDS):
        return None
    per_page = _PER_PAGE.search(page.text)
    size = int(known.get("perpage") or (per_page[1] if per_page else _DEFAULT_PER_PAGE))
    seen = int(known.get("endrecord") or page.text.count("<record>"))
    ids = tuple((name, known[name]) for name in _IDS)
    return _Column(ids, int(total[1] or total[2]), max(size, 1), seen)


def _known(page: Page) -> dict[str, str]:
    """What the question, the call in the page, or its script say of column, unit, site and records."""
    asked = {key.lower(): value for key, value in parse_qsl(urlsplit(page.url).query) + parse_qsl(page.form)}
    if PROXY in page.url:
        return {key: value for key, value in asked.items() if not key.endswith("record") or value.isdecimal()}
    said = {name: match[1] for name, pattern in _SAID.items() if (match := pattern.search(page.text))}
    call = _CALL.search(page.text)
    called = {key.lower(): value for key, value in parse_qsl(call[1].replace("&amp;", "&"))} if call else {}
    return said | {name: called[name] for name in _IDS if called.get(name)}


def _ask(page: Page, column: _Column, method: str) -> Ask:
    """The next group of records: three pages at a time, as the system's own script asks."""
    start = column.seen + 1
    window = {
        "startrecord": str(start),
        "endrecord": str(min(column.seen + 3 * column.per_page, column.total)),
        "perpage": str(column.per_page),
    }
    ids = dict(column.ids)
    if method == "get":
        return Ask(urljoin(page.url, f"{PROXY}?{urlencode(window | ids)}"))
    url = urljoin(page.url, f"{PROXY}?{urlencode(window)}")
    return Ask(url, urlencode(_FORM | ids))
