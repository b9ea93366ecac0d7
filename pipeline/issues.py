"""What a person should look at, read off the result: nothing here changes a reading."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.tasks.tables.columns import UNIT_ROLES
from pipeline.values import Issue, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import ParsedNotice, Task
    from pipeline.values import Deadline, Found, Unit

_LOW = 0.8
_MISREAD = "unit.misread"
_SIGNS_LOST = frozenset(("metadata.doc_number.broken", "metadata.written_date.unmarked"))
_COVERED = 0.9
_WORDS = 40
_MOST_LOSSES = 20
# What reader and repair note of a page as a whole, and the code under which a person is told.
# Words among units that are none, by the rule that knew them: code, weight, message.
_PERSON = ("person_not_unit", "info", "a person or a post, no unit")
_NOT_UNITS = {
    "unit.person": _PERSON,
    "unit.name_of_person": _PERSON,
    "label.person": _PERSON,
    "unit.duty": ("unread_unit", "info", "says what the unit before it is to do, and is read as no unit"),
    "unit.same_as_above": ("same_as_above", "row", "refers to the units of another row, which are not copied"),
}
_NOTED = {"warning": "page_damage", "foreign_name": "foreign_name"}


def find_issues(notice: ParsedNotice) -> tuple[Issue, ...]:
    """All issues of a notice, those of the page first, then task by task."""
    return (*_page_issues(notice), *(issue for seq, task in enumerate(notice.tasks, 1) for issue in _task_issues(seq, task)))


def _page_issues(notice: ParsedNotice) -> Iterator[Issue]:
    if notice.status == "unreadable":
        yield Issue("unreadable", "page", f"nobody could read this page: {notice.status_reason}")
        return
    if notice.status == "no_tasks" and notice.status_reason:
        yield Issue("no_tasks", "page", f"no task was found: {notice.status_reason}")
    if notice.tasks and notice.coverage < _COVERED:
        yield Issue("low_coverage", "page", f"only {notice.coverage:.0%} of the notice's own characters were understood")
    yield from _untasked_issues(notice)
    yield from _doubted_issues(notice)
    for code, message in dict.fromkeys(notice.notes):
        if code in _NOTED:
            yield Issue(_NOTED[code], "info" if code == "warning" else "page", message)
    yield from _table_issues(notice)
    yield from _metadata_issues(notice)
    yield from _stand_in_issues(notice)
    for path, repair in notice.repairs:
        if not repair.certain:
            said = f"{repair.before!r} was read as {repair.after!r}"
            more = f", or {' / '.join(repair.alternatives[:6])}" if repair.alternatives else ""
            yield Issue("uncertain_repair", "info", said + more, Place(path, repair.span))
    yield from _loss_issues(notice)


def _untasked_issues(notice: ParsedNotice) -> Iterator[Issue]:
    """Numbered items and rows of task tables that look like work and gave no task."""
    items = [item for item in notice.untasked if item.kind == "requirement"]
    for at, item in enumerate(items, 1):
        which = f"{at} of {len(items)}, beside {len(notice.tasks)} tasks"
        message = f"a numbered item was read as no task ({which}): {item.text[:_WORDS]!r}"
        yield Issue("items_untasked", "info", message, item.place)
    uncut = next((words for words in notice.untasked if words.kind == "unread"), None)
    if uncut is not None:
        message = f"a table of tasks stands in the text, and its cells could not be told apart; it begins {uncut.text[:_WORDS]!r}"
        yield Issue("table_not_cut", "page", message, uncut.place)
    for words in notice.untasked:
        if words.kind == "skipped":
            message = f"behind {words.text.strip()!r} a number is left out: its item is lost, stands in this one, or never was"
            yield Issue("number_skipped", "row", message, words.place)
        if words.kind == "table":
            message = f"in a row of a task table that holds no work, so that no task has these words: {words.text[:_WORDS]!r}"
            yield Issue("rows_untasked", "row", message, words.place)


def _doubted_issues(notice: ParsedNotice) -> Iterator[Issue]:
    """Brackets that may name who does a task, where nothing else in it does."""
    unowned = [(seq, task) for seq, task in enumerate(notice.tasks, 1) if not _has_own_unit(task)] if notice.doubted else []
    starts = sorted((p.path, p.place.span.start, p.place.span.end, seq) for seq, task in unowned for p in task.draft.text[-1:])
    for words in notice.doubted:
        place = words.place
        before = bisect_right(starts, (place.path, place.span.start, place.span.end, 0))
        path, _, end, seq = starts[before - 1] if before else ("", 0, 0, 0)
        if path == place.path and place.span.end <= end:
            yield Issue("unread_unit", "row", f"could not be read as a unit: {words.text!r}", place, seq)


def _has_own_unit(task: Task) -> bool:
    return any(unit.value is not None and unit.value.role != "addressee" for unit in task.units)


def _loss_issues(notice: ParsedNotice) -> Iterator[Issue]:
    """One for each place at which characters stay lost; on a page with many, one for all that come after the first."""
    for loss in notice.losses[:_MOST_LOSSES]:
        yield Issue(
            "lost_text", "info", f"{loss.said!r} in {loss.around!r} is lost, private or misread and stays as printed", loss.place
        )
    rest = notice.losses[_MOST_LOSSES:]
    if rest:
        yield Issue("lost_text", "page", f"characters are lost at {len(rest)} more places, from here on", rest[0].place)


def _table_issues(notice: ParsedNotice) -> Iterator[Issue]:
    for table in notice.tables:
        if table.kind != "tasks":
            continue
        if not any(table.header):
            yield Issue("no_header", "page", "a task table without a header row: its columns were told by what they hold")
        for label, role in zip(table.header, table.roles, strict=False):
            if label and (role.endswith("?") or role == "unknown"):
                guess = f"; by what it holds it was read as {role[:-1]}" if role.endswith("?") else ""
                yield Issue("unread_header", "row", f"no rule knows the column header {label!r}{guess}")
        if any(c < _LOW for _, c in table.grid.guessed_rows):
            rows = sum(c < _LOW for _, c in table.grid.guessed_rows)
            yield Issue(
                "realigned_rows", "row", f"{rows} rows of a flattened table fit their columns badly; compare with the page"
            )


def _stand_in_issues(notice: ParsedNotice) -> Iterator[Issue]:
    """Rows whose units are the letter's addressees, in a table that has a column of units: its cells were misread, or blank."""
    if not any(role.rstrip("?") in UNIT_ROLES for table in notice.tables if table.kind == "tasks" for role in table.roles):
        return
    for seq, task in enumerate(notice.tasks, 1):
        if task.draft.row is not None and any(u.value is not None and u.value.role == "addressee" for u in task.units):
            place = task.draft.text[0].place if task.draft.text else None
            message = "the units are the addressees of the letter, though the table has a column of units"
            yield Issue("addressees_as_units", "row", message, place, seq)


def _metadata_issues(notice: ParsedNotice) -> Iterator[Issue]:
    metadata = notice.metadata
    for name in ("title", "issuer", "doc_number", "written_date", "published_date", "plan_year"):
        found = getattr(metadata, name)
        if found is not None and found.value is None:
            yield Issue("unread_metadata", "page", f"{name} is printed but could not be read: {found.said!r}", found.place)
        elif found is not None and found.rule in _SIGNS_LOST:
            message = f"{name} {found.value} is printed without its signs: {found.said!r}"
            yield Issue("mended_metadata", "info", message, found.place)
    for name, other in metadata.other:
        if name == "written_date_of_page" and metadata.written_date is not None:
            signed = metadata.written_date.value
            said = f"the page says that it was written on {other.value}, the signature says {signed}"
            yield Issue("date_conflict", "info", said, other.place)
    for name in ("title", "issuer") if notice.tasks else ():
        if getattr(metadata, name) is None:
            yield Issue(f"no_{name}", "page", f"the page does not say its {name} in any way that is known")
    if notice.tasks and notice.region is None:
        yield Issue("unknown_region", "page", "the issuer's region could not be told, so units have no full name")


def _deadline_issues(seq: int, found: Found[Deadline]) -> Iterator[Issue]:
    deadline = found.value
    if deadline is None or deadline.kind == "unknown":
        yield Issue("unread_deadline", "row", f"could not be read as a time: {found.said!r}", found.place, seq)
    elif deadline.end_earliest is not None and deadline.end_earliest != deadline.end:
        span = f"{deadline.end_earliest} to {deadline.end}"
        yield Issue("vague_deadline", "info", f"{found.said!r} can end on any day from {span}", found.place, seq)
    elif deadline.workdays and deadline.start is not None and deadline.end is None:
        count = f"{deadline.offset_days} working days from {deadline.start}"
        yield Issue("unknown_holidays", "info", f"{count}: the holidays of that time are not known here", found.place, seq)


def _no_unit(found: Found[Unit], seq: int) -> Issue:
    """What to say of words that stand where units should: people and references apart, the rest could not be read."""
    code, severity, message = _NOT_UNITS.get(found.rule or "", ("unread_unit", "row", "could not be read as a unit"))
    return Issue(code, severity, f"{message}: {found.said!r}", found.place, seq)


def _task_issues(seq: int, task: Task) -> Iterator[Issue]:
    place = task.draft.text[0].place if task.draft.text else None
    if task.is_wordless:
        yield Issue(
            "wordless_task", "row", f"the text has no Chinese word, so another cell holds the work: {task.text!r}", place, seq
        )
    if not task.units and not task.draft.is_step:
        yield Issue("no_unit", "info", "no unit is printed for this task", place, seq)
    for unit in task.units:
        if unit.value is None:
            yield _no_unit(unit, seq)
        elif _MISREAD in (unit.rule or "").split("+"):
            said = f"{unit.said!r} was read as {unit.value.name!r}: one sign looks alike"
            yield Issue("misread_unit", "row", said, unit.place, seq)
        elif unit.value.function is None and not unit.value.is_group and unit.value.role != "addressee":
            yield Issue("unknown_function", "info", f"no rule knows the line of work of {unit.value.name!r}", unit.place, seq)
    for deadline in task.deadlines:
        yield from _deadline_issues(seq, deadline)
    if task.confidence < _LOW:
        yield Issue("low_confidence", "row", f"confidence {task.confidence:.2f}: compare this task with the page", place, seq)
