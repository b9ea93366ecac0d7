"""Flattened tables back to grids: `to_grids` puts a Grid in the flow where text was a table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.tasks.align import Alignment, Frame, Token, align, kind_of_role
from pipeline.tasks.columns import TEXT_ROLES, header_strength, plain
from pipeline.tasks.flattened import Region, find_regions, tokens_of
from pipeline.tasks.rebuild import HeaderCell, rebuild

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Flow, Line
    from pipeline.outline import Grid, Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_TRIAL = 80
_SURE = 0.85
_MOST_TOKENS = 60_000


def to_grids(flow: Flow, senses: Senses, rules: TaskRules) -> Flow:
    """The flow with each flattened table as a grid; lines that turn out not to belong to it stay lines."""
    items: list[Line | Grid] = list(flow)
    for region in reversed(find_regions(flow, rules)):
        found = _read_region(region, senses, rules)
        if found is None:
            continue
        grid, used_first, used_end = found
        items[region.first + used_first : region.first + used_end] = [grid]
    return tuple(items)


def _read_region(region: Region, senses: Senses, rules: TaskRules) -> tuple[Grid, int, int] | None:
    """The grid of a region, and which of its lines it used."""
    rows = tokens_of(region, rules)
    skipped, labels, body = _split_header(region, rows, rules)
    if labels is None or not body:
        return None
    printed = body
    body = _without_repeats(body, labels)
    while body and not any(t.text for t in body[-1]):
        body = body[:-1]
    tokens, forced = _sequence(region, body, len(labels))
    if not (tokens or forced) or max(len(tokens), len(forced)) > _MOST_TOKENS:
        return None
    header, frame, alignment = _best(labels, (tokens, forced), region, (senses, rules))
    chosen = forced if forced and alignment[1] else tokens
    found = alignment[0]
    keep = _trimmed(chosen, found, frame, senses) if region.mode == "plain" else len(chosen)
    if keep == 0:
        return None
    cut = Alignment(found.rows[:keep], found.cols[:keep], found.score, found.poor)
    path = labels[0].passages[0].path
    grid = replace(rebuild(path, header, chosen[:keep], (cut, frame)), repeats=_left_out(printed, body))
    end = (region.end - region.first) if keep == len(chosen) else skipped + len(labels) + keep
    return grid, skipped, end


def _split_header(region: Region, rows: list[list[Token]], rules: TaskRules) -> tuple[int, list[Token] | None, list[list[Token]]]:
    """How many lines stand before the header, its labels, and the rows after it."""
    if region.mode == "rows":
        for index, row in enumerate(rows[:6]):
            labels = [t for t in row if t.text]
            if len(labels) > 1 and header_strength([t.text for t in labels], rules.columns) > 1.4:  # noqa: PLR2004 - as in find_header
                return index, labels, rows[index + 1 :]
        return 0, None, rows
    flat = [t for row in rows for t in row]
    for start in range(min(6, len(flat))):
        count = 0
        while start + count < len(flat) and _is_label(flat[start + count], rules):
            count += 1
        if count > 1 and header_strength([t.text for t in flat[start : start + count]], rules.columns) > 1.4:  # noqa: PLR2004
            return start, flat[start : start + count], _after(rows, start + count)
    return 0, None, rows


def _is_label(token: Token, rules: TaskRules) -> bool:
    return bool(token.text) and rules.columns.rule_of(token.text) is not None


def _after(rows: list[list[Token]], count: int) -> list[list[Token]]:
    rest = []
    for row in rows:
        if count >= len(row):
            count -= len(row)
            continue
        rest.append(row[count:])
        count = 0
    return rest


def _without_repeats(body: list[list[Token]], labels: Sequence[Token]) -> list[list[Token]]:
    """Without the header printed again after a page break."""
    words = [plain(t.text) for t in labels]
    kept = [row for row in body if [plain(t.text) for t in row if t.text] != words]
    if len(kept) < len(body) or len(words) < 2:  # noqa: PLR2004 - one word repeats by chance
        return kept
    flat = [plain(t.text) for row in body for t in row]
    drop: set[int] = set()
    for start in range(len(flat) - len(words) + 1):
        if flat[start : start + len(words)] == words:
            drop.update(range(start, start + len(words)))
    if not drop:
        return body
    index = 0
    result = []
    for row in body:
        left = [t for i, t in enumerate(row, index) if i not in drop]
        index += len(row)
        if left:
            result.append(left)
    return result


def _left_out(printed: list[list[Token]], body: list[list[Token]]) -> tuple[Passage, ...]:
    kept = {id(t) for row in body for t in row}
    return tuple(p for row in printed for t in row if id(t) not in kept for p in t.passages)


def _sequence(region: Region, body: list[list[Token]], n_labels: int) -> tuple[list[Token], list[Token]]:
    """The tokens in order: with free row borders, or, where the print tells the borders, with them (the other is empty)."""
    if region.mode == "rows":
        return [], _with_borders(body)
    free = [t for row in body for t in row]
    if region.mode == "plain":
        return free, []
    counted = _rows_by_bars(body, n_labels)
    return ([], _with_borders(counted)) if counted else (free, [])


def _with_borders(body: Sequence[Sequence[Token]]) -> list[Token]:
    """Tokens that know where rows begin.

    Trailing blanks are padding and say nothing of their column, but for those that every row has: a last column that is empty.
    """
    blanks = [next((i for i, t in enumerate(reversed(row)) if t.text), len(row)) for row in body]
    kept = min(blanks[:-1] or blanks)
    tokens = []
    for row, blank in zip(body, blanks, strict=True):
        size = len(row) - max(0, blank - kept)
        tokens += [replace(t, begins_row=i == 0) for i, t in enumerate(row[:size])]
    return tokens


def _rows_by_bars(body: Sequence[Sequence[Token]], n: int) -> list[list[Token]]:
    """Rows of a table that is printed a cell a line and padded so that every row has n bars; empty where that fails."""
    if all(len(row) == 1 for row in body):
        return []
    rows: list[list[Token]] = [[]]
    for cells in body:
        for token in cells:
            if len(rows[-1]) == n:
                if token is not cells[0]:
                    return []
                rows.append([])
            rows[-1].append(token)
    return rows


Chosen = tuple[list[HeaderCell], Frame, tuple[Alignment, bool]]


def _best(
    labels: Sequence[Token], tokens: tuple[list[Token], list[Token]], region: Region, world: tuple[Senses, TaskRules]
) -> Chosen:
    """The likeliest reading over the ways to spread the labels over columns and the ways to place row borders."""
    senses, rules = world
    best: tuple[float, Chosen] | None = None
    for index, sequence in enumerate(tokens):
        if not sequence:
            continue
        for spread in _spreads(len(labels), _widest_row(sequence, len(labels))):
            header, roles = _header(labels, spread, rules)
            for frame in _frames(roles, sequence, region):
                trial = align(sequence[:_TRIAL], frame, senses)
                if best is None or trial.score > best[0]:
                    best = trial.score, (header, frame, (trial, index == 1))
    if best is None:
        msg = "no tokens to align"
        raise ValueError(msg)
    header, frame, (trial, bordered) = best[1]
    sequence = tokens[bordered]
    full = trial if len(sequence) <= _TRIAL else align(sequence, frame, senses)
    return header, frame, (full, bordered)


def _widest_row(tokens: Sequence[Token], n_labels: int) -> int:
    """How many columns the rows need, where their borders are known: what at least a tenth of the rows have."""
    if tokens[0].begins_row is None:
        return n_labels
    sizes: list[int] = []
    for token in tokens:
        if token.begins_row:
            sizes.append(0)
        sizes[-1] += 1
    counts = Counter(sizes)
    wide = [size for size, count in counts.items() if size > n_labels and count * 10 >= len(sizes)]
    return min(max(wide, default=n_labels), n_labels + 3)


def _spreads(n_labels: int, n_cols: int) -> list[tuple[int, ...]]:
    """All ways in which labels in order can cover the columns, each at least one."""
    if n_cols <= n_labels:
        return [(1,) * n_labels]
    cuts = combinations(range(1, n_cols), n_labels - 1)
    return [tuple(b - a for a, b in zip((0, *cut), (*cut, n_cols), strict=True)) for cut in cuts][:60]


def _header(labels: Sequence[Token], spread: tuple[int, ...], rules: TaskRules) -> tuple[list[HeaderCell], tuple[str, ...]]:
    header, roles, col = [], [], 0
    for label, width in zip(labels, spread, strict=True):
        rule = rules.columns.rule_of(label.text)
        header.append(HeaderCell(label.passages, col, width))
        roles += [rule.role if rule else "unknown"] * width
        col += width
    return header, tuple(roles)


def _frames(roles: tuple[str, ...], tokens: Sequence[Token], region: Region) -> list[Frame]:
    """The hypotheses about which text column holds the numbered items, where many tokens are numbered."""
    texts = [i for i, role in enumerate(roles) if role in TEXT_ROLES]
    finest = texts[-1] if texts else _longest(tokens, len(roles))
    styles = Counter(t.style for t in tokens if t.style and len(t.text) > 3)  # noqa: PLR2004 - a number and some words
    style, count = styles.most_common(1)[0] if styles else ("", 0)
    plain_frame = Frame(roles, finest, may_continue=region.mode == "plain")
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


_FULL_DATE = re.compile(r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")


def _without_signature(tokens: Sequence[Token], found: Alignment, frame: Frame) -> int:
    """How many tokens are left without an office and a full date at the end, where the last row has its unit already."""
    dates = [i for i, t in enumerate(tokens) if _FULL_DATE.fullmatch(t.text)]
    if not dates or dates[-1] < len(tokens) - 4:
        return len(tokens)
    at = dates[-1] - 1
    work = max((i for i in range(at) if found.cols[i] == frame.finest), default=-1)
    units = [i for i in range(work + 1, at) if kind_of_role(frame.roles[found.cols[i]]) == "unit"]
    return at if units else len(tokens)


def _trimmed(tokens: Sequence[Token], found: Alignment, frame: Frame, senses: Senses) -> int:
    """How many tokens belong to a table without borders: up to the last unit, time or numbered item."""
    for index in range(_without_signature(tokens, found, frame) - 1, -1, -1):
        kind = kind_of_role(frame.roles[found.cols[index]])
        if kind in ("unit", "time") and max(senses.unit_like(tokens[index].text), senses.time_like(tokens[index].text)) > _SURE:
            return index + 1
        if tokens[index].style and tokens[index].style == frame.style:
            return index + 1
    return 0
