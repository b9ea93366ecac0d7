"""One notice in its own order, each reading beside the words that it came from: the evidence, for a terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.engine.inputs import InputFault, find_inputs, identify
from pipeline.outline import Block
from pipeline.parse import parse
from pipeline.read import read_outline
from pipeline.rules import load_rules
from pipeline.show.screen import brief, console, counted, words
from pipeline.values import Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from pipeline.notice import ParsedNotice, Task
    from pipeline.outline import Outline
    from pipeline.values import Found, Issue

_LONG_LINE = 400


@dataclass(frozen=True, order=True)
class Note:
    """Something to say beside the words at a place; notes of one place stand in the order of their rank."""

    start: int
    rank: int
    text: str
    style: str = ""


def explain_file(name: str, rules_folder: Path) -> None:
    """Print the evidence for one notice; InputFault when it cannot be opened or is a folder."""
    if Path(name).is_dir():
        msg = f"{name} is a folder; name one notice in it"
        raise InputFault(msg)
    found = identify(next(find_inputs([name])), max_bytes=1 << 62)
    if found.problem:
        raise InputFault("; ".join(message for _, message in found.notes))
    page = found.page()
    rules = load_rules(rules_folder)
    notice = parse(page, rules)
    _print(console(sys.stdout), notice, read_outline(page, rules.read))


def _print(screen: Console, notice: ParsedNotice, outline: Outline) -> None:
    for line in _head(notice):
        screen.print(words(line))
    notes = notes_of(notice)
    for path, text, kind in _printed(notice, outline):
        mine = sorted(notes.pop(path, ()))
        if not text and not mine:
            continue
        if mine:
            screen.print()
        screen.print(words(kind, "dim"), words(brief(text, _LONG_LINE) if len(text) > _LONG_LINE else text))
        for note in mine:
            screen.print(words(f"    {note.text}", note.style))
    loose = [note for path in notes for note in sorted(notes[path])]
    if loose or notice.issues:
        screen.print()
        screen.print(words("Of the whole page", "bold"))
    for note in loose:
        screen.print(words(f"    {note.text}", note.style))
    for issue in notice.issues:
        if issue.place is None:
            screen.print(words(f"    {_told(issue)}", "red"))


def _head(notice: ParsedNotice) -> Iterator[str]:
    reason = f" ({notice.status_reason})" if notice.status_reason else ""
    region = notice.region
    yield f"{notice.source} · {notice.doc_id} · {notice.status}{reason}"
    yield f"{notice.media_type}, {notice.charset}, {notice.script}; {notice.coverage:.1%} understood"
    if region is not None:
        place = " ".join(part for part in (region.province, region.city, region.county) if part)
        yield f"place: {place or 'national'} {region.code}"
    units = sum(len(task.units) for task in notice.tasks)
    times = sum(len(task.deadlines) for task in notice.tasks)
    read = ((len(notice.tasks), "task"), (units, "unit"), (times, "deadline"))
    said = (*read, (len(notice.repairs), "repair"), (len(notice.issues), "issue"))
    yield ", ".join(counted(number, noun) for number, noun in said)


def _printed(notice: ParsedNotice, outline: Outline) -> Iterator[tuple[str, str, str]]:
    """Path, words as printed, and kind of each block, in reading order."""
    kinds: dict[str, list[str]] = {}
    for block in notice.blocks:
        kinds.setdefault(block.place.path, []).append(block.kind)
    for item in outline.items:
        if isinstance(item, Block):
            said = "/".join(dict.fromkeys(kinds.get(item.path, ()))) or "·"
            yield item.path, item.text.original, f"[{said}]"
            continue
        for number, row in enumerate(item.rows):
            for cell in row:
                yield cell.block.path, cell.block.text.original, f"[row {number}]"


def notes_of(notice: ParsedNotice) -> dict[str, list[Note]]:
    """All there is to say of a notice, by block."""
    notes: dict[str, list[Note]] = {}
    metadata = notice.metadata
    for name, single in metadata.single.items():
        _say(notes, single, name, "cyan")
    for name, found in (*(("addressee", f) for f in metadata.addressees), *metadata.other):
        _say(notes, found, name, "cyan")
    for seq, task in enumerate(notice.tasks, 1):
        _say_task(notes, seq, task)
    for citation in notice.citations:
        _say(notes, citation, "cites", "blue")
    for path, repair in notice.repairs:
        sure = "certain" if repair.certain else f"{repair.confidence:.2f}"
        other = f", or {' / '.join(repair.alternatives)}" if repair.alternatives else ""
        text = f"repair {_quoted(repair.before)} → {_quoted(repair.after)}{other} · {repair.kind}, {sure} · {repair.rule}"
        notes.setdefault(path, []).append(Note(repair.span.start, 0, text, "magenta"))
    for issue in notice.issues:
        if issue.place is not None:
            _add(notes, issue.place, Note(issue.place.span.start, 9, _told(issue), "red"))
    return notes


def _told(issue: Issue) -> str:
    """An issue in both languages."""
    return " · ".join(part for part in (f"issue {issue.code} ({issue.severity}): {issue.message}", issue.message_zh) if part)


def _say_task(notes: dict[str, list[Note]], seq: int, task: Task) -> None:
    place = (task.draft.text or task.draft.extent)[0].place if task.draft.text or task.draft.extent else Place("", Span(0, 0))
    label = f" {task.label}" if task.label else ""
    above = f" under {' › '.join(task.draft.path)}" if task.draft.path else ""
    text = f"task {seq}{label} ({task.draft.origin}, {task.confidence:.2f}){above}: {brief(task.text, 80)}"
    _add(notes, place, Note(place.span.start, 1, text, "bold green"))
    for found in task.units:
        _say(notes, found, f"task {seq}: {found.value.role if found.value else 'unread unit'}", "green")
    for time in task.deadlines:
        _say(notes, time, f"task {seq}: deadline", "yellow")


def _say(notes: dict[str, list[Note]], found: Found[Any] | None, what: str, style: str) -> None:
    if found is None:
        return
    place = found.place or Place("", Span(0, 0))
    text = f"{what}: {_quoted(found.said)} = {_value(found.value)} · {found.rule or 'no rule'}"
    _add(notes, place, Note(place.span.start, 2, text, style))


def _add(notes: dict[str, list[Note]], place: Place, note: Note) -> None:
    notes.setdefault(place.path, []).append(note)


def _quoted(text: str) -> str:
    """Words between quotation marks; spaces alone are made visible.

    >>> _quoted("办公 室"), _quoted("　 ")
    ('“办公 室”', '“␣␣”')
    """
    return f"“{'␣' * len(text) if text.isspace() else brief(text, 60)}”"


def _value(value: object) -> str:
    """A value as a short text: only what it says, not what is empty.

    >>> from pipeline.values import Unit
    >>> _value(Unit("lead", "市司法局", function="司法行政"))
    '市司法局 function=司法行政'
    """
    if value is None:
        return "nobody could read it"
    slots = getattr(type(value), "__slots__", None)
    if slots is None or isinstance(value, str):
        return str(value)
    parts = [
        str(getattr(value, "name", "")),
        *(_part(name, getattr(value, name)) for name in slots if name not in ("name", "role")),
    ]
    return " ".join(part for part in parts if part)


def _part(name: str, value: object) -> str:
    if value is None or value is False or value in ((), ""):
        return ""
    shown = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return name if value is True else f"{name}={shown}"
