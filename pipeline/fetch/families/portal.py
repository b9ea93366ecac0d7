"""Pages of any system: what each family's signs say is taken together. For sites of which nothing is known but the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fetch.families import jpaas, jpage, wcm
from pipeline.fetch.families.markup import links_of, next_link
from pipeline.fetch.values import Listing

if TYPE_CHECKING:
    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Page

_SIGNS = (
    ("jpaas", (jpaas.UNIT, "unitbuild.js", "queryData")),
    ("jpage", ("dataproxy.jsp",)),
    ("wcm", ("createPageHTML", "countPage")),
    ("gkmlpt", ("/gkmlpt/", "_CONFIG")),
    ("feed", ("<urlset", "<rss", "<sitemapindex", "<feed")),
)


def guess(text: str) -> str:
    """The family whose signs a page shows; `pages` where it shows none.

    >>> guess('<script>createPageHTML(2, 0, "index", "html")</script>'), guess("<p>下一页</p>")
    ('wcm', 'pages')
    """
    return next((family for family, signs in _SIGNS if any(sign in text for sign in signs)), "pages")


def read(page: Page, site: SiteRule) -> Listing:
    """The links of a page, and each way in which it says that it goes on."""
    if jpaas.UNIT in page.url:
        return jpaas.read(page, site)
    if "dataproxy.jsp" in page.text or jpage.PROXY in page.url:
        return jpage.read(page, site)
    links = links_of(page)
    return Listing(links, jpaas.units_of(page) or wcm.next_page(page) or next_link(page))


def read_plain(page: Page, site: SiteRule) -> Listing:
    """A plain list: its links, and the page behind 下一页."""
    del site
    return Listing(links_of(page), next_link(page))
