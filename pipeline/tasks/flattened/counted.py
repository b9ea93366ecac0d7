"""Rows of a table printed a cell a line that are known by their numbers: 1, 2, 3 in their column count the rows themselves.

A row with a cell for every label needs no likelihood: its cells stand in order. That keeps a body in a column of places from
being read as one more unit. Where the page ends within a row, what is left of it is still a row.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import Token, kind_of_role
from pipeline.tasks.prose.numbers.numbering import ordinal_of
from pipeline.tasks.tables.labels.columns import TEXT_ROLES
from pipeline.tasks.tables.labels.heads import roles_of
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.tasks.flattened.rebuild import Reading
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_FEW = 2
_MAY_BE, _MOSTLY = 0.3, 0.7
_GLUED = re.compile(r"\s{0,9}(?P<n>\d{1,3})\s{0,9}[、.．]\s{0,9}(?=\S)")
_IN_PLACE = frozenset({"nothing", "same_as_above"})
_AROUND_NUMBER = "（()）.、． 　"
World = tuple["Senses", "TaskRules"]


def counted_rows(tokens: Sequence[Token], labels: Sequence[Token], world: World) -> list[Token]:
    """The cells with the beginning of each row, and the column of each cell in rows that have all; as they are where none count.

    The numbers stand in the first column, or in the second behind one of merged cells, which are printed in their first row
    alone. Most rows must be whole, else numbers may be of another column.
    """
    roles = roles_of([label.text for label in labels], world[1].columns)
    if len(roles) <= _FEW or "number" not in roles[:_FEW]:
        return list(tokens)
    merged = roles.index("number")
    cells = list(tokens) if merged else _parted(tokens, roles)
    size = len(roles) - merged
    starts = list(_starts(cells, merged, size))
    rows = list(pairwise([*starts, len(cells)]))
    whole = {at for at, end in rows if _is_whole(cells[at : min(end, at + size)], roles[merged:], world)}
    whole -= {at for at, end in rows[:-1] if end - at > size + merged}
    if len(rows) < _FEW or len(whole) * _FEW <= len(rows):
        return list(tokens)
    each = {at for at, end in rows[:-1] if end - at == size + merged}
    whole |= each if merged and len(each) >= len(rows[:-1]) * _MOSTLY else set()  # every row prints what its class is
    found = list(cells)
    for at in starts:
        found[at] = replace(found[at], begins_row=True)
    for at in whole:
        found[at : at + size] = [
            replace(cell, begins_row=col == 0, col=col + merged) for col, cell in enumerate(found[at : at + size])
        ]
    return _with_groups(found, starts, whole, size) if merged else found


def _with_groups(cells: list[Token], starts: Sequence[int], whole: Collection[int], size: int) -> list[Token]:
    """The cells where a merged cell before a number begins its row: the first of all, and one left over behind a whole row."""
    for before, at in pairwise((-size, *starts)):
        if at > 0 and (before < 0 or (before in whole and at - before == size + 1)):
            cells[at - 1] = replace(cells[at - 1], begins_row=True, col=0)
            cells[at] = replace(cells[at], begins_row=False)
    return cells


def _starts(cells: Sequence[Token], merged: int, size: int) -> Iterator[int]:
    """The numbers that go on a count from the first cell on, or from behind a merged one; below a heading it may begin anew.

    A number may be left out where the next stands as far from the last as a whole row is long.
    """
    before = last = -1
    for at, cell in enumerate(cells):
        if not number_like(cell.text):
            if at >= merged and before < 0:
                return
            continue
        ordinal = ordinal_of(cell.text.strip(_AROUND_NUMBER))
        is_due = ordinal > before and at - last in (size, size + merged)
        if before < 0 or is_due or ordinal == before + 1 or (ordinal == 1 and cell.begins_row):
            before, last = ordinal, at
            yield at


def _is_whole(cells: Sequence[Token], roles: Sequence[str], world: World) -> bool:
    """Whether a row has a cell for every label, and those of units and times hold such, a dash for none, or 同上."""
    if len(cells) != len(roles):
        return False
    senses, rules = world
    judges = {"unit": senses.unit_like, "time": senses.time_like}
    pairs = [(judges.get(kind_of_role(role)), cell.text) for role, cell in zip(roles, cells, strict=True)]
    return all(judge is None or judge(text) >= _MAY_BE or rules.legends.has_any(_IN_PLACE, text) for judge, text in pairs)


def _parted(cells: Sequence[Token], roles: Sequence[str]) -> list[Token]:
    """The cells with numbers apart that are glued to a cell which is not the work: 1、5月上旬 under 序号 and 时间."""
    if roles[1] in TEXT_ROLES or any(number_like(cell.text) for cell in cells[:1]):
        return list(cells)
    found: list[Token] = []
    before = 0
    for at, cell in enumerate(cells):
        number = _GLUED.match(cell.text) if len(cell.passages) == 1 else None
        if number is None or int(number["n"]) != before + 1:
            if at == 0:
                return list(cells)
            found.append(cell)
            continue
        before += 1
        whole, rest = cell.passages[0].part(0, number.end()), cell.passages[0].part(number.end())
        found += [Token((whole,), number["n"], cell.begins_row), Token((rest,), rest.text, glued=True)]
    return found


def with_cut_row(reading: Reading, keep: int) -> tuple[Reading, int]:
    """The reading up to the last row that the page's end cut off, and how many tokens the table has then; else its first `keep`.

    The row begins with a number that goes on the count. What it lacks is blank: nothing is merged into it from above.
    """
    tokens, found, frame = reading.tokens, reading.found, reading.frame
    at = max((i for i, token in enumerate(tokens) if token.begins_row and number_like(token.text)), default=0)
    row = found.rows[at]
    duties = {col for col, role in enumerate(frame.roles) if kind_of_role(role) in ("unit", "time")}
    if tokens[at].col is not None or not any(token.col == 0 for token in tokens) or found.cols[at] != 0:
        return reading.first(keep), keep
    end = at
    while end < len(tokens) and found.rows[end] == row and (found.cols[end] <= frame.finest or found.cols[end] not in duties):
        end += 1
    end = max(end, keep)
    held = {found.cols[i] for i in range(at, end) if found.rows[i] == row}
    if frame.finest not in held:
        return reading.first(min(keep, at)), min(keep, at)
    return reading.first(end).cut(), end
