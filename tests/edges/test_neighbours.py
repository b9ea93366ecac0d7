"""Notices of one place lend each other the names that they print whole."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from pipeline.neighbours import is_damaged, names_of, places_of
from pipeline.parse import parse
from pipeline.repair.neighbours.names import Neighbours
from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.values import RawPage

HOME, ELSEWHERE = "a.gov.example", "b.gov.example"


def words(unit):
    return (
        "澜溪市2023年政务公开工作要点\n\n"
        f"一、公开政策文件。责任单位：{unit}。完成时限：2023年6月底前\n"
        "二、办好网站。责任单位：市司法局。完成时限：2023年9月底前\n"
    )


def page(unit, site=HOME):
    return RawPage("a.txt", words(unit).encode(), url=f"http://{site}/1.html", charset="utf-8")


def put(folder, name, unit, site):
    (folder / f"{name}.txt").write_text(words(unit), encoding="utf-8")
    (folder / f"{name}.meta.json").write_text(json.dumps({"url": f"http://{site}/{name}.html"}), encoding="utf-8")


def quietly(done, total):
    del done, total


def units_of(notice):
    return [unit.value.name for task in notice.tasks for unit in task.units if unit.value]


def test_only_undamaged_notices_lend_names(rules):
    sound, hurt = parse(page("澜溪市营商环境局"), rules), parse(page("澜溪市营\ufffd环境局"), rules)
    assert "澜溪市营商环境局" in names_of(sound)
    assert not is_damaged(sound)
    assert is_damaged(hurt)
    assert names_of(hurt) == frozenset()
    assert f"site:{HOME}" in places_of(sound)


def test_a_notice_read_with_its_neighbours_names_the_unit_that_it_lost(rules):
    hurt = page("澜溪市蓝\ufffd环境局")
    helped = parse(hurt, rules, Neighbours(frozenset({"澜溪市蓝珀环境局"})))
    assert "澜溪市蓝珀环境局" not in units_of(parse(hurt, rules))
    assert "澜溪市蓝珀环境局" in units_of(helped)
    assert [repair.certain for _, repair in helped.repairs if repair.rule == "neighbours.name"] == [False]


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    put(folder, "whole", "澜溪市蓝珀环境局", HOME)
    put(folder, "broken", "澜溪市蓝\ufffd环境局", HOME)
    put(folder, "foreign", "澜溪市蓝\ufffd环境局", ELSEWHERE)
    return folder


def test_a_run_mends_a_notice_by_another_of_its_site_and_never_by_one_of_another(pages, tmp_path):
    run(Plan((str(pages),), tmp_path / "out", find_rules_folder(), 0), quietly)
    repairs = pq.read_table(tmp_path / "out" / "repairs.parquet").to_pylist()
    sources = {row["doc_id"]: row["source"] for row in pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()}
    lent = [(sources[row["doc_id"]], row["after"], row["certain"]) for row in repairs if row["rule"] == "neighbours.name"]
    assert lent == [("broken.txt", "珀", False)]


def test_what_neighbours_lend_does_not_depend_on_the_workers(pages, tmp_path):
    for jobs in (0, 2):
        run(Plan((str(pages),), tmp_path / str(jobs), find_rules_folder(), jobs), quietly)
    for name in ("documents", "tasks", "units", "repairs", "issues"):
        one, other = (pq.read_table(tmp_path / jobs / f"{name}.parquet") for jobs in ("0", "2"))
        assert one.equals(other)
    assert pq.read_table(tmp_path / "0" / "documents.parquet").num_rows == len(("whole", "broken", "foreign"))


def test_tables_are_sorted_by_document_even_where_pages_were_read_twice(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(12):
        put(folder, f"p{number}", "澜溪市蓝\ufffd环境局" if number % 3 else "澜溪市蓝珀环境局", HOME)
    run(Plan((str(folder),), tmp_path / "parsed", find_rules_folder(), 0), quietly)
    for name in ("documents", "tasks", "blocks", "repairs"):
        order = pq.read_table(tmp_path / "parsed" / f"{name}.parquet")["doc_id"].to_pylist()
        assert order == sorted(order), name
