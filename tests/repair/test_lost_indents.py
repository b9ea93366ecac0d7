"""Marks of lost spaces before an item's number: ???(一) is (一), but ?四、 may be 十四、."""

import pytest

TITLE = "青山县2023年政务公开工作要点"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("???(一)公开预算。", "??(二)公开决算。"), ("(一)公开预算。", "(二)公开决算。")),
        (("??一、公开预算。", "??二、公开决算。"), ("一、公开预算。", "二、公开决算。")),
        (("一、公开", "?（1）公开预算。", "?（2）公开决算。"), ("一、公开", "（1）公开预算。", "（2）公开决算。")),
        (("????1.公开预算。", "????2.公开决算。"), ("1.公开预算。", "2.公开决算。")),
        (("三、公开", "（一）公开预算。", "??四、解读"), ("三、公开", "（一）公开预算。", "四、解读")),
        (
            ("一、公开", "??1、公开预算。", "二、解读", "??1、解读政策。"),
            ("一、公开", "1、公开预算。", "二、解读", "1、解读政策。"),
        ),
        (("\ufffd\ufffd（十二）公开预算。",), ("（十二）公开预算。",)),
    ],
)
def test_marks_before_a_number_at_the_start_of_its_line_go(lines, meant, mended):
    assert tuple(mended(TITLE, *lines)[1:]) == meant


@pytest.mark.parametrize(
    "lines",
    [
        ("十三、公开预算。", "?四、公开决算。", "十五、解读政策。"),
        ("10.公开预算。", "?1.公开决算。"),
        ("怎样申请?一、网上申请。",),
        ("?3家单位参加公开。",),
    ],
)
def test_marks_that_may_be_a_lost_sign_stay(lines, mended):
    assert mended(TITLE, *lines)[1:] == list(lines)
