"""The calendar reads back as what was written: days, turns, words, units, and marks of doubt."""

from __future__ import annotations

import datetime as dt

import icalendar
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.export.ical import export_calendar
from pipeline.export.turns import read_turns
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder
from pipeline.tables.parsed import Parsed
from pipeline.tables.schema import load_dictionary

TABLE = """滨海县人民政府办公室关于印发滨海县2022年政务公开重点任务分解表的通知
各镇人民政府，县直各单位：
滨海县人民政府办公室
2022年3月1日
"""
HEADER = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = [
    ("编制目录，公布；含“重点”事项\\附表", "县司法局牵头，县财政局配合", "2022年6月底前"),
    ("公布进展情况", "县统计局", "每季度末"),
    ("公布年度报告", "县政府办公室", "每年1月底前"),
    ("开展培训", "县委党校", "2022年4月—10月"),
    ("完成检查", "县政府办公室", "9月20日前后"),
    ("推进专区建设", "县政务服务局", "长期坚持"),
    ("印发细则", "县司法局", "印发后10个工作日内"),
    ("整改问题", "县司法局", "2022年?月底前"),
    ("分两步完成归集", "县数据局", "6月底前完成一期，12月底前完成二期"),
]


@pytest.fixture(scope="module")
def parsed(tmp_path_factory):
    home = tmp_path_factory.mktemp("export")
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [HEADER, *((n, *r) for n, r in enumerate(ROWS, 1))]
    )
    head = "".join(f"<p>{line}</p>" for line in TABLE.strip().splitlines())
    (home / "page.html").write_text(f"<html><body>{head}<table>{rows}</table></body></html>", encoding="utf-8")
    done = CliRunner().invoke(main, ["parse", str(home), "--out", str(home / "parsed"), "--jobs", "0", "-q"])
    assert done.exit_code == 0, done.output
    return home / "parsed"


@pytest.fixture(scope="module")
def events(parsed):
    out = parsed.parent / "x.ics"
    done = CliRunner().invoke(main, ["export", str(parsed), "--format", "ics", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "9 entries" in done.output
    assert "1 deadlines have no day" in done.output
    return icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")


def of(events, words):
    return [e for e in events if words in str(e["summary"])]


def test_every_dated_deadline_is_an_all_day_entry_on_its_last_day(events, parsed):
    rows = [r for r in pq.read_table(parsed / "deadlines.parquet").to_pylist() if r["end"] and not r["rrule"]]
    assert sorted(e["dtstart"].dt for e in events if "rrule" not in e) == sorted(r["end"] for r in rows)
    for event in events:
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(days=1)


def test_the_uid_is_the_task_and_no_two_entries_share_one(events):
    uids = [str(e["uid"]) for e in events]
    assert len(set(uids)) == len(uids)
    assert [str(e["uid"])[16:] for e in of(events, "完成一期") + of(events, "完成二期")] == ["-0009", "-0009-2"]


def test_the_words_of_the_page_come_back_whole(events):
    (event,) = of(events, "编制目录")
    assert str(event["summary"]) == "编制目录，公布；含“重点”事项\\附表"
    said = str(event["description"])
    assert "牵头：县司法局" in said
    assert "配合：县财政局" in said
    assert "2022年6月底前" in said
    assert "滨海县2022年政务公开重点任务分解表" in said


def test_a_recurring_task_comes_back_on_the_days_that_it_says(events):
    (quarterly,) = of(events, "公布进展")
    rule = rrulestr(quarterly["rrule"].to_ical().decode(), dtstart=dt.datetime.combine(quarterly["dtstart"].dt, dt.time()))
    assert [d.date().isoformat() for d in rule] == ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"]
    (yearly,) = of(events, "年度报告")
    rule = rrulestr(yearly["rrule"].to_ical().decode(), dtstart=dt.datetime.combine(yearly["dtstart"].dt, dt.time()))
    assert [d.date().isoformat() for d in rule[:2]] == ["2023-01-31", "2024-01-31"]


def test_what_is_about_right_or_damaged_is_marked(events):
    assert str(of(events, "完成检查")[0]["summary"]) == "≈ 完成检查"
    assert str(of(events, "整改问题")[0]["summary"]) == "? 整改问题"
    assert "2022-01-31 – 2022-09-30" in str(of(events, "整改问题")[0]["description"])


def test_work_without_a_day_stands_in_no_calendar(events):
    assert not of(events, "专区")
    assert of(events, "印发细则")[0]["dtstart"].dt == dt.date(2022, 3, 15)


def test_the_same_tables_give_the_same_file(parsed, tmp_path):
    dictionary = load_dictionary(find_rules_folder() / DICTIONARY)
    for name in ("a.ics", "b.ics"):
        export_calendar(Parsed(parsed), tmp_path / name, dictionary)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_tables_in_parts_read_like_one_file(parsed, tmp_path):
    for name in ("documents", "tasks", "units", "deadlines"):
        (tmp_path / "parsed" / name).mkdir(parents=True)
        (tmp_path / "parsed" / name / "part-0.parquet").write_bytes((parsed / f"{name}.parquet").read_bytes())
    done = export_calendar(Parsed(tmp_path / "parsed"), tmp_path / "x.ics", load_dictionary(find_rules_folder() / DICTIONARY))
    assert (done.entries, done.left_out) == (9, 1)


def test_a_folder_without_tables_and_a_place_that_cannot_be_written_are_said(parsed, tmp_path):
    missing = CliRunner().invoke(main, ["export", str(tmp_path), "--format", "ics", "--out", str(tmp_path / "x.ics")])
    assert missing.exit_code == 2
    (tmp_path / "no").write_text("a file, and no folder", encoding="utf-8")
    refused = CliRunner().invoke(main, ["export", str(parsed), "--format", "ics", "--out", str(tmp_path / "no" / "x.ics")])
    assert refused.exit_code == 1


TURNS = [
    ("FREQ=MONTHLY", "2022-03-01", ["2022-03-31", "2022-04-30"]),
    ("FREQ=MONTHLY;BYMONTHDAY=5", "2022-03-06", ["2022-04-05", "2022-05-05"]),
    ("FREQ=MONTHLY;INTERVAL=3", "2022-01-01", ["2022-03-31", "2022-06-30"]),
    ("FREQ=MONTHLY;INTERVAL=6", "2022-01-01", ["2022-06-30", "2022-12-31"]),
    ("FREQ=YEARLY", "2022-01-01", ["2022-12-31", "2023-12-31"]),
    ("FREQ=YEARLY;BYMONTH=3,9", "2022-04-01", ["2022-09-30", "2023-03-31"]),
    ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "2022-01-11", ["2022-04-10", "2022-07-10"]),
    ("FREQ=YEARLY;INTERVAL=2", "2022-01-01", ["2022-12-31", "2024-12-31"]),
    ("FREQ=WEEKLY", "2022-03-01", ["2022-03-04", "2022-03-11"]),
    ("FREQ=WEEKLY;BYDAY=MO,TH", "2022-03-01", ["2022-03-03", "2022-03-07"]),
    ("FREQ=DAILY", "2022-03-01", ["2022-03-01", "2022-03-02"]),
]


@pytest.mark.parametrize(("rule", "since", "days"), TURNS)
def test_the_first_day_is_one_of_the_turns(rule, since, days):
    turns = read_turns(rule, dt.date.fromisoformat(since), None)
    assert turns.first.isoformat() == days[0]
    text = icalendar.vRecur(turns.rule).to_ical().decode()
    back = rrulestr(text, dtstart=dt.datetime.combine(turns.first, dt.time()))
    assert [d.date().isoformat() for d in back[:2]] == days


@pytest.mark.parametrize("rule", ["", "FREQ=HOURLY", "FREQ=MONTHLY;INTERVAL=0", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "x"])
def test_a_rule_that_no_day_fits_gives_no_entry(rule):
    assert read_turns(rule, dt.date(2022, 1, 1), None) is None


@given(rule=st.text("FREQ=YEARLMONTHINTVAB;,-0123456789", max_size=40), since=st.dates())
def test_no_rule_makes_it_fail(rule, since):
    read_turns(rule, since, None)
