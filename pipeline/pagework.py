"""What is done with one input: read it, parse it, and turn it into a row, whatever happens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.identity import site_of
from pipeline.notice import ParsedNotice
from pipeline.parse import parse
from pipeline.rows import to_row
from pipeline.rules import open_rules
from pipeline.values import Issue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.inputs import Input
    from pipeline.parse import Rules
    from pipeline.rows import Row
    from pipeline.workers import Failure


@dataclass(frozen=True)
class PageReader:
    """Makes the function that a worker runs: it loads the rules of a folder once, and refuses others than it was told."""

    folder: Path
    fingerprint: str

    def __call__(self) -> Callable[[Input], Row]:
        book = open_rules(self.folder)
        if book.fingerprint != self.fingerprint:
            msg = f"the rules in {self.folder} changed while the run was under way; run it again"
            raise RuntimeError(msg)
        rules = book.rules
        return lambda found: read_input(found, rules)


def read_input(found: Input, rules: Rules) -> Row:
    """The nested row of one input. An exception is a bug of ours: the caller makes a `crashed` row of it."""
    if found.problem:
        return failed_row(found, "unreadable", found.problem)
    try:
        page = found.page()
    except OSError as error:
        note = ("unreadable_file", f"the file could not be opened: {error.strerror or error}")
        return failed_row(replace(found, notes=(*found.notes, note)), "unreadable", "unreadable_file")
    notice = parse(page, rules)
    return _row(replace(notice, doc_id=found.doc_id, issues=(*notice.issues, *_issues(found))))


def failed_row(found: Input, status: str, reason: str) -> Row:
    """The row of an input from which nothing was read, and why."""
    return _row(
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
        )
    )


def crashed_row(found: Input, failure: Failure) -> Row:
    """The row of an input on which the program failed; the issue `crashed` says how."""
    note = ("crashed", f"{failure.reason}: {failure.message}")
    return failed_row(replace(found, notes=(*found.notes, note)), "crashed", failure.reason)


def _issues(found: Input) -> tuple[Issue, ...]:
    """What was noticed of an input before it was parsed."""
    grave = {"crashed", "too_large", "unreadable_file"}
    return tuple(Issue(code, "page" if code in grave else "info", message) for code, message in found.notes)


def _row(notice: ParsedNotice) -> Row:
    return {**to_row(notice), "fingerprint": notice.fingerprint}
