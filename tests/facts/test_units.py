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
CHANGZHOU = Region("320400", "江苏省", "常州市")
PINGTAN = Region("350128", "福建省", "福州市", "平潭县")


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


# --- cells: unit_lists.txt has what they print; here is what it cannot say --------------------------------------------


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


# --- lines of work ----------------------------------------------------------------------------------------------------


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


# --- sentences, and what looks like a unit ----------------------------------------------------------------------------


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
    "said",
    [
        "新建幼儿园",
        "改造幼儿园",
        "迁建县人民医院",
        "改扩建第二小学",
        "扩建乡镇卫生院",
        "建设20所普惠性幼儿园",
        "3建设15所学校",
        "翻新村卫生室",
    ],
)
def test_what_is_built_does_not_look_like_a_unit(said, rules):
    assert unit_like(said, rules) == 0.0


@pytest.mark.parametrize(
    "said", ["新建区第一小学", "新建镇卫生院", "新建镇人民政府", "建设小学", "县人民医院", "第二幼儿园", "新建区教育局"]
)
def test_schools_and_places_named_after_building_look_like_units(said, rules):
    assert unit_like(said, rules) >= 0.9


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
