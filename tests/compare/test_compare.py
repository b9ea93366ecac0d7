"""`taizhang compare` finds the same work, and says what became of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compare.align import Tasks, align
from pipeline.compare.boilerplate import Boilerplate
from pipeline.compare.candidates import by_lot, candidates
from pipeline.compare.choose import choose
from pipeline.compare.comparing import compare
from pipeline.compare.questions import Comparison, copying, vagueness
from pipeline.compare.scores import Scored, score, score_all
from pipeline.compare.synonyms import SynonymRule, Synonyms
from pipeline.compare.terms import Terms
from pipeline.compare.topics import gather
from pipeline.compare.words import Lexer
from pipeline.engine.inputs import InputFault
from pipeline.export.formats import export_tables
from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.tables.dictionary import to_datapackage
from pipeline.tables.parsed import Parsed
from pipeline.tables.schema import unknown_codes
from pipeline.tables.store import StoreFault
from tests.compare.labels import Agreement, Names, found_between, load_pairs

NATIONAL = {"region_level": "national", "region_code": "000000", "plan_year": 2023}
PROVINCE = {"region_level": "province", "province": "云岭省", "plan_year": 2023}
CITY = {"region_level": "city", "city": "澜溪市", "plan_year": 2023}
LIST = "编制惠企政策清单，逐项注明申报条件和兑现进度"
WATER = "公布集中式饮用水水源水质监测结果"
SCHOOL = "公开义务教育学校招生范围和咨询电话"


def plan(about, *texts, **more):
    return ({**about, **more}, [(text, None, ()) for text in texts])


def rows(folder, table="alignments"):
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


@pytest.fixture
def compare_plans(write_tables, lexer, dictionary):
    def compared(plans):
        folder = write_tables(plans)
        compare(folder, folder, lexer, dictionary)
        return folder

    return compared


# --- against what was labelled


def agreement(compared, half):
    documents, tasks = (pq.read_table(compared / f"{name}.parquet").to_pylist() for name in ("documents", "tasks"))
    names, found = Names(documents, tasks), Agreement()
    for judged in load_pairs():
        if judged.half == half and not judged.public:
            found.add(judged, found_between(judged, rows(compared), names))
    return found


def test_at_least_four_hundred_pairs_were_labelled_and_most_of_them_are_on_notices_of_the_project():
    labelled = load_pairs()
    assert sum(len(j.same) for j in labelled) >= 400
    assert sum(len(j.same) for j in labelled if not j.public) >= 250
    assert sum(len(j.same) + len(j.different or ()) for j in labelled if j.half == "drawn") >= 150


def test_every_label_names_a_task_that_is_there(compared):
    documents, tasks = (pq.read_table(compared / f"{name}.parquet").to_pylist() for name in ("documents", "tasks"))
    names, known = Names(documents, tasks), {}
    for row in tasks:
        for by_number in (True, False):
            known.setdefault(names.source(row["doc_id"]), set()).add(names.name(row["task_id"], by_number=by_number))
    for judged in load_pairs():
        if not judged.public:
            spoken = {*judged.same, *judged.unsure, *(judged.different or ())}
            assert {later for later, _ in spoken} | judged.own <= known[judged.later], judged.later
            assert {earlier for _, earlier in spoken} <= known[judged.earlier], judged.earlier


@pytest.mark.parametrize(
    ("half", "precision", "recall"),
    [("dev", 0.95, 0.9), ("test", 0.9, 0.85), ("fresh", 0.8, 0.7), ("drawn", 0.95, 0.9), ("anew", 0.8, 0.68)],
)
def test_the_same_work_is_found_as_well_as_it_was_measured(compared, half, precision, recall):
    found = agreement(compared, half)
    assert found.precision >= precision
    assert found.recall >= recall


def test_what_became_of_it_is_said_as_well_as_it_was_measured(compared):
    found = agreement(compared, "test")
    assert found.of_relation("copied")[2] >= 0.88
    assert found.of_relation("adapted")[2] >= 0.9
    assert min(found.of_relation("split")[2], found.of_relation("merged")[2]) >= 0.85
    assert found.of_own()[2] >= 0.9


# --- what became of it


def relations(folder):
    return [(row["task_id"][:1], row["from_task_id"] and row["from_task_id"][:1], row["relation"]) for row in rows(folder)]


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


# --- topics


def test_tasks_of_one_subject_share_a_topic_and_a_chain_of_likenesses_does_not_join_two(compared):
    topics = {row["task_id"]: row for row in rows(compared, "topics")}
    texts = {row["task_id"]: row["text"] for row in rows(compared, "tasks")}
    canteens = {topics[task]["topic_id"] for task, text in texts.items() if "老年食堂" in text}
    fires = {topics[task]["topic_id"] for task, text in texts.items() if "消防安全隐患" in text}
    assert len(canteens) == 1
    assert len(fires) == 1
    assert canteens.isdisjoint(fires)
    assert max(row["n_tasks"] for row in topics.values()) < len(texts) / 10


def test_a_topic_is_named_by_its_words(compared):
    named = [row["topic_words"] for row in rows(compared, "topics") if row["n_docs"] >= 6]
    assert any("探访" in words for words in named)
    assert any({"居家", "改造"} <= set(words) for words in named)


def test_a_topic_is_called_by_a_clause_of_its_tasks_without_the_name_of_a_place(compare_plans):
    folder = compare_plans(
        {
            "a": plan(PROVINCE, f"{WATER}。", "增设候车座椅"),
            "b": plan(CITY, f"利用网站和公报，{WATER.replace('公布', '公布澜溪市')}，接受社会监督", follows=["a"]),
        }
    )
    assert [row["topic_name"] for row in rows(folder, "topics")] == [WATER, None, WATER]


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


# --- with the other tables


def test_the_folder_describes_what_was_added_and_a_new_run_leaves_it_behind(compared, lexer, dictionary, tmp_path):
    del compared
    raw, out = tmp_path / "raw", tmp_path / "parsed"
    raw.mkdir()
    text = "澜溪市人民政府办公室关于印发澜溪市2023年政务公开工作要点的通知\n\n各县人民政府：\n\n1.公布水质。（市水利局，6月底前）\n2.公布名录。（市民政局，7月底前）\n"
    (raw / "a.txt").write_text(text, encoding="utf-8")
    asked = Plan((str(raw),), out, find_rules_folder(), jobs=0)
    run(asked, lambda _done, _all: None)
    compare(out, out, lexer, dictionary)
    names = {resource["name"] for resource in json.loads((out / "datapackage.json").read_text())["resources"]}
    assert {"tasks", "alignments", "lineage", "topics"} <= names
    assert not run(asked, lambda _done, _all: None).changed
    (raw / "a.txt").write_text(text.replace("水质", "水价"), encoding="utf-8")
    assert run(asked, lambda _done, _all: None).changed
    assert not (out / "alignments.parquet").exists()


def test_what_was_added_is_exported_too(compared, dictionary, tmp_path):
    export_tables(compared, "csv", tmp_path / "csv", dictionary)
    head = (tmp_path / "csv" / "alignments.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.startswith("task_id,seq,doc_id,from_task_id")
    assert (tmp_path / "csv" / "topics.csv").exists()


def test_foreign_keys_of_a_folder_name_only_tables_that_it_holds(dictionary):
    alone = dictionary.held_by(lambda name: ("x",) if name in dictionary.added else ())
    for resource in to_datapackage(alone)["resources"]:
        assert "foreignKeys" not in resource["schema"]


def test_boilerplate_and_synonyms_may_be_empty(compared):
    tasks = Tasks.read(Parsed.open(compared), Lexer(Boilerplate.build([]), Synonyms.build([])))
    assert len(gather(tasks.terms, align(tasks).alike)[0]) == len(tasks.texts)
