"""What people type, and what they are told."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.rulebook.folder import find_rules_folder
from pipeline.run import Plan, run
from pipeline.show.screen import as_called, safe
from pipeline.show.todo import list_unread, quoted
from tests.edges.stand_ins import FakeReader

HERE = Path(__file__).parents[2]
PAGE = """<html><head><title>关于印发云岭市2023年政务公开工作要点的通知</title></head><body>
<h1>关于印发云岭市2023年政务公开工作要点的通知</h1><p>云府办发〔2023〕12号</p><p>各县（市、区）人民政府：</p>
<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>编制公共企事业单位信息公开目录。</td><td>市司法局</td><td>2023年6月底前</td></tr>
<tr><td>2</td><td>公开重点建设项目的批准结果。</td><td>市发展改革委、财政局</td><td>长期</td></tr></table></body></html>"""


def taizhang(*words, stdin=None):
    environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE, encoding="utf-8")
    return folder


def test_help_answers_at_once():
    quickest = 9.0
    for _ in range(3):
        start = time.perf_counter()
        done = taizhang("--help")
        quickest = min(quickest, time.perf_counter() - start)
        assert done.returncode == 0
    assert quickest < 0.3
    for command in ("parse", "explain", "todo", "check-rules", "dictionary"):
        assert command in done.stdout
    assert "Exit codes" in done.stdout


@pytest.mark.parametrize("command", ["parse", "explain", "todo", "check-rules", "dictionary"])
def test_every_command_explains_itself(command):
    done = CliRunner().invoke(main, [command, "--help"])
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["parse", "nowhere", "--out", "{tmp}/out"], 2, "there is no nowhere"),
        (["parse", "{tmp}", "--out", "{tmp}/out"], 2, "no pages in"),
        (["parse", "{raw}", "--out", "{tmp}/out", "--rules", "{tmp}/rules"], 1, "there is no such folder of rules"),
        (["parse", "{raw}", "--out", "{tmp}/file"], 1, "is a file"),
        (["parse", "{raw}"], 2, "Missing option '--out'"),
        (["explain", "{raw}"], 2, "is a folder"),
        (["explain", "nowhere.html"], 2, "there is no nowhere.html"),
        (["todo", "{tmp}"], 2, "holds no tables"),
        (["check-rules", "--rules", "{tmp}/rules"], 1, "there is no such folder of rules"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line_without_a_traceback(tmp_path, words, code, said):
    raw = tmp_path / "raw"
    raw.mkdir()
    if "{raw}" in words:
        (raw / "a.txt").write_text("一", encoding="utf-8")
    (tmp_path / "file").write_text("x")
    done = taizhang(*(word.format(tmp=tmp_path, raw=raw) for word in words))
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_parse_tells_people_what_it_found_and_what_to_do_next(raw, tmp_path):
    done = taizhang("parse", raw, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("a.html"))
    assert line.split()[1:4] == ["2", "3", "2"]
    assert line.endswith("parsed")
    assert "1 page in" in done.stdout
    again = taizhang("parse", raw, "--out", tmp_path / "out")
    assert "nothing changed" in again.stdout


@pytest.mark.parametrize(
    ("called", "said"),
    [(".venv/bin/taizhang", ".venv/bin/taizhang"), ("/usr/bin/taizhang", "taizhang"), ("pipeline/__main__.py", "taizhang")],
)
def test_advice_names_the_program_as_one_can_call_it_again(called, said, monkeypatch):
    monkeypatch.setattr("sys.argv", [called, "parse"])
    assert as_called() == said


def test_parse_tells_tools_in_json_and_nobody_when_quiet(raw, tmp_path):
    done = taizhang("parse", raw, "--out", tmp_path / "out", "--json")
    said = json.loads(done.stdout)
    assert said["statuses"] == {"parsed": 1}
    assert said["documents"][0]["n_tasks"] == 2
    assert said["tables"]["units"] == 3
    quiet = taizhang("parse", raw, "--out", tmp_path / "other", "-q")
    assert (quiet.stdout, quiet.stderr, quiet.returncode) == ("", "", 0)


def test_standard_input_is_a_page(tmp_path):
    done = taizhang("parse", "-", "--out", tmp_path / "out", "-q", stdin=PAGE)
    assert done.returncode == 0, done.stderr
    (row,) = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert (row["source"], row["n_tasks"]) == ("-", 2)


def test_explain_shows_each_reading_beside_its_words(raw):
    done = taizhang("explain", raw / "a.html")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("[row 1]") and line.endswith("市司法局"))
    assert re.search(r"task 1: \w+: “市司法局” = 市司法局", lines[at + 1])
    assert any(re.search(r"deadline: “2023年6月底前” = .*end=2023-06-30", line) for line in lines)
    assert "\x1b" not in done.stdout


def test_words_of_a_page_cannot_steer_the_terminal(raw):
    (raw / "b.html").write_text(PAGE.replace("目录。", "目\x1b[31m\x07录\u202e。&#27;[2J"), encoding="utf-8")
    for done in (taizhang("explain", raw / "b.html"), taizhang("parse", raw, "--out", raw.parent / "out")):
        assert not set("\x1b\x07\u202e") & set(done.stdout + done.stderr)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("市司法局", "市司法局"),
        ("\x1b]0;x\x07", "␛]0;x␇"),
        ("a\rb", "a␍b"),
        ("\x9b31m", "<009B>31m"),
        ("\u2066x", "<2066>x"),
        ("一\n二", "一\n二"),
        ("\x7f", "␡"),
    ],
)
def test_control_characters_are_shown(text, shown):
    assert safe(text) == shown


def test_ctrl_c_ends_a_run_with_one_line_and_leaves_what_was_there(raw, tmp_path):
    assert taizhang("parse", raw, "--out", tmp_path / "out", "-q").returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    for n in range(400):
        (raw / f"p{n}.html").write_text(PAGE.replace("2023年政务", f"2023年第{n}批政务") + "<p>一</p>" * 400, encoding="utf-8")
    for sent in (signal.SIGINT, signal.SIGTERM):
        running = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "parse", str(raw), "--out", str(tmp_path / "out")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )
        kept = tmp_path / ".taizhang-out.pages"
        already = len(list(kept.iterdir()))
        while running.poll() is None and len(list(kept.iterdir())) == already:
            time.sleep(0.01)
        running.send_signal(sent)
        _, errors = running.communicate(timeout=60)
        assert running.returncode == 130, errors
        assert errors == "taizhang: interrupted; what was there before is untouched\n"
        assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
        assert sorted(p.name for p in tmp_path.iterdir()) == [".taizhang-out.pages", "out", "raw"]


def test_a_crashed_page_ends_the_command_non_zero_and_is_named(raw, tmp_path, monkeypatch):
    (raw / "b.html").write_text("crash now", encoding="utf-8")
    (raw / "a.html").write_text("1", encoding="utf-8")
    monkeypatch.setattr("pipeline.run._page_reader", lambda _plan, _fingerprint: FakeReader())
    done = CliRunner().invoke(main, ["parse", str(raw), "--out", str(tmp_path / "out"), "--jobs", "0"])
    assert done.exit_code == 1
    assert "1 page crashed (b.html)" in done.output
    assert "ValueError: cannot read now" in done.output


def test_many_notices_are_cut_to_thirty_lines_and_totals(tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(45):
        (raw / f"p{n:02}.html").write_text(f"{n} good", encoding="utf-8")
    monkeypatch.setattr("pipeline.run._page_reader", lambda _plan, _fingerprint: FakeReader())
    done = CliRunner().invoke(main, ["parse", str(raw), "--out", str(tmp_path / "out"), "--jobs", "0"])
    assert done.exit_code == 0, done.output
    assert len([line for line in done.output.splitlines() if line.startswith("p")]) == 30
    assert "all 45" in done.output
    assert "… and 15 more" in done.output


def test_todo_lists_unread_words_by_frequency_as_yaml(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(3):
        (raw / f"p{n}.html").write_text(f"{n} good", encoding="utf-8")
    run(Plan((str(raw),), tmp_path / "out", find_rules_folder(), 0), lambda _done, _all: None, FakeReader())
    text = list_unread(tmp_path / "out")
    assert yaml.safe_load(text) == {"units.yaml": ["张三"], "deadlines.yaml": ["与上级同步"]}
    assert "3×" in text


@pytest.mark.parametrize(
    "text", ["责任单位", "a: b", "- x", "#", "'", '"', "\\", "是\u202e非", "~", "", " x", "[甲]", "12:30", "null", "甲\x1b"]
)
def test_any_words_are_pasted_as_the_same_words(text):
    assert yaml.load(f"- {quoted(text)}", Loader=yaml.BaseLoader) == [text]


def test_the_dictionary_is_printed(tmp_path):
    done = taizhang("dictionary")
    assert done.stdout.startswith("# Data dictionary")
    assert taizhang("dictionary", "--write", tmp_path / "d.md").returncode == 0
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == done.stdout


def test_a_file_that_the_system_refuses_is_said_in_one_line(tmp_path):
    done = taizhang("dictionary", "--write", tmp_path / "nowhere" / "d.md")
    assert done.returncode == 1
    assert done.stderr == f"taizhang: {tmp_path}/nowhere/d.md: No such file or directory\n"


def test_check_rules_says_how_much_it_tried():
    done = taizhang("check-rules")
    assert re.fullmatch(r"\d+ rules, \d+ examples, \d+ look-alikes: no faults \(\d+\.\d+ s\)\n", done.stdout), done.stderr


def test_check_rules_shows_the_faults_of_reading_and_of_collecting_at_once(tmp_path):
    copy = tmp_path / "rules"
    shutil.copytree(find_rules_folder(), copy)
    for name, more in (("functions.yaml", "- {id: mine, function: 我, names: [信访]}"), ("fetch.yaml", "  - {id: mine}")):
        text = (copy / name).read_text(encoding="utf-8").rstrip("\n")
        (copy / name).write_text(f"{text}\n{more}\n", encoding="utf-8")
    done = taizhang("check-rules", "--rules", str(copy))
    assert done.returncode == 1
    assert re.search(
        r"^rules/functions.yaml:\d+: .*'信访' is taken by .* \(rules/functions.yaml:\d+\)$", done.stderr, re.MULTILINE
    )
    assert re.search(r"^rules/fetch.yaml:\d+: ", done.stderr, re.MULTILINE)
    assert done.stdout == ""
