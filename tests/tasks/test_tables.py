"""Tables in markup of many kinds: headers, merged cells, page breaks, marks, and tables that assign nothing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.tasks.cases import Case, page_of, parsed, read_cases, tasks_of
from tests.tasks.grids import table_of, with_tables
from tests.whole.layouts_tables import CLEAN
from tests.whole.plans import random_plan

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules

CASES = [
    case
    for name in (
        "tables.txt",
        "blanks.txt",
        "kinds_of_tables.txt",
        "marks.txt",
        "headers.txt",
        "school.txt",
        "above.txt",
        "years.txt",
    )
    for case in read_cases(name)
]
NONE = [c for c in CASES if "不派任务" in c.name]
DOUBTED = [c for c in CASES if "（存疑）" in c.name]
HEADER = "序号|工作任务|责任单位|完成时限"


def _read(rows: list[str], rules: Rules, *more: str) -> ParsedNotice:
    return parsed(page_of(("江口市2023年政务公开任务分工方案", table_of(rows), *more)), rules)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_the_tasks_of_a_table_are_those_a_reader_finds(case: Case, rules: Rules) -> None:
    assert tasks_of(page_of(with_tables(case.lines)), rules) == case.tasks


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_word_beside_a_table_is_accounted_for(case: Case, rules: Rules) -> None:
    assert [b.text for b in parsed(page_of(with_tables(case.lines)), rules).blocks if b.kind == "unread"] == []


@pytest.mark.parametrize("case", NONE, ids=lambda c: c.name)
def test_a_table_that_assigns_nothing_is_no_task_table(case: Case, rules: Rules) -> None:
    assert "tasks" not in {t.kind for t in parsed(page_of(with_tables(case.lines)), rules).tables}


@pytest.mark.parametrize("case", DOUBTED, ids=lambda c: c.name)
def test_what_is_guessed_is_less_than_sure_and_said_so(case: Case, rules: Rules) -> None:
    notice = parsed(page_of(with_tables(case.lines)), rules)
    assert min(t.confidence for t in notice.tasks) < 0.8
    assert "low_confidence" in {i.code for i in notice.issues}


def test_a_table_with_all_its_cells_is_sure(rules: Rules) -> None:
    notice = _read([HEADER, "1|编制目录。|市司法局|3月底前", "2|公开预算。|市财政局|2月底前"], rules)
    assert {t.confidence for t in notice.tasks} == {1.0}


def test_a_wide_label_that_nobody_knows_is_said_where_the_same_label_stands_below_several(rules: Rules) -> None:
    header = ["序号|工作任务|甲方面|<|乙方面|<", "^|^|单位|电话|单位|电话"]
    notice = _read([*header, "1|编制目录。|市司法局|511|市财政局|512", "2|公开预算。|市财政局|512|市司法局|511"], rules)
    assert [i.code for i in notice.issues].count("unread_header") == 2
    assert notice.tables[0].header[2::2] == ("甲方面 单位", "乙方面 单位")


def test_a_person_named_across_a_table_stands_beside_the_rows_below_it(rules: Rules) -> None:
    rows = ["分管领导：李某某|<|<|<", "1|编制目录。|市司法局|3月底前", "分管领导：王某某|<|<|<", "2|公开预算。|市财政局|2月底前"]
    assert [t.draft.extra for t in _read([HEADER, *rows], rules).tasks] == [(("分管领导", "李某某"),), (("分管领导", "王某某"),)]


def test_the_parts_of_a_table_stay_tables_of_their_own_that_name_the_part_before(rules: Rules) -> None:
    second = table_of(["2|公开预算。|市财政局|2月底前", "3|开展培训。|市政府办公室|9月底前"])
    notice = _read([HEADER, "1|编制目录。|市司法局|3月底前"], rules, "— 2 —", second)
    assert [t.continues for t in notice.tables] == [None, 1]
    assert [t.header for t in notice.tables] == [tuple(HEADER.split("|"))] * 2
    assert [(t.draft.table, t.draft.row) for t in notice.tasks] == [(1, 1), (2, 0), (2, 1)]


def test_a_table_of_another_kind_behind_a_task_table_is_no_part_of_it(rules: Rules) -> None:
    other = table_of(["姓名|单位|职务|电话", "张伟|市司法局|科长|2222222"])
    notice = _read([HEADER, "1|编制目录。|市司法局|3月底前", "2|公开预算。|市财政局|2月底前"], rules, other)
    assert [(t.kind, t.continues) for t in notice.tables] == [("tasks", None), ("contacts", None)]


def test_a_wide_or_endless_span_costs_nothing(rules: Rules) -> None:
    table = f"<table><tr>{''.join(f'<td>{h}</td>' for h in HEADER.split('|'))}</tr><tr><td rowspan=65534 colspan=0>1</td><td colspan=9999>编制目录。</td><td>市司法局</td><td>3月底前</td></tr></table>"
    notice = parsed(page_of(("江口市2023年政务公开任务分工方案", table)), rules)
    assert notice.status in ("parsed", "no_tasks")


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_every_task_of_a_random_plan_in_a_table_comes_back(name: str, rules: Rules) -> None:
    for seed in range(4):
        rng = random.Random(f"{name}/{seed}")
        plan = random_plan(rng)
        notice = parsed(page_of((plan.title, CLEAN[name](plan, rng))), rules)
        assert [t.text for t in notice.tasks] == [item.text for _, item in plan.items]
