"""A label's colon that lost a byte: what stands behind it is shifted, and is a name and no head; sound words are not shifted at all."""

import pytest


@pytest.fixture(scope="module")
def rules(every_rule):
    return every_rule


def without_a_byte(line, mark):
    """The line as GBK reads it whose first full-width colon lost its first byte, with or without a mark for that."""
    at = len(line.partition("：")[0].encode("gbk"))
    data = line.encode("gbk")
    return (data[:at] + mark + data[at + 1 :]).decode("gbk", "ignore")


@pytest.mark.parametrize("mark", [b"?", b""])
@pytest.mark.parametrize(
    "line",
    [
        "牵头单位：市发展改革局",
        "责任单位：市住建局、市农业农村局",
        "配合单位：市司法局，各乡镇",
        "负责单位：市交通运输局",
        "牵头部门：市商务局、自然资源局",
    ],
)
def test_what_stands_behind_a_label_comes_back_with_its_colon(line, mark, mended):
    assert mended(without_a_byte(line, mark)) == [line]


@pytest.mark.parametrize(
    "line", ["牵头单位：市水利局", "协办单位：市卫生健康委、市住建局", "责任领导：县委书记", "工作措施：加强排查。"]
)
def test_a_run_that_is_in_step_again_inside_a_name_comes_back_behind_a_mark(line, mended):
    assert mended(without_a_byte(line, b"?")) == [line]


def test_none_of_it_is_called_certain_where_words_chose(repaired):
    (block,) = repaired(without_a_byte("牵头单位：市发展改革局", b"?")).blocks()
    assert {repair.certain for repair in block.text.repairs} == {False}


@pytest.mark.parametrize(
    "line",
    [
        "各单位和学校要落实。",
        "责任单位和配合单位各一家。",
        "牵头单位合并办公。",
        "属实的及时回应，\ufffd不实\ufffd公开辟谣。",
        "医疗?量提?行动责任分工",
        "集中供?为民?事",
    ],
)
def test_sound_words_are_not_shifted_into_others(line, repaired):
    (block,) = repaired(line).blocks()
    assert not any(repair.rule.startswith("lost_byte") for repair in block.text.repairs)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("市水利\ufffd、滨江镇人民政府", "市水利局、滨江镇人民政府"),
        ("报县发展改革\ufffd备案", "报县发展改革\ufffd备案"),
        ("省教育\ufffd、省交通运输\ufffd牵头", "省教育\ufffd、省交通运输\ufffd牵头"),
    ],
)
def test_the_last_character_of_a_name_comes_back_where_one_body_is_called_so(line, meant, mended):
    assert mended(line) == [meant]
