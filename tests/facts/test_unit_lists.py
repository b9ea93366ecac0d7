"""Lists of units as cells print them, and bodies in their jurisdiction: what a careful reader makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.facts.units.examples import show_units
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.reading import read_units, words_beside
from pipeline.facts.units.text import find_units_in_text
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.parse import parse
from pipeline.values import RawPage, Region

LISTS = Path(__file__).with_name("unit_lists.txt")
LINES = [line for line in LISTS.read_text(encoding="utf-8").splitlines() if "=>" in line and line[0] != "#"]
CASES = [(said.strip(), gives.strip()) for said, _, gives in (line.partition("=>") for line in LINES)]
IN_TEXT = "text> "

ZHONGSHAN = Region("442000", "广东省", "中山市")
NEIMENGGU = Region("150000", "内蒙古自治区")
DEYANG = Region("510600", "四川省", "德阳市")


@pytest.mark.parametrize(("said", "expected"), CASES, ids=[said for said, _ in CASES])
def test_a_cell_reads_as_a_careful_reader_reads_it(said, expected, rules):
    words = Passage.of(said.removeprefix(IN_TEXT).replace("\\n", "\n").replace("\\t", "\t"))
    if said.startswith(IN_TEXT):
        found = find_units_in_text(words, ZHONGSHAN, rules.units)
    else:
        found = read_units(Phrase(words), ZHONGSHAN, rules.units)
    assert show_units(found) == expected.replace("R ", "responsible ")


def test_an_empty_cell_names_nobody(rules):
    assert read_units(Phrase(Passage.of("")), ZHONGSHAN, rules.units) == ()


def test_there_are_at_least_200_lists_of_every_kind():
    assert len({said for said, _ in CASES}) >= 200


UNKNOWN, CLASS = "~", "class"


def placed():
    """The bodies of unit_places.txt, each with the place of its notice and what is known of it."""
    home = None
    for line in Path(__file__).with_name("unit_places.txt").read_text(encoding="utf-8").splitlines():
        name, _, known = (part.strip() for part in line.partition("=>"))
        if line.startswith("## "):
            code, *names = line.removeprefix("## ").split(" ")
            parts = ["" if code == UNKNOWN else code, *(None if part == UNKNOWN else part for part in names)]
            home = None if code == "nowhere" else Region(*parts)
        elif known and not line.startswith("#"):
            yield name, home, [None if part == UNKNOWN else part for part in known.split(" | ")]


@pytest.mark.parametrize(("name", "home", "known"), list(placed()))
def test_a_body_is_placed_in_the_issuers_jurisdiction(name, home, known, rules):
    unit = unit_of(name, home, rules.units)
    found = [unit.full_name, unit.function, unit.level, unit.region_code]
    assert (found, unit.is_group) == (known[:4], CLASS in known)


CLASSES = [
    ("各级教育行政部门", "教育", None),
    ("省级财政部门", "财政", "province"),
    ("各县（市、区）自然资源主管部门", "自然资源", "county"),
    ("市民政部门", "民政", "city"),
    ("各级行政机关", None, None),
    ("各行业主管部门", None, None),
    ("各金融机构", None, None),
    ("盟市卫生健康委", "卫生健康", "city"),
    ("除市教育局外的市直各部门", None, "city"),
]


@pytest.mark.parametrize(("name", "function", "level"), CLASSES)
def test_a_class_has_the_line_of_work_that_it_says(name, function, level, rules):
    unit = unit_of(name, None, rules.units)
    assert (unit.is_group, unit.function, unit.level) == (True, function, level)


@pytest.mark.parametrize(
    ("said", "home", "second"),
    [
        ("各盟行署、市政府", NEIMENGGU, "各市政府"),
        ("各县、市政府办公室", DEYANG, "市政府办公室"),
        ("各县（市、区）、市政府", DEYANG, "市政府"),
    ],
)
def test_a_level_behind_a_class_is_of_the_class_only_where_the_issuer_has_none_itself(said, home, second, rules):
    assert [found.value.name for found in read_units(Phrase(Passage.of(said)), home, rules.units)][1] == second


BESIDE = [
    ("市教育局、市财政局，持续推进", ["持续推进"]),
    ("市教育局、市财政局，每季度一次", ["每季度一次"]),
    ("市教育局（2023年底前）", ["（2023年底前）"]),
    ("市教育局；全年", ["全年"]),
    ("市教育局负责、市财政局配合", []),
]


@pytest.mark.parametrize(("said", "words"), BESIDE)
def test_words_beside_units_are_kept_for_whoever_can_read_them(said, words, rules):
    assert [phrase.passage.text for phrase in words_beside(Phrase(Passage.of(said)), rules.units)] == words


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("市长 张三", "unit.person"),
        ("买买提·艾力", "unit.name_of_person"),
        ("同上一项", "unit.same_as_above"),
        ("挂钩单位：市财政局", "unit.other_label"),
    ],
)
def test_words_that_are_no_unit_say_what_they_are(said, rule, rules):
    found = read_units(Phrase(Passage.of(said)), None, rules.units)[0]
    assert (found.value, found.rule) == (None, rule)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("县委办公室（宣）、县教育局", ["县委办公室（宣）", "县教育局"]),
        ("市教育局(体)、市民政局（配）", ["市教育局(体)", "市民政局"]),
        ("党政办【综】", ["党政办【综】"]),
        ("县教育局（教研室）", ["县教育局"]),
    ],
)
def test_a_section_of_one_sign_stays_in_the_name_as_printed(said, printed, rules):
    found = read_units(Phrase(Passage.of(said)), ZHONGSHAN, rules.units)
    assert [unit.said for unit in found] == printed
    assert all(unit.value and not unit.value.name.endswith(("）", ")", "】")) for unit in found)


PLAN = """中山市2023年政务公开工作要点
1.公开惠企政策，更新目录。责任单位：市教育局、市财政局，每季度一次
2.公开办事指南，完善流程。责任单位：市司法局（2023年9月底前）
3.公开抽查结果，接受监督。责任单位：市教育局 张三
"""


def test_times_and_people_beside_units_are_told_apart_in_a_notice(rules):
    notice = parse(RawPage("plan.txt", PLAN.encode(), charset="utf-8"), rules)
    assert [[found.said for found in task.deadlines] for task in notice.tasks] == [["每季度一次"], ["2023年9月底前"], []]
    assert [[u.value.name for u in task.units if u.value] for task in notice.tasks] == [
        ["市教育局", "市财政局"],
        ["市司法局"],
        ["市教育局"],
    ]
    assert [(issue.code, issue.task) for issue in notice.issues if issue.task] == [("person_not_unit", 3)]
