"""Flattened tables back to grids: `to_grids` puts a Grid in the flow where text was a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.flattened.align import Token, kind_of_role
from pipeline.tasks.flattened.banners import without_banners
from pipeline.tasks.flattened.bars import HEADING_STYLES
from pipeline.tasks.flattened.cards import stand_cards
from pipeline.tasks.flattened.counted import with_cut_row
from pipeline.tasks.flattened.ends import foot_of, trimmed
from pipeline.tasks.flattened.fitting import fit_pieces
from pipeline.tasks.flattened.page_numbers import with_page_numbers, without_page_numbers
from pipeline.tasks.flattened.rebuild import Reading, rebuild
from pipeline.tasks.flattened.rows import Region, find_regions, tokens_of, whole_lines
from pipeline.tasks.flattened.runon import find_run_on
from pipeline.tasks.flattened.sequences import sequences
from pipeline.tasks.flattened.stacked import stand_stacked
from pipeline.tasks.flattened.standing import as_printed, standing
from pipeline.tasks.flattened.ticked import stand_ticked
from pipeline.tasks.flattened.unheaded import stand_unheaded
from pipeline.tasks.tables.frames import likeliest
from pipeline.tasks.tables.labels.guess import guess_header
from pipeline.tasks.tables.labels.heads import WHOLE_ROWS, Head, split_head
from pipeline.tasks.tables.standing.boxes import stand_boxes, without_boxes
from pipeline.tasks.tables.standing.upright import parted, set_upright

if TYPE_CHECKING:
    from pipeline.notice import Flow
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_MAYBE, _SHIFTED = 0.3, 0.6
_IN_PIECES = 0.75
_MOST_TOKENS = 60_000
_SMALLEST, _WIDE = 3, 4
Printed = list["list[Token]"]
Found = tuple[Grid, int, int]
World = tuple[Head, "Senses", "TaskRules"]


def to_grids(flow: Flow, senses: Senses, rules: TaskRules) -> Flow:
    """The flow with each flattened table as a grid, records and cards stood up; lines that belong to no table stay lines."""
    flow = tuple(part for item in stand_boxes(flow, senses) for part in _upright(item, senses, rules))
    flow = stand_cards(stand_stacked(stand_ticked(flow, senses, rules), senses, rules), senses, rules)
    printed, pieces = whole_lines(flow)
    rebuilt = _rebuilt(printed, senses, rules)
    items = list(stand_unheaded(tuple(piece for item in rebuilt for piece in pieces.get(id(item), (item,))), senses, rules))
    run_on = find_run_on(items, senses, rules)
    line = items[run_on.first] if run_on is not None else None
    if run_on is not None and isinstance(line, Line):
        around = [replace(line, passage=p) for p in (run_on.before, run_on.after)]
        ends = [[piece] if piece.passage.span.length else [] for piece in around]
        items[run_on.first : run_on.end] = [*ends[0], run_on.grid, *ends[1]]
    return tuple(items)


def _rebuilt(flow: Flow, senses: Senses, rules: TaskRules) -> list[Line | Grid]:
    """The items with each table whose rows stand in lines as a grid; the numbers of pages in it stand behind it."""
    lines, pages = without_page_numbers(flow, rules)
    items: list[Line | Grid] = []
    at = 0
    for region in find_regions(lines, rules):
        found = (_from_pieces if region.mode == "pieces" else _read_region)(region, senses, rules)
        if found is None:
            continue
        grid, first, end = found[0], region.first + found[1], region.first + found[2]
        items += [*with_page_numbers(lines, (at, first), pages), *pages.get(first, ()), grid]
        items += [page for place in range(first + 1, end) for page in pages.get(place, ())]
        at = end
    return [*items, *with_page_numbers(lines, (at, len(lines) + 1), pages)]


def _upright(item: Line | Grid, senses: Senses, rules: TaskRules) -> list[Line | Grid]:
    """A line as it is; a table as the tables that it holds, each set upright."""
    if not isinstance(item, Grid):
        return [item]
    parts = [part for own in without_boxes(item, senses) for part in parted(own, senses, rules.columns)]
    return [set_upright(part, senses, rules.columns) for part in parts]


def _read_region(region: Region, senses: Senses, rules: TaskRules) -> Found | None:
    """The grid of a region, and which of its lines it used; none where it has more cells than anybody lays out in time."""
    if sum(map(len, region.rows)) > _MOST_TOKENS:
        return None
    rows = tokens_of(region, rules)
    record = standing(region, rows, senses, rules)
    if record is not None:
        return record, 0, region.end - region.first
    head = split_head(rows, region.mode, senses, rules)
    if head is None:
        return _headless(region, rows, senses, rules)
    if _is_emptied(head):
        return _headings_alone(region, head), head.skipped, region.end - region.first
    return _read_rows(region, (head, senses, rules))


def _read_rows(region: Region, world: World) -> Found | None:
    """The grid of the rows below a header: the likeliest reading of their cells."""
    head, senses, rules = world
    foot = foot_of(head.body, len(head.labels), senses) if region.mode == "plain" else 0
    if foot:
        region = replace(region, end=region.end - foot, rows=region.rows[:-foot])
        head = replace(head, body=[[cell] for row in head.body for cell in row][:-foot])
    body, banners = without_banners(head, region.mode, senses, rules)
    ways = sequences(region, body, (head, senses, rules)) if body else []
    best = likeliest(head.labels, ways, region.mode, (senses, rules)) if any(ways) else None
    if best is None:
        return None
    reading = replace(best, banners=tuple(banners))
    keep = len(reading.tokens)
    if region.mode == "plain":
        reading, keep = with_cut_row(reading, trimmed(reading, senses))
    elif region.is_cut:
        reading = reading.cut()
    if keep == 0:
        return None
    left_out = (*head.left_out, *region.signs)
    path = next(label.passages[0].path for label in head.labels if label.text)
    grid = _doubted(replace(rebuild(path, reading), repeats=left_out), reading, senses)
    if keep == len(best.tokens):
        return grid, _lines_before(region, head) if not region.signs else 0, region.end - region.first
    heading = sum(at < keep for at, _ in banners)
    lines = sum(not token.glued for token in best.tokens[:keep])
    return grid, head.skipped, head.skipped + len(head.labels) + len(head.left_out) + lines + heading


def _lines_before(region: Region, head: Head) -> int:
    """How many lines end with the last words before the header; of cells, the first of a printed row has a line for each part."""
    if region.mode in WHOLE_ROWS:
        return head.skipped
    tokens = lines = worded = 0
    for row in region.rows:
        if tokens >= head.skipped:
            break
        tokens += len(row)
        lines += len(row[0])
        worded = lines if any(p.span.length for cell in row for p in cell) else worded
    return worded


def _is_emptied(head: Head) -> bool:
    """Whether a wide table kept its headings and lost the words of all its rows: 一、深化公开 | | | | and blank cells."""
    cells = [cell for row in head.body for cell in row]
    kept = [cell for cell in cells if cell.text]
    headed = bool(kept) and all(cell.style in HEADING_STYLES for cell in kept)
    return headed and len(kept) < len(cells) and len(head.labels) >= _WIDE


def _headings_alone(region: Region, head: Head) -> Grid:
    """The labels and the headings of such a table, each across its width: rows that assign nothing."""
    n = len(head.labels)
    labels = [Cell(0, col, label.passages, is_header=True) for col, label in enumerate(head.labels)]
    kept = [cell for row in head.body for cell in row if cell.text]
    cells = (*labels, *(Cell(row, 0, cell.passages, 1, n) for row, cell in enumerate(kept, 1)))
    path = head.labels[0].passages[0].path
    return Grid(path, len(kept) + 1, n, cells, "flattened_table", repeats=(*head.left_out, *region.signs))


def _from_pieces(region: Region, senses: Senses, rules: TaskRules) -> Found | None:
    """The grid of a region whose cells are in pieces, less sure where a cell of text might have been cut elsewhere."""
    fitted = fit_pieces(region.rows, senses, rules)
    if fitted is None:
        return None
    found = _read_region(replace(region, end=region.first + fitted.size, mode="placed", rows=fitted.rows), senses, rules)
    if found is None:
        return None
    grid, first, end = found
    known = dict(grid.guessed_rows)
    known |= {row: min(_IN_PIECES, known.get(row, 1.0)) for row in fitted.guessed}
    return replace(grid, guessed_rows=tuple(sorted(known.items()))), first, end


def _doubted(grid: Grid, reading: Reading, senses: Senses) -> Grid:
    """A rebuilt table less sure in every row, where words stand in its columns of units and none of them is a unit.

    Then the columns were most likely shifted. A column that is blank throughout says nothing.
    """
    units = {col for col, role in enumerate(reading.frame.roles) if kind_of_role(role) == "unit"}
    words = {cell.text for cell in grid.cells if cell.col in units and cell.row and cell.col_span == 1 and cell.text}
    if not words or any(senses.unit_like(text) >= _MAYBE for text in words):
        return grid
    known = dict(grid.guessed_rows)
    return replace(grid, guessed_rows=tuple((row, min(_SHIFTED, known.get(row, 1.0))) for row in range(1, grid.n_rows)))


def _headless(region: Region, rows: Printed, senses: Senses, rules: TaskRules) -> Found | None:
    """Rows of the same length without a header, where what they hold reads as a task table."""
    size = max((i + 1 for row in rows for i, t in enumerate(row) if t.text), default=0)
    rows = [row[:size] for row in rows]
    if region.mode not in WHOLE_ROWS or size < _SMALLEST or len(rows) < 2 or any(len(row) != size for row in rows):  # noqa: PLR2004
        return None
    grid = as_printed(region, rows, size)
    return (grid, 0, region.end - region.first) if guess_header(grid, senses, rules.columns) is not None else None
