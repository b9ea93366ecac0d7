"""What a round found in each source, host by host, and what about it is an alarm."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fetch.collector import STOPPED
from pipeline.fetch.reading import ASKED
from pipeline.fetch.rounds import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.fetch.ledger import Ledger
    from pipeline.fetch.site import SiteRule

_FEWER = 0.5
"""Less than this share of what the round before found is an alarm even where it is more than `expect` says."""
_MANY = 10
"""Below this number of notices a share says nothing."""
_OLDER = dt.timedelta(days=31)
"""A list whose newest notice is this much older than in the round before has changed; a notice withdrawn explains less."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of one host, or of all hosts of a source."""

    counts: Mapping[str, int]

    @property
    def found(self) -> int:
        """Links that are wanted."""
        return self.counts.get("found", 0)

    @property
    def kept(self) -> int:
        """Notices and files that are archived and new, or changed."""
        return self.counts.get("notice kept", 0) + self.counts.get("attachment kept", 0)

    @property
    def same(self) -> int:
        """Notices and files that were not fetched again, or were as before."""
        return sum(self.counts.get(name, 0) for name in ("known", "notice unchanged", "attachment unchanged"))

    def reasons(self) -> dict[str, int]:
        """Why other pages were not kept, most frequent first."""
        fine = {"found", "known"} | {
            f"{kind} {how}" for kind in ("notice", "attachment", "list") for how in ("kept", "unchanged")
        }
        left = {name.removeprefix("skipped "): n for name, n in self.counts.items() if name not in fine}
        return dict(sorted(left.items(), key=lambda one: (-one[1], one[0])))


@dataclass(frozen=True, slots=True)
class Result:
    """One source after a run. Its tallies are those of its round, over all the runs that it took; `waiting` is what was left."""

    site: SiteRule
    hosts: Mapping[str, Tally]
    total: Tally
    newest: str
    waiting: int
    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Round:
    """What is known of a round and of the one before it."""

    total: Tally
    newest: str
    before: Tally
    newest_before: str
    lost_lists: Mapping[str, str]
    lost_pages: Mapping[str, str]

    @property
    def whole(self) -> bool:
        """Whether the lists were read to their ends: one that was recognised as known is not, but its first page was."""
        return STOPPED not in self.total.counts


def result_of(site: SiteRule, number: int, ledger: Ledger) -> Result:
    """How a source stands."""
    hosts = {host: Tally(counts) for host, counts in ledger.counts(number).items()}
    total, waiting, newest = _sum(hosts), ledger.waiting_of(number), ledger.newest(number)
    alarms = () if waiting else tuple(_alarms(site, _round(site, number, ledger, total)))
    return Result(site, hosts, total, newest, waiting, alarms)


def _sum(hosts: Mapping[str, Tally]) -> Tally:
    return Tally(sum((Counter(tally.counts) for tally in hosts.values()), Counter()))


def _round(site: SiteRule, number: int, ledger: Ledger, total: Tally) -> _Round:
    before = ledger.ended_before(number, site.id)
    return _Round(
        total,
        ledger.newest(number),
        _sum({host: Tally(counts) for host, counts in ledger.counts(before).items()}) if before is not None else Tally({}),
        ledger.newest(before) if before is not None else "",
        ledger.failures(number, "source"),
        ledger.failures(number, ASKED) if site.id == BY_HAND else {},
    )


def _alarms(site: SiteRule, seen: _Round) -> Iterator[str]:
    """What is wrong with a round that came to its end."""
    found, expect, last = seen.total.found, site.expect, seen.before.found
    if site.lists and found < (expect.fewest if seen.whole else min(expect.fewest, 1)):
        yield f"{found} notices listed, at least {expect.fewest} expected"
    if seen.whole and last >= _MANY and found < last * _FEWER:
        yield f"{found} notices listed, {last} the time before"
    yield from _old(expect.newest, seen)
    yield from _named("a list could not be read", seen.lost_lists)
    yield from _named("a page that was asked for was not kept", seen.lost_pages)
    counts = seen.total.counts
    kept = sum(counts.get(name, 0) for name in ("notice kept", "notice unchanged", "known", "attachment kept"))
    if found and not kept and not seen.lost_pages:
        yield "no notice could be fetched"


def _old(expected: str, seen: _Round) -> Iterator[str]:
    """The newest notice of the lists is older than expected, or much older than it was."""
    if expected and seen.newest < expected:
        yield f"the newest notice is of {seen.newest or 'no day'}, one of {expected} or later expected"
    elif seen.newest and seen.newest_before and _day(seen.newest_before) - _day(seen.newest) > _OLDER:
        yield f"the newest notice is of {seen.newest}, it was of {seen.newest_before} the time before"


def _day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)


def _named(what: str, lost: Mapping[str, str]) -> Iterator[str]:
    for url, reason in list(lost.items())[:_MOST_NAMED]:
        yield f"{what}: {reason}: {url}"
    if len(lost) > _MOST_NAMED:
        yield f"{what}: {len(lost) - _MOST_NAMED} more"
