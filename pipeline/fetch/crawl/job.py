"""What the parts of a crawl share: how it is to be done, what is known of the hosts, and who takes the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.fetch.archive import Archive
    from pipeline.fetch.collector import Collector
    from pipeline.fetch.ledger import Ledger
    from pipeline.fetch.site import SiteRule


@dataclass(frozen=True)
class Manners:
    """How a crawl behaves. Times in seconds, sizes in bytes. `allowed` names hosts that may have private addresses."""

    contact: str = ""
    delay: float = 2.0
    budget: int = 2_000
    timeout: float = 60.0
    largest_page: int = 20_000_000
    largest_file: int = 100_000_000
    retries: int = 3
    redirects: int = 5
    backoff: float = 5.0
    patience: float = 600.0
    allowed: frozenset[str] = frozenset()


@dataclass
class Job:
    """One crawl. `on_change` is called after each settled visit; `fatal` is what ended the crawl before its time."""

    collector: Collector
    ledger: Ledger
    archive: Archive
    sites: Mapping[str, SiteRule]
    manners: Manners
    on_change: Callable[[], None]
    closed_hosts: dict[str, str] = field(default_factory=dict)
    """Hosts whose address was refused, and why."""
    resting: set[str] = field(default_factory=set)
    """Hosts that asked to be left alone for longer than this run waits."""
    least_delay: dict[str, float] = field(default_factory=dict)
    """Seconds between two requests that a host's robots.txt or its source asks for."""
    spent: dict[str, int] = field(default_factory=dict)
    """Requests made to each host in this run."""
    crashes: list[str] = field(default_factory=list)
    fatal: str = ""
    interrupted: bool = False
    """Whether somebody ended the run; what was under way was brought to its end."""

    def budget_of(self, site: str) -> int:
        """How many requests a host of a site may get in this run."""
        return self.sites[site].budget or self.manners.budget
