"""Tables of a text file, or of a `pre`, whose cells stand in columns of print, as converters lay out a page of paper.

    序号    工作任务              责任单位          完成时限
      1     新建村级养老服务      市民政局          10月底前
            站3个
                                   - 2 -

A line that does not begin a row goes on in the columns that its words stand in; they are put together again, as those of a drawn
frame are. Only a table in which some cell goes on is read so: of any other every line is a row, and its gaps tell the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, MarkupCell, TableMarkup
from pipeline.read.laid_rows import LaidTable, PrintedLine, whole_header
from pipeline.read.lines import width_of
from pipeline.read.meant import UNSEEN, as_meant
from pipeline.read.text import read_lines
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.read.page import PageRules

_KEEPS_SPACES: Final = "pre"
_FEWEST: Final = 3
"""Columns of a table."""
_MOST_LINES, _MOST_TRIED = 5_000, 20_000
"""Lines of a table, and lines that are looked at below headers that head none: a page made to be slow must not be."""
_LONGEST_LABEL, _LONGEST_HEADING = 24, 80
"""In columns of print."""
_GUESSED: Final = 0.75
"""How sure a row is whose lines no blank one parts from the next."""
_WORDS = re.compile(r"\S+(?: \S+)*")
_BYTES = re.compile(r"[^ \t\n\u3000]+(?: [^ \t\n\u3000]+)*")  # one byte of words misread looks like a blank
_AROUND: Final = f"{UNSEEN} "
_HAN = re.compile(r"[\u3400-\u9fff]")
_GAP = re.compile(r"\S\s{2,}\S")
_STOP = re.compile(r"[。；，、;,0-9]")
_PRINTED_LINE = re.compile(r"line\[(\d+)\]$")
_PAGE_NUMBER = re.compile(r"[-—–－─·\s]{0,9}\d{1,4}[-—–－─·\s]{0,9}")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、.．)）]")


@dataclass(frozen=True)
class _Piece:
    """Words of a line, and the columns of print that they take (half-open)."""

    start: int
    end: int
    words: str

    def overlaps(self, other: _Piece) -> bool:
        """Whether one stands above the other."""
        return self.start < other.end and other.start < self.end

    def over(self, other: _Piece) -> _Piece:
        """All that both take, with its own words."""
        if self.start <= other.start and other.end <= self.end:
            return self
        return replace(self, start=min(self.start, other.start), end=max(self.end, other.end))


def with_columns(items: Sequence[Block], rules: PageRules) -> tuple[Block | TableMarkup, ...]:
    """The lines of a text file, with tables that are laid out in columns of print as tables.

    >>> from pipeline.read.page import PageRule, PageRules
    >>> from pipeline.read.text import read_lines
    >>> rules = PageRules.build([PageRule(id="x", role="columns", by="part", values=("序号", "任务", "时限"))])
    >>> lines = ["序号  任务          时限", "1     整修城墙并    6月", "      开放夜游", "2     清理河道      9月"]
    >>> (table,) = with_columns(tuple(read_lines(chr(10).join(lines), rules)), rules)
    >>> [[cell.block.text.original for cell in row] for row in table.rows]
    [['序号', '任务', '时限'], ['1', '整修城墙并开放夜游', '6月'], ['2', '清理河道', '9月']]
    """
    found: list[Block | TableMarkup] = []
    at = tried = 0
    while at < len(items):
        is_head = tried < _MOST_TRIED and is_header(items[at], rules)
        laid = _laid_out(items, at, rules) if is_head else None
        if laid is None:
            tried += min(_MOST_LINES, len(items) - at) if is_head else 0
            found.append(items[at])
            at += 1
            continue
        table, between, at = laid
        found += [table, *between]
    return tuple(found)


def with_columns_inside(items: Sequence[Block | TableMarkup], rules: PageRules) -> tuple[Block | TableMarkup, ...]:
    """The items of a page, with tables laid out in columns of print where a block keeps its lines and spaces (`pre`).

    Any other such block stays as it is.
    """
    found: list[Block | TableMarkup] = []
    for item in items:
        laid = _inside(item, rules) if isinstance(item, Block) and item.tag == _KEEPS_SPACES and item.set_aside is None else ()
        found += laid if any(isinstance(part, TableMarkup) for part in laid) else (item,)
    return tuple(found)


def _inside(block: Block, rules: PageRules) -> tuple[Block | TableMarkup, ...]:
    lines = (replace(line, path=f"{block.path}/{line.path}") for line in read_lines(block.text.original, rules))
    return with_columns(tuple(lines), rules)


def is_header(block: Block, rules: PageRules) -> bool:
    """Whether a line is made of labels of columns, all but two of them known."""
    text = block.text.original
    if block.set_aside is not None or len(text) > _MOST_LINES or _GAP.search(text) is None:
        return False
    if _HAN.search(text) and _STOP.search(text):
        return False
    labels = _pieces(block)
    meant = [as_meant(piece.words) for piece in labels]
    if any(map(_STOP.search, meant)):
        return False
    known = sum(rules.columns.search(words) is not None for words in meant)
    return len(labels) >= _FEWEST and known >= max(2, len(labels) - 2) and all(p.end - p.start <= _LONGEST_LABEL for p in labels)


def _pieces(block: Block) -> list[_Piece]:
    """The words of a line between gaps of two spaces or more, with their places on the paper."""
    text = block.text.original
    at, last = block.indent, 0
    found: list[_Piece] = []
    for match in (_WORDS if _HAN.search(text) else _BYTES).finditer(text):
        words = match[0].strip(_AROUND)
        if not words:
            continue  # a sign that nobody sees
        first = match.start() + match[0].index(words)
        at += width_of(as_meant(text[last:first]))
        end = at + width_of(as_meant(words))
        found.append(_Piece(at, end, words))
        at, last = end, first + len(words)
    return found


def _laid_out(items: Sequence[Block], first: int, rules: PageRules) -> tuple[TableMarkup, list[Block], int] | None:
    """The table below a header, the page numbers in it, and where it ends; None where every row is one line, or none is sure."""
    heads: list[int] = []
    numbers: list[int] = []
    lines: list[PrintedLine] = []
    over, end = 0, first
    header = labels = [piece.words for piece in _pieces(items[first])]
    while end < min(len(items), first + _MOST_LINES) and _same(items[end].text.original, items[first].text.original):
        page, own, after = _page(items, end)
        if not heads:
            header, over = whole_header(labels, page, rules)
        lines += page[over if _begins_alike(page, lines[:over]) else 0 :] if heads else page
        numbers += own
        heads.append(end)
        end = after
    table = LaidTable(tuple(labels), tuple(lines[over:]), rules)
    groups, sure = table.groups()
    if len(groups) < 2 or (over == 0 and all(len(group) == 1 for group in groups)):  # noqa: PLR2004 - a lone row
        return None
    ends = [*(group[0].at for group in groups[1:]), groups[-1][-1].at + 1]
    rows = [header]
    for group, end in zip(groups, ends, strict=True):
        rows += [table.row(group), *(header for at in heads if group[0].at < at < end)]
    guessed = () if sure else tuple((row, _GUESSED) for row in range(1, len(rows)))
    between = [items[at] for at in numbers if at < ends[-1]]
    return TableMarkup(items[first].path, tuple(_markup(rows, items[first].path)), guessed), between, ends[-1]


def _begins_alike(page: Sequence[PrintedLine], said: Sequence[PrintedLine]) -> bool:
    """Whether the header of a page goes on below its first line as that of the first page does."""
    return len(page) >= len(said) and all(_same(a.words, b.words) for a, b in zip(page, said, strict=False))


def _same(line: str, head: str) -> bool:
    """Whether a line is the header, printed again."""
    return "".join(line.split()) == "".join(head.split())


def _markup(rows: Sequence[Sequence[str]], path: str) -> Iterator[tuple[MarkupCell, ...]]:
    """The cells of each row; a row of one cell is a heading across the width."""
    for number, row in enumerate(rows, 1):
        blocks = (Block(f"{path}.{number}.{col}", TracedText(text), "td") for col, text in enumerate(row, 1))
        span = len(rows[0]) if len(row) == 1 else 1
        yield tuple(MarkupCell(block, 1, span) for block in blocks)


def _page(items: Sequence[Block], first: int) -> tuple[list[PrintedLine], list[int], int]:
    """The lines below the header of one page, the numbers of pages among them, and where they end.

    They end at the header, printed again, or at a line that stands in no column and heads no others.
    """
    end = first + 1
    said = items[first].text.original
    while (
        end < min(len(items), first + _MOST_LINES) and items[end].set_aside is None and not _same(items[end].text.original, said)
    ):
        end += 1
    numbers = [at for at in range(first + 1, end) if _is_page_number(items, at)]
    inner = sorted({*range(first + 1, end)} - {*numbers})
    pieces = [_pieces(items[at]) for at in inner]
    columns = _columns(_pieces(items[first]), pieces)
    cells = [_under(words, columns) for words in pieces]
    found: list[PrintedLine] = []
    above = first
    for place, at in enumerate(inner):
        if cells[place] is None and not _heads(items[at], cells[place + 1 : place + 3]):
            end = at
            break
        apart = above == at - 1 and at > first + 1 and _is_apart(items[above], items[at])
        found.append(PrintedLine(at, items[at].text.original, cells[place], apart))
        above = at
    return found, [at for at in numbers if at < end], end


def _is_page_number(items: Sequence[Block], at: int) -> bool:
    """Whether a line is the number of a page: it has signs around it, or stands alone between blank lines."""
    around = [items[at - 1], items[at], *items[at + 1 : at + 2]]
    words = items[at].text.original
    return _PAGE_NUMBER.fullmatch(words) is not None and (
        not words.isalnum() or all(_is_apart(a, b) for a, b in pairwise(around))
    )


def _is_apart(one: Block, after: Block) -> bool:
    """Whether blank lines part two lines of a file."""
    first, second = _PRINTED_LINE.match(one.path), _PRINTED_LINE.match(after.path)
    return first is not None and second is not None and int(second[1]) > int(first[1]) + 1


def _heads(block: Block, after: Sequence[Mapping[int, str] | None]) -> bool:
    """Whether a line across the width is a heading of the rows below it."""
    pieces = _pieces(block)
    return len(pieces) == 1 and pieces[0].end - pieces[0].start <= _LONGEST_HEADING and any(cells for cells in after)


def _columns(labels: list[_Piece], lines: Sequence[Sequence[_Piece]]) -> list[_Piece]:
    """How far each column reaches: as far as words that stand below its label and no other."""
    columns = list(labels)
    for pieces in lines:
        for piece in pieces if len(pieces) > 1 else ():
            below = [col for col, column in enumerate(columns) if column.overlaps(piece)]
            if len(below) == 1:
                columns[below[0]] = columns[below[0]].over(piece)
    return columns


def _under(pieces: Sequence[_Piece], columns: Sequence[_Piece]) -> dict[int, str] | None:
    """The words of a line in their columns; None where some stand under two labels or under none, or are a heading."""
    cells: dict[int, str] = {}
    for piece in pieces:
        below = [col for col, column in enumerate(columns) if column.overlaps(piece)]
        if len(below) != 1 or below[0] in cells:
            return None
        cells[below[0]] = piece.words
    return None if len(pieces) == 1 and _HEADING.match(as_meant(pieces[0].words)) else cells
