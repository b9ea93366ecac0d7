"""Bare figures alone in their lines that count the items below them: 1 / 新增床位100张 / 改建食堂2处 / 2 / ….

Page numbers stand so too: they never stand above all items, nor in a text whose items have numbers of their own.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.prose.numbers.numbering import Mark, ordinal_of

if TYPE_CHECKING:
    from pipeline.notice import Flow
    from pipeline.tasks.prose.numbers.numbering import NumberRules

_BARE = re.compile(r"[0-9０-９]{1,3}")
_STYLE = "number.lone"
_FEWEST = 3
_LEAST_WORK = 6


def lone_digits(flow: Flow, free: frozenset[int], numbers: NumberRules) -> dict[int, Mark]:
    """The lines that are nothing but a figure and count 1, 2, 3 …, each over a line of words; none where others have numbers."""
    lines = {at: item.passage for at in sorted(free) if isinstance(item := flow[at], Line)}
    bare = [at for at, words in lines.items() if words.span.length <= _FEWEST and _BARE.fullmatch(words.text)]
    if len(bare) < _FEWEST or [ordinal_of(lines[at].text) for at in bare] != list(range(1, len(bare) + 1)):
        return {}
    above_words = all(at + 1 in lines and lines[at + 1].span.length >= _LEAST_WORK for at in bare)
    apart = all(after - at > 1 for at, after in pairwise(bare))
    if not (above_words and apart) or any(numbers.mark(words) for at, words in lines.items() if at > bare[0]):
        return {}
    return {at: Mark(_STYLE, ordinal, lines[at], lines[at], lines[at]) for ordinal, at in enumerate(bare, 1)}
