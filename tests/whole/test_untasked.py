"""Items that stand beside tasks and gave none: the reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tasks.cases import page_of, parsed

if TYPE_CHECKING:
    from pipeline.parse import Rules
    from pipeline.values import Issue

NOTICE = (
    "清河县人民政府办公室关于做好汛期安全工作的通知",
    "各乡镇人民政府，县直有关部门：",
    "现就做好汛期安全工作通知如下：",
    "一、县水利局负责水库巡查，6月1日前完成隐患排查。",
    "二、沿河低洼地段要设置警示标志。",
    "三、加强组织领导",
    "（一）各单位要高度重视，压实责任。",
    "清河县人民政府办公室",
    "2023年5月20日",
)


def untasked(lines: tuple[str, ...], rules: Rules) -> list[Issue]:
    """The issues about items that were read as no task."""
    return [issue for issue in parsed(page_of(lines), rules).issues if issue.code == "items_untasked"]


def test_an_item_between_tasks_that_gave_none_is_an_issue_with_its_place(rules: Rules) -> None:
    (issue,) = untasked(NOTICE, rules)
    assert "沿河低洼地段" in issue.message
    assert "1 of 1, beside 1 tasks" in issue.message
    assert issue.severity == "info"
    assert issue.place is not None
    assert issue.place.span.length == len("沿河低洼地段要设置警示标志。")


def test_sections_that_are_never_work_raise_no_issue(rules: Rules) -> None:
    assert untasked((*NOTICE[:4], *NOTICE[5:]), rules) == []


def test_a_notice_without_tasks_raises_none_either(rules: Rules) -> None:
    assert untasked((*NOTICE[:3], "一、要高度重视防汛工作。", "二、要加强值班值守。", *NOTICE[7:]), rules) == []
