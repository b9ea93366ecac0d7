"""Drawn rows that are elements: each stands in a common one beside the others, and its children are its cells."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.drawn.rows import FEWEST_CELLS, MOST_ROWS, DrawnRow, is_header, settled, steps_of
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Grid
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.drawn.rows import Drawn

_DEEPEST = 3
_MOST_LINES = 200


def of_boxes(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Drawn | None:
    """Lines whose elements stand in a common one, row after row."""
    line = flow[first]
    steps = steps_of(line)
    if isinstance(line, Line) and rules.columns.rule_of(line.text) is None and not number_like(line.text):
        return None
    for depth in range(len(steps) - 1, max(1, len(steps) - 1 - _DEEPEST), -1):
        head = _box_row(flow, first, steps[:depth])
        if head is None or len(head.cells) < 2:  # noqa: PLR2004 - a row of one cell is none
            continue
        labels = ["\n".join(p.text for p in cell) for cell in head.cells]
        headed = is_header(labels, rules)
        if not headed and len(labels) < FEWEST_CELLS:
            return None
        rows = [head, *_rows_below(flow, first + head.size, steps[:depth], headed=headed)]
        size = sum(row.size for row in rows)
        return settled(rows, len(head.cells), size, headed=headed)
    return None


def _rows_below(flow: Sequence[Line | Grid], at: int, above: tuple[str, ...], *, headed: bool) -> Iterator[DrawnRow]:
    """The rows that follow a first one: elements of the same kind beside it, or in a body beside its head."""
    depth = _depth_of_body(flow, at, above)
    kind = ""
    for _ in range(MOST_ROWS):
        steps = steps_of(flow[at]) if at < len(flow) else ()
        box = steps[:depth]
        if depth == 0 or len(box) < depth or (kind and _tag(box[-1]) != kind):
            return
        row = _box_row(flow, at, box)
        if row is None or (len(row.cells) < 2 and not (headed and _row_follows(flow, at + row.size, box))):  # noqa: PLR2004
            return
        kind = _tag(box[-1])
        yield row
        at += row.size


def _depth_of_body(flow: Sequence[Line | Grid], at: int, above: tuple[str, ...]) -> int:
    """How deep the rows below a header stand in the tree: as deep as it, or one element more or less; 0 for no rows."""
    steps = steps_of(flow[at]) if at < len(flow) else ()
    shared = sum(1 for _ in _shared(steps, above))
    for depth in (len(above), len(above) - 1, len(above) + 1):
        if shared + 1 <= depth <= shared + 2 and depth < len(steps):
            box = steps[:depth]
            row = _box_row(flow, at, box)
            if row is not None and (len(row.cells) > 1 or _row_follows(flow, at + row.size, box)):
                return depth
    return len(above) if len(steps) >= len(above) and shared + 1 == len(above) else 0


def _row_follows(flow: Sequence[Line | Grid], at: int, box: tuple[str, ...]) -> bool:
    steps = steps_of(flow[at]) if at < len(flow) else ()
    row = _box_row(flow, at, steps[: len(box)]) if len(steps) > len(box) and steps[: len(box) - 1] == box[:-1] else None
    return row is not None and len(row.cells) > 1


def _shared(a: Sequence[str], b: Sequence[str]) -> Iterator[str]:
    for x, y in zip(a, b, strict=False):
        if x != y:
            return
        yield x


def _box_row(flow: Sequence[Line | Grid], at: int, box: tuple[str, ...]) -> DrawnRow | None:
    """The lines in one element, a cell for each of its children; None where it holds a table, or more than a row does."""
    depth = len(box)
    held: list[tuple[str, Line]] = []
    if at + _MOST_LINES < len(flow) and steps_of(flow[at + _MOST_LINES])[:depth] == box:
        return None  # an element's lines stand together, so all between are in it too
    while at + len(held) < len(flow):
        item = flow[at + len(held)]
        steps = steps_of(item)
        if steps[:depth] != box:
            break
        if not isinstance(item, Line):
            return None
        held.append((steps[depth] if len(steps) > depth else "", item))
    if not held:
        return None
    groups = [(step, tuple(line.passage for _, line in lines)) for step, lines in groupby(held, key=lambda pair: pair[0])]
    places = tuple(_place(step) for step, _ in groups)
    cells = tuple(cell for _, cell in groups)
    known = len(set(places)) == len(places) and all(n for _, n in places)
    return DrawnRow(len(held), cells, places if known else (), depth)


def _place(step: str) -> tuple[str, int]:
    tag, _, number = step.partition("[")
    return tag, int(number[:-1]) if number[:-1].isdigit() else 0


def _tag(step: str) -> str:
    return step.partition("[")[0]
