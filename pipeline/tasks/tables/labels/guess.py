"""What the columns of a table hold, where its header does not say: told from their cells."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, Column, plain
from pipeline.tasks.tables.labels.header import Header
from pipeline.tasks.tables.rows.finest import splits
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import ColumnRules

_DOERS = UNIT_ROLES - {"lead", "guiding", "supervising"}
_WORK = frozenset({"task", "group"})
_MOSTLY = 0.7
_HARDLY = 0.3
_MEASURE, _STEM = 3, 2
_PROSE = 25
_SHORTEST_WORK = 5
_SENTENCE = 7
_SAMPLE = 60
_LONGEST_LABEL = 12
_CODE = re.compile(r"[A-Z]{0,4}[0-9]{4,12}")
_FIGURES = re.compile(r"[\d.,%％\-—~～ ()（）]+")
_LIMIT = re.compile(r"[0-9年月日底末旬][之以]?前$|[年月季度]底$")
_DASH = re.compile(r"[/／\\—–―－-]{1,3}")
_STOPPED = re.compile(r"[。；，、,;]")


def column_texts(grid: Grid, col: int, body: Sequence[int]) -> list[str]:
    """The words of a column's cells, each cell once, a dash for none left out; no more than a sample of a long table."""
    cells: dict[int, Cell] = {}
    for row in body:
        cell = grid.slots[row][col]
        if cell is not None and cell.text and not _DASH.fullmatch(cell.text):
            cells[id(cell)] = cell
            if len(cells) >= _SAMPLE:
                break
    return [cell.text for cell in cells.values()]


def _share(texts: Sequence[str], judge: Callable[[str], float]) -> float:
    return sum(map(judge, texts)) / len(texts) if texts else 0.0


def holds_units(texts: Sequence[str], senses: Senses) -> bool:
    """Whether the cells of a column name bodies, nearly all of them."""
    return _share(texts, senses.unit_like) > _MOSTLY


def _mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def settle(columns: Sequence[Column], grid: Grid, body: Sequence[int], given: tuple[Senses, ColumnRules]) -> tuple[Column, ...]:
    """Columns whose header nobody knows, or which names several things, by what they hold.

    A column that was guessed has no rule, so that the reader is told of it. One left of the work, whose cells stand over several
    of its cells, heads it. One without any label, of longer words than the column of work on its left, is what that label
    should span: 主要任务 over 出口 | 培育出口企业5家.
    """
    senses, rules = given
    settled = []
    doers = any(column.role in _DOERS for column in columns)
    numbered = any(column.role == "number" for column in columns)  # then others are figures
    for col, column in enumerate(columns):
        if column.role == "unknown":
            texts = column_texts(grid, col, body)
            role = _held(texts, senses)
            role = "group" if role == "other" and _heads_work(columns, col, grid, body) else role
            role = _ended(column, texts, given) if role == "other" and texts else role
            settled.append(Column(column.label, "other" if role == "number" and numbered else role, None))
            if col and _is_spanned(settled, texts, column_texts(grid, col - 1, body)):
                settled[-2:] = [replace(settled[-2], role="group"), replace(settled[-1], role="task")]
        elif column.role in TEXT_ROLES and _share(column_texts(grid, col, body), number_like) == 1:
            # A wide header over the number and the work: 具体要求 | 1 | 公开…; words are never mere numbers.
            settled.append(replace(column, role="number"))
        elif column.role == "place" and not doers:
            settled.append(replace(column, role="responsible", rule=None))
        elif rules.is_weak(column.label):
            settled.append(replace(column, role=_agreed(column, column_texts(grid, col, body), given)))
        else:
            settled.append(column)
    if not any(c.role in TEXT_ROLES - {"result"} for c in settled):
        _find_work(settled, grid, body)
    return tuple(settled)


def _heads_work(columns: Sequence[Column], col: int, grid: Grid, body: Sequence[int]) -> bool:
    """Whether a column stands left of one that holds work, and its words beside several: merged, again, or blank below."""
    work = next((at for at in range(col + 1, len(columns)) if columns[at].role in ("task", "detail")), None)
    first = grid.slots[body[0]][col] if work is not None and body else None
    if work is None or first is None or not first.text or first.row != body[0]:
        return False
    words = ["" if (c := grid.slots[row][col]) is None else c.text for row in body]
    again = any(not below or below == above for above, below in pairwise(words))
    return again or splits(grid, col, work, body)


def _is_spanned(columns: Sequence[Column], texts: Sequence[str], before: Sequence[str]) -> bool:
    """Whether the last column has no label, and longer words than the column of work on its left."""
    left, own = columns[-2:]
    finer = own.role == "other" and not own.label and left.role in _WORK
    return finer and _mean_length(texts) > max(_SENTENCE, _mean_length(before))


def _find_work(columns: list[Column], grid: Grid, body: Sequence[int]) -> None:
    """Where no header names the work it is the column of the longest texts; a known column of remarks or findings never is."""
    texts = {i: column_texts(grid, i, body) for i, c in enumerate(columns) if c.role in ("other", "result")}
    best = max(texts, key=lambda i: _mean_length(texts[i]), default=None)
    if best is not None and _mean_length(texts[best]) >= _SHORTEST_WORK and not _figures(texts[best]):
        columns[best] = Column(columns[best].label, "task", columns[best].rule)


def _figures(texts: Sequence[str]) -> bool:
    return _share(texts, lambda t: 1.0 if _FIGURES.fullmatch(t) else 0.0) > 0.5  # noqa: PLR2004 - more than half


def _held(texts: Sequence[str], senses: Senses) -> str:
    if texts and all(map(_CODE.fullmatch, texts)):
        return "number"  # 2022001 is no day
    for judge, role in ((number_like, "number"), (senses.time_like, "deadline"), (senses.unit_like, "responsible")):
        if texts and _share(texts, judge) > _MOSTLY:
            return role
    return "other"


def _ended(column: Column, texts: Sequence[str], given: tuple[Senses, ColumnRules]) -> str:
    """The role of a label whose end alone is known, that of bodies (决策承接科室), where the cells do not gainsay it."""
    end = plain(column.label)[-_STEM:]
    rule = given[1].exact(end) if given[1].is_weak(end) else None
    role = _agreed(replace(column, role=rule.role), texts, given) if rule is not None else ""
    return role if role in UNIT_ROLES else "other"


def _agreed(column: Column, texts: Sequence[str], given: tuple[Senses, ColumnRules]) -> str:
    """The role of a weak label: kept unless the cells are clearly something else, as its end may say (配合情况)."""
    senses, rules = given
    if not texts or _share(texts, senses.unit_like) > _HARDLY:
        return column.role
    by_end = rules.rule_by_end(column.label)
    if by_end is not None:
        return by_end.role
    if _mean_length(texts) <= _MEASURE:
        return "other"
    return "detail" if _mean_length(texts) > _PROSE else column.role


def guess_header(grid: Grid, senses: Senses, rules: ColumnRules) -> Header | None:
    """The columns of a task table without a header, or under labels that nobody knows; None where it need not be one.

    It is one only if a column holds sentences, or any words beside limits of time, and another one units, and nothing in it
    looks like figures or people.
    """
    if grid.n_cols < 2 or grid.n_rows < 2 or _names_other(grid, rules):  # noqa: PLR2004 - a work and its unit, twice
        return None
    end = 1 if _is_label_row(grid, senses) else 0
    body = range(end, grid.n_rows)
    texts = [column_texts(grid, col, body) for col in range(grid.n_cols)]
    roles = [_held(held, senses) if held else "blank" for held in texts]
    for col, role in enumerate(roles):
        if role == "other" and not _figures(texts[col]) and _mean_length(texts[col]) >= _SHORTEST_WORK:
            roles[col] = "task"
    limits = any(_share(held, _sets_limit) > _MOSTLY for held in texts)  # beside them short words are work too
    least = _SHORTEST_WORK if limits else _SENTENCE
    work = [i for i, role in enumerate(roles) if role == "task" and _mean_length(texts[i]) >= least]
    odd = [i for i, role in enumerate(roles) if role == "other" or (role == "number" and i > work[0] if work else False)]
    if not work or odd or "responsible" not in roles or len(texts[roles.index("responsible")]) < 2:  # noqa: PLR2004
        return None
    labels = [("" if not end or (c := grid.slots[0][i]) is None else c.text) for i in range(grid.n_cols)]
    roles = ["other" if role == "blank" else role for role in roles]
    return Header(0, end, tuple(Column(label, role) for label, role in zip(labels, roles, strict=True)))


def _sets_limit(text: str) -> float:
    """Whether words set a time by which something must be done: 4月底前; registers have days on which something was done."""
    return 1.0 if _LIMIT.search(text) else 0.0


def _names_other(grid: Grid, rules: ColumnRules) -> bool:
    """Whether a label of the first rows belongs to a list of people, of indicators, or to a page's own data."""
    for row in grid.slots[:2]:
        for cell in row:
            rule = rules.rule_of(cell.text) if cell is not None else None
            if rule is not None and rule.role in ("contact", "indicator", "score", "metadata"):
                return True
    return False


def _is_label_row(grid: Grid, senses: Senses) -> bool:
    """Whether the first row reads as labels: short words, no numbers or times, above numbers, times or other words."""
    held = [(col, plain(c.text)) for col, c in enumerate(grid.slots[0]) if c is not None and c.text]
    if len(held) < 2 or any(len(t) > _LONGEST_LABEL or _STOPPED.search(t) for _, t in held):  # noqa: PLR2004
        return False
    if any(max(senses.time_like(t), number_like(t)) > 0.5 for _, t in held):  # noqa: PLR2004 - more likely than not
        return False
    below = range(1, grid.n_rows)
    return any(_held(column_texts(grid, col, below), senses) in ("number", "deadline") for col, _ in held) or all(
        senses.unit_like(t) < 0.5  # noqa: PLR2004 - more likely not
        for _, t in held
    )
