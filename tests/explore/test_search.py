"""The search page in a real browser. What is expected was read off the notices in raw/."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

LANXI = json.dumps([None, "澜溪市"], ensure_ascii=False, separators=(",", ":"))
IN_2023 = {"place": LANXI, "year": "2023"}
_SET = """
document.getElementById("filters").reset();
for (const [name, value] of Object.entries(arguments[0])) {
  const field = document.getElementById(name);
  if (value === true) field.checked = true; else field.value = value;
}
document.getElementById("filters").dispatchEvent(new Event("input", { bubbles: true }));
"""


def open_search(browser: WebDriver, site: Path, fragment: str = "") -> None:
    browser.get("about:blank")
    browser.get(f"{(site / 'index.html').as_uri()}{fragment}")
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return globalThis.taizhang && taizhang.ready"))


def ask(browser: WebDriver, question: dict[str, Any]) -> None:
    before = browser.execute_script("taizhang.answerTime = null; return 1")
    assert before == 1
    browser.execute_script(_SET, question)
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return taizhang.answerTime !== null"))


def shown(browser: WebDriver) -> list[str]:
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll('#grid tbody td.task a')].map((a) => a.innerText)"
    )
    return found


def n_found(browser: WebDriver) -> int:
    return int(browser.find_element(By.ID, "found").text.split()[1].replace(",", ""))


def test_the_page_lists_all_tasks_of_all_notices(browser, site):
    open_search(browser, site)
    # 20 rows in the table of 2023, 14 items in the pairs of 2022, 14 in the prose of the province, two in the hostile page
    assert "50 件任务" in browser.find_element(By.ID, "found").text
    assert len(shown(browser)) == 25


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"q": "适老化"}, ["5 完成市级政府网站适老化与无障碍改造，统一移动端展示效果。"]),
        ({"q": "適老化"}, ["5 完成市级政府网站适老化与无障碍改造，统一移动端展示效果。"]),
        ({"q": "老化与无"}, ["5 完成市级政府网站适老化与无障碍改造，统一移动端展示效果。"]),
        ({"q": "局长谈政策 直播"}, ["4 组织“局长谈政策”系列访谈，围绕年度民生实事开展直播解读。"]),
        ({"q": "直播 -局长谈政策", "year": "2022"}, ["(9) 开设“政策面对面”直播访谈栏目"]),
        ({"q": "ＡＢＣ没有这个词"}, []),
    ],
)
def test_words_and_parts_of_words_are_found(browser, site, question, expected):
    open_search(browser, site)
    ask(browser, question)
    assert shown(browser) == expected


def test_whole_words_are_told_from_parts_of_them(browser, site):
    open_search(browser, site)
    ask(browser, {**IN_2023, "q": "务公开"})
    assert n_found(browser) == 20  # every task of 澜溪市2023年政务公开重点任务分解表
    ask(browser, {**IN_2023, "q": "务公开", "whole": True})
    assert n_found(browser) == 0
    ask(browser, {**IN_2023, "q": "政务公开", "whole": True})
    assert n_found(browser) == 20


def test_what_was_looked_for_is_marked_in_the_rows(browser, site):
    open_search(browser, site)
    ask(browser, {"q": "适老化"})
    assert [m.text for m in browser.find_elements(By.CSS_SELECTOR, "#grid mark")] == ["适老化"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({**IN_2023, "unit": "财政局", "role": "cooperating"}, ["编制全市惠企政策", "公开市级涉企行政事业性收费"]),
        ({**IN_2023, "unit": "财政局", "role": "lead"}, []),
        ({**IN_2023, "line": "医疗保障"}, ["公布定点医药机构名单"]),
        ({**IN_2023, "from": "2023-05-01", "to": "2023-05-31"}, ["公开市级涉企行政", "在市民中心设立", "公开义务教育学校"]),
        ({**IN_2023, "kind": "recurring"}, ["公布食品安全监督抽检", "公布集中式饮用水水源"]),
        ({**IN_2023, "kind": "ongoing"}, ["落实解读方案"]),
        ({"place": LANXI, "year": "2022", "unit": "融媒体"}, ["开设“政策面对面”"]),
    ],
)
def test_filters_narrow_the_list_together(browser, site, question, expected):
    open_search(browser, site)
    ask(browser, question)
    found = shown(browser)
    assert len(found) == len(expected)
    assert all(begin in text for begin, text in zip(expected, found, strict=True))


def test_a_deadline_that_damage_leaves_open_is_found_in_each_month_that_it_may_mean(browser, site):
    open_search(browser, site)
    # 2022? with one digit lost: any month from January to September
    ask(browser, {"place": LANXI, "q": "公布乡镇政务公开事项标准目录", "from": "2022-03-01", "to": "2022-03-31"})
    assert n_found(browser) == 1
    assert browser.find_element(By.CSS_SELECTOR, "#grid td.deadlines").text.split() == ["2022?", "2022-01-31", "～", "2022-09-30"]


def test_only_what_is_not_sure_leaves_out_the_undamaged_table(browser, site):
    open_search(browser, site)
    ask(browser, {**IN_2023, "doubts": True})
    assert n_found(browser) == 0
    ask(browser, {"place": LANXI, "year": "2022", "doubts": True})
    assert n_found(browser) > 0


def test_a_bar_of_the_timeline_asks_for_its_month_and_lets_go_of_it_again(browser, site):
    open_search(browser, site)
    ask(browser, IN_2023)
    bar = browser.find_element(By.CSS_SELECTOR, "#timeline button[aria-label='2023年12月：2 件']")
    bar.click()
    assert [text[2:10] for text in shown(browser)] == ["完成市级政府网站", "对照年度任务逐项"]
    assert browser.find_element(By.ID, "from").get_attribute("value") == "2023-12-01"
    browser.find_element(By.CSS_SELECTOR, "#timeline button:enabled").click()
    assert n_found(browser) == 20


def test_columns_sort_and_a_task_without_a_day_stands_last(browser, site):
    open_search(browser, site)
    ask(browser, IN_2023)
    first, last = "5 清理政府网站长期未更新栏目", "4 落实解读方案"  # 2023年4月底前; 持续推进
    browser.find_element(By.CSS_SELECTOR, "#grid th.deadlines").click()
    WebDriverWait(browser, 10).until(lambda b: shown(b)[0].startswith(first))
    assert shown(browser)[-1].startswith(last)
    browser.find_element(By.CSS_SELECTOR, "#grid th.deadlines").click()
    WebDriverWait(browser, 10).until(lambda b: not shown(b)[0].startswith(first))
    assert shown(browser)[-1].startswith(last)


def test_the_address_keeps_the_question_and_the_way_back_leads_to_it(browser, site):
    open_search(browser, site)
    ask(browser, {"q": "适老化"})
    browser.find_element(By.CSS_SELECTOR, "#grid td.task a").click()
    WebDriverWait(browser, 10).until(lambda b: "/notices/" in b.current_url)
    browser.find_element(By.ID, "back").click()
    WebDriverWait(browser, 10).until(lambda b: "/index.html" in b.current_url and b.execute_script("return taizhang.ready"))
    assert browser.find_element(By.ID, "q").get_attribute("value") == "适老化"
    assert n_found(browser) == 1


def test_every_label_changes_with_the_language(browser, site):
    open_search(browser, site)
    chinese = [e.text for e in browser.find_elements(By.CSS_SELECTOR, "label, legend, h1, h2, th, button")]
    browser.find_element(By.ID, "lang").click()
    english = [e.text for e in browser.find_elements(By.CSS_SELECTOR, "label, legend, h1, h2, th, button")]
    assert "工作条线" in chinese
    assert "Line of work" in english
    # Bars carry numbers and months; everything else must read as English, but for the button that leads back.
    assert [text for text in english if any("\u4e00" <= sign <= "\u9fff" for sign in text)] == ["中文"]
    assert browser.execute_script("return document.documentElement.lang") == "en"


def test_every_control_has_a_name_for_those_who_do_not_see_it(browser, site):
    open_search(browser, site)
    controls = browser.find_elements(By.CSS_SELECTOR, "input, select, button, table, [role=group]")
    assert len(controls) > 30
    assert [c.get_attribute("outerHTML")[:80] for c in controls if not c.accessible_name] == []


def test_the_keyboard_alone_leads_from_the_search_to_the_evidence(browser, site):
    open_search(browser, site)
    browser.find_element(By.ID, "q").send_keys("适老化")
    WebDriverWait(browser, 10).until(lambda b: n_found(b) == 1)
    for _ in range(60):
        focused = browser.switch_to.active_element
        if focused.tag_name == "a":
            break
        focused.send_keys(Keys.TAB)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: "/notices/" in b.current_url)


@pytest.mark.parametrize(("scheme", "theme", "dark"), [("dark", "", True), ("light", "", False), ("dark", "#theme=light", False)])
def test_light_and_dark_follow_the_system_unless_somebody_chose(browser, site, scheme, theme, dark):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    open_search(browser, site, theme)
    background = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(22, 25, 29)" if dark else "rgb(255, 255, 255)")


def test_what_is_printed_are_the_rows_without_the_controls(browser, site):
    open_search(browser, site)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not browser.find_element(By.ID, "filters").is_displayed()
    assert browser.find_element(By.ID, "found").is_displayed()
    assert browser.find_element(By.CSS_SELECTOR, "#grid tbody tr").is_displayed()
    assert not any(arrow.is_displayed() for arrow in browser.find_elements(By.CSS_SELECTOR, "#grid .dt-column-order"))


def test_a_narrow_window_scrolls_in_no_direction_but_down(browser, site):
    browser.set_window_size(500, 900)
    open_search(browser, site)
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")


_MANY = """
const data = JSON.parse(document.getElementById("data").textContent);
const times = Math.ceil(50000 / data.tasks.text.length);
const again = (table, moved) => {
  const size = Object.values(table)[0].length;
  const many = {};
  for (const [name, column] of Object.entries(table)) {
    const step = name in moved ? moved[name] : 0;
    many[name] = Array.from({ length: times * size }, (_, at) => (step ? column[at % size] + step * Math.floor(at / size) : column[at % size]));
  }
  return many;
};
const [tasks, notices] = [data.tasks.text.length, data.notices.id.length];
const many = { ...data, notices: again(data.notices, {}), tasks: again(data.tasks, { notice: notices }),
  units: again(data.units, { task: tasks }), deadlines: again(data.deadlines, { task: tasks }) };
const plans = taizhang.plans(many);
const spent = arguments[0].map((asked) => {
  const began = performance.now();
  return [plans.filter({ from: null, to: null, ...asked }).length, performance.now() - began];
});
return [plans.size, times, spent];
"""


def test_fifty_thousand_tasks_stay_quick_to_filter(browser, site):
    open_search(browser, site)
    asked = [
        {"q": "适老化"},
        {"q": "公开 -目录", "unit": "市", "role": "lead"},
        {"from": 19478, "to": 19508, "year": "2023"},
    ]  # May 2023
    size, times, spent = browser.execute_script(_MANY, asked)
    assert size >= 50_000
    assert spent[0][0] == times  # the one task that says so, each time
    assert max(milliseconds for _, milliseconds in spent) < 500  # some 50 on a machine that has nothing else to do
