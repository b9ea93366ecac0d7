"""Item numbers that run into the digits their item begins with: 2.50个小区 is item 2, 2.5公里 a length."""

import pytest

TITLE = "青山县2024年十件民生实事"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("1.新建泊位300个。", "2.50个小区装充电桩。", "3.改造集市4家。"), ("2、50个小区装充电桩。",)),
        (
            ("1.新建泊位。", "2.50个小区装充电桩。", "3.460个村配书屋。", "4.改造集市。"),
            ("2、50个小区装充电桩。", "3、460个村配书屋。"),
        ),
        (("1.新建泊位。", "2.10公里乡道修补。", "3.改造集市。"), ("2、10公里乡道修补。",)),
        (("1.30所学校翻新厕所。", "2.新建泊位。"), ("1、30所学校翻新厕所。",)),
        (("1、新建泊位。", "2.5万亩农田装滴灌。", "3．改造集市。"), ("2、5万亩农田装滴灌。",)),
        (("１．新建泊位。", "２．５０个小区装充电桩。", "３．改造集市。"), ("2、50个小区装充电桩。",)),
        (("1.新建泊位。2.20个村修步道。3.改造集市。",), ("1.新建泊位。2、20个村修步道。3.改造集市。",)),
        (
            ("一、交通", "1.修路。", "2.8座桥加固。", "3.修渠。", "二、教育", "1.6所幼儿园扩容。", "2.招聘。"),
            ("2、8座桥加固。", "1、6所幼儿园扩容。"),
        ),
    ],
)
def test_a_number_that_the_count_asks_for_is_parted_from_the_digits_behind_it(lines, meant, repaired):
    texts = [block.text for block in repaired(TITLE, *lines).blocks()]
    changed = [text for text in texts if any(r.rule == "numbering.run_in" for r in text.repairs)]
    assert tuple(text.text for text in changed) == meant
    assert all(repair.certain for text in changed for repair in text.repairs if repair.rule == "numbering.run_in")


@pytest.mark.parametrize(("last", "sure"), [("3.12座公厕提档。", 0.9), ("3.6万亩旱田纳入灌溉。", 0.7)])
def test_the_last_number_of_a_list_is_uncertain_and_keeps_the_other_reading(last, sure, repaired):
    line = list(repaired(TITLE, "1.新建泊位。", "2.改造集市。", last).blocks())[-1]
    assert line.text.text == last.replace(".", "、", 1)
    assert [(r.confidence, r.certain, r.alternatives) for r in line.text.repairs] == [(sure, False, (".",))]


@pytest.mark.parametrize(
    "second",
    [
        *("2.12座公厕提档。", "2.50个小区装充电桩。", "2.180户危房加固。", "2.30台农机更新。"),
        *("2.5家企业入驻。", "2.3个园区接入专线。", "2.1号泵站大修。", "2.6条支路通车。", "2.2所小学扩建。"),
    ],
)
def test_the_second_of_two_items_is_a_number_where_its_digits_are_no_length(second, repaired):
    line = list(repaired(TITLE, "1.新建泊位300个。", second).blocks())[-1]
    assert line.text.text == second.replace(".", "、", 1)
    assert [r.certain for r in line.text.repairs] == [False]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.6个村通自来水。", "2.8条背街亮灯。"),
        ("1.5G机房扩容。", "2.3家商场装充电桩。", "3.12座公厕提档。"),
        ("1.4S店统一招牌。", "2.10所幼儿园换灶具。"),
        ("1.1间书屋建成。", "2.2处泊位划线。"),
        ("1.24小时药柜进社区。", "2.100家老店上网。", "3.7个集市搬迁。"),
        ("１．20个村修步道。", "县住建局负责。", "２．30台农机更新。"),
    ],
)
def test_a_list_all_of_whose_numbers_run_into_digits_is_told_by_its_count_and_never_certain(lines, repaired):
    texts = [block.text for block in repaired(TITLE, *lines).blocks()][1:]
    mended = [text for text in texts if text.repairs]
    assert len(mended) == len([line for line in lines if line[0] in "123１２"])
    assert all(text.text[1] == "、" and not text.repairs[-1].certain for text in mended)


@pytest.mark.parametrize(
    "lines",
    [
        ("1.新建泊位。", "2.5公里绿道年内建成。"),
        ("1.新建泊位。", "2.3万人参保。"),
        ("1.新建泊位。", "2.5米宽步道铺装。"),
        ("1.新建泊位。", "2.5吨垃圾清运。"),
        ("1.新建泊位。", "2.35万人参保。"),
        ("1.新建泊位。", "2.改造管网。", "3.5公里主干管更换。", "3.建成书屋。"),
        ("1.新建绿道。2.5公里绿道年内建成。", "2.改造集市。"),
        ("1.决策公开", "1.1建设平台。", "1.2公开目录。", "2.1完善制度。", "2.2加强培训。"),
        ("1.1建设平台。", "2.1公开目录。", "3.1完善制度。"),
        ("1.新建泊位。", "2.改造集市。", "合格率达到", "99.5%以上。"),
        ("1.新建泊位。", "3.5公里绿道。", "4.建成书屋。"),
        ("项目 1.新建绿道", "2.5公里", "县住建局"),
        ("2.5公里管网换新。", "1.2万亩旱田改水田。"),
        ("一、水利", "1.2疏浚渠道。", "1.3清理淤泥。", "二、教育", "2.2培训教师。", "2.3扩建食堂。"),
        ("1.6个村通自来水。",),
    ],
)
def test_lengths_shares_and_numbers_of_two_levels_stay(lines, mended):
    assert mended(TITLE, *lines)[1:] == list(lines)
