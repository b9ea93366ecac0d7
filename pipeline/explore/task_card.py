"""One task with all that was read of it: the words, before and after repair; units, deadlines; what is not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.explore.markup import add, made

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pipeline.explore.gather import Notice
    from pipeline.explore.labels import Labels
    from pipeline.tables.rows import Row


_FEW = 5


def card(notice: Notice, task: Row, labels: Labels) -> Element:
    """The card of a task; its id is what a link to the task ends with."""
    number = str(task["seq"])
    name = f"{task['label']} {task['text']}" if task["label"] else task["text"]
    shown = made("article", {"id": f"t{number}", "data-task": number, "tabindex": "-1"})
    for part in task["path"]:
        add(shown, made("p", {"class": "above"}, part))
    add(shown, made("h3", {}, made("button", {"type": "button", "class": "pick", "aria-pressed": "false"}, name)))
    if task["text_as_printed"] != task["text"]:
        add(shown, made("p", {"class": "printed"}, labels.element("as_printed"), " ", made("q", {}, task["text_as_printed"])))
    add(shown, *_units(notice, task, labels), *_deadlines(notice, task, labels), *_extra(task))
    sure = made(
        "p",
        {"class": "sure"},
        labels.element("confidence"),
        f" {task['confidence']:.2f} · ",
        labels.coded("origin", task["origin"]),
    )
    add(shown, sure, *_repairs(notice, task, labels), *_issues(notice, task, labels))
    return shown


def _section(name: str, labels: Labels, rows: list[Element]) -> list[Element]:
    return [labels.element(name, "h4"), made("ul", {}, *rows)] if rows else []


def _units(notice: Notice, task: Row, labels: Labels) -> list[Element]:
    rows = []
    for unit in notice.units.get(task["task_id"], ()):
        row = made("li", {}, labels.coded("role", unit["role"]), " · ", made("b", {}, unit["name"]))
        notes = [unit["full_name"] if unit["full_name"] != unit["name"] else None, unit["function"]]
        notes += [f"“{unit['name_as_printed']}”" if unit["name_as_printed"] != unit["name"] else None]
        add(row, *(f" · {note}" for note in notes if note), *_flags(unit, labels))
        rows.append(row)
    rows += [
        made("li", {"class": "warning"}, labels.element("unread"), f" “{reading['as_printed']}”")
        for reading in task["unread"] or ()
    ]
    return _section("units", labels, rows)


def _flags(unit: Row, labels: Labels) -> list[Element | str]:
    flags: list[Element | str] = []
    for name in ("is_group", "from_merge", "open_list"):
        if unit[name]:
            flags += [" · ", labels.element(name)]
    return flags


def _deadlines(notice: Notice, task: Row, labels: Labels) -> list[Element]:
    rows = []
    for time in notice.deadlines.get(task["task_id"], ()):
        row = made("li", {"class": "warning"} if time["kind"] == "unknown" else {}, made("b", {}, f"“{time['as_printed']}”"))
        days = [day.isoformat() for day in (time["start"], time["end"]) if day is not None]
        add(row, f" = {' – '.join(days)} · " if days else " · ", labels.coded("deadline_kind", time["kind"]))
        if time["end_earliest"] is not None and time["end_earliest"] != time["end"]:
            add(row, " · ", labels.element("earliest"), f" {time['end_earliest'].isoformat()}")
        if time["inferred"]:
            add(row, " · ", labels.element("inferred"))
        for part in time["inferred"] or ():
            add(row, " ", labels.coded("inferred", part))
        if time["deliverable"]:
            add(row, f" · {time['deliverable']}")
        rows.append(row)
    return _section("deadlines", labels, rows)


def _extra(task: Row) -> list[Element]:
    pairs = [made("div", {}, made("dt", {}, name), made("dd", {}, text)) for name, text in task["extra"] or ()]
    return [made("dl", {"class": "facts"}, *pairs)] if pairs else []


def _repairs(notice: Notice, task: Row, labels: Labels) -> list[Element]:
    """The repairs: those that are not sure in sight, many sure ones (a page in traditional characters has hundreds) folded."""
    rows = notice.repairs_of(task)
    sure = [repair_row(row, labels) for row in rows if row["certain"]]
    shown = _section("repairs", labels, [repair_row(row, labels) for row in rows if not row["certain"]])
    if len(sure) <= _FEW:
        return _section("repairs", labels, [repair_row(row, labels) for row in rows])
    name = labels.element("certain_repairs", "summary")
    return [*shown, made("details", {}, name, made("p", {"class": "hint"}, str(len(sure))), made("ul", {}, *sure))]


def repair_row(row: Row, labels: Labels) -> Element:
    """A repair as a line: before → after, what else it may be, how sure, and by which rule."""
    shown = made("li", {"class": "certain" if row["certain"] else "doubtful"}, labels.coded("repair_kind", row["kind"]), " ")
    add(shown, made("del", {}, _seen(row["before"])), " → ", made("ins", {}, _seen(row["after"])), " · ")
    add(shown, labels.element("certain" if row["certain"] else "doubtful"), "" if row["certain"] else f" {row['confidence']:.2f}")
    if row["alternatives"]:
        add(shown, " · ", labels.element("alternatives"), f" {' / '.join(row['alternatives'])}")
    add(shown, " · ", made("code", {}, row["rule"]))
    return shown


def _seen(text: str) -> str:
    """Words of which something is seen: spaces alone, and nothing, have a sign.

    >>> _seen(" \u3000"), _seen(""), _seen("局")
    ('␣␣', '∅', '局')
    """
    return "∅" if not text else "␣" * len(text) if text.isspace() else text


def _issues(notice: Notice, task: Row, labels: Labels) -> list[Element]:
    return _section("issues", labels, issue_rows(notice, task["task_id"], labels))


def issue_rows(notice: Notice, task_id: str | None, labels: Labels) -> list[Element]:
    """What should be looked at in a task, or (None) in the page as a whole, in a sentence each."""
    mine = (row for row in notice.rows["issues"] if row["task_id"] == task_id)
    return [made("li", {"class": "warning"}, *_sentence(row, labels)) for row in mine]


def _sentence(row: Row, labels: Labels) -> list[Element | str]:
    """An issue in both languages. The words of an error, and older tables, have one only: what its code means stands before."""
    chinese = row.get("message_zh")
    if chinese:
        return [labels.saying(row["message"], chinese)]
    return [labels.coded("issue", row["code"]), f": {row['message']}"]
