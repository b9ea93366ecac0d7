"""Memory and throughput of a whole run: pages of 30 KB in a Parquet data set, read for good or with a stand-in for the parser.

    python benchmarks/scale_run.py FOLDER PAGES [real]

The stand-in gives a fixed row a page, so that what is measured is everything but the parser: reading, handing out, keeping rows,
settling ids, writing. Prints pages, seconds, and the most memory that this process and each of its workers held.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.outcome import parsed_row
from pipeline.parse import parse
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import load_rules
from pipeline.run import Plan, run
from pipeline.values import RawPage

if TYPE_CHECKING:
    from pipeline.engine.page import Input
    from pipeline.notice import ParsedNotice

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # as the command does, before Arrow first asks for memory
SIZE = 30_000
_HERE = Path(__file__).resolve().parent
_EACH = 2_000


def words(number: int) -> str:
    """A generated notice of 30 KB, unlike the others in its number, its place and its first words."""
    head = f"<h1>云岭市第{number}批2023年政务公开工作要点</h1><p>云府办发〔2023〕{number}号</p>"
    row = "<tr><td>{}</td><td>公开第{}项服务指南，说明流程。</td><td>市司法局、市财政局</td><td>2023年6月底前</td></tr>"
    rows = "".join(row.format(n, n) for n in range(1, 21))
    page = f"<html><body>{head}<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>{rows}</table>"
    return page + "<!-- " + "x" * (SIZE - len(page.encode()) - 20) + " --></body></html>"


def write_pages(path: Path, pages: int) -> None:
    """The data set, some thousands of pages at a time."""
    schema = pa.schema([("url", pa.string()), ("html", pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, pages, _EACH):
            numbers = range(start, min(pages, start + _EACH))
            urls = [f"http://lanxi.gov.example/{n}.html" for n in numbers]
            writer.write_table(pa.table([urls, [words(n) for n in numbers]], schema=schema), row_group_size=64)


class Stub:
    """A stand-in for the parser: the reading of one page, given for every page."""

    def __call__(self) -> object:
        """The function that a worker runs."""
        notice = parse(RawPage("a.html", words(1).encode(), charset="utf-8"), load_rules(find_rules_folder()))
        return lambda found: _row(found, notice)


def _row(found: Input, notice: ParsedNotice) -> dict[str, object]:
    return {
        **parsed_row(found, notice),
        "source": found.source,
        "url": found.url,
        "content_sha256": found.sha256,
        "fingerprint": found.sha256,
    }


def _memory(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _watch(most: dict[str, int], stop: threading.Event) -> None:
    me = os.getpid()
    while not stop.wait(0.2):
        kids = [int(one) for one in Path(f"/proc/{me}/task/{me}/children").read_text().split()]
        for task in Path(f"/proc/{me}/task").iterdir():
            try:
                kids += [int(one) for one in (task / "children").read_text().split()]
            except OSError:
                continue
        workers = [_memory(kid) for kid in set(kids)]
        most["driver"] = max(most["driver"], _memory(me))
        most["largest worker"] = max([most["largest worker"], *workers])
        most["all together"] = max(most["all together"], _memory(me) + sum(workers))


def main() -> None:
    """Measure one run."""
    folder, pages = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / f"pages-{pages}.parquet"
    if not data.exists():
        write_pages(data, pages)
    sys.path.insert(0, str(_HERE))
    from scale_run import Stub as Importable  # type: ignore[import-not-found]  # noqa: PLC0415 - workers import it by its name

    most, stop = {"driver": 0, "largest worker": 0, "all together": 0}, threading.Event()
    watcher = threading.Thread(target=_watch, args=(most, stop), daemon=True)
    watcher.start()
    start = time.perf_counter()
    make = None if "real" in sys.argv else Importable()
    jobs = int(os.environ.get("JOBS", "2"))
    plan = Plan((str(data),), folder / "parsed", find_rules_folder(), jobs)
    report = run(plan, lambda _done, _all: None, make)
    seconds = time.perf_counter() - start
    stop.set()
    print(f"{pages:,} pages, {seconds:.0f} s, {pages / seconds:.0f} pages/s, {report.statuses}")
    print(", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in most.items()))


if __name__ == "__main__":
    main()
