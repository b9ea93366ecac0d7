"""The head of a notice, field by field: labelled fields, numbers, dates and buttons that share a line or a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import date_at
from pipeline.facts.metadata.docnumbers import broken_number, find_numbers, number_at_start
from pipeline.facts.metadata.glued import DATES, SURE, TOO_LONG
from pipeline.facts.metadata.labelled import GAP, WORD, Entry, labelled_at, spaced_label_at
from pipeline.facts.metadata.letter import is_organ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage
    from pipeline.values import Span

_BRACKETED = re.compile(r"[（(]\s{0,3}([^（()）]{8,20})[)）]\s*")
_MOST_ENTRIES = 200
_YEAR_SIGN = "年"
_OTHER_FIELD = re.compile(r"[一-龥]{2,8}\s?[：:]\s{0,3}[^\s：:，。；]{1,40}\s{1,20}")
_KEEPER = re.compile(r"([一-龥]{3,30})\s{1,40}")


def read_entries(line: Passage, rules: MetadataRules, titles: Sequence[Span] = ()) -> tuple[tuple[Entry, ...], int]:
    """The entries that the line begins with, and where its other words begin.

    `titles` are the runs that were already recognised as the title.
    """
    text = line.text
    entries: list[Entry] = []
    at = 0
    while len(entries) < _MOST_ENTRIES:
        gap = GAP.match(text, at)
        at = gap.end() if gap else at
        entry = _entry_at(line, at, rules, titles) if at < len(text) else None
        if entry is None:
            return tuple(entries), at
        entries.append(entry)
        at = max(at + 1, entry.whole.span.end - line.span.start)
    return tuple(entries), at


def _entry_at(line: Passage, at: int, rules: MetadataRules, titles: Sequence[Span]) -> Entry | None:
    text = line.text
    title = next((span for span in titles if span.start == at), None)
    if title:
        return Entry("title", line.part(at, title.end))
    until = min((span.start for span in titles if span.start > at), default=len(text))
    field = labelled_at(line, at, until, rules) or spaced_label_at(line, at, until, rules)
    field = field or _unknown_field_at(line, at, rules)
    if field:
        return field
    if rules.cue("issue").fullmatch(text.rstrip(), at):
        return Entry("metadata", line.part(at), "issue_number", line.part(at), "metadata.issue")
    number = number_at_start(text[at : at + TOO_LONG], rules.numbers)
    if number is None and len(text) < at + TOO_LONG:
        number = broken_number(text[at:])
    if number:
        whole = line.part(at, at + number.span.end)
        return Entry("metadata", whole, "doc_number", whole, "metadata.doc_number.bare")
    date = date_at(text, at)
    if date:
        whole = line.part(at, date.span.end)
        issued = _dated_body(line, 0, rules) if at else None
        name = "written_date" if issued and issued.name else "stray_date"
        return Entry("metadata", whole, name, whole, "metadata.date.bare")
    named = _bracketed_day(line, at) or _dated_body(line, at, rules)
    return named or _navigation_at(line, at, until, rules) or _before_title(line, at, until, rules)


def _unknown_field_at(line: Passage, at: int, rules: MetadataRules) -> Entry | None:
    """A field whose label no rule knows, before one of the notice's own on the same line: 卷宗号码：K1　成文日期：…."""
    match = _OTHER_FIELD.match(line.text, at)
    label = rules.label.match(line.text, match.end()) if match else None
    if match is None or label is None:
        return None
    known = rules.labels["".join((label["boxed"] or label["plain"]).split())]
    return Entry("metadata", line.part(at, match.end()).strip()) if known.gives in SURE | DATES else None


def _bracketed_day(line: Passage, at: int) -> Entry | None:
    """The day of a notice in brackets on a line of its own, below the title."""
    match = _BRACKETED.fullmatch(line.text, at)
    date = date_at(line.text, match.start(1)) if match else None
    if match is None or date is None or line.text[date.span.end : match.end(1)].strip():
        return None
    return Entry("metadata", line.part(at), "written_date", line.part(date.span.start, date.span.end), "metadata.date.bracket")


def _dated_body(line: Passage, at: int, rules: MetadataRules) -> Entry | None:
    """The body before a day: it keeps the site where an hour stands behind (某县人民政府 2019-05-17 15:15:00).

    It issues where nothing else stands on the line, as below the title of minutes: 某县政府办公室　　2023年6月20日.
    """
    name = _KEEPER.match(line.text, at)
    date = date_at(line.text, name.end()) if name else None
    if name is None or date is None:
        return None
    said, body = line.text[date.span.start : date.span.end], line.part(at, name.end(1))
    if ":" in said.replace("：", ":"):
        keeps = is_organ(name[1], rules) or rules.cue("site").search(name[1])
        return Entry("navigation", body) if keeps else None
    alone = _YEAR_SIGN in said and date.value is not None and not line.text[date.span.end :].strip()
    return Entry("metadata", body, "issuer", body, "metadata.issuer.dated") if alone and is_organ(name[1], rules) else None


def _before_title(line: Passage, at: int, until: int, rules: MetadataRules) -> Entry | None:
    """Other words before a title on its own line: a number with the issuer's name glued to it, else a page's path."""
    if until >= line.span.length:
        return None
    whole = line.part(at, until).strip()
    number = next(find_numbers(whole.text, rules.cited_numbers), None)
    if number is None:
        return Entry("navigation", whole)
    return Entry("metadata", whole, "doc_number", whole.part(number.span.start, number.span.end), "metadata.doc_number.bare")


def _navigation_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Entry | None:
    text = line.text
    cue = rules.cue("navigation").match(text, at)
    if cue is None or cue.end() == at:
        return None
    end = cue.end()
    if rules.trail.match(text, end) or rules.trail.search(text, at, end):
        end = until
    elif end < len(text) and WORD.match(text, end) and not rules.cue("navigation").match(text, end):
        return None
    return Entry("navigation", line.part(at, end).strip())
