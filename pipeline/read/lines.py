"""White space as a reader sees it: which line ends of the source are lines of the page, and which are only its source's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPACE = re.compile(r"[ \t\n\r\f]+")
_ROUGH = re.compile(r"[\t\n\r\f]|  ")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
_CUT = re.compile(rf"(?<=[{_WIDE}])(?:\r\n?|\n)|(?:\r\n?|\n)(?=[{_WIDE}])")
_LINE_END = re.compile(r"\r\n?|\n")
_CUT_LINE = re.compile(rf"^([^\r\n]*[{_WIDE}])\r?\n(?=[{_WIDE}])", re.MULTILINE)
_WIDE_ONE = re.compile(f"[{_WIDE}]")
_KEPT = str.maketrans({" ": "\x01", "\t": "\x02"})
_GIVEN_BACK = str.maketrans({"\x01": " ", "\x02": "\t"})

_MARGIN: Final = (56, 100)
_FEWEST_LINES: Final = 3
_FEWEST_LETTERS: Final = 40
_FEWEST_PLACED: Final = 10


def width_of(words: str) -> int:
    """How many columns of print words take; a wide sign takes two.

    >>> width_of("序号 No")
    7
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


@dataclass(frozen=True)
class Source:
    """The markup of one page, and what has to be known of the whole of it to read a line."""

    text: str
    hidden_names: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    """Where classes place what has them."""

    @cached_property
    def is_placed(self) -> bool:
        """Whether many elements may have their places on the paper, as those of a PDF file have."""
        return bool(self.places) or self.text.count("absolute") >= _FEWEST_PLACED or "textLayer" in self.text

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether an editor broke its lines at a fixed width, in the middle of sentences, as Word does."""
        widths = [len(m.group(1)) + len(_WIDE_ONE.findall(m.group(1))) for m in _CUT_LINE.finditer(self.text[:400_000])]
        within = sum(1 for width in widths if _MARGIN[0] <= width <= _MARGIN[1])
        return len(widths) > 1 and within * 5 >= len(widths) * 4

    def joined(self, text: str) -> str:
        r"""Words of one text node: line ends of the source become what they mean. `\x00` is a line end of the page.

        A page whose source is broken at a fixed width has its words put together again; one that holds prepared lines keeps them.
        """
        words = text.strip(" \t\r\n\f")
        if "\n" not in words and "\r" not in words:
            return text
        if self.is_wrapped:
            return _CUT.sub("", text)
        return _LINE_END.sub("\x00", text) if _is_prepared(words) else text

    @staticmethod
    def is_tabbed(text: str) -> bool:
        r"""Whether the words of one text node are cells with tabs between them: one line, several tabs, none of them an indent.

        >>> Source.is_tabbed("序号\t任务\t单位"), Source.is_tabbed("一、\t\n\t\t总体要求")
        (True, False)
        """
        words = text.strip(" \t\r\n\f")
        return words.count("\t") > 1 and "\n" not in words and "\r" not in words

    @staticmethod
    def kept(text: str) -> str:
        """Words whose white space is kept: `<pre>`."""
        return _LINE_END.sub("\x00", text).translate(_KEPT)

    @staticmethod
    def settled(raw: str) -> str:
        r"""Collapse white space as browsers do; lines are stripped, but for what `pre` keeps, and blank ones left out.

        >>> Source.settled(" 工作\n  任务 \x00\x00 1. "), Source.settled(Source.kept("任务\n    单位"))
        ('工作 任务\n1.', '任务\n    单位')
        """
        if _ROUGH.search(raw):
            raw = _SPACE.sub(" ", raw)
        lines = [line.strip() for line in raw.split("\x00")] if "\x00" in raw else [raw.strip()]
        if "\x01" in raw or "\x02" in raw:
            lines = [line.translate(_GIVEN_BACK).rstrip() for line in lines]
        return "\n".join([line for line in lines if line])


def _is_prepared(words: str) -> bool:
    """Whether words between two tags are lines of their own: of different lengths as paragraphs are, not filled to a margin."""
    lines = [line for line in (line.strip() for line in _LINE_END.split(words)) if line]
    if len(lines) < _FEWEST_LINES or len(words) < _FEWEST_LETTERS or not _WIDE_ONE.search(words):
        return False
    longest = max(map(len, lines))
    full = sum(1 for line in lines[:-1] if len(line) * 4 >= longest * 3)
    return full * 5 < (len(lines) - 1) * 3
