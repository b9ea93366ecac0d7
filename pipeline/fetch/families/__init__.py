"""The systems that make the lists of government sites, each as one pure function: a page of a list → what it says.

To add one: a module with `read(page, site) -> Listing`, its line in `FAMILIES`, and a test site under `tests/fetch/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.fetch.families import addresses, api, feed, gkmlpt, jpaas, jpage, portal, wcm

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Listing, Page

FAMILIES: dict[str, Callable[[Page, SiteRule], Listing]] = {
    "api": api.read,
    "feed": feed.read,
    "gkmlpt": gkmlpt.read,
    "jpaas": jpaas.read,
    "jpage": jpage.read,
    "library": api.read_library,
    "pages": portal.read_plain,
    "portal": portal.read,
    "urls": addresses.read,
    "wcm": wcm.read,
}
"""What `family` of a source may be."""
