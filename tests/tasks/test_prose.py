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
    from pipeline.parse import Rules

FILES = ("prose", "kinds", "beside", "sentences", "together", "ways", "none", "amid", "cut")
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
