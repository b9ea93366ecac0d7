"""The cells of a flattened table in order, with the borders of their rows where the print tells them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import Token, kind_of_role
from pipeline.tasks.flattened.counted import counted_rows
from pipeline.tasks.tables.labels.heads import WHOLE_ROWS, roles_of
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.tasks.flattened.rows import Region
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.heads import Head

_MOSTLY = {"number": 0.7, "time": 0.7, "unit": 0.4}
"""So many cells of a column are what its label says, where none was shifted; many a body's name is not known."""
Printed = list["list[Token]"]
World = tuple["Head", "Senses", "TaskRules"]


def sequences(region: Region, body: Printed, world: World) -> list[list[Token]]:
    """The tokens in order, with the borders of their rows where the print tells them."""
    n = len(world[0].labels)
    if region.mode == "placed" and all(len(row) == n for row in body):
        return [[replace(t, begins_row=i == 0) for row in body for i, t in enumerate(row)]]
    if region.mode in WHOLE_ROWS:
        return [_in_place(body, world) or _with_borders(body)]
    free = [t for row in body for t in row]
    counted = _rows_by_bars(body, n) if region.mode != "plain" else []
    return [_with_borders(counted) if counted else counted_rows(free, world[0].labels, world[1:])]


def _in_place(body: Printed, world: World) -> list[Token]:
    """The tokens where blank cells are printed in their place: every row is whole, and numbered or blank amid words.

    So it is where nothing can have been merged: no column stands left of the work. The columns of numbers and times must hold
    such, else rows were shifted.
    """
    head, senses, rules = world
    n = len(head.labels)
    if not all(len(row) == n for row in body):
        return []
    kinds = [kind_of_role(role) for role in roles_of([label.text for label in head.labels], rules.columns)]
    numbered = "number" in kinds and all(number_like(row[kinds.index("number")].text) for row in body)
    unmerged = kinds[0] == "text" and kinds.count("text") == 1
    if not numbered and not unmerged and not any(_is_holed(row) for row in body):
        return []
    for col, kind in enumerate(kinds):
        judge = {"number": number_like, "time": senses.time_like, "unit": senses.unit_like}.get(kind)
        texts = [row[col].text for row in body if row[col].text]
        if judge is not None and sum(map(judge, texts)) < len(texts) * _MOSTLY[kind]:
            return []
    return [replace(t, begins_row=i == 0) for row in body for i, t in enumerate(row)]


def _is_holed(row: Sequence[Token]) -> bool:
    """Whether words follow a blank cell."""
    held = [i for i, t in enumerate(row) if t.text]
    return bool(held) and held[-1] + 1 > len(held)


def _with_borders(body: Sequence[Sequence[Token]]) -> list[Token]:
    """Tokens that know where rows begin.

    Trailing blanks are padding and say nothing of their column, but for those that every row has: a last column that is empty.
    """
    blanks = [next((i for i, t in enumerate(reversed(row)) if t.text), len(row)) for row in body]
    kept = min(blanks[:-1] or blanks)
    tokens = []
    for row, blank in zip(body, blanks, strict=True):
        size = len(row) - max(0, blank - kept)
        tokens += [replace(t, begins_row=i == 0) for i, t in enumerate(row[:size])]
    return tokens


def _rows_by_bars(body: Printed, n: int) -> Printed:
    """Rows of a table that is printed a cell a line and padded so that every row has n bars; empty where that fails."""
    if all(len(row) == 1 for row in body):
        return []
    rows: Printed = [[]]
    for cells in body:
        for token in cells:
            if len(rows[-1]) == n:
                if token is not cells[0]:
                    return []
                rows.append([])
            rows[-1].append(token)
    return rows
