"""An annex that says the letter's tasks again in a table, with the same units and times or with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tasks.cases import page_of, parsed, tasks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parse import Rules
    from pipeline.values import Issue

LETTER = (
    "清河县人民政府办公室关于印发2023年城建工作要点的通知",
    "清政办发〔2023〕9号",
    "各镇人民政府：",
    "现印发给你们，请认真落实。",
    "清河县人民政府办公室",
    "2023年4月3日",
    "2023年城建工作要点",
    "一、重点任务",
)
OTHER = ("改造老旧电梯四十部", "县市场监管局", "9月底前")
WORK = "整治背街小巷十二条"


def page(said: str, row: tuple[str, str]) -> tuple[str, ...]:
    """A plan whose first item ends as `said`, and its annex, whose first row has these units and this time."""
    name, body, time = OTHER
    table = ("序号\t建设任务\t责任单位\t完成时限", "\t".join(("1", WORK, *row)), f"2\t{name}\t{body}\t{time}")
    return (*LETTER, f"1.{WORK}。{said}", f"2.{name}。（{body}，{time}）", "附件", "任务分解表", *table)


def differing(lines: Sequence[str], rules: Rules) -> list[Issue]:
    """What the page says of a task that stands on it twice and not in the same way."""
    return [issue for issue in parsed(page_of(tuple(lines)), rules).issues if issue.code == "annex_differs"]


@pytest.mark.parametrize(
    ("said", "row", "words"),
    [
        ("（县水利局，6月底前）", ("县水利局", "7月底前"), "6月底前"),
        ("（县水利局负责，2023年10月15日前完成）", ("县水利局", "10月20日前"), "2023年10月15日前"),
        ("责任单位：县水利局；完成时限：年底前", ("县水利局", "长期"), "年底前"),
        ("（县水利局，每月25日前）", ("县水利局", "每季度末"), "每月25日前"),
        ("（县水利局，上半年）", ("县水利局", "三季度"), "上半年"),
        ("（县水利局，6月底前）", ("县住建局", "6月底前"), "县水利局"),
        ("（县水利局牵头，县财政局配合，6月底前）", ("县水利局", "6月底前"), "县财政局"),
        ("责任单位：县交通局、各镇；完成时限：6月底前", ("县住建局", "6月底前"), "县交通局"),
        ("由县水利局牵头，各镇配合。", ("县住建局、各镇", "6月底前"), "县水利局"),
        ("由县水利局负责，6月底前完成。", ("县水利局", "7月底前"), "6月底前"),
        ("（县水利局牵头，6月底前）", ("县水利局配合", "6月底前"), "县水利局"),
        ("牵头单位：县水利局；完成时限：6月底前", ("县财政局牵头，县水利局配合", "6月底前"), "县水利局"),
        ("（县水利局配合，6月底前）", ("县水利局牵头", "6月底前"), "县水利局"),
    ],
)
def test_what_the_annex_says_otherwise_is_told_at_the_task_that_both_are(
    said: str, row: tuple[str, str], words: str, rules: Rules
) -> None:
    lines = page(said, row)
    (told,) = differing(lines, rules)
    assert len(tasks_of(page_of(lines), rules)) == 2
    assert told.task == 1
    assert words in told.message
    assert words in (told.message_zh or "")


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("（县水利局，6月底前）", ("县水利局", "2023年6月30日前")),
        ("（县水利局牵头，二季度）", ("县水利局", "6月底")),
        ("责任单位：县水利局", ("县水利局", "6月底前")),
        ("（6月底前）", ("县水利局", "6月底前")),
        ("由县水利局牵头，6月底前完成。", ("县水利局", "6月30日前")),
        ("（县水利局、县财政局，6月底前）", ("县水利局、县财政局、各镇", "6月底前")),
        ("（县水利局、县财政局，6月底前）", ("县水利局牵头，县财政局配合", "6月底前")),
        ("（县住房和城乡建设局，6月底前）", ("县住建局", "6月底前")),
        ("（县发改委牵头，6月底前）", ("县发展和改革委员会", "6月底前")),
        ("责任单位：县人力资源和社会保障局、县卫生健康委员会", ("县人社局、县卫健委", "6月底前")),
    ],
)
def test_an_annex_that_says_the_same_in_other_words_or_says_more_raises_no_issue(
    said: str, row: tuple[str, str], rules: Rules
) -> None:
    lines = page(said, row)
    assert len(tasks_of(page_of(lines), rules)) == 2
    assert differing(lines, rules) == []


def test_units_and_time_that_both_differ_are_told_apart(rules: Rules) -> None:
    said = [issue.message_zh or "" for issue in differing(page("（县水利局，6月底前）", ("县住建局", "7月底前")), rules)]
    assert [("县水利局" in words, "6月底前" in words) for words in said] == [(True, False), (False, True)]
