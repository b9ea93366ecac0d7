"""Whether a cell holds nothing but the number of its row or item."""

from __future__ import annotations

import re

from pipeline.tasks.tables.labels.columns import LONGEST_PRINTED, plain

_NUMBER = re.compile(r"^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.、．]?$")


def number_like(text: str) -> float:
    """Whether a cell holds nothing but an item's number.

    >>> number_like("12"), number_like("（三）"), number_like("2021年")
    (1.0, 1.0, 0.0)
    """
    return 1.0 if len(text) <= LONGEST_PRINTED and _NUMBER.match(plain(text)) else 0.0


def is_han_number(text: str) -> bool:
    """Whether a cell is a number in Chinese signs, as those of headings are.

    >>> [is_han_number(text) for text in ("一", "（二）", "3", "市司法局")]
    [True, True, False, False]
    """
    return bool(number_like(text)) and not any(c.isdigit() and c.isdecimal() for c in text)
