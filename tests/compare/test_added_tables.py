"""Topics, and how the tables that comparing adds stand beside the others."""

from __future__ import annotations

import json

from pipeline.compare.align import Tasks, align
from pipeline.compare.boilerplate import Boilerplate
from pipeline.compare.comparing import compare
from pipeline.compare.synonyms import Synonyms
from pipeline.compare.topics import gather
from pipeline.compare.words import Lexer
from pipeline.export.formats import export_tables
from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.tables.dictionary import to_datapackage
from pipeline.tables.parsed import Parsed
from tests.compare.written import CITY, PROVINCE, WATER, plan, rows

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
