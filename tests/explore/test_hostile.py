"""Notices are hostile input: nothing that one holds runs, loads, or leads away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.explore.browser import asked_for, said
from tests.explore.conftest import PAYLOAD, run

if TYPE_CHECKING:
    from pathlib import Path

# What must stay for rows to find each other and their page; every other word of every table becomes a payload.
_KEPT = frozenset({"doc_id", "task_id", "table_id", "content_sha256", "place", "places"})
_TABLES = ("documents", "tasks", "units", "deadlines", "repairs", "tables", "citations", "blocks", "issues")
_STRANGERS = """
return [...document.querySelectorAll("img, svg, iframe, object, embed, base, link, b[style], [onerror], [onload]")].length
  + [...document.querySelectorAll("a")].filter((a) => a.protocol !== "file:").length
"""


def poisoned(value: Any) -> Any:
    if isinstance(value, str):
        return value + PAYLOAD
    if isinstance(value, list):
        return [poisoned(each) for each in value]
    if isinstance(value, tuple):
        return tuple(poisoned(each) for each in value)
    if isinstance(value, dict):
        return {name: each if name in _KEPT else poisoned(each) for name, each in value.items()}
    return value


@pytest.fixture(scope="module", params=["with the page", "without"])
def poisoned_site(request, raw: Path, parsed: Path, tmp_path_factory) -> Path:
    """The site of tables in which every word is a payload, with the pages or without."""
    folder = tmp_path_factory.mktemp("poisoned")
    (folder / "parsed").mkdir()
    for name in _TABLES:
        table = pq.read_table(parsed / f"{name}.parquet")
        rows = [poisoned(row) for row in table.to_pylist()]
        pq.write_table(pa.Table.from_pylist(rows, table.schema), folder / "parsed" / f"{name}.parquet")
    run(
        "explore",
        str(folder / "parsed"),
        "--out",
        str(folder / "site"),
        *(["--raw", str(raw)] if request.param == "with the page" else []),
    )
    return folder / "site"


def check(browser, page: Path, scripts: int) -> None:
    browser.get("about:blank")
    browser.get(page.as_uri())
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return document.readyState === 'complete'"))
    assert browser.execute_script("return globalThis.owned") is None
    assert browser.execute_script("return document.scripts.length") == scripts
    assert browser.execute_script(_STRANGERS) == 0


def test_payloads_in_every_field_of_every_table_are_words(browser, poisoned_site):
    check(browser, poisoned_site / "index.html", 7)
    assert "onerror=globalThis.owned" in browser.find_element("id", "grid").text
    for page in sorted((poisoned_site / "notices").iterdir()):
        check(browser, page, 2)
        assert "onerror=globalThis.owned" in browser.find_element("id", "tasks").text


def test_a_hostile_page_that_was_parsed_is_shown_as_the_words_that_it_is(browser, site, parsed):
    rows = pq.read_table(parsed / "documents.parquet").to_pylist()
    (mine,) = [row["doc_id"] for row in rows if "onerror" in row["source"]]
    check(browser, site / "notices" / f"{mine}.html", 2)
    published = browser.find_element("id", "published").text
    assert "公布养老机构名录</script>" in published
    assert "javascript:globalThis.owned=1" in published


def test_the_policy_stops_what_would_get_into_a_page_all_the_same(driver, site):
    driver.get((site / "index.html").as_uri())
    driver.execute_script(
        """
        const script = document.createElement("script");
        script.textContent = "globalThis.owned = 1";
        const image = document.createElement("img");
        image.src = "http://evil.example/x.png";
        const sheet = document.createElement("style");
        sheet.textContent = "h1 { display: none }";
        document.body.append(script, image, sheet);
        """
    )
    assert driver.execute_script("return globalThis.owned") is None
    assert driver.find_element("tag name", "h1").is_displayed()
    refused = "\n".join(said(driver))
    assert refused.count("Content Security Policy") >= 3
    assert {address for address in asked_for(driver) if "evil.example" in address} == set()


def test_a_page_names_its_scripts_by_their_hashes_and_allows_nothing_else(site):
    for page in (site / "index.html", *(site / "notices").iterdir()):
        head = page.read_text(encoding="utf-8")[:3000]
        assert "default-src 'none'" in head
        assert "'unsafe" not in head
        assert "http:" not in head.partition("Content-Security-Policy")[2].partition(">")[0]
