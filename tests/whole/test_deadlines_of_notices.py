"""Deadlines as a whole notice gives them: beside the units of a label, in its issues."""

from __future__ import annotations

import pytest

from pipeline.parse import parse
from pipeline.values import RawPage

HEAD = """云岭市人民政府办公室关于印发2022年政务公开工作要点的通知
各县区人民政府，市直各单位：
现将工作要点印发给你们。
云岭市人民政府办公室
{day}
云岭市2022年政务公开工作要点
一、重点任务
"""


def read(work, rules, day="2022年3月1日"):
    return parse(RawPage("page.txt", (HEAD.format(day=day) + work).encode(), charset="utf-8"), rules)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("持续推进", "ongoing"),
        ("长期坚持", "ongoing"),
        ("每季度一次", "recurring"),
        ("全年", "ongoing"),
        ("2022年6月底前", "date"),
        ("6月30日前提交", "date"),
        ("立行立改", "relative"),
    ],
)
@pytest.mark.parametrize(
    "form", ["1.规范惠企政策公开（责任单位：市财政局、市教育局，{}）。", "1.规范惠企政策公开。\n责任单位：市财政局、市教育局，{}"]
)
def test_a_time_behind_the_units_of_a_label_is_a_deadline_and_no_unit(form, said, kind, rules):
    notice = read(form.format(said) + "\n2.公布年度报告（市司法局，年底前）。\n", rules)
    task = notice.tasks[0]
    assert [u.value.name for u in task.units if u.value] == ["市财政局", "市教育局"]
    assert [d.value.kind for d in task.deadlines] == [kind]
    assert not [i for i in notice.issues if i.code in ("unread_unit", "unread_deadline")]


def test_working_days_beyond_the_published_holidays_are_an_issue(rules):
    work = "1.印发细则（市司法局，印发后10个工作日内）。\n2.公布年度报告（市司法局，年底前）。\n"
    known, unknown = read(work, rules), read(work, rules, day="2031年3月3日")
    assert "unknown_holidays" not in {i.code for i in known.issues}
    (issue,) = (i for i in unknown.issues if i.code == "unknown_holidays")
    assert issue.task == 1
    assert "10 working days from 2031-03-03" in issue.message


@pytest.mark.parametrize(
    "form", ["1.公开惠企政策（责任单位：市财政局；完成时限：{}）。", "1.公开惠企政策。\n责任单位：市财政局\n完成时限：{}"]
)
@pytest.mark.parametrize("said", ["党的二十大召开前", "季度首月10日"])
def test_words_behind_a_label_of_time_that_nobody_can_read_are_an_unknown_deadline_with_an_issue(form, said, rules):
    notice = read(form.format(said) + "\n2.公布年度报告（市司法局，年底前）。\n", rules)
    assert [(d.said, d.value.kind) for d in notice.tasks[0].deadlines] == [(said, "unknown")]
    assert [i.task for i in notice.issues if i.code == "unread_deadline"] == [1]


@pytest.mark.parametrize("said", ["2022年度", "2022年6月底前", "长期坚持", "10个工作日"])
def test_words_behind_a_label_of_time_that_say_a_time_are_no_issue(said, rules):
    notice = read(f"1.公开惠企政策（责任单位：市财政局；完成时限：{said}）。\n2.公布年度报告（市司法局，年底前）。\n", rules)
    assert [d.said for d in notice.tasks[0].deadlines] == [said]
    assert not [i for i in notice.issues if i.code == "unread_deadline"]


def test_a_day_of_the_next_month_is_unknown_where_the_notice_has_no_date(rules):
    work = "1.印发细则（责任单位：市司法局；完成时限：下月5日前）。\n2.公布年度报告（市司法局，年底前）。\n"
    assert read(work, rules, day="").tasks[0].deadlines[0].value.kind == "unknown"
    assert str(read(work, rules).tasks[0].deadlines[0].value.end) == "2022-04-05"
