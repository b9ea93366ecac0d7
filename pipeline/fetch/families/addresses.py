"""A plain list of addresses, one a line: what people collect by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fetch.families.markup import absolute
from pipeline.fetch.values import Link, Listing

if TYPE_CHECKING:
    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Page


def read(page: Page, site: SiteRule) -> Listing:
    r"""The addresses of a list; a title may stand behind an address, lines that begin with `#` are remarks.

    >>> from pipeline.fetch.values import Page
    >>> read(Page("http://a.example/l.txt", "# mine\nhttp://a.example/1.html 工作要点\n\nnonsense\n"), None).links
    (Link(url='http://a.example/1.html', title='工作要点', date='', files=()),)
    """
    del site
    links = []
    for line in page.text.splitlines():
        said = line.strip().lstrip("\ufeff")
        url, _, title = said.partition(" ")
        if said.startswith("#") or "://" not in url:
            continue
        found = absolute(page.url, url)
        if found:
            links.append(Link(found, title.strip()))
    return Listing(tuple(links))
