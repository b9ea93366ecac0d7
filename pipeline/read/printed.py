"""Printed lines: what the paper shows of each, and the width at which it cut them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Pair = tuple["PrintedLine", "PrintedLine"]

_NARROW: Final = 36
_WIDE: Final = 104
"""How wide a printed line is, in columns of which a Chinese sign takes two."""
_TIGHT: Final = 4
"""What signs that may not begin a line take off its width, and odd figures."""
_LOOSE: Final = 6
"""What narrow figures and signs of other widths take off."""
_INDENT: Final = 4
"""What the indent of a paragraph takes off its first line, where nothing shows how lines are indented."""
_SLACK: Final = 2
_FEWEST: Final = {_TIGHT: 2, _LOOSE: 5}
"""How many cut lines show a width, by how near to it they must be."""
_MANY: Final = 5
_FEW_SHORT: Final = 6
"""So many lines of a notice are short: its title, its signature, its day."""
_DEEPEST_INDENT: Final = 8
"""Behind more blanks a line stands to the right or in the middle: a signature, a title."""
_LONGEST_LABEL: Final = 32
STOPS: Final = frozenset("。．！？!?；;：:…）)】〕》")
MARKS: Final = re.compile(r"[，。、；,;]")
BEGINS: Final = re.compile(
    r"[（(【〔［\[]?[ 　]{0,2}(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})[ 　]{0,2}(?:[、．)）】〕］\]]|\.(?![0-9]))"
    r"|第[一二三四五六七八九十百0-9]{1,4}[章节条编部项]|[①-⑳⑴-⒇⒈-⒛❶-❿]|[—–\-·•●○■□◆◇★☆▲△►※#*|｜┃│]"
    r"|[一二三四五六七八九]是|[（(【〔]?[\u4e00-\u9fff]{2,8}[：:]"
)
"""How a line begins something of its own: with a number, a bullet, a label."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BOXES = re.compile(r"[\u2500-\u257f|｜\t]")
# A label and all that it says, with which a paragraph ends: 完成时限：5月底前.
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}[：:][^：:，,。、；;]{0,16}(?:[年月日底末]前|[0-9]日|[上中下]旬|[年月]底)$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line: its words, where they stand (item, line of the item), and what it may not be joined over."""

    text: str
    item: int
    at: int
    look: tuple[object, ...]
    """What two halves of one line have in common."""
    indent: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether nothing shows that its sentence ends here."""
        return self.text[-1:] not in STOPS and _HAN.search(self.text) is not None and not _BOXES.search(self.text)


def columns(line: PrintedLine) -> int:
    """How many columns a line takes with its indent where figures are half as wide as Chinese signs.

    >>> columns(PrintedLine("12月底", 0, 0, ()))
    6
    """
    return signs(line) - len(line.text.encode("ascii", "ignore"))


def signs(line: PrintedLine) -> int:
    """How many columns a line takes with its indent where all signs are as wide as Chinese ones."""
    return 2 * len(line.text) + line.indent


@dataclass(frozen=True, slots=True)
class Width:
    """The width at which a page's lines were cut: how it is measured, and from where on a line is full."""

    measure: Callable[[PrintedLine], int] = columns
    full: range = range(0)
    shown: int = 0
    """How many lines show it."""

    def holds(self, line: PrintedLine) -> bool:
        """Whether a line fills the paper, so that it may go on in the next one."""
        return line.indent <= _DEEPEST_INDENT and self.measure(line) in self.full


def width_of_print(lines: Sequence[PrintedLine], cut: Sequence[Pair]) -> Width:
    """The width at which most of the `cut` lines, each with the one that may go on with it, end; none where no width shows.

    Few lines show it that all are as wide as can be, more where they are not so even. At least some of them must go on in a
    line that ends a sentence, or fills the paper too: titles below each other and the cells of a table never do.
    """
    running = [(one, after) for one, after in cut if max(one.indent, after.indent) <= _DEEPEST_INDENT]
    for play, fewest in _FEWEST.items():
        found = [] if len(running) < fewest else [_even(lines, running, measure, play) for measure in (columns, signs)]
        if any(width.shown for width in found):
            return max(found, key=lambda width: width.shown)
    return Width()


def _even(lines: Sequence[PrintedLine], cut: Sequence[Pair], measure: Callable[[PrintedLine], int], play: int) -> Width:
    """The width that cut lines show which differ by no more than `play` columns."""
    words = (one for one, _ in cut if MARKS.search(one.text) and not _LABELLED.search(one.text[-_LONGEST_LABEL:]))
    sizes = Counter(size for size in map(measure, {one.text: one for one in words}.values()) if _NARROW <= size <= _WIDE)
    within = {size: sum(sizes[size - less] for less in range(play + 1)) for size in sizes}
    top = max(within, key=lambda size: (within[size], -size), default=0)
    shown = within.get(top, 0)
    unknown = 0 if any(line.indent for line in lines) else _INDENT
    width = Width(measure, range(top - play, top + _SLACK + unknown + 1), shown)
    enough = shown >= max(_FEWEST[play], _against(lines, cut, width))
    return replace(width, full=range(width.full.start - unknown, width.full.stop)) if enough else Width()


def _against(lines: Sequence[PrintedLine], cut: Sequence[Pair], width: Width) -> int:
    """How many cut lines it takes to outweigh what speaks against a width."""
    full = [(one, after) for one, after in cut if width.holds(one)]
    proven = sum(1 for _, after in full if after.text[-1:] in STOPS)
    loose = [one for one, after in full if after.text[-1:] not in STOPS and not width.holds(after)]
    unmarked = sum(1 for one in loose if not MARKS.search(one.text))
    sizes = [(line, width.measure(line)) for line in lines if line.text]
    longer = sum(1 for line, size in sizes if size >= width.full.stop and MARKS.search(line.text))
    # A table printed a cell a line is full of short lines without a stop: names, times, numbers.
    short = sum(1 for line, size in sizes if size < width.full.start and _is_loose(line.text))
    return max(_MANY * longer, 2 * unmarked, short - _FEW_SHORT, len(full) + 1 if len(loose) > 2 * proven or not proven else 0)


def _is_loose(text: str) -> bool:
    """Whether words neither end a sentence nor begin with a number or a label."""
    return text[-1:] not in STOPS and BEGINS.match(text) is None
