"""What is done with each answer: recognised, archived, written into the ledger, and what it leads to is noted.

Everything here happens between two requests, in order; Scrapy brings the answers (`pipeline.fetch.crawl`).
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from pipeline.fetch.archive import Item, Spot
from pipeline.fetch.families import FAMILIES
from pipeline.fetch.families.markup import links_of
from pipeline.fetch.ledger import Fetched, Seen, now
from pipeline.fetch.recognise import Answer, kind_of, why_not
from pipeline.fetch.values import (
    LIST,
    NOTICE,
    PARTIAL,
    REDIRECT,
    REDIRECTED,
    REFUSAL,
    RETRIED,
    ROBOTS,
    Link,
    Page,
    Received,
    Visit,
    host_of,
    key_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.fetch.archive import Archive
    from pipeline.fetch.ledger import Ledger
    from pipeline.fetch.reading import Taste
    from pipeline.fetch.values import Listing
    from pipeline.read.decode import EncodingRules

NOTHING = Received(0, (), b"")
STOPPED = "note stopped_at_known"
"""Counted where a list was not turned further: all of its page had been listed in a round before."""


@dataclass(frozen=True)
class Tools:
    """What the collector works with."""

    ledger: Ledger
    archive: Archive
    tastes: Mapping[str, Taste]
    encodings: EncodingRules


class Collector:
    """Takes answers and failures, one at a time."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def answered(self, number: int, visit: Visit, answer: Answer) -> None:
        """Settle a visit that was answered, however."""
        tools = self._tools
        reason, text = why_not(visit, answer, tools.tastes[visit.site].rules, tools.encodings)
        kind = kind_of(visit, answer, reason)
        spot, digest, again = self._keep(visit, answer, kind, reason)
        ledger = self._tools.ledger
        round_number = ledger.round_of(number)
        listing = self._listing(visit, answer, text) if visit.kind == LIST and not reason else None
        with ledger.together():
            if listing is not None:
                reason = self._list(round_number, visit, listing)
            elif visit.kind == NOTICE and kind == NOTICE:
                linked = links_of(Page(answer.url, text))
                self._attach(round_number, visit, tools.tastes[visit.site].files_in(linked))
            ledger.note(round_number, self._line(visit, answer, Kept(kind, reason, spot, digest, again)))
            ledger.done(number)
            ledger.count(round_number, host_of(visit.url), _counted(kind, reason, again))

    def failed(self, number: int, visit: Visit, reason: str, answer: Answer | None = None) -> None:
        """Settle a visit that led to nothing: forbidden, refused, out of reach; or its last answer may not be taken."""
        ledger = self._tools.ledger
        round_number = ledger.round_of(number)
        kept = Kept(visit.kind, reason, Spot("", 0, 0), "", again=False)
        if answer is not None:
            spot, digest, again = self._keep(visit, answer, REFUSAL, reason)
            kept = Kept(REFUSAL, reason, spot, digest, again)
        with ledger.together():
            ledger.note(round_number, self._line(visit, answer or Answer(visit.url, NOTHING, b""), kept))
            ledger.done(number)
            ledger.count(round_number, host_of(visit.url), f"{visit.kind} {reason}")

    def passed(self, number: int, visit: Visit, answer: Answer, onward: str) -> None:
        """Archive an answer that was not the last word: the visit goes on at the address `onward`, a new one or the same."""
        status = answer.received.status
        sent_on = onward != answer.url
        kind = REDIRECT if sent_on else PARTIAL if status == HTTPStatus.OK else REFUSAL
        reason = f"http_{status}" if status != HTTPStatus.OK else "meta_refresh" if sent_on else "truncated"
        step = replace(visit, why=REDIRECTED if sent_on else RETRIED)
        spot, digest, again = self._keep(step, answer, kind, reason)
        ledger = self._tools.ledger
        with ledger.together():
            ledger.note(ledger.round_of(number), self._line(step, answer, Kept(kind, reason, spot, digest, again)))

    def listed(self, round_number: int, via: Visit, links: Iterable[Link]) -> None:
        """Note what a list outside of the web names: a file of addresses beside the rules. Belongs in one transaction."""
        for link in links:
            self._link(round_number, via, link)

    def may_go(self, visit: Visit, url: str) -> bool:
        """Whether a visit may be sent on to an address."""
        return self._tools.tastes[visit.site].holds(url, visit.kind)

    def saw_robots(self, site: str, url: str, received: Received) -> None:
        """Archive a robots.txt: under what rules the rest was collected."""
        visit = Visit(site, ROBOTS, url, why="robots.txt")
        reason = "" if received.status == HTTPStatus.OK else f"http_{received.status}"
        answer = Answer(url, received, received.body)
        spot, digest, again = self._keep(visit, answer, ROBOTS, reason)
        ledger = self._tools.ledger
        round_number = ledger.open_round(site)
        with ledger.together():
            ledger.note(round_number or 0, self._line(visit, answer, Kept(ROBOTS, reason, spot, digest, again)))

    # ---- keep it ----

    def _keep(self, visit: Visit, answer: Answer, kind: str, reason: str) -> tuple[Spot, str, bool]:
        """Archive an answer: in full, or as a repetition of what is there. Where, the payload's digest, and which of the two."""
        known = self._tools.ledger.latest(visit.key)
        item = Item(visit, answer.url, answer.received, now(), kind, reason)
        repeats = known is not None and not reason and (answer.unchanged or _same(known, answer))
        if known is not None and repeats and self._tools.archive.has(known.spot):
            return self._tools.archive.keep_revisit(item, known.original), known.payload_digest, True
        spot, digest = self._tools.archive.keep(item)
        return spot, digest, False

    def _line(self, visit: Visit, answer: Answer, kept: Kept) -> Fetched:
        received = answer.received
        return Fetched(
            url=visit.url,
            final_url=answer.url,
            site=visit.site,
            family=self._tools.tastes[visit.site].site.family,
            kind=kept.kind,
            status=received.status,
            status_reason=kept.reason,
            fetched_at=now(),
            content_sha256=hashlib.sha256(answer.body).hexdigest() if received.status else "",
            etag=received.header("ETag"),
            last_modified=received.header("Last-Modified"),
            media_type=received.header("Content-Type").partition(";")[0].strip().lower(),
            size=len(answer.body),
            warc_file=kept.spot.file,
            warc_offset=kept.spot.offset,
            warc_length=kept.spot.length,
            payload_digest=kept.digest,
            revisit=kept.again,
            why=visit.why,
            via=visit.via,
            title=visit.title,
            listed_date=visit.date,
            form=visit.form,
            key=visit.key,
        )

    # ---- where does it lead? ----

    def _listing(self, visit: Visit, answer: Answer, text: str) -> Listing:
        taste = self._tools.tastes[visit.site]
        page = Page(answer.url, text, visit.form, visit.page, taste.rules.onward)
        return FAMILIES[taste.site.family](page, taste.site)

    def _list(self, round_number: int, visit: Visit, listing: Listing) -> str:
        """Note what a list leads to; what is odd about it (a `status_reason`), or nothing."""
        taste, ledger = self._tools.tastes[visit.site], self._tools.ledger
        seen = [self._link(round_number, visit, link) for link in listing.links]
        ledger.add(round_number, taste.columns(listing.links, visit))
        further = taste.further(listing.further, visit)
        if not seen or self._goes_on(round_number, visit, seen):
            ledger.add(round_number, further)
        elif further:
            ledger.count(round_number, host_of(visit.url), STOPPED)
        if listing.note:
            ledger.count(round_number, host_of(visit.url), f"note {listing.note}")
        return "" if listing.links or listing.further or visit.page > 1 or visit.depth else listing.note or "no_links"

    def _goes_on(self, round_number: int, visit: Visit, seen: list[Seen]) -> bool:
        """Whether the next page is worth asking for: this one was not the same as one before, nor all of it long known."""
        if all(one is Seen.IN_THIS_ROUND for one in seen):
            return visit.page == 1
        whole = self._tools.ledger.ended_before(round_number, visit.site) is not None
        return Seen.NEVER in seen or not whole

    def _link(self, round_number: int, via: Visit, link: Link) -> Seen:
        taste, ledger = self._tools.tastes[via.site], self._tools.ledger
        seen = ledger.list_link(via.site, round_number, key_of(link.url))
        if seen is Seen.IN_THIS_ROUND:
            return seen
        why, objection = taste.judge(link)
        if objection:
            ledger.count(round_number, host_of(via.url), f"skipped {objection}")
            return seen
        ledger.count(round_number, host_of(link.url), "found")
        if link.date:
            ledger.saw_day(round_number, link.date)
        page = taste.visit(link, why, via)
        self._want(round_number, page)
        self._attach(round_number, page, tuple(Link(url) for url in link.files))
        return seen

    def _want(self, round_number: int, visit: Visit) -> None:
        """Note a page or a file to fetch, unless it was fetched not long ago."""
        ledger = self._tools.ledger
        if _is_recent(ledger.last_good(visit.key), self._tools.tastes[visit.site].site.revisit_days):
            ledger.count(round_number, host_of(visit.url), "known")
        else:
            ledger.add(round_number, [visit])

    def _attach(self, round_number: int, visit: Visit, files: tuple[Link, ...]) -> None:
        """Want the files of a notice; those that are too many for one are counted."""
        wanted = self._tools.tastes[visit.site].attached(visit, files)
        for file in wanted:
            self._want(round_number, file)
        if len(files) > len(wanted):
            self._tools.ledger.count(round_number, host_of(visit.url), "skipped attachment_too_many", len(files) - len(wanted))


@dataclass(frozen=True, slots=True)
class Kept:
    """How an answer was archived: as what, with what wrong, where, and whether it repeats an earlier record."""

    kind: str
    reason: str
    spot: Spot
    digest: str
    again: bool


def _counted(kind: str, reason: str, again: bool) -> str:  # noqa: FBT001 - a fact about the record, no switch
    """The name under which an outcome is counted."""
    if reason:
        return f"{kind} {reason}"
    return f"{kind} unchanged" if again else f"{kind} kept"


def _same(known: Fetched, answer: Answer) -> bool:
    """Whether the payload is byte for byte what is archived."""
    digest = base64.b32encode(hashlib.sha1(answer.received.body, usedforsecurity=False).digest()).decode()
    return known.payload_digest == f"sha1:{digest}"


def _is_recent(when: str, days: int) -> bool:
    if not when:
        return False
    earliest = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    return when > earliest.strftime("%Y-%m-%dT%H:%M:%SZ")
