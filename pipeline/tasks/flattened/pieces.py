"""Tables whose words are parted by spaces, between cells and inside of them: `序 号 工 作 任 务 责任单位`, `1 编制 目录。 市司法局`.

No gap tells where a cell ends. The pieces of a header are put together to labels that are known; those of a row, over all of its
lines, to the cells that read best in their columns: numbers, units and times are the anchors, what is between them is text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.flattened.align import kind_of_role
from pipeline.tasks.tables.columns import TEXT_ROLES, UNIT_ROLES, header_strength, number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.columns import ColumnRules

_BLANK = re.compile(r"[ 　\t\xa0\u2000-\u200a]")
_HEADER = 3.0
_FEWEST = 3
_MOST_PIECES, _MOST_LINES, _LONGEST_LABEL = 48, 6, 12
_MOST_JOINED, _LONGEST_CELL = 12, 240
_OPEN = "、，,（(："
_DUTIES = UNIT_ROLES | {"deadline"}
# Costs of a row, as logarithms of how likely they are.
_NEVER = -1e9
_JOIN, _UNEVEN, _LONE_SIGN, _STOPPED = -0.7, -2.5, -3.0, -2.0
_NO_CELL = {"number": -6.0, "unit": -2.5, "time": -2.0, "text": -1.5, "other": -1.0}
_NO_WORK, _LOST_BLANK = -6.0, -1.2
_WORST_CELL = -4.0
_MOSTLY = 0.7
Row = tuple["tuple[Passage, ...]", ...]


def pieced_lines(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> tuple[Row, ...]:
    """A header in pieces and the lines below it, each as its pieces; a blank piece where two gaps follow each other. Else nothing."""
    head = flow[first]
    if not isinstance(head, Line) or not _BLANK.search(head.text.strip()):
        return ()
    labels = joined_labels(_pieces(head.passage), rules.columns)
    roles = _roles(labels, rules.columns)
    if len(labels) < _FEWEST or not heads_work([_text(label) for label in labels], rules.columns):
        return ()
    numbered = roles[0] == "number"
    lines: list[Row] = []
    since = 0
    for item in flow[first + 1 :]:
        if not isinstance(item, Line) or rules.legends.has("stop", item.text):
            break
        pieces = _pieces(item.passage)
        begins = bool(number_like(pieces[0].text)) if numbered else len(pieces) > 1
        since = 0 if begins else since + 1
        if (not lines and not begins) or since > _MOST_LINES or len(pieces) > _MOST_PIECES:
            break
        lines.append(tuple((p,) for p in pieces))
    return (tuple(labels), *lines) if len(lines) > 1 else ()


def heads_work(labels: Sequence[str], columns: ColumnRules) -> bool:
    """Whether labels are those of a task table: of work, and of units or times."""
    roles = {rule.role for label in labels if (rule := columns.rule_of(label)) is not None}
    return bool(roles & TEXT_ROLES) and bool(roles & _DUTIES) and header_strength(labels, columns) >= _HEADER


def joined_labels(pieces: Sequence[Passage], columns: ColumnRules) -> list[tuple[Passage, ...]]:
    """The pieces of a header as labels: as many as make a known label together are one.

    >>> from pipeline.outline import Passage
    >>> rule = ColumnRule(id="x", why="", role="task", words=("工作任务",))
    >>> pieces = [Passage.of(text) for text in ("类别", "工", "作", "任", "务")]
    >>> [[p.text for p in label] for label in joined_labels(pieces, ColumnRules((rule,)))]
    [['类别'], ['工', '作', '任', '务']]
    """
    held = [p for p in pieces if p.span.length]
    labels: list[tuple[Passage, ...]] = []
    at = 0
    while at < len(held):
        sizes = range(min(_LONGEST_LABEL, len(held) - at), 1, -1)
        size = next((n for n in sizes if _is_label("".join(p.text for p in held[at : at + n]), columns)), 1)
        labels.append(tuple(held[at : at + size]))
        at += size
    return labels


def _is_label(text: str, columns: ColumnRules) -> bool:
    return len(text) <= _LONGEST_LABEL and columns.exact(text) is not None


def _roles(labels: Sequence[tuple[Passage, ...]], columns: ColumnRules) -> list[str]:
    found = (columns.rule_of(_text(label)) for label in labels)
    return [rule.role if rule is not None else "unknown" for rule in found]


def _text(cell: Sequence[Passage]) -> str:
    return "".join(p.text for p in cell)


def _pieces(passage: Passage) -> list[Passage]:
    return list(passage.strip().split(_BLANK))


@dataclass(frozen=True)
class Fitted:
    """Rows with a cell for every label, or a heading alone; how many lines they took; and the rows that are a guess."""

    rows: tuple[Row, ...]
    size: int
    guessed: frozenset[int]


def fit_pieces(lines: Sequence[Row], senses: Senses, rules: TaskRules) -> Fitted | None:
    """The pieces of a header and of the lines below it as rows of cells; None where a row does not read as the header says."""
    roles = _roles(lines[0], rules.columns)
    fitting = _Fitting(tuple(map(kind_of_role, roles)), _work_of(roles), senses)
    rows: list[Row] = [lines[0]]
    guessed: set[int] = set()
    end = 1
    for start, stop in _row_lines(lines, rules, numbered=roles[0] == "number"):
        if _is_heading(lines[start], rules):
            rows.append(((_whole(lines[start]),),))
            continue
        # Behind the last row may stand what follows the table.
        ends = range(start + 1, stop + 1) if stop == len(lines) else (stop,)
        found = next(((at, row) for at in ends if (row := fitting.row(lines[start:at])) is not None), None)
        if found is None:
            return None
        end = found[0]
        if found[1].is_guess:
            guessed.add(len(rows))
        rows.append(found[1].cells)
    return Fitted(tuple(rows), end, frozenset(guessed)) if end > _FEWEST - 1 else None


def _work_of(roles: Sequence[str]) -> int:
    """The column of the work: the last of those that hold text."""
    return max(i for i, role in enumerate(roles) if role in TEXT_ROLES)


def _row_lines(lines: Sequence[Row], rules: TaskRules, *, numbered: bool) -> Iterator[tuple[int, int]]:
    """The lines of each row (half-open): from a number to the next, where the header has numbers, else every line."""
    starts = [i for i in range(1, len(lines)) if not numbered or number_like(_text(lines[i][0])) or _is_heading(lines[i], rules)]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


def _is_heading(line: Row, rules: TaskRules) -> bool:
    """Whether a line is a numbered heading in Chinese signs, and nothing else."""
    words = _whole(line)
    mark = rules.numbers.mark(words)
    return len(line) == 1 and mark is not None and mark.style in HEADING_STYLES and mark.rest.span.length > 0


def _whole(line: Row) -> Passage:
    first, last = line[0][0], line[-1][0]
    return replace(first, span=Span(first.span.start, last.span.end))


@dataclass(frozen=True)
class _FittedRow:
    cells: Row
    is_guess: bool


@dataclass(frozen=True)
class _Fitting:
    """Pieces of one row to the columns of a table: `kinds` of the columns, the column of the `work` among them."""

    kinds: tuple[str, ...]
    work: int
    senses: Senses

    def row(self, lines: Sequence[Row]) -> _FittedRow | None:
        """The likeliest cells of a row; None where a column holds what it cannot, or there is no work and no duty."""
        pieces = [cell[0] for line in lines for cell in line]
        if len(pieces) > _MOST_PIECES:
            return None
        cuts = self._cuts(pieces)
        groups = [[p for p in pieces[a:b] if p.span.length] for a, b in cuts]
        if not groups or not all(not g or self._fits(g, kind) for g, kind in zip(groups, self.kinds, strict=True)):
            return None
        duties = [g for g, kind in zip(groups, self.kinds, strict=True) if g and kind in ("unit", "time")]
        if not groups[self.work] or not duties:
            return None
        texts = [g for g, kind in zip(groups, self.kinds, strict=True) if kind == "text"]
        cells = tuple(self._cell(g, kind) for g, kind in zip(groups, self.kinds, strict=True))
        return _FittedRow(cells, len(texts) > 1 and any(len(g) > 1 for g in texts))

    def _cuts(self, pieces: Sequence[Passage]) -> list[tuple[int, int]]:
        """For each column the pieces from and to (half-open) with which the whole row reads best."""
        best = {0: (0.0, ())} # type: dict[int, tuple[float, tuple[tuple[int, int], ...]]]
        for col in range(len(self.kinds)):
            further: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
            for at, (score, cuts) in best.items():
                for end in range(at, min(len(pieces), at + _MOST_JOINED) + 1):
                    sum_ = score + self._cost(pieces[at:end], col)
                    if sum_ > further.get(end, (_NEVER,))[0]:
                        further[end] = (sum_, (*cuts, (at, end)))
            best = further
        return list(best[len(pieces)][1]) if len(pieces) in best else []
