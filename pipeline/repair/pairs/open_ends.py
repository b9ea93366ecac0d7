"""Ends of cells and lines that stay open on a page of pairwise loss: the channel took a character, and no word says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.repair.language.page_words import EndWords
from pipeline.repair.pairs.ends import END, last_word, must_go_on
from pipeline.repair.pairs.loss import drops_end
from pipeline.repair.pairs.marks import pair_damage
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.language.page_words import PageWords
    from pipeline.repair.sheet import Sheet

SHORTEST, LONGEST = 4, 60
ANY = ("府", "政", "的")
"""A character of each way to pair: where the channel drops one behind these words, something may have stood there."""
COUNTS = "十百千万亿"
"""Behind a number stands what is counted."""


def open_ends(sheet: Sheet, rules: RepairRules) -> Callable[[str], Iterator[Span]] | None:
    """What finds the last characters of a text behind which another one is lost; None on pages that lost none in pairs."""
    if pair_damage(sheet) != "eaten":
        return None
    evidence = EndWords(sheet.joined, rules)
    return lambda text: _open_ends(text, evidence)


def _open_ends(text: str, evidence: PageWords) -> Iterator[Span]:
    for match in END.finditer(text):
        line = text[max(0, match.start() - 2 * LONGEST) : match.start()].rpartition("\n")[2]
        cell = line.rpartition("|")[2].rpartition(">")[2].strip()
        if SHORTEST <= len(cell) <= LONGEST and _may_go_on(cell) and _is_open(cell, evidence):
            yield Span(match.start() - 1, match.start())


def _may_go_on(cell: str) -> bool:
    """Whether the channel can have taken a character from behind the last one, or must have."""
    return must_go_on(cell) or any(drops_end(cell, one) for one in ANY)


def _is_open(cell: str, evidence: PageWords) -> bool:
    """Whether no word ends there, or a number that counts nothing."""
    word = last_word(cell)
    if not word or cell[-1] in COUNTS:
        return len(word) > 1
    return word[-1] not in evidence.rules.whole_alone and not evidence.ends_whole(word)
