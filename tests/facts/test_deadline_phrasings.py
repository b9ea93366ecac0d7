"""Times as notices of many places print them; the right side was written before the program read the left."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from pipeline.facts.deadlines.calendar import TimeContext
from pipeline.facts.deadlines.reading import describe, has_limit, phrase_of, read_deadlines
from pipeline.notice import Phrase
from pipeline.outline import Passage

PLAN = TimeContext(plan_year=2022, written=dt.date(2022, 3, 1))


CASE = re.compile(r"(?:(?P<source>text|bracket|cover|label)> )?(?P<said>.+?) =>(?: (?P<expected>.+))?")
CASES = [
    (match["source"] or "cell", match["said"].replace("\\n", "\n"), match["expected"] or "")
    for line in Path(__file__).with_name("times.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#") and (match := CASE.fullmatch(line))
]


def test_no_line_of_times_is_left_out():
    lines = Path(__file__).with_name("times.txt").read_text(encoding="utf-8").splitlines()
    assert len(CASES) == sum("=>" in line and not line.startswith("#") for line in lines) > 300


@pytest.mark.parametrize(("source", "said", "expected"), CASES)
def test_a_time_reads_as_its_line_in_times_says(source, said, expected, rules):
    assert describe(read_deadlines(phrase_of(said, source), PLAN, rules.deadlines)) == expected


@pytest.mark.parametrize(
    "goal", ["到2025年，满意度达到95%以上。", "到2023年，营业收入突破1000亿元。", "到2025年，制度进一步健全。"]
)
def test_a_goal_dates_the_task_that_holds_it_and_makes_none(goal, rules):
    assert read_deadlines(Phrase(Passage.of(goal), source="text"), PLAN, rules.deadlines)
    assert not has_limit(Passage.of(goal), rules.deadlines)
    assert read_deadlines(Phrase(Passage.of(goal), source="cover"), PLAN, rules.deadlines) == ()


def test_every_rule_of_time_says_what_looks_like_it_and_is_none():
    written = (Path(__file__).parents[2] / "rules" / "deadlines.yaml").read_text("utf-8")
    entries = yaml.load(written, Loader=yaml.BaseLoader)["rules"]
    assert [entry["id"] for entry in entries if not entry.get("keep")] == []


@pytest.mark.parametrize(
    "said",
    [
        "执行《湿地保护法》（2022年6月1日起施行）。",
        "根据2019年4月3日国务院令第711号修订的条例规范答复。",
        "截至2021年底，全市共有市场主体28万户。",
        "咨询电话0591-87012345，传真87012022。",
        "文件编号川办发〔2022〕12号。",
        "新建改建农村公路2022公里。",
        "组织开展“12·4”国家宪法日活动。",
        "连续3个月未更新的予以通报。",
        "对照2022年版目录调整。",
        "三年内累计违法2次的企业列入名单。",
        "8月1日在京召开的会议作出部署。",
        "推行365天不打烊服务，30分钟内到达现场。",
    ],
)
def test_years_of_laws_numbers_measures_and_telephones_are_no_limits(said, rules):
    assert read_deadlines(phrase_of(said, "text"), PLAN, rules.deadlines) == ()


@pytest.mark.parametrize("said", ["0838-2022630", "12.5亿元", "2022公里", "2022年版", "2022-001", "国办发〔2022〕8号"])
def test_a_cell_of_numbers_that_are_no_time_gives_no_day(said, rules):
    assert [(f.value.kind, f.value.end) for f in read_deadlines(phrase_of(said, "cell"), PLAN, rules.deadlines)] == [
        ("unknown", None)
    ]
