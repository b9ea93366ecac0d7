"""What a notice says of itself. Expected values are a reader's own; every notice here was made up for the test."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipeline.facts.metadata.reading import MetadataRule, MetadataRules, read_metadata, try_example
from pipeline.notice import Line
from pipeline.outline import Block, Cell, Grid, Outline, Passage
from pipeline.traced import TracedText
from pipeline.values import Span

RULES = Path(__file__).parents[2] / "rules"


@cache
def rules() -> MetadataRules:
    entries = yaml.load((RULES / "metadata.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["rules"]
    return MetadataRules.build([TypeAdapter(MetadataRule).validate_python(entry) for entry in entries])


def line(number, text):
    return Line(Passage(f"line[{number}]", TracedText(text), Span(0, len(text))))


def grid(number, rows):
    cells = [
        Cell(r, c, (Passage(f"t{number}[{r}][{c}]", TracedText(text), Span(0, len(text))),))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(f"t{number}", len(rows), max(map(len, rows)), tuple(cells))


def read(*items, title="", meta=()):
    flow = tuple(line(n, item) if isinstance(item, str) else grid(n, item) for n, item in enumerate(items))
    return read_metadata(flow, Outline((), "text/html", "utf-8", title, meta), rules())


def value(found):
    return found.value if found else None


def kinds(metadata):
    return [(claim.kind, claim.passage.text) for claim in metadata.claims]


def words_of(metadata, kind):
    return [text for k, text in kinds(metadata) if k == kind]


BODY = "为贯彻落实上级部署，现将有关工作安排如下，请认真组织实施，确保各项任务按期完成。"
TITLE = "澜溪市人民政府办公室关于印发澜溪市2023年政务公开工作要点的通知"


@pytest.mark.parametrize("rule", rules().entries, ids=lambda rule: rule.id)
def test_every_rule_does_what_its_examples_say(rule):
    assert [try_example(rule, rules(), example.said) for example in rule.examples] == [e.gives for e in rule.examples]
    assert {kept: try_example(rule, rules(), kept) for kept in rule.keep} == dict.fromkeys(rule.keep, "")


def test_a_rule_about_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match="part 'labels' is unknown"):
        MetadataRules.build([MetadataRule(id="x", part="labels")])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([TITLE, BODY], TITLE),
        ([TITLE, TITLE, BODY], TITLE),
        (["澜溪市人民政府办公室", "关于印发澜溪市2023年政务公开工作要点的通知", BODY], TITLE),
        (["澜溪市人民政府办公室关于印发", "澜溪市2023年政务公开", "工作要点的通知", BODY], TITLE),
        (["首页", "政务公开", "部门文件", "澜溪市人民政府办公室", "关于印发澜溪市2023年政务公开工作要点的通知", BODY], TITLE),
        (["当前位置：首页 > 政策 > 文件", TITLE, BODY], TITLE),
        (["澜溪市人民政府 办公室关于印发澜溪市2023年政务公开 工作要点的通知", BODY], TITLE),
        ([TITLE + "（澜政办发〔2023〕1号）", BODY], TITLE),
        ([TITLE + "澜政办发〔2023〕1号", BODY], TITLE),
        (["标题：" + TITLE, BODY], TITLE),
        (["澜溪市教育局关于征求招生方案（征求意见稿）意见的函", BODY], "澜溪市教育局关于征求招生方案（征求意见稿）意见的函"),
        (["澜溪市党工委 澜溪市管委会印发《关于促进发展的若干措施》的通知", BODY], "澜溪市党工委 澜溪市管委会印发《关于促进发展的若干措施》的通知"),
        (["澜溪市2023年政务公开工作要点", "一、加强公开", BODY], "澜溪市2023年政务公开工作要点"),
        (["各县（市、区）人民政府：", "根据《云岭省人民政府关于做好工作的通知》要求，" + BODY], None),
        (["欢迎光临", "来源：本网", BODY], None),
        (["各县人民政府：", "根据《云岭省人民政府关于做好工作的通知》（云府发〔2023〕1号）要求，" + BODY], None),
    ],
)  # fmt: skip
def test_the_title_is_found_where_it_stands(lines, title):
    assert value(read(*lines).title) == title


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
    ("lines", "number"),
    [
        (["文号：澜政办发[2023]12号", TITLE], "澜政办发〔2023〕12号"),
        (["文       号:澜政办发〔2023〕12号", TITLE], "澜政办发〔2023〕12号"),
        (["[ 发文字号 ] 澜政办发［2023］12号", TITLE], "澜政办发〔2023〕12号"),
        (["【文号】 澜政办发【2023】 12 号", TITLE], "澜政办发〔2023〕12号"),
        (["来 源: | 澜溪市政府 | 文 号: | 澜政办发（2023）12号 | 浏 览 量: |", TITLE], "澜政办发〔2023〕12号"),
        ([TITLE, "澜政办发〔２０２３〕１２号", BODY], "澜政办发〔2023〕12号"),
        ([TITLE, "（澜政办发〔2023〕12号）", BODY], "澜政办发〔2023〕12号"),
        ([TITLE + " (澜政办发〔2017〕?58号) 各县人民政府：为做好工作。"], "澜政办发〔2017〕?58号"),
        ([[["索引号：", "LX0/2023", "文号：", "澜政办发〔2023〕12号"]], TITLE, BODY], "澜政办发〔2023〕12号"),
        ([[["索 引 号", "LX0/2023"], ["文　　号", "澜政办发〔2023〕12号"]], TITLE, BODY], "澜政办发〔2023〕12号"),
        (["文号：", TITLE, BODY], None),
        (["文号：2023年第3号", TITLE, BODY], "2023年第3号"),
        ([TITLE, "各县人民政府：", "根据澜政办发〔2023〕12号文件，" + BODY], None),
        (["备案登记号：ZC0520230012", TITLE, "各县人民政府：", BODY], None),
    ],
)
def test_the_number_is_found_and_its_brackets_made_the_same(lines, number):
    assert value(read(*lines).doc_number) == number


def test_words_in_the_numbers_field_that_are_no_number_are_kept_as_said():
    found = read("文号：抚政办发〔2013〕4", TITLE, BODY).doc_number
    assert (found.value, found.said) == (None, "抚政办发〔2013〕4")


@pytest.mark.parametrize("lines", [["文号：抚政办发〔20134", TITLE, BODY], [TITLE, "抚政办发2013〕4号", BODY]])
def test_a_number_whose_brackets_were_lost_says_that_it_was_mended(lines):
    found = read(*lines).doc_number
    assert (found.value, found.rule) == ("抚政办发〔2013〕4号", "metadata.doc_number.broken")


D = dt.date


@pytest.mark.parametrize(
    ("lines", "written", "published"),
    [
        (["成文日期：2023-03-02", "发布日期：2023年3月5日", TITLE], D(2023, 3, 2), D(2023, 3, 5)),
        (["成文日期：2023-03-02", TITLE, BODY, "澜溪市人民政府办公室", "2023年3月1日"], D(2023, 3, 1), None),
        (["成文日期：2023-03-02", TITLE, BODY, "澜溪市人民政府办公室", "2023年?月?4日"], D(2023, 3, 2), None),
        ([TITLE, BODY, "澜溪市人民政府办公室", "二〇二三年三月二十一日"], D(2023, 3, 21), None),
        ([TITLE, BODY, "澜溪市人民政府办公室", "二OO六年九月三十日"], D(2006, 9, 30), None),
        ([TITLE, BODY, "澜溪市人民政府办公室　　2023年3月1日"], D(2023, 3, 1), None),
        ([TITLE, BODY + "　　　澜溪市人民政府办公室", "2023年3月1日"], D(2023, 3, 1), None),
        ([TITLE, BODY + " 澜溪市人民政府办公室 2023年3月1日 附件"], D(2023, 3, 1), None),
        ([TITLE, "2023-03-05 10:20 来源：本网", BODY], None, D(2023, 3, 5)),
        (["发布时间： 2023-03-05 10:20 来源： 本网 浏览次数： 12 字体：[大 中 小]", TITLE, BODY], None, D(2023, 3, 5)),
        ([TITLE, BODY, "附件：1.要点", "2.分工表", "澜溪市人民政府办公室", "2023年3月1日", "（此件公开发布）"], D(2023, 3, 1), None),
        ([TITLE, "生成日期：20230302", BODY], D(2023, 3, 2), None),
    ],
)  # fmt: skip
def test_dates_are_told_apart(lines, written, published):
    metadata = read(*lines)
    assert (value(metadata.written_date), value(metadata.published_date)) == (written, published)


def test_a_date_that_lost_its_digits_is_kept_as_said_and_gives_the_year():
    metadata = read("关于做好工作的通知", BODY, "澜溪市人民政府办公室 2017年?月?4日")
    assert (metadata.written_date.value, metadata.written_date.said) == (None, "2017年?月?4日")
    assert (metadata.plan_year.value, metadata.plan_year.rule) == (2017, "metadata.plan_year.written_date")


def test_a_day_that_does_not_exist_has_no_value():
    assert read(TITLE, "成文日期：2021年9月31日", BODY).written_date.value is None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("各县(市、区)人民政府,达州高新区管委会,市级有关部门(单位):", ["各县(市、区)人民政府", "达州高新区管委会", "市级有关部门(单位)"]),
        ("各辖市、区人民政府,市各有关部门和单位：", ["各辖市、区人民政府", "市各有关部门和单位"]),
        ("各市、县（区）人民政府，省政府各部门、各直属机构：", ["各市、县（区）人民政府", "省政府各部门", "各直属机构"]),
        ("火炬开发区管委会，各镇政府、街道办事处，市各有关单位：", ["火炬开发区管委会", "各镇政府", "各街道办事处", "市各有关单位"]),
        ("机关各处室、局属各单位：", ["机关各处室", "局属各单位"]),
        ("省有关部门、单位：", ["省有关部门、单位"]),
        ("各区人民政府，市政府各委、办、局，各市属机构：", ["各区人民政府", "市政府各委、办、局", "各市属机构"]),
        ("各县、区人民政府，辽东湾新区、高新技术产业开发区管委会：", ["各县、区人民政府", "辽东湾新区", "高新技术产业开发区管委会"]),
        ("各县市区委、人民政府，市直各单位，中央、省驻岳单位：", ["各县市区委、人民政府", "市直各单位", "中央、省驻岳单位"]),
        ("各镇（街道）人民政府（办事处），区政府各部门、直属机构：", ["各镇（街道）人民政府（办事处）", "区政府各部门", "区政府各直属机构"]),
        ("各县（市、区）人民政府、漳州、泉州台商投资区管委会，市直各部门：", ["各县（市、区）人民政府", "漳州、泉州台商投资区管委会", "市直各部门"]),
        ("各乡镇人民政府、街道办事处，县政府各部门：", ["各乡镇人民政府", "各街道办事处", "县政府各部门"]),
    ],
)  # fmt: skip
def test_addressees_keep_their_brackets(words, names):
    metadata = read(TITLE, words, BODY)
    assert [name.value for name in metadata.addressees] == names
    assert words_of(metadata, "salutation") == [words]


def test_addressees_that_are_wrapped_are_one_list():
    metadata = read(TITLE, "各县（市、区）人民政府，", "市直各部门：", BODY)
    assert [name.value for name in metadata.addressees] == ["各县（市、区）人民政府", "市直各部门"]


@pytest.mark.parametrize(
    "words", ["附件：1.工作要点", "现将有关事项通知如下：", "责任单位：市财政局", "工作目标：", "一、重点任务："]
)
def test_what_ends_in_a_colon_need_not_be_addressed(words):
    assert read(TITLE, words, BODY).addressees == ()


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


def test_a_letter_signed_by_a_day_alone_below_its_annexes():
    metadata = read(
        TITLE,
        "各县人民政府：",
        BODY,
        "附件:2023年重点任务落实推进情况表",
        "2023年2月21日",
        "(联系人：某某，联系电话：0000000)",
        "(此件公开发布)",
    )
    assert value(metadata.written_date) == dt.date(2023, 2, 21)
    assert words_of(metadata, "signature") == ["2023年2月21日"]


def test_two_bodies_sign_below_each_other():
    metadata = read(
        "关于做好公开工作的通知",
        "各县人民政府：",
        BODY,
        "中共澜溪市委办公室",
        "澜溪市人民政府办公室",
        "2023年1月10日",
        "关于做好公开工作的意见",
    )
    assert value(metadata.issuer) == "中共澜溪市委办公室 澜溪市人民政府办公室"


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


def test_head_letter_annex_and_foot_are_told_apart():
    metadata = read(
        "您现在的位置：首页 > 政务公开",
        TITLE,
        "文号：澜政办发〔2023〕1号 信息来源：本网 发布日期：2023年3月5日",
        "各县（市、区）人民政府，市直各部门：",
        BODY,
        "附件：1.澜溪市2023年政务公开工作要点",
        "2.任务分解表",
        "澜溪市人民政府办公室",
        "2023年3月1日",
        "（此件公开发布）",
        "附件1",
        "澜溪市2023年政务公开工作要点",
        "一、加强公开。编制目录，于6月底前完成。",
        "附件2",
        "任务分解表",
        [["任务", "单位"], ["编制目录", "市财政局"]],
        "上一篇：无",
        "主办单位：澜溪市人民政府办公室",
        "网站标识码：0000000012 云ICP备00000000号",
    )
    assert kinds(metadata) == [
        ("navigation", "您现在的位置：首页 > 政务公开"),
        ("title", TITLE),
        ("metadata", "文号：澜政办发〔2023〕1号"),
        ("metadata", "信息来源：本网"),
        ("metadata", "发布日期：2023年3月5日"),
        ("salutation", "各县（市、区）人民政府，市直各部门："),
        ("signature", "澜溪市人民政府办公室"),
        ("signature", "2023年3月1日"),
        ("attachment_list", "附件：1.澜溪市2023年政务公开工作要点"),
        ("attachment_list", "2.任务分解表"),
        ("heading", "附件1"),
        ("heading", "澜溪市2023年政务公开工作要点"),
        ("heading", "附件2"),
        ("heading", "任务分解表"),
        ("metadata", "（此件公开发布）"),
        ("footer", "上一篇：无"),
        ("footer", "主办单位：澜溪市人民政府办公室"),
        ("footer", "网站标识码：0000000012 云ICP备00000000号"),
    ]


def test_bodies_and_days_of_a_table_printed_a_cell_a_line_are_no_signature():
    cells = [
        "序号",
        "工作任务",
        "责任单位",
        "完成时限",
        "1",
        "编制公开目录并向社会发布。",
        "市政府办公室",
        "2023年6月30日",
        "2",
        "公开办事指南。",
        "澜溪市财政局",
        "2023年7月31日",
        "3",
    ]
    metadata = read(TITLE, "各县人民政府：", BODY, *cells)
    assert words_of(metadata, "signature") == []


def test_numbered_items_are_never_claimed():
    items = ["一、工作目标", "1.编制目录，责任单位：市财政局", "（二）加强公开", "2.公开指南。"]
    metadata = read(TITLE, "各县人民政府：", BODY, *items, "澜溪市人民政府办公室", "2023年3月1日")
    assert not {text for _, text in kinds(metadata)} & set(items)


def test_units_at_the_end_of_a_page_are_no_foot():
    metadata = read(TITLE, "各县人民政府：", BODY, "48.核查落实情况。", "市政府办公室", "新媒体", "微信 微信二维码")
    assert words_of(metadata, "footer") == ["新媒体", "微信 微信二维码"]


def test_an_event_with_its_organisers_is_no_foot():
    lines = ["活动地点：体育馆", "主办单位：澜溪市旅游发展委员会", "承办单位：澜溪市文化馆、澜溪市体育局，负责现场组织"]
    metadata = read(TITLE, "各县人民政府：", BODY, *lines, BODY)
    assert words_of(metadata, "footer") == []


def test_a_whole_notice_in_one_line_is_taken_apart():
    metadata = read(
        "当前位置： 首页政务公开部门文件 "
        + TITLE
        + " 时间：2023-03-05 10:04 微信 微博 QQ空间 各县人民政府，市直各单位: "
        + BODY
        + " 澜溪市人民政府办公室 2023年3月1日 附件 澜溪市2023年政务公开工作要点 一、加强公开"
    )
    assert value(metadata.title) == TITLE
    assert [name.value for name in metadata.addressees] == ["各县人民政府", "市直各单位"]
    assert (value(metadata.written_date), value(metadata.published_date)) == (dt.date(2023, 3, 1), dt.date(2023, 3, 5))


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


PLAN = "澜溪市2023年健身工作实施方案"
SENT = f"现将《{PLAN}》印发给你们，请认真贯彻执行。"
HEADED = f"澜溪市人民政府办公室关于印发{PLAN}的通知"


@pytest.mark.parametrize(
    ("lines", "number", "published", "other"),
    [
        (["发布日期：2023-05-11 来源：", "澜政办发〔2023〕7号"], "澜政办发〔2023〕7号", "2023-05-11", {}),
        (["浏览次数：", "澜政办发〔2023〕7号"], "澜政办发〔2023〕7号", None, {}),
        (["来源：", "澜政办发〔2023〕7号"], "澜政办发〔2023〕7号", None, {}),
        (["作者：", "2023-05-11"], None, "2023-05-11", {}),
        (["文号： 浏览次数：", "澜政办发〔2023〕7号"], "澜政办发〔2023〕7号", None, {}),
        (["浏览次数： 澜政办发〔2023〕7号"], "澜政办发〔2023〕7号", None, {}),
        (["来 源: | 浏 览 量: | 澜政办发〔2023〕7号 |"], "澜政办发〔2023〕7号", None, {}),
        (["发布日期：2023-05-11 浏览次数：", "1024次"], None, "2023-05-11", {"views": "1024次"}),
        (["发布日期：2023-05-11 来源：", "澜溪市人民政府"], None, "2023-05-11", {"source": "澜溪市人民政府"}),
        (["发布日期：2023-05-11 作者：", "建设球场三座"], None, "2023-05-11", {}),
        (["来源：", "某某融媒体"], None, None, {"source": "某某融媒体"}),
        (["来源：", PLAN], None, None, {}),
    ],
)
def test_an_empty_label_never_swallows_what_is_not_its_value(lines, number, published, other):
    metadata = read(HEADED, *lines, BODY)
    assert value(metadata.doc_number) == number
    assert str(value(metadata.published_date)) == str(published)
    assert {name: found.value for name, found in metadata.other} == other


def test_an_empty_label_above_the_addressees_leaves_them_alone():
    metadata = read(HEADED, "浏览次数：", "各镇人民政府，市直各单位：", SENT)
    assert [name.value for name in metadata.addressees] == ["各镇人民政府", "市直各单位"]


@pytest.mark.parametrize(
    ("line_", "written", "published", "source"),
    [
        (f"{HEADED} 澜政办发〔2023〕7号 时间：2023-05-11 09:30 来源：澜溪市政府 各镇人民政府，市直各单位： {SENT} 澜溪市人民政府办公室 2023年5月8日 {PLAN} 为深入实施", "2023-05-08", "2023-05-11", "澜溪市政府"),
        (f"{HEADED}澜政办发〔2023〕7号各镇人民政府，市直各单位：{SENT}澜溪市人民政府办公室2023年5月8日{PLAN}为深入实施", "2023-05-08", None, None),
        (f"{HEADED} 发布时间：2023-05-11 来源：本网各镇人民政府，市直各单位：{SENT}澜溪市人民政府办公室2023年5月8日（此件公开发布）{PLAN}为深入实施", "2023-05-08", "2023-05-11", "本网"),
        (f"{HEADED} 来源：澜溪市人民政府办公室 2023-05-11 各镇人民政府，市直各单位： {SENT} 澜溪市人民政府办公室 2023年5月8日 {PLAN}", "2023-05-08", "2023-05-11", "澜溪市人民政府办公室"),
    ],
)  # fmt: skip
def test_a_whole_notice_on_one_line_has_addressees_signature_and_plan(line_, written, published, source):
    metadata = read(line_)
    assert [name.value for name in metadata.addressees] == ["各镇人民政府", "市直各单位"]
    assert (str(value(metadata.written_date)), str(value(metadata.published_date))) == (written, str(published))
    assert {name: found.value for name, found in metadata.other}.get("source") == source
    assert "".join(words_of(metadata, "signature")).startswith("澜溪市人民政府办公室")
    assert words_of(metadata, "heading") == [PLAN]


@pytest.mark.parametrize("kind", ["重点工作任务", "民生实事项目责任分解", "推进事项", "任务明细", "工作要点"])
def test_a_letter_ends_where_the_plan_that_it_names_begins(kind):
    name = f"澜溪市2023年{kind}"
    metadata = read(
        f"关于印发《{name}》的通知",
        "各镇人民政府：",
        f"现将《{name}》印发给你们。",
        "澜溪市体育局",
        "2023年5月8日",
        name,
        "（一）建设球场",
    )
    assert (value(metadata.issuer), str(value(metadata.written_date))) == ("澜溪市体育局", "2023-05-08")
    assert words_of(metadata, "heading") == [name]


@pytest.mark.parametrize(
    "below",
    [
        ([["序号", "任务"], ["1", "建设球场"]],),
        ("健身任务一览", [["序号", "任务"], ["1", "建设球场"]]),
        ("序号 任务 单位", "1 建设球场 市体育局"),
        ("1.建设球场。",),
    ],
)
def test_a_body_with_its_place_above_a_day_signs_whatever_follows(below):
    metadata = read(
        "关于印发健身任务的通知", "各镇人民政府：", "现将有关任务印发给你们。", "澜溪市体育局", "2023年5月8日", *below
    )
    assert (value(metadata.issuer), str(value(metadata.written_date))) == ("澜溪市体育局", "2023-05-08")


def test_a_body_above_a_day_in_the_cells_of_a_table_does_not_sign():
    cells = [
        "工作任务",
        "责任单位",
        "完成时限",
        "建设球场。",
        "澜溪市体育局",
        "2023年5月8日",
        "办好比赛。",
        "市教育局",
        "2023年6月8日",
    ]
    assert read("关于印发健身任务的通知", "各镇人民政府：", "现将有关任务印发给你们。", *cells).issuer is None


@pytest.mark.parametrize(
    ("title", "signed", "issuer"),
    [
        ("市安委会关于印发方案的通知", "澜溪市安全生产委员会", "澜溪市安全生产委员会"),
        ("市扫黑办关于印发方案的通知", "澜溪市扫黑除恶专项斗争领导小组办公室", "澜溪市扫黑除恶专项斗争领导小组办公室"),
        ("澜溪市安委办关于印发方案的通知", "澜溪市安全生产委员会办公室", "澜溪市安全生产委员会办公室"),
        ("县卫健委关于印发方案的通知", "青桐县卫生健康委员会", "青桐县卫生健康委员会"),
        ("澜溪市财政局关于印发方案的通知", "澜溪市教育局", "澜溪市财政局"),
        ("市政府关于印发方案的通知", "澜溪市人民政府办公室", "市政府"),
        ("澜溪市安委会关于印发方案的通知", "青桐县安全生产委员会", "澜溪市安委会"),
    ],
)
def test_an_abridged_issuer_is_given_in_full_where_the_signature_says_it(title, signed, issuer):
    assert value(read(title, "各镇人民政府：", BODY, signed, "2023年5月8日", "附件").issuer) == issuer


def test_an_issuer_in_a_title_that_only_the_pages_head_holds_is_read():
    metadata = read("各镇人民政府：", BODY, title=HEADED)
    assert (value(metadata.issuer), metadata.issuer.rule) == ("澜溪市人民政府办公室", "metadata.issuer.head")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("各镇街，局属各单位：", ["各镇街", "局属各单位"]),
        ("各街道办事处、地区办事处：", ["各街道办事处", "各地区办事处"]),
        ("各盟行政公署、市人民政府：", ["各盟行政公署", "各市人民政府"]),
        ("各县（区）人民政府，市各开发区、新区、园区管委会：", ["各县（区）人民政府", "市各开发区、新区、园区管委会"]),
        ("各县区、市直各部门：", ["各县区", "市直各部门"]),
        ("各市、各县人民政府：", ["各市、各县人民政府"]),
        ("各乡镇、街道，县直各单位：", ["各乡镇", "各街道", "县直各单位"]),
        ("各镇、街道、园区：", ["各镇", "各街道", "各园区"]),
        ("各县、区，市直各单位：", ["各县、区", "市直各单位"]),
        ("各地、各部门：", ["各地", "各部门"]),
        ("各乡镇人民政府、街道办事处、园区管委会：", ["各乡镇人民政府", "各街道办事处", "各园区管委会"]),
    ],
)
def test_every_is_shared_by_kinds_of_one_rank_and_by_no_others(words, names):
    assert [name.value for name in read(TITLE, words, BODY).addressees] == names


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
