"""Tables of marks that were printed a cell a line: 序号, 工作任务, 市公安局, 市财政局, then 1, 检查消防设施, √, √.

Where a row has a sign for each body it is whole. Blank cells leave no line, so that nobody can tell whose the signs of other rows
are: those keep their work and their time, and the signs stand beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.prose.numbers.numbering import ordinal_of
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, plain
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_MOST_LABELS, _MOST_WORDS = 40, 12
_FEWEST = 2
_SURE, _UNTOLD = 0.6, 0.4


@dataclass
class _Row:
    """A row while it is read: its number, the words before its signs, the signs, and the words behind them."""

    number: Passage
    front: list[Passage] = field(default_factory=list)
    signs: list[Passage] = field(default_factory=list)
    behind: list[Passage] = field(default_factory=list)


@dataclass(frozen=True)
class _Head:
    """The labels in order, each with whether it is a body that signs may stand for."""

    labels: tuple[Passage, ...]
    bodies: tuple[int, ...]

    @property
    def front(self) -> list[int]:
        """The columns between the number and the bodies."""
        return list(range(1, self.bodies[0]))

    @property
    def behind(self) -> list[int]:
        """The other columns behind the first body."""
        return [col for col in range(self.bodies[0], len(self.labels)) if col not in self.bodies]


def stand_ticked(flow: Flow, senses: Senses, rules: TaskRules) -> Flow:
    """The flow with every such table as a grid."""
    items: list[Line | Grid] = []
    index = 0
    while index < len(flow):
        head = _head(flow, index, senses, rules)
        rows, end = _rows(flow, index + len(head.labels), head, rules) if head is not None else ([], index)
        if head is None or sum(bool(row.signs) for row in rows) < _FEWEST:
            items.append(flow[index])
            index += 1
        else:
            items.append(_grid(head, rows))
            index = end
    return tuple(items)


def _head(flow: Flow, first: int, senses: Senses, rules: TaskRules) -> _Head | None:
    """The header that begins with the label of numbers: one of work, and two bodies or more, a label a line."""
    labels: list[Passage] = []
    roles: list[str] = []
    for item in flow[first : first + _MOST_LABELS]:
        rule = rules.columns.exact(item.text) if isinstance(item, Line) else None
        role = rule.role if rule is not None else ""
        if not isinstance(item, Line) or (role == "number") == bool(labels):
            break
        if not role and (number_like(item.text) or senses.unit_like(plain(item.text)) <= _SURE):
            break
        labels.append(item.passage.strip())
        roles.append(role)
    bodies = tuple(at for at, role in enumerate(roles) if not role)
    # The work stands between the number and the bodies.
    worded = bool(bodies) and bool(TEXT_ROLES & set(roles[: bodies[0]]))
    return _Head(tuple(labels), bodies) if len(bodies) >= _FEWEST and worded else None


def _rows(flow: Flow, first: int, head: _Head, rules: TaskRules) -> tuple[list[_Row], int]:
    """The rows below a header, each from its number to the next one of the count, and where they end."""
    rows: list[_Row] = []
    for index in range(first, len(flow)):
        item = flow[index]
        if not isinstance(item, Line) or rules.legends.has("stop", item.text):
            return rows, index
        words = item.passage.strip()
        if number_like(words.text) and ordinal_of(words.text) == len(rows) + 1:
            rows.append(_Row(words))
        elif not rows:
            return rows, index
        elif rules.legends.has("mark", words.text):
            rows[-1].signs.append(words)
        elif not rows[-1].signs and len(rows[-1].front) < _MOST_WORDS:
            rows[-1].front.append(words)
        elif rows[-1].signs and len(rows[-1].behind) < len(head.behind):
            rows[-1].behind.append(words)
        else:
            return rows, index
    return rows, len(flow)


def _grid(head: _Head, rows: Sequence[_Row]) -> Grid:
    """Header and rows; a last column without a label holds the signs that nobody can place."""
    n = len(head.labels)
    cells = [Cell(0, col, (label,), is_header=True) for col, label in enumerate(head.labels)]
    guessed: list[tuple[int, float]] = []
    for at, row in enumerate(rows, 1):
        front = row.front[: len(head.front) - 1]
        held = [*((p,) for p in front), tuple(row.front[len(front) :])]  # a cell of several lines is that of the work
        cells += [Cell(at, 0, (row.number,)), *(Cell(at, col, own) for col, own in zip(head.front, held, strict=False) if own)]
        cells += [Cell(at, col, (p,)) for col, p in zip(head.behind, row.behind, strict=False)]
        whole = len(row.signs) == len(head.bodies) and len(row.front) >= len(head.front)
        if whole:
            cells += [Cell(at, col, (p,)) for col, p in zip(head.bodies, row.signs, strict=True)]
        else:
            cells += [Cell(at, n, tuple(row.signs))] if row.signs else []
            guessed.append((at, _UNTOLD))
    return Grid(head.labels[0].path, len(rows) + 1, n + bool(guessed), tuple(cells), "flattened_table", tuple(guessed))
