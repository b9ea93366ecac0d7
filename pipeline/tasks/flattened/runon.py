"""Tables whose cells run together without any sign between them: `工作任务责任单位完成时限1.编制目录。市司法局3月底前2.公布…`.

The labels of the header stand side by side, numbers part the items, the last full stop of an item parts its words from the
cells beside it, and those are cut where what is on both sides reads best as a cell of its column. None of this is sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.flattened.bars import HEADING_STYLES
from pipeline.tasks.flattened.labels import label_run
from pipeline.tasks.flattened.tails import Stretch, Usual, cut_tail, kind_of_tail, starts_in_lists
from pipeline.tasks.flattened.uncut import lines_below
from pipeline.tasks.prose.numbers.numbering import ordinal_of
from pipeline.tasks.senses import BEYOND_DOUBT
from pipeline.tasks.tables.labels.columns import TEXT_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_MOST_TRIALS = 6
_LONGEST_HEADING, _LONGEST_FOOT, _LONGEST_END = 60, 80, 12
_CUT, _UNCUT = 0.6, 0.4
_NUMBER = re.compile(
    r"(?<![0-9.．])(?P<n>[0-9]{1,3})(?:[.．、](?![0-9])|(?=[\u4e00-\u9fff“《])(?![年月日个项次号家件条份万亿周天季小]))"
)
_GOES_ON = "、，,（(和及与"
_STOP = re.compile(r"[。！；][”」]?(?=[^。！；]*$)")


@dataclass(frozen=True)
class RunOn:
    """A run-on table: the lines it takes, what stands before and behind it on the first and last, and its grid."""

    first: int
    end: int
    before: Passage
    grid: Grid
    after: Passage


@dataclass(frozen=True)
class _Piece:
    """An item, the first `size` signs of which are its number, or a heading between items."""

    words: Stretch
    is_heading: bool = False
    size: int = 0


def find_run_on(flow: Sequence[Line | Grid], senses: Senses, rules: TaskRules) -> RunOn | None:
    """The first run-on table of a notice."""
    tried = 0
    for index, item in enumerate(flow):
        labels = label_run(item.passage, rules.columns) if isinstance(item, Line) else []
        if not labels or not isinstance(item, Line):
            continue
        behind = item.passage.part(labels[-1].span.end - item.passage.span.start).strip()
        if behind.text and behind.text[0] not in "0123456789" and rules.numbers.mark(behind) is None:
            continue  # a title that holds the words of labels: …民生实事项目任务分工方案
        tried += 1
        before = item.passage.part(0, labels[0].span.start - item.passage.span.start)
        rest = [item.passage.part(labels[-1].span.end - item.passage.span.start), *lines_below(flow, index + 1, rules)]
        chopped = _chopped(before, rest, rules)
        known = [(label, rule.role) for label in labels if (rule := rules.columns.rule_of(label.text)) is not None]
        lines, again = _without_header([chopped.words] if chopped else [Stretch((line,)) for line in rest], labels)
        table = _Table(known, lines, senses, rules)
        pieces, count = table.pieces()
        count = chopped.lines if chopped else count
        if sum(not p.is_heading for p in pieces) > 1:
            after = _after(rest[count - 1], rules)
            pieces[-1] = replace(pieces[-1], words=pieces[-1].words.before(after))
            grid = table.grid(pieces, (*(chopped.numbers if chopped else ()), *again))
            return RunOn(index, index + count, chopped.before if chopped else before, grid, after)
        if tried == _MOST_TRIALS:
            break
    return None


@dataclass(frozen=True)
class _Chopped:
    """Lines that a library of documents cut anywhere and numbered: their words as one run, without the numbers."""

    before: Passage
    words: Stretch
    numbers: tuple[Passage, ...]

    @property
    def lines(self) -> int:
        """How many lines they were."""
        return len(self.numbers)


def _chopped(before: Passage, lines: Sequence[Passage], rules: TaskRules) -> _Chopped | None:
    """The lines as one: the first has its number before the header, and every other goes on that count whatever its words are."""
    first = rules.numbers.mark(before.strip())
    if first is None or first.ordinal != 1:
        return None
    parts, numbers = [lines[0]], [first.whole]
    for line in lines[1:]:
        mark = rules.numbers.mark(line)
        if mark is None or mark.style != first.style or mark.ordinal != len(parts) + 1:
            break
        parts.append(mark.rest)
        numbers.append(mark.whole)
    return _Chopped(first.rest, Stretch(tuple(parts)), tuple(numbers)) if len(parts) > 1 else None


def _without_header(lines: Sequence[Stretch], labels: Sequence[Passage]) -> tuple[list[Stretch], tuple[Passage, ...]]:
    """The lines without the header that each page prints again, and its words."""
    header = "".join(label.text for label in labels)
    kept: list[Stretch] = []
    again: list[Passage] = []
    for line in lines:
        edges = [0, *(at for m in re.finditer(re.escape(header), line.text) for at in m.span()), len(line.text)]
        parts = [line.part(a, b).parts for a, b in pairwise(edges)]
        kept.append(Stretch(tuple(p for own in parts[::2] for p in own)))
        again += [p for header_again in parts[1::2] for p in header_again]
    return kept, tuple(again)


@dataclass(frozen=True)
class _Table:
    """A run-on table while it is cut: its labels with their roles, and its lines."""

    labels: Sequence[tuple[Passage, str]]
    lines: Sequence[Stretch]
    senses: Senses
    rules: TaskRules

    @cached_property
    def roles(self) -> list[str]:
        """What each column is for."""
        return [role for _, role in self.labels]

    @cached_property
    def work(self) -> int:
        """The column of the work: the last of those that hold text."""
        return max(i for i, role in enumerate(self.roles) if role in TEXT_ROLES)

    @cached_property
    def beside(self) -> list[int]:
        """The columns behind the work that hold units, times and persons."""
        return [i for i in range(self.work + 1, len(self.roles)) if kind_of_tail(self.roles[i])]

    @cached_property
    def kinds(self) -> list[str]:
        """What those columns hold."""
        return [kind_of_tail(self.roles[i]) for i in self.beside]

    def pieces(self) -> tuple[list[_Piece], int]:
        """The items and the headings between them, parted by numbers that go on their count, and how many lines have such."""
        last = 0
        pieces: list[_Piece] = []
        for count, line in enumerate(self.lines):
            cuts = [(0, 0)] if self._is_heading(line) else []
            cuts += [(at, 0) for at in line.marks(self.rules.numbers, HEADING_STYLES) if at]
            numbers = list(self._numbers(line, last))
            last += len(numbers)
            cuts = sorted([*cuts, *numbers])
            if not cuts and count:
                return pieces, count
            ends = [*(c for c, _ in cuts[1:]), len(line.text)] if cuts else []
            for (at, size), after in zip(cuts, ends, strict=True):
                words = line.part(at, after) if size else line.part(at, after).strip()
                pieces.append(_Piece(words, not size and len(words.text) <= _LONGEST_HEADING, size))
        return pieces, len(self.lines)

    def _is_heading(self, line: Stretch) -> bool:
        first = self.rules.numbers.mark(line.parts[0]) if line.parts else None
        return first is not None and first.style in HEADING_STYLES

    def _numbers(self, line: Stretch, last: int) -> Iterator[tuple[int, int]]:
        """Where the numbers stand that go on the count, and how long they are.

        Of several that might (幼儿园2所…县财政局2农村饮水…) it is the first behind cells; where none is, the first of all.
        """
        found: dict[int, list[re.Match[str]]] = {}
        for match in _NUMBER.finditer(line.text):
            found.setdefault(ordinal_of(match["n"]), []).append(match)
        at = 0
        while later := [m for m in found.get(last + 1, ()) if m.start() >= at][:_MOST_TRIALS]:
            best = next((m for m in later if m.start() > at and self._ends_item(line.part(at, m.start()))), later[0])
            yield best.start(), best.end() - best.start()
            at = best.end()
            last += 1

    def _ends_item(self, words: Stretch) -> bool:
        tail = _split_tail(words)[1]
        if tail.text != words.text:
            return cut_tail(tail, self.kinds, Usual(), self.senses) is not None
        ends = (words.text[-size:] for size in range(2, _LONGEST_END + 1))
        return any(max(self.senses.unit_like(end), self.senses.time_like(end)) >= BEYOND_DOUBT for end in ends)

    def grid(self, pieces: Sequence[_Piece], left_out: tuple[Passage, ...]) -> Grid:
        """Header, a row for each item, a row across the width for each heading; every row is a guess."""
        cells = [Cell(0, col, (label,), is_header=True) for col, (label, _) in enumerate(self.labels)]
        guessed = []
        items = [piece.words for piece in pieces if not piece.is_heading]
        usual = Usual.of([_split_tail(words)[1] for words in items], self.kinds, self.senses)
        usual = usual if usual.starts else replace(usual, starts=starts_in_lists(items, self.senses))
        seen: set[str] = set()
        row = 0
        for piece in pieces:
            if piece.is_heading and piece.words.text in seen:
                continue
            row += 1
            if piece.is_heading:
                seen.add(piece.words.text)
                cells.append(Cell(row, 0, piece.words.parts, 1, len(self.labels)))
                continue
            found, sure = self._row(piece, usual)
            cells += [Cell(row, col, words.parts) for col, words in found if words.text]
            guessed.append((row, sure))
        repeats = (*left_out, *(part for p in pieces if p.is_heading for part in p.words.parts))
        path = self.labels[0][0].path
        return Grid(path, row + 1, len(self.labels), tuple(cells), "flattened_table", tuple(guessed), repeats)

    def _row(self, piece: _Piece, usual: Usual) -> tuple[list[tuple[int, Stretch]], float]:
        """The cells of an item with their columns, and how sure they are."""
        found: list[tuple[int, Stretch]] = []
        whole = piece.words
        if "number" in self.roles:
            found.append((self.roles.index("number"), whole.part(0, piece.size)))
            whole = whole.part(piece.size)
        words, tail = _split_tail(whole)
        cut = cut_tail(tail, self.kinds, usual, self.senses) if tail.text else None
        if _holds_row(words.text, usual):
            return [*found, (self.work, whole)], _UNCUT
        if cut is None:
            words, cut = self._without_stop(whole, usual)
        if cut is None:
            return [*found, (self.work, whole)], _UNCUT
        return [*found, (self.work, words), *zip(self.beside, cut, strict=False)], _CUT

    def _without_stop(self, whole: Stretch, usual: Usual) -> tuple[Stretch, list[Stretch] | None]:
        """An item whose words have no full stop, cut before the last bodies that fill all cells beside them."""
        text = whole.text
        begins = (at for at in range(len(text) - 2, 0, -1) if text[at] in usual.starts and text[at - 1] not in _GOES_ON)
        for at in islice(begins, _MOST_TRIALS):
            cut = cut_tail(whole.part(at), self.kinds, usual, self.senses)
            if cut is not None and all(cell.text.strip(_GOES_ON) == cell.text != "" for cell in cut):
                return whole.part(0, at), cut
        return whole, None


def _holds_row(words: str, usual: Usual) -> bool:
    """Whether a person who stands beside other items follows a full stop inside of words: a row without its own number."""
    return any(f"{stop}{person}" in words for person in usual.persons for stop in "。；！")


def _split_tail(words: Stretch) -> tuple[Stretch, Stretch]:
    """An item's own words, up to its last full stop, and what stands behind it."""
    match = _STOP.search(words.text)
    at = match.end() if match is not None else len(words.text)
    return words.part(0, at), words.part(at)


def _after(line: Passage, rules: TaskRules) -> Passage:
    """What stands behind the table on its last line: the page's own words from the first gap that ends a table."""
    for gap in re.finditer(r"[ 　\xa0]+", line.text):
        rest = line.text[gap.end() :]
        is_foot = len(rest) <= _LONGEST_FOOT and rules.legends.has("chrome", rest)
        if gap.start() and (is_foot or rules.legends.has("stop", rest)):
            return line.part(gap.end())
    return line.part(line.span.length)
