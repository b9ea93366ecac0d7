"""One crawl in this process: Scrapy's settings, each on purpose, and its run from beginning to end."""

from __future__ import annotations

import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning

from pipeline.fetch.crawl.addresses import guarding
from pipeline.fetch.crawl.spider import NoticeSpider

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.fetch.crawl.job import Job, Manners

_HERE = "pipeline.fetch.crawl"
_MOST_HOSTS_AT_ONCE = 32


def crawl(job: Job, log: Path) -> None:
    """Fetch until nothing is left to fetch, or the budget is used up, or somebody interrupts. Scrapy's log goes to a file."""
    with warnings.catch_warnings():
        # The setting for an own TLS policy is to go one day; until then nothing else decides host by host.
        warnings.filterwarnings("ignore", message=".*DOWNLOADER_CLIENTCONTEXTFACTORY", category=ScrapyDeprecationWarning)
        process = CrawlerProcess(_settings(job, log))
        crawler = process.create_crawler(NoticeSpider)
        process.crawl(crawler, job=job)
        process.start()
    job.interrupted = crawler.stats is not None and crawler.stats.get_value("finish_reason") == "shutdown"


def user_agent(contact: str) -> str:
    """Who we are, and how we can be reached.

    >>> user_agent("mailto:me@uni.example").endswith("(collects public notices; +mailto:me@uni.example)")
    True
    """
    try:
        number = version("taizhang")
    except PackageNotFoundError:
        number = "0"
    return f"taizhang/{number} (collects public notices{f'; +{contact}' if contact else ''})"


def _settings(job: Job, log: Path) -> dict[str, Any]:
    manners = job.manners
    return {
        **_polite(manners),
        **_careful(manners),
        "TWISTED_DNS_RESOLVER": guarding(job),
        "SCHEDULER": f"{_HERE}.scheduler.LedgerScheduler",
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            f"{_HERE}.middleware.Robots": 100,
            f"{_HERE}.middleware.PatientRetry": 550,
            f"{_HERE}.middleware.Conditional": 930,
            f"{_HERE}.middleware.AsReceived": 950,
        },
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, f"{_HERE}.middleware.Pace": 0},
        "HTTPERROR_ALLOW_ALL": True,
        "LOG_FILE": str(log),
        "LOG_FILE_APPEND": False,
        "LOG_LEVEL": "INFO",
        "LOGSTATS_INTERVAL": 0,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
    }


def _polite(manners: Manners) -> dict[str, Any]:
    """Robots.txt, one connection a host, never faster than the delay, slower when the server is slow."""
    return {
        "USER_AGENT": user_agent(manners.contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "taizhang",
        "CONCURRENT_REQUESTS": _MOST_HOSTS_AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": manners.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": manners.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5,
        "RETRY_TIMES": manners.retries,
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            # What is archived is kept as it came: only in codings that every reader of archives knows.
            "Accept-Encoding": "gzip, deflate",
        },
    }


def _careful(manners: Manners) -> dict[str, Any]:
    """Limits of time, size and redirects; only public addresses; certificates checked; nothing but HTTP; no cookies, no proxy."""
    return {
        "DOWNLOAD_TIMEOUT": manners.timeout,
        "DOWNLOAD_MAXSIZE": manners.largest_page,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "REDIRECT_MAX_TIMES": manners.redirects,
        "METAREFRESH_MAXDELAY": 5,
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
        "DOWNLOADER_CLIENTCONTEXTFACTORY": f"{_HERE}.tls.CheckedHosts",
    }
