"""Where flattened tables stand in a run of lines, and their cells: rows with bars, columns by gaps, a cell a line, paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.flattened.align import WORDS, Token
from pipeline.tasks.flattened.bars import barred
from pipeline.tasks.flattened.gaps import spaced, tabbed, unquoted
from pipeline.tasks.flattened.pieces import pieced_lines
from pipeline.tasks.flattened.signs import signed
from pipeline.tasks.flattened.stops import typed
from pipeline.tasks.tables.drawn import drawn
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain
from pipeline.tasks.tables.labels.heads import is_label_like, is_unnamed_work
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.flattened.bars import Rows
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules

_LONGEST_LABEL = 12
_MOST_LABELS = 16
_MOST_UNKNOWN = 2
_LONGEST_ROW = 4_000
_PARTED = re.compile(r"[|｜¦│┃║\t]|[ 　\xa0](?:[^ 　\xa0]*[ 　\xa0]){2}|[ 　\xa0]{2}")


@dataclass(frozen=True)
class Region:
    """Lines `first` to `end` (half-open) of the flow that were a table; `rows` are the cells of each printed row.

    `mode`: `rows` (a row a line), `placed` (all its cells are there, blank ones too), `cells` (a cell a line with its bar) or
    `plain` (a paragraph a cell, no bars), or `pieces` (gaps between cells and inside of them; a row is a line in pieces).
    `signs` are lines that only draw borders; `is_cut`: the page ends within the last row, before its last bar.
    """

    first: int
    end: int
    mode: str
    rows: Rows
    signs: tuple[Passage, ...] = ()
    is_cut: bool = False


def whole_lines(flow: Sequence[Line | Grid]) -> tuple[tuple[Line | Grid, ...], dict[int, tuple[Line, ...]]]:
    """The flow with lines that have bars or gaps as they are printed, and the pieces, by identity, that each was cut into.

    Prose is cut before numbers that go on a count; in a row of a table such a number is an item inside of a cell.
    """
    items: list[Line | Grid] = []
    pieces: dict[int, tuple[Line, ...]] = {}
    for _, group in groupby(flow, key=_printed_line):
        parts = list(group)
        lines = [part for part in parts if isinstance(part, Line)]
        if len(lines) < 2 or lines[0].cells:  # noqa: PLR2004 - not cut at all
            items += parts
            continue
        first, last = lines[0].passage, lines[-1].passage
        whole = replace(lines[0], passage=replace(first, span=Span(first.span.start, last.span.end)))
        if _PARTED.search(whole.text) and whole.passage.span.length <= _LONGEST_ROW:
            pieces[id(whole)] = tuple(lines)
            items.append(whole)
        else:
            items += parts
    return tuple(items), pieces


def _printed_line(item: Line | Grid) -> object:
    """What the pieces of one printed line share."""
    if not isinstance(item, Line):
        return id(item)
    return item.passage.path, item.passage.traced.text.rfind("\n", 0, item.passage.span.start)


def find_regions(flow: Sequence[Line | Grid], rules: TaskRules) -> list[Region]:
    """All flattened tables of a notice, in order."""
    regions: list[Region] = []
    index = 0
    while index < len(flow):
        region = next((found for way in _WAYS if (found := way(flow, index, rules)) is not None), None)
        if region is None:
            index += 1
        else:
            regions.append(region)
            index = region.end
    return regions


def _drawn(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    found = drawn(flow, first, rules)
    if found is None:
        return None
    return Region(first, first + found.size, "placed" if found.placed else "rows", found.rows)


def _with_bars(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    found = barred(flow, first, rules)
    return Region(first, first + found.size, found.mode, found.rows, found.signs, found.is_cut) if found is not None else None


def _with_gaps(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    found = signed(flow, first, rules)
    if found is not None:
        return Region(first, first + len(found.rows), "placed", found.rows, found.between)
    placed = typed(flow, first, rules)
    if placed:
        return Region(first, first + len(placed), "placed", placed)
    rows, end = spaced(flow, first, rules)
    if rows:
        return Region(first, end, "rows", *unquoted(rows))
    rows = tabbed(flow, first, rules)
    return Region(first, first + len(rows), "rows", rows) if rows else None


def _plain(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    """A run of lines that are header labels, one each, and all lines below up to where the notice goes on or ends."""
    labels = _label_run(flow, first, rules)
    if labels is None:
        return None
    end = first + labels
    while end < len(flow):
        item = flow[end]
        if not isinstance(item, Line) or rules.legends.has("stop", item.text) or "|" in item.text:
            break
        end += 1
    lines = [line for line in flow[first:end] if isinstance(line, Line)]
    return Region(first, end, "plain", tuple(((line.passage,),) for line in lines)) if end > first + labels else None


def _label_run(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> int | None:
    """How many lines from here are labels of a task table's columns; below wide ones the same may come again: 单位 | 联系人.

    Behind that of numbers a short line between labels is one that nobody knows (序号, 条款, 工作任务); the rows must then fit.
    """
    count = unknown = 0
    roles: set[str] = set()
    texts = [item.text if isinstance(item, Line) else "" for item in flow[first : first + _MOST_LABELS]]
    for at, text in enumerate(texts):
        rule = _label(texts, at, rules.columns) if text and len(plain(text)) <= _LONGEST_LABEL else None
        work = rule is None and is_unnamed_work(texts, at, rules.columns)
        if rule is None and not work:
            unknown += 1
            if unknown > _MOST_UNKNOWN or "number" not in roles or not _is_between(texts, at, rules.columns):
                break
        count = at + 1
        roles.add(rule.role if rule is not None else "task" if work else "")
    enough = bool(roles & WORDS) and bool(roles & (UNIT_ROLES | {"deadline"}))
    return count if enough and count > 1 else None


def _is_between(texts: Sequence[str], at: int, columns: ColumnRules) -> bool:
    """Whether a short line may be a label: one of the next two lines surely is."""
    after = [text for text in texts[at + 1 : at + 3] if columns.exact(text) is not None]
    return is_label_like(texts[at]) and bool(after)


def _label(texts: Sequence[str], at: int, columns: ColumnRules) -> ColumnRule | None:
    """The rule of a line that is a label: known as a whole, or by its end between two that are (培训对象)."""
    whole = columns.exact(texts[at])
    if whole is not None or not 0 < at < len(texts) - 1:
        return whole
    return columns.rule_of(texts[at]) if columns.exact(texts[at - 1]) and columns.exact(texts[at + 1]) else None


def _in_pieces(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    lines = pieced_lines(flow, first, rules)
    return Region(first, first + len(lines), "pieces", lines) if lines else None


_WAYS = (_drawn, _with_bars, _with_gaps, _plain, _in_pieces)


def tokens_of(region: Region, rules: TaskRules) -> list[list[Token]]:
    """The cells of a region, row by row as printed; blank cells are blank tokens."""
    return [[_token(passages, rules) for passages in row] for row in region.rows]


def _token(passages: tuple[Passage, ...], rules: TaskRules) -> Token:
    kept = tuple(p for p in passages if p.span.length)
    text = "\n".join(p.text for p in kept)
    mark = rules.numbers.mark(kept[0]) if kept else None
    return Token(kept, text, None, mark.style if mark else "")
