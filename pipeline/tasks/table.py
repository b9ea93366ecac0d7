"""Tasks from a grid: rows, merged cells, items inside cells, and the units and times beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Draft, Phrase, ReadTable
from pipeline.tasks.attach import peel
from pipeline.tasks.columns import UNIT_ROLES, find_header, settle_unknown
from pipeline.tasks.numbering import Mark, items_in
from pipeline.tasks.shape import Shape, finest_text, shape_of, table_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Cell, Grid, Passage
    from pipeline.tasks.columns import Column
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_LONGEST_LEAD = 60


@dataclass(frozen=True)
class TableContext:
    """What stands around a table: its caption, the headings above it, the table it may continue, and its number."""

    number: int
    caption: str | None = None
    headings: tuple[str, ...] = ()
    before: ReadTable | None = None
    lead_first: bool = False


@dataclass(frozen=True)
class _Reading:
    """A task table in the course of being read."""

    grid: Grid
    columns: tuple[Column, ...]
    context: TableContext
    finest: int
    coarse: tuple[int, ...]
    senses: Senses
    rules: TaskRules

    def has(self, roles: frozenset[str]) -> bool:
        """Whether a column has one of these roles."""
        return any(c.role in roles for c in self.columns)


def read_table(grid: Grid, context: TableContext, senses: Senses, rules: TaskRules) -> tuple[ReadTable, tuple[Draft, ...]]:
    """What a table is, and the drafts of its tasks in reading order."""
    header = find_header(grid, rules.columns)
    shape = shape_of(grid, header, rules.columns)
    continues = _continues(context.before, grid, header is None or _same(context.before, [c.label for c in header.columns]))
    if header is not None:
        columns = header.columns
    elif continues and context.before is not None:
        columns = _columns_of(context.before)
    else:
        return ReadTable(grid, "layout" if grid.n_cols < 2 or grid.n_rows < 2 else "other", caption=context.caption), ()  # noqa: PLR2004
    columns = settle_unknown(columns, grid, shape.body, senses)
    caption = context.caption or next((c.text for c in shape.titles if c.text), None)
    finest, coarse = finest_text(grid, columns, shape.body, rules.numbers)
    kind = table_kind(columns, shape, grid)
    if kind == "tasks" and finest is None:
        kind = "other"
    table = ReadTable(
        grid,
        kind,
        tuple(c.label for c in columns),
        tuple(c.role if c.rule or c.role == "unknown" else f"{c.role}?" for c in columns),
        caption,
        context.number - 1 if continues else None,
    )
    if kind != "tasks" or finest is None:
        return table, ()
    reading = _Reading(grid, columns, replace(context, caption=caption), finest, tuple(coarse), senses, rules)
    return table, tuple(_drafts(reading, shape))


def _continues(before: ReadTable | None, grid: Grid, same_header: bool) -> bool:  # noqa: FBT001 - one of two facts
    return before is not None and before.grid.n_cols == grid.n_cols and same_header and bool(before.header)


def _same(before: ReadTable | None, labels: Sequence[str]) -> bool:
    return before is not None and list(before.header) == list(labels)


def _columns_of(table: ReadTable) -> tuple[Column, ...]:
    from pipeline.tasks.columns import Column  # noqa: PLC0415 - a value, needed here alone

    return tuple(
        Column(label, role.rstrip("?"), None if role.endswith("?") else "column.continued")
        for label, role in zip(table.header, table.roles, strict=True)
    )


def _drafts(reading: _Reading, shape: Shape) -> Iterator[Draft]:
    """The drafts of every distinct cell of the finest column, under the banners above it."""
    banners: list[tuple[str, str]] = []
    before: Draft | None = None
    done: set[int] = set()
    body = frozenset(shape.body)
    for row in sorted([*shape.body, *shape.banners]):
        if row in shape.banners:
            banners = _stacked(banners, shape.banners[row], reading.rules)
            continue
        cell = _text_cell(reading, row)
        if cell is None or id(cell) in done:
            continue
        done.add(id(cell))
        rows = [r for r in range(cell.row, cell.row + cell.row_span) if r in body and reading.grid.slots[r][cell.col] is cell]
        for draft in _of_cell(reading, cell, rows, tuple(text for _, text in banners)):
            before = _resolved(draft, before, reading.rules)
            yield before


def _stacked(banners: list[tuple[str, str]], cell: Cell, rules: TaskRules) -> list[tuple[str, str]]:
    """The banners above the next rows: a number style that was seen before closes all below it."""
    if rules.legends.has("stop", cell.text):
        return banners
    mark = rules.numbers.mark(cell.passages[0])
    style = mark.style if mark else ""
    text = (mark.rest.text if mark else cell.text).strip()
    kept = banners
    for index, (earlier, _) in enumerate(banners):
        if earlier == style:
            kept = banners[:index]
            break
    return [*kept, (style, text)]


def _text_cell(reading: _Reading, row: int) -> Cell | None:
    """The row's cell that holds the work; a coarser one where the finest is blank."""
    for col in (reading.finest, *reversed(reading.coarse)):
        cell = reading.grid.slots[row][col]
        if cell is not None and cell.text:
            return cell
    return None


def _of_cell(reading: _Reading, cell: Cell, rows: Sequence[int], banners: tuple[str, ...]) -> Iterator[Draft]:
    lead, items = cell_marks(cell, reading.rules)
    path = (*reading.context.headings, *banners, *_coarse_path(reading, cell, rows[0]))
    if reading.columns[reading.finest].role == "area" and reading.context.caption:
        path = (*path, reading.context.caption)
    frame = Draft(
        text=(),
        extent=(),
        origin=reading.grid.origin,
        path=path,
        units=tuple(_phrases(reading, cell, rows, UNIT_ROLES)),
        deadlines=tuple(_phrases(reading, cell, rows, frozenset({"deadline"}))),
        table=reading.context.number,
        row=rows[0],
        extra=tuple(_extra(reading, cell, rows)),
        confidence=min(reading.grid.confidence(r) for r in rows),
    )
    if len(items) < 2:  # noqa: PLR2004 - one number alone does not make a list
        yield _whole(reading, cell, items[0] if items else None, frame)
        return
    if lead is not None and 0 < lead.span.length <= _LONGEST_LEAD:
        frame = replace(frame, path=(*frame.path, lead.text.rstrip("：:。 ")))
    for mark, passages in items:
        yield _peeled(reading, replace(frame, label=mark.label, extent=passages), passages)


Item = tuple[Mark, "tuple[Passage, ...]"]


def cell_marks(cell: Cell, rules: TaskRules) -> tuple[Passage | None, list[Item]]:
    """The words before the first numbered item of a cell, and each item's mark and words."""
    if len(cell.passages) == 1:
        first = rules.numbers.mark(cell.passages[0])
        lead, marks = items_in(cell.passages[0], rules.numbers)
        if not marks:
            return None, [(first, (first.rest,))] if first else []
        return lead, [(m, (m.rest,)) for m in marks]
    before: Passage | None = None
    items: list[Item] = []
    for passage in cell.passages:
        mark = rules.numbers.mark(passage)
        if mark is not None:
            items.append((mark, (mark.rest,)))
        elif items:
            items[-1] = (items[-1][0], (*items[-1][1], passage))
        elif before is None:
            before = passage
    return before, items


def _whole(reading: _Reading, cell: Cell, item: Item | None, frame: Draft) -> Draft:
    """A cell that is one task: its own number is its label, else the number column's."""
    own = item[0].label if item else None
    draft = replace(frame, label=own or _number(reading, frame.row or 0), extent=cell.passages)
    return _peeled(reading, draft, item[1] if item else cell.passages)


def _number(reading: _Reading, row: int) -> Passage | None:
    for col, column in enumerate(reading.columns):
        cell = reading.grid.slots[row][col]
        if column.role == "number" and cell is not None and cell.text:
            mark = reading.rules.numbers.mark(cell.passages[0])
            return mark.label if mark else cell.passages[0].strip(" 　.、．")
    return None


def _peeled(reading: _Reading, draft: Draft, passages: tuple[Passage, ...]) -> Draft:
    """The draft with its words; what brackets attach counts only where the table has no column for it."""
    attached = peel(passages[-1], reading.senses, reading.rules.attach)
    clash = (attached.units and reading.has(UNIT_ROLES)) or (attached.deadlines and reading.has(frozenset({"deadline"})))
    if clash or not attached.text:
        return replace(draft, text=passages)
    return replace(
        draft,
        text=(*passages[:-1], *attached.text),
        units=draft.units + attached.units,
        deadlines=draft.deadlines + attached.deadlines,
    )


def _coarse_path(reading: _Reading, cell: Cell, row: int) -> Iterator[str]:
    for col in reading.coarse:
        above = reading.grid.slots[row][col]
        if above is not None and above.text and above is not cell:
            mark = reading.rules.numbers.mark(above.passages[0]) if len(above.passages) == 1 else None
            yield (mark.rest.text if mark else above.text).strip()


def _phrases(reading: _Reading, cell: Cell, rows: Sequence[int], roles: frozenset[str]) -> Iterator[Phrase]:
    """The words of the unit or deadline columns in the rows of a task, each cell once, in column order."""
    for col, column in enumerate(reading.columns):
        if column.role not in roles:
            continue
        role = None if column.role == "deadline" else column.role
        if role == "responsible" and reading.context.lead_first:
            role = "lead_first"
        seen: set[int] = set()
        for row in rows:
            found = reading.grid.slots[row][col]
            if found is None or id(found) in seen or found is cell or reading.rules.legends.has("nothing", found.text):
                continue
            seen.add(id(found))
            shared = found.row < rows[0] or found.row + found.row_span > rows[-1] + 1
            yield from (Phrase(p, role, "cell", shared) for p in found.passages)


def _extra(reading: _Reading, cell: Cell, rows: Sequence[int]) -> Iterator[tuple[str, str]]:
    used = {reading.finest, *reading.coarse}
    for col, column in enumerate(reading.columns):
        if col in used or column.role in UNIT_ROLES or column.role in ("number", "deadline"):
            continue
        found = reading.grid.slots[rows[0]][col]
        if found is not None and found is not cell and found.text:
            yield column.label or f"column {col + 1}", found.text


def _resolved(draft: Draft, before: Draft | None, rules: TaskRules) -> Draft:
    """同上 means the units (or time) of the task before."""
    if before is None:
        return draft
    if any(rules.legends.has("same_as_above", p.passage.text) for p in draft.units):
        draft = replace(draft, units=tuple(replace(p, from_merge=True) for p in before.units))
    if any(rules.legends.has("same_as_above", p.passage.text) for p in draft.deadlines):
        draft = replace(draft, deadlines=tuple(replace(p, source="inherited") for p in before.deadlines))
    return draft
