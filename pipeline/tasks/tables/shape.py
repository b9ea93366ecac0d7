"""The shape of a table: which rows are body, banner, note or header again; and what kind of table that is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, Column, plain
from pipeline.tasks.tables.labels.header import header_strength
from pipeline.tasks.tables.merged import goes_on
from pipeline.tasks.tables.rows.lone import lone_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.header import Header

_LONGEST_BANNER = 60
_STOPS = "。；;，,"
_COLONS = frozenset("：:")
_SUBJECT = "column.subject"
_SUM = re.compile(r"[0-9０-９.,，]{1,15}[^0-9０-９，。；]{0,4}")


@dataclass(frozen=True)
class Banner:
    """A row that heads the rows below it: its words, and the style of its number where a cell of its own holds that."""

    cell: Cell
    style: str = ""


@dataclass(frozen=True)
class Shape:
    """`body` rows hold tasks; `banners` maps a row that heads those below it; `titles` stand above the header, `notes` below.

    `repeats` are rows that print the header again, as each page does.
    """

    body: tuple[int, ...]
    banners: dict[int, Banner]
    titles: tuple[Cell, ...]
    notes: tuple[Cell, ...] = ()
    repeats: frozenset[int] = frozenset()

    def page_tops(self, joints: frozenset[int]) -> frozenset[int]:
        """The body rows after a page break: a joint of two parts, or nothing but the header or its heading, printed again."""
        return frozenset(
            row
            for above, row in pairwise(self.body)
            if (row in joints or row - above > 1) and all(between in self.repeats for between in range(above + 1, row))
        )


def shape_of(grid: Grid, header: Header | None, rules: TaskRules) -> Shape:
    """Sort the rows of a table."""
    body: list[int] = []
    banners: dict[int, Banner] = {}
    titles: list[Cell] = []
    notes: list[Cell] = []
    repeats: set[int] = set()
    first, end = (header.first, header.end) if header else (0, 0)
    labels = {plain(c.label) for c in header.columns} if header else set()
    columns = header.columns if header else ()
    usual = _usual_numbers(grid, columns, end)
    unassigned = lone_work(grid, columns, range(end, grid.n_rows), rules)
    for row in range(grid.n_rows):
        fresh = _distinct(grid, row)
        if row < first:
            titles += fresh
        elif row < end or not fresh:
            continue
        elif _repeats_header(fresh, labels, rules):
            repeats.add(row)
        elif _sums_up(fresh[0], rules) or _is_note(fresh, rules):
            notes += fresh
        elif row in unassigned:
            body.append(row)
        elif (banner := _banner(grid, row, fresh, columns) or _numbered_banner(fresh, columns, usual)) is not None:
            if banners and _goes_on(banners[max(banners)].cell, banner.cell, rules):
                repeats.add(row)
            else:
                banners[row] = banner
        else:
            body.append(row)
    if titles and banners and _heads_like(titles[-1], next(iter(banners.values())).cell, rules):
        banners = {titles[-1].row: Banner(titles.pop()), **banners}
    return Shape(tuple(body), _nested(banners, rules), tuple(titles), tuple(notes), frozenset(repeats))


def _nested(banners: dict[int, Banner], rules: TaskRules) -> dict[int, Banner]:
    """The headings between rows, those without a number by their place: one right below another stands below it.

    Where some stand so, the last of each run is of the lowest rank.
    """
    plain = [row for row in sorted(banners) if _is_plain(banners[row], rules)]
    ranks: dict[int, int] = {}  # how many of them stand right below each, without rows of work between
    for row in reversed(plain):
        ranks[row] = ranks.get(row + 1, -1) + 1
    return {row: replace(one, style=f"plain.{ranks[row]}") if ranks.get(row) else one for row, one in banners.items()}


def _is_plain(banner: Banner, rules: TaskRules) -> bool:
    """Whether a heading has no number, and is no label with its value (责任单位：县教育局)."""
    return not banner.style and rules.numbers.mark(banner.cell.passages[0]) is None and not _COLONS & set(banner.cell.text)


def _heads_like(title: Cell, banner: Cell, rules: TaskRules) -> bool:
    """Whether the words above the header are the first of the headings between the rows: one number before the next."""
    first, second = (rules.numbers.mark(cell.passages[0]) for cell in (title, banner))
    return first is not None and second is not None and (first.style, first.ordinal + 1) == (second.style, second.ordinal)


def _goes_on(above: Cell, cell: Cell, rules: TaskRules) -> bool:
    """Whether a heading is the last one again, and says so: 水污染防治（续）."""
    return above.text != cell.text and goes_on(above.text, cell.text, rules)


def _distinct(grid: Grid, row: int) -> list[Cell]:
    """The row's cells that hold words, each once."""
    return list({id(c): c for c in grid.slots[row] if c is not None and c.text}.values())


def _sums_up(first: Cell, rules: TaskRules) -> bool:
    """Whether a row begins as a total does, or as the line below a form that says who filled it in."""
    return rules.legends.has("total", plain(first.text)) or rules.legends.has("form_foot", first.text)


def _is_note(fresh: Sequence[Cell], rules: TaskRules) -> bool:
    return len(fresh) == 1 and rules.legends.has("stop", fresh[0].text)


def _banner(grid: Grid, row: int, fresh: Sequence[Cell], columns: Sequence[Column]) -> Banner | None:
    """One text across the width, or a heading alone in its row; in the column of numbers it may be a sentence."""
    if len(fresh) != 1 or grid.n_cols < 2 or fresh[0].row != row:  # noqa: PLR2004 - one column has no banners
        return None
    cell = fresh[0]
    if cell.col_span == grid.n_cols:
        return Banner(cell)
    alone = all(c is None or c is cell or c.row == row for c in grid.slots[row])
    counts = bool(columns) and columns[0].role == "number"
    return Banner(cell) if alone and cell.row_span == 1 and _is_heading(cell, 0, "；;，," if counts else _STOPS) else None


def _is_heading(cell: Cell, col: int, stops: str) -> bool:
    text = cell.text.rstrip()
    return cell.col == col and len(text) <= _LONGEST_BANNER and text[-1] not in stops


def _numbered_banner(fresh: Sequence[Cell], columns: Sequence[Column], usual: frozenset[str]) -> Banner | None:
    """A number and a heading with nothing beside them, where the rows with units are numbered in another style: 一 | 决策公开.

    Sums of the rows below (2个, 3000) are nothing beside them.
    """
    held = [c for c in fresh if not _SUM.fullmatch(c.text) or columns[c.col].role == "number"]
    if len(held) != 2 or not usual or any(c.row_span > 1 for c in fresh):  # noqa: PLR2004 - a number and a heading
        return None
    number, heading = held
    if columns[number.col].role != "number" or columns[heading.col].role not in TEXT_ROLES:
        return None
    style = style_of(number.text)
    return Banner(heading, style) if style not in usual and _is_heading(heading, heading.col, "；;，,") else None


def _usual_numbers(grid: Grid, columns: Sequence[Column], end: int) -> frozenset[str]:
    """The styles in which rows that hold a unit or a time are numbered."""
    numbers = [i for i, c in enumerate(columns) if c.role == "number"]
    duties = [i for i, c in enumerate(columns) if c.role in UNIT_ROLES or c.role == "deadline"]
    styles: set[str] = set()
    if not numbers or not duties:
        return frozenset()
    for row in range(end, grid.n_rows):
        number = grid.slots[row][numbers[0]]
        if number is not None and number.text and any(_begins_here(grid.slots[row][d], d) for d in duties):
            styles.add(style_of(number.text))
    return frozenset(styles)


def _begins_here(cell: Cell | None, col: int) -> bool:
    """Whether a cell with words is this column's own, and not a heading that spans it."""
    return cell is not None and bool(cell.text) and cell.col == col


def style_of(number: str) -> str:
    """How a number that stands in a cell of its own is written.

    >>> [style_of(n) for n in ("12", "（三）", "十二", "1.1")]
    ['0', '(一)', '一', '0.0']
    """
    text = re.sub(r"\d+", "0", unicodedata.normalize("NFKC", plain(number)))
    return re.sub(r"[一二三四五六七八九十百]+", "一", text).rstrip("、.")


def _repeats_header(fresh: Sequence[Cell], labels: set[str], rules: TaskRules) -> bool:
    words = {plain(c.text) for c in fresh}
    return bool(labels) and (words <= labels or (len(words & labels) > 1 and header_strength(words, rules.columns) > 1))


def as_work(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a list of tasks that calls its work indicators: the last holds it, where units are responsible, none scores.

    Any other columns as they are.
    """
    roles = [column.role for column in columns]
    levels = [at for at, role in enumerate(roles) if role == "indicator"]
    if not levels or "score" in roles or not {"lead", "responsible"} & set(roles) or (TEXT_ROLES - {"result"}) & set(roles):
        return tuple(columns)
    work = {at: "task" if at == levels[-1] else "group" for at in levels}
    return tuple(replace(column, role=work.get(at, column.role)) for at, column in enumerate(columns))


def table_kind(columns: Sequence[Column], shape: Shape, grid: Grid, *, listed: bool) -> str:
    """What a table is: `tasks`, `indicators`, `metadata`, `contacts`, `layout` or `other`.

    `listed`: its caption says that it lists tasks, so that it needs no column of units or times.
    """
    roles = [c.role for c in columns]
    known = [c.role for c in columns if c.rule is not None]
    work = any(r in ("task", "detail", "area", "group", "result") for r in roles)
    assigned = any(r in UNIT_ROLES or r in ("deadline", "mark", "when") for r in roles)
    assigned = assigned or (listed and "task" in known and "detail" in known)
    if known.count("metadata") > 1 or (known.count("metadata") and not work):
        return "metadata"
    measures = sum(role in ("indicator", "score") for role in known)
    if measures > 1 or (measures and not assigned):
        return "indicators"
    if known.count("contact") > 1 and not any(r in ("task", "detail") for r in known):
        return "contacts"
    if grid.n_cols == 1 or grid.n_rows == 1:
        return "layout"
    form = sum(c.label.rstrip().endswith(("：", ":")) for c in columns) > 1
    named = {c.rule for c in columns if c.role in TEXT_ROLES and c.role != "area"} == {_SUBJECT}
    told = "catalogue" in known or (("told" in known or named) and not {"deadline", "when"} & set(roles))
    return "tasks" if work and assigned and shape.body and not told and not form else "other"
