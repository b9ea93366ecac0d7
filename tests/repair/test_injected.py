"""Spam goes, and takes no word of the notice with it: rows, cells and titles stay, whatever a brand does in them."""

import pytest

from pipeline.outline import Block, MarkupCell, Outline, TableMarkup
from pipeline.repair import repair_outline
from pipeline.traced import TracedText


@pytest.fixture(scope="module")
def rules(every_rule):
    return every_rule


OWN = [
    "3 | 完成溯源监测 | BB娱乐平台生态环境局 | 各县（区）人民政府 | 2021年9月底 |",
    "发布日期：2021-04-09 来源：BB娱乐平台人民政府办公室",
    "BB娱乐平台生态环境局",
    "千金娱乐平台市场监督管理局",
    "4 | 规范真人秀节目 | 市文广旅局 | 全年 | 国产影片 |",
    "（三）推广国产高清设备，市工信局牵头，10月底前完成",
]


@pytest.mark.parametrize("line", OWN)
def test_a_line_of_the_notice_is_never_set_aside(line, repaired):
    (block,) = repaired(line).blocks()
    assert (block.set_aside, block.text.text) == (None, line)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("BB娱乐平台人民政府办公室关于印发2021年任务清单的通知",), ["人民政府办公室关于印发2021年任务清单的通知"]),
        (("BB娱乐平台人民政府办公室", "1 | 清淤 | 市水利局 |"), ["市人民政府办公室", "1 | 清淤 | 市水利局 |"]),
    ],
)
def test_a_brand_for_a_place_that_the_page_does_not_name_goes_and_the_body_stays(lines, left, repaired):
    blocks = list(repaired(*lines).blocks())
    assert [(block.set_aside, block.text.text) for block in blocks] == [(None, line) for line in left]


SPAM = [
    "澳门百家乐娱乐城注册送彩金",
    "友情链接：凯发k8国际app下载 | 天生赢家一触即发",
    "BB娱乐平台",
    "和记AGapp下载",
    "棋牌投注 最新网址 app下载",
]


@pytest.mark.parametrize("line", SPAM)
def test_an_advertisement_is_set_aside_whole(line, repaired):
    first, second = repaired("1 | 编制方案 | 市水利局 | 2021年5月底 |", line).blocks()
    assert first.set_aside is None
    assert (second.set_aside, second.text.original) == ("injected", line)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("1 | 编制方案 | 市水利局 | 2021年5月底 | 澳门百家乐注册送彩金 |", "1 | 编制方案 | 市水利局 | 2021年5月底 ||"),
        ("1 | 澳门百家乐 | 编制方案 | 市水利局 | 2021年5月底 |", "1 || 编制方案 | 市水利局 | 2021年5月底 |"),
    ],
)
def test_spam_in_a_cell_of_a_row_goes_and_the_row_stays(line, left, repaired):
    (block,) = repaired(line).blocks()
    assert (block.set_aside, block.text.text) == (None, left)


GLUED = "澳门百家乐娱乐城注册送彩金"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"编制全市水资源保护规划{GLUED}", "编制全市水资源保护规划"),
        (f"市住房城乡建设局{GLUED}", "市住房城乡建设局"),
        (f"2022年6月底前{GLUED}", "2022年6月底前"),
        (f"市水利局牵头，{GLUED}，市公安局配合。", "市水利局牵头，市公安局配合。"),
        ("市水利局专业代开发票 加微信 fp13800138000", "市水利局"),
        ("凯发k8国际官网首页 | 凯发k8真人娱乐 | 政务公开", "|| 政务公开"),
        ("做好公示工作，由市司法局牵头。久久精品免费看。年底前完成。", "做好公示工作，由市司法局牵头。年底前完成。"),
    ],
)
def test_spam_glued_to_words_of_the_notice_goes_and_the_words_stay(line, left, repaired):
    (block,) = repaired(line).blocks()
    assert (block.set_aside, block.text.text) == (None, left)


ORDINARY = [
    "支持三级医院优先采购国产医疗设备",
    "规范电竞酒店、棋牌室管理",
    "税务机关可以按照规定委托其他单位代开发票。",
    "在单位注册送达地址，开户送达证照",
    "推出一批国产精品电视剧",
    "登录www.12306.com办理",
    "美国国防部在海外的基地运行着三千多台老虎机",
    "百家乐园小区、百家乐超市",
    "设立博物馆网红打卡点",
    "推进网络直播和电竞赛事，发展手游产业",
    "用户登录 | 注册 | 首页",
    "室内射击馆、医院内射线装置",
    "福利彩票和体育彩票投注站管理",
    "上市公司信用卡优惠活动",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_words_that_spam_also_uses_are_no_spam(line, repaired):
    (block,) = repaired(line).blocks()
    assert (block.set_aside, block.text.text) == (None, line)


def test_spam_that_fills_a_cell_is_taken_out_of_the_table(every_rule):
    row = tuple(MarkupCell(Block(f"td[{n}]", TracedText(word), "td")) for n, word in enumerate(("1", "编制方案", GLUED)))
    outline = repair_outline(Outline((TableMarkup("table", (row,)),), "text/html", "utf-8"), every_rule)
    assert [block.text.text for block in outline.blocks()] == ["1", "编制方案", ""]
    (repair,) = outline.items[0].rows[0][2].block.text.repairs
    assert (repair.before, repair.after, repair.kind, repair.certain) == (GLUED, "", "injected_markup", False)


def test_an_advertisement_in_the_head_of_a_page_is_no_title(every_rule):
    outline = repair_outline(Outline((), "text/html", "utf-8", title="澳门百家乐_注册送彩金"), every_rule)
    assert outline.title == ""
    assert [repair.before for _, repair in outline.head_repairs] == ["澳门百家乐_注册送彩金"]


def test_a_cell_whose_city_is_a_brand_stays_in_its_table(every_rule):
    words = ("2", "完成溯源监测", "BB娱乐平台生态环境局", "2021年9月底")
    row = tuple(MarkupCell(Block(f"td[{n}]", TracedText(word), "td")) for n, word in enumerate(words))
    outline = repair_outline(Outline((TableMarkup("table", (row,)),), "text/html", "utf-8"), every_rule)
    assert [(block.text.text, block.set_aside) for block in outline.blocks()] == [(word, None) for word in words]


EVERYDAY = [
    "最新热门小说免费阅读全文",
    "手机游戏免费下载安装最新版",
    "91精品国产综合久久",
    "Best online casino bonus 2024",
    "首存即送88元，真人荷官",
    "【海蓝国际官网】",
    "❤️美女在线直播❤️",
    "_海蓝体育app下载",
]
BEHIND = ["建设健康学校八所", "编制评价报告六份。", "（市教育局牵头，6月底前完成）", "市水利局", "2022年6月底前"]


@pytest.mark.parametrize("spam", EVERYDAY)
@pytest.mark.parametrize("line", BEHIND)
def test_everyday_spam_glued_behind_words_of_the_notice_goes(line, spam, repaired):
    first = "1.公布健康学校名单，编制评价报告。（市教育局牵头，市水利局配合，2022年6月底前完成）"
    _, block = repaired(first, line + spam).blocks()
    assert (block.set_aside, block.text.text) == (None, line)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("世界杯买球平台推荐，首存送100%公布招生计划", "公布招生计划"),
        ("手机游戏免费下载安装最新版2024年10月底前", "2024年10月底前"),
        ("组织健康讲座三点击进入>>>https://www.ag6688.vip十场", "组织健康讲座三十场"),
        ("私家侦探调查取证价格，24小时在线职业健康科", "职业健康科"),
    ],
)
def test_everyday_spam_before_and_between_words_of_the_notice_goes(line, left, repaired):
    first = "1.公布招生计划，组织健康讲座三十场。（职业健康科牵头，2024年10月底前完成）"
    _, block = repaired(first, line).blocks()
    assert (block.set_aside, block.text.text) == (None, left)


@pytest.mark.parametrize(
    "line",
    [
        "推广使用国家反诈中心APP，建设5G基站二百个",
        "组织群众免费观看最新电影",
        "网络游戏、网络直播、网络音视频等服务提供者应当履行义务",
        "举办足球比赛，推进体育产业发展，公布体育彩票公益金使用情况",
        "推行全程网办、上门代办、免费帮办",
        "建设官方网站和政务微信、微博、抖音号",
        "设立online service专栏，推进OA、ERP系统应用",
        "在官网首页提供手机客户端下载入口",
        "咨询电话：13912345678，工作QQ群：12345678",
        "查处擅自拍摄电影、电视剧的行为",
    ],
)
def test_work_that_speaks_of_such_things_stays(line, repaired):
    (block,) = repaired(f"3.{line}。（市体育局牵头，全年）").blocks()
    assert (block.set_aside, block.text.text) == (None, f"3.{line}。（市体育局牵头，全年）")
