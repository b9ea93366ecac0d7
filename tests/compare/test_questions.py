"""Questions asked of compared plans; the answers were read off the plans by hand."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.compare.comparing import compare
from pipeline.compare.questions import (
    Comparison,
    copying,
    inheritance,
    leading,
    led_tasks,
    monthly_load,
    moved_deadlines,
    taken_over,
    vagueness,
    year_on_year,
)
from pipeline.compare.questions.gaps import gaps
from pipeline.engine.inputs import InputFault

NAMES = {"region_level": "province", "province": "云岭省", "plan_year": 2023, "written_date": dt.date(2023, 3, 1)}
CITY = {"region_level": "city", "city": "澜溪市", "plan_year": 2023, "written_date": dt.date(2023, 4, 10)}
LIST = "编制惠企政策清单，逐项注明申报条件和兑现进度"
WATER = "公布集中式饮用水水源水质监测结果"
SCHOOL = "公开义务教育学校招生范围和咨询电话"
CARE = "建设社区老年食堂，为困难老人发放就餐补贴"
ROAD = "修复农村公路水毁路段，完善安全防护设施"


@pytest.fixture
def asked(write_tables, lexer, dictionary):
    """A province's plan, a city's that carries it out, and the city's of the year before."""
    folder = write_tables(
        {
            "l22": (
                {**CITY, "plan_year": 2022, "written_date": dt.date(2022, 4, 20)},
                [(LIST, "2022-06-30", ["市财政局"]), (ROAD, "2022-10-31", ["市交通局"])],
            ),
            "p23": (
                NAMES,
                [
                    (LIST, "2023-06-30", ["省财政厅"]),
                    (WATER, "2023-09-30", ["省水利厅"]),
                    (SCHOOL, "2023-08-31", ["省教育厅"]),
                    (CARE, "2023-12-31", ["省民政厅"]),
                ],
            ),
            "l23": (
                {**CITY, "follows": ["p23"]},
                [
                    (LIST, "2023-07-31", ["市财政局"]),
                    (WATER, "长期", ["市水利局", "市财政局"]),
                    (f"{SCHOOL}，每周更新学位余量", "2023-08-20", []),
                    (ROAD, None, ["市交通局"]),
                ],
            ),
        }
    )
    compare(folder, folder, lexer, dictionary)
    return lambda place=None, year=None: Comparison.open(folder, place, year)


def test_what_of_the_parent_was_taken_over_left_out_and_added_is_counted(asked):
    (row,) = taken_over(asked()).to_pylist()
    counts = {name: row[name] for name in ("from_tasks", "copied", "adapted", "split", "merged", "left_out", "added")}
    assert counts == {"from_tasks": 4, "copied": 2, "adapted": 1, "split": 0, "merged": 0, "left_out": 1, "added": 1}
    assert (row["place"], row["from_place"], row["taken_share"]) == ("澜溪市", "云岭省", 0.75)


def test_task_by_task_the_parent_is_followed_by_what_is_new(asked):
    rows = inheritance(asked("澜溪", 2023)).to_pylist()
    assert [(row["outcome"], row["from_label"], row["label"]) for row in rows] == [
        ("copied", "1", "1"),
        ("copied", "2", "2"),
        ("adapted", "3", "3"),
        ("left_out", "4", None),
        ("added", None, "4"),
    ]


def test_what_changed_since_the_year_before_is_counted(asked):
    (row,) = year_on_year(asked()).to_pylist()
    assert (row["year"], row["from_year"], row["copied"], row["left_out"], row["added"]) == (2023, 2022, 2, 0, 2)


def test_deadlines_move_and_are_dropped_and_years_are_moved_on(asked):
    moved = {(row["from_place"], row["text"][:2]): (row["moved"], row["days"]) for row in moved_deadlines(asked()).to_pylist()}
    assert moved == {
        ("云岭省", "编制"): ("later", 31),
        ("云岭省", "公布"): ("dropped", None),
        ("云岭省", "公开"): ("earlier", -11),
        ("澜溪市", "编制"): ("later", 31),
        ("澜溪市", "修复"): ("dropped", None),
    }


def test_a_line_of_work_leads_its_share_of_a_plan(asked):
    rows = {(row["year"], row["function"]): row for row in leading(asked("澜溪")).to_pylist()}
    assert (rows[2023, "财政"]["leads"], rows[2023, "财政"]["lead_share"]) == (2, 0.5)
    assert rows[2022, "交通"]["leads"] == 1


def test_what_a_line_of_work_leads_is_told_task_by_task(asked):
    rows = [(row["function"], row["units"], row["text"]) for row in led_tasks(asked("澜溪", 2023)).to_pylist()]
    assert rows == [
        ("交通", "市交通局", ROAD),
        ("水利", "市水利局", WATER),
        ("财政", "市财政局", LIST),
        ("财政", "市财政局", WATER),
    ]


def test_as_many_tasks_are_told_of_a_line_of_work_as_are_counted(compared):
    counted = {(r["place"], r["year"], r["function"]): r["leads"] for r in leading(Comparison.open(compared)).to_pylist()}
    told = Counter((r["place"], r["year"], r["function"]) for r in led_tasks(Comparison.open(compared)).to_pylist())
    assert told == {line: n for line, n in counted.items() if n}


def test_a_unit_is_loaded_from_the_day_of_the_notice_to_the_last_day(asked):
    rows = monthly_load(asked("澜溪", 2023)).to_pylist()
    finance = [(row["month"], row["due"], row["open"]) for row in rows if row["unit"] == "市财政局"]
    assert finance == [("2023-04", 0, 1), ("2023-05", 0, 1), ("2023-06", 0, 1), ("2023-07", 1, 1)]


def test_vague_tasks_are_counted_by_what_they_lack(asked):
    (row,) = vagueness(asked("澜溪", 2023)).to_pylist()
    shares = {name: row[name] for name in ("no_unit", "only_groups", "no_deadline", "only_ongoing", "no_last_day", "neither")}
    assert shares == {
        "no_unit": 0.25,
        "only_groups": 0,
        "no_deadline": 0.25,
        "only_ongoing": 0.25,
        "no_last_day": 0.5,
        "neither": 0,
    }


def test_who_copied_whom_and_after_how_many_days(asked):
    rows = {(row["year"], row["from_place"], row["from_year"]): row for row in copying(asked("澜溪", 2023)).to_pylist()}
    row = rows[2023, "云岭省", 2023]
    assert (row["same_work"], row["copied"], row["copied_share"], row["days"], row["basis"]) == (3, 2, 0.5, 40, "parent")


def test_real_plans_answer_as_a_reader_would(compared):
    """云岭省 2023 has 11 tasks; 澜溪市 takes 1, 2, 3, 4+5, 6, 7, 9, 10 over, leaves 8 and 11 out, adds one (the sanatoriums)."""
    (row,) = [r for r in taken_over(Comparison.open(compared, "澜溪", 2023)).to_pylist() if "养老服务" in r["title"]]
    assert row["added"] == 1
    details = inheritance(Comparison.open(compared, "澜溪", 2023)).to_pylist()
    left = {r["from_label"] for r in details if r["outcome"] == "left_out" and "护理员" in (r["from_text"] or "")}
    assert left == {"8"}


# --- when there is nothing to say


def test_a_place_that_is_not_there_is_refused_and_those_that_are_there_are_named(asked):
    with pytest.raises(InputFault, match=r"no plan with tasks of 火星; it holds 澜溪市 2022"):
        asked("火星")


def test_tables_that_were_not_compared_say_which_command_does_it(write_tables):
    folder = write_tables({"a": (CITY, [(LIST, None, [])])})
    with pytest.raises(InputFault, match="taizhang compare"):
        taken_over(Comparison.open(folder))
    assert vagueness(Comparison.open(folder)).num_rows == 1


def test_an_empty_run_is_refused_with_a_plain_word(write_tables):
    with pytest.raises(InputFault, match="no plan at all"):
        Comparison.open(write_tables({}))


def test_a_plan_that_carries_out_no_other_gives_an_empty_answer_with_all_columns(write_tables, lexer, dictionary):
    folder = write_tables({"a": (CITY, [(LIST, None, [])])})
    compare(folder, folder, lexer, dictionary)
    for question in (taken_over, year_on_year, inheritance, moved_deadlines, copying, led_tasks, monthly_load):
        found = question(Comparison.open(folder))
        assert found.num_rows == 0
        assert "place" in found.column_names


# --- the command


def command(*words):
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("question", ["taken", "years", "deadlines", "leads", "load", "vague", "copies"])
def test_every_question_is_answered_for_people_and_for_programs(question, compared):
    for_people = command("ask", question, str(compared))
    assert for_people.exit_code == 0, for_people.output
    assert "place" in for_people.output
    as_json = json.loads(command("ask", question, str(compared), "--json").stdout)
    as_csv = command("ask", question, str(compared), "--csv").stdout.splitlines()
    assert as_json
    assert as_csv[0].split(",") == list(as_json[0])


def test_task_by_task_is_an_option_of_the_command(compared):
    found = json.loads(command("ask", "years", str(compared), "--place", "澜溪", "--tasks", "--json").stdout)
    assert {row["outcome"] for row in found} >= {"copied", "adapted", "left_out", "added"}


def test_the_command_tells_what_a_line_of_work_leads_and_refuses_what_it_cannot_tell_task_by_task(compared):
    found = json.loads(command("ask", "leads", str(compared), "--place", "青桐", "--tasks", "--json").stdout)
    assert {"function", "units", "text"} <= set(found[0])
    refused = command("ask", "vague", str(compared), "--tasks")
    assert (refused.exit_code, "not answered task by task" in refused.output) == (2, True)


def test_the_terminal_says_how_often_a_deadline_moved_and_what_a_plan_is_about(compared):
    moved = command("ask", "deadlines", str(compared), "--place", "澜溪", "--year", "2024").output
    assert "moved: " in moved
    assert " later" in moved.split("moved: ")[1]
    assert "养老服务重点任务分解表的通知" in command("ask", "copies", str(compared)).output


def test_the_command_says_in_one_line_what_it_cannot_do(tmp_path, compared):
    nothing = command("ask", "taken", str(tmp_path))
    assert (nothing.exit_code, "holds no tables" in nothing.output) == (2, True)
    nowhere = command("ask", "taken", str(compared), "--place", "火星")
    assert (nowhere.exit_code, "火星" in nowhere.output) == (2, True)


def test_the_command_compares_and_says_what_it_found(write_tables):
    folder = write_tables({"a": (NAMES, [(LIST, None, [])]), "b": ({**CITY, "follows": ["a"]}, [(LIST, None, [])])})
    done = command("compare", str(folder))
    assert done.exit_code == 0, done.output
    assert "2 tasks of 2 notices: 1 copied, 1 own; 1 topics" in done.output


# --- what an answer cannot speak of


def test_an_answer_says_what_it_leaves_out(asked):
    assert gaps(asked(), "taken") == []
    assert gaps(asked(), "years") == ["2 of 3 plans have no plan of their subject before them in this run"]
    assert gaps(asked(year=2023), "load") == ["1 of 8 tasks name no single body", "2 of 8 tasks have no last day"]
    assert gaps(asked("澜溪", 2023), "leads") == ["1 of 4 tasks name no body whose line of work is known"]
    assert gaps(asked(), "vague") == []


def test_a_plan_whose_parent_was_not_read_is_told_of(write_tables, lexer, dictionary):
    folder = write_tables({"a": ({**CITY, "follows": [None]}, [(LIST, None, [])]), "b": (NAMES, [(WATER, None, [])])})
    compare(folder, folder, lexer, dictionary)
    (line,) = gaps(Comparison.open(folder), "taken")
    assert line.startswith("1 of 2 plans name what they carry out")


def test_gaps_stand_apart_from_the_data(compared):
    done = CliRunner().invoke(main, ["ask", "years", str(compared), "--csv"])
    assert "left out:" in done.stderr
    assert "left out:" not in done.stdout
