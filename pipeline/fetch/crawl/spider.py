"""Where Scrapy hands over: each answer and each failure goes to the collector at once, and settles its visit."""

from __future__ import annotations

import logging
import sqlite3
import traceback
from typing import TYPE_CHECKING, Any

import scrapy

from pipeline.fetch.crawl.failures import reason_of
from pipeline.fetch.recognise import Answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from pipeline.fetch.crawl.job import Job
    from pipeline.fetch.values import Received, Visit

_LOG = logging.getLogger(__name__)


class NoticeSpider(scrapy.Spider):
    """The one spider: what it fetches stands in the ledger."""

    name = "taizhang"

    def __init__(self, *, job: Job, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(**kwargs)
        self.job = job

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the scheduler has it."""
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request

    def parse(self, response: Response) -> None:
        """An answer came."""
        request = response.request
        assert request is not None
        _, received = request.meta.pop("received")
        unchanged, cut = "unchanged" in response.flags, "dataloss" in response.flags
        answer = Answer(response.url, received, response.body, unchanged=unchanged, cut=cut)
        number, visit = request.meta["visit"], request.meta["what"]
        self._settle(number, visit, lambda: self.job.collector.answered(number, visit, answer))

    def keep_step(self, onward: scrapy.Request) -> None:
        """Archive an answer that was not the last word, as the request goes on from it; after a broken line there is none."""
        step = _taken(onward)
        if step is None:
            return
        try:
            self.job.collector.passed(onward.meta["visit"], onward.meta["what"], step, onward.url)
        except (OSError, sqlite3.Error) as error:
            self._end(f"{type(error).__name__}: {error}")

    def lost(self, failure: Failure) -> None:
        """No answer came, or none that may be taken."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined] # Scrapy puts it there
        assert failure.value is not None
        number, visit = request.meta["visit"], request.meta["what"]
        reason, answer = reason_of(failure.value, request.url, self.job), _taken(request)
        self._settle(number, visit, lambda: self.job.collector.failed(number, visit, reason, answer))

    def settle_failure(self, number: int, visit: Visit, reason: str) -> None:
        """A visit ends without an answer."""
        self._settle(number, visit, lambda: self.job.collector.failed(number, visit, reason))

    def _settle(self, number: int, visit: Visit, settle: Callable[[], None]) -> None:
        """Settle a visit, whatever happens: a bug of ours costs this page alone, a full disk ends the run."""
        try:
            settle()
        except (OSError, sqlite3.Error) as error:
            self._end(f"{type(error).__name__}: {error}")
            return
        except Exception:  # noqa: BLE001 - logged, counted, and the command ends non-zero
            _LOG.exception("a bug in reading %s", visit.url)
            self.job.crashes.append(f"{visit.url}: {traceback.format_exc().strip().splitlines()[-1]}")
            self.job.collector.failed(number, visit, "crashed")
        assert self.crawler.engine is not None
        self.crawler.engine.scheduler.release(number)  # type: ignore[union-attr] # ours
        self.job.on_change()

    def _end(self, why: str) -> None:
        """Stop asking: the archive or the ledger cannot be written."""
        self.job.fatal = self.job.fatal or why
        self.job.resting |= self.job.ledger.hosts
        _LOG.error("the run ends: %s", why)


def _taken(request: scrapy.Request) -> Answer | None:
    """The answer that a request got and that nobody has archived so far."""
    step: tuple[str, Received] | None = request.meta.pop("received", None)
    return Answer(step[0], step[1], step[1].body) if step is not None else None
