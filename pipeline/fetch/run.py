"""One run of the collector: sources and a folder in, an archive and an index out. Whatever ended the last one, it goes on."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.engine.locking import locked
from pipeline.fetch.archive import Archive, cut_back
from pipeline.fetch.collector import Collector, Tools
from pipeline.fetch.crawl.job import Job, Manners
from pipeline.fetch.fault import FetchFault
from pipeline.fetch.index import write_index
from pipeline.fetch.knowledge import READING, open_sources
from pipeline.fetch.ledger import Ledger
from pipeline.fetch.reading import Taste
from pipeline.fetch.report import Result, result_of
from pipeline.fetch.rounds import BY_HAND, Beginning
from pipeline.fetch.site import SiteRule
from pipeline.fetch.values import host_of
from pipeline.rules import open_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.fetch.knowledge import FetchRules
    from pipeline.read.page import PageRules

STATE = ".fetch"
WARC = "warc"


@dataclass(frozen=True)
class Order:
    """What to collect, and where to: sources by name, single addresses, the folder, the rules, and how to behave."""

    names: tuple[str, ...]
    urls: tuple[str, ...]
    raw: Path
    rules: Path
    manners: Manners = field(default_factory=Manners)


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    results: tuple[Result, ...]
    crashes: tuple[str, ...]
    fatal: str
    interrupted: bool
    seconds: float
    mended: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether the command should end non-zero: an alarm, a bug of ours, or an archive that cannot be written."""
        return bool(self.crashes or self.fatal or any(result.alarms for result in self.results))


def collect(order: Order, watch: Callable[[Callable[[], list[Result]]], Callable[[], None]]) -> Outcome:
    """Do what the order says. `watch` is given a way to ask how things stand, and gives what is called after each page."""
    start = time.monotonic()
    book = open_sources(order.rules)
    sites = _chosen(order, book.slices["sites"].named)
    state = order.raw / STATE
    taken = FetchFault(f"another run is writing to {order.raw}; wait until it ends")
    with locked(state, taken), _ledger(state / "ledger.sqlite") as ledger:
        mended = cut_back(order.raw / WARC, ledger.files())
        archive = Archive(order.raw / WARC, ledger.name_file)
        reading = open_rules(order.rules, READING).slices
        tastes = _tastes(reading, sites, book.slices["fetch"])
        collector = Collector(Tools(ledger, archive, tastes, reading["encodings"]))
        rounds = Beginning(order.urls, order.rules / "sites", ledger, collector).rounds(sites)
        on_change = watch(lambda: [result_of(site, rounds[site.id], ledger) for site in sites])
        job = Job(collector, ledger, archive, {site.id: site for site in sites}, order.manners, on_change)
        try:
            _crawl(job, state / "scrapy.log")
        finally:
            archive.close()
            results = tuple(result_of(site, rounds[site.id], ledger) for site in sites)
            _end(rounds, ledger)
            write_index(ledger.lines(), order.raw)
    return Outcome(results, tuple(job.crashes), job.fatal, job.interrupted, time.monotonic() - start, mended)


def _crawl(job: Job, log: Path) -> None:
    from pipeline.fetch.crawl.process import crawl  # noqa: PLC0415 - Scrapy takes a second to load

    crawl(job, log)


def _chosen(order: Order, named: Callable[[Sequence[str]], tuple[SiteRule, ...]]) -> tuple[SiteRule, ...]:
    """The sources to visit; single addresses make one of their own."""
    try:
        sites = named(order.names)
    except KeyError as error:
        msg = f"there is no source {error.args[0]!r}; `taizhang sites` lists them"
        raise FetchFault(msg) from None
    hosts = tuple(sorted({host_of(url) for url in order.urls}))
    if order.urls and not all(hosts):
        msg = "an address begins with http:// or https:// and names a host"
        raise FetchFault(msg)
    if order.urls:
        by_hand = SiteRule(id=BY_HAND, name=BY_HAND, region="000000", family="urls", hosts=hosts, lists=(), facts="--url")
        sites = (*sites, by_hand)
    if not sites:
        msg = "say what to fetch: names of sources, or --url; `taizhang sites` lists the sources"
        raise FetchFault(msg)
    return sites


def _end(rounds: dict[str, int], ledger: Ledger) -> None:
    with ledger.together():
        for number in rounds.values():
            if not ledger.waiting_of(number):
                ledger.end_round(number)


def _tastes(rules: Mapping[str, Any], sites: Sequence[SiteRule], words: FetchRules) -> dict[str, Taste]:
    files: PageRules = rules["page"]
    return {site.id: Taste(site, words, files) for site in sites}


@contextmanager
def _ledger(path: Path) -> Iterator[Ledger]:
    ledger = Ledger(path)
    try:
        yield ledger
    finally:
        ledger.close()
