"""On a page that shows no other damage, marks and signs that nobody prints are said to be lost; questions and names are not."""

import pytest

LINE = "县财政局负责，6月底前完成。"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("核查??斗烘焙窑", ["??"]),
        ("评估?双减???托管成效", ["?", "???"]),
        ("复壮?千年贡茶?古树群", ["?", "?"]),
        ("落实2021?2023年投苗计划", ["?"]),
        ("整治?散乱污?企业二十家", ["?", "?"]),
        ("蒲城县人民??办公室", ["??"]),
        ("疏通排水?渠", ["?"]),
        ("修缮村史馆?", ["?"]),
        ("?通乡镇客运班线", ["?"]),
        ("栽种茶苗?万株", ["?"]),
        ("蒲政办发??2024〕6号", ["??"]),
        ("蒲政k〔2024〕6号", ["k"]),
        ("蒲政办ⅰ2024〕6号", ["ⅰ"]),
        ("ㄕ办发〔2024〕6号", ["ㄕ"]),
        ("蒲政办〔2024〕6", ["6"]),
        ("蒲政办〔2024〕13??", ["3??"]),
        ("蒲城县人裾府办公室", ["人裾府"]),
        ("蒲城县人民政府旃室关于印发任务分工的通知", ["旃室"]),
        ("蒲城县人民政府办室", ["办室"]),
        ("（牵头单唬合亓忠局）", ["单唬合"]),
        ("县水利局；配合ノ唬合夭普局", ["ノ"]),
        ("修订贡杼嵘嶂方案", ["贡杼嵘嶂"]),
    ],
)
def test_what_stands_for_lost_characters_is_lost_text(line, said, repaired):
    outline = repaired(line, LINE)
    assert [loss.said for loss in outline.losses] == said


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
        "乡亲们是否满意?请打分",
        "蒲政办〔2024〕6号",
        "联系人：贺懋燮",
        "蒲城县人民政府研究室关于开展调研的通知",
        "全市人才入住府前公寓",
        "县人大、县政府会议室改造",
        "全面落实助企纾困政策",
        "开展控辍保学行动",
        "不得吓唬合作社社员",
    ],
)
def test_questions_and_names_are_no_loss(line, repaired):
    assert repaired(line, LINE).losses == ()
