"""Numbers of items that lost their ordinal or a bracket."""

import pytest

TITLE = "蒲城市2022年政务公开工作要点"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("（一）公开预算。", "（？）公开决算。", "（三）公开审计。"), "（二）公开决算。"),
        (("（一）公开预算。", "???）公开决算。", "（三）公开审计。"), "（二）公开决算。"),
        (("(1)公开预算。", "(\ufffd)公开决算。", "(3)公开审计。"), "(2)公开决算。"),
        (("1.公开预算。", "?.公开决算。", "3.公开审计。"), "2.公开决算。"),
        (("一、公开预算。", "?、公开决算。", "三、公开审计。"), "二、公开决算。"),
        (("（十）公开预算。", "（?一）公开决算。", "（十二）公开审计。"), "（十一）公开决算。"),
        (("（一）公开预算。", "二）公开决算。", "（三）公开审计。"), "（二）公开决算。"),
        (("（一）公开预算。", "６）公开决算。", "（三）公开审计。"), "（二）公开决算。"),
        (("（十九）公开预算。", "６十）公开决算。", "（二十一）公开审计。"), "（二十）公开决算。"),
        (("（一）公开预算。", "（二公开决算。", "（三）公开审计。"), "（二）公开决算。"),
    ],
)
def test_a_torn_number_gets_the_only_ordinal_that_fits_and_is_called_uncertain(lines, meant, repaired):
    line = list(repaired(TITLE, *lines).blocks())[2]
    assert line.text.text == meant
    assert [(repair.kind, repair.rule, repair.certain) for repair in line.text.repairs] == [
        ("numbering", "numbering.torn", False)
    ]


def test_torn_numbers_inside_one_paragraph_are_counted_through(mended):
    line = "一、夯实基础。（一）建平台。（?）扩网络。（?）强安全。（四）育人才。二、抓好落实。"
    assert mended(TITLE, line)[-1] == line.replace("（?）扩", "（二）扩").replace("（?）强", "（三）强")


def test_a_torn_number_right_behind_a_heading_counts_on_in_text_that_lost_its_line_breaks(mended):
    line = "一、人居环境（一）改厕所。（二）建水站。二、公共服务（?）扩建卫生室。（四）布设快递点。"
    assert mended(TITLE, line)[-1] == line.replace("（?）", "（三）")


def test_torn_numbers_at_the_end_of_a_list_count_on_where_each_begins_a_line(mended):
    lines = (
        "一、公开",
        "（一）公开预算。",
        "（?）公开决算。",
        "（?）公开审计。",
        "二、解读",
        "（一）解读政策。",
        "（?）回应关切。",
    )
    meant = (
        "一、公开",
        "（一）公开预算。",
        "（二）公开决算。",
        "（三）公开审计。",
        "二、解读",
        "（一）解读政策。",
        "（二）回应关切。",
    )
    assert tuple(mended(TITLE, *lines)[1:]) == meant


def test_a_new_heading_begins_the_count_of_its_items_anew(mended):
    lines = ("一、公开", "（一）公开预算。", "二、解读", "（?）解读政策。", "（二）回应关切。")
    assert tuple(mended(TITLE, *lines)[-2:]) == ("（一）解读政策。", "（二）回应关切。")


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）树龄800年（？）的逐棵复核。", "（三）修复步道。"),
        ("（一）树龄800年（？）的逐棵复核。（三）修复步道。",),
        ("（一）公开预算。", "（?）公开决算。", "（二）公开审计。"),
        ("（一）公开预算。", "（?）公开决算。", "（四）公开审计。"),
        ("（一）公开预算。", "（四公开决算。", "（三）公开审计。"),
        ("（一）是否知道（？）", "（二）是否满意（？）"),
        ("（十）公开预算。", "（?五）公开决算。", "（十二）公开审计。"),
        ("（一）公开预算。", "（二期）工程公开。", "（三）公开审计。"),
    ],
)
def test_what_the_numbers_around_it_do_not_tell_stays(lines, mended):
    assert tuple(mended(TITLE, *lines)[1:]) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）公开预算。", "５）公开决算。", "（三）公开审计。"),
        ("（一）公开预算。", "６）公开决算。", "（二）公开审计。"),
        ("（一）公开预算。", "５）公开决算。", "６）公开审计。"),
        ("５）公开预算。", "６）公开决算。", "７）公开审计。"),
    ],
)
def test_a_full_width_number_with_one_bracket_stays_where_the_count_does_not_miss_a_two(lines, mended):
    assert tuple(mended(TITLE, *lines)[1:]) == tuple(line.translate(str.maketrans("５６７", "567")) for line in lines)
