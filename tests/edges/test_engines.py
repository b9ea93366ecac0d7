"""Whatever engine, order, number of workers and size of partitions: the tables are the same bytes, and poison costs its page alone."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import distributed
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipeline.engine.page import Input
from pipeline.engine.pagework import PageReader
from pipeline.engine.partition import Work
from pipeline.engine.screen import cannot_be_a_notice
from pipeline.engine.supervised import CrewFault
from pipeline.engine.versions import code_fingerprint
from pipeline.rulebook.faults import RulesFault
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import open_rules
from pipeline.run import Plan, run
from pipeline.show.todo import list_unread
from pipeline.tables.parsed import Parsed
from tests.edges.stand_ins import FakeReader

RULES = find_rules_folder()
HERE = Path(__file__).parents[2]


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def put(folder, **pages):
    for name, words in pages.items():
        (folder / f"{name}.html").write_text(words, encoding="utf-8")


def go(raw, *, out="parsed", make=None, jobs=1, **more):
    plan = Plan((str(raw),), raw.parent / out, RULES, jobs, **more)
    return run(plan, lambda _done, _all: None, make or FakeReader())


def digests(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "run.json"]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def statuses(folder):
    rows = Parsed.open(folder).rows("documents", ["source", "status", "status_reason"])
    return {row["source"]: (row["status"], row["status_reason"]) for row in rows}


MEANS = [
    {"engine": "inline"},
    {"engine": "processes", "jobs": 3, "partition": 2},
    {"engine": "dask", "jobs": 2},
]


@pytest.fixture(scope="module")
def scheduler():
    """The address of a cluster that somebody else started."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster:
        yield cluster.scheduler_address


POISON = {
    "a": "1 good",
    "b": "die",
    "c": "2 good",
    "d": "hang",
    "e": "hungry",
    "f": "abort",
    "g": "3 good",
    "h": "crash now",
    "i": "1 good",
    "j": "surrogate",
    "k": "huge",
}


def test_a_cluster_that_runs_elsewhere_writes_the_same_bytes(raw, scheduler):
    put(raw, **{f"p{n}": f"{n} good" for n in range(1, 9)})
    go(raw, out="here", engine="inline")
    go(raw, out="there", engine="dask", scheduler=scheduler, partition=2)
    assert digests(raw.parent / "there") == digests(raw.parent / "here")
    assert set(statuses(raw.parent / "there").values()) == {("parsed", None)}


def test_poison_costs_its_page_alone_and_all_engines_write_the_same_bytes(raw):
    put(raw, **POISON)
    seen = []
    for number, means in enumerate(MEANS):
        go(raw, out=f"out{number}", timeout=3.0, **means)
        seen.append(digests(raw.parent / f"out{number}"))
    assert seen[0] == seen[1] == seen[2]
    assert statuses(raw.parent / "out0") == {
        "a.html": ("parsed", None),
        "b.html": ("crashed", "worker_died"),
        "c.html": ("parsed", None),
        "d.html": ("crashed", "timed_out"),
        "e.html": ("crashed", "exception"),
        "f.html": ("crashed", "worker_died"),
        "g.html": ("parsed", None),
        "h.html": ("crashed", "exception"),
        "i.html": ("duplicate", None),
        "j.html": ("parsed", None),
        "k.html": ("crashed", "exception"),
    }
    told = [row["message"] for row in Parsed(raw.parent / "out0").rows("issues") if row["code"] == "crashed"]
    assert sorted(words.split(":")[0] for words in told) == ["exception"] * 3 + ["timed_out"] + ["worker_died"] * 2
    assert any("MemoryError" in words for words in told)
    assert any("SIGKILL" in words for words in told)


def test_a_page_that_takes_a_whole_worker_of_the_cluster_with_it_costs_that_page_alone(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(12)}, q="orphan")
    go(raw, engine="dask", jobs=2, partition=4)
    (raw / "q.html").write_text("die")
    go(raw, engine="inline", out="died")
    assert statuses(raw.parent / "parsed") == statuses(raw.parent / "died")
    assert statuses(raw.parent / "parsed")["q.html"] == ("crashed", "worker_died")
    told = [row["message"] for row in Parsed(raw.parent / "parsed").rows("issues") if row["code"] == "crashed"]
    assert [("whole worker was lost" in words) for words in told] == [True]


def test_without_processes_a_page_that_takes_too_long_costs_that_page_alone(raw):
    put(raw, a="1 good", b="hang", c="2 good")
    go(raw, jobs=0, timeout=0.3)
    assert statuses(raw.parent / "parsed")["b.html"] == ("crashed", "timed_out")
    go(raw, jobs=1, timeout=0.3, out="other")
    assert digests(raw.parent / "parsed") == digests(raw.parent / "other")


@pytest.mark.parametrize("partition", [1, 7, 1000])
def test_the_size_of_partitions_changes_nothing(raw, partition):
    put(raw, **{f"p{n}": f"{n} good" for n in range(30)}, z="crash")
    go(raw, jobs=0, out="one")
    go(raw, jobs=0, out="two", partition=partition)
    assert digests(raw.parent / "one") == digests(raw.parent / "two")


class Counting:
    """A reader that notes in a file what it reads."""

    def __init__(self, notes):
        self.notes = notes

    def __call__(self):
        read = FakeReader()()

        def noted(found):
            with Path(self.notes).open("a") as out:
                out.write(f"{found.source}\n")
            return read(found)

        return noted

    def take(self):
        found = sorted(Path(self.notes).read_text().split()) if Path(self.notes).exists() else []
        Path(self.notes).unlink(missing_ok=True)
        return found


def test_only_what_changed_is_read_again(raw):
    make = Counting(str(raw.parent / "notes"))
    put(raw, a="1", b="2", c="3", d="crash")
    go(raw, make=make, jobs=0)
    assert make.take() == ["a.html", "b.html", "c.html", "d.html"]
    put(raw, b="9", e="5", d="4")
    (raw / "c.html").unlink()
    report = go(raw, make=make, jobs=0)
    assert make.take() == ["b.html", "d.html", "e.html"]
    assert report.read == 3
    go(raw, jobs=0, out="fresh")
    assert digests(raw.parent / "parsed") == digests(raw.parent / "fresh")


def test_a_changed_rule_reads_all_again_and_says_so_and_a_changed_dictionary_reads_none(raw, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    for name in ("tables.yaml", "units.yaml"):
        (rules / name).write_bytes((RULES / name).read_bytes())

    def again(make):
        return run(Plan((str(raw),), raw.parent / "parsed", rules, 0), lambda _done, _all: None, make)

    make = Counting(str(raw.parent / "notes"))
    put(raw, a="1", b="2")
    again(make)
    make.take()
    text = (rules / "tables.yaml").read_text(encoding="utf-8")
    (rules / "tables.yaml").write_text(text.replace("en: the page has no text", "en: the page holds no text"), encoding="utf-8")
    report = again(make)
    assert (report.changed, make.take(), report.why) == (True, [], "")
    (rules / "units.yaml").write_bytes((rules / "units.yaml").read_bytes() + b"\n# more\n")
    report = again(make)
    assert make.take() == ["a.html", "b.html"]
    assert "units.yaml" in report.why


SLOW = """
import os, signal, sys
from pathlib import Path
from pipeline.run import Plan, run
from tests.edges.test_engines import Counting, RULES
plan = Plan((sys.argv[1],), Path(sys.argv[1]).parent / "parsed", RULES, 1, partition=2)
run(plan, lambda done, _all: os.kill(os.getpid(), signal.SIGKILL) if done >= 8 else None, Counting(sys.argv[2]))
"""


def test_a_run_that_was_killed_goes_on_and_keeps_no_lock(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(20)})
    make = Counting(str(raw.parent / "notes"))
    done = subprocess.run(
        [sys.executable, "-c", SLOW, str(raw), make.notes], env={**os.environ, "PYTHONPATH": str(HERE)}, timeout=100, check=False
    )
    assert done.returncode == -signal.SIGKILL
    time.sleep(0.5)  # the process that it left ends at its next word
    make.take()
    code_fingerprint.cache_clear()  # the other process has looked just now
    assert not (raw.parent / "parsed").exists()
    go(raw, make=make, jobs=0)
    assert 0 < len(make.take()) <= 12
    go(raw, jobs=0, out="fresh")
    assert digests(raw.parent / "parsed") == digests(raw.parent / "fresh")


def test_large_runs_write_parts_and_readers_need_not_care(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(60)})
    go(raw, jobs=0, out="whole")
    go(raw, jobs=0, out="parts", large=50)
    whole, parts = Parsed.open(raw.parent / "whole"), Parsed.open(raw.parent / "parts")
    for name in ("documents", "tasks", "units", "deadlines", "blocks", "issues"):
        assert len(whole.files(name)) == 1
        assert parts.read(name).equals(whole.read(name)), name
        assert pq.read_table(raw.parent / "parts" / name).num_rows == whole.count(name)
    assert list_unread(raw.parent / "parts") == list_unread(raw.parent / "whole")
    go(raw, jobs=0, out="parts", large=1000)
    assert digests(raw.parent / "parts") == digests(raw.parent / "whole")


def test_what_does_not_fit_into_memory_is_put_in_the_same_order(raw, monkeypatch):
    put(raw, **{f"p{n}": f"{n} good" for n in range(60)})
    go(raw, jobs=0, out="whole")
    monkeypatch.setattr("pipeline.tables.putting._BUCKET", 2)
    go(raw, jobs=0, out="spilt", partition=8)
    assert digests(raw.parent / "spilt") == digests(raw.parent / "whole")


def test_tables_are_parted_by_province_where_asked(raw):
    put(raw, **{f"p{n}": f"{n} good" for n in range(9)}, x="empty")
    go(raw, jobs=0, out="whole")
    go(raw, jobs=0, partition_by="province")
    places = {path.name for path in (raw.parent / "parsed" / "tasks").iterdir()}
    assert places == {"province=%E4%BA%91%E5%B2%AD%E7%9C%81"}
    tasks = ds.dataset(raw.parent / "parsed" / "tasks", partitioning="hive").to_table()
    assert set(tasks["province"].to_pylist()) == {"云岭省"}
    documents, whole = Parsed.open(raw.parent / "parsed"), Parsed.open(raw.parent / "whole")
    found = {row["doc_id"]: row["province"] for row in documents.rows("documents", ["doc_id", "province"])}
    assert found == {row["doc_id"]: row["province"] for row in whole.rows("documents", ["doc_id", "province"])}
    assert set(documents.read("documents").schema.names) == set(whole.read("documents").schema.names)


def test_workers_with_other_libraries_are_refused():
    work = Work(FakeReader(), RULES, "", 1000, versions=(("python", "2.7.18"),))
    with pytest.raises(CrewFault, match=r"python .*, not 2\.7\.18"):
        work()


def test_workers_with_other_rules_than_the_run_began_with_are_refused(tmp_path):
    shutil.copytree(RULES, tmp_path / "rules")
    began_with = open_rules(tmp_path / "rules").fingerprint
    assert PageReader(tmp_path / "rules", began_with)() is not None
    with (tmp_path / "rules" / "units.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    with pytest.raises(RulesFault, match="the rules changed while the run was under way"):
        PageReader(tmp_path / "rules", began_with)()


def test_pages_of_archives_without_chinese_are_counted_and_not_parsed(raw):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("a.html", "crash" + " moved" * 99)
        archive.writestr("b.html", "7 " + "责任单位" * 20)
    (raw / "x.zip").write_bytes(body.getvalue())
    go(raw, jobs=0)
    assert statuses(raw.parent / "parsed") == {"x.zip#a.html": ("no_tasks", "not_a_notice"), "x.zip#b.html": ("parsed", None)}
    go(raw, jobs=0, screen=False)
    assert statuses(raw.parent / "parsed")["x.zip#a.html"] == ("crashed", "exception")


@pytest.mark.parametrize(
    "path", sorted([*(HERE / "raw").glob("*.*"), *(HERE / "tests" / "pages").rglob("page.*")]), ids=lambda p: p.name
)
def test_no_notice_is_ruled_out(path):
    if path.suffix in {".html", ".htm", ".shtml", ".txt", ".md"} and path.name != "README.md":
        assert not cannot_be_a_notice(Input("a", body=path.read_bytes()))


WORDS = "一、公开政策文件。责任单位：市司法局。完成时限：2023年6月底前。牵头单位按职责分工负责落实。"


@pytest.mark.parametrize(
    "body",
    [
        WORDS.encode(),
        WORDS.encode("gb18030"),
        WORDS.encode("big5", "ignore"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16"),
        WORDS.encode("hz"),
        WORDS.encode("iso2022_jp_ext", "ignore"),
        WORDS.encode("ascii", "xmlcharrefreplace"),
        WORDS.encode("unicode_escape"),
        WORDS.encode().decode("gbk", "replace").encode(),
        WORDS.encode().decode("latin-1").encode(),
        WORDS.encode("gbk").decode("latin-1").encode(),
    ],
)
def test_no_way_of_writing_chinese_is_taken_for_none(body):
    assert not cannot_be_a_notice(Input("a", body=body))


def test_a_process_that_reads_pages_loads_no_frames_though_they_are_installed():
    begin = "from pipeline.engine.loading import leave_out_frames; leave_out_frames(); import sys, pyarrow"
    code = f"{begin}; pyarrow.array([1]); print([sys.modules[name] for name in ('numpy', 'pandas')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE)
    assert done.stdout.strip() == "[None, None]"
