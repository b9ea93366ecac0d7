"""TRS WCM and its kin: static lists `index.html`, `index_1.html` …, whose script says how many there are.

Two dialects: `createPageHTML(pages, current, "index", "html")` counts from 0 and goes on with `index_1.html`;
`createPageHTML('page-div', pages, current, 'list', 'shtml', records)` counts from 1 and goes on with `list_2.shtml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.fetch.families.markup import links_of
from pipeline.fetch.values import Ask, Listing

if TYPE_CHECKING:
    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Page

_NAME = r"""["']([\w.\-/]{1,80})["']"""
_CALL = re.compile(
    r"createPageHTML\s{0,9}\(\s{0,9}"
    r"""(?P<box>["'][^"'()]{0,40}["']\s{0,9},\s{0,9})?"""
    rf"(?P<pages>\w{{1,20}})\s{{0,9}},\s{{0,9}}(?P<current>\w{{1,20}})\s{{0,9}},\s{{0,9}}{_NAME}\s{{0,9}},\s{{0,9}}{_NAME}",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"var\s{1,9}(countPage|currentPage)\s{0,9}=\s{0,9}(\d{1,6})")
_OLD_STEM = re.compile(r"""["']([\w\-]{1,40})["']\s{0,9}\+\s{0,9}["']_["']\s{0,9}\+[^;\n]{0,80}?["']\.(s?html?)["']""")


def read(page: Page, site: SiteRule) -> Listing:
    """The links of a list page and its next page."""
    del site
    return Listing(links_of(page), next_page(page))


def next_page(page: Page) -> tuple[Ask, ...]:
    """The page after this one, by what the page's script says; none on the last.

    >>> from pipeline.fetch.values import Page
    >>> next_page(Page("http://a.example/zwgk/", 'createPageHTML(3, 0, "index", "html");'))[0].url
    'http://a.example/zwgk/index_1.html'
    >>> next_page(Page("http://a.example/x/list_2.shtml", "createPageHTML('page-div',3,2,'list','shtml',58)"))[0].url
    'http://a.example/x/list_3.shtml'
    """
    said = _said(page.text)
    if said is None:
        return ()
    pages, current, first, stem, ending = said
    if current + 1 - first >= pages:
        return ()
    return (Ask(urljoin(page.url, f"{stem}_{current + 1}.{ending}")),)


def _said(text: str) -> tuple[int, int, int, str, str] | None:
    """How many pages there are, which this is, the number of the first, and how their names are made."""
    variables = {name: int(number) for name, number in _VARIABLE.findall(text)}
    for match in _CALL.finditer(text):
        pages, current = (_number(match[name], variables) for name in ("pages", "current"))
        if pages is not None and current is not None:
            return pages, current, 1 if match["box"] else 0, match[4], match[5].lstrip(".")
    old = _OLD_STEM.search(text)
    if old and variables.keys() == {"countPage", "currentPage"}:
        return variables["countPage"], variables["currentPage"], 0, old[1], old[2]
    return None


def _number(said: str, variables: dict[str, int]) -> int | None:
    return int(said) if said.isdecimal() else variables.get(said)
