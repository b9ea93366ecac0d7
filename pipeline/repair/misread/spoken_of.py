"""Garbled words that a text speaks of: they are what it is about, and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.repair.writing.stray_script import QUOTED

if TYPE_CHECKING:
    from pipeline.repair.garbles import RepairRules
    from pipeline.values import Span

NEAR = 10


def is_quoted(text: str, span: Span) -> bool:
    """Whether a run is all that stands between two quotation marks.

    >>> from pipeline.values import Span
    >>> is_quoted("修复“鏀垮姟”乱码", Span(3, 6)), is_quoted("“由鏀垮姟”", Span(2, 5))
    (True, False)
    """
    return text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1] in QUOTED


def is_spoken_of(text: str, span: Span, rules: RepairRules) -> bool:
    """Whether words beside a run say that it is garbled, a code or a way to write (乱码, 编码, 部首)."""
    around = text[max(0, span.start - NEAR) : span.end + NEAR]
    return any(word in around for word in rules.words("spoken_of"))
