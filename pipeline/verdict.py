"""Why a readable page gave no task, as far as the page itself shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import ParsedNotice
    from pipeline.outline import Outline

_OUTSIDE = frozenset({"navigation", "footer", "injected"})
_CONTENT = frozenset({"other", "indicators"})
_DOERS = frozenset({"lead", "responsible"})
_LETTER = 1_800


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRule(Rule):
    """Words that give the reason, on a page of at most `longest` visible characters."""

    reason: str
    pattern: str
    longest: int


@dataclass(frozen=True)
class VerdictRules:
    """The reasons a page may give, compiled."""

    entries: tuple[tuple[VerdictRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, entries: Sequence[VerdictRule]) -> VerdictRules:
        """Compile the entries of `rules/verdicts.yaml`."""
        return cls(tuple((e, re.compile(e.pattern, re.IGNORECASE)) for e in entries))


def try_example(rule: VerdictRule, rules: VerdictRules, said: str) -> str:
    """The reason that this rule sees in the words."""
    pattern = next(p for r, p in rules.entries if r.id == rule.id)
    return rule.reason if pattern.search(said) else ""


def why_no_tasks(notice: ParsedNotice, outline: Outline, rules: VerdictRules) -> str:
    """One of the documented values of `status_reason`; a page that is no notice at all says `not_a_notice`."""
    noted = next((message for name, message in outline.notes if name == "no_tasks"), None)
    if noted is not None:
        return noted
    if any(row.kind == "unread" for row in notice.untasked):
        return "table_not_cut"
    words = "\n".join(block.text for block in notice.blocks if block.kind not in _OUTSIDE)
    everything = "\n".join(block.text for block in notice.blocks)
    if not words.strip() and not any(table.kind != "layout" for table in notice.tables):
        return _said(everything, rules) or "empty_body"
    said = _said(words, rules)
    if said is not None:
        return said
    # A short letter that lists an annex sends its work along, be it linked here or not.
    listed = any(block.kind == "attachment_list" for block in notice.blocks)
    listed = listed and not any(table.kind in _CONTENT for table in notice.tables)
    if (notice.attachments or listed) and len(words) < _LETTER:
        return "attachment_only"
    metadata = notice.metadata
    official = metadata.doc_number or metadata.addressees or metadata.issuer or metadata.doc_kind != "other"
    names_doers = any(table.kind in _CONTENT and _DOERS & set(table.roles) for table in notice.tables)
    return "unassigned_table" if names_doers else "no_work" if official else "not_a_notice"


def _said(words: str, rules: VerdictRules) -> str | None:
    return next((rule.reason for rule, pattern in rules.entries if len(words) <= rule.longest and pattern.search(words)), None)
