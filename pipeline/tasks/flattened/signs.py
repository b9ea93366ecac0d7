"""Lines whose cells are parted by a sign, as an exported file has them: `序号,工作任务,责任单位`, cells in quotes or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.labels.header import header_strength

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules

_SIGNS = ",;；^，#~、"
_HEADER, _PAIR_HEADER = 3.0, 2.4
_FEWEST, _PAIR = 3, 2
_QUOTE, _COMMA = '"', ","
Row = tuple["tuple[Passage, ...]", ...]


@dataclass(frozen=True)
class Signed:
    """The rows of a run of lines, and the signs and quotes that stand between their cells."""

    rows: tuple[Row, ...]
    between: tuple[Passage, ...]


def signed(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Signed | None:
    """A header whose labels are parted by one sign, and the lines below it that have as many cells; None where none is."""
    head = flow[first]
    if not isinstance(head, Line):
        return None
    for sign in _SIGNS:
        if head.text.count(sign) + 1 < (_PAIR if sign == _COMMA else _FEWEST):
            continue
        words = [head.text[start:end].strip().strip(_QUOTE) for start, end in _edges(head.text, sign)]
        if not all(words[1:]) or header_strength(words, rules.columns) < (_HEADER if len(words) > _PAIR else _PAIR_HEADER):
            continue
        labels = _cells(head.passage, sign)
        rows = [labels]
        between = list(rest_of(head.passage, _spans(labels)))
        for index in range(first + 1, len(flow)):
            item = flow[index]
            cells = _cells(item.passage, sign) if isinstance(item, Line) else []
            if not isinstance(item, Line) or len(cells) != len(labels) or rules.legends.has("stop", item.text):
                break
            rows.append(cells)
            between += rest_of(item.passage, _spans(cells))
        return (
            Signed(tuple(tuple((p,) for p in row) for row in rows), tuple(between))
            if len(rows) + len(labels) > _FEWEST + 1
            else None
        )
    return None


def _cells(passage: Passage, sign: str) -> list[Passage]:
    """The cells of a line, blank ones too."""
    return [passage.part(start, end).strip().strip(_QUOTE) for start, end in _edges(passage.text, sign)]


def _edges(text: str, sign: str) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end; a sign inside quotes parts nothing.

    >>> _edges('1,"甲,乙",', ",")
    [(0, 1), (2, 7), (8, 8)]
    """
    edges: list[tuple[int, int]] = []
    start = at = quotes = 0
    for piece in text.split(sign):
        at += len(piece) + 1
        quotes += piece.count(_QUOTE)
        if quotes % 2 == 0:
            edges.append((start, at - 1))
            start = at
    return edges if start > len(text) else [*edges, (start, len(text))]


def _spans(cells: Sequence[Passage]) -> list[tuple[int, int]]:
    return [(cell.span.start, cell.span.end) for cell in cells]


def rest_of(passage: Passage, spans: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    """What stands in a passage outside of spans of its block, which are in order."""
    at = passage.span.start
    for start, end in (*spans, (passage.span.end, passage.span.end)):
        if start > at:
            yield passage.part(at - passage.span.start, start - passage.span.start)
        at = max(at, end)
