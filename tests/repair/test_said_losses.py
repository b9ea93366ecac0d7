"""On a page that shows no other damage, marks and signs that nobody prints are said to be lost; questions and names are not."""

import pytest

LINE = "县财政局负责，6月底前完成。"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("核查??斗烘焙窑", "??"),
        ("评估?双减???托管成效", "???"),
        ("复壮?千年贡茶?古树群", "?"),
        ("落实2021?2023年投苗计划", "?"),
        ("整治?散乱污?企业二十家", "?"),
        ("蒲城县人民??办公室", "??"),
    ],
)
def test_marks_where_nobody_asks_are_lost_text(line, said, repaired):
    outline = repaired(line, LINE)
    assert [loss.said for loss in outline.losses] == [said]


def test_a_sign_of_another_script_beside_rare_characters_is_lost_text(repaired):
    said = [loss.said for loss in repaired("醋彻挪枋饕磺Я百株", LINE).losses]
    assert "Я" in "".join(said)


@pytest.mark.parametrize(
    "line",
    [
        "答复“上学远?路灯暗?”",
        "您点?我办",
        "是否需要?怎么办理?请咨询窗口",
        "为什么办?在哪里办?一次说清",
        "使用β受体阻滞剂，检测α粒子",
        "优の良品入驻，改造卡拉ОК厅",
        "整治赣江、汾河、鄱阳湖沿岸",
        "a?b:c",
    ],
)
def test_questions_and_names_are_no_loss(line, repaired):
    assert repaired(line, LINE).losses == ()
