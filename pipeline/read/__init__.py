"""Bytes → Outline: what the page holds, in reading order, with places; total on any bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.outline import Outline
from pipeline.read.decode import EncodingRules, decode
from pipeline.read.drawings import with_frames
from pipeline.read.html import read_markup
from pipeline.read.indented import with_paragraphs
from pipeline.read.laid import with_columns, with_columns_inside
from pipeline.read.length import bounded
from pipeline.read.page import PageRules
from pipeline.read.page_marks import without_page_marks
from pipeline.read.scripted import with_scripted_words
from pipeline.read.text import looks_like_markup, read_lines
from pipeline.read.wrapped import with_whole_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.values import RawPage


@dataclass(frozen=True)
class ReadRules:
    """What the reader knows: of bytes (`rules/encodings.yaml`) and of pages (`rules/page.yaml`)."""

    encodings: EncodingRules = field(default_factory=EncodingRules)
    page: PageRules = field(default_factory=PageRules)


def read_outline(page: RawPage, rules: ReadRules) -> Outline:
    """Read a page of HTML or text; returns for any bytes, in time linear in their number.

    A page that holds no readable text gives an Outline without items and a note `("unreadable", REASON)`: `empty_body`, `binary`,
    `undecodable`. Notes `("warning", ...)` say what was odd about one that does.

    >>> from pipeline.values import RawPage
    >>> outline = read_outline(RawPage("a.html", "<p>一、<b>总体</b>要求</p><p>二</p>".encode("gbk")), ReadRules())
    >>> [(block.path, block.text.original) for block in outline.blocks()], outline.media_type
    ([('/html[1]/body[1]/p[1]', '一、总体要求'), ('/html[1]/body[1]/p[2]', '二')], 'text/html')
    """
    decoded = decode(page, rules.encodings)
    if decoded.reason is not None:
        return Outline(
            (), page.media_type or "application/octet-stream", decoded.charset, notes=(("unreadable", decoded.reason),)
        )
    if not looks_like_markup(decoded.text, page.source, page.media_type):
        laid, below = bounded(with_columns(tuple(read_lines(decoded.text, rules.page)), rules.page))
        blocks = with_whole_lines(
            without_page_marks(tuple(with_paragraphs(with_frames(laid)))), rules.page.bodies, rules.page.title
        )
        return Outline(blocks, "text/plain", decoded.charset, notes=_notes(decoded.warnings, blocks, below), below=below)
    read = read_markup(with_scripted_words(decoded.text), rules.page)
    first, below = bounded(read.items)
    framed = with_paragraphs(with_frames(with_columns_inside(first, rules.page)))
    items = with_whole_lines(without_page_marks(tuple(framed)), rules.page.bodies, rules.page.title)
    notes = _notes(decoded.warnings + read.warnings, items, below)
    return Outline(items, "text/html", decoded.charset, read.title, read.meta, read.attachments, notes, below=below)


def _notes(warnings: tuple[str, ...], items: Sequence[object], below: Sequence[object]) -> tuple[tuple[str, str], ...]:
    """What is odd about a page, and whether it holds nothing at all."""
    warnings += ("too_long",) if below else ()
    said = tuple(("warning", warning) for warning in warnings)
    return said if items or below else (*said, ("unreadable", "empty_body"))


__all__ = ["EncodingRules", "PageRules", "ReadRules", "read_outline"]
