"""Plain text → Outline: every line is a block. Web corpora hold notices this way, and so does whoever copies one by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block
from pipeline.read.length import MOST_LINES
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.read.page import PageRules

_LINE_END = re.compile(r"\r\n?|\n")
_TAGS_ONLY = re.compile(r"(?:</?[a-zA-Z][^<>]{0,300}>\s{0,20})+")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_ROOT = re.compile(r"<(?:!doctype\s+html|html|body|head)\b", re.IGNORECASE)
_STRUCTURE = re.compile(
    r"<(?:table|tr|td|th|p|div|ul|ol|li|dl|dt|dd|h[1-6]|br|hr|pre|span|font|center|section|article|textarea|a|b|strong)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b[^<>]{0,300}>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^\|?(?: {0,20}:?-+:? {0,20}\|)+[ :-]*$", re.MULTILINE)
_MARKUP_NAMES: Final = (".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".asp", ".aspx", ".jsp", ".php")
_SNIFFED: Final = 60_000
_FEWEST_TAGS: Final = 3
_SHORT: Final = 120
_BAR: Final = 6
_UNPRINTED: Final = dict.fromkeys(map(ord, "\f\v\u200b\ufeff"))
_BLANK: Final = " \t\f\v\xa0\u3000\u200b\ufeff"


def looks_like_markup(text: str, source: str, media_type: str | None) -> bool:
    r"""Whether a page is HTML, by what it holds; its name and declared type only say how little of it is enough.

    Markdown breaks the cells of a table with tags, and is no HTML for that.

    >>> looks_like_markup("<p>一</p><p>二</p><p>三</p>", "a.txt", None), looks_like_markup("3 < 4", "a.html", None)
    (True, False)
    """
    head = text[:_SNIFFED]
    if "<" not in head:
        return False
    root = _ROOT.search(head)
    if root is not None and root.start() < _SNIFFED // 4:
        return True
    tags = sum(1 for _ in _STRUCTURE.finditer(head))
    if not tags or (_MARKDOWN.search(head) and tags == len(_BREAK.findall(head))):
        return False
    declared = source.lower().endswith(_MARKUP_NAMES) or "html" in (media_type or "")
    lines = sum(1 for line in head.split("\n") if line.strip())
    return declared or (tags >= _FEWEST_TAGS and tags * 5 >= lines)


def read_lines(text: str, rules: PageRules) -> Iterator[Block]:
    r"""One block a line that is not blank, stripped; `line[N]` counts from 1.

    Beyond a number of lines that no notice has, the rest is one block: nothing is dropped, and memory is bounded.

    >>> from pipeline.read.page import PageRules
    >>> [(b.path, b.tag, b.text.original) for b in read_lines("# 一、总体要求\n\n1.加强解读。", PageRules())]
    [('line[1]', 'h1', '一、总体要求'), ('line[3]', 'line', '1.加强解读。')]
    """
    lines = _LINE_END.split(text, maxsplit=MOST_LINES)
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line.strip(_BLANK):
            continue
        if number > MOST_LINES:
            yield Block(f"line[{number}]", TracedText(line), "line")
        else:
            block, indent = _read_line(number, line, rules), _indent(raw)
            yield replace(block, indent=indent) if indent else block


def _indent(line: str) -> int:
    r"""How many columns of print are blank before a line; a tab fills eight, a page break none.

    >>> _indent("    市司法局"), _indent("\f\t序号"), _indent("　　现将")
    (4, 8, 4)
    """
    blank = line[: len(line) - len(line.lstrip())].translate(_UNPRINTED).expandtabs()
    return len(blank) + blank.count("\u3000")


def _read_line(number: int, line: str, rules: PageRules) -> Block:
    path = f"line[{number}]"
    if line.startswith("<") and _TAGS_ONLY.fullmatch(line):
        return Block(path, TracedText(line), "line", set_aside="injected")
    heading = _HEADING.fullmatch(line) if line.startswith("#") else None
    if heading:
        return Block(path, TracedText(heading.group(2)), f"h{len(heading.group(1))}")
    # A table printed a cell a line may hold 微信 or 打印; only longer bars are the site's for sure.
    if _BAR <= len(line) < _SHORT and rules.navigation.search(line):
        return Block(path, TracedText(line), "line", set_aside="navigation")
    return Block(path, TracedText(line), "line")
