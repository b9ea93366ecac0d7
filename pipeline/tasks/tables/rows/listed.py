"""Items that a sign begins instead of a number, △, ● or ◆: several in one cell, or one a row below a heading without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.tasks.prose.numbers.numbering import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Cell, Passage
    from pipeline.tasks.rules import TaskRules

SIGN = "sign"
"""The style of an item that a sign begins; such a sign is no number, and no label."""
_FEWEST = 2
_LONGEST_HEADING = 60
_STOPS = "。；;，,：:"
Item = tuple[Mark, "tuple[Passage, ...]"]


def item_sign(texts: Sequence[str], notes: Sequence[str], rules: TaskRules) -> str:
    """The sign that begins items in a column, two or more; empty where none does, or where a note says what it means."""
    signs = [match["sign"] for text in texts for match in rules.legends.find("item_sign", text)]
    explained = "".join(notes)
    return next((sign for sign in signs if signs.count(sign) >= _FEWEST and sign not in explained), "")


def signed_items(cell: Cell, sign: str) -> tuple[Passage | None, list[Item]]:
    """The words of a cell before its first sign, and its items in order, each as a mark that counts them."""
    begins = re.compile(rf"(?:^|(?<=[\n。；;]))[ 　]*{re.escape(sign)}[ 　]*")
    lead: Passage | None = None
    items: list[Item] = []
    for passage in cell.passages if sign else ():
        cuts = [*begins.finditer(passage.text)]
        rest = passage.part(0, cuts[0].start() if cuts else None).strip()
        if rest.span.length and items:
            items[-1] = (items[-1][0], (*items[-1][1], rest))
        elif rest.span.length:
            lead = lead or rest
        for match, after in zip(cuts, [*cuts[1:], None], strict=False):
            end = after.start() if after is not None else passage.span.length
            whole, words = passage.part(match.start(), end), passage.part(match.end(), end).strip()
            items.append((Mark(SIGN, len(items) + 1, passage.part(*match.span()).strip(), whole, words), (words,)))
    return lead, items


def heads_below(cell: Cell, after: Cell | None, sign: str, rules: TaskRules) -> bool:
    """Whether a cell reads as the heading of the one below it, which is an item: 抓好财税工作 over △加强监督."""
    heading = 0 < len(cell.text) <= _LONGEST_HEADING and cell.text[-1] not in _STOPS and not _is_item(cell, sign, rules)
    return heading and after is not None and _is_item(after, sign, rules)


def _is_item(cell: Cell, sign: str, rules: TaskRules) -> bool:
    """Whether a cell begins with the sign of items, or with the first number in figures."""
    if not cell.text:
        return False
    mark = rules.numbers.mark(cell.passages[0])
    return bool(sign and cell.text.startswith(sign)) or (mark is not None and mark.ordinal == 1 and mark.label.text[0].isdigit())
