"""Headings that only name a stretch of time (3月, 一季度, 第一周) over the work of that time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.days import is_day
from pipeline.tasks.prose.headings.over_numbers import is_work
from pipeline.tasks.senses import BEYOND_DOUBT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Flow
    from pipeline.tasks.prose.headings.eyes import Eyes
    from pipeline.tasks.prose.numbers.numbering import Mark
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.legends import LegendRules

_FEWEST = 2
_MOST_LABELS = 4
_LONGEST = 24
_AROUND = " 　：:●■◆◇★▲▶►—–-"


def names_spell(text: str, senses: Senses, legends: LegendRules) -> bool:
    """Whether a line only names a stretch of time or a limit: 一季度重点工作, 6月底前完成：; a whole day signs a text."""
    words = text.strip(_AROUND)
    if not 1 < len(words) <= _LONGEST or is_day(words):
        return False
    return legends.has("spell", words) or senses.time_like(words) > BEYOND_DOUBT


def spells_over(flow: Flow, marks: Sequence[Mark | None], free: frozenset[int], eyes: Eyes) -> set[int]:
    """The lines that only name a stretch of time and stand over work, all together or none; `marks` are the numbers of the flow.

    A time below each item (1.整修道路。责任单位：甲局 / 一季度) stands below the first item too, and nothing below the last.
    """
    unnumbered = (at for at in sorted(free) if marks[at] is None)
    spells = [at for at in unnumbered if isinstance(item := flow[at], Line) and eyes.is_spell(item.text)]
    if len(spells) < _FEWEST:
        return set()
    below = [_work_below(flow, at, eyes) for at in spells]
    numbers = [marks[at] if at < len(flow) else None for at in below]
    styles = {mark.style if mark is not None else "" for mark in numbers}
    if len(styles) == 1 and "" not in styles:
        above = next((marks[at] for at in reversed(range(spells[0])) if marks[at] is not None), None)
        return set() if _goes_on(above, numbers[0]) else set(spells)
    return set(spells) if _over_paragraphs(flow, marks, spells) and all(_is_work(flow, at, eyes) for at in below) else set()


def _work_below(flow: Flow, at: int, eyes: Eyes) -> int:
    """Where the work below a line begins, behind lines that only name units or a finer stretch of time."""
    for below in range(at + 1, min(at + 1 + _MOST_LABELS, len(flow))):
        item = flow[below]
        if not isinstance(item, Line) or not (eyes.attaches(item.passage) or eyes.is_spell(item.text)):
            return below
    return at + 1


def _goes_on(above: Mark | None, below: Mark | None) -> bool:
    """Whether a number counts on from an item above: the line between them may be the time of that item."""
    return above is not None and below is not None and (above.style, above.ordinal + 1) == (below.style, below.ordinal)


def _over_paragraphs(flow: Flow, marks: Sequence[Mark | None], spells: Sequence[int]) -> bool:
    """Whether such lines may stand over work without numbers: each names another time, and no item stands above the first."""
    first = spells[0]
    numbered = first > 1 and marks[first - 2] is not None and is_work(flow, first - 2)
    texts = {item.text for at in spells if isinstance(item := flow[at], Line)}
    return len(texts) == len(spells) and not numbered and not is_work(flow, first - 1)


def _is_work(flow: Flow, at: int, eyes: Eyes) -> bool:
    """Whether a line is work: it ends as an item does, or in its units."""
    item = flow[at] if at < len(flow) else None
    return isinstance(item, Line) and (is_work(flow, at) or eyes.assigned(item.passage))
