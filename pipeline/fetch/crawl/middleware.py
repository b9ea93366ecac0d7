"""Between Scrapy's engine and the line: what came is kept as it came, known pages are asked for conditionally, retries wait."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.responsetypes import responsetypes
from scrapy.robotstxt import RobotParser

from pipeline.fetch.crawl.failures import LeftAlone, reason_of
from pipeline.fetch.values import Received, host_of

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response
    from twisted.internet.defer import Deferred

    from pipeline.fetch.crawl.job import Job

_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_SLOWEST = 60.0
_BREATH = 0.5
"""Seconds after which a pause looks whether the run was interrupted."""


def _job(crawler: Crawler) -> Job:
    return crawler.spider.job  # type: ignore[union-attr, no-any-return] # our spider


class AsReceived:
    """Nearest to the line: notes what came before anything is unpacked or replaced."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the address, and status, headers and body."""
        request.meta["received"] = (request.url, Received(response.status, _pairs(response.headers), response.body))
        return response


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values)


class Conditional:
    """Asks for a page that is archived only if it has changed, and answers `304 Not Modified` from the archive.

    Scrapy's HTTP cache would keep every page a second time, and give old pages out as new ones when a server is down.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Conditional:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say what is known of the page."""
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        visit = request.meta.get("what")
        known = _job(self._crawler).ledger.latest(visit.key) if visit is not None else None
        if known is None or known.final_url != request.url or not _job(self._crawler).archive.has(known.spot):
            return
        request.meta["known"] = known
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified

    def process_response(self, request: Request, response: Response) -> Response:
        """Put the archived body in the place of a 304."""
        known = request.meta.pop("known", None)
        if response.status != HTTPStatus.NOT_MODIFIED or known is None:
            return response
        kept = _job(self._crawler).archive.read(known.spot)
        headers = dict(kept.headers)
        kind = responsetypes.from_args(headers={k.encode(): v.encode("latin-1") for k, v in headers.items()}, url=request.url)
        return kind(request.url, status=kept.status, headers=headers, body=kept.body, flags=["unchanged"], request=request)


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, after a pause: as long as the server asks (`Retry-After`), else longer from try to try."""

    async def process_response(  # type: ignore[override] # Scrapy takes either
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Try again what failed for the moment, and pages that were cut off on the way."""
        del spider
        if response.status not in self.retry_http_codes and "dataloss" not in response.flags:
            return response
        again = self._retry(request, f"status {response.status}")
        if again is None:
            return response
        asked = _asked_pause(response) if response.status in _BUSY else None
        if not await self._pause(request, self._backoff(request) if asked is None else asked) and "visit" not in request.meta:
            return response  # a robots.txt has no place in the ledger to wait in
        self._slow_down(request, response.status)
        return again

    async def process_exception(  # type: ignore[override] # Scrapy takes either
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | None:
        """Try again where no answer came, but not where the address itself is refused."""
        del spider
        job = _job(self.crawler)
        if host_of(request.url) in job.closed_hosts or not isinstance(exception, self.exceptions_to_retry):
            return None
        again = self._retry(request, exception)
        if again is not None:
            await self._pause(request, self._backoff(request))
        return again

    def _backoff(self, request: Request) -> float:
        tries = int(request.meta.get("retry_times", 0))
        return min(_job(self.crawler).manners.backoff * 2.0**tries, _SLOWEST)

    async def _pause(self, request: Request, seconds: float) -> bool:
        """Wait; meanwhile the host is asked nothing else. False for a pause too long: the host is left for another run."""
        job = _job(self.crawler)
        if seconds > job.manners.patience:
            job.resting.add(host_of(request.url))
            return False
        assert self.crawler.engine is not None
        end = time.monotonic() + seconds
        while self.crawler.engine.running and (left := end - time.monotonic()) > 0:  # noqa: ASYNC110 - Scrapy has no event for it
            await asyncio.sleep(min(left, _BREATH))
        return True

    def _slow_down(self, request: Request, status: int) -> None:
        """A server that says `too many requests` gets half as many from then on."""
        assert self.crawler.engine is not None
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if status == HTTPStatus.TOO_MANY_REQUESTS and slot is not None:
            slot.delay = min(slot.delay * 2, _SLOWEST)


def _asked_pause(response: Response) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a moment; None where it does not ask."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isdecimal():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    moment = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())


class Closed(RobotParser):
    """In the place of a robots.txt that could not be had: nothing may be fetched (RFC 9309), and this is why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Closed:
        """Never called by us; the interface has it."""
        del crawler, robotstxt_body
        return cls("robots_unreachable")

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Nothing is."""
        del url, user_agent
        return False


class Robots(RobotsTxtMiddleware):
    """Scrapy's obedience to robots.txt, to the letter of RFC 9309: a server in trouble forbids all, a missing file nothing."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse with the reason."""
        if isinstance(rp, Closed):
            raise LeftAlone(rp.reason)
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        asked = response.request
        assert asked is not None
        received = asked.meta.get("received")
        if received is not None:
            _job(self.crawler).collector.saw_robots(request.meta["what"].site, *received)
        status = response.status
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
            self._robots_error(LeftAlone("robots_unreachable"), netloc)
            return
        found = response if status < HTTPStatus.BAD_REQUEST else response.replace(body=b"")
        await super()._parse_robots(found, netloc, request)
        self._mind_delay(netloc, request)

    def _mind_delay(self, netloc: str, request: Request) -> None:
        """`Crawl-delay` is no standard, but a wish."""
        parser = self._parsers[netloc]
        wish = getattr(getattr(parser, "rp", None), "crawl_delay", lambda _agent: None)(self._default_useragent)
        if wish:
            job = _job(self.crawler)
            host = host_of(request.url)
            job.least_delay[host] = max(min(float(wish), _SLOWEST), job.least_delay.get(host, 0.0))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        waiting = cast("Deferred[RobotParser]", self._parsers[netloc])
        closed = Closed(reason_of(exc, f"http://{netloc}/", _job(self.crawler)))
        self._parsers[netloc] = closed
        waiting.callback(closed)


class Pace(AutoThrottle):
    """Scrapy's AutoThrottle, never faster than a source or a robots.txt asks."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, _job(self.crawler).least_delay.get(host_of(response.url), 0.0))
