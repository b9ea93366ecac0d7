"""What a month of gov.cn costs on 1, 16 and 256 cores: the run played through, partition by partition, with measured costs.

    python -m benchmarks.scale_simulation [--measure]

The driver is one queue (it unpacks pages, hands out partitions, keeps what comes back); workers are the others; the tables are
put in order at the end by the driver alone. `--measure` takes the costs on this machine instead of those written down here.
"""

from __future__ import annotations

import gzip
import heapq
import io
import pickle
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.scale_run import words
from pipeline.engine.outcome import parsed_row
from pipeline.engine.page import Input
from pipeline.engine.partition import Asked
from pipeline.engine.warc import warc_pages
from pipeline.parse import parse
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.rules import load_rules
from pipeline.tables.nested import kept_schema, tables_of, to_bytes
from pipeline.tables.schema import load_dictionary
from pipeline.values import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = 2_100_000
"""Pages of gov.cn in a month: see docs/scale.md for where the number is from."""
PARTITION = 64
_SAMPLE = 64


@dataclass(frozen=True)
class Costs:
    """CPU milliseconds a page: `work` in a worker, `feed` and `keep` in the driver while it runs, `put` there at the end."""

    work: float
    feed: float
    keep: float
    put: float


WRITTEN = Costs(work=23.3, feed=0.21, keep=0.05, put=0.87)


def play(costs: Costs, cores: int, pages: int = PAGES) -> tuple[float, float, float]:
    """Seconds until all pages are read, seconds for the tables, and the share of the first in which the driver was busy."""
    feed, keep, work = (cost * PARTITION / 1000 for cost in (costs.feed, costs.keep, costs.work))
    now, busy = 0.0, 0.0
    under_way: list[float] = []
    for _ in range(-(-pages // PARTITION)):
        if len(under_way) >= 2 * cores:
            now = max(now, heapq.heappop(under_way)) + keep
            busy += keep
        now += feed
        busy += feed
        # With `cores` workers and two partitions for each, a partition begins when the one before it at its worker is done.
        begun = max(now, heapq.nsmallest(len(under_way) - cores + 1, under_way)[-1]) if len(under_way) >= cores else now
        heapq.heappush(under_way, begun + work)
    read = max([now, *under_way]) + keep * len(under_way)
    return read, costs.put * pages / 1000, busy / read


def _each(act: Callable[[], object], times: int) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000 / times


def measured() -> Costs:
    """The costs on this machine, from generated pages of 30 KB with twenty tasks each."""
    rules = load_rules(find_rules_folder())
    dictionary = load_dictionary(find_rules_folder() / DICTIONARY)
    bodies = [words(number).encode() for number in range(_SAMPLE)]
    parse(RawPage("a.html", bodies[0], charset="utf-8"), rules)
    notices = []
    work = _each(lambda: notices.extend(parse(RawPage("a.html", body, charset="utf-8"), rules) for body in bodies), _SAMPLE)
    rows = [{**parsed_row(Input(str(n), doc_id=f"{n:016x}"), one), "_key": "", "_second": False} for n, one in enumerate(notices)]
    held: list[bytes] = []
    work += _each(lambda: held.append(to_bytes(rows, kept_schema(dictionary), lambda row, _error: row)), _SAMPLE)
    archive = io.BytesIO(b"".join(gzip.compress(_record(body)) for body in bodies))
    feed = _each(lambda: [pickle.dumps(Asked(page)) for page in warc_pages(archive, "a", 10**9, Counter())], _SAMPLE)
    put = _each(lambda: _put(held[0], dictionary), _SAMPLE)
    return replace(WRITTEN, work=work, feed=feed, put=put)


def _record(body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def _put(held: bytes, dictionary: object) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - measured with the rest

    for table in tables_of(pq.read_table(io.BytesIO(held)), dictionary).values():  # type: ignore[arg-type]
        pq.write_table(table, io.BytesIO(), compression="zstd")


def main() -> None:
    """Print the table of docs/scale.md."""
    costs = measured() if "--measure" in sys.argv else WRITTEN
    print(f"ms a page: worker {costs.work:.1f}, driver {costs.feed:.2f} + {costs.keep:.2f}, at the end {costs.put:.2f}")
    print("| cores | reading | driver busy | tables | all |")
    print("|---|---|---|---|---|")
    for cores in (1, 16, 64, 256):
        read, put, busy = play(costs, cores)
        print(f"| {cores} | {read / 3600:.1f} h | {busy:.0%} | {put / 3600:.1f} h | {(read + put) / 3600:.1f} h |")


if __name__ == "__main__":
    main()
