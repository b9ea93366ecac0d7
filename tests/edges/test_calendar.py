"""The calendar file keeps to RFC 5545, as programs that open it expect: lines, escapes, days, turns."""

from __future__ import annotations

import datetime as dt
import re

import icalendar
import pytest
from click.testing import CliRunner
from dateutil.rrule import rrulestr

from pipeline.cli import main

HEAD = """滨海县人民政府办公室关于印发滨海县2022年政务公开重点任务分解表的通知
各镇人民政府，县直各单位：
现印发给你们，请认真组织实施。
滨海县人民政府办公室
2022年3月1日"""
LONG = "编制覆盖全部领域的公开目录，明确事项、主体、时限和渠道；" * 8
ROWS = [
    (LONG, "县司法局牵头，县财政局配合", "2022年6月底前"),
    ("公布“路径\\名称”、分号；逗号，\n换行后的说明", "县财政局", "2022年10月15日"),
    ("公布进展", "县统计局", "双月15日前"),
    ("报送台账", "县统计局", "每周五"),
    ("公布年报", "县政府办公室", "每年1月底前"),
    ("开展自查", "县审计局", "每半年（6月、12月）"),
    ("组织演练", "县应急管理局", "2022年4月至10月每月20日前"),
    ("推进改造", "县住房城乡建设局", "长期坚持"),
]


@pytest.fixture(scope="module")
def body(tmp_path_factory):
    return exported(tmp_path_factory.mktemp("calendar"), ROWS)


def exported(home, tasks):
    """The calendar of one notice with these tasks."""
    cells = (("序号", "工作任务", "责任单位", "完成时限"), *((str(n), *row) for n, row in enumerate(tasks, 1)))
    rows = "".join("<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>" for row in cells)
    page = "".join(f"<p>{line}</p>" for line in HEAD.splitlines()) + f"<table>{rows}</table>"
    (home / "page.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    for command in (
        ["parse", str(home), "--out", str(home / "parsed"), "--jobs", "0", "-q"],
        ["export", str(home / "parsed"), "--format", "ics", "--out", str(home / "x.ics")],
    ):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
    return (home / "x.ics").read_bytes()


@pytest.fixture(scope="module")
def events(body):
    return icalendar.Calendar.from_ical(body).walk("VEVENT")


def of(events, words):
    (event,) = [e for e in events if words in str(e["summary"])]
    return event


def days(event, until="2023-12-31"):
    """The days on which an entry falls, up to one."""
    start = dt.datetime.combine(event["dtstart"].dt, dt.time())
    if "rrule" not in event:
        return [start.date().isoformat()]
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    return [d.date().isoformat() for d in rule.between(start, dt.datetime.fromisoformat(until), inc=True)]


def test_no_line_is_longer_than_75_octets_and_none_is_cut_inside_a_character(body):
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_the_calendar_says_what_the_standard_demands(body, events):
    calendar = icalendar.Calendar.from_ical(body)
    assert (str(calendar["version"]), bool(calendar["prodid"])) == ("2.0", True)
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert len({str(e["uid"]) for e in events}) == len(events) == 7
    assert all(e["dtstamp"].dt.utcoffset() == dt.timedelta(0) for e in events)


def test_days_are_whole_days_without_a_time_zone(body, events):
    assert not re.search(rb"^(?:DTSTART|DTEND)(?!;VALUE=DATE:\d{8}$)", body.replace(b"\r\n", b"\n"), re.MULTILINE)
    assert b"TZID" not in body
    assert all(type(e["dtstart"].dt) is dt.date and e["dtend"].dt - e["dtstart"].dt == dt.timedelta(days=1) for e in events)


def test_the_end_of_turns_is_a_day_as_their_start_is(body):
    rules = re.findall(r"^RRULE:(.+)$", body.decode().replace("\r\n ", "").replace("\r\n", "\n"), re.MULTILINE)
    assert len(rules) == 5
    assert all(re.search(r"UNTIL=\d{8}(?:;|$)", rule) for rule in rules if "UNTIL" in rule)


def test_marks_that_the_format_uses_itself_come_back_as_printed(events):
    summary, description = str(of(events, "路径")["summary"]), str(of(events, "路径")["description"])
    assert summary == "公布“路径\\名称”、分号；逗号， 换行后的说明"
    assert description.startswith("公布“路径\\名称”、分号；逗号，\n换行后的说明\n")
    assert str(of(events, "编制覆盖")["description"]).startswith(LONG[:-1])


def test_turns_fall_on_the_days_that_the_words_say(events):
    assert days(of(events, "公布进展")) == [f"2022-{m:02}-15" for m in (4, 6, 8, 10, 12)]
    assert days(of(events, "开展自查")) == ["2022-06-30", "2022-12-31"]
    assert days(of(events, "组织演练")) == [f"2022-{m:02}-20" for m in range(4, 11)]
    assert days(of(events, "公布年报"), "2024-12-31") == ["2023-01-31", "2024-01-31"]
    assert days(of(events, "报送台账"))[:2] == ["2022-03-04", "2022-03-11"]
    assert days(of(events, "报送台账"))[-1] == "2022-12-30"


def test_reading_and_writing_again_changes_nothing(body):
    assert icalendar.Calendar.from_ical(body).to_ical() == body


def test_a_calendar_without_any_day_still_has_the_component_that_the_standard_demands(tmp_path):
    empty = icalendar.Calendar.from_ical(exported(tmp_path, [ROWS[-1]]))
    assert [part.name for part in empty.subcomponents] == ["VTIMEZONE"]
    assert empty.walk("VEVENT") == []
    assert empty.to_ical() == icalendar.Calendar.from_ical(empty.to_ical()).to_ical()
