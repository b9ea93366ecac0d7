"""What a round found in each source, and what about it is an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.fetch.collector import STOPPED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.fetch.ledger import Ledger
    from pipeline.fetch.site import SiteRule

_FEWER = 0.5
"""Less than this share of what the round before found is an alarm even where it is more than `expect` says."""
_MANY = 10
"""Below this number of notices a share says nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """One source after a run. `counts` are those of its round, over all the runs that it took; `waiting` is what was left."""

    site: SiteRule
    counts: Mapping[str, int]
    newest: str
    waiting: int
    alarms: tuple[str, ...]

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


def result_of(site: SiteRule, number: int, ledger: Ledger) -> Result:
    """How a source stands."""
    counts = ledger.counts(number)
    newest = ledger.newest(site.id)
    waiting = ledger.waiting_of(number)
    before = ledger.ended_before(number, site.id)
    last = ledger.counts(before).get("found", 0) if before is not None else 0
    alarms = () if waiting else _alarms(site, counts, newest, last)
    return Result(site, counts, newest, waiting, alarms)


def _alarms(site: SiteRule, counts: Mapping[str, int], newest: str, last: int) -> tuple[str, ...]:
    """What is wrong with a round that came to its end."""
    found, expect = counts.get("found", 0), site.expect
    said = []
    whole = STOPPED not in counts  # a list that was recognised as known was not read to its end, but its first page was
    fewest = expect.fewest if whole else min(expect.fewest, 1)
    if site.lists and found < fewest:
        said.append(f"{found} notices listed, at least {expect.fewest} expected")
    if whole and last >= _MANY and found < last * _FEWER:
        said.append(f"{found} notices listed, {last} the time before")
    if expect.newest and newest < expect.newest:
        said.append(f"the newest notice is of {newest or 'no day'}, one of {expect.newest} or later expected")
    lists = {
        name: n
        for name, n in counts.items()
        if name.startswith(("list ", "refusal ")) and not name.endswith((" kept", " unchanged"))
    }
    if lists and not any(counts.get(f"list {how}") for how in ("kept", "unchanged")):
        said.append("no list page could be read: " + ", ".join(name.partition(" ")[2] for name in lists))
    kept = sum(counts.get(f"notice {how}", 0) for how in ("kept", "unchanged")) + counts.get("known", 0)
    if found and not kept and not counts.get("attachment kept"):
        said.append("no notice could be fetched")
    return tuple(said)
