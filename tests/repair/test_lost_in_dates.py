"""A character that a date has lost, and a private-use character behind a name."""

import pytest

SOUND = ("蒲城市2022年政务公开工作要点", "一、加强组织领导。各部门要明确分工，按季度报送进展情况。")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2021\ufffd\ufffd6月底前完成", "2021年6月底前完成"),
        ("自2023\ufffd1月起施行", "自2023年1月起施行"),
        ("2021年6\ufffd\ufffd底前完成", "2021年6月底前完成"),
        ("于2022年10\ufffd中旬报送", "于2022年10月中旬报送"),
        ("2021年6\ufffd\ufffd30日", "2021年6月30日"),
        ("每年3月15\ufffd\ufffd前", "每年3月15日前"),
        ("完成时限：11月\ufffd\ufffd前", "完成时限：11月底前"),
        ("2021?6月底前", "2021年6月底前"),
        ("完成时限：2021?12月", "完成时限：2021年12月"),
        ("?021年12月底", "2021年12月底"),
    ],
)
def test_digits_tell_what_a_date_has_lost_and_it_is_called_uncertain(printed, meant, repaired):
    line = list(repaired(*SOUND, printed).blocks())[-1]
    assert line.text.text == meant
    assert not any(repair.certain for repair in line.text.repairs)


@pytest.mark.parametrize(
    "printed",
    [
        "2022年11月\ufffd\ufffd",
        "2022年6\ufffd\ufffd完成",
        "2024\ufffd\ufffd",
        "6月30\ufffd\ufffd设备到位",
        "是2021?还是2022?",
        "电话12021?6月",
    ],
)
def test_what_digits_do_not_tell_stays(printed, mended):
    assert mended(*SOUND, printed)[-1] == printed


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("责任单位：市财政局\ue004", "责任单位：市财政局"),
        ("市水利局\ue815、市教育局", "市水利局、市教育局"),
        ("县政府办\ue123（牵头）", "县政府办\ue123（牵头）"),
        ("市财政\ue004、市教育局", "市财政\ue004、市教育局"),
        ("市财政局\uf0fc", "市财政局\uf0fc"),
        ("推进\ue004", "推进\ue004"),
    ],
)
def test_a_private_character_goes_only_from_behind_a_whole_name(printed, meant, mended):
    assert mended(*SOUND, printed)[-1] == meant


def test_the_blank_of_gbk_is_a_blank(mended):
    assert mended(*SOUND, "市教育局\ue5e5市财政局\ue5e5\ue5e5负责")[-1] == "市教育局\u3000市财政局\u3000\u3000负责"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("固定资产投\ufffd\ufffd保持增长", "固定资产投资保持增长"),
        ("加强政策解\ufffd\ufffd工作", "加强政策解读工作"),
        ("持续优化营商环\ufffd，提升水平", "持续优化营商环境，提升水平"),
        ("坚决纠治“四\ufffd\ufffd问题”", "坚决纠治“四\ufffd\ufffd问题”"),
        ("由王\ufffd\ufffd负责", "由王\ufffd\ufffd负责"),
    ],
)
def test_a_set_phrase_tells_its_lost_character_and_a_free_one_does_not(printed, meant, mended):
    assert mended(*SOUND, printed)[-1] == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("完成时限：2024年5□底前", "完成时限：2024年5月底前"),
        ("2024□1月29日", "2024年1月29日"),
        ("加强政策解〓工作", "加强政策解读工作"),
        ("20243月6日", "2024年3月6日"),
        ("2022~11月30日", "2022年11月30日"),
        ("（牵头?位：县教育局）", "（牵头单位：县教育局）"),
        ("优化营商环?，提升水平", "优化营商环境，提升水平"),
    ],
)
def test_a_box_or_a_question_mark_in_a_characters_place_is_mended_as_a_lost_one(printed, meant, repaired):
    line = list(repaired(*SOUND, printed).blocks())[-1]
    assert line.text.text == meant
    assert not any(repair.certain for repair in line.text.repairs)


@pytest.mark.parametrize(
    "printed",
    [
        "申报方式：□线上□线下",
        "是否公开：是□否□",
        "■门户网站□公示栏",
        "截至20243月6日",
        "编号202312316月6日",
        "为什么办?怎么办?",
    ],
)
def test_boxes_of_forms_and_questions_stay(printed, mended):
    assert mended(*SOUND, printed)[-1] == printed
