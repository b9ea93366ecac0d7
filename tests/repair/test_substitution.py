"""Names in the place of others: brands for a government or a city, another agency's name for the issuer; and names that stay."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.traced import TracedText


@pytest.fixture(scope="module")
def repaired(every_rule):
    def repair(text):
        blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(text.split("\n"), 1))
        return repair_outline(Outline(blocks, "text/plain", "utf-8"), every_rule)

    return repair


@pytest.fixture(scope="module")
def mended(repaired):
    return lambda text: "\n".join(block.text.text for block in repaired(text).blocks())


def repairs_of(outline):
    return [repair for block in outline.blocks() for repair in block.text.repairs if repair.kind == "substitution"]


def notes_of(outline):
    return [message for code, message in outline.notes if code == "foreign_name"]


COUNTY = """汉寿{0}关于印发2022年农村厕所改造任务的通知
汉政办发〔2022〕5号
各乡镇{1}，县直各有关单位：
经{2}同意，现印发给你们。
汉寿{0}
2022年3月2日
1 | 改造户厕一千座 | 县农业农村局 | 各乡镇{1} | 10月底前
2 | 建垃圾中转站 | 县住建局、县城管局 | 岩汪湖镇{1} | 6月底前"""
CITY = """宿迁{0}关于印发2021年清河任务的通知
来源：宿迁{0} 浏览次数：
宿政办发〔2021〕16号
各县（区）{1}，市各有关部门：
《清河任务》已经{2}同意，现印发给你们。
宿迁{0}
2021年4月6日
1 | 编制实施方案 | 市水利局 | 宿豫区{1}、泗洪县{1} | 2021年5月底 |
2 | 打击非法捕捞 | 市公安局 | 沿湖乡镇{1} | 常态化推进 |
3 | 约谈不达标的县（区）{1}主要负责人 | 市河长办 | 市纪委监委 | 每季度 |"""
COUNTY_WORDS = ("县人民政府办公室", "人民政府", "县人民政府")
CITY_WORDS = ("市人民政府办公室", "人民政府", "市人民政府")


@pytest.mark.parametrize("brand", ["和记AG", "凯发k8国际", "尊龙凯时", "江南体育", "乐鱼体育", "QY球9", "翡龙汇"])
@pytest.mark.parametrize(("page", "words"), [(COUNTY, COUNTY_WORDS), (CITY, CITY_WORDS)], ids=["county", "city"])
def test_a_brand_that_stands_for_several_words_is_read_place_by_place(page, words, brand, mended):
    assert mended(page.format(brand, brand, brand)) == page.format(*words)


def test_a_brand_for_the_whole_of_the_office_alone_is_read_from_the_number(mended):
    brand = "江南体育官方网站入口"
    assert mended(CITY.format(brand, "人民政府", "市人民政府")) == CITY.format(*CITY_WORDS)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("责任单位：宿豫区凯发k8国际、泗洪县人民政府", "责任单位：宿豫区人民政府、泗洪县人民政府"),
        ("责任单位：宿豫区凯发k8国际、泗洪县政府、沭阳县政府", "责任单位：宿豫区政府、泗洪县政府、沭阳县政府"),
        ("各市州、县市区和记AG，省直各单位：", "各市州、县市区人民政府，省直各单位："),
        ("已报县凯发k8批准，现印发", "已报县人民政府批准，现印发"),
        ("蒲城县人民政府凯发k8国际关于印发要点的通知", "蒲城县人民政府办公室关于印发要点的通知"),
        ("蒲城县和记AG关于印发要点的通知\n蒲政发〔2021〕3号", "蒲城县人民政府关于印发要点的通知\n蒲政发〔2021〕3号"),
        ("蒲城县和记AG关于印发要点的通知\n蒲政办发〔2021〕3号", "蒲城县人民政府办公室关于印发要点的通知\n蒲政办发〔2021〕3号"),
        (
            "湖南省开云体育办公厅关于印发要点的通知\n（省开云体育办公厅负责）",
            "湖南省人民政府办公厅关于印发要点的通知\n（省人民政府办公厅负责）",
        ),
        (
            "阿坝藏族羌族自治州凯发k8办公室关于印发要点的通知\n马尔康市凯发k8配合",
            "阿坝藏族羌族自治州人民政府办公室关于印发要点的通知\n马尔康市人民政府配合",
        ),
    ],
)
def test_a_place_with_one_reading_is_repaired_even_alone(printed, meant, mended):
    assert mended(printed) == meant


@pytest.mark.parametrize(
    ("text", "word", "others"),
    [
        ("各区县（市）人民和记AG，高新区管委会：", "政府", ()),
        ("宿迁市和记AG办公室关于印发要点的通知", "人民政府", ("政府",)),
        ("（市和记AG办公室牵头）", "人民政府", ("政府",)),
        ("在和记AG门户网站公开", "政府", ()),
        ("责任单位：泗洪县和记AG", "人民政府", ("政府",)),
        ("责任单位：泗洪县和记AG、沭阳县政府", "政府", ("人民政府",)),
        ("宿迁市和记AG关于印发要点的通知\n宿政办发〔2021〕1号", "人民政府办公室", ("人民政府",)),
    ],
)
def test_where_both_words_fit_the_other_is_an_alternative(text, word, others, repaired):
    first = repairs_of(repaired(text))[0]
    assert (first.after, first.alternatives, first.certain) == (word, others, False)


def test_a_page_that_prints_the_bare_word_shows_what_the_brand_stands_for(mended):
    printed = "各区县（市）人民{0}：\n报市{0}办公室。\n依托市{0}网站，经市{0}同意。"
    assert mended(printed.format("和记AG")) == printed.format("政府")


CITY_NAME = """{0}人民政府办公室关于印发2021年清河任务的通知
宿政办发〔2021〕16号
各县（区）人民政府：
已经市人民政府同意，现印发给你们。
{0}人民政府办公室
2021年4月6日
1 | 编制实施方案 | 市水利局 | 宿豫区人民政府、泗洪县人民政府 | 2021年5月底 |
2 | 完成溯源监测 | {0}生态环境局 | 各县（区）人民政府 | 2021年9月底 |"""


@pytest.mark.parametrize("brand", ["BB娱乐平台", "凯发k8国际", "QY球9"])
def test_a_brand_for_the_name_of_a_city_is_read_from_its_counties_and_number(brand, mended):
    assert mended(CITY_NAME.format(brand)) == CITY_NAME.format("宿迁市")


@pytest.mark.parametrize(
    ("rest", "name"),
    [
        ("责任单位：利州区政府、剑阁县政府、青川县政府", "广元市"),
        ("印发至广元市各部门，广元市生态环境局。\n广府办发〔2021〕3号", "广元市"),
        ("责任单位：惠农区人民政府、平罗县人民政府", "石嘴山市"),
    ],
)
def test_a_bureau_gets_its_city_back_where_the_page_names_its_counties(rest, name, mended):
    printed = "{0}教育局关于印发任务的通知\n1. 市水利局牵头。\n" + rest
    assert mended(printed.format("凯发k8国际")) == printed.format(name)


def test_a_city_that_the_page_does_not_prove_stays_and_is_noted(repaired):
    text = "BB娱乐平台教育局关于印发任务的通知\n1 | 建台账 | BB娱乐平台教育局 | 2021年6月底\n2 | 家访 | 各中小学 | 2021年9月底"
    outline = repaired(text)
    assert [(block.text.text, block.set_aside) for block in outline.blocks()] == [(line, None) for line in text.split("\n")]
    assert len(notes_of(outline)) == 1


def test_two_cities_with_as_many_counties_prove_nothing(repaired):
    text = "凯发k8国际教育局关于印发任务的通知\n市水利局、宿豫区、泗洪县、利州区、剑阁县"
    assert not repairs_of(repaired(text))


@pytest.mark.parametrize(
    "page", [CITY.format(*["凯发k8国际"] * 3), COUNTY.format(*["翡龙汇"] * 3), "BB娱乐平台教育局关于印发任务的通知"]
)
def test_repairing_a_brand_again_changes_nothing(page, mended):
    assert mended(mended(page)) == mended(page)


KEPT = [
    "推进5G网络、APP和AI应用，做好互联网+政务服务",
    "全市APP、全区APP统一入口，县APP信息公开，区APP网站整合",
    "华为公司门户网站信息公开\n华为信息公开，华为网站，与县华为公司合作",
    "推动市12345热线、区12345热线、县12345热线并线，12345热线办公室",
    "长沙ABC集团关于印发安全方案的通知\n来源：长沙ABC集团\n经ABC集团同意，各县（区）ABC集团分公司：",
    "宿迁市水利局关于印发任务的通知\n各县（区）水利局，宿豫区水利局、泗洪县水利局：\n经市水利局同意，由水利局办公室负责",
    "宿迁经济技术开发区关于印发任务的通知\n各县（区）、各园区：\n经开发区同意",
    "衡山县开云镇人民政府关于印发任务的通知\n开云镇人民政府、县开云镇、开云镇办公室\n经开云镇人民政府同意",
    "县威尼斯人小区、区太阳城小区完成改造",
    "打击本市凯发k8、和记AG等网络赌博平台",
    "查处县凯发k8国际网络赌博案件",
    "宿迁BIM应用关于推广的通知\n县BIM中心，区BIM中心",
    "各县（区）5A级景区、各市4A级景区，市5A级景区办公室",
    "经业主大会同意，经本人同意，经市委常委会同意",
    "宿豫区GDP、泗洪县GDP、沭阳县GDP增长6%，各县（区）GDP统计",
    "在全市推广“皖事通”，县皖事通办公室、区皖事通网站",
    "中国移动宿迁分公司关于印发任务的通知\n各县（区）移动分公司",
    "宿迁日报关于征集线索的启事\n来源：宿迁日报",
    "市AI产业办、区AI产业办，省AI产业部门",
    "省市县三级政府网站IPv6改造，市IPv6办公室，区IPv6门户网站",
    "县PPP中心、市PPP办公室、区PPP网站",
    "南京大学-伦敦国王学院联合医学院、南京大学-伦敦国王学院联合医学院",
    "首页-政务公开\n首页-政务公开\n首页-政务公开",
    "市场监管总局-地方局-基层所三级联动，市场监管总局-地方局-基层所",
    "关于印发要点的通知-宿迁市人民政府\n宿迁市人民政府-政务公开\n宿迁市人民政府",
    "上海-嘉兴科创走廊，上海-嘉兴科创走廊，上海-嘉兴科创走廊",
    "K9课程、县K12学校，区K12学校，市K12教育部门",
]


@pytest.mark.parametrize("text", KEPT)
def test_legitimate_names_stay_and_are_not_noted(text, repaired):
    outline = repaired(text)
    assert "\n".join(block.text.text for block in outline.blocks()) == text
    assert not [block for block in outline.blocks() if block.set_aside]
    assert not notes_of(outline) or "凯发" in text


FOREIGN = """{0}关于印发《{0}审核方案》的通知
渝电大招〔2020〕7号
{0}文件
学校各单位：按照{0}的要求执行。
{0}
重庆广播电视大学办公室 2020年8月17日印发"""


def test_a_doubled_name_gives_way_to_the_one_that_stands_alone(mended):
    assert mended(FOREIGN.format("重庆市合川广播电视大学-重庆广播电视大学")) == FOREIGN.format("重庆广播电视大学")


BUREAU = """{0}优化营商环境实施方案
来源：{0}
促进我市林业发展，在全市林业系统开展行动，成立市林业局领导小组。
一、开展排查。
{0}
2019年5月22日
地址：吉林市丰满区 网站标识码：2202000006"""


def test_a_doubled_name_of_a_county_gives_way_to_the_city_that_the_page_proves(repaired):
    outline = repaired(BUREAU.format("吉林省安图县林业局-安图县林业局"))
    assert "\n".join(block.text.text for block in outline.blocks()) == BUREAU.format("吉林市林业局")
    assert {repair.alternatives for repair in repairs_of(outline)} == {("安图县林业局", "吉林省安图县林业局")}


def test_a_doubled_name_that_nothing_explains_stays_and_is_noted(repaired):
    outline = repaired("吉林省安图县林业局-安图县林业局管理办法\n吉林省安图县林业局-安图县林业局\n第一条 为了规范管理。")
    assert not repairs_of(outline)
    assert "安图县林业局" in notes_of(outline)[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "岚皋县教育体育局关于印发控辍保学任务的通知\n各地：\n金水区、中牟县、荥阳市、新郑市、登封市分别上报。",
            "岚皋县教育体育局",
        ),
        ("安图县林业局关于印发造林任务的通知\n促进我市林业发展，在全市开展，由市林业局牵头。", "安图县林业局"),
        ("现印发给你们，请落实。道真县人力资源网2018年3月9日", "道真县人力资源网"),
    ],
)
def test_an_issuer_that_the_page_contradicts_stays_and_is_noted(text, name, repaired):
    outline = repaired(text)
    assert "\n".join(block.text.text for block in outline.blocks()) == text
    assert any(name in message for message in notes_of(outline))


@pytest.mark.parametrize(
    "text",
    [
        "安图县林业局关于印发造林任务的通知\n各乡镇林业站：\n全县开展行动。按照州林业局要求，由县林业局牵头。",
        "岚皋县教育体育局关于印发任务的通知\n汉滨区、紫阳县、旬阳市、平利县、岚皋县联动。",
        "来源：德阳市人民政府网 2019年7月4日",
        "浦东新区教育局关于印发任务的通知\n各学校：\n按照全市部署，市教育局要求，本区各校落实。",
    ],
)
def test_an_issuer_that_the_page_bears_out_is_not_noted(text, repaired):
    assert not notes_of(repaired(text))


CODED = "{0}\n{1}关于印发任务的通知\n{2}〔2020〕5号\n1.做好工作。责任单位：各乡镇"


@pytest.mark.parametrize(
    ("code", "name", "number"),
    [
        ("索引号：114100000058123456/2020-00012", "岚皋县教育体育局", "豫教基"),
        ("网站标识码：5106230001", "安图县林业局", "中林发"),
        ("网站标识码：4401000001", "德阳市财政局", "穗财"),
    ],
)
def test_a_name_that_neither_code_nor_number_can_belong_to_is_noted_and_stays(code, name, number, every_rule):
    lines = CODED.format(code, name, number).split("\n")
    outline = repair_outline(
        Outline(tuple(Block(f"line[{n}]", TracedText(x), "line") for n, x in enumerate(lines)), "", ""), every_rule
    )
    assert [block.text.text for block in outline.blocks()] == lines
    assert ["foreign_name" for code, message in outline.notes if name in message] == ["foreign_name"]


@pytest.mark.parametrize(
    ("code", "name", "number"),
    [
        ("网站标识码：5106230001", "德阳市财政局", "德财"),
        ("网站标识码：5106000001", "四川省财政厅", "川财"),
        ("索引号：113701130042070099-A/2020-1", "长清区财政局", "长财"),
        ("网站标识码：4401000001", "德阳市财政局", "德财"),
        ("网站标识码：5106230001", "云岭县财政局", "云财"),
    ],
)
def test_a_name_that_a_code_or_the_number_bears_out_is_not_noted(code, name, number, every_rule):
    lines = CODED.format(code, name, number).split("\n")
    outline = repair_outline(
        Outline(tuple(Block(f"line[{n}]", TracedText(x), "line") for n, x in enumerate(lines)), "", ""), every_rule
    )
    assert not outline.notes


TITLED = (
    "云岭县{0}办公室关于印发《云岭县2023年{0}信息公开工作要点》的通知",
    "云岭县人民{0}办公室关于印发〈{0}工作报告〉重点任务分工的通知",
    "《云岭县2023年{0}信息公开工作要点》",
    "云岭县2023年法治{0}建设工作要点",
    "关于印发《云岭县2023年{0}门户网站检查方案》的通知",
)
PROVED = (
    "云政办发〔2023〕3号",
    "各乡镇人民{0}，县{0}各工作部门：",
    "经县{0}同意，现将要点印发给你们。",
    "云岭县人民{0}办公室",
    "2023年3月6日",
)


@pytest.mark.parametrize("brand", ["新葡京娱乐", "必威体育", "和记AG", "凯发k8", "开云体育"])
@pytest.mark.parametrize("title", TITLED)
def test_a_brand_in_a_quoted_title_becomes_the_word_and_takes_none_along(title, brand, mended):
    page = "\n".join((title, *PROVED))
    assert mended(page.format(brand)) == page.format("政府")


@pytest.mark.parametrize("title", TITLED[2:])
def test_a_quoted_title_loses_no_word_where_nothing_proves_what_the_brand_replaced(title, mended):
    assert mended(title.format("新葡京娱乐")) in (title.format("新葡京娱乐"), title.format("政府"))
