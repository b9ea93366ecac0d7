"""The pieces of a row to the cells that read best in their columns: numbers, bodies, times are the anchors, the rest is text."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import kind_of_role
from pipeline.tasks.flattened.pieces import as_one, begins_row, from_to, is_heading, roles_of, text_of
from pipeline.tasks.tables.labels.columns import TEXT_ROLES
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.flattened.pieces import Cut, Row
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_FEWEST, _SAMPLE = 3, 60
_MOST_PIECES, _MOST_JOINED, _LONGEST_CELL = 48, 12, 200
_LIKELY, _UNLIKELY, _LEAST = 0.5, 0.1, 0.02
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[、，][\u4e00-\u9fff]{2,4})*")
# What a row costs, as logarithms of how likely it is: a cell that its column does not hold, one that is not there, a join.
_NO_CELL = {"number": -6.0, "unit": -2.5, "time": -2.0, "text": -1.5, "person": -1.5, "other": -1.0}
_NO_WORK, _LONE_SIGN, _LOST_BLANK = -6.0, -3.0, -1.2
_JOIN, _UNEVEN, _STOPPED = -0.7, -2.5, -2.0


@dataclass(frozen=True)
class Fitted:
    """Rows with a cell for every label, or a heading alone; how many lines they took; and the rows that are a guess."""

    rows: tuple[Row, ...]
    size: int
    guessed: frozenset[int]


def fit_pieces(lines: Sequence[Row], senses: Senses, rules: TaskRules) -> Fitted | None:
    """The pieces of a header and of the lines below it as rows of cells; None where many rows do not read as the header says."""
    roles = roles_of([text_of(label) for label in lines[0]], rules.columns)
    work = max(i for i, role in enumerate(roles) if role in TEXT_ROLES)
    fitting = _Fitting(tuple(map(_kind, roles)), work, _usual_starts(lines[1:], senses), senses)
    rows: list[Row] = [lines[0]]
    guessed: set[int] = set()
    end, odd = 1, 0
    for start, stop in _row_lines(lines, rules, numbered=roles[0] == "number"):
        if is_heading(lines[start], rules):
            rows.append(lines[start])
            continue
        # Behind the last row may stand what follows the table.
        ends = range(start + 1, stop + 1) if stop == len(lines) else (stop,)
        tried = [(at, row) for at in ends if (row := fitting.row(lines[start:at])) is not None]
        found = max(tried, key=lambda pair: pair[1].fullness, default=None)
        if found is None:
            return None
        end, row = found
        odd += not row.fits
        guessed |= set() if row.fits and not row.is_open else {len(rows)}
        rows.append(row.cells)
    return Fitted(tuple(rows), end, frozenset(guessed)) if odd * _FEWEST < len(rows) - 1 > 1 else None


def _kind(role: str) -> str:
    return "person" if role == "leader" else kind_of_role(role)


def _usual_starts(lines: Sequence[Row], senses: Senses) -> frozenset[str]:
    """The signs that names of bodies begin with, again and again: those of the level (市, 县)."""
    names = [p.text for line in lines[:_SAMPLE] for (p,) in line if senses.unit_like(p.text) >= _LIKELY]
    first = Counter(name[0] for name in names)
    return frozenset(sign for sign, count in first.items() if count > 1 and count * _FEWEST >= len(names))


def _row_lines(lines: Sequence[Row], rules: TaskRules, *, numbered: bool) -> Iterator[Cut]:
    """The lines of each row (half-open): from one number or heading to the next; every line, where the header has no numbers."""
    starts = [i for i in range(1, len(lines)) if not numbered or begins_row(lines[i], rules)]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


@dataclass(frozen=True)
class FittedRow:
    """The cells of a row; it `fits` where each column holds what its label says, and has units or a time.

    It `is_open` where a cell of text was joined that might have been cut elsewhere.
    """

    cells: Row
    fits: bool
    is_open: bool

    @property
    def fullness(self) -> tuple[bool, int]:
        """How well it serves as a row: the first of those that fit and have most cells is the best."""
        return self.fits, sum(bool(cell) for cell in self.cells) if self.fits else 0


@dataclass(frozen=True)
class _Reads:
    """How far some pieces read as one number, one cell of units, one time."""

    number: float
    unit: float
    time: float
    is_blank: bool = False


@dataclass(frozen=True)
class _Fitting:
    """Pieces of one row to the columns of a table.

    `kinds` is what its columns hold, `work` the column of the work, `starts` the signs that names of bodies begin with.
    """

    kinds: tuple[str, ...]
    work: int
    starts: frozenset[str]
    senses: Senses

    def row(self, lines: Sequence[Row]) -> FittedRow | None:
        """The likeliest cells of a row; None where there is no work in it, or far too much."""
        pieces = [cell[0] for line in lines for cell in line]
        if len(pieces) > _MOST_PIECES:
            return None
        reads = {
            (at, end): self._reads([p for p in pieces[at:end] if p.span.length])
            for at in range(len(pieces))
            for end in range(at + 1, min(len(pieces), at + _MOST_JOINED) + 1)
        }
        cuts = self._cuts(pieces, reads)
        fits = self._fits(cuts, reads)
        if not fits and len(pieces) == len(self.kinds):
            cuts = list(pairwise(range(len(pieces) + 1)))
        cells = [[p for p in pieces[slice(*cut)] if p.span.length] for cut in cuts]
        if not cells or not cells[self.work]:
            return None
        texts = [words for words, kind in zip(cells, self.kinds, strict=True) if kind == "text"]
        row = tuple(self._cell(words, kind) for words, kind in zip(cells, self.kinds, strict=True))
        is_open = (len(texts) > 1 or not self.starts) and any(len(words) > 1 for words in texts)
        return FittedRow(row, fits, is_open)

    def _fits(self, cuts: Sequence[Cut], reads: dict[Cut, _Reads]) -> bool:
        """Whether every column holds what it can, and one of them a duty."""
        held = [(read, kind) for cut, kind in zip(cuts, self.kinds, strict=False) if (read := reads.get(cut)) is not None]
        words = [(read, kind) for read, kind in held if not read.is_blank]
        return all(_holds(read, kind) for read, kind in words) and any(kind in ("unit", "time") for _, kind in words)

    def _reads(self, words: Sequence[Passage]) -> _Reads:
        text = text_of(words)
        if not text or len(text) > _LONGEST_CELL:
            return _Reads(0.0, 0.0, 0.0, is_blank=not text)
        return _Reads(number_like(text), self._reads_as_units([p.text for p in words]), self.senses.time_like(text))

    def _reads_as_units(self, words: Sequence[str]) -> float:
        """How far words read as bodies. The first, where they are none alone, must begin a name: 市住房城乡 建设局."""
        likely = self.senses.unit_like("".join(words))
        if len(words) == 1 or likely < _LIKELY or self.senses.unit_like(words[0]) >= _LIKELY:
            return likely
        begins = words[0][0] in self.starts and words[1][0] not in self.starts
        return likely if begins or self.senses.unit_like("".join(words[1:])) < _LIKELY else _UNLIKELY

    def _cuts(self, pieces: Sequence[Passage], reads: dict[Cut, _Reads]) -> list[Cut]:
        """For each column the pieces from and to (half-open) with which the whole row reads best."""
        best: dict[int, tuple[float, tuple[Cut, ...]]] = {0: (0.0, ())}
        for col in range(len(self.kinds)):
            further: dict[int, tuple[float, tuple[Cut, ...]]] = {}
            for at, (score, cuts) in best.items():
                for end in range(at, min(len(pieces), at + _MOST_JOINED) + 1):
                    total = score + self._cost(pieces[at:end], reads.get((at, end)), col)
                    if end not in further or total > further[end][0]:
                        further[end] = (total, (*cuts, (at, end)))
            best = further
        return list(best[len(pieces)][1]) if len(pieces) in best else []

    def _cost(self, pieces: Sequence[Passage], reads: _Reads | None, col: int) -> float:
        """How likely a column holds these pieces; a blank piece alone is a blank cell as it is printed."""
        words = [p.text for p in pieces if p.span.length]
        kind = self.kinds[col]
        blanks = _LOST_BLANK * (len(pieces) - len(words))
        if not words or reads is None:
            none = _NO_WORK if col == self.work else _NO_CELL[kind]
            return blanks - _LOST_BLANK if pieces else none
        wraps = kind == "text" and self.kinds.count("text") > 1
        joins = sum(_join(a, b) if wraps else _JOIN / 2 for a, b in pairwise(words))
        likely = {
            "number": reads.number,
            "unit": reads.unit,
            "time": reads.time,
            "text": 1 - max(reads.number, reads.unit, reads.time),
            "person": float(_PERSON.fullmatch("".join(words)) is not None),
            "other": _LIKELY,
        }[kind]
        lone = _LONE_SIGN if kind == "text" and sum(map(len, words)) == 1 else 0.0
        stops = _STOPPED if kind == "text" and col != self.work and any("。" in word for word in words) else 0.0
        return math.log(max(_LEAST, likely)) + joins + blanks + lone + stops

    def _cell(self, words: Sequence[Passage], kind: str) -> tuple[Passage, ...]:
        """The pieces as one cell. Bodies parted by a gap stay parted; gaps inside of a name or a time are read over."""
        if kind not in ("unit", "time") or len(words) < 2:  # noqa: PLR2004 - nothing to join
            return as_one(words)
        if kind == "unit" and all(self.senses.unit_like(p.text) >= _LIKELY for p in words):
            return tuple(words)
        return (from_to(words[0], words[-1]),) if len({p.path for p in words}) == 1 else as_one(words)


def _holds(reads: _Reads, kind: str) -> bool:
    """Whether what stands in a column may stand there."""
    held = {"number": reads.number, "unit": reads.unit, "time": reads.time}
    return held.get(kind, 1.0) >= _LIKELY / 2


def _join(left: str, right: str) -> float:
    """What it costs that a cell goes on behind a gap: words that wrap in a narrow cell fill it but for their last line."""
    even = _JOIN if len(right) <= len(left) + 1 else _UNEVEN
    return even + (_STOPPED if left[-1] in "。；;" else 0.0)
