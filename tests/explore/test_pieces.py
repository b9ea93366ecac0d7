"""What the site is made of, without a browser."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.engine.inputs import InputFault
from pipeline.explore.gather import Notice
from pipeline.explore.labels import front
from pipeline.explore.lit import Mark, lit_runs
from pipeline.explore.markup import data_script, made, style, to_bytes
from pipeline.explore.plans import SEAM, Plans, seamed
from pipeline.explore.site import as_script
from tests.explore.conftest import run

_WORDS = st.text("市司法局?<&\u2028\u00ad ", max_size=30)
_SPANS = st.tuples(st.integers(0, 30), st.integers(0, 6))


def _row(start: int, end: int) -> dict[str, object]:
    return {"place": {"start": start, "end": end}, "before": "", "after": "x"}


@given(_WORDS, st.lists(_SPANS, max_size=8), st.lists(_SPANS, max_size=5))
def test_no_printed_word_is_lost_or_doubled_however_marks_and_repairs_lie(text, marked, repaired):
    marks = [Mark(start, start + size, at, "words") for at, (start, size) in enumerate(marked, 1)]
    repairs = sorted(
        (_row(start, start + size) for start, size in repaired), key=lambda r: (r["place"]["start"], r["place"]["end"])
    )
    assert "".join(run.text for run in lit_runs(text, marks, repairs)) == text


@given(_WORDS, st.lists(_SPANS, max_size=8))
def test_each_character_knows_exactly_the_tasks_whose_marks_hold_it(text, marked):
    marks = [Mark(start, start + size, at, "words") for at, (start, size) in enumerate(marked, 1)]
    told = [run.tasks for run in lit_runs(text, marks, []) for _ in run.text]
    assert told == [tuple(m.task for m in marks if m.start <= at < m.end) for at in range(len(text))]


def test_a_repair_that_a_mark_cuts_through_stays_whole_and_belongs_to_the_mark():
    found = list(lit_runs("二〇二?年", [Mark(0, 4, 1, "time")], [_row(3, 5)]))
    assert [(p.text, p.tasks, p.repair is not None) for p in found] == [("二〇二", (1,), False), ("?年", (1,), True)]


def test_what_was_put_in_behind_the_last_character_belongs_to_the_words_before_it():
    found = list(lit_runs("市编", [Mark(0, 2, 4, "unit")], [_row(2, 2)]))
    assert [(p.text, p.tasks, p.repair is not None) for p in found] == [("市编", (4,), False), ("", (4,), True)]


def test_repairs_beyond_the_text_or_over_each_other_are_left_out():
    found = list(lit_runs("abc", [], [_row(0, 2), _row(1, 3), _row(2, 9)]))
    assert [(p.text, p.repair is not None) for p in found] == [("ab", True), ("c", False)]


@given(st.text(max_size=60))
def test_data_in_a_page_reads_back_and_ends_no_element(text):
    script = data_script("d", [text])
    assert not set("<>\u2028\u2029") & set(script.text)
    read = json.loads(script.text)[0]
    assert all(b in {a, "\ufffd"} for a, b in zip(text, read, strict=True))


@settings(deadline=None)  # the first word waits for the dictionary
@given(st.text(max_size=60))
def test_words_cut_into_words_are_the_same_words(text):
    assert seamed(text).replace(SEAM, "") == text.replace(SEAM, "")


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_word_becomes_an_element_or_an_attribute(words, value):
    page = to_bytes(made("html", {}, made("head"), made("body", {}, made("p", {"title": value}, words)))).decode()
    assert re.findall(r"<([a-z]+)", page) == ["html", "head", "meta", "meta", "meta", "body", "p"]


def test_the_policy_names_the_style_that_the_page_holds():
    page = to_bytes(made("html", {}, made("head", {}, style("p{}")))).decode()
    assert "style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='" in page


def test_without_the_package_of_the_grid_the_command_says_what_to_install(parsed, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.explore.site.find_spec", lambda _name: None)
    done = CliRunner().invoke(main, ["explore", str(parsed), "--out", str(tmp_path / "site")])
    assert done.exit_code == 2
    assert "pip install 'taizhang[explore]'" in done.output


def test_ids_that_would_name_files_elsewhere_are_refused(parsed, tmp_path):
    for file in parsed.glob("*.parquet"):
        table = pq.read_table(file)
        rows = [{**row, "doc_id": f"../{row['doc_id'][:13]}"} for row in table.to_pylist()]
        pq.write_table(pa.Table.from_pylist(rows, table.schema), tmp_path / file.name)
    done = CliRunner().invoke(main, ["explore", str(tmp_path), "--out", str(tmp_path / "in" / "site")])
    assert done.exit_code == 2
    assert "ids that taizhang did not write" in done.output


@pytest.mark.parametrize("module", ["var a=1;", "export{a as b};", "import x from 'y'"])
def test_a_grid_that_we_do_not_know_is_refused(module):
    with pytest.raises(InputFault, match="itables"):
        as_script(module)


def test_every_label_that_a_page_or_script_asks_for_is_there_in_both_languages():
    labels = json.loads(front("labels.json"))
    asked = set(re.findall(r'data-label(?:-\w+)?="(\w+)"', front("index.html")))
    asked |= set(re.findall(r'label\("(\w+)"\)', front("explorer.js"))) | set(
        re.findall(r"labels\.(\w+)\[", front("timeline.js"))
    )
    assert len(asked) > 30
    assert asked <= labels.keys()
    assert all(set(each) == {"zh", "en"} and all(each.values()) for each in labels.values())


def test_no_page_puts_data_in_as_markup():
    for name in ("page.js", "notice.js", "plans.js", "timeline.js", "explorer.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", front(name)), name


def test_the_search_page_is_well_formed():
    assert ET.fromstring(front("index.html")).tag == "html"


def test_a_folder_with_other_things_is_never_replaced(parsed, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    done = CliRunner().invoke(main, ["explore", str(parsed), "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert "something else than a site" in done.output
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
    assert CliRunner().invoke(main, ["explore", str(parsed), "--out", str(parsed)]).exit_code == 1


def test_a_folder_without_tables_is_said_to_have_none(tmp_path):
    done = CliRunner().invoke(main, ["explore", str(tmp_path), "--out", str(tmp_path / "site")])
    assert done.exit_code == 2
    assert "holds no tables" in done.output
    assert not (tmp_path / "site").exists()


def test_the_same_tables_give_the_same_site_and_replace_the_last(parsed, raw, site, tmp_path):
    for _ in range(2):
        run("explore", str(parsed), "--out", str(tmp_path / "site"), "--raw", str(raw))
    files = sorted(file.relative_to(site) for file in site.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(tmp_path / "site") for file in (tmp_path / "site").rglob("*") if file.is_file())
    assert all((site / file).read_bytes() == (tmp_path / "site" / file).read_bytes() for file in files)
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("code", "places"),
    [
        (None, [["云岭省", "澜溪市", None], ["云岭省", "澜溪市", None]]),
        ("510000", [[None, "澜溪市", None], ["云岭省", "澜溪市", None]]),
    ],
    ids=["in no register", "in the register under some province"],
)
def test_a_place_with_and_without_its_province_is_one_in_the_list_unless_it_may_be_another(code, places):
    plans = Plans()
    for at, province in enumerate((None, "云岭省")):
        document = {"province": province, "city": "澜溪市", "county": None, "region_code": code if province else None}
        document |= {"doc_id": f"{at:016x}", "title": "甲", "plan_year": 2023, "doc_number": None, "source": "a"}
        plans.add(Notice(document, {name: [] for name in ("tasks", "units", "deadlines", "repairs")}))
    assert plans.columns()["places"] == places
