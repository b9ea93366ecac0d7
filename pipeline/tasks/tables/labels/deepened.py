"""Two-level headers of a flattened table: labels that only sum up others stand above or before them and have no column.

序号 | 工作任务 | 责任分工 | 时间安排
牵头单位 | 协同单位 | 启动时间 | 完成时间
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.tasks.flattened.align import Token
    from pipeline.tasks.tables.labels.columns import ColumnRules

_SUMS_UP = {"unit": frozenset({"responsible", "either"}), "time": frozenset({"deadline"})}
_FEWEST, _DEEPEST = 2, 4
Labels = list["Token"]


def deepened(upper: Labels, lower: Labels, columns: ColumnRules) -> tuple[Labels, Labels] | None:
    """The labels with those of a second row in place of the wide ones above them, and the wide ones; None where they do not fit.

    Each run of labels of units or times in the second row belongs to one wide label of its kind, in their order.

    >>> from pipeline.tasks.flattened.align import Token
    >>> from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules
    >>> roles = {"responsible": ("责任分工",), "lead": ("牵头单位",), "cooperating": ("协同单位",)}
    >>> rules = ColumnRules(tuple(ColumnRule(id=role, role=role, words=words) for role, words in roles.items()))
    >>> upper, lower = ([Token((), word) for word in words.split()] for words in ("任务 责任分工", "牵头单位 协同单位"))
    >>> labels, wide = deepened(upper, lower, rules)
    >>> [label.text for label in labels], [label.text for label in wide]
    (['任务', '牵头单位', '协同单位'], ['责任分工'])

    Labels that come again below each of several wide ones say with them who leads and who helps.

    >>> upper, lower = ([Token((), word) for word in words.split()] for words in ("牵头单位 协同单位", "部门 电话 部门 电话"))
    >>> rules = ColumnRules((*rules.entries, ColumnRule(id="any", role="responsible", words=("部门",))))
    >>> [label.text for label in deepened(upper, lower, rules)[0]]
    ['牵头单位', '电话', '协同单位', '电话']
    """
    again = _repeated(upper, lower, columns)
    if again is not None:
        return again
    runs = [(kind, list(run)) for kind, run in groupby(lower, key=lambda label: _kind(label, columns))]
    labels: Labels = []
    wide: Labels = []
    for label in upper:
        kind, below = runs[0] if runs else ("", [])
        if len(below) >= _FEWEST and _role(label, columns) in _SUMS_UP.get(kind, ()):
            wide.append(label)
            labels += below
            runs = runs[1:]
        else:
            labels.append(label)
    return (labels, wide) if wide and not runs else None


def _repeated(upper: Labels, lower: Labels, columns: ColumnRules) -> tuple[Labels, Labels] | None:
    """The labels, several wide ones of bodies standing for the same label of bodies below each; None where they are others."""
    wide = [label for label in upper if _role(label, columns) in UNIT_ROLES]
    size = len(lower) // max(len(wide), 1)
    names = [plain(label.text) for label in lower]
    body = _names_body(lower[:size], columns)
    if min(len(wide), size) < _FEWEST or names != names[:size] * len(wide) or body is None:
        return None
    labels: Labels = []
    for label in upper:
        labels.append(label)
        if label in wide:
            at = wide.index(label) * size
            labels[-1:] = [*lower[at : at + body], label, *lower[at + body + 1 : at + size]]
    return labels, lower[body::size]


def _names_body(labels: Labels, columns: ColumnRules) -> int | None:
    """Which of the labels below a wide one is that of the bodies: 单位, else 名称."""
    roles = [_role(label, columns) for label in labels]
    return next((roles.index(role) for role in ("responsible", "task") if role in roles), None)


def in_columns(rows: Sequence[Labels], columns: ColumnRules) -> tuple[Labels, Labels, int] | None:
    """The lowest label of each column of a header over several rows whose blank cells are printed, the labels above, the rows.

    None where the second row is no part of a header, or a column has no label.

    >>> from pipeline.tasks.flattened.align import Token
    >>> from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules
    >>> rules = ColumnRules((ColumnRule(id="lead", why="", examples=(), keep=(), role="lead", words=("牵头", "协同")),))
    >>> rows = [[Token((), word) for word in row] for row in (("任务", "分工", ""), ("", "牵头", "协同"), ("造林", "甲", "乙"))]
    >>> labels, wide, count = in_columns(rows, rules)
    >>> [label.text for label in labels], [label.text for label in wide], count
    (['任务', '牵头', '协同'], ['分工'], 2)
    """
    count = 1
    while count < min(_DEEPEST, len(rows)) and _goes_below(rows[0], rows[count], columns):
        count += 1
    stacks = [[row[col] for row in rows[:count] if row[col].text] for col in range(len(rows[0]))] if count > 1 else [[]]
    if not all(stacks):
        return None
    return [stack[-1] for stack in stacks], [label for stack in stacks for label in stack[:-1]], count


def _goes_below(first: Labels, row: Labels, columns: ColumnRules) -> bool:
    """Whether a row has labels under the first row of a header and blanks where that has some."""
    held = [label for label in row if label.text]
    blank = any(upper.text and not lower.text for upper, lower in zip(first, row, strict=False))
    return len(row) == len(first) and len(held) > 1 and blank and all(columns.rule_of(label.text) is not None for label in held)


def in_one_run(labels: Labels, body: Sequence[Token], columns: ColumnRules) -> tuple[Labels, Labels] | None:
    """The same for labels that follow each other, the second row behind all of the first; None where the header has one row.

    A row that is as long as all labels together shows that each has its column. A row may be shorter by a merged cell too: only
    where its number stands first of all does its length tell, else it must be parted into those who lead and others.
    """
    starts = [at for at, token in enumerate(body) if number_like(token.text)]
    sizes = {after - at for at, after in pairwise(starts)}
    if len(labels) in sizes:
        return None
    between = _summed_up(labels, columns)
    if between is not None and starts[:1] == [0] and len(between[0]) in sizes:
        return between
    for end in range(_FEWEST, len(labels) - 1):
        found = deepened(labels[:end], labels[end:], columns)
        if found is not None and (_leads(labels[end:], columns) or (starts[:1] == [0] and len(found[0]) in sizes)):
            return found
    return None


def _summed_up(labels: Labels, columns: ColumnRules) -> tuple[Labels, Labels] | None:
    """The labels without those right before the ones that they sum up, as on a page read column by column, and those."""
    roles = [_role(label, columns) for label in labels]
    kinds = [_kind(label, columns) for label in labels]
    wide = [
        label
        for at, label in enumerate(labels)
        if roles[at] in _SUMS_UP.get(kinds[at], ()) and kinds[at + 1 : at + 1 + _FEWEST] == [kinds[at]] * _FEWEST
    ]
    return ([label for label in labels if label not in wide], wide) if wide else None


def _leads(labels: Labels, columns: ColumnRules) -> bool:
    """Whether one of several labels is of those who lead: a wide label is parted so."""
    return any(_role(label, columns) == "lead" for label in labels)


def _kind(label: Token, columns: ColumnRules) -> str:
    """What a label below a wide one is of: units, or times; a beginning is a mere remark."""
    role = _role(label, columns)
    if role in UNIT_ROLES:
        return "unit"
    return "time" if role in ("deadline", "remark") else role


def _role(label: Token, columns: ColumnRules) -> str:
    rule = columns.rule_of(label.text)
    return rule.role if rule is not None else ""
