"""Hypotheses about a flattened table: which columns its labels cover, where its rows begin, which column holds the items."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import MEASURE, WORDS, Alignment, Frame, Token, align
from pipeline.tasks.flattened.rebuild import HeaderCell, Reading
from pipeline.tasks.prose.numbers.numbering import ordinal_of
from pipeline.tasks.tables.labels.columns import UNIT_ROLES
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_TRIAL = 80
_MOST_SPREADS = 60
_AROUND_NUMBER = "（()）.、． 　"
Header = tuple[list[HeaderCell], tuple[str, ...]]


def likeliest(
    labels: Sequence[Token], sequences: Sequence[Sequence[Token]], mode: str, world: tuple[Senses, TaskRules]
) -> Reading | None:
    """The likeliest reading over the ways to spread the labels over columns and the ways to place row borders."""
    senses, rules = world
    best: Reading | None = None
    for sequence in sequences:
        if not sequence:
            continue
        for header, roles in _headers(labels, sequence, rules):
            for frame in _frames(roles, sequence, mode):
                if len(roles) == len(labels) and _is_whole(sequence, len(roles)):
                    return Reading(header, frame, sequence, _positions(sequence))
                trial = align(sequence[:_TRIAL], frame, senses)
                if best is None or trial.score > best.found.score:
                    best = Reading(header, frame, sequence, trial)
    if best is not None and _is_whole(best.tokens, len(best.frame.roles)):
        return replace(best, found=_positions(best.tokens))
    if best is not None and len(best.tokens) > _TRIAL:
        best = replace(best, found=align(best.tokens, best.frame, senses))
    return best


def _headers(labels: Sequence[Token], sequence: Sequence[Token], rules: TaskRules) -> Iterator[Header]:
    """The ways to lay the labels over the columns; cells that count 1, 2, 3 stand in a column of their own, wherever that is."""
    roles = {rule.role for label in labels if (rule := rules.columns.rule_of(label.text)) is not None}
    places = range(len(labels)) if _count_up(sequence) and "number" not in roles and all(t.text for t in labels) else ()
    for row in [[*labels[:at], Token((), ""), *labels[at:]] for at in places] or [list(labels)]:
        for spread in _spreads(row, _widest_row(sequence, len(row))):
            header, known = _header(row, spread, rules)
            yield header, known
            yield from ((header, other) for other in _without_weak(header, known, rules))


def _without_weak(header: Sequence[HeaderCell], roles: tuple[str, ...], rules: TaskRules) -> Iterator[tuple[str, ...]]:
    """The roles where a label that may name something else does, beside one that is surely of units: 单位 is a measure then."""
    weak = {h.col for h in header if rules.columns.is_weak("".join(p.text for p in h.passages))}
    if weak and any(role in UNIT_ROLES and col not in weak for col, role in enumerate(roles)):
        yield tuple(MEASURE if col in weak else role for col, role in enumerate(roles))


def _count_up(tokens: Sequence[Token]) -> bool:
    """Whether cells without known borders are numbers that go on a count from 1, which may begin anew in each group."""
    if is_bordered(tokens):
        return False
    counted = [ordinal_of(t.text.strip(_AROUND_NUMBER)) for t in tokens if number_like(t.text)]
    goes_on = sum(after == before + 1 for before, after in pairwise(counted))
    anew = counted[1:].count(1)
    return counted[:1] == [1] and goes_on > anew and goes_on + anew == len(counted) - 1


def _row_sizes(tokens: Sequence[Token]) -> list[int]:
    sizes: list[int] = []
    for token in tokens:
        if token.begins_row or not sizes:
            sizes.append(0)
        sizes[-1] += 1
    return sizes


def is_bordered(tokens: Sequence[Token]) -> bool:
    """Whether it is known where every row begins."""
    return all(token.begins_row is not None for token in tokens)


def _is_whole(tokens: Sequence[Token], n: int) -> bool:
    """Whether every row is printed with all its cells, blank ones in their place."""
    return is_bordered(tokens) and all(size == n for size in _row_sizes(tokens))


def _positions(tokens: Sequence[Token]) -> Alignment:
    rows, cols = [], []
    row, col = -1, 0
    for token in tokens:
        row, col = (row + 1, 0) if token.begins_row else (row, col + 1)
        rows.append(row)
        cols.append(col)
    return Alignment(tuple(rows), tuple(cols), 0.0)


def _widest_row(tokens: Sequence[Token], n_labels: int) -> int:
    """How many columns the rows need, where their borders are known: what at least a tenth of the rows have."""
    if not is_bordered(tokens):
        return n_labels
    sizes = _row_sizes(tokens)
    counts = Counter(sizes)
    wide = [size for size, count in counts.items() if size > n_labels and count * 10 >= len(sizes)]
    return min(max(wide, default=n_labels), n_labels + 3)


def _spreads(labels: Sequence[Token], n_cols: int) -> list[tuple[int, ...]]:
    """All ways in which labels in order can cover the columns, each at least one; a blank label covers one."""
    n_labels = len(labels)
    if n_cols <= n_labels:
        return [(1,) * n_labels]
    cuts = combinations(range(1, n_cols), n_labels - 1)
    spreads = (tuple(b - a for a, b in zip((0, *cut), (*cut, n_cols), strict=True)) for cut in cuts)
    whole = (spread for spread in spreads if all(size == 1 or t.text for t, size in zip(labels, spread, strict=True)))
    return list(islice(whole, _MOST_SPREADS))


def _header(labels: Sequence[Token], spread: tuple[int, ...], rules: TaskRules) -> Header:
    header, roles, col = [], [], 0
    for label, width in zip(labels, spread, strict=True):
        rule = rules.columns.rule_of(label.text)
        header.append(HeaderCell(label.passages, col, width))
        # The only label that is blank is that of numbers.
        roles += [rule.role if rule else "unknown" if label.text else "number"] * width
        col += width
    return header, tuple(roles)


def _frames(roles: tuple[str, ...], tokens: Sequence[Token], mode: str) -> list[Frame]:
    """The hypotheses about which text column holds the numbered items, where many tokens are numbered."""
    words = [i for i, role in enumerate(roles) if role in WORDS]
    texts = [i for i in words if roles[i] != "result"] if "indicator" in roles else words
    # What only heads work may stand behind it.
    work = [i for i in texts if roles[i] != "group"] or texts
    finest = work[-1] if work else _longest(tokens, len(roles))
    styles = Counter(t.style for t in tokens if t.style and len(t.text) > 3)  # noqa: PLR2004 - a number and some words
    style, count = styles.most_common(1)[0] if styles else ("", 0)
    plain_frame = Frame(roles, finest, may_continue=mode == "plain")
    if count * 6 < len(tokens) or not texts:
        return [plain_frame]
    return [replace(plain_frame, marked=col, style=style) for col in texts]


def _longest(tokens: Sequence[Token], n: int) -> int:
    """The column of the longest texts in the rows that have all cells; where no header says which one holds the work."""
    sizes = [0] * n
    row: list[int] = []
    for token in [*tokens, Token((), "", begins_row=True)]:
        if token.begins_row:
            if len(row) == n:
                sizes = [a + b for a, b in zip(sizes, row, strict=True)]
            row = []
        row.append(len(token.text))
    return max(range(n), key=lambda i: sizes[i])
