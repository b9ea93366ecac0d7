"""Tags of which the `<` is gone: nothing of them stays in the words, and the character before it is put back or said to be lost."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAN = ("云河县2023年重点任务分解表", "工作任务 责任单位", "新建公园 县林业局，县统计局")


@pytest.fixture(scope="module")
def rules(every_rule):
    return every_rule


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("一、总体要?/strong>", "一、总体要求"),
        ("加强组织领?/td>", "加强组织领导"),
        ("各镇人民政?/p>", "各镇人民政府"),
        ("县政府办公?/font>", "县政府办公室"),
        ("责任单?/th>", "责任单位"),
        ("县住建?/td>", "县住建局"),
        ("县农业农村?/td>", "县农业农村局"),
        ("（责任单位：区教育?/p>", "（责任单位：区教育局"),
        ("（牵头单位：市委组织部?/p>", "（牵头单位：市委组织部）"),
        ("(责任单位：市水务局?/span>/p>", "(责任单位：市水务局)"),
    ],
)
def test_the_character_that_went_with_the_sign_is_put_back_where_the_words_demand_it(printed, meant, mended):
    assert mended(*PLAN, printed)[-1] == meant


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("9月底投?/td>", "9月底投\ufffd"),
        ("新建学校3?/td>", "新建学校3\ufffd"),
        ("覆盖面占八成以?/p>", "覆盖面占八成以\ufffd"),
        ("市卫生健康?/td>", "市卫生健康\ufffd"),
        ("（牵头单位：市委组?/p>", "（牵头单位：市委组\ufffd"),
    ],
)
def test_a_character_that_nothing_names_is_said_to_be_lost(printed, left, repaired):
    outline = repaired(*PLAN, printed)
    assert outline.items[-1].text.text == left
    assert [loss.said for loss in outline.losses] == ["\ufffd"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("规范停车秩序。/span>", "规范停车秩序。"),
        ("规范停车秩序。/span>（责任单位：县城管局）/span>/p>", "规范停车秩序。（责任单位：县城管局）"),
        ('p style="text-indent:2em">4.改造管网。', "4.改造管网。"),
        ('4.改造管网。/p>p class="MsoNormal">5.清淤河道。', "4.改造管网。\n5.清淤河道。"),
        ("改造管网；br />清淤河道", "改造管网；\n清淤河道"),
        ("一、工作目标/strong>", "一、工作目标"),
        ("县水务局/td>", "县水务局"),
        ("2023??6?/div>", "2023??6?"),
    ],
)
def test_what_is_left_of_a_tag_is_no_word(printed, meant, mended):
    assert mended(*PLAN, printed)[-1] == meant


@pytest.mark.parametrize(
    "text",
    [
        "以“/p>”结尾的段落",
        "是否公开？是/否>填写原因",
        "浓度/b>5毫克的点位",
        "比值A/B>3的河段",
        "首页/公开>正文",
        "什么是主动公开?",
        "点击/部门>栏目",
    ],
)
def test_words_with_the_signs_of_a_tag_stay(text, mended):
    assert mended(*PLAN, text)[-1] == text


def test_a_character_put_back_is_uncertain_and_a_tag_taken_out_is_not(repaired):
    (*_, block) = repaired(*PLAN, "县住建?/td>").blocks()
    assert [(r.before, r.after, r.kind, r.certain) for r in block.text.repairs] == [
        ("?", "局", "byte_loss", False),
        ("/td>", "", "markup_residue", True),
    ]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("网吧、KTV/td>", "网吧、KTV"), ("监控点8/td>", "监控点8"), ("使用A4/p>", "使用A4"), ("普及5G/span>", "普及5G")],
)
def test_behind_letters_and_digits_a_tag_at_the_end_goes(printed, meant, mended):
    assert mended(*PLAN, printed)[-1] == meant


@pytest.mark.parametrize("line", ["比值a/b>c时", "路径/home/p>x", "KTV</td>一栏写作“KTV/td>”时"])
def test_a_slash_and_a_sign_inside_a_line_stay(line, mended):
    assert "/" in mended(*PLAN, line)[-1]
