"""The row of an input, whatever became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.identity import site_of
from pipeline.notice import ParsedNotice
from pipeline.tables.rows import to_row
from pipeline.values import Issue

if TYPE_CHECKING:
    from pipeline.engine.page import Input
    from pipeline.engine.partition import Failure
    from pipeline.tables.rows import Row


def parsed_row(found: Input, notice: ParsedNotice) -> Row:
    """The row of an input that was parsed, under the id that it has in this run.

    Beside the columns it holds the notice's `fingerprint`, by which the run finds duplicates.
    """
    whole = replace(notice, doc_id=found.doc_id, issues=(*notice.issues, *_issues(found)))
    return {**to_row(whole), "fingerprint": whole.fingerprint}


def failed_row(found: Input, status: str, reason: str) -> Row:
    """The row of an input from which nothing was read, and why."""
    return parsed_row(
        replace(found, notes=()),
        ParsedNotice(
            doc_id=found.doc_id,
            source=found.source,
            url=found.url,
            site=site_of(found.url),
            fetched_at=found.fetched_at,
            content_sha256=found.sha256,
            media_type=found.media_type or "",
            charset=found.charset or "",
            status=status,
            status_reason=reason,
            issues=_issues(found),
        ),
    )


def crashed_row(found: Input, failure: Failure) -> Row:
    """The row of an input on which the program failed; the issue `crashed` says how."""
    note = ("crashed", f"{failure.reason}: {failure.message}")
    return failed_row(replace(found, notes=(*found.notes, note)), "crashed", failure.reason)


def ruled_out_row(found: Input) -> Row:
    """The row of a page that cannot be a notice, and was not parsed."""
    note = ("ruled_out", "hardly a character beyond ASCII; the page was not parsed")
    return failed_row(replace(found, notes=(*found.notes, note)), "no_tasks", "not_a_notice")


def _issues(found: Input) -> tuple[Issue, ...]:
    """What was noticed of an input before it was parsed."""
    grave = {"crashed", "too_large", "unreadable_file", "broken_archive"}
    return tuple(Issue(code, "page" if code in grave else "info", message) for code, message in found.notes)
