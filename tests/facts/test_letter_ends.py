"""What stands between a letter and its plan: remarks on distribution, the line that closes the letter, titles of several lines."""

import datetime as dt

import pytest

from tests.facts.notices import BODY, TITLE, read, value, words_of

SIGNED = ("澜溪市人民政府办公室", "2023年5月6日")
ITEMS = ("一、重点任务", "（一）公布清单。")


@pytest.mark.parametrize(
    "item",
    [
        "（二）科学合理确定公开方式。对敏感数据实行依申请公开。",
        "（二）明确公开范围和公开方式，落实责任。",
        "2.规范公开方式：区分主动公开和依申请公开。",
        "（三）在公文上标注此件公开发布。",
        "二、修订目录，2023年6月10日印发。",
        "（二）优化信息公开属性认定流程。",
    ],
)
def test_a_numbered_item_is_no_remark_on_distribution(item):
    metadata = read(TITLE, "各县人民政府：", BODY, *SIGNED, "澜溪市2023年政务公开工作要点", *ITEMS, item)
    assert words_of(metadata, "metadata") == []


@pytest.mark.parametrize(
    "remark", ["公开方式：主动公开", "（此件公开发布）", "信息公开属性：依申请公开", "澜溪市人民政府办公室 2023年5月6日印发"]
)
def test_a_remark_on_distribution_is_one(remark):
    metadata = read(TITLE, "各县人民政府：", BODY, *SIGNED, remark, "澜溪市2023年政务公开工作要点", *ITEMS)
    assert words_of(metadata, "metadata") == [remark]


@pytest.mark.parametrize(
    "lines",
    [
        ("澜溪市放心消费三年行动计划", "（2023—2025年）任务分解"),
        ("澜溪市放心消费行动方案", "（2023—2025年）"),
        ("澜溪市健身工作要点", "（2023年度）责任清单"),
        ("关于在全市开展“收好官，开好局”", "专项行动实施方案"),
        ("关于开展“强作风，提效能”活动的", "实施方案"),
    ],
)
def test_all_lines_of_the_plans_title_below_the_signature_are_its_title(lines):
    metadata = read(TITLE, "各县人民政府：", BODY, *SIGNED, *lines, *ITEMS)
    assert words_of(metadata, "heading") == list(lines)


@pytest.mark.parametrize("line", ["（一）公布清单。", "为推进放心消费，制定本计划。", "（市商务局牵头）"])
def test_what_stands_below_the_plans_title_is_none_of_it(line):
    metadata = read(TITLE, "各县人民政府：", BODY, *SIGNED, "澜溪市放心消费三年行动计划", line, "（二）修订目录。")
    assert [words for words in words_of(metadata, "heading") if words == "（一）公布清单。" or "，" in words] == []


CLOSES = ["此通知", "特此通知", "特此函告", "以上通知，请认真贯彻执行", "以上事项请抓紧办理"]


@pytest.mark.parametrize("close", CLOSES)
def test_a_line_that_closes_the_letter_needs_no_full_stop(close):
    letter = ("各苏木乡镇：", BODY, "一、各地区于每月25日前报送进展。", "二、加大通报力度。", close, "2022年2月21日")
    metadata = read(TITLE, *letter, "（联系人：孟某，电话：1234567）", "2022年重点任务分工", *ITEMS)
    assert value(metadata.written_date) == dt.date(2022, 2, 21)
    assert words_of(metadata, "heading") == ["2022年重点任务分工"]


@pytest.mark.parametrize("line", ["此通知由县水利局转发各灌区", "公布县城绿化规划的通知"])
def test_other_lines_without_a_full_stop_close_no_letter(line):
    metadata = read(TITLE, "各苏木乡镇：", "一、报送进展", "二、开展绿化", line, "2022年2月21日", "三、改造渠道")
    assert value(metadata.written_date) is None


@pytest.mark.parametrize(
    "title",
    [
        "2023—2024学年度第二学期工作行事历",
        "2024年春季学期教学工作安排",
        "2024年农村义务教育工作要点",
        "2023年防汛重点任务清单",
        "2024年度教研工作计划",
    ],
)
def test_the_issuers_line_above_a_year_is_of_the_title_where_the_pages_head_says_it_so(title):
    lines = ("澜溪县教育局", title, "一、开学", "1.检查校园。")
    assert value(read(*lines, title=f"澜溪县教育局{title}_澜溪县教育局").title) == f"澜溪县教育局{title}"
    assert value(read(*lines, title=f"{title}_澜溪县教育局").title) == title
