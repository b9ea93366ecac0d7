"""Brackets amid running words: which of them end what stands before them, and what those attach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.bracketed import read_behind
from pipeline.tasks.prose.attached.brackets import brackets_in
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.attached.labels import labelled_parts
from pipeline.tasks.senses import BEYOND_DOUBT
from pipeline.tasks.tables.labels.columns import UNIT_ROLES

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.senses import Senses

_GAP = " 　\xa0"
_STOPS = "。；;！!？?\n"
_CLOSING = frozenset("。；;\n：: 　")
_COMMAS, _COLONS = frozenset("，,"), frozenset("：:")
_STRETCH = re.compile(r"[-—–－~～至到前]")
_LONGEST_TITLE = 60
_LONGEST_CITED, _NEAR = 100, 4


def attached_amid(words: Passage, span: tuple[int, int], senses: Senses, rules: AttachRules) -> Attached | None:
    """What a bracket amid running words attaches; None where it only explains, or the clause goes on behind it.

    Bodies without label or duty count only where something ends before or behind the bracket: in 市、区（县级市）两级 they
    explain the word before them. Inside 《》 nothing attaches anything.
    """
    start, end = span
    text = words.text
    if _is_cited(text, span) or rules.has("runs_on", text[end : end + _NEAR]):
        return None
    found = read_behind(words.part(0, start), words.part(start + 1, end - 1), senses, rules)
    if found is None or found.deadlines or not found.units or _says_duty(found, rules):
        return found
    before = text[:start].rstrip(_GAP)
    amid = before and before[-1] not in _STOPS and text[end : end + 1] not in _CLOSING
    return None if amid and end < len(text) else found


def _is_cited(text: str, span: tuple[int, int]) -> bool:
    """Whether a bracket stands in the title of a document: 《关于加强党委（党组）学习的意见》."""
    near = max(0, span[0] - _LONGEST_CITED)
    opened = text.rfind("《", near, span[0]) > text.rfind("》", near, span[0])
    return opened and text.find("》", span[1], span[1] + _LONGEST_CITED) >= 0


def _says_duty(found: Attached, rules: AttachRules) -> bool:
    """Whether some words say that the bodies are to do something: a label, or a verb of duty."""
    return any(p.role or rules.has("duty", p.passage.text) or rules.has("verb", p.passage.text) for p in found.units)


def peel_title(item: Attached, senses: Senses, rules: AttachRules) -> Attached:
    """Take a bracket of duty or time off the end of an item's run-in title: `（一）启动试点（9月起）。各单位…`.

    A bracket that names units may also end any later sentence; one that labels them may stand anywhere.
    """
    if not item.text:
        return item
    words = item.text[0]
    text = words.text
    for start, end in brackets_in(words):
        said = words.part(start + 1, end - 1)
        closes = text[end : end + 1] in _CLOSING or _labels_units(said, senses, rules) or _is_stretch(words, (start, end), senses)
        if (start and not closes) or _is_name(text, (start, end), senses, rules):
            continue
        inner = attached_amid(words, (start, end), senses, rules)
        if inner is None or (start > _LONGEST_TITLE and not inner.units) or end == len(text):
            continue
        rest = words.part(end)
        if start == 0:
            rest = rest.part(len(rest.text) - len(rest.text.lstrip(" 　：:。，,、")))
        own = Attached((*((words.part(0, start),) if start else ()), rest, *item.text[1:]))
        return own + inner + Attached((), item.units, item.deadlines, item.extra)
    return item


def _is_name(text: str, span: tuple[int, int], senses: Senses, rules: AttachRules) -> bool:
    """Whether a bracket before a colon is part of the name of the body that the words begin with: 市发改委（粮食局）：负责…."""
    start, end = span
    return text[end : end + 1] in _COLONS and rules.body_like(text[:start].strip(), senses) > BEYOND_DOUBT


def _is_stretch(words: Passage, span: tuple[int, int], senses: Senses) -> bool:
    """Whether a bracket before a comma is nothing but a stretch of time or a limit: 全面排查（5月21日—10月31日），建立台账.

    Behind the title of a document it is the day on which that was issued.
    """
    start, end = span
    said = words.text[start + 1 : end - 1]
    limits = _STRETCH.search(said) and senses.time_like(said) > BEYOND_DOUBT
    return bool(limits) and words.text[end : end + 1] in _COMMAS and words.text[start - 1 : start] != "》"


def _labels_units(words: Passage, senses: Senses, rules: AttachRules) -> bool:
    """Whether a bracket begins with a label of units: （责任单位：县教育局）."""
    _, parts = labelled_parts(words, senses, rules.labels)
    return bool(parts) and parts[0].role in UNIT_ROLES and parts[0].whole.span.start == words.span.start
