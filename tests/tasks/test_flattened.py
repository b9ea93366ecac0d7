"""Tables whose structure is gone: bars, tabs, spaces, a cell a line, cells that run together."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from pipeline.values import RawPage
from tests.tasks.cases import Case, parsed, read_cases, tasks_of, text_of
from tests.whole.layouts_tables import FLATTENED
from tests.whole.plans import random_plan

if TYPE_CHECKING:
    from pipeline.parse import Rules

CASES = [case for name in ("flattened.txt", "laid.txt") for case in read_cases(name)]
DOUBTED = [c for c in CASES if "（存疑）" in c.name]
NONE = [c for c in CASES if "不派任务" in c.name]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_the_tasks_of_a_flattened_table_are_those_a_reader_finds(case: Case, rules: Rules) -> None:
    assert tasks_of(text_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_word_is_accounted_for(case: Case, rules: Rules) -> None:
    notice = parsed(text_of(case.lines), rules)
    assert [b.text for b in notice.blocks if b.kind == "unread"] == []


@pytest.mark.parametrize("case", NONE, ids=lambda c: c.name)
def test_a_flattened_table_that_assigns_nothing_gives_no_task(case: Case, rules: Rules) -> None:
    assert parsed(text_of(case.lines), rules).tasks == ()


@pytest.mark.parametrize("case", DOUBTED, ids=lambda c: c.name)
def test_what_nobody_can_tell_is_less_than_sure_and_said_so(case: Case, rules: Rules) -> None:
    notice = parsed(text_of(case.lines), rules)
    assert min(t.confidence for t in notice.tasks) < 0.8
    assert "low_confidence" in {i.code for i in notice.issues}


@pytest.mark.parametrize("name", sorted(FLATTENED))
def test_every_task_of_a_random_plan_comes_back_from_flattened_text(name: str, rules: Rules) -> None:
    for seed in range(4):
        rng = random.Random(f"{name}/{seed}")
        plan = random_plan(rng)
        notice = parsed(RawPage("notice.txt", FLATTENED[name](plan, rng).encode()), rules)
        assert [t.text for t in notice.tasks] == [item.text for _, item in plan.items]


@pytest.mark.parametrize(
    "line", ["|" * 11, "| a " * 40, "责任单位" * 400, "序号 工作任务 责任单位 完成时限", "工作任务责任单位完成时限"]
)
def test_lines_that_only_look_like_tables_end_soon(line: str, rules: Rules) -> None:
    costs = []
    for count in (20, 80):
        start = time.process_time()
        assert parsed(text_of(("江口市通知", *[line] * count)), rules).tasks == ()
        costs.append(time.process_time() - start)
    # Four times the lines cost about four times as much; what is squared would cost sixteen times. The second is for noise.
    assert costs[1] <= 8 * costs[0] + 1


def test_addressees_in_place_of_the_units_that_a_table_has_a_column_for_are_pointed_out(rules: Rules) -> None:
    lines = (
        "江口市2023年重点任务分工表",
        "各县人民政府：",
        "序号|工作任务|责任单位|完成时限",
        "1|编制目录。| |3月底前",
        "2|公开预算。| |6月底前",
    )
    notice = parsed(text_of((*lines, "江口市人民政府", "2023年1月5日")), rules)
    assert [[u.value.role for u in t.units if u.value] for t in notice.tasks] == [["addressee"], ["addressee"]]
    assert [i.task for i in notice.issues if i.code == "addressees_as_units"] == [1, 2]


def test_addressees_stand_for_units_without_a_word_where_no_column_names_any(rules: Rules) -> None:
    lines = (
        "江口市2023年重点任务分工表",
        "各县人民政府：",
        "序号|工作任务|完成时限",
        "1|编制目录。|3月底前",
        "2|公开预算。|6月底前",
    )
    notice = parsed(text_of((*lines, "江口市人民政府", "2023年1月5日")), rules)
    assert [[u.value.role for u in t.units if u.value] for t in notice.tasks] == [["addressee"], ["addressee"]]
    assert "addressees_as_units" not in {i.code for i in notice.issues}


def test_cells_that_were_read_as_prose_are_said_to_be_an_uncut_table(rules: Rules) -> None:
    rows = (
        "1.新建社区食堂 |",
        "|",
        "河东街道 |",
        "责任单位：县民政局 |",
        "|||",
        "2.改造农贸市场 |",
        "|",
        "河西街道 |",
        "责任单位：县商务局 |",
    )
    notice = parsed(text_of(("丰河县2024年重点工作任务分解表", "一、民生工程", *rows)), rules)
    assert "table_not_cut" in {i.code for i in notice.issues}


def test_one_bar_in_a_task_is_no_table(rules: Rules) -> None:
    rows = ("1.开设“办事|问政”专栏。责任单位：县大数据局", "2.印制“政策|图解”折页。责任单位：县司法局 |")
    notice = parsed(text_of(("丰河县2024年政务公开工作要点", *rows)), rules)
    assert [t.text for t in notice.tasks] == ["开设“办事|问政”专栏。", "印制“政策|图解”折页。"]
    assert "table_not_cut" not in {i.code for i in notice.issues}
