"""Which cell belongs to which column, decided for a table as a whole.

Flattened text keeps the cells of a table in reading order but loses the ones that were merged. The likeliest monotone
assignment of the cells that are left to columns is found by dynamic programming (Viterbi): a cell either stands further
right in its row, or begins a new row. What a column holds (numbers, units, dates, prose; how long; how it begins) comes
from its header first and from the table itself in later passes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.features import learned_fits
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES
from pipeline.tasks.tables.rows.row_numbers import number_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.senses import Senses

WORDS = TEXT_ROLES | {"indicator"}
"""The roles of columns that hold words."""
MEASURE = "measure"
"""The role of a column that says in what something is counted: 万亩, %."""
# How likely a cell of each class stands in a column of each role: number, unit, time, text, blank.
_HOLDS = {
    "number": (0.94, 0.003, 0.007, 0.02, 0.03),
    "unit": (0.005, 0.86, 0.005, 0.07, 0.06),
    "time": (0.01, 0.01, 0.85, 0.08, 0.05),
    "text": (0.005, 0.06, 0.01, 0.905, 0.02),
    "other": (0.1, 0.12, 0.1, 0.43, 0.25),
    MEASURE: (0.05, 0.02, 0.02, 0.66, 0.25),
}
_NEVER = -1e9
_LONG_HEADING = 45
# Merged cells are mostly those of the coarse columns on the left, then the shared units and times on the right.
_START_SKIP, _MIDDLE_SKIP, _END_SKIP = 0.6, 1.2, 1.2
_BROKEN_NEST = 3.0
_STOPPED = 0.3
_TOO_SHORT, _LONGEST_MEASURE = 3, 4


@dataclass(frozen=True)
class Token:
    """A cell that is left: its words, and whether it is known to begin a row (None: nobody knows).

    `col` is its column, where that is known; `glued`: it stands on the line of the token before it.
    """

    passages: tuple[Passage, ...]
    text: str
    begins_row: bool | None = None
    style: str = ""
    col: int | None = None
    glued: bool = False


@dataclass(frozen=True)
class Frame:
    """The columns that cells are assigned to: their roles, the column of the work itself, the style of its numbers.

    `may_continue`: a cell may go on in the next token (text that lost the borders of its cells).
    """

    roles: tuple[str, ...]
    finest: int
    marked: int | None = None
    style: str = ""
    may_continue: bool = False


@dataclass(frozen=True)
class Alignment:
    """For each token its row and column; the score is a log-likelihood, comparable for the same tokens."""

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    score: float
    poor: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True)
class _Costs:
    emit: list[list[float]]
    skip: list[float]
    row: float
    stay: list[list[float]]


def kind_of_role(role: str) -> str:
    """The class of content that a role stands for."""
    if role in UNIT_ROLES:
        return "unit"
    if role == "deadline":
        return "time"
    if role in WORDS:
        return "text"
    return role if role in ("number", MEASURE) else "other"


def align(tokens: Sequence[Token], frame: Frame, senses: Senses) -> Alignment:
    """The likeliest assignment of tokens to columns; two passes, the second knows what the first found in each column."""
    weights = [_class_weights(token, senses) for token in tokens]
    base = [_emissions(token, weight, frame) for token, weight in zip(tokens, weights, strict=True)]
    found = _viterbi(tokens, frame, _Costs(base, _first_skips(None, frame), 0.6, _stays(tokens, frame, weights)))
    for trust, skips in ((0.0, _first_skips), (0.5, _learned_skips)):
        learned = learned_fits(tokens, found, len(frame.roles), trust)
        emit = [[b + s for b, s in zip(row, more, strict=True)] for row, more in zip(base, learned, strict=True)]
        costs = _Costs(emit, skips(found, frame), 0.6, _stays(tokens, frame, weights))
        found = _viterbi(tokens, frame, costs)
    poor = frozenset(found.rows[i] for i, col in enumerate(found.cols) if base[i][col] < -2.2)  # noqa: PLR2004 - about 1 in 9
    return replace(found, poor=poor)


def _class_weights(token: Token, senses: Senses) -> tuple[float, ...]:
    if not token.text:
        return (0.0, 0.0, 0.0, 0.0, 1.0)
    if number_like(token.text):
        return (0.95, 0.0, 0.0, 0.05, 0.0)
    if token.style and len(token.text) > 3:  # noqa: PLR2004 - a number and some words
        return (0.0, 0.05, 0.02, 0.93, 0.0)
    time = min(0.98, max(0.01, senses.time_like(token.text)))
    # A sentence may end in a body's name: 开工建设老年大学。
    stopped = _STOPPED if token.text.endswith("。") else 1.0
    unit = min(0.98, max(0.01, senses.unit_like(token.text) * stopped)) * (1 - time)
    return (0.0, unit, time, max(0.01, 1 - unit - time), 0.0)


def _emissions(token: Token, weights: tuple[float, ...], frame: Frame) -> list[float]:
    scores = []
    for col, role in enumerate(frame.roles):
        if token.col not in (None, col):
            scores.append(_NEVER)
            continue
        kind = kind_of_role(role)
        score = math.log(sum(w * p for w, p in zip(weights, _HOLDS[kind], strict=True)))
        if token.text:
            score += _mark_prior(token, frame, col)
        if kind == "text" and token.text:
            score += _length_prior(token, frame, col)
        score -= 3.0 if kind == MEASURE and len(token.text) > _LONGEST_MEASURE else 0.0
        scores.append(score)
    return scores


def _mark_prior(token: Token, frame: Frame, col: int) -> float:
    """Items that are numbered stand in one column, and that column holds little else."""
    if not frame.style:
        return 0.0
    has = token.style == frame.style
    if col == frame.marked:
        return 0.0 if has else -2.3
    return -4.0 if has else 0.0


def _length_prior(token: Token, frame: Frame, col: int) -> float:
    """Between text columns the finer one holds sentences."""
    if col == frame.finest:
        if len(token.text) <= _TOO_SHORT:
            return -1.5
        return 0.0 if "。" in token.text or len(token.text) > 12 else -0.3  # noqa: PLR2004 - shorter than most measures
    return (-1.5 if "。" in token.text else 0.0) - (1.0 if len(token.text) > _LONG_HEADING else 0.0)


def _first_skips(_: Alignment | None, frame: Frame) -> list[float]:
    """What it costs that a column has no cell in a row, before anything was learned."""
    costs = {"number": 0.6, "unit": 1.0, "time": 0.8, "other": 0.6, MEASURE: 0.6}
    return [
        (3.0 if col == frame.finest else 0.6) if kind_of_role(role) == "text" else costs[kind_of_role(role)]
        for col, role in enumerate(frame.roles)
    ]


def _learned_skips(found: Alignment, frame: Frame) -> list[float]:
    rows = found.rows[-1] + 1 if found.rows else 1
    present = [len({r for r, c in zip(found.rows, found.cols, strict=True) if c == col}) for col in range(len(frame.roles))]
    learned = [-math.log((rows - p + 0.7) / (rows + 1.4)) for p in present]
    return [0.5 * a + 0.5 * b for a, b in zip(learned, _first_skips(found, frame), strict=True)]


def _stays(tokens: Sequence[Token], frame: Frame, weights: Sequence[tuple[float, ...]]) -> list[list[float]]:
    """What it costs that a token goes on in the cell before it."""
    if not frame.may_continue:
        return [[7.0] * len(frame.roles) for _ in tokens]
    stays = []
    for token, weight in zip(tokens, weights, strict=True):
        unit = weight[1] > 0.5  # noqa: PLR2004 - more likely a unit than anything else
        row = []
        for col, role in enumerate(frame.roles):
            if token.style and token.style == frame.style:
                row.append(9.0)
            elif kind_of_role(role) == "unit":
                row.append(0.6 if unit else 4.0)
            else:
                row.append(1.2 if col == frame.finest else 2.5)
        stays.append(row)
    return stays


def _sums(costs: Sequence[float]) -> list[float]:
    sums = [0.0]
    for cost in costs:
        sums.append(sums[-1] + cost)
    return sums


def _viterbi(tokens: Sequence[Token], frame: Frame, costs: _Costs) -> Alignment:
    n = len(frame.roles)
    prefix = _sums(costs.skip)
    # Groups nest: where a coarser cell is new, the finer ones to its right are new as well.
    # The number of an item is no group: behind it the group of the row above may go on.
    numbers = {col for col, role in enumerate(frame.roles) if role == "number"}
    inner = _sums([c * _MIDDLE_SKIP + (_BROKEN_NEST if col < frame.finest else 0.0) for col, c in enumerate(costs.skip)])
    loose = _sums([c * _MIDDLE_SKIP for c in costs.skip])
    within = [loose if col in numbers else inner for col in range(n)]
    # Nothing stands above the first row that a missing cell could be merged with.
    best = [costs.emit[0][j] - prefix[j] * 2.0 - 3.0 * j for j in range(n)]
    back: list[list[int]] = []
    for index in range(1, len(tokens)):
        step, origin = _step(best, (prefix, within), costs, (index, tokens[index].begins_row))
        best = [s + e for s, e in zip(step, costs.emit[index], strict=True)]
        back.append(origin)
    return _trace(best, back, prefix)


def _step(
    best: list[float], sums: tuple[list[float], list[list[float]]], costs: _Costs, at: tuple[int, bool | None]
) -> tuple[list[float], list[int]]:
    """One token on: the best way into each column, as column of the token before (a new row is coded as -1 - column)."""
    index, begins = at
    prefix, within = sums
    n = len(best)
    step, origin = [_NEVER] * n, [0] * n
    for i in range(n):
        ended = best[i] - (prefix[n] - prefix[i + 1]) * _END_SKIP - costs.row
        for j in range(n):
            if begins is not True and j > i:
                score = best[i] - (within[i][j] - within[i][i + 1])
                if score > step[j]:
                    step[j], origin[j] = score, i
            if begins is not False and (begins or j <= i):
                score = ended - prefix[j] * _START_SKIP
                if score > step[j]:
                    step[j], origin[j] = score, -1 - i
            if begins is not True and i == j:
                score = best[i] - costs.stay[index][j]
                if score > step[j]:
                    step[j], origin[j] = score, i
    return step, origin


def _trace(best: list[float], back: list[list[int]], prefix: list[float]) -> Alignment:
    n = len(best)
    final = [b - (prefix[n] - prefix[i + 1]) * _END_SKIP for i, b in enumerate(best)]
    col = max(range(n), key=lambda i: final[i])
    score = final[col]
    cols = [col]
    breaks: list[bool] = []
    for origin in reversed(back):
        before = origin[col]
        breaks.append(before < 0)
        col = -1 - before if before < 0 else before
        cols.append(col)
    cols.reverse()
    rows = [0]
    for new_row in reversed(breaks):
        rows.append(rows[-1] + new_row)
    return Alignment(tuple(rows), tuple(cols), score)
