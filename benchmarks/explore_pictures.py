"""Takes the pictures of docs/explorer.md: the samples' site, in the browser of the tests."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import main as taizhang
from pipeline.tables.parsed import Parsed
from tests.explore.browser import opened

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDE, NARROW = (1280, 900), (500, 900)
SHOTS = {
    "explorer-search.png": ("", "#q=公开 目录", WIDE),
    "explorer-narrow.png": ("", "#lang=en", NARROW),
    "explorer-table.png": ("lanxi_2023_merged_cells", "#t=2", WIDE),
    "explorer-repairs.png": ("lanxi_2022_pairwise_loss", "#t=2&theme=dark&lang=en", WIDE),
}


def _run(*arguments: str) -> None:
    done = CliRunner().invoke(taizhang, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output


def main() -> None:
    """Parse the samples, build their site, take the pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        parsed, site = Path(scratch) / "parsed", Path(scratch) / "site"
        _run("parse", str(ROOT / "raw"), "--out", str(parsed), "-q", "--jobs", "2")
        _run("explore", str(parsed), "--out", str(site), "--raw", str(ROOT / "raw"))
        ids = {row["source"].partition(".")[0]: row["doc_id"] for row in Parsed.open(parsed).rows("documents")}
        with opened(Path(scratch) / "profile") as driver:
            for name, (notice, fragment, size) in SHOTS.items():
                driver.set_window_size(*size)
                driver.get("about:blank")
                page = site / "notices" / f"{ids[notice]}.html" if notice else site / "index.html"
                driver.get(page.as_uri() + fragment)
                time.sleep(1)
                PICTURES.mkdir(exist_ok=True)
                driver.save_screenshot(str(PICTURES / name))


if __name__ == "__main__":
    main()
