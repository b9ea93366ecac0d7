"""The rows of a task table to drafts: merged cells, items inside cells, and the units and times beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Draft
from pipeline.tasks.headings import heading_of, unspread
from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.numbers.numbering import Mark
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain
from pipeline.tasks.tables.rows.banners import Heading, labels_of, parted, path_of, stacked, under, under_bodies
from pipeline.tasks.tables.rows.beside import units_beside
from pipeline.tasks.tables.rows.listed import SIGN, heads_below, signed_items
from pipeline.tasks.tables.rows.shared import BY_CHANCE, Share, cell_marks, share_out
from pipeline.tasks.tables.rows.ticks import is_share
from pipeline.tasks.tables.rows.times import times_beside
from pipeline.tasks.tables.shape import Banner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Cell, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.rows.worksheet import Worksheet
    from pipeline.tasks.tables.shape import Shape

_LONGEST_LEAD = 60
_AROUND_TITLE = " 　【】[]［］〔〕：:"
_NAMES = UNIT_ROLES | {"mark"}
_BESIDE = frozenset({"number", "deadline", "mark"})
Item = tuple[Mark, "tuple[Passage, ...]"]


def drafts_of(sheet: Worksheet, shape: Shape) -> Iterator[Draft]:
    """The drafts of every distinct cell of the finest column, under the banners above it."""
    above = [*([Heading("", sheet.first)] if sheet.first else []), *labels_of(shape.titles, sheet.rules)]
    before: Draft | None = None
    rows_of: dict[int, list[int]] = {}
    for row in shape.body:
        cell = _text_cell(sheet, row)
        if cell is not None:
            rows_of.setdefault(id(cell), []).append(row)
    counted: Passage | None = None
    headings = sheet.context[0]
    for row in sorted([*shape.body, *shape.banners]):
        if row in shape.banners:
            cell = shape.banners[row].cell
            counted = cell.passages[0] if sheet.rules.legends.has("card_title", cell.text) else None
            headings = headings[:-1] if not above and _goes_on_count(sheet, cell) else headings
            above = above if counted else stacked(above, shape.banners[row], sheet.senses, sheet.rules)
            continue
        cell = _text_cell(sheet, row)
        if cell is None or rows_of[id(cell)][0] != row:
            continue
        if _only_heads(sheet, cell):
            above = stacked(above, Banner(cell), sheet.senses, sheet.rules)
            continue
        coarse = list(_coarse(sheet, cell, row))
        for draft in _of_cell(sheet, cell, rows_of[id(cell)], (*headings, *path_of((*above, *coarse)))):
            headed = under((*above, *coarse), draft)
            headed = headed if sheet.has(_NAMES) else under_bodies(above, headed, sheet.senses)
            before = _resolved(headed, before, sheet.rules)
            yield before if counted is None or before.label else replace(before, label=counted.strip(_AROUND_TITLE))


def _text_cell(sheet: Worksheet, row: int) -> Cell | None:
    """The row's cell that holds the work; a coarser one where the finest is blank."""
    for col in (sheet.finest, *reversed(sheet.coarse)):
        cell = sheet.grid.slots[row][col]
        if cell is not None and cell.text:
            return cell
    return None


def _only_heads(sheet: Worksheet, cell: Cell) -> bool:
    """Whether a cell of the work heads the items in the rows below it: what stands beside it goes on there."""
    below = cell.row + cell.row_span
    if cell.col != sheet.finest or below >= sheet.grid.n_rows:
        return False
    slots = sheet.grid.slots[cell.row]
    duties = [c for c, col in zip(slots, sheet.columns, strict=True) if col.role in UNIT_ROLES | {"deadline"} and c is not None]
    goes_on = all(not c.text or c.row + c.row_span > below for c in duties)
    return goes_on and heads_below(cell, sheet.grid.slots[below][sheet.finest], sheet.sign, sheet.rules)


def untasked_in(sheet: Worksheet, row: int) -> Iterator[Passage]:
    """The words of a row that names units or a time beside no work, so that no task has them."""
    if _text_cell(sheet, row) is not None:
        return
    cells = {id(c): (sheet.columns[c.col].role, c) for c in sheet.grid.slots[row] if c is not None and c.text and c.row == row}
    held = [(role, c) for role, c in cells.values() if not sheet.rules.legends.has("nothing", c.text)]
    if any(role in UNIT_ROLES or role == "deadline" for role, _ in held):
        yield from (p for _, c in held for p in c.passages)


def _goes_on_count(sheet: Worksheet, banner: Cell) -> bool:
    """Whether a heading between rows is the next after the one above the table, which then does not head the rows below it."""
    mark, last = sheet.rules.numbers.mark(banner.passages[0]), sheet.counted
    return mark is not None and last is not None and (mark.style, mark.ordinal) == (last.style, last.ordinal + 1)


def _of_cell(sheet: Worksheet, cell: Cell, rows: Sequence[int], above: tuple[str, ...]) -> Iterator[Draft]:
    lead, items = cell_marks(cell, sheet.rules)
    if not items:
        lead, items = signed_items(cell, sheet.sign)
    caption = sheet.context[1]
    path = (*above, caption) if sheet.columns[sheet.finest].role == "area" and caption else above
    frame = Draft(
        text=(),
        extent=(),
        origin=sheet.grid.origin,
        path=path,
        units=tuple(units_beside(sheet, cell, rows)),
        deadlines=tuple(times_beside(sheet, cell, rows)),
        row=rows[0],
        extra=tuple(_extra(sheet, cell, rows)),
        confidence=sheet.sure * min(sheet.doubts.get(r, 1.0) for r in rows),
    )
    if items:
        frame = replace(frame, extra=(*_row_number(sheet, rows[0]), *frame.extra))
    if len(items) < 2:  # noqa: PLR2004 - one number alone does not make a list
        yield _whole(sheet, cell, items[0] if items else None, frame)
        return
    if lead is not None and 0 < lead.span.length <= _LONGEST_LEAD:
        frame = replace(frame, path=(*frame.path, heading_of(lead.text)))
    marks = [mark for mark, _ in items]
    units = share_out(frame.units, marks, sheet.senses, sheet.rules)
    units = replace(units, sure=min(units.sure, BY_CHANCE)) if _is_parted(sheet, rows) else units
    times = share_out(frame.deadlines, marks, sheet.senses, sheet.rules)
    for index, (mark, passages) in enumerate(items):
        yield _peeled(sheet, _with_share(replace(frame, label=_label(mark), extent=passages), (units, times), index), passages)


def _is_parted(sheet: Worksheet, rows: Sequence[int]) -> bool:
    """Whether several cells of units stand beside one cell of several items, so that nobody can tell whose they are."""
    cols = [col for col, column in enumerate(sheet.columns) if column.role in UNIT_ROLES]
    cells = [{id(c) for row in rows if (c := sheet.grid.slots[row][col]) is not None and c.text} for col in cols]
    return any(len(own) > 1 for own in cells)


def _label(mark: Mark) -> Passage | None:
    """The number of an item; a sign that begins it is none."""
    return mark.label if mark.style != SIGN else None


def _with_share(frame: Draft, shares: tuple[Share, Share], index: int) -> Draft:
    units, times = shares
    sure = frame.confidence * min(units.sure, times.sure)
    return replace(frame, units=units.phrases[index], deadlines=times.phrases[index], confidence=sure)


def _whole(sheet: Worksheet, cell: Cell, item: Item | None, frame: Draft) -> Draft:
    """A cell that is one task: its own number is its label, else the number column's."""
    own = _label(item[0]) if item else None
    draft = replace(frame, label=own or _number(sheet, frame.row or 0), extent=cell.passages)
    return _peeled(sheet, draft, item[1] if item else cell.passages)


def _number(sheet: Worksheet, row: int) -> Passage | None:
    for col, column in enumerate(sheet.columns):
        cell = sheet.grid.slots[row][col]
        if column.role == "number" and cell is not None and cell.text:
            mark = sheet.rules.numbers.mark(cell.passages[0])
            return mark.label if mark else cell.passages[0].strip(" 　.、．")
    return None


def _row_number(sheet: Worksheet, row: int) -> Iterator[tuple[str, str]]:
    """The number of a row whose items have numbers of their own, as one more thing that is printed beside them."""
    number = _number(sheet, row)
    if number is not None:
        yield next(c.label for c in sheet.columns if c.role == "number") or "column 1", number.text


def _peeled(sheet: Worksheet, draft: Draft, passages: tuple[Passage, ...]) -> Draft:
    """The draft with its words; what brackets attach counts only where the table has no column for it."""
    attached = peel(passages[-1], sheet.senses, sheet.rules.attach)
    clash = (attached.units and sheet.has(UNIT_ROLES)) or (attached.deadlines and sheet.has(frozenset({"deadline"})))
    if clash or not attached.text:
        return replace(draft, text=passages)
    return replace(
        draft,
        text=(*passages[:-1], *attached.text),
        units=draft.units + attached.units,
        deadlines=draft.deadlines + attached.deadlines,
    )


def _coarse(sheet: Worksheet, cell: Cell, row: int) -> Iterator[Heading]:
    """The cells of coarser columns beside a cell of the work as headings, with what a bracket in them says."""
    for col in sheet.coarse:
        above = sheet.grid.slots[row][col]
        if above is None or not above.text or above is cell:
            continue
        mark = sheet.rules.numbers.mark(above.passages[0]) if len(above.passages) == 1 else None
        if len(above.passages) > 1:
            yield Heading("", heading_of(above.text))
        else:
            title, behind = parted(mark.rest if mark else above.passages[0], sheet.senses, sheet.rules)
            yield from (Heading("", title), *behind)


def _extra(sheet: Worksheet, cell: Cell, rows: Sequence[int]) -> Iterator[tuple[str, str]]:
    used = {sheet.finest, *sheet.coarse}
    for col, column in enumerate(sheet.columns):
        found = sheet.grid.slots[rows[0]][col]
        beside = column.role in UNIT_ROLES or column.role in _BESIDE
        if col in used or found is None or (beside and not (column.role == "mark" and is_share(found.text))):
            continue
        if found is not cell and found.text and not sheet.is_read(found, col):
            yield column.label or f"column {col + 1}", unspread(found.text)


def _resolved(draft: Draft, before: Draft | None, rules: TaskRules) -> Draft:
    """同上 in a bracket behind the work means the units (or time) of the task before."""
    if before is None:
        return draft
    if any(rules.legends.has("same_as_above", plain(p.passage.text)) for p in draft.units):
        draft = replace(draft, units=tuple(replace(p, from_merge=True) for p in before.units))
    if any(rules.legends.has("same_as_above", plain(p.passage.text)) for p in draft.deadlines):
        draft = replace(draft, deadlines=tuple(replace(p, source="inherited") for p in before.deadlines))
    return draft
