"""Runs: every input is a row, nothing stops a run, and outputs appear whole or not at all."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import tracemalloc
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.engine.inputs import InputFault
from pipeline.engine.supervised import CrewFault
from pipeline.rulebook.faults import Fault, RulesFault
from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.tables.linking import Links
from pipeline.tables.schema import load_dictionary, unknown_codes
from pipeline.tables.store import StoreFault
from tests.edges.stand_ins import BrokenReader, DeadReader, FakeReader

RULES = find_rules_folder()
TABLES = ("documents", "tasks", "units", "deadlines", "repairs", "tables", "citations", "blocks", "issues")


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    (folder / "deeper").mkdir(parents=True)
    return folder


def put(folder, **pages):
    for name, words in pages.items():
        (folder / f"{name}.html").write_text(words, encoding="utf-8")


def go(raw, *, jobs=0, out="parsed", make=None, **limits):
    plan = Plan((str(raw),), raw.parent / out, RULES, jobs, **limits)
    return run(plan, lambda _done, _all: None, make or FakeReader())


def rows(raw, table="documents", out="parsed"):
    return pq.read_table(raw.parent / out / f"{table}.parquet").to_pylist()


def by_source(raw, out="parsed"):
    return {row["source"]: row for row in rows(raw, out=out)}


def left(folder):
    """What lies in a folder, beside the rows that runs keep."""
    return sorted(p.name for p in folder.iterdir() if not p.name.endswith(".pages"))


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.name != "run.json"}


@pytest.mark.parametrize("jobs", [0, 2])
def test_one_bad_page_costs_that_page_alone(raw, jobs):
    put(raw, a="1 good", b="crash now", c="2 good", d="empty", e="deep")
    report = go(raw, jobs=jobs)
    found = by_source(raw)
    assert {s: r["status"] for s, r in found.items()} == {
        "a.html": "parsed",
        "b.html": "crashed",
        "c.html": "parsed",
        "d.html": "unreadable",
        "e.html": "crashed",
    }
    assert report.failed
    (issue,) = [i for i in rows(raw, "issues") if i["doc_id"] == found["b.html"]["doc_id"]]
    assert issue["code"] == "crashed"
    assert "ValueError: cannot read now" in issue["message"]
    assert "stand_ins.py" in issue["message"]
    assert str(Path.cwd()) not in issue["message"]


def test_a_page_that_kills_its_worker_or_hangs_costs_that_page_alone(raw):
    put(raw, a="1 good", b="die", c="2 good", d="hang", e="3 good", f="die")
    start = time.monotonic()
    go(raw, jobs=2, timeout=1.0)
    assert time.monotonic() - start < 55
    found = by_source(raw)
    assert {s: (r["status"], r["status_reason"]) for s, r in found.items() if r["status"] != "parsed"} == {
        "b.html": ("crashed", "worker_died"),
        "d.html": ("crashed", "timed_out"),
        "f.html": ("crashed", "worker_died"),
    }
    assert sum(r["status"] == "parsed" for r in found.values()) == 3


@pytest.mark.parametrize("jobs", [0, 1])
def test_workers_that_cannot_start_say_why(raw, jobs):
    put(raw, a="1")
    with pytest.raises(RulesFault, match=r"rules/units.yaml:31: rules\[4\].names: must be a list") as caught:
        go(raw, jobs=jobs, make=BrokenReader())
    assert caught.value.faults == [Fault("rules/units.yaml", 31, "rules[4].names", "must be a list")]
    assert not (raw.parent / "parsed").exists()


def test_workers_that_die_before_they_start_are_no_endless_loop(raw):
    put(raw, a="1")
    with pytest.raises(CrewFault, match="SIGKILL"):
        go(raw, jobs=2, make=DeadReader())


def test_the_answer_is_the_same_inline_and_in_workers_and_byte_for_byte(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(40)}, b="crash now", z="empty")
    put(raw / "deeper", q="41")
    go(raw, jobs=0, out="one")
    go(raw, jobs=3, out="two")
    one, two = digests(raw.parent / "one"), digests(raw.parent / "two")
    assert one == two
    assert set(one) == {f"{name}.parquet" for name in TABLES} | {"datapackage.json"}


def test_every_table_is_sorted_and_every_key_is_unique(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(30)})
    go(raw)
    tables = load_dictionary(RULES / "tables.yaml").tables
    for name, table in tables.items():
        found = rows(raw, name)
        keys = [tuple(row[k] for k in table.key) for row in found]
        assert len(set(keys)) == len(keys) > 0, name
        order = [(row["doc_id"], row.get("task_id") or "", row.get("seq") or 0) for row in found]
        assert [o[0] for o in order] == sorted(o[0] for o in order), name
        assert not unknown_codes(load_dictionary(RULES / "tables.yaml"), name, found)


def test_pages_in_are_documents_out_and_ids_are_unique_even_for_copies(raw):
    put(raw, a="1 same", b="1 same", c="2")
    put(raw / "deeper", a="1 same")
    go(raw)
    found = by_source(raw)
    assert len(found) == 4
    assert len({r["doc_id"] for r in found.values()}) == 4
    first = found["a.html"]
    for copy in ("b.html", "deeper/a.html"):
        assert found[copy]["status"] == "duplicate"
        assert found[copy]["duplicate_of"] == first["doc_id"]
        assert found[copy]["n_tasks"] == found[copy]["n_units"] == 0
    assert {t["doc_id"] for t in rows(raw, "tasks")} == {first["doc_id"], found["c.html"]["doc_id"]}


def test_the_same_notice_on_two_sites_is_one_and_the_first_by_source_keeps_its_tasks(raw):
    put(raw, b="7 printed", a="7 printed again")
    report = go(raw)
    found = by_source(raw)
    assert found["a.html"]["status"] == "parsed"
    assert found["b.html"]["status"] == "duplicate"
    assert found["b.html"]["duplicate_of"] == found["a.html"]["doc_id"]
    assert report.statuses == {"duplicate": 1, "parsed": 1}
    assert {d["doc_id"] for d in rows(raw, "deadlines")} == {found["a.html"]["doc_id"]}
    assert all(i["task_id"] is None for i in rows(raw, "issues") if i["doc_id"] == found["b.html"]["doc_id"])


def test_one_address_with_other_words_keeps_both_and_says_so(raw):
    put(raw, a="1 old", b="2 new")
    for name in "ab":
        (raw / f"{name}.meta.json").write_text(json.dumps({"url": "http://a.gov.example/1.html"}), encoding="utf-8")
    go(raw)
    found = by_source(raw)
    assert [found[s]["status"] for s in ("a.html", "b.html")] == ["parsed", "parsed"]
    assert [i["code"] for i in rows(raw, "issues") if i["doc_id"] == found["b.html"]["doc_id"]] == ["unread_unit", "same_address"]


def test_a_cited_notice_of_the_run_is_linked_by_its_number(raw):
    put(raw, a="1 cites 2", b="2 cites 9", c="3 cites 3", d="4 cites 5", e="5 one", f="5 two")
    go(raw)
    found = by_source(raw)
    cited = {row["doc_id"]: row["cited_doc_id"] for row in rows(raw, "citations")}
    assert cited[found["a.html"]["doc_id"]] == found["b.html"]["doc_id"]
    assert cited[found["b.html"]["doc_id"]] is None
    assert cited[found["c.html"]["doc_id"]] is None
    assert cited[found["d.html"]["doc_id"]] == found["e.html"]["doc_id"]


def test_what_a_run_remembers_of_each_page_is_small():
    links, pages = Links(), 20_000
    tracemalloc.start()
    for n in range(pages):
        links.note(f"{n:016x}", f"云府办发〔2023〕{n}号", f"云岭市人民政府办公室关于印发第{n}批2023年政务公开工作要点的通知")
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held / pages < 500
    cited = {"doc_id": "x", "doc_number": None, "title": "云岭市人民政府办公室关于印发第7批2023年政务公开工作要点的通知"}
    assert links.cited(cited) == f"{7:016x}"


def test_a_title_that_two_notices_have_names_neither_of_them():
    links = Links()
    links.alike("same words", "a.html", "a" * 16)
    links.alike("same words", "b.html", "b" * 16)
    links.settle()
    title = "关于印发2023年政务公开工作要点的通知"
    for doc_id in ("a" * 16, "b" * 16):
        links.note(doc_id, None, title)
    asked = {"doc_id": "x", "doc_number": None, "title": title}
    assert links.cited(asked) == "a" * 16  # the copy on another site is the same notice
    links.note("c" * 16, "云府办发〔2023〕3号", title)
    assert links.cited(asked) is None
    assert links.cited({**asked, "doc_number": "云府办发〔2023〕3号"}) == "c" * 16
    links.note("a" * 16, None, title)
    assert links.cited(asked) is None


def test_a_second_run_with_nothing_changed_writes_nothing(raw):
    put(raw, a="1")
    assert go(raw).changed
    before = {p: p.stat().st_mtime_ns for p in (raw.parent / "parsed").iterdir()}
    assert not go(raw).changed
    assert {p: p.stat().st_mtime_ns for p in (raw.parent / "parsed").iterdir()} == before


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: put(raw, b="2"),
        lambda raw: put(raw, a="9"),
        lambda raw: (raw / "a.html").rename(raw / "z.html"),
        lambda raw: (raw / "a.meta.json").write_text('{"url": "http://a.gov.example/"}'),
        lambda raw: (raw.parent / "parsed" / "tasks.parquet").unlink(),
        lambda raw: (raw.parent / "parsed" / "tasks.parquet").write_bytes(b""),
        lambda raw: (raw.parent / "parsed" / "run.json").write_text("{"),
    ],
    ids=["new page", "other words", "other name", "other address", "table gone", "table cut", "run.json broken"],
)
def test_a_change_is_noticed(raw, change):
    put(raw, a="1")
    go(raw)
    change(raw)
    assert go(raw).changed


def test_a_run_in_which_a_page_crashed_is_not_the_last_word(raw):
    put(raw, a="crash")
    go(raw)
    assert go(raw).changed


def test_a_page_above_the_limit_is_a_row_and_is_not_held(raw):
    put(raw, a="1", big="2 " + "x" * 5000)
    go(raw, max_bytes=1000)
    row = by_source(raw)["big.html"]
    assert (row["status"], row["status_reason"]) == ("unreadable", "too_large")
    assert row["content_sha256"] == hashlib.sha256((raw / "big.html").read_bytes()).hexdigest()


def test_a_value_that_fits_no_column_costs_its_page_and_a_surrogate_nothing(raw):
    put(raw, a="1", b="huge", c="surrogate", d="4")
    go(raw)
    found = by_source(raw)
    assert [found[s]["status"] for s in ("a.html", "b.html", "c.html", "d.html")] == ["parsed", "crashed", "parsed", "parsed"]
    assert found["c.html"]["title"] == "?标题"


def test_a_folder_that_is_not_there_and_one_without_pages_are_told_apart(tmp_path):
    with pytest.raises(InputFault, match="there is no"):
        go(tmp_path / "nowhere")
    (tmp_path / "bare").mkdir()
    with pytest.raises(InputFault, match="no pages in"):
        go(tmp_path / "bare")


def test_other_peoples_files_are_never_replaced(raw):
    put(raw, a="1")
    (raw.parent / "parsed").mkdir()
    (raw.parent / "parsed" / "thesis.docx").write_text("mine")
    with pytest.raises(StoreFault, match="did not write"):
        go(raw)
    (raw.parent / "file").write_text("mine")
    with pytest.raises(StoreFault, match="is a file"):
        go(raw, out="file")


def test_what_others_put_into_the_folder_moves_along(raw):
    put(raw, a="1")
    go(raw)
    (raw.parent / "parsed" / "notes.txt").write_text("mine")
    put(raw, a="2")
    go(raw)
    assert (raw.parent / "parsed" / "notes.txt").read_text() == "mine"


class Interrupting:
    def __call__(self):
        def read(_found):
            raise KeyboardInterrupt

        return read


class FullDisk:
    def __call__(self):
        def read(_found):
            raise AssertionError

        return read


def test_an_interrupted_run_leaves_the_last_good_folder_and_nothing_else(raw):
    put(raw, a="1")
    go(raw)
    before = digests(raw.parent / "parsed")
    put(raw, a="2")
    with pytest.raises(KeyboardInterrupt):
        go(raw, make=Interrupting())
    assert digests(raw.parent / "parsed") == before
    assert left(raw.parent) == ["parsed", "raw"]


def test_a_full_disk_leaves_the_last_good_folder_and_says_what_to_do(raw, monkeypatch):
    put(raw, a="1")
    go(raw)
    before = digests(raw.parent / "parsed")
    put(raw, a="2")

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.tables.store.pq.ParquetWriter.write_table", full)
    with pytest.raises(StoreFault, match=r"No space left on device.*Make room"):
        go(raw)
    assert digests(raw.parent / "parsed") == before
    assert left(raw.parent) == ["parsed", "raw"]


def test_what_a_killed_run_left_is_mended_by_the_next(raw):
    put(raw, a="1")
    go(raw)
    parent = raw.parent
    before = digests(parent / "parsed")
    (parent / "parsed").rename(parent / ".taizhang-parsed-999999999-0a.old")
    dead = parent / ".taizhang-parsed-999999999-0a"
    dead.mkdir()
    (dead / "tasks.draft").write_text("half")
    put(raw, a="crash")
    with pytest.raises(KeyboardInterrupt):
        go(raw, make=Interrupting())
    assert digests(parent / "parsed") == before
    assert left(parent) == ["parsed", "raw"]


def test_a_swap_that_fails_half_way_puts_the_old_folder_back(raw, monkeypatch):
    put(raw, a="1")
    go(raw)
    before = digests(raw.parent / "parsed")
    put(raw, a="2")
    rename = Path.rename

    def stumble(self, target):
        if self.name.startswith(".taizhang") and not self.name.endswith(".old"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stumble)
    with pytest.raises(KeyboardInterrupt):
        go(raw)
    assert digests(raw.parent / "parsed") == before
    assert left(raw.parent) == ["parsed", "raw"]


def test_a_link_out_of_the_folder_is_not_followed(raw):
    put(raw, a="1")
    secret = raw.parent / "secret.html"
    secret.write_text("2")
    (raw / "leak.html").symlink_to(secret)
    (raw / "same.html").symlink_to(raw / "a.html")
    (raw / "loop").symlink_to(raw)
    go(raw)
    assert sorted(by_source(raw)) == ["a.html", "same.html"]


def test_a_page_that_may_not_be_opened_is_a_row(raw):
    put(raw, a="1")
    (raw / "gone.html").symlink_to(raw / "nothing.html")
    go(raw)
    row = by_source(raw)["gone.html"]
    assert (row["status"], row["status_reason"]) == ("unreadable", "unreadable_file")


@pytest.mark.parametrize(
    ("name", "meta", "url", "codes"),
    [
        ("a.meta.json", '{"url": "http://b.gov.example/x"}', "http://b.gov.example/x", []),
        ("a.html.meta.json", '{"url": "http://b.gov.example/x", "charset": 7}', "http://b.gov.example/x", []),
        ("a.meta.json", "{broken", None, ["bad_meta"]),
        ("a.meta.json", "[1]", None, ["bad_meta"]),
        ("a.meta.json", "[" * 100_000, None, ["bad_meta"]),
        ("other.meta.json", '{"url": "http://b.gov.example/x"}', None, []),
    ],
)
def test_what_is_said_beside_a_page_is_read_or_said_to_be_broken(raw, name, meta, url, codes):
    put(raw, a="1")
    (raw / name).write_text(meta)
    go(raw)
    assert by_source(raw)["a.html"]["url"] == url
    assert [i["code"] for i in rows(raw, "issues") if i["code"] != "unread_unit"] == codes


def test_several_folders_name_their_pages_apart(raw):
    other = raw.parent / "other"
    other.mkdir()
    put(raw, a="1")
    put(other, a="2")
    plan = Plan((str(raw), str(other), str(raw / "a.html")), raw.parent / "parsed", RULES, 0)
    run(plan, lambda _done, _all: None, FakeReader())
    assert sorted(by_source(raw)) == ["a.html", "other/a.html", "raw/a.html"]


def test_a_run_that_another_one_is_quicker_than_leaves_its_kept_rows_alone(raw, monkeypatch):
    put(raw, a="1")

    @contextmanager
    def overtaken(folder, taken):
        folder.mkdir()
        raise taken
        yield

    monkeypatch.setattr("pipeline.run.locked", overtaken)
    with pytest.raises(StoreFault, match="another run is writing"):
        go(raw)
    assert (raw.parent / ".taizhang-parsed.pages").is_dir()


def test_two_runs_at_once_do_not_mix(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(30)})
    faults = []

    def one():
        try:
            go(raw)
        except StoreFault as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows(raw)) == 30
    assert left(raw.parent) == ["parsed", "raw"]
    assert len(faults) <= 1
