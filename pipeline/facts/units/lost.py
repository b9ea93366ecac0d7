"""Signs that are lost in lists of units: between two whole bodies a separator; inside a name it leaves no certain unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.units.names import ends_as_unit, squeeze
from pipeline.facts.units.piece import Piece, Sheet
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from collections.abc import Iterator

LOST = re.compile("[?？\ufffd]{1,3}")


def is_torn(name: str) -> bool:
    """Whether a sign of the name is lost.

    >>> is_torn("县?育局"), is_torn("县教育局")
    (True, False)
    """
    return LOST.search(name) is not None


def parted(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """The runs of a run, cut where a lost sign stands between two whole bodies: 县教育局?县财政局; 县?育局 stays one."""
    marks = list(LOST.finditer(sheet.text, start, end))
    stops = [mark.start() for mark in marks[1:]] + [end]
    for mark, stop in zip(marks, stops, strict=False):  # no mark, no stop is asked for
        if _is_whole(sheet, start, mark.start()) and _is_whole(sheet, mark.end(), stop):
            yield Piece("run", start, mark.start())
            yield Piece("sep", *mark.span(), role="weak")
            start = mark.end()
    yield Piece("run", start, end)


def _is_whole(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the words, without the verb at their end, are a body or a class that is known."""
    words = squeeze(sheet.text[start:end])
    duty = sheet.rules.patterns["duty"].search(words)
    said = words[: duty.start()] if duty and duty.start() and duty.end() == len(words) else words
    return bool(said) and ends_as_unit(said, sheet.rules) and (sheet.is_known(said) or is_group(said, sheet.rules))
