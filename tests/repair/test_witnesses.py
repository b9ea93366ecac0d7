"""Title, signature and labelled field name one issuer: a foreign run in one of them is undone by the others."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.rules import load_rules
from pipeline.traced import TracedText

NOTICE = """{0}关于印发2023年茶园管护任务的通知
云政办发〔2023〕8号
各乡镇人民政府，县直各单位：
现将任务印发给你们。
{1}
2023年5月9日
1 | 改造低产茶园三千亩 | 县农业农村局 | 2023年9月底前"""
OWN = "云岭县人民政府办公室"
BRANDS = [
    "365bet体育在线_beat365登录网址",
    "beat365中国官方网站-首页",
    "亚博体育-app官网",
    "BOB半岛·综合体育",
    "jinnianhui金年会·官方网站",
    "opebet官网",
    "云顶4118",
    "9499www威尼斯",
    "必赢",
    "乐鱼",
    "亿腾",
]
SHAPES = ["{0}人民政府办公室", "云岭县{0}办公室", "{0}云岭县人民政府办公室", "{0}办公室"]


@pytest.fixture(scope="module")
def mended():
    rules = load_rules().repair

    def lines_of(page):
        blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(page.split("\n"), 1))
        return "\n".join(block.text.text for block in repair_outline(Outline(blocks, "text/plain", "utf-8"), rules).blocks())

    return lines_of


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_brand_in_the_title_alone_gives_way_to_what_the_signature_says(brand, shape, mended):
    assert mended(NOTICE.format(shape.format(brand), OWN)) == NOTICE.format(OWN, OWN)


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("shape", SHAPES[:2])
def test_a_brand_in_the_signature_alone_gives_way_to_what_the_title_says(brand, shape, mended):
    assert mended(NOTICE.format(OWN, shape.format(brand))) == NOTICE.format(OWN, OWN)


@pytest.mark.parametrize(
    ("title", "signed"),
    [
        ("江北省云岭县人民政府办公室", OWN),
        ("中共云岭县委办公室", OWN),
        ("云岭县教育局", "云岭县财政局"),
        ("云岭县信访局", OWN),
        ("云岭县老龄办公室", "云岭县老龄委员会办公室"),
        ("云岭县5G办公室", "云岭县5G建设办公室"),
        ("云岭县12345热线办公室", "云岭县政务服务热线办公室"),
        ("县政府办公室", OWN),
    ],
)
def test_two_names_that_bodies_can_have_both_stay(title, signed, mended):
    page = NOTICE.format(title, signed)
    assert mended(page) == page


def test_a_place_that_no_line_names_is_not_made_up(mended):
    page = mended(NOTICE.format("opebet官网人民政府办公室", "opebet官网人民政府办公室"))
    assert page == NOTICE.format("县人民政府办公室", "县人民政府办公室")


TABLE = """云岭县人民政府办公室关于印发2024年任务的通知
各乡镇人民政府：
现将任务印发给你们。
云岭县人民政府办公室
2024年3月1日
1
{0}
2024年6月30日
县水利局
2
修建水渠三千米
2024年9月30日
县水利局"""


@pytest.mark.parametrize(
    "work",
    [
        "通过ISO9001认证",
        "建成110kV变电站",
        "改造S308省道",
        "储备KN95口罩",
        "推进C919配套",
        "G25",
        "xm2024001\n2024年5月30日\nxm2024002\n2024年5月31日\nxm2024003\n2024年6月1日\nxm2024004",
        "2024年4月1日-2024年12月31日",
        "2024-04-01",
        "上线iPhone15旗舰店",
        "KN95关于储备的核查",
    ],
)
def test_work_codes_and_days_above_a_day_are_no_signature(work, mended):
    page = TABLE.format(work)
    assert mended(page) == page


@pytest.mark.parametrize(
    "title", ["云岭县（亚美）人民政府办公室", "云岭县人民政府办公室(澳门银河)", "云岭县人民政府【金沙】办公室"]
)
def test_a_strange_bracket_inside_the_issuers_name_goes(title, mended):
    assert mended(NOTICE.format(title, OWN)) == NOTICE.format(OWN, OWN)


@pytest.mark.parametrize(
    "title", ["云岭县人民政府办公室（县金融办）", "云岭县人民政府办公室（机关）", "云岭县人民政府办公室（筹）"]
)
def test_a_bracket_that_the_name_may_have_stays(title, mended):
    page = NOTICE.format(title, OWN)
    assert mended(page) == page


def test_two_places_that_both_are_real_are_never_exchanged(every_rule):
    lines = (
        "宽甸满族自治县人民政府办公室关于印发2023年任务分工的通知",
        "恭政办发〔2023〕5号",
        "恭城瑶族自治县人民政府办公室",
        "2023年4月6日",
    )
    blocks = tuple(Block(f"p[{n}]", TracedText(line)) for n, line in enumerate(lines, 1))
    outline = repair_outline(Outline(blocks, "text/html", "utf-8"), every_rule)
    assert tuple(block.text.text for block in outline.blocks()) == lines
    assert [code for code, _ in outline.notes] == ["foreign_name"]
