"""Line breaks whose `<` is gone: the character before one is raised where words ask for it, and stays where they speak against it."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.rules import load_rules
from pipeline.traced import TracedText

SIGNS = ("（常政办发?017?58号）", "一、总体要求、br />", "2017?月至2018?月")
SOUND = [
    "规划",
    "工作时间",
    "责任单位",
    "监督检查结果",
    "整改意见",
    "工作事项",
    "任务清单",
    "年度目标",
    "完成",
    "服务水平",
    "平台",
    "群众",
]
LOWERED = [
    ("重点任加", "重点任务"),
    ("试点范図", "试点范围"),
    ("保障措於", "保障措施"),
    ("联系亹", "联系人"),
    ("办理地炸", "办理地点"),
]


@pytest.mark.parametrize("words", SOUND)
@pytest.mark.parametrize("number", ["", "一、", "（一）"])
def test_a_whole_word_before_a_broken_break_stays(words, number, mended):
    assert mended(*SIGNS, f"{number}{words}br /> （二）")[-1] == f"{number}{words}\n（二）"


@pytest.mark.parametrize(("printed", "meant"), LOWERED)
@pytest.mark.parametrize("number", ["", "三、"])
def test_a_character_that_went_down_comes_back_though_the_page_prints_the_wrong_word_twice(printed, meant, number, mended):
    lines = mended(*SIGNS, f"{number}{printed}br /> 甲", f"四、{printed}br /> 乙")
    assert lines[-2] == f"{number}{meant}\n甲"


def test_where_words_say_nothing_the_channel_is_followed_and_what_is_printed_stays_an_alternative(repaired):
    block = list(repaired(*SIGNS, "丙丁戊己堎br /> 乙").blocks())[-1]
    first = block.text.repairs[0]
    assert (first.before, first.after, first.certain, first.alternatives) == ("堎", "堏", False, ("堎",))


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("县卫生健康委员?/td>", "县卫生健康委员会"),
        ("市发展和改革委员?/td>", "市发展和改革委员会"),
        ("县总工?/td>", "县总工会"),
        ("区退役军人事务?/td>", "区退役军人事务局"),
    ],
)
def test_a_body_of_a_county_or_city_gets_back_the_one_end_that_it_can_have(printed, meant):
    assert whole(printed) == meant


@pytest.mark.parametrize("printed", ["县农牧和科技?/td>", "县城市管理综合执法?/td>", "实施镇区雨污分流改?/td>"])
def test_an_end_that_several_could_be_or_that_channel_and_words_dispute_stays_lost(printed):
    assert whole(printed) == printed.removesuffix("/td>")


def whole(printed):
    return list(repaired_by_all(*SIGNS, printed).blocks())[-1].text.text.strip()


def repaired_by_all(*lines):
    blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines, 1))
    return repair_outline(Outline(blocks, "text/plain", "utf-8"), load_rules().repair)
