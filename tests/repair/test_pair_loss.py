"""UTF-8 read two bytes at a time: the channel, and what it can give back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.counted.numbering import restore_numbering
from pipeline.repair.pairs.ends import must_go_on
from pipeline.repair.pairs.loss import explains, pair_loss
from pipeline.repair.pairs.marks import pair_damage
from pipeline.repair.sheet import Sheet

SIGNS = ("（常政办发?017?58号）", "一、总体要求、br />", "2017?月至2018?月")
"""Lines that show the damage, so that the rest of a page is read with it in mind."""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("〔2017〕158号）", "?017?58号）"),
        ("。<br />", "、br />"),
        ("：<br />", "９br />"),
        ("三、重点任务<br />", "三、重点任加br />"),
        ("二、试点范围<br />", "二、试点范図br />"),
        ("五、保障措施<br />", "五、保障措於br />"),
        ("四、工作进度<br />", "四、工作进?br />"),
        ("天宁区政府\n", "天宁区政\n"),
        ("市编办\n", "市编\n"),
        ("市政府办\n", "市政府办\n"),
        ("2017年10月\n", "2017?0\n"),
        ("（10）规范化", "?0）规范化"),
        ("指导单位\n", "指导单位\n"),
        ("plain ASCII (2017)\n", "plain ASCII (2017)\n"),
    ],
)
def test_the_channel_makes_what_pages_print(text, printed):
    assert pair_loss(text) == printed


@given(st.text(alphabet="政务公开工作0123456789、。：（） <\n", max_size=40))
def test_the_channel_returns_for_any_text(text):
    assert isinstance(pair_loss(text), str)


def test_the_channel_tells_which_character_was_lost_before_a_tag():
    assert explains("四、工作进", "度<", "?")
    assert not explains("四、工作进", "展<", "?")


@pytest.mark.parametrize(("cell", "goes_on"), [("市发改", True), ("市编", False), ("市政府办", False), ("认真贯彻落实", False)])
def test_a_cell_whose_last_character_cannot_be_the_last_is_recognised(cell, goes_on):
    assert must_go_on(cell) is goes_on


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("国办发?017?2号", "国办发〔2017〕?2号"),
        ("苏政办发?016?4号", "苏政办发〔2016〕?4号"),
        ("国办发?998?号", "国办发〔1998〕?号"),
        ("完成时间：2017?", "完成时间：2017年?月"),
        ("2017?0", "2017年10月"),
        ("2017?2 |", "2017年12月 |"),
        ("于2017??0日前报送", "于2017年?月?0日前报送"),
        ("（2017??日起）", "（2017年?月?日起）"),
        ("2017?0?5日前", "2017年10月?5日前"),
        ("（2017?月-2017?2月）", "（2017年?月-2017年12月）"),
        ("从10月起，每?日前", "从10月起，每月?日前"),
        ("报市政府办公室?018?月底前", "报市政府办公室。2018年?月底前"),
        ("常州市人民政府办公室 2017??4", "常州市人民政府办公室 2017年?月?4日"),
        ("三、重点任加br /> （一）", "三、重点任务\n（一）"),
        ("二、试点范図br /> 根据", "二、试点范围\n根据"),
        ("五、保障措於br /> （一）", "五、保障措施\n（一）"),
        ("各有关部门和单位９br /> 现印发", "各有关部门和单位：\n现印发"),
        ("四、工作进?br /> （一）", "四、工作进度\n（一）"),
        ("提供有力支撑、br /> （二）", "提供有力支撑。\n（二）"),
        ("（此件公开发布", "（此件公开发布）"),
    ],
)
def test_what_the_words_prove_is_restored_and_what_cannot_be_known_stays_marked(printed, meant, mended):
    assert mended(*SIGNS, printed)[-1] == meant


@pytest.mark.parametrize(
    ("notice", "cell", "meant"),
    [
        ("指导单位有市编办、市财政局。", "市编", "市编办"),
        ("在大厅建立政务公开体验区，方便群众。", "建立政务公开体验", "建立政务公开体验区"),
        ("办好集约化服务型政府网站。", "建设服务型政府网", "建设服务型政府网站"),
        ("公布办事指南，列出目录。", "编制公共服务办事指", "编制公共服务办事指南"),
        ("由司法局、政务办为相关领域指导单位。", "市编办、市政务", "市编办、市政务办"),
        ("现予印发。", "天宁区政", "天宁区政府"),
        ("现予印发。", "天宁区政 |", "天宁区政府 |"),
    ],
)
def test_the_last_character_of_a_cell_comes_back_from_the_same_notice_or_a_known_word(notice, cell, meant, repaired):
    block = list(repaired(*SIGNS, notice, cell).blocks())[-1]
    assert block.text.text == meant
    assert [r.certain for r in block.text.repairs] == [False]


@pytest.mark.parametrize(
    "cell", ["市政府办", "市财政局", "权责清单", "审核权力运行流程图", "卫生健康", "政务公开工作规则", "移动客户端"]
)
def test_a_cell_that_can_stand_as_it_is_is_left_alone(cell, mended):
    lines = (
        "加强权责清单的统一规范，提高权力运行流程图配置水平，由市财政局牵头，市政府办公室督促，市卫生健康委、市编办配合。",
        cell,
    )
    assert mended(*SIGNS, *lines)[-1] == cell


def test_numbers_are_restored_by_their_sequence_and_their_last_digits():
    lost = [f"?{str(n)[1:]}）事项" for n in range(1, 26)]
    sheet = Sheet((*SIGNS, *lost))
    edits = restore_numbering(sheet, None)
    assert [edits[i][0].after for i in range(3, 28)] == [f"（{n}" for n in range(1, 26)]
    assert all(edits[i][0].certain for i in range(3, 28))


def test_a_broken_sequence_is_restored_only_as_far_as_it_agrees():
    sheet = Sheet((*SIGNS, "?）一", "?）二", "?7）三", "?8）四"))
    edits = restore_numbering(sheet, None)
    assert {i: e[0].after for i, e in edits.items()} == {3: "（1", 4: "（2"}


def test_lost_digits_carry_their_alternatives(repaired):
    block = list(repaired(*SIGNS, "2017?月").blocks())[-1]
    (repair,) = block.text.repairs
    assert (repair.before, repair.after, repair.certain) == ("?", "年?", False)
    assert repair.alternatives == tuple(f"年{n}" for n in range(1, 10))


@pytest.mark.parametrize(
    "lines",
    [
        ("为什么?", "如何办理?", "能否查询?需要什么材料?"),
        ("Was this planned in 2017?", "What about 2018?", "x?y:z", "a = b ? 9 : 1"),
        ("9. 第九项", "(9)第九项", "（9）9月9日前完成9项"),
        ("政府在2017?还是2018年完成?",),
        ("f(x)?", "https://example.cn/a?b=2017&c=9"),
    ],
)
def test_real_question_marks_are_not_damage(lines, mended):
    assert pair_damage(Sheet(lines)) == ""
    assert mended(*lines) == list(lines)


@pytest.mark.parametrize(
    ("lines", "printed", "meant"),
    [
        (("澜溪市2022年要点",), "关于印发澜溪?022年政务公开分解表的通知", "关于印发澜溪市2022年政务公开分解表的通知"),
        (("朔原省人民政府",), "附件:朔原?023年政务公开要点", "附件:朔原省2023年政务公开要点"),
        ((), "为做?022年全市政务公开工作", "为做好2022年全市政务公开工作"),
        ((), "发布日期?023?4?5", "发布日期：2023年04月?5日"),
        ((), "泊应急?022?", "泊应急〔2022〕?号"),
        ((), "澜政办发?021?7", "澜政办发〔2021〕?7号"),
    ],
)
def test_the_character_before_a_year_is_what_the_notice_says_elsewhere_or_stays_open(lines, printed, meant, mended):
    assert mended(*SIGNS, *lines, printed)[-1] == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("?)统一目录编码规则和更新时限要", "求"),
        ("?)建立解读材料“三同步”工作机", "制"),
        ("?)建立政务舆情会商研判制", "度"),
        ("?)开设“政策面对面”直播访谈栏", "目"),
        ("市编", "办"),
        ("市委宣传", "部"),
        ("市政府办 辖市(区)政", "府"),
        ("各县（市、区）政", "府"),
    ],
)
def test_a_noun_or_a_unit_gets_its_last_character_back_and_never_for_certain(cell, meant, repaired):
    block = list(repaired(*SIGNS, cell).blocks())[-1]
    assert block.text.text.endswith(cell.lstrip("?)")[-4:] + meant)
    end = block.text.repairs[-1]
    assert (end.after, end.certain) == (meant, False)


@pytest.mark.parametrize(
    "cell",
    ["编制权力运行流程图", "名录同步报省", "一、准入环", "顾知", "县人社局", "各部门", "政策文件", "2017年6月起", "服务中心"],
)
def test_an_end_that_may_be_whole_or_open_to_several_words_is_left_alone(cell, mended):
    assert mended(*SIGNS, cell)[-1] == cell


def test_the_break_and_the_character_before_it_are_two_repairs(repaired):
    block = list(repaired(*SIGNS, "三、重点任加br /> （一）").blocks())[-1]
    assert [(r.before, r.after, r.kind) for r in block.text.repairs] == [
        ("加", "务", "byte_loss"),
        ("br /> ", "\n", "markup_residue"),
    ]


def test_a_line_that_the_paper_cut_gets_no_full_stop(mended):
    line = "各单位要高度重视。明确分工，落实责任，加强协调配合，确保各项工作任务按照时间要求完成"
    wrapped = (*([line] * 9), line[:20])
    assert mended(*SIGNS, *wrapped)[-10:-1] == [line] * 9


def test_one_sign_that_nothing_else_explains_is_enough():
    assert pair_damage(Sheet(("公路处", "2023?月底"))) == "eaten"
    assert pair_damage(Sheet(("常政办发?2017?158号",))) == "kept"
    assert pair_damage(Sheet(("你说2023?不对",))) == ""


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("(事变更注册资本", "(二)变更注册资本"),
        ("(丈更换负责人", "(三)更换负责人"),
        ("完成时限?023?月底前", "完成时限：2023年?月底前"),
        ("活动时间?月下旬", "活动时间：?月下旬"),
        ("（马政办秘?018?7?，现予公布）", "（马政办秘〔2018〕?7号?，现予公布）"),
        ("国务?息产业部审定", "国务院信息产业部审定"),
        ("现将?018年公开要点》印发给你们", "现将《2018年公开要点》印发给你们"),
    ],
)
def test_what_stands_beside_a_lost_character_tells_which_it_was(printed, meant, mended):
    assert mended(*SIGNS, "国务院和信息产业部门公布(一)目录,时限", printed)[-1] == meant


@pytest.mark.parametrize(
    "printed",
    ["(事前审批和(事后)监管", "现行丹参标准", "一、总体要求一、总体要求?", "预制?", "艺术(丈八)"],
)
def test_what_only_looks_lowered_or_lost_stays(printed, mended):
    assert mended(*SIGNS, printed)[-1] == printed


def test_the_mark_that_was_lost_with_a_character_stays_open_where_several_may_stand_there(repaired):
    text = list(repaired(*SIGNS, "开展艾滋病防治的咨?指导和宣传").blocks())[-1].text
    assert text.text.startswith("开展艾滋病防治的咨询")
    assert not any(repair.certain for repair in text.repairs)


@pytest.mark.parametrize("asked", ["是否需?", "（一）加强组织领导?", "（见附件?", "为什么?"])
@pytest.mark.parametrize("month", ["2021?月底前完成", "自2022?月起施行"])
def test_question_marks_at_ends_do_not_hide_that_digits_are_gone(asked, month, mended):
    lines = (asked, f"市财政局{month}", asked, "各镇街?2345热线", asked)
    once = mended(*lines)
    assert "年?月" in once[1]
    assert mended(*once) == once


def test_a_page_that_keeps_its_digits_is_still_told_by_the_ends_of_its_lines(mended):
    lines = ("市水利?", "2017?9?30日前完成", "市财政?", "2018?10月底前")
    assert mended(*lines)[3] == "2018年10月底前"


@pytest.mark.parametrize(
    "row",
    [
        "1\t新建体育公?/td>\t主体完工\t市体育局\t2023年10月底前",
        "2\t改造管网9公?/td>\t通水\t市水利局、各?/td>\t2023年9月底前",
        "3 | 整治河?/td> | 达到三类水质 | 市水利局 | 2023年11月底前",
        "4|排查自建?/td>|整治率100%|市住建局|2023年8月底前",
    ],
)
def test_a_tag_before_the_sign_that_parts_cells_does_not_break_their_row(row, mended):
    (line,) = mended(*SIGNS, row)[len(SIGNS) :]
    assert "\n" not in line
    assert "td>" not in line
    assert line.endswith("月底前")


@pytest.mark.parametrize("printed", ["县农牧和科技?/td>\t2023年10月底前", "市住房和城乡建设?/td>\t2023年9月底前"])
def test_the_name_of_a_body_is_not_completed_to_that_of_a_ministry(printed, mended):
    assert "部" not in mended(*SIGNS, printed)[-1]


LOST_ENDS = ("责任单位：蒲城镇人民政?", "责任单位：双溪镇人民政?", "清运河道垃?", "拆除违规雨?", "按期办?")
"""Lines whose last character is lost: of the digits they say nothing."""
DAYS = ("完成时限：6?2日前", "完成时限：7?5日前", "完成时限：8?8日前")


@pytest.mark.parametrize(
    "witness",
    ["蒲城?022年环境整治清单", "镇办?022年工作安排", "完成时限：6?0日前", "完成时限：11?0日前", "自2022?月起"],
)
def test_one_digit_lost_for_certain_says_that_days_lost_theirs_whatever_marks_lines_end_with(witness, mended):
    assert mended(witness, *LOST_ENDS, *DAYS)[-3:] == ["完成时限：6月?2日前", "完成时限：7月?5日前", "完成时限：8月?8日前"]


def test_marks_at_the_ends_of_lines_alone_leave_a_day_that_may_have_lost_its_tens(mended):
    assert mended(*LOST_ENDS, *DAYS)[-3:] == [*DAYS]


def test_where_every_digit_is_still_there_only_the_month_sign_was_lost(mended):
    kept = ("云政办发?2022?16号", "2022?6月15日", "2022?7?30日", "2022?8?30日")
    assert mended(*kept, "完成时限：6?2日前", "完成时限：6?15日前")[-2:] == ["完成时限：6月2日前", "完成时限：6月15日前"]
