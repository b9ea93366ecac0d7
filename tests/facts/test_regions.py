"""Where a notice comes from. The facts about divisions are a reader's own knowledge, not the register's."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipeline.facts.places.regions import RegionClues, RegionRule, RegionRules, locate, region_at, region_by_code, try_example
from pipeline.facts.places.register import read_divisions
from pipeline.facts.places.zones import zone_of

FOLDER = Path(__file__).parents[2] / "rules"


@cache
def rules() -> RegionRules:
    entries = yaml.load((FOLDER / "regions.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["rules"]
    divisions = read_divisions((FOLDER / "regions" / "divisions.tsv").read_text("utf-8"))
    return RegionRules.build([TypeAdapter(RegionRule).validate_python(entry) for entry in entries], divisions)


def told(region):
    return None if region is None else " ".join([region.code, *filter(None, (region.province, region.city, region.county))])


@pytest.mark.parametrize("rule", rules().entries, ids=lambda rule: rule.id)
def test_every_rule_does_what_its_examples_say(rule):
    assert [try_example(rule, rules(), example.said) for example in rule.examples] == [e.gives for e in rule.examples]
    assert {kept: try_example(rule, rules(), kept) for kept in rule.keep} == dict.fromkeys(rule.keep, "")


def test_a_rule_for_a_code_that_never_was_is_refused():
    with pytest.raises(ValueError, match="no division ever had the code 519999"):
        RegionRules.build([RegionRule(id="x", part="alias", gives="519999", words=("某地",))], rules().register.divisions)


@pytest.mark.parametrize(
    "row", ["5117000\t达州市\t2\t1999\t\t", "511700\t达州市\t4\t1999\t\t", "511700 达州市", "511700\t\t2\t1999\t\t"]
)
def test_a_row_that_is_no_division_is_refused_with_its_line(row):
    with pytest.raises(ValueError, match="line 2"):
        read_divisions("code\tname\tlevel\tfirst_year\tlast_year\tsite\n" + row)


# --- the register -------------------------------------------------------------------------------------------------------


def test_the_register_is_complete():
    today = [d for d in rules().register.divisions if d.distance(2024) == 0]
    counts = {level: sum(1 for d in today if d.level == level) for level in (1, 2, 3)}
    assert counts == {1: 34, 2: 333, 3: 2846}


def test_a_code_stands_for_one_division_at_a_time():
    for divisions in rules().register.by_code.values():
        spans = sorted((d.first_year, d.last_year) for d in divisions)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(spans)), divisions


def test_every_county_of_today_has_a_province_and_its_city_where_it_has_one():
    for division in rules().register.divisions:
        if division.level == 3 and division.distance(2024) == 0:
            region = rules().register.region(division, 2024)
            assert region.province
            direct = division.code[2:4] in ("01", "02") and division.code[:2] in ("11", "12", "31", "50")
            assert bool(region.city) != (direct or division.code[2:4] == "90"), division


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("北京市", 2024, "110000 北京市"),
        ("崇文区", 2009, "110103 北京市 崇文区"),
        ("崇文区", 2015, None),
        ("滨海新区", 2015, "120116 天津市 滨海新区"),
        ("石家庄市", 2020, "130100 河北省 石家庄市"),
        ("太原市", 2020, "140100 山西省 太原市"),
        ("呼和浩特市", 2020, "150100 内蒙古自治区 呼和浩特市"),
        ("大连市", 2020, "210200 辽宁省 大连市"),
        ("延边朝鲜族自治州", 2020, "222400 吉林省 延边朝鲜族自治州"),
        ("哈尔滨市", 2020, "230100 黑龙江省 哈尔滨市"),
        ("浦东新区", 2020, "310115 上海市 浦东新区"),
        ("昆山市", 2020, "320583 江苏省 苏州市 昆山市"),
        ("义乌市", 2020, "330782 浙江省 金华市 义乌市"),
        ("巢湖市", 2005, "341400 安徽省 巢湖市"),
        ("巢湖市", 2015, "340181 安徽省 合肥市 巢湖市"),
        ("宿州市", 2020, "341300 安徽省 宿州市"),
        ("平潭县", 2016, "350128 福建省 福州市 平潭县"),
        ("上饶市", 2020, "361100 江西省 上饶市"),
        ("莱芜市", 2015, "371200 山东省 莱芜市"),
        ("莱芜区", 2021, "370116 山东省 济南市 莱芜区"),
        ("济源市", 2020, "419001 河南省 济源市"),
        ("襄樊市", 2008, "420600 湖北省 襄樊市"),
        ("襄阳市", 2015, "420600 湖北省 襄阳市"),
        ("仙桃市", 2020, "429004 湖北省 仙桃市"),
        ("长沙市", 2020, "430100 湖南省 长沙市"),
        ("中山市", 2021, "442000 广东省 中山市"),
        ("东莞市", 2021, "441900 广东省 东莞市"),
        ("防城港市", 2021, "450600 广西壮族自治区 防城港市"),
        ("三沙市", 2015, "460300 海南省 三沙市"),
        ("儋州市", 2014, "469003 海南省 儋州市"),
        ("儋州市", 2020, "460400 海南省 儋州市"),
        ("达州市", 2021, "511700 四川省 达州市"),
        ("达县", 2010, "511721 四川省 达州市 达县"),
        ("达川区", 2015, "511703 四川省 达州市 达川区"),
        ("毕节地区", 2009, "522400 贵州省 毕节地区"),
        ("毕节市", 2015, "520500 贵州省 毕节市"),
        ("普洱市", 2010, "530800 云南省 普洱市"),
        ("思茅市", 2005, "530800 云南省 思茅市"),
        ("那曲地区", 2015, "542400 西藏自治区 那曲地区"),
        ("那曲市", 2019, "540600 西藏自治区 那曲市"),
        ("西安市", 2020, "610100 陕西省 西安市"),
        ("定西市", 2020, "621100 甘肃省 定西市"),
        ("海东地区", 2010, "632100 青海省 海东地区"),
        ("海东市", 2015, "630200 青海省 海东市"),
        ("吴忠市", 2020, "640300 宁夏回族自治区 吴忠市"),
        ("石河子市", 2020, "659001 新疆维吾尔自治区 石河子市"),
        ("重庆市", 1990, "510200 四川省 重庆市"),
        ("重庆市", 2000, "500000 重庆市"),
        ("凉山州", 2020, "513400 四川省 凉山彝族自治州"),
        ("道真县", 2018, "520325 贵州省 遵义市 道真仡佬族苗族自治县"),
    ],
)
def test_what_a_reader_knows_of_divisions(name, year, expected):
    assert told(region_at(name, year, rules())) == expected


def test_the_parents_of_a_code_are_those_of_its_year():
    assert told(region_by_code("513021", 1995, rules())) == "513021 四川省 达川地区 达县"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恩施土家族苗族自治州", "恩施"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
    ],
)
def test_short_names_leave_the_peoples_out(name, short):
    assert rules().register.endings.short(name) == short


# --- locating -----------------------------------------------------------------------------------------------------------


def C(issuer=None, **clues):  # noqa: N802
    return RegionClues(issuer, **clues)


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (C("达州市人民政府办公室", year=2021), "511700 四川省 达州市"),
        (C("四川省达州市通川区教育局", year=2021), "511702 四川省 达州市 通川区"),
        (C("达州高新区管委会", year=2021), "511700 四川省 达州市"),
        (C("中共达州市委办公室 达州市人民政府办公室", year=2021), "511700 四川省 达州市"),
        (C("国家税务总局德阳市税务局", year=2021), "510600 四川省 德阳市"),
        (C("内蒙古自治区人民政府办公厅", year=2021), "150000 内蒙古自治区"),
        (C("凉山州人民政府办公室", year=2021), "513400 四川省 凉山彝族自治州"),
        (C("吉林省安图县林业局", year=2020), "222426 吉林省 延边朝鲜族自治州 安图县"),
        (C("上海市浦东新区人民政府", year=2020), "310115 上海市 浦东新区"),
        (C("黄山市黄山区人民政府", year=2020), "341003 安徽省 黄山市 黄山区"),
        (C("重庆市江北区人民政府", year=2020), "500105 重庆市 江北区"),
        (C("平潭综合实验区管委会办公室", year=2022), "350128 福建省 福州市 平潭县"),
        (C("第八师石河子市人民政府", year=2022), "659001 新疆维吾尔自治区 石河子市"),
        (C("新疆生产建设兵团第八师"), "659001 新疆维吾尔自治区 石河子市"),
        (C("第六师办公室"), "659004 新疆维吾尔自治区 五家渠市"),
        (C("第一师范学校"), None),
        (C("前郭县人民政府"), "220721 吉林省 松原市 前郭尔罗斯蒙古族自治县"),
        (C("喀左县人民政府办公室"), "211324 辽宁省 朝阳市 喀喇沁左翼蒙古族自治县"),
        (C("云南滇中新区管委会"), "530000 云南省"),
        (C("赣江新区管理委员会"), "360000 江西省"),
        (C("两江新区管委会", year=2020), "500000 重庆市"),
        (C("中国（上海）自由贸易试验区临港新片区管委会"), "310000 上海市"),
        (C("中国（海南）改革发展研究院"), None),
        (C("巢湖市人民政府", year=2008), "341400 安徽省 巢湖市"),
        (C("巢湖市人民政府", year=2015), "340181 安徽省 合肥市 巢湖市"),
        (C("寿县人民政府", year=2014), "341521 安徽省 六安市 寿县"),
        (C("寿县人民政府", year=2018), "340422 安徽省 淮南市 寿县"),
        (C("思茅市人民政府", year=2005), "530800 云南省 思茅市"),
        (C("公主岭市人民政府", year=2021), "220184 吉林省 长春市 公主岭市"),
        (C("儋州市人民政府", year=2013), "469003 海南省 儋州市"),
        (C("襄樊市人民政府", year=2010), "420600 湖北省 襄樊市"),
        (C("莱芜市人民政府", year=2018), "371200 山东省 莱芜市"),
        (C("成都天府新区管委会", year=2022), "510100 四川省 成都市"),
        (C("大连金普新区管委会", year=2022), "210200 辽宁省 大连市"),
        (C("漳州台商投资区管委会", year=2022), "350600 福建省 漳州市"),
        (C("郑州航空港经济综合实验区管委会", year=2022), "410100 河南省 郑州市"),
        (C("山西转型综合改革示范区管委会", year=2022), "140000 山西省"),
        (C("珠海横琴新区管委会", year=2020), "440400 广东省 珠海市"),
        (C("广州南沙开发区管委会", year=2020), "440115 广东省 广州市 南沙区"),
        (C("国务院办公厅"), "000000"),
        (C("国家发展改革委 财政部"), "000000"),
        (C("生态环境部"), "000000"),
    ],
)  # fmt: skip
def test_an_issuers_name_decides(clues, expected):
    assert told(locate(clues, rules())) == expected


@pytest.mark.parametrize(
    "issuer",
    [
        "朝阳区人民政府",
        "鼓楼区人民政府办公室",
        "市中区人民政府",
        "郊区人民政府",
        "城关区教育局",
        "和平区人民政府",
        "新华区财政局",
    ],
)
def test_a_name_that_several_places_share_is_not_guessed(issuer):
    assert locate(C(issuer, year=2021), rules()) is None


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (C("朝阳区人民政府", texts=("主办单位：北京市朝阳区人民政府",), year=2021), "110105 北京市 朝阳区"),
        (C("朝阳区人民政府", texts=("长春市朝阳区",), year=2021), "220104 吉林省 长春市 朝阳区"),
        (C("朝阳区人民政府办公室", texts=("京ICP备05083646号",), year=2021), "110105 北京市 朝阳区"),
        (C("鼓楼区人民政府办公室", texts=("江苏省南京市",), year=2021), "320106 江苏省 南京市 鼓楼区"),
        (C("鼓楼区人民政府办公室", title="福州市鼓楼区2021年工作要点", year=2021), "350102 福建省 福州市 鼓楼区"),
        (C("鼓楼区人民政府办公室", texts=("网站标识码：4102040001",), year=2021), "410204 河南省 开封市 鼓楼区"),
        (C("市中区人民政府", texts=("乐山市市中区人民政府主办",), year=2021), "511102 四川省 乐山市 市中区"),
        (C("江北区人民政府办公室", url="http://www.cq.gov.cn/a.html", year=2021), "500105 重庆市 江北区"),
        (C("江北区人民政府办公室", texts=("浙江省宁波市",), year=2021), "330205 浙江省 宁波市 江北区"),
    ],
)
def test_a_shared_name_is_settled_by_the_rest_of_the_page(clues, expected):
    assert told(locate(clues, rules())) == expected


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (C("市政府办公室", title="市政府办公室关于印发常州市2017年方案的通知", year=2017), "320400 江苏省 常州市"),
        (C("市人民政府办公室", texts=("主办单位：达州市人民政府",), year=2021), "511700 四川省 达州市"),
        (C("市人民政府办公室", texts=("网站标识码：5117000005",), year=2021), "511700 四川省 达州市"),
        (C("省政府办公厅", doc_number="湘政办发〔2021〕1号"), "430000 湖南省"),
        (C("县人民政府办公室", texts=("安图县人民政府主办",), year=2021), "222426 吉林省 延边朝鲜族自治州 安图县"),
        (C(None, title="关于进一步加强政务公开的通知", doc_number="长政务公开办发〔2021〕1号", texts=("各区县(市)人民政府", "长沙高新区管委会"), year=2021), "430100 湖南省 长沙市"),
        (C(None, title="中山市2021年政务公开工作要点分工方案", year=2021), "442000 广东省 中山市"),
        (C(None, doc_number="甘政发〔2022〕9号", texts=("各市、自治州人民政府", "兰州新区管委会")), "620000 甘肃省"),
        (C(None, doc_number="湘政发〔2020〕3号", texts=("各市州、县市区人民政府", "长沙高新区管委会")), "430000 湖南省"),
        (C(None, doc_number="苏政办发〔2021〕13号", texts=("各设区市人民政府", "苏州工业园区管委会")), "320000 江苏省"),
        (C(None, texts=("各市、自治州人民政府", "兰州新区管委会")), None),
        (C(None, doc_number="天政发〔2022〕9号", texts=("各县区人民政府", "天水经济技术开发区管委会")), "620500 甘肃省 天水市"),
        (C(None, url="http://www.dazhou.gov.cn/x.html"), "511700 四川省 达州市"),
        (C(None, title="国务院办公厅关于做好工作的通知"), "000000"),
    ],
)  # fmt: skip
def test_a_nameless_issuer_is_located_by_the_page(clues, expected):
    assert told(locate(clues, rules())) == expected


@pytest.mark.parametrize(
    "clues",
    [
        C(None),
        C("市政府办公室"),
        C("市委宣传部"),
        C("党群工作部"),
        C(None, title="关于做好有关工作的通知"),
        C(None, doc_number="宁府办〔2021〕1号"),
        C(None, doc_number="宁政办发〔2021〕1号"),
        C(None, url="http://www.jinzhou.gov.cn/x"),
        C(None, url="http://www.example.com/dazhou.gov.cn/x"),
        C("县政府办公室", texts=("达州市人民政府",)),
        C("中山大学"),
        C("市教育局", texts=("达州市教育局", "德阳市教育局")),
    ],
)
def test_too_little_evidence_gives_none(clues):
    assert locate(clues, rules()) is None


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("云岭省人民政府办公厅", " 云岭省"),
        ("澜溪市人民政府办公室", " 澜溪市"),
        ("云岭省澜溪市人民政府", " 云岭省 澜溪市"),
        ("青桐县人民政府", " 青桐县"),
        ("四川省澜溪市人民政府", None),
    ],
)
def test_invented_places_keep_their_names_and_get_no_code(issuer, expected):
    region = locate(C(issuer, year=2023), rules())
    assert told(region) == expected if expected else region.code in ("", "510000")


def test_places_that_sound_alike_never_meet():
    names = [
        ("苏州市", "320500"),
        ("宿州市", "341300"),
        ("台州市", "331000"),
        ("泰州市", "321200"),
        ("宜春市", "360900"),
        ("伊春市", "230700"),
        ("福州市", "350100"),
        ("抚州市", "361000"),
    ]
    for name, code in names:
        assert locate(C(f"{name}人民政府办公室", year=2021), rules()).code == code


# Before 1996 many county-level cities had codes outside of their prefecture; see rules/regions/SOURCE.md.
MODERN = [d for d in rules().register.divisions if len(d.name) > 2 and d.last_year >= 1996]


@given(st.sampled_from(MODERN), st.sampled_from(["人民政府", "人民政府办公室", "教育局"]))
@settings(max_examples=200, deadline=None)
def test_a_full_chain_of_names_gives_its_own_code(division, body):
    year = max(division.first_year, 1996)
    region = rules().register.region(division, year)
    chain = "".join(filter(None, (region.province, region.city, region.county)))
    assert locate(C(chain + body, year=year), rules()) == region


@given(st.sampled_from(MODERN))
@settings(max_examples=200, deadline=None)
def test_a_name_alone_is_its_own_place_or_none(division):
    year = max(division.first_year, 1996)
    found = locate(C(f"{division.name}人民政府办公室", year=year), rules())
    assert found is None or found == rules().register.region(division, year)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_words_are_survived(issuer, title, text, url):
    locate(RegionClues(issuer, title, text, "http://" + url, (text, title), 2021), rules())


TASKS = ("市水利局", "市公安局、市农业农村局", "宿豫区人民政府、泗洪县人民政府", "市河长办")


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (C(None, doc_number="宿政办发〔2021〕16号", body=TASKS), "321300 江苏省 宿迁市"),
        (C(None, title="宿迁某某娱乐关于印发清单的通知", doc_number="宿政办发〔2021〕16号", body=(*TASKS[:2], "宿迁市生态环境局")), "321300 江苏省 宿迁市"),
        (C("朝阳区人民政府办公室", doc_number="长朝府办发〔2021〕5号"), "220104 吉林省 长春市 朝阳区"),
        (C("鼓楼区人民政府", body=("南京市财政局", "区财政局、区教育局")), "320106 江苏省 南京市 鼓楼区"),
        (C("县政府办公室", doc_number="青政办发〔2021〕5号", body=("县财政局", "青川县财政局、青川县教育局", "县教育局")), "510822 四川省 广元市 青川县"),
    ],
)  # fmt: skip
def test_the_work_itself_tells_where_the_issuer_does_not(clues, expected):
    assert told(locate(clues, rules())) == expected


@pytest.mark.parametrize(
    "clues",
    [
        C(None, body=TASKS[:2]),
        C(None, doc_number="宿政办发〔2021〕16号"),
        C(None, doc_number="宿政办发〔2021〕16号", body=TASKS[:2]),
        C(None, body=("宿豫区人民政府", "达川区人民政府", "市财政局")),
        C("朝阳区人民政府办公室", doc_number="朝政办发〔2021〕5号"),
        C("市政府办公室", body=("平安县教育局", "市财政局、市教育局、市民政局")),
    ],
)
def test_one_weak_hint_in_the_work_is_not_enough(clues):
    assert locate(clues, rules()) is None


def test_an_issuer_with_its_place_is_never_overruled_by_the_work():
    assert told(locate(C("达州市财政局", doc_number="宿政办发〔2021〕16号", body=TASKS), rules())) == "511700 四川省 达州市"


@pytest.mark.parametrize(
    ("issuer", "texts", "zone"),
    [
        ("平潭综合实验区管委会办公室", (), "平潭综合实验区"),
        ("福建省平潭综合实验区党工委", (), "平潭综合实验区"),
        ("平潭综合实验区环境与国土资源局", (), "平潭综合实验区"),
        ("达州高新区管委会", (), "达州高新区"),
        ("四川省达州市高新区管委会", (), "达州市高新区"),
        ("陕西省西咸新区开发建设管理委员会", (), "西咸新区"),
        ("苏州工业园区管委会", (), "苏州工业园区"),
        ("郑州航空港经济综合实验区管委会", (), "郑州航空港经济综合实验区"),
        ("区管委会办公室", ("各片区管理局，平潭综合实验区有关单位：",), "平潭综合实验区"),
        ("平潭县人民政府", ("平潭综合实验区有关单位：",), None),
        ("上海市浦东新区教育局", (), None),
        ("达州市教育局", ("达州高新区管委会",), None),
        ("内蒙古自治区鄂尔多斯市东胜区人民政府", (), None),
        ("新疆生产建设兵团办公厅", (), None),
        ("国务院办公厅", (), None),
        (None, (), None),
    ],
)
def test_a_zone_that_issues_a_notice_is_known_by_its_name(issuer, texts, zone):
    assert zone_of(issuer, texts, rules()) == zone


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("重庆广播电视大学", "500000 重庆市"),
        ("浙江农林职业技术学院", "330000 浙江省"),
        ("中山大学", None),
        ("重庆大学", None),
        ("湖南路街道办事处", None),
        ("吉林市人民政府", "220200 吉林省 吉林市"),
        ("海南州人民政府", "632500 青海省 海南藏族自治州"),
    ],
)
def test_a_provinces_short_name_places_any_body_of_it(issuer, expected):
    assert told(locate(C(issuer), rules())) == expected


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (C("市政府办公室", doc_number="杭政办〔2020〕3号"), "330100 浙江省 杭州市"),
        (C("市政府办公厅", doc_number="穗府办〔2021〕3号"), "440100 广东省 广州市"),
        (C("市政府办公厅", doc_number="渝府办发〔2021〕3号"), "500000 重庆市"),
        (C("市政府办公室", doc_number="徐政办发〔2021〕3号"), "320300 江苏省 徐州市"),
        (C("县政府办公室", doc_number="徐政办〔2021〕3号"), None),
        (C("市政府办公室", doc_number="宁政办发〔2021〕3号"), None),
        (C("市政府办公室", doc_number="武政办〔2021〕3号"), None),
        (C("自治区人民政府办公厅", doc_number="新政办发〔2021〕3号"), "650000 新疆维吾尔自治区"),
        (C("自治区人民政府办公厅", doc_number="宁政办发〔2021〕3号"), "640000 宁夏回族自治区"),
        (C("市政府办公室", url="http://www.gz.gov.cn/a.html"), "440100 广东省 广州市"),
        (C("市政府办公室", url="http://www.zjtz.gov.cn/a.html"), "331000 浙江省 台州市"),
        (C("市政府办公室", url="http://www.taizhou.gov.cn/a.html"), "321200 江苏省 泰州市"),
        (C("市政府办公室", url="http://www.jinzhou.gov.cn/a.html"), None),
        (C("朝阳区人民政府", url="http://www.bjchy.gov.cn/a.html"), "110105 北京市 朝阳区"),
    ],
)
def test_numbers_and_sites_that_one_place_alone_has_decide(clues, expected):
    assert told(locate(clues, rules())) == expected


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("秦皇岛北戴河新区管委会", "130300 河北省 秦皇岛市"),
        ("秦皇岛市北戴河区人民政府", "130304 河北省 秦皇岛市 北戴河区"),
        ("南京江北新区管委会", "320100 江苏省 南京市"),
        ("宁波市江北区人民政府", "330205 浙江省 宁波市 江北区"),
        ("青岛西海岸新区管委会", "370211 山东省 青岛市 黄岛区"),
        ("湖南湘江新区管委会", "430100 湖南省 长沙市"),
        ("巴州人民政府办公室", "652800 新疆维吾尔自治区 巴音郭楞蒙古自治州"),
        ("巴州区人民政府办公室", "511902 四川省 巴中市 巴州区"),
        ("博州人民政府", "652700 新疆维吾尔自治区 博尔塔拉蒙古自治州"),
        ("木垒县人民政府", "652328 新疆维吾尔自治区 昌吉回族自治州 木垒哈萨克自治县"),
    ],
)
def test_zones_and_short_forms_lie_where_a_reader_knows_them(issuer, expected):
    assert told(locate(C(issuer, year=2022), rules())) == expected


@pytest.mark.parametrize(
    "title",
    [
        "智慧城市建设实施方案",
        "幸福县城建设工作要点",
        "创建无废城市任务分工",
        "高标准农田示范区建设方案",
        "国家卫生县城复审任务分解",
        "魅力城区建设工作要点",
    ],
)
def test_a_campaign_in_a_title_is_no_place(title):
    assert locate(RegionClues(title=title), rules()) is None


@pytest.mark.parametrize(
    ("title", "county"), [("青桐县人民政府关于推进智慧城市建设的通知", "青桐县"), ("中共青桐县委关于印发要点的通知", "青桐县")]
)
def test_a_place_that_no_register_has_is_read_where_its_government_speaks(title, county):
    region = locate(RegionClues(title=title), rules())
    assert region is not None
    assert region.county == county


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("根据《辽宁省流通业发展规划》，推动我省流通业发展。1.建设冷链。责任单位：省商务厅", "210000 辽宁省"),
        ("结合我市实际，落实《哈尔滨市城市更新条例》。1.建设公园。责任单位：市园林局", "230100 黑龙江省 哈尔滨市"),
        ("按照2007年三水区政府工作报告，现将我区主要任务分解如下。", "440607 广东省 佛山市 三水区"),
        ("昆山市人民政府决定在我市开展整治，学习苏州市人民政府做法。", "320583 江苏省 苏州市 昆山市"),
        ("为落实《重庆市养老服务条例》，我市制定本清单。", "500000 重庆市"),
        ("我县各部门要落实《大竹县河长制方案》，并学习梁平县政府的做法。", "511724 四川省 达州市 大竹县"),
    ],
)
def test_a_text_that_says_our_province_and_names_one_is_of_that_province(body, region):
    assert told(locate(C(None, body=(body,)), rules())) == region


@pytest.mark.parametrize(
    "body",
    [
        "学习借鉴《浙江省优化营商环境条例》，推动我省改革。",  # another one, from which it learns
        "《辽宁省规划》《吉林省规划》印发后，我省也要研究。",  # two
        "根据《四川省城市更新条例》，结合我市实际。",  # a city that nobody names
        "落实《鼓楼区任务分解表》，完成我区任务。",  # the name of several districts
        "落实《辽宁省流通业发展规划》，各单位要抓好落实。",  # the text calls nothing its own
        "我省产品销往浙江省各地。",  # in passing
    ],
)
def test_a_place_that_a_text_names_otherwise_is_not_its_own(body):
    assert locate(C(None, body=(body,)), rules()) is None


def test_a_place_of_another_level_than_the_issuer_is_not_its_own():
    assert locate(C("市教育局", body=("落实《辽宁省流通业发展规划》，推动我省发展。",)), rules()) is None


def test_three_bodies_of_one_place_say_whose_the_notice_is():
    named = ("资阳市教育局", "资阳市发展改革委", "资阳市市场监管局")
    assert told(locate(C(None, body=named), rules())) == "512000 四川省 资阳市"
    assert locate(C(None, body=(*named, "遂宁市教育局")), rules()) is None
    assert locate(C(None, body=named[:2]), rules()) is None
