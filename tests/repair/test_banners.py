"""Banners of brands that nobody knows go, between items, as a row, glued to words; what notices say of sites and of sport stays."""

import pytest

from pipeline.outline import Block, MarkupCell, Outline, TableMarkup
from pipeline.repair import repair_outline
from pipeline.traced import TracedText

BANNERS = [
    "鼎博娱乐",
    "宝盈娱乐官方",
    "新濠影汇在线登录",
    "欧博汇官网",
    "金鹰娱乐官网入口",
    "永辉体育下载app",
    "澳门银座网址大全",
]
KNOWN = ["亿万先生官网", "九州天下备用网址", "利来国际官网", "博狗体育网址"]
BETS = [
    "新版彩票app下载",
    "体育投注网站",
    "世界杯买球入口",
    "秒速赛车走势",
    "北京pk10计划群",
    "幸运飞艇开奖",
    "老虎机游戏大厅",
    "极速快三计划",
    "香港六合彩资料",
    "必胜彩票软件",
    "云鼎棋牌官网登录",
]
ITEM = "（一）改造老茶园三千亩。（牵头单位：县农业农村局）"


@pytest.mark.parametrize("banner", [*BANNERS, *BETS, *KNOWN])
def test_a_line_that_is_a_banner_between_items_is_set_aside(banner, repaired):
    _, block = repaired(ITEM, banner).blocks()
    assert (block.set_aside, block.text.original) == ("injected", banner)


@pytest.mark.parametrize("banner", [*BANNERS, *BETS])
def test_a_row_of_a_table_that_is_a_banner_is_emptied(banner, every_rule):
    rows = [[MarkupCell(Block("td[1]", TracedText(banner), "td"), col_span=3)]]
    rows.append([MarkupCell(Block(f"td[{n}]", TracedText(word), "td")) for n, word in enumerate(("1", "编制方案", "市水利局"))])
    outline = repair_outline(Outline((TableMarkup("table", tuple(map(tuple, rows))),), "text/html", "utf-8"), every_rule)
    assert [block.text.text for block in outline.blocks()] == ["", "1", "编制方案", "市水利局"]


@pytest.mark.parametrize("spam", ["宝盈娱乐官方", "永辉体育下载app", "新版彩票app下载", "香港六合彩资料", "极速快三计划"])
@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("举办培训班四期{}", "举办培训班四期"),
        ("县教育局{}", "县教育局"),
        ("培育制茶工匠。{}举办手工炒茶培训班四期。", "培育制茶工匠。举办手工炒茶培训班四期。"),
    ],
)
def test_a_banner_glued_to_words_of_the_notice_goes_and_they_stay(spam, line, left, repaired):
    _, block = repaired(ITEM, line.format(spam)).blocks()
    assert (block.set_aside, block.text.text) == (None, left)
    assert not any(repair.certain for repair in block.text.repairs)


LOOKALIKES = [
    "体育彩票发行",
    "整治六合彩",
    "群众体育",
    "文化娱乐",
    "智慧体育平台",
    "政务服务网登录入口",
    "县政府官网",
    "学籍资料下载",
    "马德里商标国际注册",
    "推广黔动体育APP下载",
    "皖事通APP下载注册",
    "举办棋牌游戏、健身操比赛",
    "打击网络彩票平台",
    "体育彩票投注站布局",
    "查处网络投注平台",
    "学习强国官网",
    "政务服务网址",
    "建设北京赛车主题公园",
    "推进申博工作",
]


@pytest.mark.parametrize("line", LOOKALIKES)
def test_what_a_notice_says_of_sites_and_of_sport_stays(line, repaired):
    _, block = repaired(ITEM, line).blocks()
    assert (block.set_aside, block.text.text) == (None, line)


def test_a_name_that_the_notice_itself_speaks_of_is_no_banner(repaired):
    lines = ("由霁禾集团承建体育公园。", "霁禾体育")
    assert [block.set_aside for block in repaired(*lines).blocks()] == [None, None]


def test_the_name_of_a_company_in_a_cell_beside_others_stays(every_rule):
    row = tuple(MarkupCell(Block(f"td[{n}]", TracedText(word), "td")) for n, word in enumerate(("1", "新建球场", "霁禾体育")))
    outline = repair_outline(Outline((TableMarkup("table", (row,)),), "text/html", "utf-8"), every_rule)
    assert [block.text.text for block in outline.blocks()] == ["1", "新建球场", "霁禾体育"]
