"""A parsed notice as one nested row of plain values, and such rows as the tables of the data contract."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.tables.made import Made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.notice import BlockRow, Metadata, ParsedNotice, ReadTable, Task
    from pipeline.outline import Passage
    from pipeline.values import Deadline, Found, Place, Repair, Unit

Row = dict[str, Any]
"""One row of a table, or the nested row of a page: column name → plain value."""


def to_row(notice: ParsedNotice) -> Row:
    """Everything that was read from a page as one nested row; `pipeline.tables.schema.Dictionary.row_schema` is its shape.

    What a page may hold very many of is `Made` when it is written.

    >>> from pipeline.notice import ParsedNotice
    >>> row = to_row(ParsedNotice("0" * 16, "a.html", None, None, None, "", "text/html", "utf-8", status="no_tasks"))
    >>> row["doc_id"], row["status"], list(row["tasks"]), row["coverage"]
    ('0000000000000000', 'no_tasks', [], 0.0)
    """
    return {
        **_provenance(notice),
        **_metadata(notice.metadata),
        **_region(notice),
        **_counts(notice),
        "attachments": [{"name": a.name, "href": a.href, "media_type": a.media_type} for a in notice.attachments],
        "tasks": Made(notice.tasks, partial(_task_row, notice.doc_id)),
        "repairs": Made(notice.repairs, partial(_repair_row, notice.doc_id)),
        "tables": Made(notice.tables, partial(_table_row, notice.doc_id)),
        "citations": list(_citation_rows(notice)),
        "blocks": Made(notice.blocks, partial(_block_row, notice.doc_id)),
        "issues": [
            {
                "doc_id": notice.doc_id,
                "seq": seq,
                "task_id": task_id(notice.doc_id, issue.task) if issue.task else None,
                "code": issue.code,
                "severity": issue.severity,
                "message": issue.message,
                "message_zh": issue.message_zh or None,
                "place": _place(issue.place),
            }
            for seq, issue in enumerate(notice.issues, 1)
        ],
    }


def task_id(doc_id: str, seq: int) -> str:
    """The id of the task that stands at `seq` in its notice.

    >>> task_id("00ff00ff00ff00ff", 7)
    '00ff00ff00ff00ff-0007'
    """
    return f"{doc_id}-{seq:04d}"


def table_id(doc_id: str, seq: int) -> str:
    """The id of the table that stands at `seq` in its notice."""
    return f"{doc_id}-t{seq:04d}"


def _provenance(notice: ParsedNotice) -> Row:
    return {
        "doc_id": notice.doc_id,
        "source": notice.source,
        "url": notice.url,
        "site": notice.site,
        "fetched_at": notice.fetched_at,
        "content_sha256": notice.content_sha256,
        "media_type": notice.media_type,
        "charset": notice.charset,
        "script": notice.script,
        "status": notice.status,
        "status_reason": notice.status_reason,
        "duplicate_of": None,
        "coverage": notice.coverage,
    }


def _metadata(metadata: Metadata) -> Row:
    fields = metadata.single
    readings = [_reading(name, found) for name, found in fields.items() if found is not None]
    readings += [_reading("addressees", found) for found in metadata.addressees]
    readings += [_reading(name, found) for name, found in metadata.other]
    return {
        **{name: None if found is None else found.value for name, found in fields.items()},
        "doc_kind": metadata.doc_kind,
        "addressees": [found.said if found.value is None else found.value for found in metadata.addressees],
        "other": _joined((name, found.said if found.value is None else found.value) for name, found in metadata.other),
        "readings": readings,
    }


def _reading(name: str, found: Found[Any]) -> Row:
    return {"field": name, "as_printed": found.said, "place": _place(found.place), "rule": found.rule}


def _joined(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    r"""Pairs as the entries of a map: a name that stands twice keeps both texts, one a line.

    >>> _joined([("备注", "一"), ("来源", "二"), ("备注", "三")])
    [('备注', '一\n三'), ('来源', '二')]
    """
    joined: dict[str, str] = {}
    for name, text in pairs:
        joined[name] = f"{joined[name]}\n{text}" if name in joined else text
    return list(joined.items())


def _region(notice: ParsedNotice) -> Row:
    region = notice.region
    if region is None:
        return dict.fromkeys(("province", "city", "county", "region_code", "region_level"))
    return {
        "province": region.province,
        "city": region.city,
        "county": region.county,
        "region_code": region.code or None,
        "region_level": region.level,
    }


def _counts(notice: ParsedNotice) -> Row:
    return {
        "n_tasks": len(notice.tasks),
        "n_units": sum(1 for task in notice.tasks for unit in task.units if unit.value is not None),
        "n_deadlines": sum(len(task.deadlines) for task in notice.tasks),
        "n_repairs": len(notice.repairs),
        "n_issues": len(notice.issues),
    }


def _task_row(doc_id: str, seq: int, task: Task) -> Row:
    draft = task.draft
    mine = task_id(doc_id, seq)
    units = [found for found in task.units if found.value is not None]
    return {
        "task_id": mine,
        "doc_id": doc_id,
        "seq": seq,
        "label": task.label,
        "path": list(draft.path),
        "text": task.text,
        "text_as_printed": task.text_as_printed,
        "origin": draft.origin,
        "table_id": None if draft.table is None else table_id(doc_id, draft.table),
        "row": draft.row,
        "extra": _joined(draft.extra),
        "place": _reach(draft.text or draft.extent),
        "places": [_place(passage.place) for passage in draft.extent],
        "confidence": task.confidence,
        "unread": [_reading("unit", found) for found in task.units if found.value is None],
        "units": [_unit_row(doc_id, mine, n, found) for n, found in enumerate(units, 1)],
        "deadlines": [_deadline_row(doc_id, mine, n, found) for n, found in enumerate(task.deadlines, 1)],
    }


def _reach(passages: tuple[Passage, ...]) -> Row | None:
    """The place of words that may be several passages: all of them that stand in the first one's block."""
    if not passages:
        return None
    places = [passage.place for passage in passages if passage.path == passages[0].path]
    return {
        "path": passages[0].path,
        "start": min(place.span.start for place in places),
        "end": max(place.span.end for place in places),
    }


def _place(place: Place | None) -> Row | None:
    return None if place is None else {"path": place.path, "start": place.span.start, "end": place.span.end}


def _unit_row(doc_id: str, mine: str, seq: int, found: Found[Unit]) -> Row:
    unit = found.value
    assert unit is not None
    return {
        "task_id": mine,
        "doc_id": doc_id,
        "seq": seq,
        "role": unit.role,
        "name": unit.name,
        "name_as_printed": found.said,
        "full_name": unit.full_name,
        "function": unit.function,
        "level": unit.level,
        "region_code": unit.region_code or None,
        "is_group": unit.is_group,
        "from_merge": unit.from_merge,
        "open_list": unit.open_list,
        "also_known_as": list(unit.also_known_as),
        "excluding": list(unit.excluding),
        "place": _place(found.place),
        "rule": found.rule,
    }


_UNREAD_DEADLINE: Row = {
    "kind": "unknown",
    **dict.fromkeys(("start", "end", "end_earliest", "precision", "rrule", "offset_days", "workdays", "anchor", "deliverable")),
    "approximate": False,
    "source": None,
    "inferred": [],
}


def _deadline_row(doc_id: str, mine: str, seq: int, found: Found[Deadline]) -> Row:
    deadline = found.value
    read = _UNREAD_DEADLINE
    if deadline is not None:
        read = {name: getattr(deadline, name) for name in _UNREAD_DEADLINE} | {"inferred": list(deadline.inferred)}
    return {
        "task_id": mine,
        "doc_id": doc_id,
        "seq": seq,
        "as_printed": found.said,
        **read,
        "place": _place(found.place),
        "rule": found.rule,
    }


def _repair_row(doc_id: str, seq: int, made: tuple[str, Repair]) -> Row:
    path, repair = made
    return {
        "doc_id": doc_id,
        "seq": seq,
        "place": {"path": path, "start": repair.span.start, "end": repair.span.end},
        "kind": repair.kind,
        "rule": repair.rule,
        "before": repair.before,
        "after": repair.after,
        "confidence": repair.confidence,
        "certain": repair.certain,
        "alternatives": list(repair.alternatives),
    }


def _block_row(doc_id: str, seq: int, block: BlockRow) -> Row:
    return {"doc_id": doc_id, "seq": seq, "kind": block.kind, "text": block.text, "place": _place(block.place)}


def _table_row(doc_id: str, seq: int, table: ReadTable) -> Row:
    grid = table.grid
    return {
        "table_id": table_id(doc_id, seq),
        "doc_id": doc_id,
        "seq": seq,
        "kind": table.kind,
        "caption": table.caption,
        "n_rows": grid.n_rows,
        "n_cols": grid.n_cols,
        "header": list(table.header),
        "roles": list(table.roles),
        "cells": grid.texts(),
        "continued_from": None if table.continues is None else table_id(doc_id, table.continues),
        "origin": grid.origin,
        "path": grid.path,
    }


def _citation_rows(notice: ParsedNotice) -> Iterator[Row]:
    for seq, found in enumerate(notice.citations, 1):
        citation = found.value
        yield {
            "doc_id": notice.doc_id,
            "seq": seq,
            "title": citation.title if citation else None,
            "doc_number": citation.doc_number if citation else None,
            "issuer": citation.issuer if citation else None,
            "relation": citation.relation if citation else "mentions",
            "cited_doc_id": None,
            "as_printed": found.said,
            "place": _place(found.place),
            "rule": found.rule,
        }
