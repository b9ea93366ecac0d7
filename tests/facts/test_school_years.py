"""School years: a month without a year belongs to one of two; what cannot be told stays open."""

from __future__ import annotations

import pytest

from pipeline.facts.deadlines.reading import TimeContext
from pipeline.facts.deadlines.school import SchoolTime
from tests.facts.deadlines import day, one

YEAR = TimeContext(plan_year=2023, school=SchoolTime(2023))
FIRST = TimeContext(plan_year=2023, school=SchoolTime(2023, 1))
SECOND = TimeContext(plan_year=2024, school=SchoolTime(2023, 2))


@pytest.mark.parametrize(
    ("said", "context", "end"),
    [
        ("9月底前", YEAR, "2023-09-30"),
        ("12月31日前", FIRST, "2023-12-31"),
        ("1月10日前", FIRST, "2024-01-10"),
        ("1月中旬", YEAR, "2024-01-20"),
        ("7月15日前", YEAR, "2024-07-15"),
        ("8月25日前", FIRST, "2023-08-25"),
        ("8月25日前", SECOND, "2024-08-25"),
        ("3月", SECOND, "2024-03-31"),
        ("11月—1月", YEAR, "2024-01-31"),
        ("9月至次年6月", YEAR, "2024-06-30"),
        ("6月—8月", YEAR, "2024-08-31"),
        ("2024年9月底前", YEAR, "2024-09-30"),
        ("国庆节前", YEAR, "2023-09-30"),
        ("元旦前", YEAR, "2023-12-31"),
        ("五一前", YEAR, "2024-04-30"),
        ("第一学期", YEAR, "2024-01-31"),
        ("第二学期", YEAR, "2024-08-31"),
        ("5月第二周", YEAR, "2024-05-14"),
    ],
)
def test_a_time_of_a_school_year_lies_in_the_right_one_of_its_two_years(said, context, end):
    deadline = one(said, context=context)
    assert deadline.end == day(end)
    assert deadline.end_earliest is None
    assert ("year" in deadline.inferred) == (not said.startswith("2024"))


def test_august_of_a_whole_school_year_may_be_the_first_or_the_last():
    deadline = one("8月底前", context=YEAR)
    assert (deadline.end_earliest, deadline.end) == (day("2023-08-31"), day("2024-08-31"))


@pytest.mark.parametrize("said", ["第一学期", "下学期"])
def test_a_term_by_its_number_has_no_days_where_nobody_says_the_school_year(said):
    assert one(said, context=TimeContext(plan_year=2023)).kind == "unknown"


def test_a_year_of_another_school_year_leads_the_months_after_it():
    deadline = one("3月底前", context=TimeContext(plan_year=2023, school=SchoolTime(2023), year_before=2026))
    assert deadline.end == day("2026-03-31")
