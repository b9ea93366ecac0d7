"""Where a table without borders ends, and the lines that sign the notice begin."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.days import is_day
from pipeline.tasks.flattened.align import kind_of_role
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from pipeline.tasks.flattened.align import Token
    from pipeline.tasks.flattened.rebuild import Reading
    from pipeline.tasks.senses import Senses

Printed = list["list[Token]"]
_SURE = 0.85
_SIGNED = 2
"""The cells of a signature: an office and a day."""
_LAST = 4
"""A day that signs is one of the last so many cells."""
_CLASS = re.compile(r"[\u4e00-\u9fff]{2,8}")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}[：:]")
_LOST_DAY = re.compile(r"[0-9]{4}[年?][0-9]{1,2}[月?][0-9]{1,2}[日?]")  # a day, of whose signs some are lost


def trimmed(reading: Reading, senses: Senses) -> int:
    """How many tokens belong to a table without borders: up to the last whole row, unit, time or numbered item."""
    tokens, found, frame = reading.tokens, reading.found, reading.frame
    for index in range(_without_signature(reading, senses) - 1, -1, -1):
        kind = kind_of_role(frame.roles[found.cols[index]])
        if tokens[index].col is not None and not _is_office(reading, index, senses):
            return index + 1
        if kind in ("unit", "time") and max(senses.unit_like(tokens[index].text), senses.time_like(tokens[index].text)) > _SURE:
            return index + 1
        if tokens[index].style and tokens[index].style == frame.style:
            return index + 1
        if _is_of_last_row(reading, index, senses) or _ends_row(reading, index):
            return index + 1
    return 0


def _ends_row(reading: Reading, at: int) -> bool:
    """Whether a cell of work is the last of a row that has every cell."""
    found, frame = reading.found, reading.frame
    if at + 1 < len(frame.roles) or not found.cols[at] == frame.finest == len(frame.roles) - 1:
        return False
    first = at + 1 - len(frame.roles)
    return found.cols[first : at + 1] == tuple(range(len(frame.roles))) and found.rows[first] == found.rows[at]


def _is_office(reading: Reading, at: int, senses: Senses) -> bool:
    """Whether the last cell is a body in a column that names none else: who signed below a row that lacks it."""
    tokens, col = reading.tokens, reading.found.cols[at]
    if at + 1 < len(tokens) or col <= reading.frame.finest or kind_of_role(reading.frame.roles[col]) in ("unit", "time"):
        return False
    others = [tokens[i].text for i in range(at) if reading.found.cols[i] == col]
    return senses.unit_like(tokens[at].text) > _SURE > max(map(senses.unit_like, others), default=0.0)


def _is_of_last_row(reading: Reading, at: int, senses: Senses) -> bool:
    """Whether a cell behind units and times is of their row: the short name of a class, or the same words as in a row above."""
    tokens, found, frame = reading.tokens, reading.found, reading.frame
    col, words = found.cols[at], tokens[at].text
    if col <= frame.finest or at == 0 or found.rows[at - 1] != found.rows[at] or found.cols[at - 1] != col - 1:
        return False
    again = any(found.cols[i] == col and tokens[i].text == words for i in range(at))
    named = frame.roles[col] == "group" and _CLASS.fullmatch(words) is not None and senses.unit_like(words) < _SURE
    return (again or named) and max(senses.unit_like(tokens[at - 1].text), senses.time_like(tokens[at - 1].text)) > _SURE


def _signs(text: str) -> bool:
    """Whether words are a day and nothing else, some of its signs perhaps lost."""
    return is_day(text) or _LOST_DAY.fullmatch(text) is not None


def foot_of(body: Printed, n: int, senses: Senses) -> int:
    """How many cells of a table a cell a line stand behind its last numbered row: who signed and when, 主办：….

    The row is full before them, or as long without them as another one is, and not with them.
    """
    cells = [cell for row in body for cell in row]
    starts = [at for at, cell in enumerate(cells) if number_like(cell.text)]
    own = len(cells) - starts[-1] if starts else 0
    sizes = {after - at for at, after in pairwise(starts)}
    if own > _SIGNED and _signs(cells[-1].text) and senses.unit_like(cells[-2].text) > _SURE:
        return _SIGNED if own > n or (own not in sizes and own - _SIGNED in sizes) else 0
    rest = cells[len(cells) - own + n :] if own > n else []
    # Cells with a label of their own are of the page's foot, where none in the table has one.
    labelled = next((at for at, cell in enumerate(rest) if _LABELLED.match(cell.text)), len(rest))
    known = any(_LABELLED.match(cell.text) for cell in cells[: len(cells) - len(rest)])
    return 0 if known else len(rest) - labelled


def _without_signature(reading: Reading, senses: Senses) -> int:
    """How many tokens are left without an office and a full date at the end, where they stand beside no work of their own."""
    tokens, found, frame = reading.tokens, reading.found, reading.frame
    dates = [i for i, t in enumerate(tokens) if _signs(t.text)]
    if not dates or dates[-1] < len(tokens) - _LAST or _is_due(reading, dates[-1], senses):
        return len(tokens)
    at = dates[-1] - 1
    if at == 0 and senses.unit_like(tokens[0].text) > _SURE:
        return 0  # nothing but who signed stands below the labels
    work = max((i for i in range(at) if found.cols[i] == frame.finest), default=-1)
    units = [i for i in range(at) if kind_of_role(frame.roles[found.cols[i]]) == "unit" and found.rows[i] == found.rows[work]]
    return at if units and max(units) != at else len(tokens)


def _is_due(reading: Reading, day: int, senses: Senses) -> bool:
    """Whether a day is one of a column of times: in a row that has all its cells, or with the body that has until then behind it.

    Below a signature no body stands.
    """
    if reading.tokens[day].col is not None:
        return True
    timed = kind_of_role(reading.frame.roles[reading.found.cols[day]]) == "time"
    return timed and day + 1 < len(reading.tokens) and senses.unit_like(reading.tokens[day + 1].text) > _SURE
