"""Brands that a mirror wedges into words go wherever they stand for nothing; names in whole sentences stay."""

import pytest

BRANDS = ["金沙官网", "亚博", "开云体育", "凯发k8官网", "威尼斯人娱乐"]
PARTED = [
    ("完善公共文化服务体{}系，年底前建成图书馆。", "完善公共文化服务体系，年底前建成图书馆。"),
    ("公开预{}算执行情况。", "公开预算执行情况。"),
    ("提升群众满{}意度。", "提升群众满意度。"),
    ("加固水{}库大坝三座。", "加固水库大坝三座。"),
    ("推进污染防{}治。", "推进污染防治。"),
]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize(("line", "meant"), PARTED)
def test_a_brand_that_parts_a_word_goes_and_is_called_uncertain(line, meant, brand, repaired):
    (block,) = repaired(line.format(brand)).blocks()
    assert block.text.text == meant
    assert [(repair.rule, repair.certain) for repair in block.text.repairs] == [("injected.wedged", False)]


def test_where_it_parts_one_word_it_goes_from_the_other_lines_too(mended):
    lines = ("公开预{0}算。", "建设公园。{0}新建步道三公里。", "年底{0}前建成。", "县财政局{0}")
    assert mended(*(line.format("亚博") for line in lines)) == [
        "公开预算。",
        "建设公园。新建步道三公里。",
        "年底前建成。",
        "县财政局",
    ]


def test_a_place_that_demands_a_word_gets_the_word(mended):
    lines = ("各乡镇人民{0}，县直各单位：", "经县人民{0}同意，在{0}门户网站公开。", "公开预{0}算。")
    meant = ["各乡镇人民政府，县直各单位：", "经县人民政府同意，在政府门户网站公开。", "公开预算。"]
    assert mended(*(line.format("凯发k8") for line in lines)) == meant


@pytest.mark.parametrize(
    "line",
    [
        "与亚博公司共建园区。",
        "支持开云体育承办赛事。",
        "查处凯发k8等网站。",
        "组织参观威尼斯水城。",
        "推进云顶景区建设，完善开云大桥照明。",
    ],
)
def test_a_name_between_whole_words_stays(line, mended):
    assert mended(line) == [line]
