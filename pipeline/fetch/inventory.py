"""What an archive holds, as its index says: by source, or visit by visit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from pipeline.fetch.fault import FetchFault
from pipeline.fetch.index import FILE
from pipeline.fetch.values import REDIRECTED, RETRIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COLUMNS = ["site", "kind", "status", "status_reason", "fetched_at", "url", "revisit", "title", "why"]
_STEPS = frozenset({REDIRECTED, RETRIED})


@dataclass
class _Holding:
    """What an archive has of one source."""

    notices: set[str]
    files: set[str]
    visits: int = 0
    refused: int = 0
    last: str = ""


def read_inventory(raw: Path) -> Iterator[dict[str, Any]]:
    """The lines of the index; FetchFault where there is none."""
    path = raw / FILE
    if not path.exists():
        msg = f"{raw} has no {FILE}: nothing was fetched into it yet"
        raise FetchFault(msg)
    for batch in pq.ParquetFile(path).iter_batches(columns=_COLUMNS):
        yield from batch.to_pylist()


def lines_of(rows: Iterable[dict[str, Any]], site: str) -> Iterator[str]:
    """What `taizhang list` prints."""
    if site:
        yield from (_visit(row) for row in rows if row["site"] == site)
        return
    held: defaultdict[str, _Holding] = defaultdict(lambda: _Holding(set(), set()))
    for row in rows:
        _count(held[row["site"]], row)
    yield f"{'source':28} {'notices':>8} {'files':>8} {'visits':>8} {'refused':>8}  last"
    for name, one in sorted(held.items()):
        yield f"{name:28} {len(one.notices):8} {len(one.files):8} {one.visits:8} {one.refused:8}  {one.last}"


def _count(holding: _Holding, row: dict[str, Any]) -> None:
    if row["why"] in _STEPS:
        return  # on the way to the answer that counts
    holding.visits += 1
    holding.last = max(holding.last, row["fetched_at"])
    if row["status_reason"]:
        holding.refused += 1
    elif row["kind"] == "notice":
        holding.notices.add(row["url"])
    elif row["kind"] == "attachment":
        holding.files.add(row["url"])


def _visit(row: dict[str, Any]) -> str:
    outcome = row["status_reason"] or ("unchanged" if row["revisit"] else "kept")
    return (
        f"{row['fetched_at']}  {row['kind']:10} {row['status'] or '---'} {outcome:18} {row['url']}  {row['title'] or ''}".rstrip()
    )
