"""`make bench-check` says what got slower, and nothing else."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.baseline import read_baseline, worse, write_baseline
from benchmarks.growth_bench import TORTURE, Line, prose_page, table_page
from benchmarks.parse_bench import STAGES, Ratio, costs_of
from benchmarks.performance import KEPT, PAGE, with_runs
from benchmarks.performance_page import page_of
from pipeline.parse import parse
from pipeline.values import RawPage

OLD = {"whole / lxml": Ratio(50.0, 0.04), "rows / lxml": Ratio(3.0, 0.30)}


def raw(page):
    return RawPage("a.html", page.encode(), charset="utf-8")


@pytest.mark.parametrize(
    ("whole", "rows", "names"),
    [
        (Ratio(50.0, 0.04), Ratio(3.0, 0.3), []),
        (Ratio(20.0, 0.04), Ratio(1.0, 0.3), []),
        (Ratio(54.9, 0.0), Ratio(3.0, 0.3), []),
        (Ratio(55.1, 0.0), Ratio(3.0, 0.3), ["whole / lxml"]),
        (Ratio(58.0, 0.2), Ratio(3.0, 0.3), []),
        (Ratio(50.0, 0.04), Ratio(3.8, 0.0), []),
        (Ratio(50.0, 0.04), Ratio(4.0, 0.0), ["rows / lxml"]),
        (Ratio(100.0, 0.1), Ratio(9.0, 0.1), ["whole / lxml", "rows / lxml"]),
    ],
)
def test_only_what_grew_by_more_than_the_noise_of_both_is_worse(whole, rows, names):
    assert [one.name for one in worse(OLD, {"whole / lxml": whole, "rows / lxml": rows})] == names


def test_what_is_no_longer_measured_is_an_error_and_no_silence():
    with pytest.raises(KeyError):
        worse(OLD, {"whole / lxml": Ratio(50.0, 0.04)})


def test_what_is_written_down_is_read_back(tmp_path):
    write_baseline(tmp_path / "kept.json", {"day": "2026-01-01"}, OLD)
    said, ratios = read_baseline(tmp_path / "kept.json")
    assert (said["day"], ratios) == ("2026-01-01", OLD)


def test_a_slower_parser_is_noticed(rules, monkeypatch):
    monkeypatch.setattr("benchmarks.parse_bench.SAMPLES", 1)
    pages = [raw(table_page(5)), raw(prose_page(5))]
    before = costs_of(pages, rules)

    def thrice(page, rules):
        return max((parse(page, rules) for _ in range(3)), key=lambda notice: len(notice.tasks))

    monkeypatch.setattr(import_module("pipeline.parse"), "parse", thrice)
    found = {
        one.name
        for one in worse({"whole / lxml": Ratio(before.ratios["whole / lxml"].value, 0.0)}, costs_of(pages, rules).ratios)
    }
    assert found == {"whole / lxml"}


def test_the_stages_are_all_of_a_page(rules):
    costs = costs_of([raw(table_page(20))], rules)
    parts = sum(cost for name, cost in costs.stages.items() if name != "whole")
    assert parts == pytest.approx(costs.stages["whole"], rel=0.3)
    assert all(costs.stages[name] > 0 for name in STAGES)
    assert costs.stages["the rest"] < costs.stages["whole"] / 5


def test_a_line_knows_how_far_its_pages_lie_from_it():
    straight = Line((1.0, 2.0, 4.0), (3.0, 5.0, 9.0), 2.0, 1.0)
    bent = Line((1.0, 2.0, 4.0), (1.0, 4.0, 16.0), 4.0, 0.0)
    assert straight.residual == 0
    assert bent.residual == 0.75
    assert bent.bend == 4.0


def test_hostile_pages_hold_what_their_names_say(rules):
    damaged = parse(raw(TORTURE["20,000 repairs"]()[:60_000]), rules)
    assert len(damaged.repairs) > 2_000
    assert TORTURE["20,000 repairs"]().count("?") > 20_000
    assert TORTURE["100,000 cells"]().count("<td>") >= 100_000
    assert TORTURE["10,000 nested elements"]().startswith("<div>" * 10_000)


def test_a_run_takes_the_place_of_its_like():
    old = [{"real": True, "pages": 10, "jobs": 1, "day": "1"}, {"real": True, "pages": 99, "jobs": 1, "day": "1"}]
    now = [{"real": True, "pages": 10, "jobs": 1, "day": "2"}, {"real": False, "pages": 10, "jobs": 1, "day": "2"}]
    assert [(run["real"], run["pages"], run["day"]) for run in with_runs(old, now)] == [
        (False, 10, "2"),
        (True, 10, "2"),
        (True, 99, "1"),
    ]


def test_the_page_of_figures_is_what_the_kept_figures_say():
    said, ratios = read_baseline(KEPT)
    assert PAGE.read_text(encoding="utf-8") == page_of(said, ratios)
    assert {run["jobs"] for run in said["runs"]} == {1, 2}
    assert json.loads(Path(KEPT).read_text(encoding="utf-8"))["machine"] in PAGE.read_text(encoding="utf-8")
