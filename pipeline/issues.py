"""What a person should look at, read off the result: nothing here changes a reading. `rules/issues.yaml` puts it in words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from pipeline.tasks.prose.letter.repeats import AGAIN
from pipeline.tasks.tables.labels.columns import UNIT_ROLES
from pipeline.values import Place
from pipeline.wording import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import ParsedNotice, Task
    from pipeline.values import Deadline, Found, Issue, Span, Unit
    from pipeline.wording import IssueRules

_LOW = 0.8
_MISREAD = "unit.misread"
_SIGNS_LOST = frozenset(("metadata.doc_number.broken", "metadata.written_date.unmarked"))
_COVERED = 0.9
_YEAR_OF_DATES = {f"metadata.plan_year.{field}": field for field in ("written_date", "doc_number", "published_date")}
_WORDS = 40
_MOST_LOSSES = 20
_MOST_READINGS = 6
_NESTED = 12
# Words among units that are none, by the rule that knew them.
_NOT_UNITS = {
    "unit.person": "person_not_unit",
    "unit.name_of_person": "person_not_unit",
    "label.person": "person_not_unit",
    "unit.duty": "unread_unit.duty",
    "unit.same_as_above": "same_as_above",
}


def find_issues(notice: ParsedNotice, rules: IssueRules) -> tuple[Issue, ...]:
    """All issues of a notice, those of the page first, then task by task."""
    return tuple(rules.issue(found) for found in _findings(notice))


def _findings(notice: ParsedNotice) -> Iterator[Finding]:
    if notice.status == "unreadable":
        yield Finding("unreadable", {"reason": notice.status_reason})
    else:
        yield from _page_findings(notice)
    for seq, task in enumerate(notice.tasks, 1):
        yield from _task_findings(seq, task)


def _page_findings(notice: ParsedNotice) -> Iterator[Finding]:
    if notice.status == "no_tasks" and notice.status_reason:
        yield Finding("no_tasks", {"reason": notice.status_reason})
    if notice.tasks and notice.coverage < _COVERED:
        yield Finding("low_coverage", {"share": f"{notice.coverage:.0%}"})
    yield from _untasked(notice)
    yield from _doubted(notice)
    yield from _noted(notice)
    yield from _about_tables(notice)
    yield from _about_metadata(notice)
    yield from _stand_ins(notice)
    yield from _uncertain(notice)
    yield from _losses(notice)


def _uncertain(notice: ParsedNotice) -> Iterator[Finding]:
    """Repairs that have other readings, each at a task whose words, units or times it stands in."""
    doubtful = [(path, repair) for path, repair in notice.repairs if not repair.certain]
    owned: dict[str, list[tuple[int, int, int]]] = {path: [] for path, _ in doubtful}
    for seq, task in enumerate(notice.tasks if doubtful else (), 1):
        for place in (words.place for part in (task.draft.text, task.units, task.deadlines) for words in part):
            if place is not None and place.path in owned:
                owned[place.path].append((place.span.start, place.span.end, seq))
    for runs in owned.values():
        runs.sort()
    for path, repair in doubtful:
        others = " / ".join(repair.alternatives[:_MOST_READINGS])
        said = {"before": repair.before, "after": repair.after, "others": others}
        mine = _owner(owned[path], repair.span)
        yield Finding("uncertain_repair.others" if others else "uncertain_repair", said, Place(path, repair.span), mine)


def _owner(runs: list[tuple[int, int, int]], span: Span) -> int | None:
    """The task of the run that a repair stands in; the last few begun are asked, for units stand in the words of their task.

    What was put back behind the last character of a run is its own.
    """
    begun = bisect_left(runs, (span.end,))
    least = span.start + min(span.length, 1)
    return next((seq for _, end, seq in reversed(runs[max(0, begun - _NESTED) : begun]) if end >= least), None)


def _noted(notice: ParsedNotice) -> Iterator[Finding]:
    """What reader and repair note of the page as a whole."""
    for code, words in dict.fromkeys(notice.notes):
        if code == "warning":
            yield Finding(f"page_damage.{words}")
        elif code == "foreign_name":
            yield Finding("foreign_name", {"name": words})


def _untasked(notice: ParsedNotice) -> Iterator[Finding]:
    """Numbered items and rows of task tables that look like work and gave no task."""
    items = [item for item in notice.untasked if item.kind == "requirement"]
    for at, item in enumerate(items, 1):
        said = {"words": item.text[:_WORDS], "at": at, "all": len(items), "tasks": len(notice.tasks)}
        yield Finding("items_untasked", said, item.place)
    uncut = next((words for words in notice.untasked if words.kind == "unread"), None)
    if uncut is not None:
        yield Finding("table_not_cut", {"words": uncut.text[:_WORDS]}, uncut.place)
    for words in notice.untasked:
        if words.kind in ("skipped", "begun"):
            said = {"number": words.text.strip()}
            yield Finding("number_skipped" if words.kind == "skipped" else "number_skipped.first", said, words.place)
        if words.kind == "table":
            yield Finding("rows_untasked", {"words": words.text[:_WORDS]}, words.place)


def _doubted(notice: ParsedNotice) -> Iterator[Finding]:
    """Brackets that may name who does a task, where nothing else in it does."""
    unowned = [(seq, task) for seq, task in enumerate(notice.tasks, 1) if not _has_own_unit(task)] if notice.doubted else []
    starts = sorted((p.path, p.place.span.start, p.place.span.end, seq) for seq, task in unowned for p in task.draft.text[-1:])
    for words in notice.doubted:
        place = words.place
        before = bisect_right(starts, (place.path, place.span.start, place.span.end, 0))
        path, _, end, seq = starts[before - 1] if before else ("", 0, 0, 0)
        if path == place.path and place.span.end <= end:
            yield Finding("unread_unit", {"words": words.text}, place, seq)


def _has_own_unit(task: Task) -> bool:
    return any(unit.value is not None and unit.value.role != "addressee" for unit in task.units)


def _losses(notice: ParsedNotice) -> Iterator[Finding]:
    """One for each place at which characters stay lost; on a page with many, one for all that come after the first."""
    for loss in notice.losses[:_MOST_LOSSES]:
        yield Finding("lost_text", {"lost": loss.said, "around": loss.around}, loss.place)
    rest = notice.losses[_MOST_LOSSES:]
    if rest:
        yield Finding("lost_text.more", {"places": len(rest)}, rest[0].place)


def _about_tables(notice: ParsedNotice) -> Iterator[Finding]:
    for table in notice.tables:
        if table.kind != "tasks":
            continue
        if not any(table.header):
            yield Finding("no_header")
        for label, role in zip(table.header, table.roles, strict=False):
            if label and role.endswith("?"):
                yield Finding("unread_header.guessed", {"header": label, "role": role[:-1]})
            elif label and role == "unknown":
                yield Finding("unread_header", {"header": label})
        doubtful = sum(confidence < _LOW for _, confidence in table.grid.guessed_rows)
        if doubtful:
            yield Finding("realigned_rows", {"rows": doubtful})


def _stand_ins(notice: ParsedNotice) -> Iterator[Finding]:
    """Rows whose units are the letter's addressees, in a table that has a column of units: its cells were misread, or blank."""
    if not any(role.rstrip("?") in UNIT_ROLES for table in notice.tables if table.kind == "tasks" for role in table.roles):
        return
    for seq, task in enumerate(notice.tasks, 1):
        if task.draft.row is not None and any(u.value is not None and u.value.role == "addressee" for u in task.units):
            yield Finding("addressees_as_units", place=_beginning(task), task=seq)


def _about_metadata(notice: ParsedNotice) -> Iterator[Finding]:
    metadata = notice.metadata
    for name, found in metadata.single.items():
        if found is not None and found.value is None:
            yield Finding("unread_metadata", {"field": name, "words": found.said}, found.place)
        elif found is not None and found.rule in _SIGNS_LOST:
            yield Finding("mended_metadata", {"field": name, "value": found.value, "words": found.said}, found.place)
    for name, other in metadata.other:
        if name == "written_date_of_page" and metadata.written_date is not None:
            yield Finding("date_conflict", {"head": other.value, "signed": metadata.written_date.value}, other.place)
    for name in ("title", "issuer") if notice.tasks else ():
        if getattr(metadata, name) is None:
            yield Finding(f"no_{name}")
    yield from _about_region(notice)
    year = metadata.plan_year
    if notice.tasks and year is not None and year.rule in _YEAR_OF_DATES:
        yield Finding("inferred_year", {"year": year.value, "field": _YEAR_OF_DATES[year.rule], "words": year.said}, year.place)


def _about_region(notice: ParsedNotice) -> Iterator[Finding]:
    """The place is unknown, or was told from other words than the issuer's name and the title."""
    if notice.tasks and notice.region is None:
        yield Finding("unknown_region")
    if notice.region is not None and notice.region.evidence:
        place = "".join(name for name in (notice.region.province, notice.region.city, notice.region.county) if name)
        yield Finding("inferred_region", {"place": place, "words": " / ".join(notice.region.evidence)})


def _about_deadline(seq: int, found: Found[Deadline]) -> Iterator[Finding]:
    deadline = found.value
    if deadline is None or deadline.kind == "unknown":
        yield Finding("unread_deadline", {"words": found.said}, found.place, seq)
    elif deadline.end_earliest is not None and deadline.end_earliest != deadline.end:
        said = {"words": found.said, "first": deadline.end_earliest, "last": deadline.end}
        yield Finding("vague_deadline", said, found.place, seq)
    elif deadline.workdays and deadline.start is not None and deadline.end is None:
        yield Finding("unknown_holidays", {"days": deadline.offset_days, "start": deadline.start}, found.place, seq)


def _about_unit(seq: int, found: Found[Unit]) -> Iterator[Finding]:
    unit = found.value
    if unit is None:
        yield Finding(_NOT_UNITS.get(found.rule or "", "unread_unit"), {"words": found.said}, found.place, seq)
    elif _MISREAD in (found.rule or "").split("+"):
        yield Finding("misread_unit", {"words": found.said, "name": unit.name}, found.place, seq)
    elif unit.function is None and not unit.is_group and unit.role != "addressee":
        yield Finding("unknown_function", {"name": unit.name}, found.place, seq)


def _task_findings(seq: int, task: Task) -> Iterator[Finding]:
    place = _beginning(task)
    if task.is_wordless:
        yield Finding("wordless_task", {"words": task.text}, place, seq)
    if not task.units and not task.draft.is_step:
        yield Finding("no_unit", place=place, task=seq)
    for unit in task.units:
        yield from _about_unit(seq, unit)
    for deadline in task.deadlines:
        yield from _about_deadline(seq, deadline)
    for time in task.passed_over:
        yield Finding("time_passed_over", {"words": time.said}, time.place, seq)
    yield from _about_twins(seq, task)
    if task.confidence < _LOW:
        yield Finding("low_confidence", {"confidence": f"{task.confidence:.2f}"}, place, seq)


def _about_twins(seq: int, task: Task) -> Iterator[Finding]:
    """A task that the page says twice, with other units or another time: the units of both stand there, the time of one."""
    again = [phrase.passage.place for phrase in task.draft.units if phrase.source == AGAIN] + [p.place for p in task.draft.again]
    more = [unit for unit in task.units if any(_lies_in(unit.place, place) for place in again)]
    more = more if len(more) < len(task.units) else []  # the annex names none at all
    if more:
        yield Finding("annex_differs.units", {"words": "、".join(unit.said for unit in more)}, more[0].place, seq)
    if task.elsewhere:
        yield Finding("annex_differs.times", {"words": "、".join(d.said for d in task.elsewhere)}, task.elsewhere[0].place, seq)


def _lies_in(place: Place | None, whole: Place) -> bool:
    return place is not None and place.path == whole.path and place.span.overlaps(whole.span)


def _beginning(task: Task) -> Place | None:
    return task.draft.text[0].place if task.draft.text else None
