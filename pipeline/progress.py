"""Tables that tell how far the work has come, and hand out none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Draft, ReadTable
    from pipeline.tasks.rules import TaskRules

_UNSURE = 0.7
Read = tuple["list[ReadTable]", "list[tuple[int, Draft]]"]


def without_reports(read: Read, titles: tuple[str | None, str], rules: TaskRules) -> Read:
    """The tables and drafts of a text without those that tell how far work has come (进展情况通报), unless they say until when.

    So do those under such a caption. `titles` are the text's own, and its first line for a text without: of that, tables that
    tell of progress are less than sure.
    """
    tables, drafts = read
    title, first = titles
    is_report = rules.sections.is_report
    telling = {number: table for number, table in enumerate(tables, 1) if _tells(table, rules)}
    whole = bool(telling) and is_report((first if title is None else title) or "")
    told = {number for number, table in telling.items() if whole or is_report(table.caption or "")}
    tables = [replace(t, kind="other") if number in told else t for number, t in enumerate(tables, 1)]
    drafts = [(place, draft) for place, draft in drafts if draft.table not in told]
    doubted = {n for n in telling if _is_told(n, drafts, rules)} if title is None else set()
    return tables, [(at, replace(d, confidence=min(d.confidence, _UNSURE)) if d.table in doubted else d) for at, d in drafts]


def _tells(table: ReadTable, rules: TaskRules) -> bool:
    """Whether a table has a column for what was done so far, and none for times."""
    timed = any(role.rstrip("?") in ("deadline", "when") for role in table.roles)
    return table.kind == "tasks" and not timed and any(rules.legends.has("done_so_far", label) for label in table.header)


def _is_told(number: int, drafts: Sequence[tuple[int, Draft]], rules: TaskRules) -> bool:
    """Whether what was done so far is filled in for most tasks of a table; a blank column is for the time when they are done."""
    own = [draft for _, draft in drafts if draft.table == number]
    filled = sum(any(rules.legends.has("done_so_far", label) for label, _ in draft.extra) for draft in own)
    return bool(own) and filled * 2 > len(own)
