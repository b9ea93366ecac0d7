"""One character lost between words: restored where nothing else can have stood there."""

import pytest

from pipeline.repair.language.likelihood import Evidence
from pipeline.repair.language.one_lost import lost_character

PAGE = "各单位要加强组织领导。市司法局牵头，完善工作机制。自动监测设备和自动监测设施，灾害性天气。"


@pytest.mark.parametrize(
    ("left", "right", "meant"),
    [
        ("各单位要加强组", "领导，明确责任", "织"),
        ("发布灾", "性天气预报", "害"),
        ("推进“放管服改革，优化营商环境", "落实责任", None),
        ("自动监测设", "进行比对", None),
        ("应当依法及时处理", "", None),
        ("第十三", "人民代表大会", None),
        ("加强", "？", None),
    ],
)
def test_a_character_comes_back_only_where_no_other_can_have_stood_there(left, right, meant, rules):
    choice = lost_character(left, right, Evidence(PAGE, rules))
    assert (choice.text if choice else None) == meant


def test_a_mark_competes_with_the_words(rules):
    choice = lost_character("依据《中华人民共和国劳动法", "和有关法律", Evidence(PAGE, rules))
    assert choice is None or choice.text == "》"
