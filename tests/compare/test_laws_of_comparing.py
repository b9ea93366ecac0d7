"""What holds for any notices: order, repetition, candidates, hostile input."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compare.candidates import by_lot, candidates
from pipeline.compare.comparing import compare
from pipeline.compare.scores import score, score_all
from pipeline.compare.terms import Terms
from pipeline.engine.inputs import InputFault
from pipeline.tables.schema import unknown_codes
from pipeline.tables.store import StoreFault
from tests.compare.written import CITY, LIST, PROVINCE, WATER, plan, relations, rows

# --- laws


def test_the_order_in_which_notices_were_read_changes_nothing(compared, lexer, dictionary, tmp_path):
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for path in compared.glob("*.parquet"):
        table = pq.read_table(path)
        pq.write_table(table.take(np.random.default_rng(5).permutation(table.num_rows)), shuffled / path.name)
    compare(shuffled, tmp_path / "out", lexer, dictionary)
    for name in ("alignments", "lineage", "topics"):
        assert (tmp_path / "out" / f"{name}.parquet").read_bytes() == (compared / f"{name}.parquet").read_bytes()


def test_a_second_comparison_writes_the_same_bytes(compared, lexer, dictionary, tmp_path):
    compare(compared, tmp_path, lexer, dictionary)
    assert (tmp_path / "alignments.parquet").read_bytes() == (compared / "alignments.parquet").read_bytes()


def test_every_task_stands_in_both_tables_and_every_code_is_documented(compared, dictionary):
    tasks = {row["task_id"] for row in rows(compared, "tasks")}
    assert {row["task_id"] for row in rows(compared)} == tasks
    assert {row["task_id"] for row in rows(compared, "topics")} == tasks
    known = type(dictionary)(dictionary.added, dictionary.codes)
    assert unknown_codes(known, "alignments", rows(compared)) == set()


def quiet(*tasks):
    """Tasks of these terms, none of them in the opening clause."""
    return Terms.count(dict.fromkeys(task, False) for task in tasks)


def proposed(terms, way=by_lot):
    return [pair for later, earlier in way(terms) for pair in zip(later.tolist(), earlier.tolist(), strict=True)]


def test_a_short_task_is_a_candidate_beside_a_long_one_that_says_it_among_much_else():
    short = [f"短{n}" for n in range(6)]
    long = [*short, *(f"长{n}" for n in range(300))]
    others = [[f"另{k}词{n}" for n in range(40)] for k in range(200)]
    assert (200 + 1, 0) in proposed(quiet(long, *others, short))


WORDS = st.lists(st.sampled_from(["惠企", "政策", "水质", "学校", "~惠企", "~政策", "@教育"]), max_size=7)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_scoring_all_pairs_and_scoring_named_pairs_agree(tasks):
    terms = quiet(*tasks)
    every = np.arange(len(tasks))
    whole = score_all(terms, [(every, every)])
    named = score(terms, whole.later, whole.earlier)
    assert np.allclose(whole.score, named.score)
    assert np.allclose(whole.kept, named.kept)
    assert np.all((whole.score >= 0) & (whole.score <= 1 + 1e-9))


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_two_tasks_with_the_same_terms_are_always_candidates(tasks):
    terms = quiet(*tasks)
    found = set(proposed(terms))
    assert all(later > earlier for later, earlier in found)
    assert found <= set(proposed(terms, candidates))
    same = {(j, i) for i, a in enumerate(tasks) for j, b in enumerate(tasks) if i < j and a and set(a) == set(b)}
    assert same <= found


def test_ten_thousand_copies_of_one_task_cost_no_hundred_million_pairs():
    assert len(set(proposed(quiet(*[["惠企", "政策", "清单"]] * 10_000), candidates))) < 10_000 * 11


def test_two_monstrous_notices_are_compared_by_candidates(compare_plans):
    folder = compare_plans(
        {
            "a": plan(PROVINCE, *[f"{LIST}{chr(0x4E00 + n)}" for n in range(2_100)]),
            "b": plan(CITY, *[f"{WATER}{chr(0x5E00 + n)}" for n in range(2_100)], LIST, follows=["a"]),
        }
    )
    (row,) = [row for row in rows(folder) if row["task_id"] == "b-2101" and row["seq"] == 1]
    assert (row["from_doc_id"], row["basis"]) == ("a", "parent")


# --- odd input


def test_no_notices_and_one_notice_give_tables_and_say_why_they_hold_little(write_tables, lexer, dictionary):
    empty, one = write_tables({}, "empty"), write_tables({"a": plan(CITY, LIST)}, "one")
    assert "nothing to compare" in compare(empty, empty, lexer, dictionary).advice
    assert "only one notice" in compare(one, one, lexer, dictionary).advice
    assert rows(empty) == []
    assert [row["relation"] for row in rows(one)] == ["own"]


def test_a_folder_without_tables_is_refused(tmp_path, lexer, dictionary):
    with pytest.raises(InputFault, match="holds no tables"):
        compare(tmp_path, tmp_path, lexer, dictionary)


def test_a_folder_of_other_peoples_files_is_not_written_into(compared, tmp_path, lexer, dictionary):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreFault, match="did not write"):
        compare(compared, tmp_path, lexer, dictionary)


@pytest.mark.parametrize("text", ["", "，。；", "2023年12月", "A" * 5000, "\u202e\x00\ud7ff", "公开" * 3000, "切实加强"])
def test_a_task_of_any_text_is_compared(text, compare_plans):
    folder = compare_plans({"a": plan(PROVINCE, text, LIST), "b": plan(CITY, text, LIST, follows=["a"])})
    assert ("b", "a", "copied") in relations(folder)
