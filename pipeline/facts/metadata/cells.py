"""The fields of a notice's head in the cells of a table, or of a line whose cells are parted by bars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.metadata.below import is_number
from pipeline.facts.metadata.entries import read_entries
from pipeline.facts.metadata.labelled import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Grid, Passage

_MOST_CELLS = 160
_LONG_ROW = 2000
_ENOUGH = 2
_BAR = re.compile(r"[|｜]")
_COLON = re.compile(r"[:：\]】〕]")
_SURE = frozenset(("index_number", "doc_number", "issuer", "written_date"))


def read_grid_fields(grid: Grid, rules: MetadataRules) -> tuple[Entry, ...]:
    """The fields of a table that describes the notice; none when the table is another one."""
    entries: list[Entry] = []
    if len(grid.cells) > _MOST_CELLS:
        return ()
    cells = 0
    for row in _rows(grid):
        cells += len(row)
        entries.extend(_row_entries(row, rules))
    return tuple(entries) if _describes(entries, cells) else ()


def read_row_fields(line: Passage, rules: MetadataRules) -> tuple[Entry, ...]:
    """The fields of a line whose cells are parted by bars; none when the line is something else."""
    if line.span.length > _LONG_ROW:
        return ()
    cells = [cell.strip() for cell in line.split(_BAR)]
    cells = [cell for cell in cells if cell.text]
    entries = tuple(_row_entries(cells, rules))
    return entries if _describes(entries, len(cells)) else ()


def _describes(entries: Sequence[Entry], cells: int) -> bool:
    """Whether cells describe a notice: a third are labels, and these have colons or can be nothing else.

    A header of a task table (`名称 | 时间 | 责任单位`) has words that are labels elsewhere; labels with their colons and
    nothing behind them are a head whose fields are empty.
    """
    named = [entry for entry in entries if entry.name]
    colons = sum(1 for entry in named if _COLON.search(entry.whole.text))
    sure = sum(1 for entry in named if entry.name in _SURE)
    if named and len(named) == cells == colons and not any(entry.value and entry.value.text for entry in named):
        return True
    return len(named) * 3 >= cells and colons + 2 * sure + len(named) > _ENOUGH and colons + sure > 0


def _rows(grid: Grid) -> Iterator[list[Passage]]:
    rows: dict[int, list[Passage]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).extend(cell.passages)
    for row in sorted(rows):
        yield rows[row]


def _row_entries(cells: Sequence[Passage], rules: MetadataRules) -> Iterator[Entry]:
    waiting: tuple[str, str] | None = None
    for cell in cells:
        label = rules.bare_label.fullmatch(cell.text)
        if label:
            rule = rules.labels["".join(label["plain"].split())]
            waiting = (rule.gives, rule.id)
            yield Entry("metadata", cell, rule.gives, cell.part(0, 0), rule.id)
        elif waiting and _suits(cell.text, waiting[0], rules):
            yield Entry("metadata", cell, waiting[0], cell, waiting[1])
            waiting = None
        else:
            inner, rest = read_entries(cell, rules)
            yield from inner
            if rest < cell.span.length:
                yield Entry("metadata", cell.part(rest))


def _suits(words: str, name: str, rules: MetadataRules) -> bool:
    """Whether a cell can be the value of the label in the cell before it."""
    return not words.rstrip().endswith(("：", ":")) and (name == "doc_number" or not is_number(words.strip(), rules))
