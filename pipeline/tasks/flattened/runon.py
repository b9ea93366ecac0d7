"""Tables whose cells run together without any sign between them: `工作任务责任单位完成时限1.编制目录。市司法局3月底前2.公布…`.

The labels of the header stand side by side, numbers part the items, the last full stop of an item parts its words from the
cells beside it, and those are cut where what is on both sides reads best as a cell of its column. None of this is sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.flattened.bars import HEADING_STYLES
from pipeline.tasks.flattened.tails import Stretch, Usual, cut_tail, kind_of_tail
from pipeline.tasks.prose.numbering import ordinal_of
from pipeline.tasks.tables.columns import TEXT_ROLES, UNIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.columns import ColumnRules

_FEWEST_LABELS = 3
_MOST_LABELS = 24
_MOST_TRIALS = 3
_LONGEST_LABEL = 12
_LONGEST_OWNER = 4
_LONGEST_HEADING = 60
_CUT, _UNCUT = 0.6, 0.4
_NUMBER = re.compile(
    r"(?<![0-9.．])(?P<n>[0-9]{1,3})(?:[.．、](?![0-9])|(?=[\u4e00-\u9fff“《])(?![年月日个项次号家件条份万亿周天季小]))"
)
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
        labels = _label_run(item.passage, rules.columns) if isinstance(item, Line) else []
        if not labels or not isinstance(item, Line):
            continue
        behind = item.passage.part(labels[-1].span.end - item.passage.span.start).strip()
        if behind.text and behind.text[0] not in "0123456789" and rules.numbers.mark(behind) is None:
            continue  # a title that holds the words of labels: …民生实事项目任务分工方案
        tried += 1
        before = item.passage.part(0, labels[0].span.start - item.passage.span.start)
        rest = [item.passage.part(labels[-1].span.end - item.passage.span.start), *_lines_below(flow, index + 1, rules)]
        chopped = _chopped(before, rest, rules)
        pieces, count = _pieces([chopped[0]] if chopped else [Stretch((line,)) for line in rest], rules)
        count = chopped[1] if chopped else count
        if sum(not p.is_heading for p in pieces) > 1:
            after = _after(rest[count - 1], rules)
            pieces[-1] = replace(pieces[-1], words=pieces[-1].words.before(after))
            return RunOn(index, index + count, before, _grid(labels, pieces, senses, rules), after)
        if tried == _MOST_TRIALS:
            break
    return None


def holds_header(passage: Passage, rules: ColumnRules) -> bool:
    """Whether words hold the labels of a table that hands out work, side by side without a sign between them."""
    return bool(_label_run(passage, rules))


def _lines_below(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Iterator[Passage]:
    for line in flow[first:]:
        if not isinstance(line, Line) or rules.legends.has("stop", line.text):
            return
        yield line.passage


def _chopped(before: Passage, lines: Sequence[Passage], rules: TaskRules) -> tuple[Stretch, int] | None:
    """The lines as one, where a library of documents cut its text into numbered lines in the middle of words, and how many.

    Its first line has the number before the header, and every line goes on that count whatever the words are.
    """
    first = rules.numbers.mark(before.strip())
    if first is None or first.ordinal != 1:
        return None
    parts = [lines[0]]
    for line in lines[1:]:
        mark = rules.numbers.mark(line)
        if mark is None or mark.style != first.style or mark.ordinal != len(parts) + 1:
            break
        parts.append(mark.rest)
    return (Stretch(tuple(parts)), len(parts)) if len(parts) > 1 else None


def _label_run(passage: Passage, rules: ColumnRules) -> list[Passage]:
    """Labels side by side, at least three, of the work and of units among them; empty where there are none."""
    text = passage.text
    at = 0
    while (match := rules.unit_labels.search(text, at)) is not None:
        cuts = [match.start()]
        while len(cuts) < _MOST_LABELS and (size := _label_before(text, cuts[0], rules)) > 0:
            cuts.insert(0, cuts[0] - size)
            cuts[0] -= _owner_before(text, cuts[0], rules)
        while len(cuts) < _MOST_LABELS and (size := _label_at(text, cuts[-1], rules)) > 0:
            cuts.append(cuts[-1] + size)
        labels = [passage.part(a, b) for a, b in pairwise(cuts)]
        roles = {rule.role for p in labels if (rule := rules.rule_of(p.text)) is not None}
        if len(labels) >= _FEWEST_LABELS and roles & TEXT_ROLES and roles & UNIT_ROLES:
            return labels
        at = max(match.end(), cuts[-1])
    return []


def _label_before(text: str, at: int, rules: ColumnRules) -> int:
    if text[max(0, at - 2) : at].replace("）", ")") not in rules.tails:
        return 0
    sizes = range(min(_LONGEST_LABEL, at), 1, -1)
    return next((n for n in sizes if rules.is_whole(text[at - n : at])), 0)


def _owner_before(text: str, at: int, rules: ColumnRules) -> int:
    """How long the words between two labels are that belong to the later one: 主要内容|县政府分管领导."""
    if _label_before(text, at, rules):
        return 0
    return next((n for n in range(1, _LONGEST_OWNER + 1) if _label_before(text, at - n, rules)), 0)


def _label_at(text: str, at: int, rules: ColumnRules) -> int:
    if not text[at : at + 2].isalnum():
        return 0
    sizes = range(min(_LONGEST_LABEL, len(text) - at), 1, -1)
    return next((n for n in sizes if rules.is_whole(text[at : at + n])), 0)


def _pieces(lines: Sequence[Stretch], rules: TaskRules) -> tuple[list[_Piece], int]:
    """The items and the headings between them, parted by numbers that go on their count, and how many lines have such."""
    last = 0
    pieces: list[_Piece] = []
    for count, line in enumerate(lines):
        cuts: list[tuple[int, int]] = []
        first = rules.numbers.mark(line.parts[0])
        if first is not None and first.style in HEADING_STYLES:
            cuts.append((0, 0))
        cuts += [(at, 0) for at in line.marks(rules.numbers, HEADING_STYLES) if at]
        for match in _NUMBER.finditer(line.text):
            if ordinal_of(match["n"]) == last + 1:
                last += 1
                cuts.append((match.start(), match.end() - match.start()))
        if not cuts and count:
            return pieces, count
        cuts.sort()
        for (at, size), after in zip(cuts, [*(c for c, _ in cuts[1:]), len(line.text)] if cuts else [], strict=True):
            words = line.part(at, after) if size else line.part(at, after).strip()
            pieces.append(_Piece(words, not size and len(words.text) <= _LONGEST_HEADING, size))
    return pieces, len(lines)


def _grid(labels: Sequence[Passage], pieces: Sequence[_Piece], senses: Senses, rules: TaskRules) -> Grid:
    """Header, a row for each item, a row across the width for each heading; every row is a guess."""
    known = [(p, rule.role) for p in labels if (rule := rules.columns.rule_of(p.text)) is not None]
    roles = [role for _, role in known]
    cells = [Cell(0, col, (p,), is_header=True) for col, (p, _) in enumerate(known)]
    guessed = []
    tails = [_split_tail(piece.words)[1] for piece in pieces if not piece.is_heading]
    tail_kinds = [kind_of_tail(role) for role in roles[_work_of(roles) + 1 :]]
    usual = Usual.of(tails, [kind for kind in tail_kinds if kind], senses)
    seen: set[str] = set()
    row = 0
    for piece in pieces:
        if piece.is_heading and piece.words.text in seen:
            continue
        row += 1
        if piece.is_heading:
            seen.add(piece.words.text)
            cells.append(Cell(row, 0, piece.words.parts, 1, len(known)))
            continue
        found, sure = _row(piece, roles, usual, senses)
        cells += [Cell(row, col, words.parts) for col, words in found if words.text]
        guessed.append((row, sure))
    repeats = tuple(part for p in pieces if p.is_heading for part in p.words.parts)
    return Grid(labels[0].path, row + 1, len(known), tuple(cells), "flattened_table", tuple(guessed), repeats)


def _work_of(roles: Sequence[str]) -> int:
    """The column of the work: the last of those that hold text."""
    return max(i for i, role in enumerate(roles) if role in TEXT_ROLES)


def _row(piece: _Piece, roles: Sequence[str], usual: Usual, senses: Senses) -> tuple[list[tuple[int, Stretch]], float]:
    """The cells of an item with their columns, and how sure they are."""
    work = _work_of(roles)
    beside = [i for i in range(work + 1, len(roles)) if kind_of_tail(roles[i])]
    kinds = [kind_of_tail(roles[i]) for i in beside]
    found: list[tuple[int, Stretch]] = []
    whole = piece.words
    if "number" in roles:
        found.append((roles.index("number"), whole.part(0, piece.size).strip("、.．")))
        whole = whole.part(piece.size)
    words, tail = _split_tail(whole)
    cut = cut_tail(tail, kinds, usual, senses) if tail.text else None
    if cut is None:
        return [*found, (work, whole)], _UNCUT
    return [*found, (work, words), *zip(beside, cut, strict=False)], _CUT


def _split_tail(words: Stretch) -> tuple[Stretch, Stretch]:
    """An item's own words, up to its last full stop, and what stands behind it."""
    match = _STOP.search(words.text)
    at = match.end() if match is not None else len(words.text)
    return words.part(0, at), words.part(at)


def _after(line: Passage, rules: TaskRules) -> Passage:
    """What stands behind the table on its last line: the page's own words from the first gap that ends a table."""
    for gap in re.finditer(r"[ 　\xa0]+", line.text):
        if gap.start() and rules.legends.has("stop", line.text[gap.end() :]):
            return line.part(gap.end())
    return line.part(line.span.length)
