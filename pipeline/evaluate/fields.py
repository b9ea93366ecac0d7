"""How well single fields are read: what a notice says of itself, and the parts of its deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.evaluate.score import Scores, Tally, fits, same_task

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import ParsedNotice
    from pipeline.values import Deadline

NOTICE, DEADLINE = "notice", "deadline"
"""Under which of the two a field is tallied."""

NOTICE_FIELDS = (
    *("title", "issuer", "doc_number", "written_date", "published_date", "plan_year", "doc_kind", "addressees"),
    *("province", "city", "county", "region_code"),
)
"""Columns of `documents` that annotations state."""

DEADLINE_FIELDS = ("kind", "start", "end", "end_earliest", "precision", "approximate", "rrule", "offset_days", "anchor")
"""Columns of `deadlines` that annotations state."""


def score_fields(document: dict[str, Any], tasks: Sequence[dict[str, Any]], notice: ParsedNotice) -> Scores:
    """The tallies of all fields that an annotation states, by (field, `notice` or `deadline`)."""
    scores: Scores = {}
    for key, tally in (*_of_notice(document, notice), *_of_deadlines(tasks, notice)):
        scores[key] = scores.get(key, Tally()) + tally
    return scores


def _of_notice(document: dict[str, Any], notice: ParsedNotice) -> Iterator[tuple[tuple[str, str], Tally]]:
    for name in NOTICE_FIELDS:
        if name in document:
            yield (name, NOTICE), _compared(document[name], _said(notice, name))


def _said(notice: ParsedNotice, name: str) -> object:
    if name == "addressees":
        return [a.value for a in notice.metadata.addressees]
    if name == "doc_kind":
        return notice.metadata.doc_kind
    if hasattr(notice.metadata, name):
        found = getattr(notice.metadata, name)
        return found.value if found else None
    return getattr(notice.region, "code" if name == "region_code" else name, None)


def _compared(want: object, got: object) -> Tally:
    """One field: right, or missed where nothing was read, or invented where nothing is, or both.

    >>> _compared("2023", 2023), _compared("", "云岭市"), _compared("云岭市", None)
    (Tally(right=1, extra=0, missed=0), Tally(right=0, extra=1, missed=0), Tally(right=0, extra=0, missed=1))
    """
    if want == got or (isinstance(want, str) and fits(want, got)):
        return Tally(right=1)
    return Tally(extra=1 if got else 0, missed=1 if want else 0)


def _of_deadlines(tasks: Sequence[dict[str, Any]], notice: ParsedNotice) -> Iterator[tuple[tuple[str, str], Tally]]:
    """The stated parts of each deadline, compared with the reading of that task that agrees in most of them."""
    left = list(notice.tasks)
    for want in tasks:
        task = next((t for t in left if same_task(want, t)), None)
        if task is None:
            continue
        left.remove(task)
        values = [d.value for d in task.deadlines if d.value is not None]
        for stated in want.get("deadlines", ()):
            best = max(values, key=lambda v: len(_agreeing(stated, v)), default=None)
            if best is not None:
                values.remove(best)
            for name in DEADLINE_FIELDS:
                if name in stated:
                    yield (name, DEADLINE), _compared(stated[name], getattr(best, name, None))


def _agreeing(stated: dict[str, str], value: Deadline) -> list[str]:
    return [name for name in DEADLINE_FIELDS if name in stated and fits(stated[name], getattr(value, name))]
