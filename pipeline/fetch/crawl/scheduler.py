"""Which request is next: the ledger knows. One visit to a host at a time, within the host's budget.

Scrapy's own job directory is not used: it keeps its queue in memory until it is closed in peace, and forgets what was in flight.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from pipeline.fetch.values import Visit, host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipeline.fetch.crawl.spider import NoticeSpider

_KEPT = ("retry_times", "redirect_times", "redirect_ttl", "redirect_urls")
"""What a request has been through, and must not be forgotten when it is put back."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}


class LedgerScheduler(BaseScheduler):
    """Hands out what the ledger has waiting."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._out: dict[str, int] = {}
        self._turn = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerScheduler:
        """As Scrapy makes it."""
        return cls(crawler)

    @property
    def _spider(self) -> NoticeSpider:
        return self._crawler.spider  # type: ignore[return-value] # ours

    def has_pending_requests(self) -> bool:
        """Whether there is anything that this run may still fetch."""
        return any(self._open(host) for host in tuple(self._spider.job.ledger.hosts))

    def _open(self, host: str) -> tuple[int, Visit, str] | None:
        """The next visit of a host, if there is one and the host may be asked."""
        job = self._spider.job
        found = None if host in job.resting else job.ledger.next_of(host)
        if found is None:
            return None
        return found if job.spent.get(host, 0) < job.budget_of(found[1].site) else None

    def next_request(self) -> Request | None:
        """The next request to a host that is not being asked at this moment, host after host in turn."""
        job = self._spider.job
        hosts = sorted(job.ledger.hosts - self._out.keys())
        for step in range(len(hosts)):
            host = hosts[(self._turn + step) % len(hosts)]
            found = self._open(host)
            if found is None:
                job.ledger.hosts.discard(host)
                continue
            self._turn += step + 1
            self._out[host] = found[0]
            job.spent[host] = job.spent.get(host, 0) + 1
            job.least_delay[host] = max(job.sites[found[1].site].delay, job.least_delay.get(host, 0.0))
            return self._request(*found)
        return None

    def _request(self, number: int, visit: Visit, kept: str) -> Request:
        job = self._spider.job
        manners = job.manners
        meta = {
            "visit": number,
            "what": visit,
            "download_maxsize": manners.largest_file if visit.kind == "attachment" else manners.largest_page,
        }
        stood = json.loads(kept) if kept else {}
        form = stood.get("form", visit.form)
        return Request(
            stood.get("url", visit.url),
            method="POST" if form else "GET",
            body=form,
            headers=_FORM if form else None,
            callback=self._spider.parse,
            errback=self._spider.lost,
            dont_filter=True,
            meta=meta | {name: stood[name] for name in _KEPT if name in stood},
        )

    def enqueue_request(self, request: Request) -> bool:
        """A request goes on, after a redirect or for another try: back into the ledger, unless it has left its site."""
        number, visit = request.meta["visit"], request.meta["what"]
        job = self._spider.job
        self._spider.keep_step(request)
        self.release(number)
        if not job.collector.may_go(visit, request.url):
            self._spider.settle_failure(number, visit, "redirected_outside")
            return False
        stood = {"url": request.url, "form": request.body.decode("utf-8", "replace")}
        stood |= {name: request.meta[name] for name in _KEPT if name in request.meta}
        job.ledger.put_back(number, host_of(request.url), json.dumps(stood))
        return True

    def release(self, number: int) -> None:
        """A visit is no longer under way: its host may be asked again."""
        self._out = {host: one for host, one in self._out.items() if one != number}
