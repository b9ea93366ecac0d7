"""Why a readable page gave no task, as far as the page itself shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Metadata, ParsedNotice, ReadTable

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


def why_no_tasks(notice: ParsedNotice, rules: VerdictRules) -> str:
    """One of the documented values of `status_reason`: the first that holds, from what the page says to what it is."""
    words = "\n".join(block.text for block in notice.blocks if block.kind not in _OUTSIDE)
    everything = "\n".join(block.text for block in notice.blocks)
    reasons = (
        "table_not_cut" if any(row.kind == "unread" for row in notice.untasked) else None,
        _said(everything, rules) or "empty_body" if _is_blank(notice, words) else None,
        _said(words, rules),
        "attachment_only" if _sends_along(notice, words) else None,
        "unassigned_table" if any(_has_content(table) and _DOERS & set(table.roles) for table in notice.tables) else None,
        "no_work" if _is_official(notice.metadata) else "not_a_notice",
    )
    return next(reason for reason in reasons if reason is not None)


def _is_blank(notice: ParsedNotice, words: str) -> bool:
    return not words.strip() and not any(table.kind != "layout" for table in notice.tables)


def _sends_along(notice: ParsedNotice, words: str) -> bool:
    """Whether a page is a short letter whose work stands in an annex, be it linked here or only listed."""
    listed = any(block.kind == "attachment_list" for block in notice.blocks) and not any(map(_has_content, notice.tables))
    return bool(notice.attachments or listed) and len(words) < _LETTER


def _has_content(table: ReadTable) -> bool:
    return table.kind in _CONTENT


def _is_official(metadata: Metadata) -> bool:
    return bool(metadata.doc_number or metadata.addressees or metadata.issuer or metadata.doc_kind != "other")


def _said(words: str, rules: VerdictRules) -> str | None:
    return next((rule.reason for rule, pattern in rules.entries if len(words) <= rule.longest and pattern.search(words)), None)
