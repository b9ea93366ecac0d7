"""Offices that clauses begin with and go on to say what they do, and times of a task of which nobody can say what they are."""

from __future__ import annotations

import pytest

from pipeline.facts.units.doing import doers
from pipeline.outline import Passage
from pipeline.parse import parse
from pipeline.values import RawPage

DONE = [
    ("市公安局查处酒驾，市交通运输局治理超限。", ["市公安局", "市交通运输局"]),
    ("市公安局整治占道停车，市城管局清理摊点。", ["市公安局", "市城管局"]),
    ("市财政局足额保障经费。", ["市财政局"]),
    ("市水务局、市住建局分别组织排查。", ["市水务局", "市住建局"]),
    ("市商务局、市文旅局共同举办消费季。", ["市商务局", "市文旅局"]),
    ("县医保局推广线上结算；县卫生健康局检查药房。", ["县医保局", "县卫生健康局"]),
    ("市水务局、市住建局及各县（市、区）政府协同推进管网改造。", ["市水务局", "市住建局", "各县（市、区）政府"]),
]


@pytest.mark.parametrize(("said", "offices"), DONE)
def test_an_office_before_a_verb_and_its_object_does_it(said, offices, rules):
    assert [found.value and found.value.name for found in doers(Passage.of(said), None, rules.units)] == offices


SPOKEN_OF = [
    "市商务局服务大厅改造升级。",
    "市公安局规范性文件清理。",
    "市交通局治理超限站改造。",
    "市公安局查处的案件要公开。",
    "市公安局查处了一批案件。",
    "市民中心改造外立面。",
    "市图书馆建设分馆6处。",
    "市政府门户网站改版。",
    "为企业服务，加快改造。",
]


@pytest.mark.parametrize("said", SPOKEN_OF)
def test_an_office_that_is_only_spoken_of_does_nothing(said, rules):
    assert all(found.value is None for found in doers(Passage.of(said), None, rules.units))


PLAN = """云河市人民政府办公室关于印发云河市2024年重点工作要点的通知
各县（市、区）人民政府：
现将《云河市2024年重点工作要点》印发给你们，请认真抓好落实。
云河市人民政府办公室
2024年3月1日
云河市2024年重点工作要点
1、完善公共服务目录，规范窗口服务。（责任单位：市民政局）
2、{}
3、更新统计数据平台，提高数据质量。（责任单位：市统计局）
"""


def task_of(words, rules):
    notice = parse(RawPage("plan.txt", PLAN.format(words).encode(), charset="utf-8"), rules)
    issues = [issue for issue in notice.issues if issue.task == 2]
    return notice.tasks[1], issues


def test_a_second_office_that_a_sentence_names_is_read_beside_the_first(rules):
    task, _ = task_of("市公安局查处酒驾，市交通运输局治理超限，保障道路畅通。", rules)
    assert [unit.value.name for unit in task.units] == ["市公安局", "市交通运输局"]


def test_half_a_list_is_said(rules):
    task, issues = task_of("市公安局查处酒驾，市交通运输局超限车辆劝返。", rules)
    assert [unit.said for unit in task.units] == ["市公安局", "市交通运输局"]
    assert [unit.value is None for unit in task.units] == [False, True]
    assert [issue.code for issue in issues] == ["unread_unit"]


PASSED = [
    ("全年举办惠民演出90场。（市文旅局）", "全年"),
    ("用两年时间完成老旧管网更新。（市住建局）", "用两年时间"),
    ("活动持续至10月底。（市文旅局）", "持续至10月底"),
    ("2024年完成投资3亿元。（市发展改革委）", "2024年"),
    ("泵站三季度竣工。（市水利局）", "三季度"),
    ("第二批项目10月底见效。（市商务局）", "10月底"),
    ("新规推迟到9月实施。（市司法局）", "到9月"),
    ("2024—2026年，每年新建社区食堂20家。（市民政局）", "2024—2026年"),
]


@pytest.mark.parametrize(("words", "time"), PASSED)
def test_a_time_that_may_be_a_deadline_is_never_silent(words, time, rules):
    task, issues = task_of(words, rules)
    told = [found.said for found in task.passed_over]
    assert [found.said for found in task.deadlines] + told == [time]
    assert [issue.code for issue in issues] == ["time_passed_over"] * len(told)


QUIET = [
    "落实2024年预算安排。（市财政局）",
    "就业率较2024年一季度末提升两个百分点。（市人社局）",
    "贯彻《水法》（2016年修正）。（市水利局）",
    "贯彻2024年中央1号文件精神。（市农业农村局）",
    "10月旅游收入同比增长8%。（市文旅局）",
    "推进2024年度计划，巩固2023年成果。（市发展改革委）",
    "每季度通报一次。（市水利局）",
    "公示期不少于7天。（市民政局）",
]


@pytest.mark.parametrize("words", QUIET)
def test_years_of_laws_plans_and_statistics_raise_no_issue(words, rules):
    task, issues = task_of(words, rules)
    assert (task.deadlines, task.passed_over, issues) == ((), (), [])
