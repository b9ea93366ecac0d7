"""Lines whose words are parted by spaces, between cells and inside of them: `序 号 责 任 单 位`, `1 编制 目录。 市司法局`.

No gap tells where a cell ends. The pieces of a header make labels that are known; fitting.py tells the cells of a row.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.flattened.bars import HEADING_STYLES
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, narrow
from pipeline.tasks.tables.labels.header import header_strength
from pipeline.tasks.tables.rows.row_numbers import number_like
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.labels.columns import ColumnRules

_BLANK = re.compile(r"[ 　\t\xa0\u2000-\u200a]")
_HEADER = 3.0
_FEWEST, _LONGEST_LABEL, _LONGEST_HEADER, _MOST_LINES = 3, 12, 120, 6
_LONGEST_OF_PARTS = 7
_TAIL = 8
_DUTIES = UNIT_ROLES | {"deadline"}
Row = tuple["tuple[Passage, ...]", ...]
Cut = tuple[int, int]


def pieced_lines(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> tuple[Row, ...]:
    """A header and the lines below it, each as its pieces, blank ones where two gaps follow each other; nothing where none is."""
    head = flow[first]
    labels = joined_labels(head.passage, rules.columns) if isinstance(head, Line) else []
    if len(labels) < _FEWEST or not heads_work([label.text for label in labels], rules.columns):
        return ()
    numbered = roles_of([label.text for label in labels], rules.columns)[0] == "number"
    lines: list[Row] = []
    since = 0
    for item in flow[first + 1 :]:
        if not isinstance(item, Line) or rules.legends.has("stop", item.text):
            break
        line = tuple((p,) for p in parted(item.passage))
        begins = begins_row(line, rules) if numbered else len(line) > 1
        since = 0 if begins else since + 1
        if (not lines and not begins) or since > _MOST_LINES:
            break
        lines.append(line)
    return (tuple(as_one([p for p in parted(label) if p.span.length]) for label in labels), *lines) if lines else ()


def heads_work(labels: Sequence[str], columns: ColumnRules) -> bool:
    """Whether labels are those of a task table: of work, and of units or times."""
    roles = {rule.role for label in labels if (rule := columns.rule_of(label)) is not None}
    return bool(roles & TEXT_ROLES) and bool(roles & _DUTIES) and header_strength(labels, columns) >= _HEADER


def joined_labels(passage: Passage, columns: ColumnRules) -> list[Passage]:
    """The labels of a header: as few known ones as there can be, whatever gaps are in or between them; other words end at gaps.

    >>> from pipeline.outline import Passage
    >>> from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules
    >>> rules = [ColumnRule(id=w, why="", examples=(), keep=(), role=w, words=(w,)) for w in ("工作任务", "责任单位")]
    >>> [p.text for p in joined_labels(Passage.of("类别 工 作 任 务责任 单位"), ColumnRules(tuple(rules)))]
    ['类别', '工 作 任 务', '责任 单位']
    """
    text = passage.text
    end = narrow(_BLANK.sub("", text[-_TAIL:]))
    if len(end) > 1 and not (end[-2:] in columns.tails or end[-1] == ")"):
        return []  # nearly every line ends in other words
    word = narrow(_BLANK.sub("", text))
    if not 1 < len(word) <= _LONGEST_HEADER or not (word[-2:] in columns.tails or word[-1] == ")"):
        return []
    blanks = {match.start() for match in _BLANK.finditer(text)}
    places = [i for i in range(len(text)) if i not in blanks]
    edges = [k for k, i in enumerate(places) if k == 0 or places[k - 1] != i - 1] + [len(places)]
    cuts = _cheapest(word, dict(pairwise(edges)), columns)
    return [passage.part(places[a], places[b - 1] + 1) for a, b in pairwise(cuts)]


def _cheapest(word: str, printed: Mapping[int, int], columns: ColumnRules) -> list[int]:
    """Where to cut a header into labels at the least cost; nothing where no labels make it up. `printed` are its cuts at gaps."""
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for start in range(len(word)):
        for end in _label_ends(word, start, printed, columns) if start in best else ():
            cost = best[start][0] + _label_cost(word[start:end], columns)
            if end not in best or cost < best[end][0]:
                best[end] = (cost, start)
    cuts = [len(word)] if len(word) in best else []
    while cuts and cuts[0]:
        cuts.insert(0, best[cuts[0]][1])
    return cuts


def _label_ends(word: str, start: int, printed: Mapping[int, int], columns: ColumnRules) -> set[int]:
    """Where a label may end that begins here: behind words that are one by the whole, or at the next gap."""
    ends = {start + size for size in columns.sizes_at(word, start) if size <= _LONGEST_LABEL}
    if start in printed and printed[start] - start <= _LONGEST_LABEL:
        ends.add(printed[start])
    return ends


def _label_cost(word: str, columns: ColumnRules) -> float:
    """What words cost as one label: known by the whole, known by a part, or only printed between two gaps."""
    if len(word) > 1 and columns.is_whole(word):
        return 1.0
    # A long one that merely ends as a label does may be several without a gap.
    return 1.5 if len(word) <= _LONGEST_OF_PARTS and columns.rule_of(word) is not None else 3.5


def parted(passage: Passage) -> list[Passage]:
    """A line at its gaps; blank pieces where two gaps follow each other.

    >>> from pipeline.outline import Passage
    >>> [p.text for p in parted(Passage.of("2  市司法局 6月底前"))]
    ['2', '', '市司法局', '6月底前']
    """
    return list(passage.strip().split(_BLANK))


def text_of(cell: Sequence[Passage]) -> str:
    """The words of pieces, without the gaps between them."""
    return "".join(p.text for p in cell)


def roles_of(labels: Sequence[str], columns: ColumnRules) -> list[str]:
    """What each label says that its column is for."""
    found = map(columns.rule_of, labels)
    return [rule.role if rule is not None else "unknown" for rule in found]


def begins_row(line: Row, rules: TaskRules) -> bool:
    """Whether a line begins with a number, or is a heading between rows."""
    return bool(number_like(text_of(line[0]))) or is_heading(line, rules)


def is_heading(line: Row, rules: TaskRules) -> bool:
    """Whether a line is a heading numbered in Chinese signs, and nothing else."""
    mark = rules.numbers.mark(line[0][0]) if len(line) == 1 else None
    return mark is not None and mark.style in HEADING_STYLES and mark.rest.span.length > 0


def as_one(words: Sequence[Passage]) -> tuple[Passage, ...]:
    """Pieces as one run of words; a space between two of letters or figures stays."""
    cell: list[Passage] = []
    for piece in words:
        last = cell[-1] if cell else None
        if last is not None and last.path == piece.path and (last.text[-1:] + piece.text[:1]).isascii():
            cell[-1] = from_to(last, piece)
        else:
            cell.append(replace(piece, goes_on=last is not None))
    return tuple(cell)


def from_to(first: Passage, last: Passage) -> Passage:
    """All words between two pieces of a block."""
    return replace(first, span=Span(first.span.start, last.span.end))
