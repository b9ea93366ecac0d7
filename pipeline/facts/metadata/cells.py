"""The fields of a notice's head in the cells of a table, or of a line whose cells are parted by bars."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.facts.metadata.below import is_number
from pipeline.facts.metadata.entries import read_entries
from pipeline.facts.metadata.labelled import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    if len(grid.cells) > _MOST_CELLS:
        return ()
    rows = list(_rows(grid, rules))
    entries = [entry for row in rows for entry in _row_entries(row, rules)]
    return tuple(entries) if _describes(entries, sum(map(len, rows))) else ()


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


def _rows(grid: Grid, rules: MetadataRules) -> Iterator[list[Passage]]:
    """The words of each row; of a row of nothing but labels, each with the words of the row below that stand in its column."""
    rows: dict[int, dict[int, tuple[Passage, ...]]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, {})[cell.col] = tuple(p for p in cell.passages if p.text.strip())
    taken: dict[int, tuple[Passage, ...]] = {}
    for row, below in pairwise([*(rows[at] for at in sorted(rows)), {}]):
        if row is taken:
            continue
        heads = (
            _labels(row, rules) >= _ENOUGH and below.keys() <= row.keys() and not any(_is_label(c, rules) for c in below.values())
        )
        taken = below if heads else {}
        yield [words for column, cell in row.items() for words in (*cell, *taken.get(column, ()))]


def _labels(row: Mapping[int, tuple[Passage, ...]], rules: MetadataRules) -> int:
    """How many cells of a row are labels, where all are."""
    cells = [cell for cell in row.values() if cell]
    return len(cells) if all(_is_label(cell, rules) for cell in cells) else 0


def _is_label(cell: Sequence[Passage], rules: MetadataRules) -> bool:
    return any(rules.bare_label.fullmatch(words.text) for words in cell)


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
