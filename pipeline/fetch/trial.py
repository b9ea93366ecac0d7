"""A trial of sources against the live sites: a few pages of each, and what to mend in its entry."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from pipeline.fetch.archive import Archive, Spot
from pipeline.fetch.families.portal import guess
from pipeline.fetch.index import FILE
from pipeline.fetch.knowledge import open_sources
from pipeline.fetch.ledger import now
from pipeline.fetch.run import WARC, collect
from pipeline.fetch.values import REDIRECTED, RETRIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.fetch.report import Result
    from pipeline.fetch.run import Order

_MEND = {
    "robots_forbidden": "its robots.txt forbids this address: choose another list, or leave the site out",
    "robots_unreachable": "the server is in trouble with its robots.txt, so nothing may be fetched: try again another day",
    "no_such_host": "there is no such host: it has a new name; mend `hosts` and `lists`",
    "timed_out": "it does not answer in time: it may only be reachable from inside China; try a larger --timeout",
    "connection_refused": "it takes no connection: http:// and https:// may be mixed up in `lists`",
    "tls_failed": "its TLS is too old or its certificate is wrong: try http://, or name the host in `old_tls`",
    "redirected_outside": "it leads to another host: add that host to `hosts`",
    "http_404": "the list is gone: look for its new address",
    "http_403": "the server refuses programs; leave it out, or ask its operators",
    "anti_bot_stub": "it answers with a challenge for browsers, which is not got around; leave it out, or ask its operators",
    "no_links": "the page has no links: its list is made by a script",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """How a source did. `family` is what its list pages look like."""

    result: Result
    visits: tuple[dict[str, Any], ...]
    family: str

    @property
    def works(self) -> bool:
        """Whether a list was read, something in it is wanted, and of that something came."""
        return bool(self.result.total.found and self.result.total.kept)

    def lines(self) -> Iterator[str]:
        """What `taizhang sites check` prints of it."""
        site, total = self.result.site, self.result.total
        verdict = "works" if self.works else "does not work"
        yield f"{site.id}: {verdict}: {total.found} wanted links, {total.kept} pages and files kept"
        if self.works:
            yield f"  set `verified: {now()[:10]}`" if site.verified != now()[:10] else "  verified today"
        for visit in self.visits:
            if visit["status_reason"] and visit["why"] not in {REDIRECTED, RETRIED}:
                hint = _MEND.get(visit["status_reason"], "")
                yield f"  {visit['kind']} {visit['url']}: {visit['status_reason']}{f': {hint}' if hint else ''}"
        yield from self._about_lists()

    def _about_lists(self) -> Iterator[str]:
        read = [one for one in self.visits if one["kind"] == "list" and not one["status_reason"]]
        if not read or self.result.total.found:
            return
        site = self.result.site
        yield f"  {len(read)} list pages were read, but no link in them is wanted: the right lists? the right `titles`, `years`?"
        if self.family not in {site.family, "pages"}:
            yield f"  the page shows signs of family `{self.family}`; the entry says `{site.family}`"


def try_sources(order: Order) -> Iterator[Trial]:
    """Fetch a little from each source into a folder that is thrown away."""
    names = order.names or tuple(open_sources(order.rules).slices["sites"].by_id)
    with tempfile.TemporaryDirectory(prefix="taizhang-trial-") as folder:
        outcome = collect(replace(order, names=names, raw=Path(folder)), lambda _ask: lambda: None)
        lines = pq.read_table(Path(folder, FILE)).to_pylist()
        for result in outcome.results:
            visits = tuple(one for one in lines if one["site"] == result.site.id and one["kind"] != "robots")
            yield Trial(result, visits, _family(Path(folder), visits))


def _family(raw: Path, visits: tuple[dict[str, Any], ...]) -> str:
    """The family whose signs the first list page shows."""
    first = next((one for one in visits if one["kind"] == "list" and one["warc_file"]), None)
    if first is None:
        return "pages"
    archive = Archive(raw / WARC, str)
    body = archive.read(Spot(first["warc_file"], first["warc_offset"], first["warc_length"])).body
    return guess(body.decode("utf-8", "replace"))
