"""What the reader is told where only the place of words, or the items beside, say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tasks.cases import parsed, text_of

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules

PLAN = (
    "沁源县档案馆2023年政务公开工作要点",
    "1.公布开放档案目录。（查阅科）",
    "2.完善馆藏介绍。",
    "3.举办展览2次。",
    "4.修复受损卷宗（含舆图）。",
    "5.接待查档群众。",
)
LETTER = (
    "沁源县人民政府办公室关于做好近期工作的通知",
    "各乡镇人民政府：",
    "现将有关事项通知如下：",
    "一、核查危房，登记造册。",
    "二、修复道路6处，2021年9月底前通车。",
    "三、县财政局负责拨付资金，2021年8月20日前到位。",
    "沁源县人民政府办公室",
    "2021年8月2日",
)


def codes(notice: ParsedNotice, code: str) -> list[tuple[int | None, str]]:
    """The tasks and severities of the issues of one code."""
    return [(issue.task, issue.severity) for issue in notice.issues if issue.code == code]


def test_a_lone_bracket_that_may_name_an_office_stays_in_the_text_and_is_an_issue(rules: Rules) -> None:
    notice = parsed(text_of(PLAN), rules)
    assert notice.tasks[0].text == "公布开放档案目录。（查阅科）"
    assert codes(notice, "unread_unit") == [(1, "row")]


def test_a_bracket_that_explains_is_none(rules: Rules) -> None:
    notice = parsed(text_of(PLAN), rules)
    assert notice.tasks[3].text == "修复受损卷宗（含舆图）。"


def test_the_issue_goes_where_the_place_of_such_brackets_proves_them(rules: Rules) -> None:
    proved = tuple(f"{line}（利用科）" if line.endswith("。") else line for line in PLAN)
    notice = parsed(text_of(proved), rules)
    assert codes(notice, "unread_unit") == []
    assert [task.text[-1] for task in notice.tasks[1:3]] == ["。", "。"]


def test_an_item_that_is_work_only_because_those_beside_it_are_is_less_sure(rules: Rules) -> None:
    notice = parsed(text_of(LETTER), rules)
    assert [task.label for task in notice.tasks] == ["一", "二", "三"]
    assert [task.confidence < 0.8 for task in notice.tasks] == [True, False, False]
    assert codes(notice, "low_confidence") == [(1, "row")]


def test_a_single_item_with_a_time_makes_none_of_those_beside_it(rules: Rules) -> None:
    alone = (*LETTER[:4], "二、道路要保持畅通。", *LETTER[5:])
    assert [task.label for task in parsed(text_of(alone), rules).tasks] == ["三"]
