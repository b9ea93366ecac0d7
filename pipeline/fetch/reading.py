"""What a list page means for a source: which links are wanted and why, which are not and why not, and where to look on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fetch.values import ATTACHMENT, LIST, NOTICE, Visit

if TYPE_CHECKING:
    from pipeline.fetch.knowledge import FetchRules
    from pipeline.fetch.site import SiteRule
    from pipeline.fetch.values import Ask, Link
    from pipeline.read.page import PageRules

ASKED = "asked"
"""Why a page is fetched whose address a person gave."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Taste:
    """What one source is to give: the source, the words of all sources, and which addresses are files."""

    site: SiteRule
    rules: FetchRules
    files: PageRules

    def judge(self, link: Link) -> tuple[str, str]:
        """Why a link is wanted (a rule, a word, `asked`), and why it is not: one of the two is empty."""
        if not self.holds(link.url, NOTICE):
            return "", "outside"
        why = self._why(link)
        if not why:
            return "", "not_wanted"
        if self.site.years and not self._years(link) & set(self.site.years):
            return "", "other_year"
        return why, ""

    def holds(self, url: str, kind: str) -> bool:
        """Whether an address may be asked for: one of the site; files that a notice links to may lie anywhere."""
        return kind == ATTACHMENT or self.site.holds(url)

    def _why(self, link: Link) -> str:
        if self.site.family == "urls":
            return ASKED
        if self.site.notices and not re.search(self.site.notices, link.url):
            return ""
        if not link.title:
            return f"address {self.site.notices}" if self.site.notices else ""
        return self.rules.why_wanted(link.title, self.site.titles)

    def _years(self, link: Link) -> set[int]:
        """The years that a link speaks of; those wanted, where it speaks of none."""
        said = {int(year) for year in _YEAR.findall(link.title)}
        return said or ({int(link.date[:4])} if link.date else set(self.site.years))

    def visit(self, link: Link, why: str, via: Visit) -> Visit:
        """The visit to a page, or to a file, that a list names."""
        kind = ATTACHMENT if self.files.file_type(link.url) else NOTICE
        return Visit(self.site.id, kind, link.url, via=via.url, why=why, title=link.title, date=link.date)

    def attached(self, page: Visit, files: tuple[Link, ...]) -> tuple[Visit, ...]:
        """The visits to a notice's files, as far as it may have any."""
        first = files[:_MOST_FILES]
        return tuple(
            Visit(self.site.id, ATTACHMENT, file.url, via=page.url, why="attachment", title=file.title) for file in first
        )

    def files_in(self, links: tuple[Link, ...]) -> tuple[Link, ...]:
        """The links of a page that lead to files."""
        return tuple(link for link in links if self._is_file(link))

    def _is_file(self, link: Link) -> bool:
        """Told by the ending of its address, by the file's name that is its title, or by words and address as of a download."""
        named = "." in link.title and self.files.file_type(link.title) is not None
        return self.files.file_type(link.url) is not None or named or self.rules.is_attachment(link)

    def columns(self, links: tuple[Link, ...], via: Visit) -> tuple[Visit, ...]:
        """The columns that a page leads to, as far as the source says to follow them."""
        if via.depth >= self.site.follow:
            return ()
        wanted = [link for link in links if self.site.holds(link.url) and self.rules.is_column(link.title)]
        return tuple(
            Visit(self.site.id, LIST, link.url, via=via.url, why="column", title=link.title, depth=via.depth + 1)
            for link in wanted
        )

    def further(self, asks: tuple[Ask, ...], via: Visit) -> tuple[Visit, ...]:
        """The list pages behind this one, as far as the source says to turn pages."""
        visits = []
        for ask in asks:
            page = 1 if ask.begins else via.page + 1
            if page <= self.site.pages and self.site.holds(ask.url):
                title = ask.title or via.title
                visit = Visit(self.site.id, LIST, ask.url, ask.form, via.url, "list", title, page=page, depth=via.depth)
                visits.append(visit)
        return tuple(visits)


_MOST_FILES = 60
"""A page with more files than this is a download centre, not a notice."""
