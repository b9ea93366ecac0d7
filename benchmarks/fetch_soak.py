"""A soak of the collector: N notices of a site on this machine, fetched without a pause, and whether memory stays flat.

    python benchmarks/fetch_soak.py [N]

Prints the resident memory of the collecting process as pages come in, the rate, and the size of the archive.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fetch.conftest import ENVIRONMENT, QUICK, new_project, source  # noqa: E402 - the path comes first
from tests.fetch.pages import notice, page, row, title  # noqa: E402
from tests.fetch.webserver import Asked, Reply, html, serving  # noqa: E402

PER_LIST = 100
STEPS = 10


def _listing(asked: Asked, pages: int) -> Reply:
    """One page of the list: links to notices, and the page behind it."""
    number = int(asked.path.rpartition("_")[2].partition(".")[0]) if "_" in asked.path else 0
    rows = "".join(row(f"/n/{number}/{n}.html", f"{title(2023)}（{number}之{n}）", "2023-04-13") for n in range(PER_LIST))
    return page(f"<ul>{rows}</ul><script>createPageHTML({pages}, {number}, 'index', 'html')</script>")


def _routes(pages: int) -> dict:
    filler = "<p>做好政务公开工作。</p>" * 1_200
    routes = {f"/index_{n}.html": lambda asked: _listing(asked, pages) for n in range(1, pages)}
    routes["/"] = lambda asked: _listing(asked, pages)
    for number in range(pages):
        for n in range(PER_LIST):
            routes[f"/n/{number}/{n}.html"] = lambda asked: html(notice(2023, f"<p>{asked.path}</p>{filler}"))
    return routes


def _resident(pid: int) -> int:
    """Megabytes that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def soak(n_pages: int) -> list[tuple[int, int]]:
    """Fetch so many notices; (pages asked for, megabytes held) along the way."""
    pages = max(1, n_pages // PER_LIST)
    folder = Path(tempfile.mkdtemp(prefix="taizhang-soak-"))
    seen: list[tuple[int, int]] = []
    try:
        project = new_project(folder)
        with serving(_routes(pages)) as web:
            project.sources(source("soak", "wcm", web.base, "/", pages="100000", budget="10000000"))
            command = project.command("fetch", "here", "--raw", str(project.raw), *QUICK)
            start = time.monotonic()
            run = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT)  # noqa: S603 - our own command
            while run.poll() is None:
                time.sleep(0.05)
                done = len(web.asked)
                if done >= n_pages * (len(seen) + 1) / STEPS:
                    seen.append((done, _resident(run.pid)))
                    print(f"{done:7} pages {seen[-1][1]:5} MB", flush=True)
            seconds = time.monotonic() - start
        kept = sum(1 for one in project.index() if one["kind"] == "notice")
        size = sum(path.stat().st_size for path in (project.raw / "warc").iterdir()) // 1024
        print(f"{kept} notices in {seconds:.0f} s, {kept / seconds:.0f} a second; archive {size:,} KB; exit {run.returncode}")
    finally:
        shutil.rmtree(folder)
    return seen


if __name__ == "__main__":
    soak(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
