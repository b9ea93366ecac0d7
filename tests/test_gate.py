"""The quality gate holds: no field of any annotated corpus falls below its floor."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.evaluate.fields import DEADLINE, NOTICE, score_fields
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.report import Evaluation
from pipeline.evaluate.score import FIELDS, Tally, score
from pipeline.parse import Rules, parse
from pipeline.rulebook.faults import RulesFault
from pipeline.values import RawPage
from tests.gate import CORPORA, HERE, ROOT, Held, floors, held_fields, hold, is_beside, what_to_do

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "某市2023年政务公开工作要点\n一、公开财政预算。（牵头单位：市财政局；完成时限：2023年6月底前）\n二、公开审计结果。（责任单位：市审计局）"

LARGEST_LAG = 0.005
"""So far a floor may lie below what is measured: gains are held."""


@pytest.mark.parametrize("name", sorted(CORPORA))
def test_no_field_is_read_worse_than_its_floor(name: str, rules: Rules) -> None:
    held = hold(name, rules)
    if held is None:
        pytest.skip(f"the pages of the corpus {name!r} lie beside the project, in ../shared, and are not here")
    if "pages" in held.changed and is_beside(name):
        pytest.skip(f"the pages beside the project are not those that the floors were taken over. {what_to_do(held)}")
    assert not held.changed, what_to_do(held)
    assert held.homeless == ()
    assert held.below == ()
    stated = floors()[name]["floors"]
    assert isinstance(stated, dict)
    for field, tally in held_fields(held.evaluation).items():
        assert tally.f1 - float(stated[field]) <= LARGEST_LAG, f"{field} is at {tally.f1:.4f}: raise its floor in gate.yaml"


def test_a_changed_annotation_is_said_with_what_to_write() -> None:
    held = Held("corpus", Evaluation({}, (), "", Counter()), (), (), {"pages": "aa", "annotations": "bb"}, ("annotations",))
    assert what_to_do(held).startswith('corpus: annotations changed. In tests/gate.yaml write annotations: "bb",')


def test_every_corpus_has_a_floor_for_every_field() -> None:
    assert {name: set(stated["floors"]) for name, stated in floors().items()} == {
        name: {*FIELDS, NOTICE, DEADLINE} for name in CORPORA
    }  # type: ignore[call-overload]


def test_invented_and_missed_readings_lower_the_score(rules: Rules) -> None:
    notice = parse(RawPage("a.txt", PLAN.encode()), rules)
    gold = [{"label": "一", "text": "公开财政预算。", "units": {"lead": ["市教育局"]}, "deadlines": [{"end": "2023-06-30"}]}]
    scores = score(gold, notice, whole=True)
    assert scores["tasks", "all"] == Tally(right=1, extra=1, missed=0)
    assert scores["units", "all"] == Tally(right=0, extra=2, missed=1)  # the invented task's unit is invented with it
    assert scores["deadlines", "all"] == Tally(right=1)


def test_what_a_missed_task_states_is_missed_with_it(rules: Rules) -> None:
    notice = parse(RawPage("a.txt", PLAN.encode()), rules)
    deadlines = [{"end": "2023-06-30"}, {"end": "2023-12-31"}]
    gold = [{"text": "统计粮食产量。", "path": [], "units": {"lead": ["市统计局", "市粮储局"]}, "deadlines": deadlines}]
    scores = score(gold, notice, whole=False)
    missed = {field: scores[field, "all"].missed for field in FIELDS}
    assert missed == {"tasks": 1, "paths": 1, "units": 2, "roles": 2, "deadlines": 2}
    assert {field: scores[field, "all"].extra for field in FIELDS} == dict.fromkeys(FIELDS, 0)


def test_a_class_and_an_open_list_are_told_from_a_unit_of_the_same_name(rules: Rules) -> None:
    notice = parse(RawPage("a.txt", PLAN.encode()), rules)
    gold = [{"label": "二", "units": {"responsible": ["市审计局*"]}}]
    assert score(gold, notice, whole=False)["units", "all"] == Tally(right=0, extra=1, missed=1)


def test_single_fields_of_notice_and_deadline_are_right_missed_or_invented(rules: Rules) -> None:
    notice = parse(RawPage("a.txt", PLAN.encode()), rules)
    gold = [{"label": "一", "text": "公开财政…", "deadlines": [{"end": "2023-06-30", "precision": "day"}]}]
    scores = score_fields({"title": "某市2023年…", "doc_number": "某政发〔2023〕1号", "plan_year": "2022"}, gold, notice)
    assert scores["title", NOTICE] == Tally(right=1)
    assert scores["doc_number", NOTICE] == Tally(missed=1)
    assert scores["plan_year", NOTICE] == Tally(extra=1, missed=1)
    assert scores["end", DEADLINE] == Tally(right=1)
    assert scores["precision", DEADLINE] == Tally(extra=1, missed=1)


def test_a_wrong_key_in_an_annotation_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("tasks:\n- {label: 一, unit: {lead: [市财政局]}}\n", encoding="utf-8")
    with pytest.raises(RulesFault, match="unknown key"):
        load_gold([tmp_path], [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tasks: [\n", "a.yaml:2: not YAML"),
        ("tasks:\n- {label: 一}\n- {label: 二, units: 市财政局}\n", "a.yaml:3: tasks[1].units: must be a mapping"),
        ("tasks:\n- 公开财政预算\n", "a.yaml:2: tasks[0]: must be a mapping"),
        ("tasks: {label: 一}\n", "a.yaml:1: an annotation is a mapping with the key `tasks`, a list"),
        ("document: 某市\ntasks: []\n", "a.yaml:1: document: is a mapping"),
        ("tasks: []\ntasks: []\n", "a.yaml:2: tasks: this key stands here twice"),
    ],
)
def test_an_annotation_that_cannot_be_meant_is_named_with_its_line(tmp_path: Path, words: str, said: str) -> None:
    (tmp_path / "a.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    told = CliRunner().invoke(main, ["evaluate", "--gold", str(tmp_path), "--pages", str(tmp_path)])
    assert told.exit_code == 1
    assert said in told.output


def test_an_annotation_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    told = CliRunner().invoke(main, ["evaluate", "--gold", str(tmp_path)])
    assert told.exit_code == 1
    assert "a.yaml: cannot be read" in told.output


def test_anybody_can_score_their_own_annotations(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(
        "tasks:\n- {label: 一, text: 公开财政预算。}\n- {label: 二, text: 公开审计…}\n", encoding="utf-8"
    )
    told = CliRunner().invoke(main, ["evaluate", "--gold", str(tmp_path / "mine.yaml"), "--pages", str(tmp_path)])
    assert told.exit_code == 0, told.output
    assert "1 annotated pages" in told.output
    assert "1.0000  1.0000  1.0000" in told.output


def test_annotations_without_a_page_are_said(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["evaluate", "--gold", str(HERE / "pages"), "--pages", str(tmp_path)])
    assert "its page is nowhere" in told.output
    assert "nothing to score" in told.output
    assert told.exit_code == 2
    assert (ROOT / "raw").is_dir()


def test_a_page_that_two_people_annotated_is_said_and_hidden_folders_are_left_aside(tmp_path):
    (tmp_path / "a.html").write_text("<p>一、开展自查。</p>", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("tasks: []\n", encoding="utf-8")
    (tmp_path / ".drafts").mkdir()
    (tmp_path / ".drafts" / "a.yaml").write_text("tasks: []\n", encoding="utf-8")
    found, _ = load_gold([tmp_path], [tmp_path])
    assert [one.file.name for one in found] == ["a.yaml"]
    (tmp_path / "b.yaml").write_text("page: a.html\ntasks: []\n", encoding="utf-8")
    with pytest.raises(RulesFault, match=r"a\.html is annotated by .*a\.yaml too"):
        load_gold([tmp_path], [tmp_path])
