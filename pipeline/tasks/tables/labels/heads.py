"""The header of a flattened table: its labels, the labels below a wide one, and the same header printed again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import Token
from pipeline.tasks.senses import SURE
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, plain
from pipeline.tasks.tables.labels.deepened import deepened, in_columns, in_one_run
from pipeline.tasks.tables.labels.header import header_strength
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import ColumnRules

_FIRST_LINES = 6
_IS_HEADER = 1.4
_MOST_UNKNOWN, _LONGEST_LABEL, _LONGEST_ROW, _LONGEST_HEADER = 4, 12, 32, 16
# A label over two others has no column of its own.
_SPANNED = 1
_SHORT_WORDS = re.compile(r"[\u4e00-\u9fff]{2,12}")
WHOLE_ROWS = frozenset({"rows", "placed"})
"""Ways in which a table is printed a row a line."""
Printed = list["list[Token]"]


@dataclass(frozen=True)
class Head:
    """The labels, how many tokens stand before them, the rows after them, and words that belong to no cell.

    A column of numbers without a label has a blank one, first of all.
    """

    labels: list[Token]
    skipped: int
    body: Printed
    left_out: tuple[Passage, ...] = ()


def split_head(rows: Printed, mode: str, senses: Senses, rules: TaskRules) -> Head | None:
    """The header of a flattened table and the rows below it; None where no line reads as one."""
    head = _row_head(rows, senses, rules) if mode in WHOLE_ROWS else _flat_head(rows, senses, rules)
    if head is None:
        return None
    head, left_out = _deepened(head, mode, rules)
    labels, body = head.labels, head.body
    kept = [row for row in _without_repeats(body, labels) if not (mode in WHOLE_ROWS and _is_page_number(row, rules))]
    ids = {id(t) for row in kept for t in row}
    left_out += tuple(p for row in body for t in row if id(t) not in ids for p in t.passages)
    while kept and not any(t.text for t in kept[-1]):
        kept = kept[:-1]
    if mode in WHOLE_ROWS and counts_unlabelled([t.text for t in labels], [[t.text for t in row] for row in kept], rules.columns):
        labels = [Token((), ""), *labels]
    return Head(labels, head.skipped, kept, left_out)


def _is_page_number(row: Sequence[Token], rules: TaskRules) -> bool:
    """Whether a row holds nothing but the number of a page: — 2 — | | |."""
    words = [token.text for token in row if token.text]
    bare = len(words) == 1 and not number_like(words[0])  # a number may be that of an empty row
    return bare and rules.legends.has("between_parts", words[0])


def counts_unlabelled(labels: Sequence[str], rows: Sequence[Sequence[str]], columns: ColumnRules) -> bool:
    """Whether rows begin with a column of numbers that has no label: it was blank, or lost with the blanks before it.

    Either rows are longer than the header by it, or numbers stand where the first label means words.

    >>> from pipeline.tasks.tables.labels.columns import ColumnRules
    >>> rows = [["1", "编制目录。", "市司法局"], ["2", "公开预算。", "市财政局"]]
    >>> counts_unlabelled(["工作任务", "责任单位"], rows, ColumnRules(()))
    True
    >>> counts_unlabelled(["工作任务", "责任单位"], [row[1:] for row in rows], ColumnRules(()))
    False
    """
    roles = roles_of(labels, columns)
    whole = [row for row in rows if _size(row) >= len(labels)]
    numbered = [row for row in whole if number_like(row[0])]
    if not numbered or "number" in roles:
        return False
    longer = [row for row in whole if _size(row) > len(labels)]
    if longer:
        return len(numbered) * 2 >= len(whole) and all(not row[0] or number_like(row[0]) for row in longer)
    return 1 < len(numbered) == len(whole) and roles[0] in TEXT_ROLES | UNIT_ROLES


def roles_of(labels: Sequence[str], columns: ColumnRules) -> list[str]:
    """The role of each label, `task` for one that must be the work's by its place; empty where nobody knows it."""
    rules = map(columns.rule_of, labels)
    return [r.role if r else "task" if is_unnamed_work(labels, at, columns) else "" for at, r in enumerate(rules)]


def is_unnamed_work(labels: Sequence[str], at: int, columns: ColumnRules) -> bool:
    """Whether a label that no rule knows whole must be the work's: short words, between 序号 and the label of units or a time.

    >>> from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules
    >>> def known(role, word):
    ...     return ColumnRule(id=role, why="", examples=(), keep=(), role=role, words=(word,))
    >>> columns = ColumnRules((known("number", "序号"), known("responsible", "责任单位")))
    >>> is_unnamed_work(["序号", "怎么干", "责任单位"], 1, columns), is_unnamed_work(["怎么干", "责任单位"], 0, columns)
    (True, False)
    """
    before, after = (columns.exact(labels[i]) if 0 <= i < len(labels) else None for i in (at - 1, at + 1))
    if before is None or after is None or before.role != "number" or after.role not in UNIT_ROLES | {"deadline"}:
        return False
    own = columns.rule_of(labels[at])
    return (own is None or own.role in TEXT_ROLES) and _SHORT_WORDS.fullmatch(plain(labels[at])) is not None


def _size(row: Sequence[str]) -> int:
    """How many cells a row has up to its last word."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1]), 0)


def _row_head(rows: Printed, senses: Senses, rules: TaskRules) -> Head | None:
    """The first line that reads as a header; a label that is a time (第一季度) speaks neither for nor against one."""
    for index, row in enumerate(rows[:_FIRST_LINES]):
        labels = [t for t in row if t.text]
        named = [t.text for t in labels if rules.columns.rule_of(t.text) or senses.time_like(t.text) < SURE]
        if len(labels) > 1 and header_strength(named, rules.columns) > _IS_HEADER:
            deep = in_columns(rows[index:], rules.columns)
            if deep is None:
                return Head(labels, index, rows[index + 1 :])
            return Head(deep[0], index, rows[index + deep[2] :], tuple(p for label in deep[1] for p in label.passages))
    return None


def _flat_head(rows: Printed, senses: Senses, rules: TaskRules) -> Head | None:
    flat = [t for row in rows for t in row]
    for start in islice((at for at, token in enumerate(flat) if token.text), _FIRST_LINES):
        count = _labels_to_first_number(flat, start, rules)
        if not count:
            while start + count < len(flat) and _is_label(flat, start + count, senses, rules):
                count += 1
        labels = flat[start : start + count]
        if count > 1 and header_strength([t.text for t in labels], rules.columns) > _IS_HEADER:
            return Head(labels, start, _after(rows, start + count))
    return None


def _labels_to_first_number(cells: Sequence[Token], start: int, rules: TaskRules) -> int:
    """How many labels stand before the first row, which its number fixes, where nobody knows some of them.

    The number stands as far from the beginning of its row as its label from that of the header, and the row is as long as the
    header then; a merged cell before the number may be that of the row above.
    """
    roles = [_role(cell, rules) for cell in cells[start : start + _LONGEST_HEADER]]
    merged = roles.index("number") if "number" in roles else len(roles)
    numbers = [at for at in range(start, min(start + _LONGEST_ROW, len(cells))) if number_like(cells[at].text)]
    size = numbers[0] - merged - start if len(numbers) > 1 else 0
    if not 0 < merged + 1 < size <= _LONGEST_HEADER:
        return 0
    labels = list(cells[start : start + size])
    unknown = roles[:size].count("")
    if not 0 < unknown <= _MOST_UNKNOWN or not all(is_label_like(t.text) and not t.style for t in labels):
        return 0
    fits = any(at - numbers[0] in (size, size - merged, size - merged - _SPANNED) for at in numbers[1:])
    body = cells[start + size : start + size + _LONGEST_ROW]
    return size if fits or in_one_run(labels, body, rules.columns) is not None else 0


def is_label_like(text: str) -> bool:
    """Whether a cell is short enough for a label, and words.

    >>> is_label_like("条 款"), is_label_like("第八条规定的事项和有关要求共三类"), is_label_like("30")
    (True, False, False)
    """
    words = plain(text)
    return 0 < len(words) <= _LONGEST_LABEL and not number_like(words)


def _is_label(cells: Sequence[Token], at: int, senses: Senses, rules: TaskRules) -> bool:
    """Whether a cell is a label, if only by its place; 市交通运输局牵头 is a unit that leads."""
    token = cells[at]
    if not token.text:
        return False
    if rules.columns.rule_of(token.text) is None:
        return is_unnamed_work([cell.text for cell in cells[: at + 2]], at, rules.columns)
    return rules.columns.exact(token.text) is not None or senses.unit_like(token.text) < 0.5  # noqa: PLR2004 - more likely not


def _after(rows: Printed, count: int) -> Printed:
    rest = []
    for row in rows:
        if count >= len(row):
            count -= len(row)
            continue
        rest.append(row[count:])
        count = 0
    return rest


def _deepened(head: Head, mode: str, rules: TaskRules) -> tuple[Head, tuple[Passage, ...]]:
    """The header with the labels of its second row in place of the wide labels above them, and the words of those."""
    if mode in WHOLE_ROWS:
        below = [t for t in head.body[0] if t.text] if head.body else []
        found = deepened(head.labels, below, rules.columns)
    else:
        found = in_one_run(head.labels, [t for row in head.body for t in row], rules.columns)
    if found is None:
        return head, head.left_out
    body = head.body[1:] if mode in WHOLE_ROWS else head.body
    return replace(head, labels=found[0], body=body), tuple(p for label in found[1] for p in label.passages)


def _role(token: Token, rules: TaskRules) -> str:
    rule = rules.columns.rule_of(token.text)
    return rule.role if rule is not None else ""


def _without_repeats(body: Printed, labels: Sequence[Token]) -> Printed:
    """Without the header printed again after a page break."""
    words = [plain(t.text) for t in labels]
    kept = [row for row in body if [plain(t.text) for t in row if t.text] != words]
    if len(kept) < len(body) or len(words) < 2:  # noqa: PLR2004 - one word repeats by chance
        return kept
    flat = [plain(t.text) for row in body for t in row]
    drop: set[int] = set()
    for start in range(len(flat) - len(words) + 1):
        if flat[start] == words[0] and flat[start : start + len(words)] == words:
            drop.update(range(start, start + len(words)))
    if not drop:
        return body
    index = 0
    result = []
    for row in body:
        left = [t for i, t in enumerate(row, index) if i not in drop]
        index += len(row)
        if left:
            result.append(left)
    return result
