"""Where a look at a source begins: at the lists of its entry, at a file of addresses, or at addresses that a person gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fetch.families import addresses
from pipeline.fetch.fault import FetchFault
from pipeline.fetch.reading import ASKED
from pipeline.fetch.values import LIST, NOTICE, Page, Visit, host_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.fetch.collector import Collector
    from pipeline.fetch.ledger import Ledger
    from pipeline.fetch.site import SiteRule

BY_HAND = "by-hand"
"""The source of addresses that are given on the command line."""


@dataclass(frozen=True)
class Beginning:
    """What a round is begun with: the addresses of the command line, the folder of the entries, the ledger, the collector."""

    urls: tuple[str, ...]
    entries: Path
    ledger: Ledger
    collector: Collector

    def rounds(self, sites: Sequence[SiteRule]) -> dict[str, int]:
        """The round of each source: the one that was not ended goes on, else a new one begins."""
        rounds = {}
        with self.ledger.together():
            for site in sites:
                number = self.ledger.open_round(site.id)
                if number is None:
                    number = self.ledger.begin_round(site.id)
                    self._seed(number, site)
                if site.id == BY_HAND:
                    self._ask(number)
                rounds[site.id] = number
            self.ledger.activate(rounds.values())
        return rounds

    def _ask(self, number: int) -> None:
        """Every address that was given is fetched, however short a time ago it was fetched before."""
        for url in self.urls:
            if self.ledger.add(number, [Visit(BY_HAND, NOTICE, url, why=ASKED)]):
                self.ledger.count(number, host_of(url), "found")

    def _seed(self, number: int, site: SiteRule) -> None:
        for place in site.lists:
            if "://" in place:
                form = site.api.form.replace("{page}", "1") if site.api else ""
                self.ledger.add(number, [Visit(site.id, LIST, place, form, why="source")])
            else:
                via = Visit(site.id, LIST, place)
                self.collector.listed(number, via, addresses.read(self._file(place, site), site).links)

    def _file(self, name: str, site: SiteRule) -> Page:
        path = self.entries / name
        try:
            return Page(f"http://{site.hosts[0]}/", path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{path}: {error}"
            raise FetchFault(msg) from error
