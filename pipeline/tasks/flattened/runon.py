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
from pipeline.tasks.flattened.align import kind_of_role
from pipeline.tasks.flattened.bars import HEADING_STYLES
from pipeline.tasks.prose.numbering import ordinal_of
from pipeline.tasks.tables.columns import TEXT_ROLES, UNIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.columns import ColumnRules

_FEWEST_LABELS = 3
_MOST_LABELS = 24
_MOST_TRIALS = 3
_LONGEST_LABEL = 12
_LONGEST_TAIL = 160
_LONGEST_HEADING = 60
_CUT, _UNCUT = 0.6, 0.4
_WELL = 0.3
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

    words: Passage
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
        start = labels[0].span.start - item.passage.span.start
        lines = [item.passage.part(labels[-1].span.end - item.passage.span.start)]
        for line in flow[index + 1 :]:
            if not isinstance(line, Line) or rules.legends.has("stop", line.text):
                break
            lines.append(line.passage)
        pieces, count = _pieces(lines, rules)
        if sum(not p.is_heading for p in pieces) > 1:
            after = _after(lines[count - 1], rules)
            words = pieces[-1].words
            if words.path == after.path:
                pieces[-1] = replace(pieces[-1], words=words.part(0, min(words.span.end, after.span.start) - words.span.start))
            return RunOn(index, index + count, item.passage.part(0, start), _grid(labels, pieces, senses, rules), after)
        if tried == _MOST_TRIALS:
            break
    return None


def _label_run(passage: Passage, rules: ColumnRules) -> list[Passage]:
    """Labels side by side, at least three, of the work and of units among them; empty where there are none."""
    text = passage.text
    at = 0
    while (match := rules.unit_labels.search(text, at)) is not None:
        cuts = [match.start()]
        while len(cuts) < _MOST_LABELS and (size := _label_before(text, cuts[0], rules)) > 0:
            cuts.insert(0, cuts[0] - size)
        while len(cuts) < _MOST_LABELS and (size := _label_at(text, cuts[-1], rules)) > 0:
            cuts.append(cuts[-1] + size)
        labels = [passage.part(a, b) for a, b in pairwise(cuts)]
        roles = {rule.role for p in labels if (rule := rules.exact(p.text)) is not None}
        if len(labels) >= _FEWEST_LABELS and roles & TEXT_ROLES and roles & UNIT_ROLES:
            return labels
        at = max(match.end(), cuts[-1])
    return []


def _label_before(text: str, at: int, rules: ColumnRules) -> int:
    if text[max(0, at - 2) : at].replace("）", ")") not in rules.tails:
        return 0
    sizes = range(min(_LONGEST_LABEL, at), 1, -1)
    return next((n for n in sizes if rules.is_whole(text[at - n : at])), 0)


def _label_at(text: str, at: int, rules: ColumnRules) -> int:
    if not text[at : at + 2].isalnum():
        return 0
    sizes = range(min(_LONGEST_LABEL, len(text) - at), 1, -1)
    return next((n for n in sizes if rules.is_whole(text[at : at + n])), 0)


def _pieces(lines: Sequence[Passage], rules: TaskRules) -> tuple[list[_Piece], int]:
    """The items and the headings between them, parted by numbers that go on their count, and how many lines have such."""
    last = 0
    pieces: list[_Piece] = []
    for count, line in enumerate(lines):
        cuts: list[tuple[int, int]] = []
        first = rules.numbers.mark(line)
        if first is not None and first.style in HEADING_STYLES:
            cuts.append((0, 0))
        inline = (m for m in rules.numbers.inline_marks(line) if m.style in HEADING_STYLES)
        cuts += [(m.label.span.start - line.span.start, 0) for m in inline if m.label.span.start > line.span.start]
        for match in _NUMBER.finditer(line.text):
            if ordinal_of(match["n"]) == last + 1:
                last += 1
                cuts.append((match.start(), match.end() - match.start()))
        if not cuts and count:
            return pieces, count
        cuts.sort()
        for (at, size), after in zip(cuts, [*(c for c, _ in cuts[1:]), line.span.length] if cuts else [], strict=True):
            words = line.part(at, after) if size else line.part(at, after).strip()
            pieces.append(_Piece(words, not size and words.span.length <= _LONGEST_HEADING, size))
    return pieces, len(lines)


def _grid(labels: Sequence[Passage], pieces: Sequence[_Piece], senses: Senses, rules: TaskRules) -> Grid:
    """Header, a row for each item, a row across the width for each heading; every row is a guess."""
    known = [(p, rule.role) for p in labels if (rule := rules.columns.exact(p.text)) is not None]
    roles = [role for _, role in known]
    cells = [Cell(0, col, (p,), is_header=True) for col, (p, _) in enumerate(known)]
    guessed = []
    tails = [_split_tail(piece.words)[1].text for piece in pieces if not piece.is_heading]
    usual = _usual_ends(tails)
    seen: set[str] = set()
    row = 0
    for piece in pieces:
        if piece.is_heading and piece.words.text in seen:
            continue
        row += 1
        if piece.is_heading:
            seen.add(piece.words.text)
            cells.append(Cell(row, 0, (piece.words,), 1, len(known)))
            continue
        found, sure = _row(piece, roles, usual, senses)
        cells += [Cell(row, col, (p,)) for col, p in found if p.span.length]
        guessed.append((row, sure))
    repeats = tuple(p.words for p in pieces if p.is_heading)
    return Grid(labels[0].path, row + 1, len(known), tuple(cells), "flattened_table", tuple(guessed), repeats)


def _row(piece: _Piece, roles: Sequence[str], usual: frozenset[str], senses: Senses) -> tuple[list[tuple[int, Passage]], float]:
    """The cells of an item with their columns, and how sure they are."""
    work = max(i for i, role in enumerate(roles) if role in TEXT_ROLES)
    beside = [i for i in range(work + 1, len(roles)) if kind_of_role(roles[i]) in ("unit", "time")]
    kinds = [kind_of_role(roles[i]) for i in beside]
    found: list[tuple[int, Passage]] = []
    whole = piece.words
    if "number" in roles:
        found.append((roles.index("number"), whole.part(0, piece.size).strip("、.．")))
        whole = whole.part(piece.size)
    words, tail = _split_tail(whole)
    cut = _cut_tail(tail, kinds, usual, senses) if tail.span.length else None
    if cut is None:
        return [*found, (work, whole)], _UNCUT
    return [*found, (work, words), *zip(beside, cut, strict=False)], _CUT


def _split_tail(words: Passage) -> tuple[Passage, Passage]:
    """An item's own words, up to its last full stop, and what stands behind it."""
    match = _STOP.search(words.text)
    if match is None:
        return words, words.part(words.span.length)
    return words.part(0, match.end()), words.part(match.end())


def _after(line: Passage, rules: TaskRules) -> Passage:
    """What stands behind the table on its last line: the page's own words from the first gap that ends a table."""
    for gap in re.finditer(r"[ 　\xa0]+", line.text):
        if gap.start() and rules.legends.has("stop", line.text[gap.end() :]):
            return line.part(gap.end())
    return line.part(line.span.length)


def _usual_ends(tails: Sequence[str]) -> frozenset[str]:
    """Ends that several items share after a blank cell: what the last column says again and again."""
    alone = {tail.strip() for tail in tails if tail[:1].isspace()}
    return frozenset(end for end in alone if end and sum(tail.endswith(end) for tail in tails) > 1)


def _cut_tail(tail: Passage, kinds: Sequence[str], usual: frozenset[str], senses: Senses) -> list[Passage] | None:
    """The cells beside an item; None where nobody can tell."""
    text = tail.text
    if not text.strip() or not kinds or len(text) > _LONGEST_TAIL:
        return None
    if len(kinds) == 1:
        return [tail.strip()] if _fits(text.strip(), kinds[0], senses) > _WELL else None
    two = len(kinds) == 2  # noqa: PLR2004
    if two and text[0].isspace():  # a blank cell leaves a space
        return [tail.part(0, 0), tail.strip()]
    end = max((e for e in usual if two and text.endswith(e)), key=len, default="")
    if end:
        return [tail.part(0, len(text) - len(end)).strip(), tail.part(len(text) - len(end))]
    return _best_cut(tail.strip(), kinds, senses)


def _best_cut(whole: Passage, kinds: Sequence[str], senses: Senses) -> list[Passage] | None:
    """The cut after which both sides read best as cells of their columns."""
    best: tuple[float, list[Passage]] = (_WELL, [])
    for at in range(1, whole.span.length):
        left, right = whole.part(0, at), whole.part(at)
        score = _fits(left.text, kinds[0], senses)
        if score <= best[0]:
            continue
        rest = _cut_tail(right, kinds[1:], frozenset(), senses)
        for part, kind in zip(rest or (), kinds[1:], strict=False):
            score *= _fits(part.text, kind, senses)
        if rest is not None and score > best[0]:
            best = (score, [left.strip(), *rest])
    return best[1] or None


def _fits(text: str, kind: str, senses: Senses) -> float:
    return senses.time_like(text) if kind == "time" else senses.unit_like(text)
