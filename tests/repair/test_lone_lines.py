"""A link or strange words alone between two items of a list are set aside; headings, parts of the notice and other links stay."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.traced import TracedText

LINK = frozenset({"link"})


def aside(lines, rules):
    """Which lines are set aside; those that begin with > are links."""
    blocks = tuple(
        Block(f"p[{n}]", TracedText(line.lstrip(">")), "p", LINK if line[0] == ">" else frozenset())
        for n, line in enumerate(lines, 1)
    )
    outline = repair_outline(Outline(blocks, "text/html", "utf-8"), rules)
    return [block.text.text for block in outline.blocks() if block.set_aside]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、公开预算。", ">即时捷报", "二、公开决算。"),
        ("（一）公开预算。", "县财政局负责。", ">天天影院", "（二）公开决算。"),
        ("1.公开预算。", ">北方新闻网", "2.公开决算。"),
        ("（9）公开预算。", ">好站推荐", "（10）公开决算。"),
        ("一、公开", "1、公开预算。", ">热门小站", "二、解读"),
    ],
)
def test_a_link_alone_between_two_items_is_set_aside(lines, rules):
    assert aside(lines, rules) == [line[1:] for line in lines if line[0] == ">"]


@pytest.mark.parametrize("line", ["百胜娱乐首页登录", "夜色直播间", "海外抖音破解版", "大鱼影院免费看"])
def test_words_that_the_page_says_nowhere_are_set_aside_in_the_middle_of_a_count(line, every_rule):
    lines = ("蒲城市2023年植树任务", "（一）植树三千亩。县林业局牵头。", line, "（二）修渠两公里。县水利局牵头。")
    assert aside(lines, every_rule) == [line]


@pytest.mark.parametrize(
    "lines",
    [
        ("任务", "绿化", "1.植树三千亩。", "2.育苗。", "河渠疏浚", "3.修渠两公里。"),
        ("任务", "1.植树三千亩。", "造林植树", "2.育苗。"),
        ("任务", "1.植树三千亩。", "城乡建设", "2.修渠。"),
        ("任务", "1.植树三千亩。", "蒲城林场", "县林业局负责。", "2.育苗。"),
        ("任务", "1.植树三千亩。", "古渡口", "1.修渠。"),
        ("任务", "1.植树三千亩。", "文化惠民", "2.育苗。"),
        ("任务", "1.植树三千亩，修缮", "沿线护坡", "2.育苗。"),
        ("任务", "1.植树三千亩。", "县农机站", "2.育苗。"),
        ("任务", "1.植树三千亩。", "古渡修缮", "2.育苗。", "老桥拓宽", "3.修桥。"),
    ],
)
def test_headings_inside_a_count_stay(lines, every_rule):
    assert aside(lines, every_rule) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("一、公开预算。", "即时公开", "二、公开决算。"),
        ("一、公开预算。", ">二、公开决算。", "三、公开审计。"),
        ("一、公开", "1.公开预算。", ">政策解读", "1.编制解读材料。"),
        ("1.公开预算。", ">附件：分解表", "2.公开决算。"),
        (">重点公开", "一、公开预算。", "二、公开决算。"),
        ("一、公开预算。", ">即时捷报", "县财政局负责。", "二、公开决算。"),
    ],
)
def test_headings_and_links_of_the_notice_stay(lines, rules):
    assert aside(lines, rules) == []
