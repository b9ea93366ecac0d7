"""Where flattened tables stand in a run of lines, and their cells: rows with bars, a cell a line, or bare paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.align import Token
from pipeline.tasks.columns import TEXT_ROLES, UNIT_ROLES, header_strength, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules

_BAR = re.compile(r"[|｜¦]")
_RULE_ROW = re.compile(r"^[|\s:：\-—]+$")
_GAP = re.compile(r"\t+| {2,}|[　\xa0]{2,}")
_OPEN_LINES = 4


@dataclass(frozen=True)
class Region:
    """Lines `first` to `end` (half-open) of the flow that were a table; `rows` are the cells of each printed row.

    `mode`: `rows` (a row a line), `cells` (a cell a line with its bar) or `plain` (a paragraph a cell, no bars).
    """

    first: int
    end: int
    mode: str
    rows: tuple[tuple[Passage, ...], ...]


def find_regions(flow: Sequence[Line | Grid], rules: TaskRules) -> list[Region]:
    """All flattened tables of a notice, in order."""
    regions: list[Region] = []
    index = 0
    while index < len(flow):
        region = _barred(flow, index, rules) or _spaced(flow, index, rules) or _plain(flow, index, rules)
        if region is None:
            index += 1
        else:
            regions.append(region)
            index = region.end
    return regions


def _text(item: Line | Grid) -> str | None:
    return item.text if isinstance(item, Line) else None


def _barred(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    """A run of lines with bars; lines without one inside an open row belong to the cell before them."""
    if not _has_bar(flow[first]):
        return None
    end = first + 1
    while end < len(flow) and isinstance(flow[end], Line):
        closed = not _has_bar(flow[end]) and not _reopens(flow, end)
        if closed or rules.legends.has("chrome", _text(flow[end]) or ""):
            break
        end += 1
    lines = [line for line in flow[first:end] if isinstance(line, Line)]
    barred = sum(map(_has_bar, lines))
    if barred < 2:  # noqa: PLR2004 - one line with a bar is a line, not a table
        return None
    inner = sum(1 for line in lines if sum(1 for p in _cells(line.passage) if p.span.length) > 1)
    if inner * 2 >= barred:
        return Region(first, end, "rows", tuple(_rows(lines)))
    return Region(first, end, "cells", tuple(_rows(lines)))


def _has_bar(item: Line | Grid) -> bool:
    text = _text(item)
    return text is not None and bool(_BAR.search(text))


def _reopens(flow: Sequence[Line | Grid], index: int) -> bool:
    """Whether a line without a bar is inside a cell: the line before left its row open and bars go on soon."""
    before = _text(flow[index - 1])
    if before is None or _BAR.search(before[-1:]):
        follows = [i for i in range(index, min(index + _OPEN_LINES, len(flow))) if _has_bar(flow[i])]
        return bool(follows) and not _BAR.search((_text(flow[index]) or "")[:1]) and _goes_on(flow, index, follows[0])
    return any(_has_bar(flow[i]) for i in range(index, min(index + _OPEN_LINES, len(flow))))


def _goes_on(flow: Sequence[Line | Grid], index: int, bar: int) -> bool:
    """A cell of several paragraphs: they stand together and only the last has the bar; a heading would stand alone."""
    return bar > index and all(len(_text(flow[i]) or "") > 0 for i in range(index, bar)) and _is_cell_end(flow, bar)


def _is_cell_end(flow: Sequence[Line | Grid], bar: int) -> bool:
    text = _text(flow[bar]) or ""
    return len(_BAR.findall(text)) == 1 and bool(_BAR.search(text.rstrip()[-1:]))


def _cells(passage: Passage) -> list[Passage]:
    pieces = [p.strip() for p in passage.split(_BAR)]
    return pieces[:-1] if len(pieces) > 1 and not pieces[-1].span.length else pieces


def _rows(lines: Sequence[Line]) -> list[tuple[Passage, ...]]:
    """The cells of each line; a line without a bar is an open piece, joined to what follows by the caller."""
    rows: list[tuple[Passage, ...]] = []
    framed = all(line.text.lstrip().startswith("|") for line in lines if _has_bar(line))
    for line in lines:
        if _RULE_ROW.match(line.text) and "-" in line.text:
            continue
        cells = _cells(line.passage) if _has_bar(line) else [line.passage.strip()]
        rows.append(tuple(cells[1:] if framed and _has_bar(line) and bool(line.text.strip("| \t")) else cells))
    return rows


def _spaced(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    """A header line whose labels are parted by tabs or runs of spaces, and the lines parted in the same way below it."""
    text = _text(flow[first])
    if text is None or not _GAP.search(text.strip()) or header_strength(_GAP.split(text.strip()), rules.columns) < 3:  # noqa: PLR2004
        return None
    rows: list[tuple[Passage, ...]] = []
    end = first
    while end < len(flow):
        item = flow[end]
        if not isinstance(item, Line) or (end > first and not _GAP.search(item.text.strip())):
            break
        rows.append(tuple(p.strip() for p in item.passage.strip().split(_GAP)))
        end += 1
    return Region(first, end, "rows", tuple(rows)) if len(rows) > 1 else None


def _plain(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Region | None:
    """A run of lines that are header labels, one each, and all lines below up to where the notice goes on or ends."""
    labels = _label_run(flow, first, rules)
    if labels is None:
        return None
    end = first + labels
    while end < len(flow):
        item = flow[end]
        if not isinstance(item, Line) or rules.legends.has("stop", item.text) or _has_bar(item):
            break
        end += 1
    lines = [line for line in flow[first:end] if isinstance(line, Line)]
    return Region(first, end, "plain", tuple((line.passage,) for line in lines)) if end > first + labels else None


def _label_run(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> int | None:
    """How many lines from here are labels of a task table's columns, each of another kind."""
    seen: list[str] = []
    roles: set[str] = set()
    for item in flow[first : first + 10]:
        text = _text(item)
        rule = rules.columns.exact(text) if text is not None and len(plain(text)) <= 12 else None  # noqa: PLR2004
        if rule is None or plain(text or "") in seen:
            break
        seen.append(plain(text or ""))
        roles.add(rule.role)
    enough = bool(roles & TEXT_ROLES) and bool(roles & (UNIT_ROLES | {"deadline"}))
    return len(seen) if enough and len(seen) > 1 else None


def tokens_of(region: Region, rules: TaskRules) -> list[list[Token]]:
    """The cells of a region, row by row as printed; trailing blanks are kept as blank tokens."""
    rows: list[list[Token]] = []
    open_cell: list[Passage] = []
    for cells in region.rows:
        barred = region.mode != "cells" or _closed(cells)
        if not barred:
            open_cell.append(cells[0])
            continue
        row = [_token((p,), rules) for p in cells]
        if open_cell and row:
            row[0] = _token((*open_cell, *row[0].passages), rules)
            open_cell = []
        rows.append(row)
    if open_cell:
        rows.append([_token(tuple(open_cell), rules)])
    return rows


def _closed(cells: Sequence[Passage]) -> bool:
    """Whether a bar follows the last cell on its line."""
    last = cells[-1]
    rest = last.traced.text[last.span.end :]
    return bool(_BAR.match(rest.lstrip()))


def _token(passages: tuple[Passage, ...], rules: TaskRules) -> Token:
    kept = tuple(p for p in passages if p.span.length)
    text = "\n".join(p.text for p in kept)
    mark = rules.numbers.mark(kept[0]) if kept else None
    return Token(kept, text, None, mark.style if mark else "")
