"""The site of a few notices, and a browser to look at it with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.explore.browser import asked_for, needed, opened, programs, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver

RAW = Path(__file__).resolve().parent.parent.parent / "raw"
SAMPLES = ("lanxi_2023_merged_cells", "lanxi_2022_pairwise_loss", "yunling_2022_prose_hierarchy")
PAYLOAD = (
    "</script></style></title><script>globalThis.owned=1</script><img src=http://evil.example/x.png onerror=globalThis.owned=1>"
    "<svg onload=globalThis.owned=1><iframe src=javascript:parent.owned=1></iframe><!--\u2028<base href=//evil.example/>"
    "\"'><b style=background:url(//evil.example/y)>"
)
_ESCAPED = PAYLOAD.replace("&", "&amp;").replace("<", "&lt;")
HOSTILE = f"""<html><head><title>{_ESCAPED}</title></head><body><h1>清河市2023年政务公开任务分解表{_ESCAPED}</h1>
<table><tr><th>序号</th><th>工作任务{_ESCAPED}</th><th>责任单位</th><th>完成时限</th><th>备注{_ESCAPED}</th></tr>
<tr><td>1</td><td>公布养老机构名录{_ESCAPED}</td><td>市民政局、{_ESCAPED}</td><td>2023年6月底前{_ESCAPED}</td><td>{_ESCAPED}</td></tr>
<tr><td>2</td><td>公开招生范围</td><td>市教育局</td><td>2023年5月底前</td><td>javascript:globalThis.owned=1</td></tr></table></body></html>"""


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three samples, and a page that would like to run something; its file is named accordingly."""
    folder = tmp_path_factory.mktemp("explore") / "raw"
    folder.mkdir()
    for file in RAW.iterdir():
        if file.name.startswith(SAMPLES):
            shutil.copy(file, folder)
    name = "a<img src=x onerror=globalThis.owned=1>"
    (folder / f"{name}.html").write_text(HOSTILE, encoding="utf-8")
    (folder / f"{name}.meta.json").write_text(json.dumps({"url": "javascript:globalThis.owned=1"}), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def parsed(raw: Path) -> Path:
    """Their tables."""
    return run("parse", str(raw), "--out", str(raw.parent / "parsed"), "-q", "--jobs", "0") or raw.parent / "parsed"


@pytest.fixture(scope="session")
def site(raw: Path, parsed: Path) -> Path:
    """Their site, with the evidence as published."""
    return run("explore", str(parsed), "--out", str(raw.parent / "site"), "--raw", str(raw)) or raw.parent / "site"


def run(*arguments: str) -> None:
    """Run the command; it must end well."""
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """A browser that is opened once. Where there is none the tests are left out; in continuous integration they fail."""
    if programs() is None:
        message = "needs a browser: apt-get install chromium chromium-driver"
        if needed():
            pytest.fail(message)
        pytest.skip(message)
    with opened(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def browser(driver: WebDriver) -> Iterator[WebDriver]:
    """The browser on an empty page; after the test nothing may have run that was not ours, nor left for a network."""
    driver.set_window_size(1400, 1000)
    driver.get("about:blank")
    said(driver)
    asked_for(driver)
    yield driver
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    driver.get("about:blank")
    assert said(driver) == []
    strangers = {address for address in asked_for(driver) if not address.startswith(("file:///", "data:", "about:"))}
    assert strangers == set()
