"""A letter in its parts: whom it addresses, who signs it when, its annexes, and the foot of the page."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.facts.notices import BODY, HEADED, PLAN, SENT, TITLE, kinds, read, value, words_of


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
