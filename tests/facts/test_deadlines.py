"""Deadlines: each row was read by a person; the right side says what a careful reader understands."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.facts.deadlines.holidays import add_workdays
from pipeline.facts.deadlines.reading import (
    TimeContext,
    has_limit,
    read_deadlines,
    time_like,
    try_example,
)
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.traced import TracedText
from pipeline.values import Deadline, Repair, Span
from tests.facts.deadlines import ENTRIES, PLAN, RULES, day, one, read


@pytest.mark.parametrize(
    ("rule", "example"), [(r, e) for r in ENTRIES for e in r.examples], ids=lambda v: getattr(v, "said", None)
)
def test_every_example_of_every_rule_comes_out_as_said(rule, example):
    assert try_example(rule, RULES, example.said) == example.gives


@pytest.mark.parametrize(("rule", "said"), [(r, k) for r in ENTRIES for k in r.keep])
def test_no_rule_touches_what_only_looks_alike(rule, said):
    assert try_example(rule, RULES, said) == ""


def test_the_rules_hold_at_least_150_phrasings():
    assert len({e.said for r in ENTRIES for e in r.examples}) >= 150


def test_two_days_of_two_months_are_two_recurrences():
    assert [f.value.rrule for f in read("每年6月30日、12月20日前")] == [
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20",
    ]


def test_days_after_what_has_no_day_here_have_no_end():
    deadline = one("信息形成或者变更之日起20个工作日内")
    assert (deadline.kind, deadline.offset_days, deadline.workdays) == ("relative", 20, True)
    assert (deadline.anchor, deadline.end) == ("created", None)


def test_working_days_beyond_the_published_calendar_are_left_open():
    deadline = one("印发后10个工作日内", context=TimeContext(written=dt.date(2055, 3, 1)))
    assert (deadline.offset_days, deadline.end) == (10, None)


def test_the_national_day_week_and_its_make_up_days_are_counted():
    assert add_workdays(day("2021-09-24"), 3) == day("2021-09-28")
    assert add_workdays(day("2021-09-30"), 2) == day("2021-10-09")


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("2024-09-27", "2024-10-16"),  # 29 September and 12 October are worked, 1 to 7 October are not
        ("2025-01-20", "2025-02-08"),  # 26 January and 8 February are worked, 28 January to 4 February are not
        ("2026-01-30", "2026-02-13"),
        ("2026-09-24", "2026-10-15"),  # 10 October is worked, 25 September and 1 to 7 October are not
    ],
)
def test_working_days_are_those_of_the_published_calendar(written, end):
    context = TimeContext(plan_year=int(written[:4]), written=day(written))
    (found,) = read_deadlines(Phrase(Passage.of("印发后10个工作日内")), context, RULES)
    assert (found.value.end, found.value.start) == (day(end), None)


def test_working_days_of_a_year_without_published_holidays_have_no_end_but_the_day_they_count_from():
    context = TimeContext(plan_year=2031, written=day("2031-03-01"))
    (found,) = read_deadlines(Phrase(Passage.of("印发后10个工作日内")), context, RULES)
    assert (found.value.start, found.value.end, found.value.offset_days) == (day("2031-03-01"), None, 10)
    (feast,) = read_deadlines(Phrase(Passage.of("春节前")), context, RULES)
    assert feast.value.kind == "unknown"


def test_the_whole_year_is_the_plans_year():
    deadline = one("全年")
    assert (deadline.kind, deadline.start, deadline.end) == ("ongoing", day("2022-01-01"), day("2022-12-31"))
    assert deadline.inferred == ("year",)


@pytest.mark.parametrize("said", ["", "—", "——", "/", "无", "　", "-", "…"])
def test_an_empty_cell_has_no_deadline(said):
    assert read(said) == ()


@pytest.mark.parametrize(
    "said", ["同上", "市政府办公室", "26日前", "13月底前", "2022年0月", "Z0年I2月底前", "8—18日", "8—18月", "100%"]
)
def test_a_cell_nobody_can_read_keeps_all_its_words(said):
    found = read(said)
    assert [(f.value.kind, f.value.end, f.said) for f in found] == [("unknown", None, said)]


def test_a_contradiction_keeps_both_ends_and_believes_neither():
    deadline = one("2022年底11月前")
    assert (deadline.kind, deadline.end_earliest, deadline.end) == ("unknown", day("2022-11-30"), day("2022-12-31"))


def test_a_month_without_a_year_takes_the_year_before_it_in_the_bracket():
    first, second = read("2021年5月底前,完成公开目录更新;6月底前,完成内容全面发布", "bracket")
    assert (first.value.end, first.value.deliverable, first.value.inferred) == (day("2021-05-31"), "完成公开目录更新", ())
    assert (second.value.end, second.value.deliverable) == (day("2021-06-30"), "完成内容全面发布")
    assert (second.value.inferred, second.said) == (("year",), "6月底前")


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("力争2022年年底前，各部门门户网站全部迁移。", ["2022-12-31"]),
        ("2022年5月30日前完成域名清理工作。", ["2022-05-30"]),
        ("要在4月29日前完成。", ["2022-04-29"]),
        ("于6月20日前报市政府办公室。", ["2022-06-20"]),
        ("到2025年底前，公开体系基本建成。", ["2025-12-31"]),
        ("到2025年，公开体系基本建成。", ["2025-12-31"]),
        ("10月底前完成第二批。", ["2022-10-31"]),
        ("将于9月20日、12月20日前后进行检查。", ["2022-09-20", "2022-12-20"]),
        ("省级9月底前、地市级12月底前完成整合。", ["2022-09-30", "2022-12-31"]),
        ("在本方案公布后10个工作日内报备，并在30个工作日内公开。", ["2022-03-15", "2022-04-13"]),
        ("2022年6月底前完成整改；9月底前组织验收。", ["2022-06-30", "2022-09-30"]),
        ("2022年7月1日至9月30日，开展集中整治。", ["2022-09-30"]),
        ("年内完成全部站点改造。", ["2022-12-31"]),
    ],
)
def test_running_text_gives_its_genuine_limits(said, ends):
    assert [f.value.end.isoformat() for f in read(said, "text")] == ends
    assert has_limit(Passage.of(said), RULES)


@pytest.mark.parametrize(
    "said",
    [
        "做好2022年政府工作任务分解。",
        "今年以来，各部门公开信息3万条。",
        "编制“十四五”规划和2021—2025年实施方案。",
        "落实《2023年底前重点工作安排》。",
        "根据国办发〔2019〕54号文件精神。",
        "按照2019年5月15日起施行的条例办理。",
        "3月5日召开的会议要求抓好落实。",
        "2021年底前已建成专区12个。",
        "截至2021年6月底，办件量同比增长8%。",
        "及时公开，定期检查，适时开展评估。",
        "结合每季度新闻发布会计划开展解读。",
        "每月通报一次进展情况。",
        "企业开办时间压缩至3个工作日内。",
        "审批时限由20个工作日减至5个工作日。",
        "近三年内的典型案例。",
        "比2020年下降8.8%，达到30家以上。",
        "对照2021版公开目录，做好2020年公开事项调整。",
        "2020年前10个月增长5%。",
        "IPv6改造，支持互联网协议第6版。",
        "服务覆盖8.15万户，完成率12.5%。",
        "设立24小时自助服务区，日均办件300件。",
        "加强公开。每月26日前报送进展情况。",
        "",
    ],
)
def test_running_text_that_only_mentions_times_has_no_deadline(said):
    assert read(said, "text") == ()
    assert not has_limit(Passage.of(said), RULES)


def test_a_year_in_passing_is_not_carried_to_the_months_after_it():
    found = read("对照2020年目录调整完善，6月底前公布新目录。", "text")
    assert [(f.value.end, f.value.inferred) for f in found] == [(day("2022-06-30"), ("year",))]


def test_deadlines_know_their_place_and_the_pages_own_words():
    traced = TracedText("完成时限：2O22年6月底签完成").edited(
        [Repair(Span(6, 7), "O", "0", "ocr", "width"), Repair(Span(13, 14), "签", "前", "typo", "truncation")]
    )
    passage = Passage("/td[3]", traced, Span(0, len(traced.text)))
    (found,) = read_deadlines(Phrase(passage), PLAN, RULES)
    assert found.value == Deadline(kind="date", end=day("2022-06-30"), precision="month")
    assert found.said == "2O22年6月底签完成"
    assert found.place.span == Span(5, 16)
    assert "deadline.month" in found.rule


def test_inherited_words_are_read_like_a_cell():
    assert one("长期坚持", "inherited") == Deadline(kind="ongoing", source="inherited")


def test_a_bracket_without_a_time_has_no_deadline():
    assert read("市司法局牵头，市财政局配合", "bracket") == ()
    assert read("2021—2025年", "bracket") == ()


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("2022年6月底前", 0.9, 1.0),
        ("长期坚持", 0.9, 1.0),
        ("每季度末", 0.9, 1.0),
        ("印发后10个工作日内", 0.9, 1.0),
        ("2017?0", 0.9, 1.0),
        ("市政府办公室", 0.0, 0.0),
        ("市发展改革委、市财政局", 0.0, 0.1),
        ("12", 0.0, 0.0),
        ("", 0.0, 0.0),
        ("编制全市惠企政策清单，2022年6月底前在门户网站公开", 0.0, 0.5),
    ],
)
def test_time_likeness_tells_deadline_cells_from_others(said, low, high):
    assert low <= time_like(said, RULES) <= high


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("5月底前完成选址，11月20日前开工。", ["5月底前完成选址", "11月20日前开工"]),
        ("年底前建成投用。", ["年底前建成投用"]),
        ("每月通报一次。", []),
    ],
)
def test_a_notice_of_no_known_year_keeps_its_limits_without_days(said, times):
    found = read(said, "text", TimeContext())
    assert [(f.said, f.value.kind, f.value.end) for f in found] == [(words, "unknown", None) for words in times]


def test_a_printed_year_dates_the_months_after_it_where_the_notice_has_none():
    found = read("2021年5月底前完成选址，11月20日前开工。", "text", TimeContext())
    assert [f.value.end for f in found] == [day("2021-05-31"), day("2021-11-20")]
