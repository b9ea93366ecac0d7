"""Which notice follows which, and what counts once though it is held twice."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.compare.questions import Comparison, copying, vagueness
from tests.compare.written import CITY, LIST, NATIONAL, PROVINCE, SCHOOL, WATER, plan, rows

# --- the chain


def test_the_chain_comes_first_and_says_what_joins_two_notices(compare_plans):
    folder = compare_plans(
        {
            "n": plan(NATIONAL, LIST),
            "p": plan(PROVINCE, LIST, follows=["n"]),
            "q": plan({**PROVINCE, "province": "朔原省"}, LIST),
            "c": plan(CITY, LIST, follows=["p"]),
        }
    )
    found = [(row["from_doc_id"], row["basis"], row["direction"]) for row in rows(folder) if row["doc_id"] == "c"]
    assert sorted(found[:2]) == [("n", "ancestor", "down"), ("p", "parent", "down")]
    assert found[2:] == [("q", "similar", "down")]


def test_a_plan_goes_on_from_that_of_the_year_before(compare_plans):
    folder = compare_plans(
        {"a": plan({**CITY, "plan_year": 2021}, LIST), "b": plan(CITY, LIST), "o": plan({**CITY, "city": "岩泊市"}, SCHOOL)}
    )
    (row,) = [row for row in rows(folder) if row["doc_id"] == "b"]
    assert (row["from_doc_id"], row["basis"], row["direction"]) == ("a", "year_before", "onward")


POINTS = "关于印发澜溪市{}年政务公开工作要点的通知"


def last_year(title, issuer=None):
    return {**CITY, "plan_year": 2022, "title": title, "issuer": issuer}


@pytest.mark.parametrize(
    "title",
    [
        POINTS.format(2022),
        "澜溪市人民政府办公室关于印发2022年全市政务公开重点任务分解表的通知",
        "关于做好澜溪市二〇二二年政务公开工作的通知",
        "2022年度政务公开工作任务清单",
        "澜溪市政务公开工作实施方案（2022年）",
    ],
)
def test_a_plan_of_the_same_subject_is_that_of_the_year_before_whatever_its_form(title, compare_plans):
    folder = compare_plans({"a": plan(last_year(title), LIST), "b": plan({**CITY, "title": POINTS.format(2023)}, LIST)})
    assert [(row["doc_id"], row["from_doc_id"], row["basis"]) for row in rows(folder, "lineage")] == [("b", "a", "year_before")]


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("关于印发澜溪市2022年养老服务工作要点的通知", None),
        ("关于印发澜溪市2022年优化营商环境工作要点的通知", "澜溪市人民政府办公室"),
        (POINTS.format(2022), "澜溪市教育局"),
        ("关于印发澜溪市2022年森林防火重点任务分工方案的通知", None),
    ],
)
def test_a_plan_of_another_subject_or_body_of_the_place_is_not_that_of_the_year_before(title, issuer, compare_plans):
    this_year = {**CITY, "title": POINTS.format(2023), "issuer": "澜溪市人民政府办公室"}
    folder = compare_plans({"a": plan(last_year(title, issuer), LIST), "b": plan(this_year, LIST)})
    assert rows(folder, "lineage") == []
    assert {row["basis"] for row in rows(folder) if row["doc_id"] == "b"} == {"similar"}


@pytest.mark.parametrize(
    ("before", "joined"),
    [
        ({"city": "澜溪市", "province": "云岭省"}, True),
        ({"city": "澜溪市"}, True),
        ({"city": "澜溪市", "province": "云岭省", "county": "澜溪县"}, False),
        ({"city": "澜溪市", "province": "四川省", "region_code": "510000"}, False),
    ],
)
def test_a_place_in_no_register_is_the_same_with_and_without_its_province(before, joined, compare_plans):
    earlier = {**last_year(POINTS.format(2022)), **before}
    folder = compare_plans({"a": plan(earlier, LIST), "b": plan({**CITY, "title": POINTS.format(2023)}, LIST)})
    assert bool(rows(folder, "lineage")) == joined


def test_each_series_of_a_place_goes_on_from_its_own_last_year(compare_plans):
    def of(subject, year):
        return {**CITY, "plan_year": year, "title": f"关于印发澜溪市{year}年{subject}工作要点的通知"}

    plans = {"a": ("政务公开", 2021), "b": ("养老服务", 2022), "c": ("政务公开", 2023), "d": ("养老服务", 2023)}
    folder = compare_plans({doc: plan(of(*about), LIST, WATER) for doc, about in plans.items()})
    assert {(row["doc_id"], row["from_doc_id"]) for row in rows(folder, "lineage")} == {("c", "a"), ("d", "b")}


# --- a notice that is held twice


HELD = {**CITY, "doc_number": "澜政办发〔2023〕7号", "n_tasks": 3}


@pytest.mark.parametrize(
    "second",
    [
        {"doc_number": "澜政办发〔2023〕7号"},
        {"doc_number": None, "written_date": dt.date(2023, 4, 1)},
        {"doc_number": "澜政办发〔2023〕7号", "title": "another page has another title"},
    ],
)
def test_a_notice_that_is_held_twice_counts_once(second, compare_plans):
    texts = (LIST, WATER, SCHOOL)
    folder = compare_plans(
        {
            "p": plan({**PROVINCE, "written_date": dt.date(2023, 2, 1)}, *texts),
            "a": plan({**HELD, "written_date": dt.date(2023, 4, 1), "follows": ["p"]}, *texts),
            "b": plan({**HELD, "n_tasks": 2, **second, "follows": ["p"]}, *texts[:2]),
            "c": plan({**CITY, "city": "岩泊市", "follows": ["b"]}, *texts),
        }
    )
    joined = {(row["doc_id"], row["from_doc_id"]): row["basis"] for row in rows(folder, "lineage")}
    assert joined == {
        ("a", "p"): "parent",
        ("b", "a"): "reprint",
        ("c", "a"): "parent",
        ("c", "p"): "ancestor",
    }
    assert {row["from_doc_id"] for row in rows(folder) if row["doc_id"] == "b"} == {"a"}
    assert {row["from_doc_id"] for row in rows(folder) if row["doc_id"] == "c"} == {"a", "p"}
    asked = Comparison.open(folder)
    assert {(row["doc_id"], row["from_doc_id"]) for row in copying(asked).to_pylist()} == {("a", "p"), ("c", "a"), ("c", "p")}
    assert [row["doc_id"] for row in vagueness(asked).to_pylist()] == ["p", "a", "c"]


@pytest.mark.parametrize(
    "second",
    [
        {"doc_number": "澜政办发〔2023〕8号"},
        {"doc_number": "澜政办发〔2023〕7号", "city": "岩泊市"},
        {"doc_number": "澜政办发〔2023〕7号", "plan_year": 2024},
    ],
)
def test_what_only_says_the_same_is_no_second_copy(second, compare_plans):
    folder = compare_plans({"a": plan(HELD, LIST, WATER), "b": plan({**HELD, **second}, LIST, WATER)})
    assert "reprint" not in {row["basis"] for row in rows(folder, "lineage")}


def test_two_pages_of_one_notice_are_not_the_same_page_twice(compare_plans):
    folder = compare_plans({"a": plan(HELD, LIST, WATER), "b": plan(HELD, SCHOOL, "修复农村公路水毁路段")})
    assert rows(folder, "lineage") == []


def test_notices_that_cite_each_other_in_a_circle_are_compared_all_the_same(compare_plans):
    folder = compare_plans({"a": plan(PROVINCE, LIST, follows=["b"]), "b": plan(CITY, LIST, follows=["a"])})
    assert {row["from_doc_id"] for row in rows(folder)} == {"a", "b"}
