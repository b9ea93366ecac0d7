"""Items, rows and tables that look like work and gave no task: the reader is told, and they do not count as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tasks.cases import page_of, parsed, text_of
from tests.tasks.grids import table_of

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules
    from pipeline.values import Issue

NOTICE = (
    "清河县人民政府办公室关于做好汛期安全工作的通知",
    "各乡镇人民政府，县直有关部门：",
    "现就做好汛期安全工作通知如下：",
    "一、县水利局负责水库巡查，6月1日前完成隐患排查。",
    "二、沿河低洼地段要设置警示标志。",
    "三、加强组织领导",
    "（一）各单位要高度重视，压实责任。",
    "清河县人民政府办公室",
    "2023年5月20日",
)


def untasked(lines: tuple[str, ...], rules: Rules) -> list[Issue]:
    """The issues about items that were read as no task."""
    return [issue for issue in parsed(page_of(lines), rules).issues if issue.code == "items_untasked"]


def test_an_item_between_tasks_that_gave_none_is_an_issue_with_its_place(rules: Rules) -> None:
    (issue,) = untasked(NOTICE, rules)
    assert "沿河低洼地段" in issue.message
    assert "1 of 1, beside 1 tasks" in issue.message
    assert issue.severity == "info"
    assert issue.place is not None
    assert issue.place.span.length == len("沿河低洼地段要设置警示标志。")


def test_sections_that_are_never_work_raise_no_issue(rules: Rules) -> None:
    assert untasked((*NOTICE[:4], *NOTICE[5:]), rules) == []


def test_a_notice_without_tasks_raises_none_either(rules: Rules) -> None:
    assert untasked((*NOTICE[:3], "一、要高度重视防汛工作。", "二、要加强值班值守。", *NOTICE[7:]), rules) == []


def test_an_item_that_gave_no_task_lowers_coverage(rules: Rules) -> None:
    assert parsed(page_of((*NOTICE[:4], *NOTICE[5:])), rules).coverage == 1
    assert parsed(page_of(NOTICE), rules).coverage < 1


HEADER = "序号|工作任务|责任单位|完成时限"
ROWS = ("1|疏浚河道12公里。|县水利局|6月底前", "2|加固堤防3处。|县应急局|7月底前")


def table(rules: Rules, *rows: str) -> ParsedNotice:
    """A notice with a task table of these rows."""
    return parsed(page_of(("清河县2023年防汛任务分解表", table_of([HEADER, *rows]))), rules)


def codes(notice: ParsedNotice) -> list[str]:
    """The codes of a notice's issues."""
    return [issue.code for issue in notice.issues]


def test_a_row_with_a_unit_and_a_time_of_its_own_but_no_work_is_an_issue_and_lowers_coverage(rules: Rules) -> None:
    whole = table(rules, *ROWS)
    assert whole.coverage == 1
    assert "rows_untasked" not in codes(whole)
    holed = table(rules, "||县林业局|5月底前", *ROWS)
    assert len(holed.tasks) == 2
    assert codes(holed).count("rows_untasked") == 2
    assert holed.coverage < 1


@pytest.mark.parametrize("row", ["|||", "3||—|—", "合计|2项||", "||/|无"])
def test_a_row_that_names_nobody_is_none(row: str, rules: Rules) -> None:
    assert "rows_untasked" not in codes(table(rules, *ROWS, row))


GLUED = "序号工作任务牵头单位配合单位"


def test_a_table_that_ran_together_and_cannot_be_cut_says_so(rules: Rules) -> None:
    words = f"{GLUED}疏浚河道，加固堤防，县水利局，各乡镇；储备物资，开展演练，县应急局，县消防救援大队，各有关单位。"
    notice = parsed(text_of(("清河县2023年防汛任务分解表", words)), rules)
    assert (notice.status, notice.status_reason) == ("no_tasks", "table_not_cut")
    assert "table_not_cut" in codes(notice)
    assert notice.coverage < 0.5
    assert notice.region is not None
    assert notice.metadata.plan_year is not None
    assert notice.metadata.plan_year.value == 2023


@pytest.mark.parametrize("line", [GLUED, "请按序号、工作任务、牵头单位、配合单位填写报送，于6月底前报县防汛办备案存查。"])
def test_a_blank_header_or_a_sentence_about_columns_is_no_table(line: str, rules: Rules) -> None:
    assert "table_not_cut" not in codes(parsed(text_of(("清河县防汛办公室关于填报任务表的通知", line)), rules))


def test_a_task_whose_text_has_no_chinese_word_is_an_issue_and_hardly_sure(rules: Rules) -> None:
    notice = table(rules, "1|12|县水利局|6月底前", "2|加固堤防3处。|县应急局|7月底前")
    assert [task.confidence for task in notice.tasks] == [0.3, 1.0]
    assert codes(notice).count("wordless_task") == 1


LETTER = (
    "清河县人民政府关于印发支持民间投资若干举措的通知",
    "各乡镇人民政府：",
    "现印发给你们。",
    "清河县人民政府",
    "2023年3月6日",
)


def test_items_that_end_in_brackets_nobody_can_read_are_said_where_nothing_is_a_task(rules: Rules) -> None:
    items = ("1.拓宽融资渠道，降低费率。（县生长委统抓）", "2.公开招标信息。（县都会局卖力）", "3.清理拖欠账款。（县钱财局督抓）")
    notice = parsed(text_of((*LETTER, *items)), rules)
    assert notice.status == "no_tasks"
    assert "items_untasked" in codes(notice)
    assert notice.coverage < 0.8


def test_a_remark_in_brackets_behind_one_item_is_no_doubt(rules: Rules) -> None:
    items = ("1.按时就餐。（早餐七点）", "2.厉行节约。", "3.保持整洁。")
    assert "items_untasked" not in codes(parsed(text_of((*LETTER, *items)), rules))


ODD_ROWS = {
    "gaps": (
        "序号 工作任务 责任单位 完成时限",
        "1 疏浚河道",
        "2 加固堤防，排查险工险段，修复水毁工程",
        "3 储备抢险物资，开展应急演练",
    ),
    "letters apart": (
        "序 号 主 要 任 务 牵 头 单 位",
        "1 疏浚河道，清理淤泥",
        "2 加固堤防，修复水毁工程",
        "3 储备抢险物资，开展演练",
    ),
    "a label a line": (
        "重点任务",
        "主责单位（科室）",
        "完成的时限",
        "疏浚河道，加固堤防，排查险工险段；储备物资，开展演练，修复水毁工程。",
    ),
}


@pytest.mark.parametrize("way", sorted(ODD_ROWS))
def test_rows_below_a_known_header_that_obey_it_in_no_way_are_an_issue_and_lower_coverage(way: str, rules: Rules) -> None:
    notice = parsed(text_of(("清河县2023年防汛任务分解表", *ODD_ROWS[way])), rules)
    assert "table_not_cut" in codes(notice)
    assert notice.coverage < 0.6
    assert notice.status_reason != "no_work"


def test_rows_below_a_header_that_they_obey_raise_nothing(rules: Rules) -> None:
    lines = ("序 号 主 要 任 务 牵 头 单 位", "1 疏浚河道 县水利局", "2 加固堤防 县水利局", "3 储备抢险物资 县应急局")
    notice = parsed(text_of(("清河县2023年防汛任务分解表", *lines)), rules)
    assert "table_not_cut" not in codes(notice)
    assert notice.coverage == 1


@pytest.mark.parametrize(("header", "reason"), [("指标|分值|责任单位", "unassigned_table"), ("指标|分值|说明", "no_work")])
def test_a_table_with_a_column_of_bodies_that_gave_no_task_is_the_reason(header: str, reason: str, rules: Rules) -> None:
    rows = [header, "公开信息数量|10|县水利局", "回应关切次数|5|县林业局"]
    notice = parsed(page_of(("清河县人民政府办公室关于印发政务公开考核表的通知", table_of(rows))), rules)
    assert (notice.status, notice.status_reason) == ("no_tasks", reason)
