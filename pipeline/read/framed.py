"""The cells of a drawn frame, put together line by line: words go on in a column until a rule closes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Segment:
    """What stands between two upright signs of a line: the columns that it covers, and its words (None: a rule)."""

    col: int
    end: int
    words: str | None


@dataclass
class FramedCell:
    """A cell in the course of being read."""

    row: int
    col: int
    cols: int
    lines: list[str] = field(default_factory=list)
    rows: int = 1


def _is_ruled_once(rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether a frame has no rules but those around it and below its header, so that every line is a row."""
    ruled = [number for number, row in enumerate(rows) if any(s.words is None for s in row)]
    return len(ruled) <= 3 and len(rows) - len(ruled) > len(ruled)  # noqa: PLR2004 - above, below the header, at the end


class _Frame:
    """The cells of a frame while its lines are read: words in a column go on until a rule closes it."""

    def __init__(self) -> None:
        self.cells: list[FramedCell] = []
        self.open: dict[int, FramedCell] = {}
        self.row = -1
        self.fresh = True

    def rule(self, line: Sequence[Segment]) -> None:
        """A line with a rule in it: it closes the cells above its rules; a cell beside them goes on."""
        ruled = {col for s in line if s.words is None for col in range(s.col, s.end)}
        self.open = {col: cell for col, cell in self.open.items() if col not in ruled}
        self.fresh = True
        self._say([s for s in line if s.words and s.words.strip()])

    def words(self, line: Sequence[Segment]) -> None:
        """A line of words: the first below a rule begins a row."""
        if self.fresh:
            self.row += 1
            for cell in self.open.values():
                cell.rows += 1
        self.fresh = False
        self._say(line)

    def _say(self, segments: Sequence[Segment]) -> None:
        for segment in segments:
            if segment.col not in self.open:
                cell = self.open[segment.col] = FramedCell(max(self.row, 0), segment.col, segment.end - segment.col)
                self.cells.append(cell)
            self.open[segment.col].lines.append(segment.words or "")


def cells_of(rows: Sequence[Sequence[Segment]]) -> list[FramedCell]:
    """The cells of a frame, from what each of its lines prints in each column."""
    frame = _Frame()
    each_line = _is_ruled_once(rows)
    for line in rows:
        if any(s.words is None for s in line):
            frame.rule(line)
            continue
        if each_line and not frame.fresh and _begins_row(line):
            frame.open, frame.fresh = {}, True
        frame.words(line)
    return frame.cells


def _begins_row(line: Sequence[Segment]) -> bool:
    """Whether a line is a row of its own: its first cell has words, or all others do."""
    said = [bool(s.words and s.words.strip()) for s in line]
    return said[0] or all(said[1:])
