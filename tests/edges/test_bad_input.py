"""Bad input, through the whole program: each page is a row that says what became of it, and none stops the run."""

from __future__ import annotations

import gzip
import json
import time

import pyarrow.parquet as pq
import pytest

from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.tables.schema import load_dictionary, unknown_codes

ROW = "<tr><td>{n}</td><td>公开第{n}批事项目录。</td><td>市司法局</td><td>2023年6月底前</td></tr>"
HEAD = "<tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
GOOD = f"<title>2023年政务公开重点任务分解表</title><table>{HEAD}{ROW.format(n=1)}{ROW.format(n=2)}</table>"

# Name, bytes, and the status that a careful person would give.
PAGES = {
    "empty.html": (b"", {"unreadable"}),
    "blank.html": (b" \n\t\r\n", {"unreadable"}),
    "no_text.html": (b"<html><head><title></title></head><body><img src=a.png></body></html>", {"unreadable", "no_tasks"}),
    "binary.html": (bytes(range(256)) * 40, {"unreadable"}),
    "zipped.html": (gzip.compress(GOOD.encode(), mtime=0), {"unreadable"}),
    "office.html": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), {"unreadable"}),
    "pdf.txt": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(128, 256)) * 30, {"unreadable"}),
    "zeros.txt": (bytes(5000), {"unreadable"}),
    "not_a_notice.html": (("<p>" + "今天天气很好，我们去公园散步。" * 20).encode(), {"no_tasks"}),
    "english.html": (b"<h1>Hello</h1><p>This is not a notice at all.</p>", {"no_tasks"}),
    "truncated.html": (GOOD.encode()[:-120], {"parsed"}),
    "cut_in_a_character.html": (GOOD.encode()[: GOOD.encode().rfind("前".encode()) + 1], {"parsed"}),
    "gbk_that_says_utf8.html": (('<meta charset="utf-8">' + GOOD).encode("gbk"), {"parsed"}),
    "utf16.html": (GOOD.encode("utf-16"), {"parsed"}),
    "nul_bytes.html": (GOOD.replace("任务", "任\x00务").encode(), {"parsed"}),
    "surrogate.html": (GOOD.replace("目录", "目录&#xD800;&#x110000;").encode(), {"parsed"}),
    "deep.html": (b"<div>" * 10_000 + GOOD.encode() + b"</div>" * 10_000, {"parsed", "no_tasks"}),
    "deep_tables.html": ((b"<table><tr><td>" * 2_000) + "公开目录。".encode(), {"no_tasks", "parsed"}),
    "rowspan.html": (GOOD.replace("<td>1</td>", "<td rowspan=65534 colspan=1000>1</td>").encode(), {"parsed"}),
    "spans.html": (
        ("<table>" + "<tr>" + "<td rowspan=65534 colspan=1000>任务</td>" * 50 + "</tr></table>").encode(),
        {"no_tasks", "parsed"},
    ),
    "many_cells.html": (f"<table>{HEAD}{''.join(ROW.format(n=n) for n in range(25_000))}</table>".encode(), {"parsed"}),
    "one_long_line.txt": (("公开第一批事项目录，" * 100_000).encode(), {"no_tasks", "parsed"}),
    "many_lines.txt": (
        "\n".join(f"{n}.公开第{n}批事项目录。（责任单位：市司法局）" for n in range(1, 3_000)).encode(),
        {"parsed"},
    ),
    "brackets.txt": (("（" * 50_000 + "责任单位：" * 1_000).encode(), {"no_tasks", "parsed"}),
    "question_marks.txt": (("?" * 50_000 + "br />" * 5_000).encode(), {"no_tasks", "parsed", "unreadable"}),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """All bad pages beside a good one, in one run in worker processes."""
    home = tmp_path_factory.mktemp("bad")
    raw = home / "raw"
    raw.mkdir()
    (raw / "good.html").write_text(GOOD.replace("第1批", "首批"), encoding="utf-8")
    for name, (body, _) in PAGES.items():
        (raw / name).write_bytes(body)
    (raw / "huge.html").write_bytes(b"<p>x" * 3_000_000)
    start = time.monotonic()
    report = run(
        Plan((str(raw),), home / "parsed", find_rules_folder(), 2, max_bytes=10_000_000, timeout=90.0), lambda _done, _all: None
    )
    rows = {row["source"]: row for row in pq.read_table(home / "parsed" / "documents.parquet").to_pylist()}
    return home, rows, report, time.monotonic() - start


def test_every_page_is_a_row_and_the_good_one_is_read(outcome):
    _, rows, _, _ = outcome
    assert set(rows) == {"good.html", "huge.html", *PAGES}
    assert (rows["good.html"]["status"], rows["good.html"]["n_tasks"], rows["good.html"]["n_deadlines"]) == ("parsed", 2, 2)
    assert (rows["huge.html"]["status"], rows["huge.html"]["status_reason"]) == ("unreadable", "too_large")


@pytest.mark.parametrize("name", PAGES)
def test_a_bad_page_ends_in_the_status_that_it_deserves(outcome, name):
    home, rows, _, _ = outcome
    row = rows[name]
    said = [
        i["message"]
        for i in pq.read_table(home / "parsed" / "issues.parquet").to_pylist()
        if i["doc_id"] == row["doc_id"] and i["severity"] == "page"
    ]
    status = "parsed" if row["status"] == "duplicate" else row["status"]
    assert status in PAGES[name][1], (row["status"], row["status_reason"], said)
    if status == "unreadable":
        assert row["status_reason"]


def test_only_documented_codes_are_written(outcome):
    home, *_ = outcome
    dictionary = load_dictionary(find_rules_folder() / "tables.yaml")
    for name in dictionary.tables:
        rows = pq.read_table(home / "parsed" / f"{name}.parquet").to_pylist()
        assert unknown_codes(dictionary, name, rows) == set(), name


def test_run_json_says_which_versions_and_rules_made_the_tables(outcome):
    home, _, report, _ = outcome
    said = json.loads((home / "parsed" / "run.json").read_text(encoding="utf-8"))
    assert said["statuses"] == report.statuses
    assert said["counts"]["documents"] == len(PAGES) + 2
    assert set(said["fingerprints"]) == {"inputs", "rules", "rule_files", "code", "limits", "layout"}
    assert said["versions"]["pyarrow"]
