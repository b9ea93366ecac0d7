"""Lines whose cells are parted by tabs or spaces."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.flattened.pieces import heads_work, joined_labels
from pipeline.tasks.tables.labels.header import header_strength
from pipeline.tasks.tables.labels.heads import counts_unlabelled
from pipeline.tasks.tables.rows.row_numbers import is_han_number, number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.flattened.bars import Rows
    from pipeline.tasks.rules import TaskRules

# From the surest sign of a border to the weakest; a single tab keeps blank cells.
_BLANK = " 　\\xa0\\u2000-\\u200a"
_TAB = re.compile(r"\t")
_WIDE = re.compile(rf"\t+|[{_BLANK}]{{2,}}")
_GAPS = (_TAB, re.compile(r"\t+"), _WIDE, re.compile(f"[{_BLANK}]+"))
_HEADER = 3.0
_MOSTLY, _PARTLY = 0.7, 0.3
_LONGEST_HEADING = 40
_QUOTE, _MOST_QUOTED = '"', 20
_PAIR, _SMALLEST = 2, 3
_OPEN_ENDS = frozenset("、，,（(")
Row = tuple["tuple[Passage, ...]", ...]


def spaced(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> tuple[Rows, int]:
    """A header line whose labels are parted by gaps, the lines parted in the same way below it, and where they end.

    Nothing where none is. A row whose cell goes on below it takes more than one line.
    """
    item = flow[first]
    if not isinstance(item, Line):
        return (), first
    text = item.text.strip()
    # Labels with gaps inside of them (工 作 任 务) say more when put together: pieces.py reads such.
    enough = max(_HEADER, header_strength([p.text for p in joined_labels(item.passage, rules.columns)], rules.columns))
    for gap in (*_regular(text), *_GAPS):
        labels = gap.split(text)
        if len(labels) < 2 or "" in labels:  # noqa: PLR2004
            continue
        known = [label for label in labels if rules.columns.rule_of(label) is not None]
        strength = header_strength(labels, rules.columns)
        if max(strength, header_strength(known, rules.columns)) < enough:
            continue
        rows, end = _rows(flow, first, gap, rules)
        whole = len(rows) > 1 and all(len(row) == len(labels) for row in rows) and heads_work(known, rules.columns)
        if strength < enough and not whole and not _has_marks(rows, rules):
            continue
        counted = counts_unlabelled(labels, [[cell[0].text for cell in row] for row in rows[1:]], rules.columns)
        if len(rows) > 1 and (gap in _GAPS[1:-1] or _fits(rows[1:], len(labels) + counted)):
            return tuple(rows), end
    return (), first


def _has_marks(rows: Sequence[Row], rules: TaskRules) -> bool:
    """Whether rows hold marks, so that labels nobody knows may be the bodies that they are for."""
    return any(rules.legends.has("mark", p.text) for row in rows[1:] for cell in row for p in cell if p.span.length)


def _regular(text: str) -> list[re.Pattern[str]]:
    """The very gap between all labels of a header, where it is always the same: two such gaps in a row hold a blank cell."""
    gaps = set(_WIDE.findall(text))
    gap = gaps.pop() if len(gaps) == 1 else ""
    return [re.compile(re.escape(gap))] if len(gap) > 1 else []


def _fits(rows: Sequence[Row], n: int) -> bool:
    """Whether rows are as long as the header: most of them, some with a few merged cells less, or with blank cells inside.

    A number and a heading between rows (一 道路畅通) count neither way.
    """
    sizes = [len(row) for row in rows if not _is_category(row)]
    if not sizes:
        return False
    whole = sizes.count(n)
    blank = any(not cell[0].span.length for row in rows for cell in row)
    nearly = min(sizes) >= max(_SMALLEST, n - 2) and whole >= len(sizes) * _PARTLY
    return max(sizes) <= n and (blank or nearly or whole >= len(sizes) * _MOSTLY)


def _is_category(row: Row) -> bool:
    """Whether a row is a number in Chinese signs and a heading."""
    return len(row) == 2 and is_han_number(row[0][0].text) and _is_heading(row[1][-1].text)  # noqa: PLR2004


def _rows(flow: Sequence[Line | Grid], first: int, gap: re.Pattern[str], rules: TaskRules) -> tuple[list[Row], int]:
    """The lines from a header on that have the gap, with headings between them, and where they end."""
    rows: list[Row] = []
    end = first
    for index in range(first, len(flow)):
        item = flow[index]
        if not isinstance(item, Line) or (index > first and rules.legends.has("stop", item.text)):
            break
        if rows and _is_quoted(rows[-1]) and _QUOTE in "".join(map(_words, flow[index : index + _MOST_QUOTED])):
            first_cell, *others = _cells(item.passage, gap)
            rows[-1] = (*rows[-1][:-1], (*rows[-1][-1], *first_cell), *others)
        elif gap.search(item.text.strip()) or (_is_heading(item.text) and _row_follows(flow, index, gap, len(rows[0]))):
            row = _cells(item.passage, gap)
            if len(rows) > 1 and _is_rest(row, rows[-1], len(rows[0])):
                row = (*rows[-1][:-1], (*rows.pop()[-1], *row[0]), *row[1:])
            rows.append(row)
        elif index > first + 1 and _row_follows(flow, index, gap, len(rows[0])) and (at := _open_cell(rows[-1])) is not None:
            # A cell that was too long for its line goes on below it.
            row = rows[-1]
            rows[-1] = (*row[:at], (*row[at], item.passage.strip()), *row[at + 1 :])
        else:
            break
        end = index + 1
    return rows, end


def _words(item: Line | Grid) -> str:
    return item.text if isinstance(item, Line) else ""


def _is_quoted(row: Row) -> bool:
    """Whether the last cell of a row has an open quote, as a sheet writes cells of several lines."""
    words = "".join(passage.text for passage in row[-1])
    return words.startswith(_QUOTE) and words.count(_QUOTE) % 2 == 1


def unquoted(rows: Rows) -> tuple[Rows, tuple[Passage, ...]]:
    """Rows without the quotes that stand around whole cells, and those quotes."""
    signs = tuple(sign for row in rows for cell in row if _is_wrapped(cell) for sign in (cell[0].part(0, 1), cell[-1].part(-1)))
    return (tuple(tuple(map(_bare, row)) for row in rows), signs) if signs else (rows, signs)


def _is_wrapped(cell: tuple[Passage, ...]) -> bool:
    """Whether quotes stand around a cell, and none inside but doubled ones."""
    words = "\n".join(passage.text for passage in cell)
    return len(words) > _PAIR and words[0] == words[-1] == _QUOTE and _QUOTE not in words[1:-1].replace(_QUOTE * 2, "")


def _bare(cell: tuple[Passage, ...]) -> tuple[Passage, ...]:
    if not _is_wrapped(cell):
        return cell
    return (cell[0].part(1, -1),) if len(cell) == 1 else (cell[0].part(1), *cell[1:-1], cell[-1].part(0, -1))


def _is_rest(row: Row, above: Row, n: int) -> bool:
    """Whether a line begins inside of the cell in which the line above ended, and both together are one row.

    The line above is cut short in the middle of a list or of a bracket, or only it begins with a number.
    """
    if not 1 < len(above) < n or len(above) + len(row) - 1 != n or not row[0][0].span.length:
        return False
    counts = bool(number_like(above[0][0].text)) and not number_like(row[0][0].text)
    words = above[-1][-1].text
    return words[-1:] in _OPEN_ENDS or (counts and not is_han_number(above[0][0].text))


def _open_cell(row: Row) -> int | None:
    """The longest cell of a row whose sentence has no end yet."""
    sizes = {i: p[-1].span.length for i, p in enumerate(row) if p[-1].span.length and p[-1].text[-1] not in "。；;"}
    return max(sizes, key=lambda i: sizes[i], default=None) if sum(p[-1].span.length > 0 for p in row) > 1 else None


def _cells(passage: Passage, gap: re.Pattern[str]) -> Row:
    return tuple((p.strip(),) for p in passage.strip().split(gap))


def _is_heading(text: str) -> bool:
    return 0 < len(text.strip()) <= _LONGEST_HEADING and text.strip()[-1] not in "。；，,"


def _row_follows(flow: Sequence[Line | Grid], index: int, gap: re.Pattern[str], width: int) -> bool:
    """Whether one of the next two lines is a row: a number, a text and a unit at least; a text and a unit between tabs."""
    least = _PAIR if width == _PAIR and gap in _GAPS[:_PAIR] else _SMALLEST
    for after in flow[index + 1 : index + 3]:
        if not isinstance(after, Line):
            return False
        if len(gap.split(after.text.strip())) >= least:
            return True
    return False


def tabbed(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Rows:
    """Lines with the same number of tabs and no header among them; nothing where there are few."""
    item = flow[first]
    if not isinstance(item, Line) or item.text.count("\t") < 2:  # noqa: PLR2004 - three columns
        return ()
    rows: list[Row] = []
    for after in flow[first:]:
        if not isinstance(after, Line) or "\t" not in after.text or rules.legends.has("stop", after.text):
            break
        rows.append(_cells(after.passage, _TAB))
    common, count = Counter(map(len, rows)).most_common(1)[0]
    return tuple(rows) if len(rows) >= _SMALLEST and count == len(rows) and common > 2 else ()  # noqa: PLR2004
