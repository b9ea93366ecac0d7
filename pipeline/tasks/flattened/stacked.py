"""Cards whose labels stand alone in their lines: a title, 牵头单位, 县水利局, 完成时限, 6月底前, and so on for each task.

The title over the labels is the work, or what was found wrong, where the labels speak of putting it right. A line that is nothing
but a label is never work by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.flattened.bars import is_bar
from pipeline.tasks.flattened.cards import Card, Part, grid_of, runs_of
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_DUTIES = UNIT_ROLES | {"deadline"}
_LABELS = TEXT_ROLES | _DUTIES | {"leader", "remark", "number"}
# Labels of guides and lists, which hand out no work: the table that they make says so.
_OTHERS = frozenset({"catalogue", "contact", "indicator", "score"})
_WORK = frozenset({"task", "detail"})
_SHORT = _DUTIES | {"leader", "number"}
_FEWEST = 2
_SHORTEST = 3
_MOSTLY = 0.6
_UNLIKELY = 0.5
_LONGEST_TITLE = 80
_MOST_LINES = 40
_GAP = re.compile(r"[ 　\xa0]*(?:\t|[ 　\xa0]{2})[ 　\xa0\t]*")


@dataclass(frozen=True)
class _Label:
    """A label at the head of a line; `said` is what stands behind it on the same line, after a gap."""

    at: int
    words: str
    role: str
    passage: Passage
    said: Passage | None


def stand_stacked(flow: Flow, senses: Senses, rules: TaskRules) -> Flow:
    """The flow with every run of such cards as a grid."""
    records = _records(_labels(flow, senses, rules))
    if not _are_cards(records, flow):
        return flow
    cards = _cards(records, flow, rules)
    few = len(cards) * _MOSTLY
    if sum(card.name is not None for card in cards) < few:  # the line above a first card is the title of them all
        cards = [card if card.name is None else replace(card, first=card.first + 1, name=None) for card in cards]
    named = sum(card.name is not None or bool(card.roles & _WORK) for card in cards)
    if named < few:
        return flow
    items: list[Line | Grid] = list(flow)
    for run in reversed(list(runs_of(cards))):
        finds = any(rules.legends.has("finding", part.words) for card in run for part in card.parts)
        items[run[0].first : run[-1].end] = [grid_of(run, "group" if finds else "task")]
    return tuple(items)


def _labels(flow: Flow, senses: Senses, rules: TaskRules) -> list[_Label]:
    """The lines that are labels: known as such by the whole, or by their end where the very same line comes again.

    县水利局牵头 comes again too, and is a body with its duty.
    """
    found = [label for at, item in enumerate(flow) if isinstance(item, Line) and (label := _label(at, item, rules))]
    times = Counter(label.words for label in found)
    known = (
        label
        for label in found
        if rules.columns.exact(label.words) is not None or (times[label.words] > 1 and senses.unit_like(label.words) < _UNLIKELY)
    )
    return [label for label in known if times[label.words] > 1 or label.role in _LABELS]


def _label(at: int, line: Line, rules: TaskRules) -> _Label | None:
    """The label that is all of a line, or stands before a gap in it."""
    gap = _GAP.search(line.text)
    words = line.passage.part(0, gap.start()) if gap is not None else line.passage
    rule = rules.columns.rule_of(words.text)
    if rule is None or rule.role not in _LABELS | _OTHERS or len(plain(words.text)) < _SHORTEST:
        return None
    said = line.passage.part(gap.end()).strip() if gap is not None else None
    return _Label(at, plain(words.text), rule.role, words, said)


def _records(labels: Sequence[_Label]) -> list[list[_Label]]:
    """The labels of each card: one that comes again begins the next."""
    records: list[list[_Label]] = []
    seen: set[str] = set()
    for label in labels:
        if not records or label.words in seen:
            records.append([])
            seen = set()
        records[-1].append(label)
        seen.add(label.words)
    return records


def _are_cards(records: Sequence[Sequence[_Label]], flow: Flow) -> bool:
    """Whether several records begin with the same label, hand out duty, and have words below most labels.

    The header of a table that is printed a cell a line has nothing between its labels.
    """
    if len(records) < _FEWEST:
        return False
    first = Counter(record[0].words for record in records).most_common(1)[0][1]
    duties = sum(any(label.role in _DUTIES for label in record) for record in records)
    inner = [pair for record in records for pair in pairwise(record)]
    if min(first, duties) < max(_FEWEST, len(records) * _MOSTLY) or len(inner) < len(records):
        return False
    filled = sum(1 for label, after in inner if label.said is not None or _has_words(_lines(flow, label.at + 1, after.at)))
    return filled >= len(inner) * _MOSTLY


def _has_words(lines: Sequence[Line]) -> bool:
    return any(not is_bar(line.text) for line in lines)


def _lines(flow: Flow, first: int, end: int) -> list[Line]:
    """The lines between two places; none where a table stands between them."""
    between = flow[first:end]
    lines = [item for item in between if isinstance(item, Line)]
    return lines if len(lines) == len(between) <= _MOST_LINES else []


def _cards(records: Sequence[Sequence[_Label]], flow: Flow, rules: TaskRules) -> list[Card]:
    """The cards with their titles: the last line before a card's first label, where it is not the words of a label above."""
    cards: list[Card] = []
    taken = 0
    for at, record in enumerate(records):
        first = record[0].at
        title = _title(flow, first - 1, taken)
        after = records[at + 1][0].at if at + 1 < len(records) else None
        parts = [_part(a, _lines(flow, a.at + 1, b.at)) for a, b in pairwise(record)]
        last = record[-1]
        ends = _ends(flow, last, after, rules)
        parts.append(_part(last, ends))
        taken = last.at + 1 + len(ends)
        counts = title is not None and rules.legends.has("card_title", title.text)
        cards.append(Card(first - (title is not None), taken, title if counts else None, parts, None if counts else title))
    return cards


def _title(flow: Flow, at: int, taken: int) -> Passage | None:
    """The line above a card, where no card before it has it."""
    item = flow[at] if at >= taken else None
    if not isinstance(item, Line) or item.passage.span.length > _LONGEST_TITLE or item.text[-1:] in "：:":
        return None
    return item.passage


def _ends(flow: Flow, last: _Label, after: int | None, rules: TaskRules) -> list[Line]:
    """The lines below the last label of a card: all but the title of the next card; of bodies and times only the first."""
    between = _lines(flow, last.at + 1, after if after is not None else min(len(flow), last.at + 2))
    if after is not None:
        between = between[: max(0 if last.said is not None else 1, len(between) - 1)]
    if last.role in _SHORT:
        return between[: 0 if last.said is not None else 1]
    if after is None and between and rules.numbers.mark(between[0].passage) is not None:
        return _numbered(flow, last.at + 1, rules)
    return between


def _numbered(flow: Flow, first: int, rules: TaskRules) -> list[Line]:
    """The numbered lines from here on, all in one style."""
    found: list[Line] = []
    styles: set[str] = set()
    for item in flow[first : first + _MOST_LINES]:
        mark = rules.numbers.mark(item.passage) if isinstance(item, Line) else None
        if not isinstance(item, Line) or mark is None or (styles and mark.style not in styles):
            break
        styles.add(mark.style)
        found.append(item)
    return found


def _part(label: _Label, lines: Sequence[Line]) -> Part:
    said = [*([label.said] if label.said is not None and label.said.text else []), *(line.passage for line in lines)]
    return Part(label.passage, label.words, label.role, said, (label.passage,))
