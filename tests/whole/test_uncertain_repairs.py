"""A repair that has other readings is said at the task whose words it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tasks.cases import page_of, parsed

if TYPE_CHECKING:
    from pipeline.parse import Rules

PLAN = (
    "清河县2022?政务公开重点任务分解表",
    "序号 | 工作任务 | 责任单位 | 完成时限",
    "1 | 公开惠企政策清单 | 县发展改革?| 2022?月底前",
    "2 | 公开义务教育招生信息 | 县教育局 | 2022年5月底前",
    "3 | 公开公共卫生应急预案 | 县卫生健康?| 2022年6月底前",
)


def test_an_uncertain_repair_names_the_task_that_it_changed_and_one_of_the_title_names_none(rules: Rules) -> None:
    read = parsed(page_of(PLAN), rules)
    found = [issue for issue in read.issues if issue.code == "uncertain_repair"]
    times = {deadline.place.path: seq for seq, task in enumerate(read.tasks, 1) for deadline in task.deadlines if deadline.place}
    told = {issue.place.path: issue.task for issue in found if issue.place is not None}
    assert [seq for path, seq in times.items() if path in told] == [1]
    assert {path: times.get(path) for path in told} == told
