"""Tables that nobody could cut: their header stands in the text, known label by label, and nothing below obeys it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.flattened.bars import ends_closed
from pipeline.tasks.flattened.labels import label_run
from pipeline.tasks.flattened.pieces import heads_work, joined_labels, parted
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.notice import Draft
    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules

_FEWEST_LABELS, _FEWEST_ROWS = 3, 2
_LONGEST_LABEL, _MOST_LABELS = 12, 12
_LEAST_WORK, _MOST_TRIALS = 30, 6


def uncut_table(flow: Sequence[Line | Grid], rules: TaskRules) -> tuple[Passage, ...]:
    """The words of a table that stand in the flow as they ran together, its header first; nothing where there is none."""
    for index, item in enumerate(flow):
        labels = label_run(item.passage, rules.columns) if isinstance(item, Line) else []
        if labels and isinstance(item, Line):
            words = (item.passage, *lines_below(flow, index + 1, rules))
            if sum(p.span.length for p in words) > labels[-1].span.end - labels[0].span.start + _LEAST_WORK:
                return words
    return ()


def unread_rows(flow: Sequence[Line | Grid], rules: TaskRules) -> tuple[Passage, ...]:
    """The header of a task table, all of a line or a label a line, and the rows below it; nothing where none is.

    Whatever was read of such lines, nobody knows what their cells are.
    """
    sizes = ((index, _header_lines(flow, index, rules)) for index in range(len(flow)))
    for index, size in islice(((index, size) for index, size in sizes if size), _MOST_TRIALS):
        below = list(lines_below(flow, index + size, rules))
        if size > 1 and sum(p.span.length for p in below) > _LEAST_WORK:
            return (*_passages(flow[index : index + size]), *below)
        rows = [at for at, line in enumerate(below) if _is_row(line)]
        if size == 1 and len(rows) >= _FEWEST_ROWS:
            return (*_passages(flow[index : index + 1]), *below[: rows[-1] + 1])
    return ()


def barred_texts(drafts: Iterable[Draft]) -> tuple[Passage, ...]:
    """The words of narrative tasks in which lines end in bars: cells of a table that was read as prose."""
    texts = (draft.text for draft in drafts if draft.origin == "narrative")
    return tuple(p for text in texts if sum(ends_closed(p.text) for p in text) >= _FEWEST_ROWS for p in text)


def lines_below(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Iterator[Passage]:
    """The lines from here on, up to a table or to where the notice's own words end."""
    for line in flow[first:]:
        if not isinstance(line, Line) or rules.legends.has("stop", line.text):
            return
        yield line.passage


def _passages(lines: Sequence[Line | Grid]) -> Iterator[Passage]:
    return (line.passage for line in lines if isinstance(line, Line))


def _header_lines(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> int:
    """How many lines from here are a header: one that holds labels alone, or several that are a label each; 0 for none."""
    line = flow[first]
    words = [p.text for p in joined_labels(line.passage, rules.columns)] if isinstance(line, Line) else []
    if len(words) >= _FEWEST_LABELS and heads_work(words, rules.columns):
        return 1
    labels: list[str] = []
    for item in flow[first : first + _MOST_LABELS]:
        text = item.text if isinstance(item, Line) else ""
        if len(text) > _LONGEST_LABEL or rules.columns.rule_of(text) is None:
            break
        labels.append(text)
    return len(labels) if len(labels) >= _FEWEST_LABELS and heads_work(labels, rules.columns) else 0


def _is_row(line: Passage) -> bool:
    """Whether a line is a number and what follows it behind a gap, or holds several gaps."""
    pieces = parted(line)
    return len(pieces) >= _FEWEST_LABELS or (len(pieces) > 1 and bool(number_like(pieces[0].text)))
