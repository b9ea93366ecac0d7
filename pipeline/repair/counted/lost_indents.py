"""Question marks that stand for the lost spaces at the beginning of lines: `???(一)`, `??2.`, and `????` before paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.counted.starts import ordinal_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

_HAN = "[一二三四五六七八九十]{1,3}"
_BOXED = rf"(?P<boxed>[（(](?:{_HAN}|[0-9]{{1,2}})[）)])"
_BARE = rf"(?P<han>{_HAN})(?=[、．.])|(?P<arabic>[0-9]{{1,3}})(?=、|[．.](?![0-9]))"
_LINE = re.compile(rf"^[ \u3000]{{0,9}}(?P<lost>[?\ufffd]{{0,12}})(?:{_BOXED}|{_BARE})", re.MULTILINE)
_PARAGRAPH = re.compile(r"^(?P<lost>\?{2}|\?{4})(?=[\u4e00-\u9fff《“（(]|(?P<figure>[0-9]))", re.MULTILINE)
"""Two blanks that were lost: a mark for each, or one for each of their bytes."""
_SEVERAL, _SURE = 3, 0.9
_MARKED = re.compile(r"^[ \u3000]{0,9}[?\ufffd]{1,12}[（(0-9一二三四五六七八九十]", re.MULTILINE)


def drop_lost_indents(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take away the marks before a number in brackets; before another only where it is the next of its count: 十 may be lost.

    Where several paragraphs begin with as many marks, and no number, those are blanks, and so they are before figures.
    """
    del rules
    if sheet.characters.isdisjoint("?\ufffd"):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, match in _indented(sheet) if _MARKED.search(sheet.joined) else ():
        span = Span(*match.span("lost"))
        edits.setdefault(index, []).append(Repair(span, match["lost"], "", "numbering.indent", "numbering"))
    for index, match in _before_paragraphs(sheet):
        span = Span(*match.span("lost"))
        if not any(span.overlaps(repair.span) for repair in edits.get(index, ())):
            repair = Repair(span, match["lost"], "", "numbering.indent", "numbering", _SURE, certain=False)
            edits.setdefault(index, []).append(repair)
    return edits


def _before_paragraphs(sheet: Sheet) -> list[tuple[int, re.Match[str]]]:
    """The marks, always as many, before the first words of several paragraphs."""
    found = [(index, match) for index, text in enumerate(sheet.texts) if "??" in text for match in _PARAGRAPH.finditer(text)]
    several = sum(match["figure"] is None for _, match in found) >= _SEVERAL
    return found if several and len({match["lost"] for _, match in found}) == 1 else []


def _indented(sheet: Sheet) -> Iterator[tuple[int, re.Match[str]]]:
    """The numbers behind such marks. Those that a coarser one stands above begin anew."""
    last = {"han": 0, "arabic": 0}
    for index, text in enumerate(sheet.texts):
        for match in _LINE.finditer(text):
            style = "arabic" if match["arabic"] else "han"
            counted = match["boxed"] is not None or not match["lost"] or _follows(match[style], last[style])
            if counted and match["boxed"] is None:
                last[style] = ordinal_of(match[style])
            if style == "han":
                last["arabic"] = 0
            if counted and match["lost"]:
                yield index, match


def _follows(number: str, last: int) -> bool:
    """Whether a number is the next of its count, or the first of another; behind a 10 what says 1 may be 11."""
    ordinal = ordinal_of(number)
    return ordinal == last + 1 or (ordinal == 1 and last % 10 > 0)
