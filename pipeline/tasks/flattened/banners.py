"""Headings across the width of a flattened table: 一、道路畅通 alone in a line, 一 and 道路畅通 before rows numbered 1, 2, 3."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import Token, kind_of_role
from pipeline.tasks.flattened.bars import HEADING_STYLES
from pipeline.tasks.tables.labels.columns import TEXT_ROLES
from pipeline.tasks.tables.labels.heads import WHOLE_ROWS, roles_of
from pipeline.tasks.tables.rows.lone import WORK, Opening, works
from pipeline.tasks.tables.rows.row_numbers import is_han_number, number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.heads import Head

# A heading that has its own number, over rows that count anew, may be long: 一、…、…等工作（牵头领导：…）.
_LONGEST_BANNER, _LONGEST_COUNTED = 45, 150
_PAIR = 2
_LIKELY = 0.5
Printed = list["list[Token]"]
Banner = tuple["Token", ...]


def without_banners(head: Head, mode: str, senses: Senses, rules: TaskRules) -> tuple[Printed, list[tuple[int, Banner]]]:
    """The rows without headings across the width, and those with the number of tokens before them.

    In a run of cells a heading may be the cell of a coarser column; it is a row of its own only where there is none, or where
    a number stands before it and another behind.
    """
    roles = roles_of([label.text for label in head.labels], rules.columns)
    if len(roles) < _PAIR:
        return head.body, []
    whole = mode in WHOLE_ROWS
    rows = head.body if whole or roles.count("number") != 1 else _paired(head.body, senses)
    single = whole or sum(role in TEXT_ROLES for role in roles) == 1
    counts = whole and _counts_in_han(rows)
    work = _unassigned(rows, roles) if whole else frozenset()
    body: Printed = []
    banners: list[tuple[int, Banner]] = []
    flat = [t for row in rows for t in row]
    at = place = 0
    after_banner = False
    for number, row in enumerate(rows):
        held = tuple(t for t in row if t.text)
        around = (flat[at - 1] if at and not after_banner else None, flat[at + len(row)] if at + len(row) < len(flat) else None)
        at += len(row)
        numbered = len(held) == _PAIR and (whole or rows is not head.body)
        heads = _is_banner(held, around[1], mode, senses) or (not whole and _is_between(around, held, roles, senses))
        if ((numbered and not counts) or (single and not numbered)) and heads and number not in work:
            banners.append((place, held))
            after_banner = True
            continue
        kept = [replace(t, begins_row=True) if i == 0 and after_banner else t for i, t in enumerate(row)]
        kept += [Token((), "") for _ in roles[len(row) :] if number in work]
        body.append(kept)
        place += len(kept)
        after_banner = False
    return body, [(before, words) for before, words in banners if before < place]


def _unassigned(rows: Printed, roles: Sequence[str]) -> frozenset[int]:
    """The rows that are work beside which nothing stands: below a blank cell, or in a first column that holds the work."""
    below_blank = {at for at, row in enumerate(rows) if len(row) == len(roles) and not row[0].text}
    if roles[0] not in WORK or all(len(row) == len(roles) and all(t.text for t in row) for row in rows):
        return frozenset(below_blank)
    held = {at: tuple(t for t in row if t.text) for at, row in enumerate(rows) if any(t.text for t in row)}
    found = works([Opening(cells[0].text, cells[0].style, len(cells) == 1, bool(rows[at][0].text)) for at, cells in held.items()])
    return frozenset(below_blank | {row for at, row in enumerate(held) if at in found})


def _counts_in_han(rows: Printed) -> bool:
    """Whether rows with more cells than a heading has are numbered in Chinese signs too."""
    held = ([t for t in row if t.text] for row in rows)
    return any(len(cells) > _PAIR and is_han_number(cells[0].text) for cells in held)


def _paired(rows: Printed, senses: Senses) -> Printed:
    """Rows of one cell each, where 一, 道路畅通 and 1 follow each other, with the first two as one row.

    Where a number in Chinese signs has anything else behind it, such numbers count the rows themselves.
    """
    if any(len(row) != 1 for row in rows):
        return rows
    flat = [row[0] for row in rows]
    starts = [i for i, token in enumerate(flat) if is_han_number(token.text)]
    if not all(_heads_numbers(flat[i : i + 3], senses) for i in starts):
        return rows
    first = frozenset(starts)
    return [[token, flat[i + 1]] if i in first else [token] for i, token in enumerate(flat) if i - 1 not in first]


def _heads_numbers(run: Sequence[Token], senses: Senses) -> bool:
    """Whether a number in Chinese signs has a heading behind it, and then a number in figures."""
    if len(run) <= _PAIR or not number_like(run[2].text) or is_han_number(run[2].text):
        return False
    return _reads_as_heading(run[1], senses)


def _is_banner(held: Banner, following: Token | None, mode: str, senses: Senses) -> bool:
    """Whether the words of a printed row are a heading of the rows below it."""
    if not held or following is None or len(held) > _PAIR or (len(held) == _PAIR and not is_han_number(held[0].text)):
        return False
    heading = held[-1]
    counted = heading.style in HEADING_STYLES and bool(number_like(following.text))
    if not _reads_as_heading(heading, senses, _LONGEST_COUNTED if counted else _LONGEST_BANNER):
        return False
    if len(held) == _PAIR:
        return True
    if mode not in WHOLE_ROWS:
        beside = max(senses.unit_like(following.text), senses.time_like(following.text)) if following.text else 0.0
        return heading.style in HEADING_STYLES and beside < _LIKELY
    return heading.style in HEADING_STYLES or not heading.style or heading.style != following.style


def _is_between(around: tuple[Token | None, Token | None], held: Banner, roles: Sequence[str], senses: Senses) -> bool:
    """Whether a cell stands between two rows: behind the body or time that ends one, before the number that begins the next."""
    before, following = around
    if before is None or following is None or len(held) != 1 or roles[0] != "number" or not number_like(following.text):
        return False
    ends = {"unit": senses.unit_like, "time": senses.time_like}.get(kind_of_role(roles[-1]))
    return ends is not None and ends(before.text) > _LIKELY and _reads_as_heading(held[0], senses)


def _reads_as_heading(token: Token, senses: Senses, longest: int = _LONGEST_BANNER) -> bool:
    """Whether words are short, unfinished, and neither a number, a body nor a time."""
    text = token.text
    if not text or len(text) > longest or text[-1] in "。；;，," or number_like(text):
        return False
    return max(senses.unit_like(text), senses.time_like(text)) <= _LIKELY
