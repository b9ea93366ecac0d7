"""Brands that no list knows, found by where they stand; and names that stand in the same places rightly."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.traced import TracedText

NOTICE = """绿春县{0}办公室关于印发2022年茶园提质任务的通知
绿政办发〔2022〕21号
各乡镇{0}，县直各单位：
《2022年茶园提质任务》已经县{0}同意，现印发给你们。
绿春县{0}办公室
2022年5月9日
1 | 改造低产茶园三千亩 | 县农业农村局 | 大兴镇{0}、牛孔镇{0} | 2022年9月底前
2 | 建初制所两个 | 县农业农村局 | 各乡镇{0} | 2022年11月底前"""
OF_GOVERNMENT = """绿春县{0}关于印发2022年茶园提质任务的通知
绿政发〔2022〕4号
各乡镇{0}，县直各单位：
绿春县{0}
2022年5月9日
1 | 改造低产茶园三千亩 | 县农业农村局 | 大兴镇{0}、牛孔镇{0} | 2022年9月底前"""
IN_PART = """石棉县{0}办公室关于印发2021年河长制任务的通知
石府办发〔2021〕9号
各乡镇人民政府，县级各部门：
经县{0}同意，现将任务印发给你们。
1 | 清理河道 | 县水利局 | 新棉街道办事处、美罗镇{0} | 2021年6月底前
2 | 整治排污口 | 石棉生态环境局 | 各乡镇人民政府 | 2021年10月底前"""
BOTH_WORDS = """凤台县{0}办公室关于印发2023年营商环境任务的通知-凤台县{0}
凤政办〔2023〕7号
各乡镇{0}，县{1}各部门：
任务已经县{0}同意，现印发给你们。
1 | 公开办事指南 | 县数据资源局 | 县{1}门户网站专栏 | 2023年3月底前
2 | 清理拖欠账款 | 县财政局 | 各乡镇{0} | 2023年6月底前"""
TWO_BRANDS = """绩溪县{0}办公室关于印发2022年徽菜产业任务的通知
绩政办〔2022〕30号
各乡镇{0}，县直各单位：
《任务》已经县{1}同意，现印发给你们。
1 | 培训厨师二百人 | 县人社局 | 长安镇{1}、伏岭镇{1} | 2022年8月底前
2 | 办徽菜节 | 县文旅局 | 临溪镇{0}、各乡镇{0} | 2022年10月底前"""
CELL_A_LINE = """通城县{0}办公室关于印发2023年任务的通知
隽政办发〔2023〕5号
各乡镇{0}：
已经县{0}同意，现印发给你们。
通城县{0}办公室
2023年3月10日
县文化和旅游局
隽水镇{0}
2023年12月底前
县林业局
麦市镇{0}
2023年12月31日前"""
WITH_LETTERS = ["9001w以诚为本", "tyc太阳成集团12345", "新宝5xb", "3044am永利集团", "大发888集团", "jbo竞博66"]
WITHOUT = ["云顶集团", "太阳集团", "千赢国际", "金年会"]


def lines(page, *words):
    return page.format(*words).split("\n")


@pytest.mark.parametrize("brand", WITH_LETTERS + WITHOUT)
@pytest.mark.parametrize("page", [NOTICE, OF_GOVERNMENT], ids=["office", "government"])
def test_the_same_odd_token_wherever_a_government_is_demanded_is_one(page, brand, mended):
    assert mended(*lines(page, brand)) == lines(page, "人民政府")


@pytest.mark.parametrize("brand", WITH_LETTERS)
def test_a_brand_in_part_of_the_places_is_undone_beside_the_word_itself(brand, mended):
    assert mended(*lines(IN_PART, brand)) == lines(IN_PART, "人民政府")


def test_a_name_that_a_company_may_have_stays_where_the_word_itself_stands_too_and_is_noted(repaired):
    outline = repaired(*lines(IN_PART, "博悦集团"))
    assert [block.text.text for block in outline.blocks()] == lines(IN_PART, "博悦集团")
    assert ["博悦集团" in message for code, message in outline.notes if code == "foreign_name"] == [True]


@pytest.mark.parametrize("brand", ["sun0033网投", "bob半岛体育", "半岛体育", "凯发k8"])
def test_each_place_says_whether_the_brand_is_the_full_word_or_the_short_one(brand, mended):
    assert mended(*lines(BOTH_WORDS, brand, brand)) == lines(BOTH_WORDS, "人民政府", "政府")


@pytest.mark.parametrize("brands", [("vns5675威尼", "hb88浩博"), ("凯发k8", "hb88浩博")])
def test_two_brands_on_a_page_are_both_undone(brands, mended):
    assert mended(*lines(TWO_BRANDS, *brands)) == lines(TWO_BRANDS, "人民政府", "人民政府")


@pytest.mark.parametrize("brand", ["开云体育", "k66凯时号"])
def test_a_town_above_its_deadline_is_no_signature_of_an_office(brand, mended):
    assert mended(*lines(CELL_A_LINE, brand)) == lines(CELL_A_LINE, "人民政府")


def test_a_proved_brand_behind_the_title_is_taken_off(mended):
    printed = lines(NOTICE, "9001w以诚为本")
    assert mended(printed[0] + "-9001w以诚为本", *printed[1:]) == lines(NOTICE, "人民政府")


def test_repairing_an_unknown_brand_again_changes_nothing(mended):
    once = mended(*lines(TWO_BRANDS, "vns5675威尼", "hb88浩博"))
    assert mended(*once) == once


LIKE = """绿春县{0}办公室关于印发任务的通知
{1}〔2022〕21号
各乡镇{0}，县直各单位：
已经县{0}同意，现印发给你们。
1 | 改造 | 县农业农村局 | 大兴镇{0}、牛孔镇{0} | 2022年9月底前"""
BODIES = "安委会 农商银行 残联 妇联 人武部 总工会 文明办 红十字会 党工委 河长 路长 专班 消防救援 移民搬迁 志愿服务 双创 老龄 12345 12345热线 120急救 5G BIM".split()  # noqa: SIM905


@pytest.mark.parametrize("number", ["绿政办发", "绿安发"])
@pytest.mark.parametrize("name", BODIES)
def test_a_body_or_a_work_that_stands_in_all_those_places_stays(name, number, repaired):
    outline = repaired(*lines(LIKE, name, number))
    assert [block.text.text for block in outline.blocks()] == lines(LIKE, name, number)
    assert not outline.notes


@pytest.mark.parametrize("name", ["城投集团", "水务集团", "农投集团", "文旅集团"])
def test_a_company_under_its_own_number_stays(name, repaired):
    outline = repaired(*lines(LIKE, name, "绿投发"))
    assert [block.text.text for block in outline.blocks()] == lines(LIKE, name, "绿投发")
    assert not outline.notes


COMPANIES = [
    "宿迁市人民政府办公室关于印发管网任务的通知|宿政办发〔2022〕5号|各县（区）人民政府，市城投集团：|已经市政府同意。|市城投集团、宿豫区城投集团、各县（区）城投集团|沭阳县水务集团、各县（区）水务集团",
    "绿春县人民政府办公室关于印发太阳能路灯任务的通知|绿政办发〔2022〕21号|各乡镇人民政府，县太阳能办公室：|大兴镇太阳能站、各乡镇太阳能站",
    "宿迁市12345热线办公室关于印发任务的通知|宿政热线办〔2022〕2号|各县（区）12345热线办公室：|经市12345热线办公室同意，由宿豫区12345、泗洪县12345落实。",
    "铜仁市5G办公室关于印发基站任务的通知|铜政办发〔2022〕2号|各县（区）5G办公室：|经市5G办公室同意，由碧江区5G办、万山区5G办落实。",
    "台江县村BA办公室关于印发赛事任务的通知|台政办发〔2023〕7号|各乡镇村BA领导小组：|经县村BA办公室同意，施洞镇村BA队、老屯乡村BA队参赛。",
    "绩溪县EOD项目办公室关于印发任务的通知|绩政办〔2022〕30号|各乡镇EOD项目部：|经县EOD项目领导小组同意，长安镇EOD项目、伏岭镇EOD项目推进。",
    "凤台县政务公开办公室关于印发任务的通知|凤政办〔2023〕7号|各乡镇政务公开办公室：|经县政务公开领导小组同意，现印发。",
    "凤台县供销社关于印发任务的通知|凤政办〔2023〕7号|各乡镇供销社，县供销社：|经县供销社同意，城关镇供销社、桂集镇供销社落实。",
]


@pytest.mark.parametrize("page", COMPANIES)
def test_names_of_companies_hotlines_and_works_stay(page, repaired):
    outline = repaired(*page.split("|"))
    assert [block.text.text for block in outline.blocks()] == page.split("|")
    assert not outline.notes


def test_a_brand_in_what_nobody_sees_is_not_noted(rules):
    hidden = Block("p[2]", TracedText("k8凯发"), "p", set_aside="hidden")
    shown = Block("p[1]", TracedText("关于印发任务的通知"), "p")
    assert not repair_outline(Outline((shown, hidden), "text/html", "utf-8"), rules).notes


OF_PEOPLE = """{0}人民{1}办公室关于印发{0}2021年民生实事要点的通知
{2}政办发〔2021〕8号
各乡镇人民{1}，县政府各部门：
1.改造老旧小区12个，各乡镇人民{1}配合，9月底前完成。
{0}人民{1}办公室"""


@pytest.mark.parametrize(
    "brand", ["开元体育", "米兰国际", "九游娱乐", "博亚平台", "金宝集团", "开心棋牌", "万家乐平台", "鼎盛国际"]
)
@pytest.mark.parametrize(("place", "letter"), [("安平县", "安"), ("库车市", "库"), ("垣曲县", "垣")])
def test_behind_the_people_a_brand_made_of_words_is_the_government_even_where_the_page_prints_it(brand, place, letter, mended):
    lines = OF_PEOPLE.format(place, brand, letter).split("\n")
    assert mended(*lines) == OF_PEOPLE.format(place, "政府", letter).split("\n")


@pytest.mark.parametrize("office", ["办公室", "办公厅"])
@pytest.mark.parametrize("brand", ["QX88娱", "tyc太阳城", "9001w娱乐"])
def test_the_office_behind_a_brand_that_stands_once_is_none_of_it(brand, office, mended):
    lines = (f"根据省人民{brand}{office}《关于开展清查的通知》（鲁政办字〔2019〕31号），结合我局实际，制定本方案。",)
    assert mended(*lines) == [lines[0].replace(brand, "政府")]


def test_a_brand_of_words_is_found_without_title_and_signature(mended):
    lines = ("各街道办事处，各镇人民悦博体育：", "根据《长安市人民悦博体育办公厅关于印发计划的通知》，现将任务印发给你们。")
    assert "悦博体育" not in "".join(mended(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ("东山县人民防空办公室关于印发要点的通知", "东人防办〔2021〕3号", "由县人民防空办公室负责。"),
        ("东山县人民政府办公室关于印发要点的通知", "东政办发〔2021〕3号", "由县人民来访接待办公室、县人民武装部办公室负责。"),
        ("东山县人民政府关于印发要点的通知", "东政发〔2021〕3号", "新建市人民体育馆，支持市人民国际旅行社、推广人民优选平台。"),
        ("东山县人民政府关于印发要点的通知", "东政发〔2021〕3号", "引进开元体育，办开元体育杯赛事。责任单位：县体育局。"),
        ("东山县人民法院办公室关于印发要点的通知", "由县人民检察院办公室、县人民医院办公室配合。"),
        ("东山市人民调解委员会办公室关于印发要点的通知", "由市人民广播电台、市人民公园管理处办公室负责。"),
    ],
)
def test_what_can_stand_behind_the_people_stays(lines, mended):
    assert mended(*lines) == list(lines)
