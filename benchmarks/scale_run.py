"""Memory and throughput of a whole run: pages of 30 KB in a Parquet data set, read for good or with a stand-in for the parser.

    python -m benchmarks.scale_run FOLDER PAGES [--real] [--jobs N] [--mix crawl]

The stand-in gives a fixed row a page, so that what is measured is everything but the parser: reading, handing out, keeping rows,
settling ids, writing. Pages are notices, or a mix as a month of a crawl holds it: of a hundred pages two are notices, two are
Chinese and hand out no work, all others are in other languages and ruled out by their bytes.

Prints what was measured as JSON: seconds of the two parts of a run, and the most memory that this process, each of its workers
and all together held (PSS: a library that all of them map counts once), also after each tenth of the pages.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.engine.page import Input
    from pipeline.notice import ParsedNotice

SIZE = 30_000
_EACH = 2_000
_ALLOCATOR = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""As the command sets it, before Arrow first asks for memory."""


def words(number: int) -> str:
    """A generated notice of 30 KB, unlike the others in its number, its place and its first words."""
    head = f"<h1>云岭市第{number}批2023年政务公开工作要点</h1><p>云府办发〔2023〕{number}号</p>"
    row = "<tr><td>{}</td><td>公开第{}项服务指南，说明流程。</td><td>市司法局、市财政局</td><td>2023年6月底前</td></tr>"
    rows = "".join(row.format(n, n) for n in range(1, 21))
    page = f"<html><body>{head}<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>{rows}</table>"
    return page + "<!-- " + "x" * (SIZE - len(page.encode()) - 20) + " --></body></html>"


def crawled(number: int) -> str:
    """A page of a crawl: two of a hundred are notices, two Chinese news, the others English."""
    place = number % 100
    if place in (17, 67):
        return words(number)
    said = _NEWS if place in (42, 92) else _FOREIGN
    body = f"<h1>{number}</h1>" + "".join(f"<p>{said.format(n)}</p>" for n in range(number, number + 20))
    page = f"<html><head><title>{number}</title></head><body>{body}"
    return page + "<!-- " + "x" * (SIZE - len(page.encode()) - 20) + " --></body></html>"


_NEWS = "第{}场比赛昨晚在江边的体育场打响，两队踢成平局，看台上坐满了带着孩子来的球迷。"
_FOREIGN = "Match {} was played by the river last night; it ended in a draw before a stand full of families."
NOTICES, CRAWL = "notices", "crawl"
MIXES: dict[str, Callable[[int], str]] = {NOTICES: words, CRAWL: crawled}


def write_pages(path: Path, pages: int, mix: str) -> None:
    """The data set, some thousands of pages at a time."""
    import pyarrow as pa  # noqa: PLC0415 - the allocator is named before
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([("url", pa.string()), ("html", pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, pages, _EACH):
            numbers = range(start, min(pages, start + _EACH))
            urls = [f"http://lanxi.gov.example/{n}.html" for n in numbers]
            writer.write_table(pa.table([urls, [MIXES[mix](n) for n in numbers]], schema=schema), row_group_size=64)


class Stub:
    """A stand-in for the parser: the reading of one page, given for every page."""

    def __call__(self) -> object:
        """The function that a worker runs."""
        from pipeline.parse import parse  # noqa: PLC0415 - in the worker
        from pipeline.rulebook.folder import find_rules_folder  # noqa: PLC0415
        from pipeline.rules import load_rules  # noqa: PLC0415
        from pipeline.values import RawPage  # noqa: PLC0415

        notice = parse(RawPage("a.html", words(1).encode(), charset="utf-8"), load_rules(find_rules_folder()))
        return lambda found: _row(found, notice)


def _row(found: Input, notice: ParsedNotice) -> dict[str, object]:
    from pipeline.engine.outcome import parsed_row  # noqa: PLC0415

    own = {"source": found.source, "url": found.url, "content_sha256": found.sha256, "fingerprint": found.sha256}
    return {**parsed_row(found, notice), **own}


@dataclass
class Watch:
    """The most memory that was held, in bytes, and how it grew with the pages."""

    driver: int = 0
    worker: int = 0
    together: int = 0
    grown: list[tuple[int, int, int]] = field(default_factory=list)

    def look(self) -> None:
        """Look once at this process and its children."""
        me = os.getpid()
        mine, theirs = _memory(me), [_memory(kid) for kid in _children(me)]
        self.driver = max(self.driver, mine)
        self.worker = max([self.worker, *theirs])
        self.together = max(self.together, mine + sum(theirs))

    def on_page(self, done: int, pages: int) -> None:
        """Note what was held until so many pages were done: ten times in a run."""
        if done >= pages // 10 * (len(self.grown) + 1):
            self.grown.append((done, self.driver // 1_000_000, self.together // 1_000_000))


def _children(pid: int) -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            found.update(map(int, (task / "children").read_text().split()))
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


@dataclass(frozen=True)
class Asked:
    """Which run: so many pages of a mix, so many workers, and whether the pages are really parsed."""

    pages: int
    jobs: int = 2
    mix: str = NOTICES
    real: bool = False


def measured(folder: Path, asked: Asked) -> dict[str, object]:
    """One run over generated pages: what it took."""
    from benchmarks.scale_run import Stub as Importable  # noqa: PLC0415 - workers import it by its name
    from pipeline.rulebook.folder import find_rules_folder  # noqa: PLC0415
    from pipeline.run import Plan, run  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    pages, data = asked.pages, folder / f"{asked.mix}-{asked.pages}.parquet"
    if not data.exists():  # elsewhere, so that its memory is not counted here
        writer = multiprocessing.get_context("spawn").Process(target=write_pages, args=(data, pages, asked.mix))
        writer.start()
        writer.join()
    watch, stop = Watch(), threading.Event()

    def look() -> None:
        while not stop.wait(0.5):
            watch.look()

    threading.Thread(target=look, daemon=True).start()
    plan = Plan((str(data),), folder / "parsed", find_rules_folder(), asked.jobs)
    cpu = os.times()
    run(plan, lambda done, _found: watch.on_page(done, pages), None if asked.real else Importable())
    stop.set()
    now = os.times()
    timings = json.loads((plan.out / "run.json").read_bytes())["timings_s"]
    shutil.rmtree(plan.out)
    shutil.rmtree(plan.pages_folder)
    most = {name: getattr(watch, name) // 1_000_000 for name in ("driver", "worker", "together")}
    spent = {"driver": now.user + now.system - cpu.user - cpu.system, "workers": now.children_user + now.children_system}
    return {
        **asdict(asked),
        "seconds": timings,
        "cpu_seconds": {name: round(value, 1) for name, value in spent.items()},
        "most_mb": most,
        "grown": watch.grown,
    }


def main() -> None:
    """Measure one run."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("pages", type=int)
    asked.add_argument("--real", action="store_true")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--mix", choices=sorted(MIXES), default=NOTICES)
    options = asked.parse_args()
    for name, value in _ALLOCATOR.items():
        os.environ.setdefault(name, value)
    print(json.dumps(measured(options.folder, Asked(options.pages, options.jobs, options.mix, options.real))))


if __name__ == "__main__":
    main()
