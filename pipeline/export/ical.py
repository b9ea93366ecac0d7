"""Tasks with a day as a calendar (RFC 5545) that Google Calendar, Outlook and Apple Calendar open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur

from pipeline.export.turns import read_turns
from pipeline.export.writing import new_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.tables.parsed import Parsed
    from pipeline.tables.rows import Row
    from pipeline.tables.schema import Dictionary

_ABOUT, _UNSURE = "≈", "?"
_LONGEST_SUMMARY = 80
_EAST = dt.timedelta(hours=8)
_UNDATED = dt.date(2000, 1, 1)
_DEADLINE = (
    "task_id",
    "doc_id",
    "seq",
    "kind",
    "as_printed",
    "start",
    "end",
    "end_earliest",
    "approximate",
    "rrule",
    "deliverable",
)
_NOTICE = ("doc_id", "title", "doc_number", "url", "source", "plan_year", "written_date", "published_date")


@dataclass(frozen=True, slots=True)
class Exported:
    """How many deadlines became entries of the calendar, and how many have no day and stand in none."""

    entries: int
    left_out: int


def export_calendar(parsed: Parsed, out: Path, dictionary: Dictionary) -> Exported:
    """Write the calendar of a folder of tables; the file appears whole or not at all.

    StoreFault when the file cannot be written. The same tables give the same bytes.
    """
    notices = {row["doc_id"]: row for row in parsed.rows("documents", _NOTICE)}
    tasks = {row["task_id"]: row for row in parsed.rows("tasks", ("task_id", "path", "text"))}
    units: dict[str, list[Row]] = {}
    for row in parsed.rows("units", ("task_id", "role", "name")):
        units.setdefault(row["task_id"], []).append(row)
    calendar = Calendar()
    calendar.add("prodid", "-//taizhang//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"taizhang · {parsed.folder.resolve().name}")
    entries = left_out = 0
    for row in parsed.rows("deadlines", _DEADLINE):
        told = _Told(row, tasks[row["task_id"]], notices[row["doc_id"]], units.get(row["task_id"], ()))
        event = _event(told, dictionary)
        if event is None:
            left_out += 1
            continue
        calendar.add_component(event)
        entries += 1
    if not entries:
        calendar.add_component(_china_time())
    with new_file(out) as aside:
        aside.write_bytes(calendar.to_ical())
    return Exported(entries, left_out)


def _china_time() -> Timezone:
    """China's time zone: RFC 5545 asks every file for one component, and this one makes no entry where no deadline has a day."""
    zone, offset = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    offset.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001 - a zone's own beginning is told in its local time
    offset.add("tzoffsetfrom", _EAST)
    offset.add("tzoffsetto", _EAST)
    zone.add_component(offset)
    return zone


@dataclass(frozen=True)
class _Told:
    """A deadline with the task, notice and units that it belongs to."""

    deadline: Row
    task: Row
    notice: Row
    units: Sequence[Row]

    @property
    def written(self) -> dt.date | None:
        """The day of the notice, where it says one."""
        day: dt.date | None = self.notice["written_date"] or self.notice["published_date"]
        return day


def _event(told: _Told, dictionary: Dictionary) -> Event | None:
    """The entry on the last day of the deadline, or on each of its turns; None when it has no day."""
    deadline, event = told.deadline, Event()
    if deadline["kind"] == "recurring" and deadline["rrule"]:
        turns = read_turns(deadline["rrule"], _since(told), _until(told))
        if turns is None:
            return None
        first = turns.first
        event.add("rrule", vRecur(turns.rule))
    elif deadline["end"] is not None and deadline["kind"] != "ongoing":
        first = deadline["end"]
    else:
        return None
    event.add("uid", deadline["task_id"] if deadline["seq"] == 1 else f"{deadline['task_id']}-{deadline['seq']}")
    # The day of the notice, not of the export: the same tables give the same file.
    event.add("dtstamp", dt.datetime.combine(told.written or _UNDATED, dt.time(), dt.UTC))
    event.add("dtstart", first)
    if first < dt.date.max:
        event.add("dtend", first + dt.timedelta(days=1))
    event.add("summary", _summary(told))
    event.add("description", "\n".join(_description(told, dictionary)))
    event.add("transp", "TRANSPARENT")
    if told.notice["url"]:
        event.add("url", _plain(told.notice["url"]))
    return event


def _since(told: _Told) -> dt.date:
    """The day from which a recurring deadline counts: its own, else the notice's, but not before the plan's year."""
    start: dt.date | None = told.deadline["start"]
    if start is not None:
        return start
    year = _year(told)
    begins = dt.date(year, 1, 1) if year else _UNDATED
    return max(begins, told.written or begins)


def _year(told: _Told) -> int | None:
    """The plan's year, where it is one that a calendar has."""
    year: int | None = told.notice["plan_year"]
    return year if year and dt.MINYEAR <= year <= dt.MAXYEAR else None


def _until(told: _Told) -> dt.date | None:
    """The last day of a recurring deadline: its own; what comes back within the year ends with the plan's."""
    end: dt.date | None = told.deadline["end"]
    year, rule = _year(told), told.deadline["rrule"]
    if end is not None or not year or (rule.startswith("FREQ=YEARLY") and "," not in rule):
        return end
    return dt.date(year, 12, 31)


def _summary(told: _Told) -> str:
    """What must be done, with a mark where the day is only about right or may be another."""
    deadline = told.deadline
    unsure = deadline["kind"] == "unknown" or (
        deadline["end_earliest"] is not None and deadline["end_earliest"] != deadline["end"]
    )
    mark = (_UNSURE if unsure else "") + (_ABOUT if deadline["approximate"] else "")
    words = _plain(deadline["deliverable"] or "") or _plain(told.task["text"])
    words = " ".join(words.split())
    if len(words) > _LONGEST_SUMMARY:
        words = words[: _LONGEST_SUMMARY - 1] + "…"
    return f"{mark} {words}" if mark else words


def _description(told: _Told, dictionary: Dictionary) -> Iterator[str]:
    """The task, its units by role, the time as printed, and the notice that it stands in."""
    deadline, task, notice = told.deadline, told.task, told.notice
    yield _plain(task["text"])
    roles = dict.fromkeys(unit["role"] for unit in told.units)
    for role in roles:
        names = "、".join(_plain(unit["name"]) for unit in told.units if unit["role"] == role)
        yield f"{_role(role, dictionary)}：{names}"
    yield f"“{_plain(deadline['as_printed'] or '')}” {_days(deadline)}".rstrip()
    if task["path"]:
        yield _plain(" › ".join(task["path"]))
    yield _plain(" ".join(filter(None, (notice["title"], notice["doc_number"])))) or notice["source"]
    yield _plain(notice["url"] or notice["source"])


def _role(role: str, dictionary: Dictionary) -> str:
    """The word for a role, as the data dictionary says it first."""
    roles: Mapping[str, Any] = dictionary.codes.get("role", {})
    return roles[role].zh.split("、")[0].split("，")[0] if role in roles else role


def _days(deadline: Row) -> str:
    """The days that the time may mean."""
    first = deadline["end_earliest"] or deadline["start"]
    last = deadline["end"]
    if first is not None and first != last:
        return f"({first} – {last})" if last else f"({first} –)"
    return f"({last})" if last else f"({deadline['rrule']})"


def _plain(text: str) -> str:
    """Without characters that a calendar file may not hold."""
    return "".join(c for c in text if c == "\n" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))
