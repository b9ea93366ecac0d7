"""A table, with its parts after page breaks, to what it is and the drafts of its tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Draft, ReadTable
from pipeline.tasks.tables.labels.dropped import laid_right
from pipeline.tasks.tables.labels.guess import guess_header, settle
from pipeline.tasks.tables.labels.narrow import widened
from pipeline.tasks.tables.labels.wide import under_wide, with_labels_below
from pipeline.tasks.tables.merged import remerge
from pipeline.tasks.tables.parts import Joined, header_from, join
from pipeline.tasks.tables.rows.drafts import drafts_of, untasked_in
from pipeline.tasks.tables.rows.finest import finest_text
from pipeline.tasks.tables.rows.ticks import Marks, headed
from pipeline.tasks.tables.rows.worksheet import Worksheet
from pipeline.tasks.tables.shape import as_work, shape_of, table_kind
from pipeline.tasks.tables.standing.boxes import is_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.prose.numbers.numbering import Mark
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import Column
    from pipeline.tasks.tables.labels.header import Header
    from pipeline.tasks.tables.shape import Shape

# No header, or one that nobody knows: the columns were guessed from their cells.
_NO_HEADER, _GUESSED_COLUMN, _INHERITED = 0.7, 0.9, 0.9


@dataclass(frozen=True)
class TableContext:
    """What stands around a table: its number, its caption, the headings above it, and the notes that say how it is meant.

    `above` is the last task table before it, whose header may hold for it too; `counted` the number of the last heading; `group`
    the caption, where it may be a heading of rows.
    """

    number: int
    caption: str | None = None
    headings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    above: ReadTable | None = None
    counted: Mark | None = None
    group: str | None = None


@dataclass(frozen=True)
class TablesRead:
    """A table and its next parts: what they are, the drafts of their tasks, each with the number of its part (from 0).

    `untasked` are the words of rows that name units or a time and gave no task.
    """

    tables: tuple[ReadTable, ...]
    drafts: tuple[tuple[int, Draft], ...] = ()
    untasked: tuple[Passage, ...] = ()


def read_tables(grids: Sequence[Grid], context: TableContext, senses: Senses, rules: TaskRules) -> TablesRead:
    """The first of these neighbouring grids, with those that are its next parts."""
    if is_box(grids[0], senses):
        return TablesRead((ReadTable(grids[0], "metadata", caption=context.caption),))
    joined, inherited = _joined(grids, context, senses, rules)
    header = joined.header or guess_header(joined.grid, senses, rules.columns)
    if header is None:
        return TablesRead((_unknown(joined, context),))
    shape = shape_of(joined.grid, header, rules)
    context = _told(context, header, shape)
    listed = context.caption is not None and rules.legends.has("task_list", context.caption)
    header = replace(header, columns=as_work(header.columns)) if listed else header
    marked = headed(header, joined.grid, shape.body, Marks(context.notes, senses, rules))
    columns = settle(marked, joined.grid, shape.body, (senses, rules.columns))
    grid = remerge(joined.grid, columns, (shape.body, shape.page_tops(joined.joints)), rules)
    finest, coarse = finest_text(grid, columns, shape.body, rules)
    kind = table_kind(columns, shape, grid, listed=listed)
    kind = "tasks" if inherited is not None and kind == "layout" else kind  # a single row, below a header that stands elsewhere
    kind = "other" if kind == "tasks" and finest is None else kind
    if joined.header is None and kind != "tasks":
        return TablesRead((_unknown(joined, context),))
    tables = _tables(joined, kind, columns, context)
    if kind != "tasks" or finest is None:
        return TablesRead(tables)
    sheet = Worksheet(
        grid=grid,
        columns=columns,
        header=range(header.first, header.end),
        body=shape.body,
        finest=finest,
        coarse=tuple(coarse),
        context=(context.headings, context.caption, context.notes),
        sure=_INHERITED if inherited is not None else _sureness(columns, joined.header),
        senses=senses,
        rules=rules,
        counted=context.counted,
        first=context.group if _is_first_of(context, shape, rules) else None,
    )
    drafts = tuple(_placed(draft, joined, context.number) for draft in drafts_of(sheet, shape))
    return TablesRead(tables, drafts, tuple(p for row in shape.body for p in untasked_in(sheet, row)))


def _is_first_of(context: TableContext, shape: Shape, rules: TaskRules) -> bool:
    """Whether the caption heads the rows above the first heading between the rows, which has no number either."""
    if context.group in (None, *context.headings) or not shape.banners or min(shape.banners) < shape.body[0]:
        return False
    return not any(banner.style or rules.numbers.mark(banner.cell.passages[0]) for banner in shape.banners.values())


def _joined(grids: Sequence[Grid], context: TableContext, senses: Senses, rules: TaskRules) -> tuple[Joined, Header | None]:
    """The table with its next parts under the header that fits its columns, and that header if an earlier table has it."""
    joined = join(grids, senses, rules)
    if joined.header is None:
        inherited = header_from(context.above, joined, senses, rules)
        return replace(joined, header=inherited), inherited
    grid, header = with_labels_below(joined.grid, joined.header, senses, rules.columns)
    grid, header = widened(grid, header, senses, rules.columns)
    grid = laid_right(grid, header, senses)
    return replace(joined, grid=grid, header=under_wide(header, grid, senses, rules.columns)), None


def _told(context: TableContext, header: Header, shape: Shape) -> TableContext:
    """What stands around a table, with the caption and the notes that stand in it."""
    caption = context.caption or next((c.text for c in shape.titles if c.text), None)
    return replace(context, caption=caption, notes=(*context.notes, *(c.label for c in header.columns), *_notes(shape)))


def _notes(shape: Shape) -> list[str]:
    """What rows that hold no work may say of how the table is meant."""
    return [cell.text for cell in (*shape.titles, *shape.notes, *(banner.cell for banner in shape.banners.values()))]


def _unknown(joined: Joined, context: TableContext) -> ReadTable:
    small = joined.grid.n_cols < 2 or joined.grid.n_rows < 2  # noqa: PLR2004 - a lone row or column
    return ReadTable(joined.parts[0], "layout" if small else "other", caption=context.caption)


def _tables(joined: Joined, kind: str, columns: Sequence[Column], context: TableContext) -> tuple[ReadTable, ...]:
    labels = tuple(c.label for c in columns)
    roles = tuple(c.role if c.rule or c.role == "unknown" else f"{c.role}?" for c in columns)
    return tuple(
        ReadTable(grid, kind, labels, roles, context.caption, context.number + index - 1 if index else None)
        for index, grid in enumerate(joined.parts)
    )


def _sureness(columns: Sequence[Column], header: Header | None) -> float:
    """How sure it is that each column was understood."""
    if header is None:
        return _NO_HEADER
    guessed = any(c.rule is None and c.label and c.role in ("task", "responsible", "deadline") for c in columns)
    return _GUESSED_COLUMN if guessed else 1.0


def _placed(draft: Draft, joined: Joined, number: int) -> tuple[int, Draft]:
    """The draft with the number of the part and the row of it that it stands in."""
    part, row = joined.origins[draft.row or 0]
    return part, replace(draft, table=number + part, row=row)
