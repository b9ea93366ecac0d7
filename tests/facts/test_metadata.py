"""What a notice says of itself. Expected values are a reader's own; every notice here was made up for the test."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts.metadata.reading import MetadataRule, MetadataRules, read_metadata, try_example
from pipeline.outline import Block, Outline
from pipeline.traced import TracedText
from tests.facts.notices import BODY, HEADED, TITLE, line, read, rules, value, words_of


@pytest.mark.parametrize("rule", rules().entries, ids=lambda rule: rule.id)
def test_every_rule_does_what_its_examples_say(rule):
    assert [try_example(rule, rules(), example.said) for example in rule.examples] == [e.gives for e in rule.examples]
    assert {kept: try_example(rule, rules(), kept) for kept in rule.keep} == dict.fromkeys(rule.keep, "")


def test_a_rule_about_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match="part 'labels' is unknown"):
        MetadataRules.build([MetadataRule(id="x", part="labels")])


def test_a_title_that_only_the_pages_head_holds_has_no_place():
    found = read(BODY, title=f"{TITLE}_政务公开_澜溪市人民政府").title
    assert (found.value, found.place, found.rule) == (TITLE, None, "metadata.title.head")


def test_the_name_of_a_site_is_no_title():
    assert read(BODY, title="澜溪市人民政府门户网站").title is None


def test_the_meta_title_decides_between_two_that_look_alike():
    other = "澜溪市人民政府办公室关于做好其他工作的通知"
    assert value(read(other, TITLE, BODY, meta=(("ArticleTitle", TITLE),)).title) == TITLE


@pytest.mark.parametrize(
    ("lines", "issuer", "rule"),
    [
        ([TITLE, BODY], "澜溪市人民政府办公室", "metadata.issuer.title"),
        (["市政府办公室关于做好工作的通知", BODY, "澜溪市人民政府办公室", "2023年3月1日"], "澜溪市人民政府办公室", "metadata.issuer.signature"),
        (["市政府办公室关于做好工作的通知", BODY], "市政府办公室", "metadata.issuer.title"),
        (["关于做好工作的通知", "各县区人民政府：", BODY, "澜溪市人民政府办公室", "2023年3月1日"], "澜溪市人民政府办公室", "metadata.issuer.signature"),
        (["发布机构：中国·澜溪", "关于做好工作的通知", BODY], None, None),
        (["信息来源：澜溪市人民政府办公室", "关于做好工作的通知", BODY], None, None),
        (["发文机关：澜溪市教育局", "关于做好工作的通知", BODY], "澜溪市教育局", "metadata.issuer"),
        (["国务院关于做好工作的若干意见", BODY], "国务院", "metadata.issuer.title"),
        (["关于做好工作的通知", BODY, "澜溪市财政局 澜溪市教育局", "2023年3月1日"], "澜溪市财政局 澜溪市教育局", "metadata.issuer.signature"),
    ],
)  # fmt: skip
def test_the_issuer_is_a_body_and_never_a_site(lines, issuer, rule):
    found = read(*lines).issuer
    assert (value(found), found.rule if found else None) == (issuer, rule)


@pytest.mark.parametrize(
    "table",
    [
        [["索引号：", "LX0/2023", "文号：", "澜政办发〔2023〕12号"]],
        [["索 引 号", "LX0/2023"], ["文　　号", "澜政办发〔2023〕12号"]],
    ],
)
def test_the_number_is_found_in_a_table_of_fields(table):
    assert value(read(table, TITLE, BODY).doc_number) == "澜政办发〔2023〕12号"


def test_words_in_the_numbers_field_that_are_no_number_are_kept_as_said():
    found = read("文号：抚政办发〔2013〕4", TITLE, BODY).doc_number
    assert (found.value, found.said) == (None, "抚政办发〔2013〕4")


@pytest.mark.parametrize("lines", [["文号：抚政办发〔20134", TITLE, BODY], [TITLE, "抚政办发2013〕4号", BODY]])
def test_a_number_whose_brackets_were_lost_says_that_it_was_mended(lines):
    found = read(*lines).doc_number
    assert (found.value, found.rule) == ("抚政办发〔2013〕4号", "metadata.doc_number.broken")


def test_a_date_that_lost_its_digits_is_kept_as_said_and_gives_the_year():
    metadata = read("关于做好工作的通知", BODY, "澜溪市人民政府办公室 2017年?月?4日")
    assert (metadata.written_date.value, metadata.written_date.said) == (None, "2017年?月?4日")
    assert (metadata.plan_year.value, metadata.plan_year.rule) == (2017, "metadata.plan_year.written_date")


def test_a_day_that_does_not_exist_has_no_value():
    assert read(TITLE, "成文日期：2021年9月31日", BODY).written_date.value is None


@pytest.mark.parametrize(
    ("lines", "year", "source"),
    [
        ([TITLE, BODY], 2023, "title"),
        (["关于印发行动计划(2021—2023年)的通知", BODY], 2021, "title"),
        (["关于做好工作的通知", BODY, "澜溪市教育局", "2022年3月1日"], 2022, "written_date"),
        (["关于做好工作的通知", "澜政办发〔2021〕1号", "各县人民政府：", BODY], 2021, "doc_number"),
        (
            ["关于做好工作的通知", BODY, "澜溪市教育局", "2022年12月30日", "附件", "2023年任务分解表", [["任务", "单位"]]],
            2023,
            "heading",
        ),
        (["发布日期：2020-01-05", "关于做好工作的通知", BODY], 2020, "published_date"),
    ],
)
def test_the_plans_year_says_where_it_comes_from(lines, year, source):
    found = read(*lines).plan_year
    assert (found.value, found.rule) == (year, f"metadata.plan_year.{source}")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        (TITLE, "work_points"),
        ("澜溪市2021年政务公开工作要点分工方案", "task_breakdown"),
        ("关于印发2023年政务公开工作要点及任务分工的通知", "task_breakdown"),
        ("关于印发《落实〈云岭省2023年政务公开工作要点〉责任分工》的通知", "task_breakdown"),
        ("关于印发2022年全区政务公开工作主要任务分解表的通知", "task_breakdown"),
        ("关于印发《澜溪市政务公开工作实施方案（试行）》的通知", "implementation_plan"),
        ("关于印发澜溪市行动计划（2021—2023年）的通知", "implementation_plan"),
        ("关于进一步加强政务公开工作的通知", "notice"),
        ("关于促进综合保税区高质量发展的若干意见", "notice"),
    ],
)
def test_the_kind_is_told_by_the_titles_last_words(title, kind):
    assert read(title, BODY).doc_kind == kind


def test_several_fields_in_one_line_are_all_read():
    metadata = read(
        "索引号：LX0/2023-1 主题分类：综合政务\\政务公开 发文机关：澜溪市人民政府 成文日期：2023年3月2日 有 效 性：有效",
        "关于做好工作的通知",
        BODY,
    )
    assert {name: found.value for name, found in metadata.other} == {
        "index_number": "LX0/2023-1",
        "topic": "综合政务\\政务公开",
        "validity": "有效",
    }
    assert (metadata.issuer.value, metadata.written_date.value) == ("澜溪市人民政府", dt.date(2023, 3, 2))


def test_values_may_stand_on_the_line_below_their_label():
    metadata = read(
        "返回顶部", "• 索引号:", "LX0/2023-1", "• 主题分类:", "• 来源:", "• 发文机构:", "澜溪市政府网站", "• 发文字号:", "澜政发〔2023〕7号",
        "• 发文日期:", "2023年04月06日 16:40", "• 有效性:", "• 内容概述:", "澜溪市人民政府工作规则的通知", TITLE, "各县人民政府：", BODY,
    )  # fmt: skip
    assert (metadata.doc_number.value, metadata.written_date.value) == ("澜政发〔2023〕7号", dt.date(2023, 4, 6))
    assert dict(metadata.other)["index_number"].value == "LX0/2023-1"
    assert (metadata.title.value, metadata.issuer.value) == (TITLE, "澜溪市人民政府办公室")


def test_pairs_of_labels_with_a_table_for_small_screens_below_are_both_metadata():
    metadata = read(
        "索引号: | 11341602003166647K/202004-00328 | 信息分类: | 规范性文件 |",
        "发布机构: | 澜溪区政府(办公室) | 主题分类: | 综合政务 / 通知 |",
        "成文日期: | 发布日期: | 2023-04-09 08:44 | |",
        "发文字号: | 无 | 有 效 性: | 失效 |",
        "标 题: | " + TITLE + " | ||",
        "政策咨询机关: | 政策咨询电话: |",
        "索引号: | 11341602003166647K/202004-00328 | ||",
        "各乡镇人民政府、街道办事处，区政府各部门：",
        BODY,
    )
    assert (value(metadata.title), value(metadata.published_date), metadata.doc_number) == (TITLE, dt.date(2023, 4, 9), None)
    assert dict(metadata.other)["validity"].value == "失效"
    assert [a.value for a in metadata.addressees] == ["各乡镇人民政府", "各街道办事处", "区政府各部门"]


def test_labels_that_lost_their_colon_are_read_where_the_value_is_sure():
    metadata = read("文号澜政办发〔2023〕1号", "成文日期2023-03-01", "名称与时间由市财政局确定", TITLE, "各县人民政府：", BODY)
    assert (metadata.doc_number.value, metadata.written_date.value) == ("澜政办发〔2023〕1号", dt.date(2023, 3, 1))


def test_the_size_of_the_letters_is_no_number():
    metadata = read(
        "当前位置: 首页 > 政策",
        TITLE,
        "来源:澜溪市政府门户网 日期:2023-03-05 17:08 字号:【",
        "视力保护色:",
        "浏览量:",
        "各县人民政府：",
        BODY,
    )
    assert (metadata.doc_number, value(metadata.published_date)) == (None, dt.date(2023, 3, 5))
    assert dict(metadata.other)["source"].value == "澜溪市政府门户网"
    assert len(metadata.addressees) == 1


def test_a_source_and_a_day_without_label_are_told_apart():
    metadata = read(TITLE, "来源:澜溪市政府   2023-03-05 10:56", BODY)
    assert (dict(metadata.other)["source"].value, value(metadata.published_date)) == ("澜溪市政府", dt.date(2023, 3, 5))


def test_a_plan_without_a_letter_has_title_and_number_in_one_line():
    metadata = read("2023年县政府重点工作任务(澜政发〔2023〕2号)", "各乡镇人民政府、县直各单位:", BODY)
    assert (value(metadata.title), value(metadata.doc_number), metadata.plan_year.value) == (
        "2023年县政府重点工作任务",
        "澜政发〔2023〕2号",
        2023,
    )


def test_a_page_with_nothing_but_its_attachment_keeps_its_metadata():
    metadata = read(
        "首页 > 政策",
        TITLE,
        "来源：澜溪市政府 时间：2023-03-05",
        "附件下载：任务分解表.xls",
        "主办：澜溪市人民政府",
        "网站标识码：0000000012",
    )
    assert (value(metadata.title), value(metadata.published_date)) == (TITLE, dt.date(2023, 3, 5))


def test_a_table_of_tasks_is_no_table_of_fields():
    table = [
        ["序号", "名称", "时间", "单位"],
        ["1", "编制目录", "2023年6月底", "市财政局"],
        ["2", "公开目录", "2023年7月底", "市教育局"],
    ]
    metadata = read(TITLE, table)
    assert words_of(metadata, "metadata") == []
    assert metadata.published_date is None


def test_every_fact_knows_where_it_stands():
    metadata = read("文号：澜政办发〔2023〕1号", TITLE, "各县人民政府：", BODY, "澜溪市人民政府办公室", "2023年3月1日")
    for found in (
        metadata.title,
        metadata.issuer,
        metadata.doc_number,
        metadata.written_date,
        metadata.plan_year,
        *metadata.addressees,
    ):
        assert found.place is not None
        assert found.rule


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                TITLE,
                BODY,
                "附件1",
                "文号：",
                "2023年3月1日",
                "市财政局",
                "上一篇：无",
                "各县人民政府：",
                "| | 文号 | |",
                "附件：1.表",
                "版权所有",
            ]
        ),
        st.text(alphabet="关于印发的通知各县市区政府办公室〔〕()（）：:，。、|0123456789年月日附件 \u3000?一二", max_size=60),
        st.text(max_size=20),
    ),
    max_size=25,
)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_claims_stay_inside_their_lines_and_never_overlap(lines):
    metadata = read(*lines)
    taken = {}
    for claim in metadata.claims:
        assert 0 <= claim.passage.span.start <= claim.passage.span.end <= len(claim.passage.traced.text)
        for other in taken.get(claim.passage.path, []):
            assert not claim.passage.span.overlaps(other), (claim, other)
        taken.setdefault(claim.passage.path, []).append(claim.passage.span)


@pytest.mark.parametrize(
    "text",
    [
        "关于" * 50000,
        "文号：" * 30000,
        "各县、" * 30000,
        "〔2023〕1号" * 20000,
        "打印 " * 50000,
        "2023年3月1日 " * 20000,
        " " * 200000,
    ],
)
def test_hostile_lines_take_no_longer_than_their_length(text):
    metadata = read(text, text, text)
    assert len(metadata.claims) < 5000


def test_an_issuer_in_a_title_that_only_the_pages_head_holds_is_read():
    metadata = read("各镇人民政府：", BODY, title=HEADED)
    assert (value(metadata.issuer), metadata.issuer.rule) == ("澜溪市人民政府办公室", "metadata.issuer.head")


def test_a_day_in_a_line_that_was_set_aside_below_the_title_is_the_pages_own():
    aside = [
        Block("line[0]", TracedText(TITLE)),
        Block("nav[1]", TracedText("2023年05月11日 10:53 浏览： 次"), set_aside="navigation"),
        Block("nav[9]", TracedText("2020年01月01日"), set_aside="navigation"),
    ]
    metadata = read_metadata((line(0, TITLE), line(2, BODY)), Outline(tuple(aside), "text/html", "utf-8"), rules())
    assert (str(value(metadata.published_date)), metadata.published_date.place.path) == ("2023-05-11", "nav[1]")


def test_a_day_far_from_the_title_in_the_sites_own_words_is_not_the_notices():
    aside = [
        Block("nav[1]", TracedText("今天是2024年01月01日"), set_aside="navigation"),
        Block("line[0]", TracedText(TITLE)),
        Block("line[2]", TracedText(BODY)),
        Block("nav[9]", TracedText("2020年01月01日"), set_aside="navigation"),
    ]
    flow = (line(0, TITLE), line(2, BODY))
    assert read_metadata(flow, Outline(tuple(aside), "text/html", "utf-8"), rules()).published_date is None
