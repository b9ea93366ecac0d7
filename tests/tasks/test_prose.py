"""Prose of many kinds: numbers, labels, brackets, sentences, and texts that assign nothing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from pipeline.values import RawPage
from tests.tasks.cases import Case, page_of, parsed, read_cases, tasks_of, text_of
from tests.whole.layouts_prose import PROSE, PROSE_FLATTENED
from tests.whole.plans import random_plan

if TYPE_CHECKING:
    from pipeline.notice import Task
    from pipeline.parse import Rules

FILES = (
    *("prose", "kinds", "beside", "sentences", "together", "ways", "none", "amid", "cut", "torn", "records", "lists", "signed"),
    *("headings", "spells", "page_words"),
)
CASES = [case for name in FILES for case in read_cases(f"{name}.txt")]
LAYOUTS = {**PROSE, **PROSE_FLATTENED}


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_the_tasks_of_a_page_are_those_a_reader_finds(case: Case, rules: Rules) -> None:
    assert tasks_of(page_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", [c for c in CASES if c.is_plain], ids=lambda c: c.name)
def test_a_text_file_says_the_same_as_the_page(case: Case, rules: Rules) -> None:
    assert tasks_of(text_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_no_word_is_left_unread(case: Case, rules: Rules) -> None:
    assert [b.text for b in parsed(page_of(case.lines), rules).blocks if b.kind == "unread"] == []


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_task_of_a_random_plan_in_prose_comes_back(name: str, rules: Rules) -> None:
    for seed in range(4):
        rng = random.Random(f"{name}/{seed}")
        plan = random_plan(rng)
        page = LAYOUTS[name](plan, rng)
        read = parsed(page_of_text(page), rules)
        texts = [(t.draft.path, t.text) for t in read.tasks]
        assert texts == [((group,), item.text) for group, item in plan.items]


def page_of_text(page: str) -> RawPage:
    """A rendered plan as it is collected."""
    return RawPage("page.html" if page.startswith("<!") else "page.txt", page.encode())


def issues_of(lines: tuple[str, ...], rules: Rules) -> list[tuple[str, str]]:
    """The issues of a page in prose, each with what it says."""
    return [(issue.code, issue.message) for issue in parsed(page_of(lines), rules).issues]


def test_a_step_of_a_schedule_needs_no_unit(rules: Rules) -> None:
    case = next(c for c in CASES if c.name == "阶段没有单位不用提醒")
    assert "no_unit" not in [code for code, _ in issues_of(case.lines, rules)]


def test_a_body_in_brackets_behind_a_recipient_is_told(rules: Rules) -> None:
    lines = ("2023年云溪区安全生产工作要点", "1.排查燃气隐患，结果报区安委办（区应急局）。", "2.整治充电。（区消防大队负责）")
    assert ("unread_unit", "could not be read as a unit: '区应急局'") in issues_of(lines, rules)


def test_a_body_that_nobody_can_read_is_told_and_no_addressee_stands_in_for_it(rules: Rules) -> None:
    case = next(c for c in CASES if c.name == "读不出的单位后面写着负责，主送机关不顶替")
    assert ("unread_unit", "could not be read as a unit: '红泥湾片区征迁工地临时党支部'") in issues_of(case.lines, rules)


def case_of(name: str) -> Case:
    """The case with this name."""
    return next(case for case in CASES if case.name == name)


@pytest.mark.parametrize(
    "name", ["编号整个丢了，后面的编号照常断开", "一段没有编号，夹在1和3中间", "跳过一个编号，又没有下文，不断开"]
)
def test_a_number_that_is_left_out_is_told_and_what_may_hold_its_item_is_less_than_sure(name: str, rules: Rules) -> None:
    read = parsed(page_of(case_of(name).lines), rules)
    assert "number_skipped" in [issue.code for issue in read.issues]
    assert min(task.confidence for task in read.tasks) < 0.8


def test_a_number_that_the_printer_left_out_lowers_nothing(rules: Rules) -> None:
    read = parsed(page_of(case_of("原文跳号，没有残迹，不补").lines), rules)
    assert "number_skipped" in [issue.code for issue in read.issues]
    assert [task.confidence for task in read.tasks] == [1.0, 1.0]


@pytest.mark.parametrize("name", ["第（三）项是引用，不是编号", "（九）（十）（十一）", "句中存疑的（？）不是编号"])
def test_numbers_that_count_on_raise_no_issue(name: str, rules: Rules) -> None:
    assert "number_skipped" not in [code for code, _ in issues_of(case_of(name).lines, rules)]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.排查水库。", "2.巡查堤坝。", "5.储备沙袋。"),
        ("2.排查水库。", "3.巡查堤坝。", "4.储备沙袋。"),
        ("一、防汛", "1.排查水库。", "二、供暖", "2.检修管网。", "4.储备电煤。"),
        ("1.排查水库。", "2.巡查堤坝，3.储备沙袋。"),
        ("Ⅰ.排查水库，Ⅱ.巡查堤坝。", "Ⅲ.储备沙袋。"),
        ("（1）排查水库，（2）巡查堤坝；", "（3）储备沙袋。"),
        ("一、防汛", "（二）排查水库。", "（三）巡查堤坝。"),
    ],
)
def test_numbers_that_are_left_out_or_swallowed_are_told(lines: tuple[str, ...], rules: Rules) -> None:
    assert "number_skipped" in [code for code, _ in issues_of(("2024年清水县重点工作要点", *lines), rules)]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、防汛", "1.排查水库。", "2.巡查堤坝。", "二、供暖", "3.检修管网。"),
        ("1.改造1、2、3号楼，2、3层加装扶手。", "2.检修管网。"),
        ("1.落实第2.项要求。", "2.检修管网。", "3.巡查堤坝。"),
        ("一、防汛", "1.排查水库。", "二、供暖", "1.检修管网。"),
    ],
)
def test_counts_that_go_on_below_a_heading_or_name_other_things_raise_no_issue(lines: tuple[str, ...], rules: Rules) -> None:
    assert "number_skipped" not in [code for code, _ in issues_of(("2024年清水县重点工作要点", *lines), rules)]


def test_a_time_behind_the_last_item_that_may_be_of_all_is_given_to_all_and_less_than_sure(rules: Rules) -> None:
    lines = ("2024年清水县重点工作要点", "1.排查水库。", "2.巡查堤坝。", "3.检修管网。均于10月底前完成。")
    tasks = parsed(page_of(lines), rules).tasks
    assert [_ends(task) for task in tasks] == [["2024-10-31"]] * 3
    assert [task.confidence < 0.8 for task in tasks] == [True] * 3


def _ends(task: Task) -> list[str]:
    """The last days of a task's deadlines."""
    return [str(found.value.end) for found in task.deadlines if found.value is not None]


def test_a_name_that_the_end_of_the_page_cut_is_told(rules: Rules) -> None:
    said = issues_of(case_of("页末断在单位名中间，断的名字留着").lines, rules)
    assert ("unread_unit", "could not be read as a unit: '县市场监'") in said


@pytest.mark.parametrize("name", ["括号到页末没有合上", "页末断在单位名中间，断的名字留着", "时限也在没合上的括号里"])
def test_the_last_item_of_a_page_that_ends_in_the_middle_is_less_than_sure(name: str, rules: Rules) -> None:
    tasks = parsed(page_of(case_of(name).lines), rules).tasks
    assert tasks[-1].confidence < 0.8
    assert all(task.confidence == 1.0 for task in tasks[:-1])


def test_an_item_amid_others_whose_bracket_never_closes_is_read_like_them(rules: Rules) -> None:
    read = parsed(page_of(case_of("中间一条的括号没有合上").lines), rules)
    assert [task.confidence for task in read.tasks] == [1.0, 1.0, 1.0]
