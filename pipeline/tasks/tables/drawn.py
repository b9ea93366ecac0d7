"""Tables drawn without `<table>`: rows and cells are elements that repeat, or elements side by side in a line.

What stands where is told by the page's tree: the cells of a row share an element, and their places in it are their columns. Only
a header whose labels are known makes a table of such rows, or, where every row begins with its number, cells that read as work
and units; menus and lists of links have neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.header import header_strength
from pipeline.tasks.tables.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.flattened.bars import Rows
    from pipeline.tasks.rules import TaskRules

_HEADER = 3.0
_DUTIES = UNIT_ROLES | {"deadline"}
_FEWEST_ROWS = 3
_FEWEST_CELLS = 3
_DEEPEST = 3
_MOST_ROWS = 5_000
_MOST_LINES = 200
Cell = tuple["Passage", ...]
Flow = "Sequence[Line | Grid]"


@dataclass(frozen=True)
class Drawn:
    """A run of `size` lines that draw a table, its rows, and whether every cell is known to stand in its column."""

    size: int
    rows: Rows
    placed: bool


@dataclass(frozen=True)
class _Row:
    """A row as drawn: its cells by place; `places` is empty where they are only known in order.

    `depth` is how deep in the tree its element stands.
    """

    size: int
    cells: tuple[Cell, ...]
    places: tuple[tuple[str, int], ...] = ()
    depth: int = 0


def drawn(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Drawn | None:
    """The drawn table that begins at a line; None where none does."""
    item = flow[first]
    if not isinstance(item, Line):
        return None
    if item.cells:
        return _of_seams(flow, first, rules)
    return _of_boxes(flow, first, rules)


# --- cells side by side in a line -------------------------------------------------------------------------------------


def _of_seams(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Drawn | None:
    head = flow[first]
    if not isinstance(head, Line) or not all(c.text for c in head.cells[1:]):
        return None  # elements that hold nothing but spaces part the cells beside them
    if not _is_header([c.text for c in head.cells], rules):
        return None  # a paragraph of prose has such elements too: a bold title, its words, the units in another fount
    above = _parent(head)
    rows: list[_Row] = []
    at = first
    while at < len(flow) and len(rows) < _MOST_ROWS:
        row = _line_row(flow, at)
        if row is None or _parent(flow[at]) != above or (len(row.cells) == 1 and not _goes_on(flow, at + row.size, above)):
            break
        rows.append(row)
        at += row.size
    return _settled(rows, len(head.cells), at - first, headed=True)


def _line_row(flow: Sequence[Line | Grid], at: int) -> _Row | None:
    """The row of a line, with all lines that were cut from the same block."""
    line = flow[at]
    if not isinstance(line, Line):
        return None
    end = at + 1
    while end < len(flow) and isinstance(after := flow[end], Line) and after.passage.path == line.passage.path:
        end += 1
    cells = line.cells or tuple(x.passage for x in flow[at:end] if isinstance(x, Line))
    if not line.cells and len(cells) > 1:
        return None
    return _Row(end - at, tuple((c,) for c in cells), tuple(("", n) for n in range(len(cells))))


def _goes_on(flow: Sequence[Line | Grid], at: int, above: tuple[str, ...]) -> bool:
    """Whether the line here is a row again, so that a lone cell before it is a heading between rows."""
    item = flow[at] if at < len(flow) else None
    return isinstance(item, Line) and len(item.cells) > 1 and _parent(item) == above


# --- rows and cells as elements ---------------------------------------------------------------------------------------


def _of_boxes(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Drawn | None:
    """Lines whose elements stand in a common one, row after row."""
    line = flow[first]
    steps = _steps(line)
    if isinstance(line, Line) and rules.columns.rule_of(line.text) is None and not number_like(line.text):
        return None
    for depth in range(len(steps) - 1, max(1, len(steps) - 1 - _DEEPEST), -1):
        head = _box_row(flow, first, steps[:depth])
        if head is None or len(head.cells) < 2:  # noqa: PLR2004 - a row of one cell is none
            continue
        labels = ["\n".join(p.text for p in cell) for cell in head.cells]
        headed = _is_header(labels, rules)
        if not headed and len(labels) < _FEWEST_CELLS:
            return None
        rows = [head, *_rows_below(flow, first + head.size, steps[:depth], headed=headed)]
        size = sum(row.size for row in rows)
        return _settled(rows, len(head.cells), size, headed=headed)
    return None


def _rows_below(flow: Sequence[Line | Grid], at: int, above: tuple[str, ...], *, headed: bool) -> Iterator[_Row]:
    """The rows that follow a first one: elements of the same kind beside it, or in a body beside its head."""
    depth = _depth_of_body(flow, at, above)
    kind = ""
    for _ in range(_MOST_ROWS):
        steps = _steps(flow[at]) if at < len(flow) else ()
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
    steps = _steps(flow[at]) if at < len(flow) else ()
    shared = sum(1 for _ in _shared(steps, above))
    for depth in (len(above), len(above) - 1, len(above) + 1):
        if shared + 1 <= depth <= shared + 2 and depth < len(steps):
            box = steps[:depth]
            row = _box_row(flow, at, box)
            if row is not None and (len(row.cells) > 1 or _row_follows(flow, at + row.size, box)):
                return depth
    return len(above) if len(steps) >= len(above) and shared + 1 == len(above) else 0


def _row_follows(flow: Sequence[Line | Grid], at: int, box: tuple[str, ...]) -> bool:
    steps = _steps(flow[at]) if at < len(flow) else ()
    row = _box_row(flow, at, steps[: len(box)]) if len(steps) > len(box) and steps[: len(box) - 1] == box[:-1] else None
    return row is not None and len(row.cells) > 1


def _shared(a: Sequence[str], b: Sequence[str]) -> Iterator[str]:
    for x, y in zip(a, b, strict=False):
        if x != y:
            return
        yield x


def _box_row(flow: Sequence[Line | Grid], at: int, box: tuple[str, ...]) -> _Row | None:
    """The lines in one element, a cell for each of its children; None where it holds a table, or more than a row does."""
    depth = len(box)
    held: list[tuple[str, Line]] = []
    if at + _MOST_LINES < len(flow) and _steps(flow[at + _MOST_LINES])[:depth] == box:
        return None  # an element's lines stand together, so all between are in it too
    while at + len(held) < len(flow):
        item = flow[at + len(held)]
        steps = _steps(item)
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
    return _Row(len(held), cells, places if known else (), depth)


def _place(step: str) -> tuple[str, int]:
    tag, _, number = step.partition("[")
    return tag, int(number[:-1]) if number[:-1].isdigit() else 0


# --- both -------------------------------------------------------------------------------------------------------------


def _settled(rows: Sequence[_Row], n: int, size: int, *, headed: bool) -> Drawn | None:
    """The rows with blank cells in their places, where all places are known.

    A row with less cells than labels, one of which holds several elements, is none that this module understands.
    """
    if len(rows) < (2 if headed else _FEWEST_ROWS) or n < (2 if headed else _FEWEST_CELLS):
        return None
    if not headed and not all(row.cells[0] and number_like(row.cells[0][0].text) for row in rows):
        return None
    single = [inner for row in rows for inner in _rows_inside(row, n)]
    if any(1 < len(row.cells) < n and any(_is_rows(cell, row.depth) for cell in row.cells) for row in single):
        return None
    placed = [_placed(row, single[0], n) for row in single]
    if all(placed):
        return Drawn(size, tuple(tuple(row) for row in placed), placed=True)
    return Drawn(size, tuple(row.cells for row in single), placed=False)


def _rows_inside(row: _Row, n: int) -> list[_Row]:
    """The rows that the last cell of a row holds, a group's beside its name; the row itself where it holds none."""
    outer = len(row.cells) - 1
    if not 0 < outer < n - 1 or not row.places:
        return [row]
    inner = [tuple(_by_step(box, row.depth + 2)) for box in _by_step(row.cells[-1], row.depth + 1)]
    if any(len(cells) != n - outer for cells in inner):
        return [row]
    blank: tuple[Cell, ...] = ((),) * outer
    return [_Row(0, ((*row.cells[:outer], *cells) if at == 0 else (*blank, *cells))) for at, cells in enumerate(inner)]


def _is_rows(cell: Cell, depth: int) -> bool:
    """Whether a cell of a row holds elements that hold several each, as rows do and paragraphs do not."""
    return any(len(_by_step(box, depth + 2)) > 1 for box in _by_step(cell, depth + 1))


def _by_step(cell: Cell, depth: int) -> list[Cell]:
    """The words of a cell by the elements so deep in the tree that they stand in."""
    found: dict[str, Cell] = {}
    for passage in cell:
        steps = passage.path.split("/")
        step = steps[depth] if depth < len(steps) else ""
        found[step] = (*found.get(step, ()), passage)
    return list(found.values())


def _placed(row: _Row, head: _Row, n: int) -> list[Cell]:
    """The cells of a row under those of the header, blank ones as no words; empty where their places do not tell.

    A row of one cell is a heading across the width and needs no place.
    """
    if len(row.cells) in (1, n):
        return list(row.cells)
    tags = {tag for tag, _ in row.places}
    if row.places and set(row.places) <= set(head.places):
        columns = [head.places.index(place) for place in row.places]
    elif len(tags) == 1 and all(number <= n for _, number in row.places):
        columns = [number - 1 for _, number in row.places]
    else:
        return []
    cells: list[Cell] = [()] * n
    for col, cell in zip(columns, row.cells, strict=True):
        cells[col] = cell
    return cells


def _is_header(labels: Sequence[str], rules: TaskRules) -> bool:
    """Whether labels are those of a table that hands out work."""
    if len(labels) < 2 or header_strength(labels, rules.columns) < _HEADER:  # noqa: PLR2004 - a work and its unit
        return False
    roles = {rule.role for label in labels if (rule := rules.columns.rule_of(label)) is not None}
    return bool(roles & TEXT_ROLES) and bool(roles & _DUTIES)


def _steps(item: Line | Grid) -> tuple[str, ...]:
    """The elements above a line's words; none where the tree is not known."""
    path = item.passage.path if isinstance(item, Line) else item.path
    return tuple(path.split("/")) if path.startswith("/html[1]/") and "//" not in path else ()


def _parent(item: Line | Grid) -> tuple[str, ...]:
    return _steps(item)[:-1]


def _tag(step: str) -> str:
    return step.partition("[")[0]
