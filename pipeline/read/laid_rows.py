"""The rows of a table that is laid out in columns of print: which lines make one, and its cells put together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.read.lines import width_of
from pipeline.read.meant import as_meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.read.page import PageRules

_LONGEST_NUMBER = 3
"""Digits of a row's number."""
_OFTEN = 3
"""A sign that one name of a body in so many begins with is that of the level."""
_PLAY = 4
"""Columns of print that a line may leave free though the word goes on: two signs."""


@dataclass(frozen=True)
class PrintedLine:
    """A line below a header: its words by column (None: a heading across the width).

    `apart`: a blank line is above it, where no page ends.
    """

    at: int
    words: str
    cells: Mapping[int, str] | None
    apart: bool


def _is_number(words: str) -> bool:
    """Whether words are a number and nothing else, in figures or Chinese signs."""
    bare = words.strip("（()）.．、 ")
    return 0 < len(bare) <= _LONGEST_NUMBER and all(unicodedata.numeric(sign, None) is not None for sign in bare)


def whole_header(first: Sequence[str], lines: Sequence[PrintedLine], rules: PageRules) -> tuple[list[str], int]:
    """The labels, and how many lines below the first go on in them: 责任单 over 位."""
    labels = list(first)
    for at, line in enumerate(lines):
        if not line.cells or not all(_is_rest(labels[col], words, rules) for col, words in line.cells.items()):
            return labels, at
        for col, words in line.cells.items():
            labels[col] += words
    return labels, len(lines)


def _is_rest(label: str, words: str, rules: PageRules) -> bool:
    """Whether words make a label known, or go on in the middle of a word that is known."""
    label, words = as_meant(label), as_meant(words)
    known = rules.columns.finditer(label + words)
    return any(m.end() > len(label) and (m.start() < len(label) or not rules.columns.search(label)) for m in known)


@dataclass(frozen=True)
class LaidTable:
    """The lines of a table that is laid out, below the labels of its columns."""

    labels: tuple[str, ...]
    lines: tuple[PrintedLine, ...]
    rules: PageRules

    @cached_property
    def held(self) -> list[list[str]]:
        """What stands in each column, line by line, as it was meant."""
        cells = [line.cells for line in self.lines if line.cells is not None]
        return [[as_meant(line[col]) for line in cells if col in line] for col in range(len(self.labels))]

    @cached_property
    def widest(self) -> list[int]:
        """How wide the widest words of each column are."""
        return [max(map(width_of, words), default=0) for words in self.held]

    @cached_property
    def work(self) -> int:
        """The column of the work: the widest."""
        return self.widest.index(max(self.widest))

    @cached_property
    def number(self) -> int | None:
        """The column of the rows' numbers, one of the first two."""
        counts = [sum(map(_is_number, words)) for words in self.held[:2]]
        return counts.index(max(counts)) if max(counts) > 1 else None

    @cached_property
    def bodies(self) -> frozenset[int]:
        """The columns that name bodies."""
        return frozenset(col for col, label in enumerate(self.labels) if self.rules.bodies.search(f"{as_meant(label)}："))

    @cached_property
    def begins(self) -> frozenset[str]:
        """The signs that names of bodies begin with, again and again: those of the level (市, 县)."""
        signs = Counter(words[0] for col in self.bodies for words in self.held[col] if words)
        return frozenset(sign for sign, count in signs.items() if count > 1 and count * _OFTEN >= signs.total())

    def groups(self) -> tuple[list[list[PrintedLine]], bool]:
        """The lines of each row, and whether none is a guess; nothing where nobody can tell.

        Blank lines part rows where each part has one number. Else a row begins with its number, or, where words stand above the
        first one, has it in its middle: then as many lines stand above as below it.
        """
        parts = _parted(self.lines)
        while parts and not any(map(self._begins, parts[-1])) and not self._is_row(parts[-1]):
            parts = parts[:-1]
        if len(parts) > 1 and all(self._is_row(part) for part in parts):
            return parts, True
        lines = [line for part in parts for line in part]
        starts = [at for at, line in enumerate(lines) if self._begins(line)]
        if self.number is None or not starts:
            return [], False
        if starts[0] == 0 and not any(self._is_bare(lines[at]) for at in starts):
            return [lines[a:b] for a, b in pairwise([*starts, len(lines)])], True
        return _around(lines, starts), False

    def _begins(self, line: PrintedLine) -> bool:
        """Whether a line has the number of a row, or is a heading."""
        return line.cells is None or (self.number is not None and _is_number(as_meant(line.cells.get(self.number, ""))))

    def _is_row(self, lines: list[PrintedLine]) -> bool:
        """Whether lines have one number; where none are numbered, some work and what stands beside it."""
        if self.number is not None or lines[0].cells is None:
            return sum(map(self._begins, lines)) == 1
        held = {col for line in lines for col in line.cells or {}}
        return self.work in held and len(held) > 1

    def _is_bare(self, line: PrintedLine) -> bool:
        """Whether a line has a row's number and nothing of its work."""
        return line.cells is not None and self.work not in line.cells

    def row(self, lines: list[PrintedLine]) -> list[str]:
        """The cells of a row; a heading alone."""
        if lines[0].cells is None:
            return [lines[0].words]
        cells = [""] * len(self.labels)
        last = list(cells)
        for line in lines:
            for col, words in (line.cells or {}).items():
                joint = "" if not cells[col] or self._goes_on(col, last[col], words) else "\n"
                cells[col] += joint + words
                last[col] = words
        return cells

    def _goes_on(self, col: int, above: str, words: str) -> bool:
        """Whether words go on in the next line: there was no room for more, and no other body begins there."""
        full = width_of(as_meant(above)) + _PLAY >= self.widest[col]
        return full and not (col in self.bodies and as_meant(words)[:1] in self.begins)


def _parted(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """The lines between blank ones; a heading is a part by itself."""
    parts: list[list[PrintedLine]] = []
    for line in lines:
        if not parts or line.apart or line.cells is None or parts[-1][-1].cells is None:
            parts.append([])
        parts[-1].append(line)
    return parts


def _around(lines: Sequence[PrintedLine], starts: Sequence[int]) -> list[list[PrintedLine]]:
    """The lines of each row around that of its number, as many above as below; none where that does not come out."""
    groups: list[list[PrintedLine]] = []
    begin = 0
    for at, after in pairwise([*starts, len(lines)]):
        end = at + 1 if lines[at].cells is None else 2 * at + 1 - begin
        if end > after or (after == len(lines) and end != after):
            return []
        groups.append(list(lines[begin:end]))
        begin = end
    return groups
