"""Why no answer came, in one word: the `status_reason` of the index."""

from __future__ import annotations

import zlib
from gzip import BadGzipFile
from typing import TYPE_CHECKING

from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest

from pipeline.fetch.values import host_of

if TYPE_CHECKING:
    from pipeline.fetch.crawl.job import Job

_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (exceptions.DownloadTimeoutError, "timed_out"),
    (exceptions.DownloadConnectionRefusedError, "connection_refused"),
    (exceptions.CannotResolveHostError, "no_such_host"),
    (exceptions.DownloadCancelledError, "too_large"),
    (exceptions.UnsupportedURLSchemeError, "bad_scheme"),
    (exceptions.NotSupported, "bad_scheme"),
    (exceptions.ResponseDataLossError, "truncated"),
    (BadGzipFile, "bad_encoding"),
    (zlib.error, "bad_encoding"),
    (UnicodeError, "bad_address"),
)
_WORDS = (("robots.txt", "robots_forbidden"), ("redirections", "redirect_loop"), ("decompress", "too_large"))


class LeftAlone(IgnoreRequest):
    """A page that is not asked for; the reason is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def reason_of(error: BaseException, url: str, job: Job) -> str:
    """The word for what went wrong with a request."""
    if isinstance(error, LeftAlone):
        return error.reason
    closed = job.closed_hosts.get(host_of(url))
    if closed is not None and isinstance(error, exceptions.CannotResolveHostError):
        return closed
    known = next((reason for kind, reason in _KINDS if isinstance(error, kind)), None)
    if known is not None:
        return known
    said = repr(error)
    if isinstance(error, IgnoreRequest):
        return next((reason for word, reason in _WORDS if word in said), "ignored")
    if "SSL" in said or "TLS" in said or "certificate" in said:
        return "tls_failed"
    return "connection_lost" if isinstance(error, exceptions.DownloadFailedError | OSError) else "connection_failed"
