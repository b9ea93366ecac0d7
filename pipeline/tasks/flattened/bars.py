"""Lines whose cells are parted by bars: `1 | 任务 | 单位 |`, markdown, frames drawn with ┌─┬─┐, a cell a line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules

Rows = tuple["tuple[tuple[Passage, ...], ...]", ...]
Cells = list["tuple[Passage, ...]"]

_SIGNS = "|｜¦│┃║"
_BAR = re.compile(f"[{_SIGNS}]")
_DRAWN_BAR = re.compile(r"[│┃║]+")
_CORNERS = "─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝"
_BORDER = re.compile(rf"[\s{_CORNERS}{_SIGNS}+=:：_—–-]{{3,}}")
_DRAWN = re.compile(rf"[{_CORNERS}]|[-=—–_]{{3}}")
_ALIGNED = re.compile(r"\|?(?:[ ]*(?:-{2,}|:-+|-+:|:-+:)[ ]*\|)+[ ]*(?:(?:-{2,}|:-+|-+:|:-+:)[ ]*)?")
_OPEN_LINES = 4
_PAIR, _FEWEST_LABELS = 2, 2
_MOSTLY = 0.7
_LONGEST_HEADING = 30
HEADING_STYLES = frozenset({"number.part", "number.chinese", "number.chinese_bracket"})
_OPEN_ENDS = "，、：；,（("
_COMMAS = "，、,"


@dataclass(frozen=True)
class Barred:
    """A run of lines with bars: how many lines, how they are cut, their cells row by row, and the lines that only draw.

    `is_cut`: the page ends within its last row.
    """

    size: int
    mode: str
    rows: Rows
    signs: tuple[Passage, ...]
    is_cut: bool = False


def barred(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Barred | None:
    """The run of lines with bars that begins here; lines without one inside an open row belong to the cell before them."""
    if not _is_part(flow[first]) and not _is_first_label(flow, first, rules):
        return None
    end = first + 1
    while end < len(flow) and isinstance(flow[end], Line):
        closed = not _is_part(flow[end]) and not _reopens(flow, end, rules)
        if closed or rules.legends.has("chrome", _text(flow[end])) or _is_note(flow, end, rules):
            break
        end += 1
    is_cut = _is_cut_row(flow, end, rules)
    end += is_cut
    lines = [line for line in flow[first:end] if isinstance(line, Line)]
    drawn = [line.passage for line in lines if _is_border(line)]
    drawn += [line.passage.part(*m.span()) for line in lines if not _is_border(line) for m in _DRAWN_BAR.finditer(line.text)]
    held = [line for line in lines if not _is_border(line)]
    with_bar = [line for line in held if _BAR.search(line.text)]
    if len(with_bar) < 2:  # noqa: PLR2004 - one line with a bar is a line, not a table
        return None
    several = sum(1 for line in with_bar if sum(1 for p in _pieces(line.passage) if p.span.length) > 1)
    if several * 2 < len(with_bar) and not _are_padded(with_bar):
        cells = tuple(_cell_lines(held))
        apart = _with_ends(cells)
        below = [line.passage for line in flow[end : end + 1] if isinstance(line, Line) and is_bar(held[-1].text)]
        if len(apart) > len(cells) and below:
            return Barred(end - first + 1, "cells", (*apart, ((below[0],),)), tuple(drawn))
        return Barred(end - first, "cells", cells, tuple(drawn), is_cut)
    rows = _boxed(lines) if sum(map(_is_border, lines)) * 2 > len(with_bar) else None
    return Barred(end - first, "rows", tuple(map(tuple, rows or _row_lines(held))), tuple(drawn), is_cut)


def _are_padded(lines: Sequence[Line]) -> bool:
    """Whether all lines have as many bars as the first, which has no blank cell: rows with blank cells in their place."""
    first = lines[0].text
    inner = [words.strip() for words in _BAR.split(first)][_starts_closed(first) : -1 if ends_closed(first) else None]
    return len(inner) > 1 and all(inner) and len({len(_BAR.findall(line.text)) for line in lines}) == 1


def _is_note(flow: Sequence[Line | Grid], at: int, rules: TaskRules) -> bool:
    """Whether a row is a note below the table: its only words are one, and no row of several cells follows."""
    words = [[p for p in _BAR.split(_text(item)) if p.strip()] for item in flow[at : at + 2]]
    return len(words[0]) == 1 and all(len(own) < _PAIR for own in words[1:]) and rules.legends.has("stop", words[0][0].strip())


def _is_cut_row(flow: Sequence[Line | Grid], at: int, rules: TaskRules) -> bool:
    """Whether the last line of all belongs to a row that the page's end cut off before its bar.

    It goes on the count of the row above, or ends in the middle of a sentence.
    """
    above, last = flow[at - 1], flow[-1]
    if at != len(flow) - 1 or not isinstance(last, Line) or not isinstance(above, Line) or not ends_closed(above.text):
        return False
    mark = rules.numbers.mark(last.passage)
    before = [rules.numbers.mark(cell) for cell in _pieces(above.passage)]
    counts = any(m and mark and (m.style, m.ordinal + 1) == (mark.style, mark.ordinal) for m in before)
    return counts or last.text[-1:] in _COMMAS


def is_bar(text: str) -> bool:
    """Whether a line is nothing but one bar."""
    return bool(_BAR.fullmatch(text.strip()))


def _text(item: Line | Grid) -> str:
    return item.text if isinstance(item, Line) else ""


def _is_first_label(flow: Sequence[Line | Grid], index: int, rules: TaskRules) -> bool:
    """Whether a line is the first header cell of a table that prints each bar on a line of its own, below its cell."""
    if index + 1 >= len(flow) or not is_bar(_text(flow[index + 1])):
        return False
    return rules.columns.exact(_text(flow[index])) is not None


def _is_border(item: Line | Grid) -> bool:
    """Whether a line only draws: |---|---|, ├──┼──┤."""
    text = _text(item)
    drawn = bool(_BORDER.fullmatch(text)) and bool(_DRAWN.search(text)) and bool(re.search(rf"[{_CORNERS}{_SIGNS}+]", text))
    return drawn or bool(_ALIGNED.fullmatch(text))


def _has_bar(item: Line | Grid) -> bool:
    return bool(_BAR.search(_text(item)))


def _is_part(item: Line | Grid) -> bool:
    return _has_bar(item) or _is_border(item)


def _reopens(flow: Sequence[Line | Grid], index: int, rules: TaskRules) -> bool:
    """Whether a line without a bar is inside a cell: the line before left its row open and bars go on soon."""
    follows = [i for i in range(index, min(index + _OPEN_LINES, len(flow))) if _is_part(flow[i])]
    if not follows:
        return False
    if ends_closed(_text(flow[index - 1])):
        return _is_heading(flow, index, rules) or _goes_on(flow, index, follows[0])
    return True


def _is_heading(flow: Sequence[Line | Grid], index: int, rules: TaskRules) -> bool:
    """A heading of the rows below it that is no row of its own: with a number (二、夯实基础), or between two rows of a table."""
    item, text = flow[index], _text(flow[index])
    if not isinstance(item, Line) or len(text) > _LONGEST_HEADING or text[-1:] in "。；":
        return False
    mark = rules.numbers.mark(item.passage)
    if mark is not None and mark.style in HEADING_STYLES:
        return True
    above, below = (_cells_of(_text(line)) for line in (flow[index - 1], *flow[index + 1 : index + 2]))
    return len(above) == len(below) > 1 and rules.columns.exact(below[0] or below[1]) is None


def _cells_of(text: str) -> list[str]:
    """The words between the bars of a line."""
    return [words.strip() for words in _BAR.split(text)]


def _goes_on(flow: Sequence[Line | Grid], index: int, bar: int) -> bool:
    """A cell of several paragraphs: they stand together and only the last has the bar; a heading would stand alone."""
    return bar > index and all(_text(flow[i]) for i in range(index, bar)) and _is_cell_end(_text(flow[bar]))


def _is_cell_end(text: str) -> bool:
    return len(_BAR.findall(text)) == 1 and ends_closed(text)


def ends_closed(text: str) -> bool:
    """Whether a line ends in a bar."""
    return bool(_BAR.search(text.rstrip()[-1:]))


def _starts_closed(text: str) -> bool:
    return bool(_BAR.search(text.lstrip()[:1]))


def _pieces(passage: Passage) -> list[Passage]:
    pieces = [p.strip() for p in passage.split(_BAR)]
    return pieces[:-1] if len(pieces) > 1 and not pieces[-1].span.length else pieces


def _cell_lines(lines: Sequence[Line]) -> Iterator[tuple[tuple[Passage, ...], ...]]:
    """A cell a line: its bar closes it (what stands on lines without a bar before it is in it), or opens it."""
    opens = sum(_starts_closed(line.text) and not ends_closed(line.text) for line in lines)
    if opens * 2 > len(lines):
        yield from _opened(lines)
        return
    pending: tuple[Passage, ...] = ()
    for line in lines:
        if not _BAR.search(line.text):
            pending = (*pending, line.passage.strip())
            continue
        first, *others = _pieces(line.passage)
        if not ends_closed(line.text):
            yield from (((p,),) for p in (first, *others)[:-1])
            pending = (*pending, (first, *others)[-1])
            continue
        yield ((*pending, first), *((p,) for p in others))
        pending = ()
    if pending:
        yield (pending,)


def _with_ends(cells: Rows) -> Rows:
    """Cells between lone bars, the last of each row apart from the number of the next, where no bar stands between them."""
    worded = [[p for p in row[0] if p.span.length] for row in cells]
    glued = [at for at, words in enumerate(worded) if len(words) > 1]
    step = glued[0] if glued else 0
    regular = step >= _FEWEST_LABELS and glued == list(range(step, glued[-1] + 1, step))
    if (
        not regular
        or any(len(row) > 1 for row in cells)
        or not all(len(worded[at]) == _PAIR and number_like(worded[at][1].text) for at in glued)
    ):
        return cells
    ends = frozenset(glued)
    return tuple(row for at, own in enumerate(cells) for row in ([((p,),) for p in worded[at]] if at in ends else [own]))


def _opened(lines: Sequence[Line]) -> Iterator[tuple[tuple[Passage, ...], ...]]:
    """A cell a line with its bar before it."""
    cell: tuple[Passage, ...] = ()
    for line in lines:
        if _BAR.search(line.text):
            if cell:
                yield (cell,)
            cell = tuple(_pieces(line.passage)[1:])
        else:
            cell = (*cell, line.passage.strip())
    if cell:
        yield (cell,)


def _row_lines(lines: Sequence[Line]) -> list[Cells]:
    """A row a line; a line that does not close its last cell goes on in the next one."""
    whole = _are_framed(lines)
    with_bar = [line for line in lines if _BAR.search(line.text)]
    framed = whole or sum(_starts_closed(line.text) for line in with_bar) >= len(with_bar) * _MOSTLY
    closed = sum(ends_closed(line.text) for line in with_bar) >= len(with_bar) * _MOSTLY
    usual = Counter(len(_BAR.findall(line.text)) for line in with_bar).most_common(1)[0][0]
    rows: list[Cells] = []
    is_open = False
    for line in lines:
        bar = bool(_BAR.search(line.text))
        pieces = _pieces(line.passage) if bar else [line.passage.strip()]
        if framed and bar and _starts_closed(line.text):
            pieces = pieces[1:]
        cells: Cells = [(p,) for p in pieces]
        if is_open and rows and cells and rows[-1]:
            rows[-1][-1] = (*rows[-1][-1], *cells[0])
            rows[-1] += cells[1:]
        else:
            rows.append(cells)
        cut = closed and bar and len(_BAR.findall(line.text)) < usual  # a row with as many bars as others ends in a blank cell
        goes_on = (bar or is_open) and line.text.rstrip()[-1:] in _OPEN_ENDS
        is_open = not ends_closed(line.text) and (whole or cut or goes_on)
    return rows


def _are_framed(lines: Sequence[Line]) -> bool:
    """Whether each row begins and ends with a bar, some of them over several lines: markdown breaks its cells so."""
    is_open = False
    for line in lines:
        if is_open == _starts_closed(line.text):
            return False
        is_open = not ends_closed(line.text)
    return not is_open


def _boxed(lines: Sequence[Line]) -> list[Cells] | None:
    """The rows of a drawn frame: the lines between two borders are one row, their cells stand one below the other."""
    rows: list[Cells] = []
    fresh = True
    for line in lines:
        if _is_border(line):
            fresh = True
            continue
        cells: Cells = [(p,) for p in _pieces(line.passage)[1:]] if _starts_closed(line.text) else []
        if fresh:
            rows.append(cells)
        elif len(cells) == len(rows[-1]):
            rows[-1] = [(*above, *(p for p in here if p.span.length)) for above, here in zip(rows[-1], cells, strict=True)]
        else:
            return None
        fresh = False
    return rows
