"""Paragraphs that a text run together shows by their indents only: two wide blanks in the middle of a line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, TableMarkup
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SIGNS: Final = ("\u3000\u3000", "\u2003\u2003", "\xa0\xa0\xa0\xa0")
_INDENT: Final = re.compile(r"(?<![ \xa0])[ \xa0]{0,40}(?:[\u3000\u2003]{2}|\xa0{4})[ \xa0\u2003\u3000]*")
_STOPS: Final = frozenset("。！？；：")
_FEWEST: Final = 3
_LEAST_WORDS: Final = 16
"""How long the paragraphs of such a text are at least, one with the other: cells and names are shorter."""


def with_paragraphs(items: Iterable[Block | TableMarkup]) -> Iterator[Block | TableMarkup]:
    r"""The items of a page; in one that holds several paragraphs in a line each of them is a line.

    >>> words = "一、管车　　切实查清车况。　　（一）逐车检测，登记造册，不漏一车。　　（二）定期上路检查，逢节必查。"
    >>> [item.text.original for item in with_paragraphs([Block("p", TracedText(words))]) if isinstance(item, Block)]
    ['一、管车\n切实查清车况。\n（一）逐车检测，登记造册，不漏一车。\n（二）定期上路检查，逢节必查。']
    """
    for item in items:
        if isinstance(item, Block) and any(sign in item.text.original for sign in _SIGNS):
            yield _parted(item)
        else:
            yield item


def _parted(block: Block) -> Block:
    """The block, a line for each of its paragraphs; as it is where its gaps part anything else."""
    text = block.text.original
    gaps = [gap for gap in _INDENT.finditer(text) if text[gap.start() - 1 : gap.start()].strip() and gap.end() < len(text)]
    ended = sum(1 for gap in gaps if text[gap.start() - 1] in _STOPS)
    if len(gaps) < _FEWEST or 2 * ended < len(gaps) or len(text) < _LEAST_WORDS * len(gaps):
        return block
    pieces, at = [], 0
    for gap in gaps:
        pieces.append(text[at : gap.start()])
        at = gap.end()
    seams = tuple(seam - sum(gap.end() - gap.start() - 1 for gap in gaps if gap.end() <= seam) for seam in block.seams)
    return replace(block, text=TracedText("\n".join([*pieces, text[at:]])), seams=seams)
