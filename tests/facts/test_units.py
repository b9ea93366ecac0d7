"""Units: lists split, levels restored, roles told apart, names placed in their jurisdiction, and nothing lost on the way."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts.units.cut import cut
from pipeline.facts.units.examples import show_units, try_example, try_function
from pipeline.facts.units.functions import FunctionRule, FunctionRules
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.like import unit_like
from pipeline.facts.units.names import ends_as_unit
from pipeline.facts.units.reading import read_units
from pipeline.facts.units.rules import UnitRule, UnitRules
from pipeline.facts.units.text import find_units_in_text, sentence_subject
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.rule import Example
from pipeline.traced import TracedText
from pipeline.values import Place, Region, Repair, Span

FOLDER = Path(__file__).parents[2] / "rules"

ZHONGSHAN = Region("442000", "广东省", "中山市")
DAZHOU = Region("511700", "四川省", "达州市")
DEYANG = Region("510600", "四川省", "德阳市")
CHANGZHOU = Region("320400", "江苏省", "常州市")
PINGTAN = Region("350128", "福建省", "福州市", "平潭县")
FUYANG = Region("330111", "浙江省", "杭州市", "富阳区")
LANXI = Region("330781", "浙江省", "金华市", "兰溪市")
XIANGXI = Region("433100", "湖南省", "湘西土家族苗族自治州")
SHANGHAI = Region("310000", "上海市", "上海市")
NEIMENGGU = Region("150000", "内蒙古自治区")
ANHUI = Region("340000", "安徽省")
INVENTED = Region("", "云岭省", "澜溪市")


def read_rules(file, rule):
    entries = yaml.load((FOLDER / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["rules"]
    for entry in entries:
        fields = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items() if key != "examples"}
        yield rule(**fields, examples=tuple(Example(**example) for example in entry.get("examples", ())))


@cache
def unit_rules():
    return UnitRules.build(
        tuple(read_rules("units.yaml", UnitRule)), FunctionRules.build(tuple(read_rules("functions.yaml", FunctionRule)))
    )


@pytest.fixture(scope="module")
def rules():
    return unit_rules()


def shown(said, rules, role=None, home=ZHONGSHAN):
    return show_units(read_units(Phrase(Passage.of(said), role), home, rules))


# --- the rules themselves ---------------------------------------------------------------------------------------------


def test_every_rule_keeps_its_examples_and_leaves_its_look_alikes_alone(rules):
    wrong = []
    for rule, tried in [(r, try_example) for r in rules.entries] + [(r, try_function) for r in rules.functions.entries]:
        wrong += [(rule.id, e.said, e.gives, got) for e in rule.examples if (got := tried(rule, rules, e.said)) != e.gives]
        wrong += [(rule.id, said, "", got) for said in rule.keep if (got := tried(rule, rules, said))]
    assert not wrong


def test_every_rule_says_why_and_shows_an_example(rules):
    assert [r.id for r in (*rules.entries, *rules.functions.entries) if not r.why or not r.examples] == []


def test_there_are_at_least_120_lines_of_work(rules):
    assert len({rule.function for rule in rules.functions.entries}) >= 120


def test_no_name_belongs_to_two_lines_of_work():
    with pytest.raises(ValueError, match="both have the name"):
        FunctionRules.build(
            [FunctionRule(id="a", function="甲", names=("教育",)), FunctionRule(id="b", function="乙", names=("教育",))]
        )


def test_a_dated_name_that_has_no_dates_is_refused():
    with pytest.raises(ValueError, match="dated name"):
        FunctionRules.build([FunctionRule(id="a", function="甲", dated=("工商",))])


def test_a_former_name_carries_its_years(rules):
    line = rules.functions.stems["食药监"]
    assert (line.rule.function, line.since, line.until) == ("市场监管", "", "2018-11")


# --- lists, roles, groups ---------------------------------------------------------------------------------------------

CELLS = [
    # the real notices
    ("市发展改革局、自然资源局牵头，市直各部门按职责分工落实", "lead 市发展改革局；lead 市自然资源局；responsible 市直各部门*"),
    ("市政府办公室、市政务服务数据管理局(市信息中心)牵头,市直各部门按职责分工落实", "lead 市政府办公室；lead 市政务服务数据管理局=市信息中心；responsible 市直各部门*"),
    ("市司法局牵头,市政务服务数据管理局(市信息中心)配合", "lead 市司法局；cooperating 市政务服务数据管理局=市信息中心"),
    ("市直各部门、各镇街。市发展改革局、财政局、审计局、市场监管局按照职责分工强化监管。", "responsible 市直各部门*；responsible 各镇街*；supervising 市发展改革局；supervising 市财政局；supervising 市审计局；supervising 市市场监管局"),
    ("市教育体育局、生态环境局、住房城乡建设局、交通运输局、卫生健康局、水务局、中山供电局等部门按照职责分工落实", "responsible 市教育体育局；responsible 市生态环境局；responsible 市住房城乡建设局；responsible 市交通运输局；responsible 市卫生健康局；responsible 市水务局；responsible 中山供电局+"),
    ("市政务服务数据管理局牵头,市直各部门按职责分工落实;各镇街", "lead 市政务服务数据管理局；responsible 市直各部门*；responsible 各镇街*"),
    ("市直各部门按职责分工落实;各镇街", "responsible 市直各部门*；responsible 各镇街*"),
    ("市政府办公室牵头,市直各部门、各镇街", "lead 市政府办公室；responsible 市直各部门*；responsible 各镇街*"),
    ("市卫生健康局牵头,其他部门按职责分工落实", "lead 市卫生健康局；responsible 其他部门*"),
    ("市政府办 辖市(区)政府", "responsible 市政府办；responsible 辖市(区)政府*"),
    ("牵头单位:市政府新闻办、市委网信办按职责分工分别牵头落实;责任单位:各县(市、区)政府、德阳高新区管委会、德阳经开区管委会,市级有关部门", "lead 市政府新闻办；lead 市委网信办；responsible 各县(市、区)政府*；responsible 德阳高新区管委会；responsible 德阳经开区管委会；responsible 市级有关部门*"),
    ("市编办、发改委、财政局、地税局、环保局、质监局、食药监局、安监局、文广新局、司法局、政务办", "；".join(f"responsible 市{name}" for name in ["编办", "发改委", "财政局", "地税局", "环保局", "质监局", "食药监局", "安监局", "文广新局", "司法局", "政务办"])),
    # the phrasings of the field
    ("区市场监督管理局牵头，区直相关部门按职责分工负责", "lead 区市场监督管理局；responsible 区直相关部门*"),
    ("区直相关部门", "responsible 区直相关部门*"),
    ("区管委会办公室政策法规处负责法制审查工作", "responsible 区管委会办公室政策法规处；?法制审查工作"),
    ("区经济发展局、财政金融局，人行平潭支行，区金融控股集团", "responsible 区经济发展局；responsible 区财政金融局；responsible 人行平潭支行；responsible 区金融控股集团"),
    ("区工商联，区经济发展局、投资促进委员会、党工委宣传影视部，区人大工委、政协工委", "responsible 区工商联；responsible 区经济发展局；responsible 区投资促进委员会；responsible 区党工委宣传影视部；responsible 区人大工委；responsible 区政协工委"),
    ("各区属国企,区国资局", "responsible 各区属国企*；responsible 区国资局"),
    ("各行业主管部门，各区属国企，区财金局", "responsible 各行业主管部门*；responsible 各区属国企*；responsible 区财金局"),
    ("区港口委、环境与国土资源局、规划局、经济发展局", "responsible 区港口委；responsible 区环境与国土资源局；responsible 区规划局；responsible 区经济发展局"),
    ("综合处牵头，海洋与渔业处、粮食处配合落实", "lead 综合处；cooperating 海洋与渔业处；cooperating 粮食处"),
    ("农业处牵头落实", "lead 农业处"),
    ("区党工委管委会办公室（政策法规处）", "responsible 区党工委管委会办公室=政策法规处"),
    ("各处室按职责分工负责", "responsible 各处室*"),
    ("交通与建设处牵头，各有关处室配合", "lead 交通与建设处；cooperating 各有关处室*"),
    ("各联合党委负责", "responsible 各联合党委*"),
    ("由区规划局牵头", "lead 区规划局"),
    ("区直其他有关部门配合区规划局", "cooperating 区直其他有关部门*；lead 区规划局"),
    ("主要责任单位第一个为牵头单位，其余为主要配合单位", ""),
    ("牵头单位：用地科，参与单位：各国土所", "lead 用地科；cooperating 各国土所*"),
    ("主办单位：平潭综合实验区管委会、省旅游发展委员会、省广播影视集团承办单位：区旅游发展委员会、党工委宣传部", "lead 平潭综合实验区管委会；lead 省旅游发展委员会；lead 省广播影视集团；responsible 区旅游发展委员会；responsible 区党工委宣传部"),
    ("税务总局、财政部、海关总署负责，排在第一位的部门为牵头部门，下同", "lead 税务总局；responsible 财政部；responsible 海关总署"),
    ("人力资源社会保障部、科技部、财政部、住房城乡建设部、市场监管总局，各省级人民政府按职责分工负责", "responsible 人力资源社会保障部；responsible 科技部；responsible 财政部；responsible 住房城乡建设部；responsible 市场监管总局；responsible 各省级人民政府*"),
    ("生态环境部牵头，国家发展改革委、工业和信息化部、住房城乡建设部、农业农村部、国家统计局参与", "lead 生态环境部；cooperating 国家发展改革委；cooperating 工业和信息化部；cooperating 住房城乡建设部；cooperating 农业农村部；cooperating 国家统计局"),
    ("商务部指导，供销合作总社参与", "guiding 商务部；cooperating 供销合作总社"),
    ("市场监管总局牵头，工业和信息化部、生态环境部、商务部、国家邮政局等部门参与", "lead 市场监管总局；cooperating 工业和信息化部；cooperating 生态环境部；cooperating 商务部；cooperating 国家邮政局+"),
    ("省应急厅牵头，省水利厅、省消防救援总队等部门分工负责", "lead 省应急厅；responsible 省水利厅；responsible 省消防救援总队+"),
    ("省工业和信息化厅牵头，省发展改革委等部门配合", "lead 省工业和信息化厅；cooperating 省发展改革委+"),
    ("省能源局牵头，山东能源集团负责", "lead 省能源局；responsible 山东能源集团"),
    ("省住房城乡建设厅牵头，省自然资源厅、省生态环境厅、省卫生健康委、省能源局等按照职责分工负责", "lead 省住房城乡建设厅；responsible 省自然资源厅；responsible 省生态环境厅；responsible 省卫生健康委；responsible 省能源局+"),
    ("财政部牵头负责", "lead 财政部"),
    ("合肥海关牵头，省贸促会、省商务厅按职责分工配合", "lead 合肥海关；cooperating 省贸促会；cooperating 省商务厅"),
    ("责任单位：省经济和信息化厅、省财政厅、地方金融监管局、省投资集团，各市人民政府", "responsible 省经济和信息化厅；responsible 省财政厅；responsible 省地方金融监管局；responsible 省投资集团；responsible 各市人民政府*"),
    ("省通信管理局、省经济和信息化厅，相关市人民政府", "responsible 省通信管理局；responsible 省经济和信息化厅；responsible 相关市人民政府*"),
    ("市住建局、审批服务局", "responsible 市住建局；responsible 市审批服务局"),
    ("商洛公司负责，宣传部、后勤部配合", "responsible 商洛公司；cooperating 宣传部；cooperating 后勤部"),
    ("县政府办公室、县司法局、各有关部门,乡镇人民政府按职责分工分别负责", "responsible 县政府办公室；responsible 县司法局；responsible 各有关部门*；responsible 乡镇人民政府*"),
    ("主办单位:彰武县人民政府办公室", "lead 彰武县人民政府办公室"),
    ("最高人民法院、国家知识产权局", "responsible 最高人民法院；responsible 国家知识产权局"),
    ("牵头单位:州行政审批服务局;责任单位:州司法局、州委编办", "lead 州行政审批服务局；responsible 州司法局；responsible 州委编办"),
    ("负责指导宗教活动场所、人力资源等自建房安全管理", "?负责指导宗教活动场所、人力资源等自建房安全管理"),
    # separators and line breaks
    ("市发改局 市工信局　市科技局", "responsible 市发改局；responsible 市工信局；responsible 市科技局"),
    ("市发改委\n市财政局\n市住房和城乡建\n设局", "responsible 市发改委；responsible 市财政局；responsible 市住房和城乡建设局"),
    ("市人力资源\n和社会保障局", "responsible 市人力资源和社会保障局"),
    ("水利处、海洋与渔业处\n牵头落实", "lead 水利处；lead 海洋与渔业处"),
    ("区党工委管委会办公室\n（政策法规处）", "responsible 区党工委管委会办公室=政策法规处"),
    ("相关乡镇人民政府、\n区环土局、区农发局", "responsible 相关乡镇人民政府*；responsible 区环土局；responsible 区农发局"),
    ("市发展改革局/市财政局", "responsible 市发展改革局；responsible 市财政局"),
    ("1.市发改委 2.市财政局", "responsible 市发改委；responsible 市财政局"),
    ("区经发局区环土局", "responsible 区经发局；responsible 区环土局"),
    ("市委市政府", "responsible 市委；responsible 市政府"),
    ("（市司法局、财政局）", "responsible 市司法局；responsible 市财政局"),
    # 和, 及, 与 part names but stand inside names too
    ("市教育局和市民政局", "responsible 市教育局；responsible 市民政局"),
    ("各镇街及市直有关部门", "responsible 各镇街*；responsible 市直有关部门*"),
    ("市发展和改革委员会、文化和旅游局、人力资源和社会保障局、规划和自然资源局", "responsible 市发展和改革委员会；responsible 市文化和旅游局；responsible 市人力资源和社会保障局；responsible 市规划和自然资源局"),
    ("市人力资源和社会保障局和市教育局共同负责", "responsible 市人力资源和社会保障局；responsible 市教育局"),
    ("区农业农村和水利局", "responsible 区农业农村和水利局"),
    ("各有关部门和单位", "responsible 各有关部门和单位*"),
    ("各级党委和政府", "responsible 各级党委和政府*"),
    # shared beginnings and endings
    ("市委宣传部、网信办", "responsible 市委宣传部；responsible 市委网信办"),
    ("市委宣传部、教育局、网信办", "responsible 市委宣传部；responsible 市教育局；responsible 市委网信办"),
    ("市政府办公室、新闻办、发改委", "responsible 市政府办公室；responsible 市政府新闻办；responsible 市发改委"),
    ("市委办公室、政府办公室", "responsible 市委办公室；responsible 市政府办公室"),
    ("省发展改革委、工业和信息化厅、财政厅", "responsible 省发展改革委；responsible 省工业和信息化厅；responsible 省财政厅"),
    ("县委编办、政务服务局、司法局", "responsible 县委编办；responsible 县政务服务局；responsible 县司法局"),
    ("中山市财政局、教育局", "responsible 中山市财政局；responsible 中山市教育局"),
    ("国家税务总局中山市税务局、省财政厅", "responsible 国家税务总局中山市税务局；responsible 省财政厅"),
    ("市财政局、省税务局、人行中山支行、各区、翠亨新区管委会", "responsible 市财政局；responsible 省税务局；responsible 人行中山支行；responsible 各区*；responsible 翠亨新区管委会"),
    ("市妇儿工委办、团市委、工商联", "responsible 市妇儿工委办；responsible 团市委；responsible 市工商联"),
    ("市、县(区)教育局", "responsible 市教育局；responsible 县(区)教育局*"),
    ("各县、区人民政府", "responsible 各县、区人民政府*"),
    ("各市、县（区）人民政府", "responsible 各市、县（区）人民政府*"),
    ("各市党委、政府", "responsible 各市党委、政府*"),
    ("各省、自治区、直辖市人民政府", "responsible 各省、自治区、直辖市人民政府*"),
    ("省、市、县财政部门", "responsible 省、市、县财政部门*"),
    ("各镇政府、街道办事处", "responsible 各镇政府*；responsible 各街道办事处*"),
    ("各县、市直各部门", "responsible 各县*；responsible 市直各部门*"),
    ("各县（市、区）、市直开发区管委会", "responsible 各县（市、区）*；responsible 市直开发区管委会"),
    # brackets
    ("市发展改革委（牵头）、市财政局、市审计局", "lead 市发展改革委；responsible 市财政局；responsible 市审计局"),
    ("市司法局(牵头单位)，各区(配合)", "lead 市司法局；cooperating 各区*"),
    ("市数据局、市委网信办（排名不分先后）", "responsible 市数据局；responsible 市委网信办"),
    ("各区（开发区）、各镇（街道）", "responsible 各区（开发区）*；responsible 各镇（街道）*"),
    ("各镇街（除东区街道外）", "responsible 各镇街*-东区街道"),
    # between units
    ("市财政局会同市审计局", "lead 市财政局；cooperating 市审计局"),
    ("由市财政局牵头，会同市审计局负责", "lead 市财政局；cooperating 市审计局"),
    ("市财政局会同市审计局、市司法局制定方案", "lead 市财政局；cooperating 市审计局；cooperating 市司法局；?制定方案"),
    ("市司法局牵头市政务办配合", "lead 市司法局；cooperating 市政务办"),
    ("市财政局负责落实，市审计局负责监督", "responsible 市财政局；supervising 市审计局"),
    ("市教育局负责学校、市卫健委负责医院", "responsible 市教育局；?学校；responsible 市卫健委；?医院"),
    # 等
    ("市政管局、市信访局等市政府工作部门,市政府信息公开管理中心", "responsible 市政管局；responsible 市信访局；responsible 市政府工作部门*；responsible 市政府信息公开管理中心"),
    ("市政管局等市级相关部门(单位)", "responsible 市政管局+"),
    ("市政管局等相关市级部门(单位)", "responsible 市政管局+"),
    ("市数字经济局、市民政局等市级相关部门", "responsible 市数字经济局；responsible 市民政局+"),
    ("市教育局等9个部门", "responsible 市教育局+"),
    ("市教育局等单位、各镇街", "responsible 市教育局+；responsible 各镇街*"),
    # people, blanks, exceptions, prose
    ("", ""),
    ("——", ""),
    ("无", ""),
    ("张三", "?张三"),
    ("副市长李四；市司法局", "?副市长李四；responsible 市司法局"),
    ("市司法局局长王五", "responsible 市司法局；?局长王五"),
    ("分管领导：张三；责任单位：市司法局、财政局", "?张三；responsible 市司法局；responsible 市财政局"),
    ("同上", "?同上"),
    ("除市教育局、市民政局外的市直各部门", "responsible 市直各部门*-市教育局-市民政局"),
    ("市推进政府职能转变和“放管服”改革协调小组办公室", "responsible 市推进政府职能转变和“放管服”改革协调小组办公室"),
    ("各牵头单位", "responsible 各牵头单位*"),
    ("市政务公开办", "responsible 市政务公开办"),
    ("市委组织部牵头，市政府督查室、市就业指导中心配合", "lead 市委组织部；cooperating 市政府督查室；cooperating 市就业指导中心"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CELLS)
def test_a_list_of_units_reads_as_a_careful_reader_reads_it(said, expected, rules):
    assert shown(said, rules) == expected


BY_COLUMN = [
    (
        "基层政务公开事项标准目录领域涉及的市级部门(单位)按职责分工指导(见附件2)",
        None,
        "guiding 基层政务公开事项标准目录领域涉及的市级部门(单位)*",
    ),
    ("市编办、市政务办", "guiding", "guiding 市编办；guiding 市政务办"),
    ("市财政局、审计局", "lead_first", "lead 市财政局；cooperating 市审计局"),
    ("市财政局牵头，市审计局、司法局", "lead", "lead 市财政局；responsible 市审计局；responsible 市司法局"),
    ("市财政局牵头，市审计局", "cooperating", "lead 市财政局；cooperating 市审计局"),
    ("市财政局牵头，市审计局配合", "lead_first", "lead 市财政局；cooperating 市审计局"),
    ("责任单位：市财政局；指导单位：省财政厅", "lead", "responsible 市财政局；guiding 省财政厅"),
    ("市教育局、各镇街按职责分工", "cooperating", "cooperating 市教育局；cooperating 各镇街*"),
]


@pytest.mark.parametrize(("said", "role", "expected"), BY_COLUMN)
def test_the_column_gives_the_role_that_the_words_do_not(said, role, expected, rules):
    assert shown(said, rules, role) == expected


@pytest.mark.parametrize(
    ("said", "rule"),
    [("同上", "unit.same_as_above"), ("张三", "unit.name_of_person"), ("副市长", "unit.person"), ("加强调研", "unit.unread")],
)
def test_words_that_are_no_unit_say_by_their_rule_what_they_are(said, rule, rules):
    (found,) = read_units(Phrase(Passage.of(said)), None, rules)
    assert (found.value, found.said, found.rule) == (None, said, rule)


def test_every_reading_knows_its_words_its_place_and_its_rule(rules):
    passage = Passage.of("责任单位：市发展改革局、商务局", "p[1]").part(5)
    first, second = read_units(Phrase(passage), ZHONGSHAN, rules)
    assert (first.said, first.place, first.rule) == ("市发展改革局", Place("p[1]", Span(5, 11)), "unit.column")
    assert (second.said, second.place, second.value.name) == ("商务局", Place("p[1]", Span(12, 15)), "市商务局")
    assert second.rule == "unit.column+level.organ"


def test_the_words_as_printed_stay_beside_the_repaired_name(rules):
    traced = TracedText("天宁区政、市编办").edited([Repair(Span(4, 4), "", "府", "loss", "byte_loss")])
    found = read_units(Phrase(Passage("p", traced, Span(0, len(traced.text)))), CHANGZHOU, rules)
    assert [(f.said, f.value.name) for f in found] == [("天宁区政", "天宁区政府"), ("市编办", "市编办")]


def test_a_shared_cell_marks_its_units(rules):
    (found,) = read_units(Phrase(Passage.of("市教育局"), from_merge=True), None, rules)
    assert found.value.from_merge


# --- names in their jurisdiction --------------------------------------------------------------------------------------

NAMES = [
    # name, home, full name, function, level, code
    ("市商务局", ZHONGSHAN, "中山市商务局", "商务", "city", "442000"),
    ("省财政厅", ZHONGSHAN, "广东省财政厅", "财政", "province", "440000"),
    ("市委网信办", DEYANG, "德阳市委网信办", "网信", "city", "510600"),
    ("市直机关工委", DAZHOU, "达州市直机关工委", "直属机关党建", "city", "511700"),
    ("市政务和大数据局", DEYANG, "德阳市政务和大数据局", "政务服务", "city", "510600"),
    ("市协同发展局", DEYANG, "德阳市协同发展局", "区域合作", "city", "510600"),
    ("市政管局", DAZHOU, "达州市政管局", "政务服务", "city", "511700"),
    ("市城管执法局", DAZHOU, "达州市城管执法局", "城市管理", "city", "511700"),
    ("市场监管局", DAZHOU, "达州市市场监管局", "市场监管", "city", "511700"),
    ("市市场监管局", DAZHOU, "达州市市场监管局", "市场监管", "city", "511700"),
    ("乡村振兴局", DAZHOU, "达州市乡村振兴局", "乡村振兴", "city", "511700"),
    ("县教育局", PINGTAN, "平潭县教育局", "教育", "county", "350128"),
    ("市教育局", PINGTAN, "福州市教育局", "教育", "city", "350100"),
    ("省教育厅", PINGTAN, "福建省教育厅", "教育", "province", "350000"),
    ("区财政局", FUYANG, "杭州市富阳区财政局"[3:], "财政", "county", "330111"),
    ("市财政局", LANXI, "兰溪市财政局", "财政", "county", "330781"),
    ("州司法局", XIANGXI, "湘西土家族苗族自治州司法局", "司法行政", "city", "433100"),
    ("市教委", SHANGHAI, "上海市教委", "教育", "province", "310000"),
    ("自治区财政厅", NEIMENGGU, "内蒙古自治区财政厅", "财政", "province", "150000"),
    ("市财政局", INVENTED, "澜溪市财政局", "财政", "city", None),
    ("市财政局", None, None, "财政", "city", None),
    ("县财政局", ZHONGSHAN, None, "财政", "county", None),
    ("市财政局", ANHUI, None, "财政", "city", None),
    ("财政部", ZHONGSHAN, "财政部", "财政", "national", "000000"),
    ("国家发展改革委", ZHONGSHAN, "国家发展改革委", "发展改革", "national", "000000"),
    ("市场监管总局", ZHONGSHAN, "市场监管总局", "市场监管", "national", "000000"),
    ("国家税务总局中山市税务局", ZHONGSHAN, "国家税务总局中山市税务局", "税务", "city", "442000"),
    ("国家统计局中山调查队", ZHONGSHAN, "国家统计局中山调查队", "统计", "city", "442000"),
    ("中山供电局", ZHONGSHAN, "中山供电局", "供电", "city", "442000"),
    ("安徽银保监局", ANHUI, "安徽银保监局", "金融监管", "province", "340000"),
    ("合肥海关", ANHUI, "合肥海关", "海关", None, None),
    ("团市委", ZHONGSHAN, "团中山市委", "共青团", "city", "442000"),
    ("邮储银行市分行", ZHONGSHAN, "邮储银行中山市分行", "银行", "city", "442000"),
    ("天宁区政府", CHANGZHOU, "天宁区政府", "地方政府", "county", None),
    ("德阳经开区管委会", DEYANG, "德阳经开区管委会", "开发区", "city", "510600"),
    ("各县（市、区）政府", DEYANG, None, "地方政府", "county", None),
    ("各市（州）人民政府", ANHUI, None, "地方政府", "city", None),
    ("各镇街", ZHONGSHAN, None, "乡镇街道", "township", None),
    ("市直各部门", ZHONGSHAN, None, None, "city", "442000"),
    ("市政府工作部门", DAZHOU, None, None, "city", "511700"),
    ("其他部门", ZHONGSHAN, None, None, None, None),
    ("综合处", ZHONGSHAN, None, None, None, None),
    ("教育局", ZHONGSHAN, "中山市教育局", "教育", "city", "442000"),
    ("市公安局交警支队", ZHONGSHAN, "中山市公安局交警支队", "公安", "city", "442000"),
    ("市生态环境局东城分局", ZHONGSHAN, "中山市生态环境局东城分局", "生态环境", "city", "442000"),
]


@pytest.mark.parametrize(("name", "home", "full_name", "function", "level", "code"), NAMES)
def test_a_name_is_placed_in_the_issuers_jurisdiction(name, home, full_name, function, level, code, rules):
    unit = unit_of(name, home, rules)
    assert (unit.full_name, unit.function, unit.level, unit.region_code) == (full_name, function, level, code)


SAME_WORK = [
    ("发展改革", "市发改委 市发展和改革委员会 县发展改革局 国家发展改革委 省发改委 市计委 省物价局"),
    ("市场监管", "市市场监管局 市场监督管理局 市工商局 市质监局 市食药监局 县工商行政管理局 市场监管总局 区市监局"),
    ("生态环境", "市环保局 市环境保护局 省生态环境厅 生态环境部 区环土局"),
    ("税务", "市国税局 市地税局 市税务局 国家税务总局中山市税务局 县地方税务局"),
    ("自然资源", "市国土资源局 市规划局 市自然资源和规划局 市规划和自然资源局 自然资源部"),
    ("文化旅游", "市文广新局 市文体旅游局 市文化广电旅游体育局 市旅游局 文化和旅游部"),
    ("卫生健康", "市卫计委 市卫生局 市卫生健康委 县卫生和计划生育局 国家卫生健康委"),
    ("应急管理", "市安监局 市应急局 省应急管理厅 应急管理部"),
    ("乡村振兴", "市扶贫办 市扶贫开发局 市乡村振兴局"),
    ("数据管理", "市数据局 省大数据局 市数字经济局 国家数据局 市大数据发展管理局"),
    ("政务服务", "市政务办 市行政审批局 市政务服务数据管理局 县政务服务中心"),
    ("人力资源社会保障", "市人社局 市人力资源和社会保障局 县人力社保局 人力资源社会保障部"),
    ("住房城乡建设", "市住建局 市住房和城乡建设局 市建委 市房管局 住房城乡建设部"),
    ("农业农村", "市农业局 市农委 县农牧局 省农业农村厅"),
    ("司法行政", "市司法局 市法制办 市政府法制办公室"),
    ("国防动员", "市人防办 市国防动员办公室"),
]


@pytest.mark.parametrize(("function", "names"), SAME_WORK)
def test_former_and_short_names_mean_the_same_line_of_work(function, names, rules):
    assert {name: unit_of(name, None, rules).function for name in names.split()} == dict.fromkeys(names.split(), function)


@pytest.mark.parametrize(
    "name", ["A局", "后勤部", "综合处", "商洛公司", "第一车间", "市第二运输队", "市奇趣局", "各科室", "市直各部门", "交响乐团"]
)
def test_a_body_that_no_rule_knows_has_no_line_of_work(name, rules):
    assert unit_of(name, ZHONGSHAN, rules).function is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市工商局", "市工商联"),
        ("市水务局", "市水务集团"),
        ("市商业银行", "市商务局"),
        ("市建设局", "建设银行市分行"),
        ("市科技局", "市科协"),
        ("市民政局", "市政管局"),
    ],
)
def test_names_that_look_alike_are_not_taken_for_each_other(one, other, rules):
    assert unit_of(one, None, rules).function != unit_of(other, None, rules).function


# --- prose ------------------------------------------------------------------------------------------------------------

PROSE = [
    ("由市司法局牵头，建立行政复议案件审理规范。", "lead 市司法局"),
    ("区农村发展局配合规划局对建筑进行确认", "cooperating 区农村发展局；lead 区规划局"),
    (
        "各部门要依法公开，由市财政局会同市审计局制定管理办法，市政务办负责日常工作。",
        "lead 市财政局；cooperating 市审计局；responsible 市政务办",
    ),
    (
        "一是推进公开（市教育局负责）；二是加强监管（市市场监管局、市公安局牵头，各区配合）",
        "responsible 市教育局；lead 市市场监管局；lead 市公安局；cooperating 各区*",
    ),
    (
        "市规划局、国税局按职能承担部分任务，市编办、政务办为相关领域指导单位。",
        "responsible 市规划局；responsible 市国税局；guiding 市编办；guiding 市政务办",
    ),
    ("省发展改革委、省财政厅牵头，省教育厅等配合，完善制度", "lead 省发展改革委；lead 省财政厅；cooperating 省教育厅+"),
    ("市水务局牵头，各县（市、区）水务局配合", "lead 市水务局；cooperating 各县（市、区）水务局*"),
    ("由水利站和各村（社区）具体负责", "responsible 水利站；responsible 各村（社区）*"),
    ("市城管局会同各街道择优确定养护单位", "lead 市城管局；cooperating 各街道*"),
    ("省教育厅会同财政部门遴选推荐学校", "lead 省教育厅；cooperating 财政部门*"),
    ("省教育厅会同财政部门评定示范学校", "lead 省教育厅；cooperating 财政部门*"),
    ("省教育厅会同省财政厅评定示范学校", "lead 省教育厅；cooperating 省财政厅"),
    ("市教育局会同市公安局交警支队", "lead 市教育局；cooperating 市公安局交警支队"),
    ("市教育局会同市人民医院、市第一中学", "lead 市教育局；cooperating 市人民医院；cooperating 市第一中学"),
    ("由区卫健局委托第三方开展评价", "responsible 区卫健局"),
    ("区卫健局委托第三方开展评价", ""),
    ("做好本级并指导下辖乡镇(街道)专栏建设", ""),
    ("天宁区为国家试点单位", ""),
    ("主要负责同志要履行好信息发布职责", ""),
    ("坚持谁起草、谁解读、谁负责的原则", ""),
    ("按照谁牵头负责、谁组织落实的原则抓好落实", ""),
    ("群众参与，完善监督", ""),
    ("牵头起草部门要做好风险评估", ""),
    ("加强业务培训，落实工作责任", ""),
]


@pytest.mark.parametrize(("said", "expected"), PROSE)
def test_prose_names_units_only_where_it_charges_them(said, expected, rules):
    assert show_units(find_units_in_text(Passage.of(said), ZHONGSHAN, rules)) == expected


SUBJECTS = [
    ("各责任单位要结合业务实际制定具体工作计划，在方案公布后备案", ["各责任单位"]),
    ("市政府办公室将于9月20日、12月20日前后检查", ["市政府办公室"]),
    ("各地、各有关部门要结合实际", ["各地", "各有关部门"]),
    ("各区县(市)、长沙高新区按照市级下发的目录", ["各区县(市)", "长沙高新区"]),
    ("9.市财政局要有效推动", ["市财政局"]),
    ("市委组织部要抓好培训", ["市委组织部"]),
    ("承担试点任务的单位要自查", ["承担试点任务的单位"]),
    ("进一步明确市政府办公室的职责", []),
    ("各部门、各镇街主要负责同志每年听取汇报", []),
    ("要加强组织领导", []),
    ("加强对各部门的指导", []),
]


@pytest.mark.parametrize(("said", "expected"), SUBJECTS)
def test_a_sentence_addresses_its_subject(said, expected, rules):
    found = sentence_subject(Passage.of(said), ZHONGSHAN, rules)
    assert [f.value.name for f in found] == expected
    assert all(f.value.role == "responsible" for f in found)


@pytest.mark.parametrize(
    "said",
    [
        "天宁区政府",
        "市编办、市政务办",
        "市直各部门",
        "市政府办 辖市(区)政府",
        "各镇街",
        "市政管局等市级相关部门(单位)",
        "教育局",
        "市公共资源交易服务中心",
    ],
)
def test_a_cell_of_units_looks_like_one(said, rules):
    assert unit_like(said, rules) >= 0.9


@pytest.mark.parametrize(
    "said",
    [
        "规范试点范围的权责清单",
        "2017年9月",
        "公共资源交易",
        "公共法律服务",
        "持续推进",
        "生态环境",
        "12",
        "",
        "线下评估/线上评估",
        "优化政府网站政务公开栏目和搜索功能,建立统一的群众建言投诉互动渠道",
        "在政务服务中心建立统一的政务公开体验区",
        "编发“政务地图”,方便群众查询政务服务场所",
    ],
)
def test_other_cells_do_not_look_like_units(said, rules):
    assert unit_like(said, rules) <= 0.1


@pytest.mark.parametrize(
    "name",
    [
        "市编办",
        "发展改革委",
        "天宁区政府",
        "各县（市、区）",
        "市级部门(单位)",
        "市工商联",
        "用地科",
        "长沙高新区",
        "市政务公开办",
        "各地区",
    ],
)
def test_names_of_bodies_end_as_such(name, rules):
    assert ends_as_unit(name, rules)


@pytest.mark.parametrize(
    "name",
    ["公共场所", "政府网站", "全社会", "工作格局", "网上办", "干部", "城市", "局", "中心", "政务服务平台", "一网通办", "市"],
)
def test_other_words_do_not(name, rules):
    assert not ends_as_unit(name, rules)


def test_the_lexicon_has_complete_names(rules):
    assert {"编办", "发展改革委", "政务服务办", "市场监管局", "政府", "办公室", "工商联", "财政厅"} <= rules.words()


# --- laws -------------------------------------------------------------------------------------------------------------

BODIES = [
    "市财政局",
    "市教育局",
    "市委网信办",
    "省水利厅",
    "市政府办公室",
    "市人力资源和社会保障局",
    "县司法局",
    "市直各部门",
    "各镇街",
    "国家税务总局中山市税务局",
    "市工商联",
]
LISTS = st.lists(st.sampled_from(BODIES), min_size=1, max_size=8)
WORDS = st.text(st.sampled_from("市县省区局委办部各、，；。（）()和及与等牵头负责配合由会同除外 \n政府教育财1a的要"), max_size=60)


@given(LISTS, st.sampled_from(["、", "，", "；", "\n", " ", "/"]))
def test_splitting_a_joined_list_gives_the_list_back(names, separator):
    found = read_units(Phrase(Passage.of(separator.join(names))), None, unit_rules())
    assert [f.value and f.value.name for f in found] == names


@given(LISTS)
def test_a_level_that_is_printed_once_is_restored(names):
    short = ["市审计局", *(name[1:] for name in names if name in {"市财政局", "市教育局", "市人力资源和社会保障局", "市工商联"})]
    found = read_units(Phrase(Passage.of("、".join(short))), ZHONGSHAN, unit_rules())
    assert [f.value.name for f in found] == ["市审计局", *("市" + name for name in short[1:])]


@given(WORDS)
@settings(max_examples=400)
def test_cutting_loses_nothing(said):
    at = 0
    for piece in cut(said, unit_rules()):
        assert piece.start == at < piece.end
        at = piece.end
    assert at == len(said)


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(said):
    read_units(Phrase(Passage.of(said)), PINGTAN, unit_rules())
    find_units_in_text(Passage.of(said), None, unit_rules())
    sentence_subject(Passage.of(said), PINGTAN, unit_rules())
    assert 0.0 <= unit_like(said, unit_rules()) <= 1.0


@given(WORDS, st.sampled_from([None, "lead", "guiding", "lead_first"]))
@settings(max_examples=200)
def test_what_is_found_stands_in_the_text_in_order(said, role):
    passage = Passage.of(said)
    found = read_units(Phrase(passage, role), ZHONGSHAN, unit_rules())
    assert all(f.said == said[f.place.span.start : f.place.span.end] for f in found)
    assert [f.place.span.start for f in found] == sorted(f.place.span.start for f in found)
    assert {f.value.role for f in found if f.value} <= {"lead", "responsible", "cooperating", "guiding", "supervising"}


@pytest.mark.parametrize("unit", ["市财政局、", "市", "（", "各县、", "除", "牵头", "由市", "局和", "单位：", "市 ", "等"])
def test_hostile_words_cost_no_more_than_their_length(unit, rules):
    costs = []
    for size in (15_000, 60_000):
        said = (unit * size)[:size]
        start = time.process_time()
        read_units(Phrase(Passage.of(said)), ZHONGSHAN, rules)
        find_units_in_text(Passage.of(said), ZHONGSHAN, rules)
        costs.append(time.process_time() - start)
    # Four times the words cost about four times as much; what is squared would cost sixteen times. The second is for noise.
    assert costs[1] <= 8 * costs[0] + 1
