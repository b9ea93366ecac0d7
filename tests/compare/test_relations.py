"""What became of a task: copied, adapted, split, merged or own, also where it is said in other words."""

from __future__ import annotations

import shutil

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipeline.compare.choose import choose
from pipeline.compare.comparing import compare
from pipeline.compare.scores import Scored
from pipeline.compare.synonyms import SynonymRule, Synonyms
from tests.compare.written import CITY, LIST, PROVINCE, SCHOOL, WATER, plan, relations, rows

# --- what became of it


def test_a_task_that_only_names_its_own_place_is_copied_and_another_number_is_adapted(compare_plans):
    folder = compare_plans(
        {
            "a": plan(PROVINCE, LIST, "完成一千户居家适老化改造"),
            "b": plan(CITY, f"切实{LIST.replace('惠企', '澜溪市惠企')}", "完成五十户居家适老化改造", follows=["a"]),
        }
    )
    assert relations(folder)[2:] == [("b", "a", "copied"), ("b", "a", "adapted")]


def test_a_task_that_several_share_out_is_split_and_several_in_one_are_merged(compare_plans):
    folder = compare_plans(
        {
            "a": plan(PROVINCE, f"{LIST}；{WATER}"),
            "b": plan(CITY, LIST, WATER, follows=["a"]),
            "c": plan({**CITY, "city": "岩泊市"}, f"{LIST}；{WATER}", follows=["b"]),
        }
    )
    by_task = {(row["doc_id"], row["from_doc_id"]): row["relation"] for row in rows(folder)}
    assert by_task["b", "a"] == "split"
    assert by_task["c", "b"] == "merged"


def test_work_that_no_other_notice_has_is_own_and_stands_once(compare_plans):
    folder = compare_plans({"a": plan(PROVINCE, LIST), "b": plan(CITY, SCHOOL, follows=["a"])})
    assert [(r["task_id"], r["relation"], r["from_task_id"], r["score"]) for r in rows(folder)] == [
        ("a-0001", "own", None, None),
        ("b-0001", "own", None, None),
    ]


def test_words_without_weight_make_no_two_tasks_alike(compare_plans):
    folder = compare_plans(
        {
            "a": plan(PROVINCE, "切实加强组织领导，认真贯彻落实"),
            "b": plan(CITY, "切实加强统筹，认真贯彻落实有关要求", follows=["a"]),
        }
    )
    assert {row["relation"] for row in rows(folder)} == {"own"}


# --- the same in other words


def test_other_words_for_the_same_thing_are_the_same_work(compare_plans):
    folder = compare_plans(
        {
            "a": plan(PROVINCE, "公布养老机构名录", WATER, SCHOOL),
            "b": plan(CITY, "发布敬老院名单", "增设候车座椅"),
        }
    )
    assert ("b", "a", "adapted") in relations(folder)


def test_synonyms_make_nothing_copied_and_leave_longer_words_alone(compare_plans):
    folder = compare_plans(
        {"a": plan(PROVINCE, "开展城市更新，修建口袋公园"), "b": plan(CITY, "开展城市更新，打造口袋公园", follows=["a"])}
    )
    assert ("b", "a", "adapted") in relations(folder)
    (row,) = [row for row in rows(folder) if row["from_task_id"]]
    assert "城市更新" in row["words"]


def test_a_word_stands_for_one_thing_only():
    with pytest.raises(ValueError, match="名录"):
        Synonyms.build([SynonymRule(id="a", lines=("清单、名录",)), SynonymRule(id="b", lines=("目录、名录",))])


def test_the_opening_clause_says_what_the_work_is(compare_plans):
    """The later task has as many words of either one; that whose opening it shares is its source."""
    folder = compare_plans(
        {
            "a": plan(PROVINCE, "清理政务新媒体账号，接受群众监督", "接受群众监督，修缮灌溉水渠"),
            "b": plan(CITY, "关停政务新媒体账号，定期通报进展，接受群众监督", follows=["a"]),
        }
    )
    assert [row["from_task_id"] for row in rows(folder) if row["task_id"] == "b-0001"] == ["a-0001"]


def test_a_pair_that_stands_alone_may_be_less_alike_than_one_of_many():
    alone = Scored(np.array([9]), np.array([0]), np.array([0.3]), np.zeros(1))
    many = Scored(np.full(5, 9), np.arange(5), np.array([0.3, 0.29, 0.29, 0.28, 0.28]), np.zeros(5))
    notice_of = np.array([0] * 9 + [1])
    assert len(choose(alone, notice_of, 0.15, 0.36)) == 1
    assert len(choose(many, notice_of, 0.15, 0.42)) == 0


def test_of_two_equal_partners_neither_is_ahead_and_both_are_found_where_they_are_alike_enough():
    twins = Scored(np.array([2, 2]), np.array([0, 1]), np.array([0.9, 0.9]), np.zeros(2))
    assert choose(twins, np.array([0, 0, 1]), 0.15, 0.36).earlier.tolist() == [0, 1]


def test_two_plans_alone_are_compared_as_they_are_among_others(compared, lexer, dictionary, tmp_path):
    """What is common in the language counts little in a run of two plans too, which cannot tell it by themselves."""
    keep = {
        row["doc_id"]
        for row in rows(compared, "documents")
        if row["source"].endswith(("yunling_2023_eldercare.txt", "lanxi_2023_eldercare_table.html"))
    }
    for path in compared.glob("*.parquet"):
        table = pq.read_table(path)
        if "doc_id" in table.column_names:
            table = table.filter(pc.is_in(table.column("doc_id"), pa.array(sorted(keep))))
        pq.write_table(table, tmp_path / path.name)
    shutil.copytree(tmp_path, tmp_path / "two")
    compare(tmp_path / "two", tmp_path / "two", lexer, dictionary)
    alone = {(row["task_id"], row["from_task_id"]) for row in rows(tmp_path / "two") if row["from_task_id"]}
    among = {
        (row["task_id"], row["from_task_id"]) for row in rows(compared) if row["doc_id"] in keep and row["from_doc_id"] in keep
    }
    assert len(alone & among) >= 0.85 * len(alone | among) > 0
