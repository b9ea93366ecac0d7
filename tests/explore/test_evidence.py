"""The page of a notice in a real browser: the published words, what of them is a task's, and every repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from selenium.webdriver.common.by import By

from tests.explore.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

_LIT = "return [...document.querySelectorAll('#published > :not(details) .lit, #published > .lit')].map((e) => [e.className, e.textContent])"


@pytest.fixture(scope="session")
def ids(parsed: Path) -> dict[str, str]:
    """The notices by the begin of their files' names."""
    rows = pq.read_table(parsed / "documents.parquet", columns=["source", "doc_id"]).to_pylist()
    return {row["source"].partition(".")[0]: row["doc_id"] for row in rows}


def open_notice(browser: WebDriver, site: Path, doc_id: str, fragment: str) -> None:
    browser.get("about:blank")
    browser.get(f"{(site / 'notices' / f'{doc_id}.html').as_uri()}{fragment}")


def lit(browser: WebDriver, kind: str) -> list[str]:
    return [text for classes, text in browser.execute_script(_LIT) if kind in classes.split()]


def test_the_words_units_and_times_of_a_task_are_lit_in_the_table_as_published(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2023_merged_cells"], "#t=2")
    assert lit(browser, "words") == ["公开市级涉企行政事业性收费目录清单，注明收费依据和减免条件。"]
    assert lit(browser, "unit") == ["市发展改革委", "市财政局"]
    assert lit(browser, "time") == ["2023年5月底前"]
    rows = browser.find_elements(By.CSS_SELECTOR, "table.printed:has(td[rowspan]) tr")
    assert len(rows) == 22  # two rows of headers, twenty of work; the box of the notice's own data is another table
    assert (
        browser.find_element(By.CSS_SELECTOR, "table.printed td[rowspan='4'][data-t], table.printed td[rowspan='4']").text == "1"
    )


def test_a_merged_time_is_lit_for_the_second_of_its_rows_too(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2023_merged_cells"], "#t=3")
    assert lit(browser, "time") == ["2023年5月底前"]


def test_the_words_of_an_item_in_prose_are_lit_and_others_are_not(browser, site, ids):
    open_notice(browser, site, ids["yunling_2022_prose_hierarchy"], "#t=2")
    words = "".join(lit(browser, "words"))
    assert words.startswith("2.公开重大项目建设进展。2022年6月底前公布年度省重点项目名单")
    assert lit(browser, "unit") == ["省发展改革委", "省自然资源厅", "生态环境厅"]
    assert lit(browser, "time") == ["2022年6月底前"]
    assert "质量抽检" not in words


def test_a_repair_stands_before_and_after_with_what_else_it_may_be(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2022_pairwise_loss"], "#t=2")
    assert "".join(lit(browser, "unit")) == "临澜区政府?市政府办公室"
    unit = browser.find_element(By.CSS_SELECTOR, "#published .lit.unit .repair.doubtful")
    assert unit.find_element(By.TAG_NAME, "ins").text == "府"
    card = browser.find_element(By.CSS_SELECTOR, "article.chosen").text
    assert "也可能是 年1月 / 年2月 / 年3月 / 年4月 / 年5月 / 年6月 / 年7月 / 年8月 / 年9月" in card
    assert "没有把握" in card
    assert "推断 月" in card


@pytest.mark.parametrize(
    ("lang", "said", "other"),
    [
        ("zh", "“2022?”可能在 2022-01-31 至 2022-09-30 的任何一天截止", "can end on any day"),
        ("en", "'2022?' can end on any day from 2022-01-31 to 2022-09-30", "任何一天截止"),
    ],
)
def test_what_to_look_at_is_said_in_the_language_that_is_chosen(browser, site, ids, lang, said, other):
    open_notice(browser, site, ids["lanxi_2022_pairwise_loss"], f"#t=2&lang={lang}")
    card = browser.find_element(By.CSS_SELECTOR, "article.chosen").text
    assert said in card
    assert other not in card


def test_what_to_look_at_in_the_whole_page_is_folded_and_all_there(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2022_pairwise_loss"], "")
    folded = browser.find_element(By.CSS_SELECTOR, "details.issues")
    assert folded.get_attribute("open") is None
    told = folded.get_attribute("textContent")
    assert "整页需要人看一眼" in told
    assert "“?”读作“市2”" in told
    browser.find_element(By.ID, "lang").click()
    assert "To be looked at in the page as a whole (" in folded.find_element(By.TAG_NAME, "summary").text
    assert "'?' was read as '市2'" in folded.get_attribute("textContent")


def test_a_notice_without_doubts_shows_no_list_of_them(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2023_merged_cells"], "")
    assert browser.find_elements(By.CSS_SELECTOR, "details.issues") == []


def test_the_published_words_can_be_seen_without_any_repair(browser, site, ids, raw):
    open_notice(browser, site, ids["lanxi_2022_pairwise_loss"], "")
    browser.execute_script("const s = document.getElementById('repairs'); s.value = 'none'; s.dispatchEvent(new Event('change'))")
    seen = browser.execute_script("return [...document.querySelectorAll('#published > p')].map((p) => p.innerText.trim())")
    lines = [line.strip() for line in (raw / "lanxi_2022_pairwise_loss.txt").read_text(encoding="utf-8").splitlines()]
    # Lines that the reader takes apart (tags left over in the text) are shown as it read them.
    assert [line for line in seen if line not in lines] == []
    assert len(seen) > 40


def test_a_press_on_words_chooses_their_task_and_buttons_lead_on(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2023_merged_cells"], "")
    browser.find_element(By.XPATH, "//td/span[text()='市民政局']").click()
    assert browser.find_element(By.CSS_SELECTOR, "article.chosen").get_attribute("id") == "t7"
    browser.find_element(By.ID, "after").click()
    assert "#t=8" in browser.current_url
    assert lit(browser, "unit") == ["市医保局", "市卫生健康委"]


def test_many_certain_repairs_of_a_task_are_folded_and_all_there(browser, tmp_path):
    page = "<p>清河市2023年政務公開工作要點</p><p>1.強化行政執法信息公開，規範權責清單發布。（市司法局牽頭）</p><p>2.公開預算。（市財政局）</p>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    run("parse", str(tmp_path / "a.html"), "--out", str(tmp_path / "parsed"), "-q", "--jobs", "0")
    run("explore", str(tmp_path / "parsed"), "--out", str(tmp_path / "site"), "--raw", str(tmp_path / "a.html"))
    (file,) = (tmp_path / "site" / "notices").iterdir()
    open_notice(browser, tmp_path / "site", file.stem, "#t=1")
    folded = browser.find_element(By.CSS_SELECTOR, "article.chosen details")
    told = folded.get_attribute("textContent")
    assert folded.get_attribute("open") is None
    assert all(sign in told for sign in "強執開規範權責單發")
    assert "1.強化行政執法信息公開，規範權責清單發布。" in browser.find_element(By.ID, "published").text  # as printed


def test_every_control_of_a_notice_has_a_name(browser, site, ids):
    open_notice(browser, site, ids["lanxi_2022_pairwise_loss"], "#lang=en")
    controls = browser.find_elements(By.CSS_SELECTOR, "select, .tools button, .tools a, .pick")
    assert len(controls) > 15
    assert all(control.accessible_name for control in controls)
    assert browser.find_element(By.ID, "after").text == "Next task"


def test_the_words_of_the_site_around_the_notice_are_folded_away(browser, site, ids):
    open_notice(browser, site, ids["yunling_2022_prose_hierarchy"], "")
    assert "无障碍阅读" not in browser.find_element(By.ID, "published").text
    assert "无障碍阅读" in browser.find_element(By.CSS_SELECTOR, "details.aside").get_attribute("textContent")


def test_without_the_page_the_evidence_is_put_together_and_says_so(browser, parsed, tmp_path, ids):
    run("explore", str(parsed), "--out", str(tmp_path / "site"))
    open_notice(browser, tmp_path / "site", ids["lanxi_2023_merged_cells"], "#t=2")
    assert browser.find_element(By.CSS_SELECTOR, "#published .warning").is_displayed()
    assert "公开市级涉企行政事业性收费目录清单，注明收费依据和减免条件。" in lit(browser, "words")
