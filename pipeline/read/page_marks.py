"""Pages of a shared document, one a line with its number before it: `…（牵头单位` / `2、：市环保局）`, put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block
from pipeline.traced import TracedText
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import TableMarkup

    Items = tuple[Block | TableMarkup, ...]

_MARK = re.compile(r"([0-9]{1,3})、(?=\S)")
_LONG: Final = 60
"""A page that is not the last has more characters."""
_FEWEST: Final = 2
_STOPS: Final = frozenset("。．！？!?；;：:")
_GOES_ON: Final = frozenset("，。；：、,;:）)》】〉”’")
"""Signs that no line begins with."""
_PAIRS: Final = (("（(", "）)"), ("《", "》"), ("“", "”"))


@dataclass(frozen=True, slots=True)
class _Page:
    """A line that begins with its number: the item's index, the number, where the words behind it begin."""

    index: int
    number: int
    begin: int
    block: Block

    @property
    def words(self) -> str:
        """What stands on the page."""
        return self.block.text.original[self.begin :]


def without_page_marks(items: Items) -> Items:
    """The items, the pages of a shared document one block without their numbers; anything else stays as it is.

    Each line of the run has the next number and is long, and two or more are cut where no sentence can be: inside a bracket
    that the next one closes, or before a sign that no line begins with. Lists are not cut so.
    """
    pages = _pages(items)
    cuts = sum(1 for one, after in pairwise(pages) if _is_torn(one.words, after.words))
    if cuts < _FEWEST or 2 * cuts < len(pages) - 1:
        return items
    return (*items[: pages[0].index], _joined(pages), *items[pages[-1].index + 1 :])


def _pages(items: Items) -> list[_Page]:
    """The first run of lines that are numbered 1、, 2、… one right behind the other."""
    pages: list[_Page] = []
    for index, item in enumerate(items):
        text = item.text.original if isinstance(item, Block) and not item.set_aside else ""
        mark = _MARK.match(text) if "\n" not in text else None
        follows = mark is not None and int(mark[1]) == len(pages) + 1 and (not pages or len(pages[-1].words) >= _LONG)
        if mark is not None and follows and isinstance(item, Block):
            pages.append(_Page(index, int(mark[1]), mark.end(), item))
        elif pages:
            break
    return pages


def _is_torn(one: str, after: str) -> bool:
    """Whether a page ends in the middle of a sentence that the next one goes on."""
    if one[-1] in _STOPS:
        return False
    return after[0] in _GOES_ON or any(_closes(one, after, *pair) for pair in _PAIRS)


def _closes(one: str, after: str, opening: str, closing: str) -> bool:
    """Whether what a page opens last is closed first on the next."""
    is_open = max(map(one.rfind, opening)) > max(map(one.rfind, closing))
    shut = min((at for at in map(after.find, closing) if at >= 0), default=-1)
    again = min((at for at in map(after.find, opening) if at >= 0), default=shut + 1)
    return is_open and 0 <= shut < again


def _joined(pages: Sequence[_Page]) -> Block:
    """One block: words that go on stand together, a page that begins with a sentence on a line of its own."""
    words, repairs, size = [], [], 0
    for at, page in enumerate(pages):
        gap = "\n" if at and pages[at - 1].words[-1] in _STOPS else ""
        start = size + len(gap)
        mark = page.block.text.original[: page.begin]
        repairs.append(Repair(Span(start, start + page.begin), mark, "", "page_mark", "markup_residue", 0.95))
        words.append(gap + page.block.text.original)
        size += len(words[-1])
    return replace(pages[0].block, text=TracedText("".join(words), tuple(repairs)), seams=())
