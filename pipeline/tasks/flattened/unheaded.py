"""Tables printed a cell a line without a header, whose rows are known by their numbers or telephones.

Lists of names (市教育局 / 王某 / 科长 / 8221111, schools, members) hand out no work: as lines, a name behind a name would read as
the body that does what stands above it; as a table whose columns nobody knows they stay what they are. Where the columns hold
work, bodies and times, the table is one of tasks without a header.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.tables.labels.guess import guess_header
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_LONGEST, _LONGEST_POST = 120, 10
_FEWEST, _MOST_CELLS, _SAMPLE = 2, 7, 60
_MOSTLY, _LIKELY = 0.7, 0.5
_NO_CELL = re.compile(r"[：:|\t]")
_PHONE = re.compile(r"[\d()（）—－\-]{6,20}")
_PERSON = re.compile(r"[\u4e00-\u9fff][ 　]?[\u4e00-\u9fff]{1,2}")


def stand_unheaded(flow: Flow, senses: Senses, rules: TaskRules) -> Flow:
    """The flow with every such list as a table."""
    items: list[Line | Grid] = []
    for run in _runs(flow):
        lines = [item.passage for item in run if isinstance(item, Line)]
        found = _list_in([line.text for line in lines])
        if found is None or len(lines) < len(run):
            items += run
            continue
        rows = [lines[at : at + found.size] for at in range(found.first, found.end, found.size)]
        grid = _grid(rows, found.size)
        columns = [[row[col].text for row in rows[:_SAMPLE]] for col in range(found.size)]
        names = _are_names(columns, senses, has_phone=found.has_phone)
        header = guess_header(grid, senses, rules.columns)
        # Names of firms beside those of bodies read as work and bodies too.
        stands = names if header is None else any(column.role == "deadline" for column in header.columns)
        items += [*run[: found.first], grid, *run[found.end :]] if stands else run
    return tuple(items)


@dataclass(frozen=True)
class _List:
    """Where a list stands in a run of lines (half-open), how many lines are a row, and whether each ends in a telephone."""

    first: int
    end: int
    size: int
    has_phone: bool


def _runs(flow: Flow) -> Iterator[list[Line | Grid]]:
    """The flow in pieces: lines that may be cells, and what stands between such."""
    run: list[Line | Grid] = []
    for item in flow:
        if not isinstance(item, Line) or len(item.text) > _LONGEST or _NO_CELL.search(item.text):
            yield from (run, [item])
            run = []
        else:
            run.append(item)
    yield run


def _list_in(texts: Sequence[str]) -> _List | None:
    """The list in a run of lines: its rows begin with numbers that count, or end in a telephone each."""
    numbers = [at for at, text in enumerate(texts) if number_like(text)]
    phones = [at for at, text in enumerate(texts) if _PHONE.fullmatch(text)]
    for marks, has_phone in ((phones, True), (numbers, False)):
        size = _period(marks)
        first = marks[0] - (size - 1 if has_phone else 0) if size else -1
        end = first + size * len(marks)
        if first >= 0 and end <= len(texts):
            return _List(first, end, size, has_phone)
    return None


def _period(marks: Sequence[int]) -> int:
    """How far apart marks are, where all are as far apart; 0 where they are not."""
    gaps = Counter(after - at for at, after in pairwise(marks))
    size = next(iter(gaps), 0)
    return size if len(gaps) == 1 and len(marks) >= _FEWEST and 1 < size <= _MOST_CELLS else 0


def _are_names(columns: Sequence[Sequence[str]], senses: Senses, *, has_phone: bool) -> bool:
    """Whether columns hold bodies, persons and their posts, and nothing that is work or a time."""
    if any(sum(map(senses.time_like, texts)) > len(texts) * _LIKELY for texts in columns):
        return False
    kinds = [_kind(texts, senses) for texts in columns]
    people = has_phone or "person" in kinds
    return "" not in kinds and ("post" not in kinds or people) and any(kind in ("body", "person") for kind in kinds)


def _kind(texts: Sequence[str], senses: Senses) -> str:
    """What a column holds; nothing where it may be work."""
    if all(number_like(text) or _PHONE.fullmatch(text) for text in texts):
        return "number"
    if sum(senses.unit_like(text) >= _LIKELY for text in texts) >= len(texts) * _MOSTLY:
        return "body"
    if sum(_PERSON.fullmatch(text) is not None for text in texts) >= len(texts) * _MOSTLY:
        return "person"
    return "post" if max(map(len, texts)) <= _LONGEST_POST else ""


def _grid(rows: Sequence[Sequence[Passage]], size: int) -> Grid:
    """The rows as a table without a header."""
    cells = tuple(Cell(r, c, (words,)) for r, row in enumerate(rows) for c, words in enumerate(row))
    return Grid(rows[0][0].path, len(rows), size, cells, "flattened_table")
