"""What the columns of a flattened table have in common, learned from the cells that were assigned to them."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.tasks.flattened.align import Alignment, Token


def _bucket(token: Token) -> int:
    return min(7, int(math.log2(len(token.text) + 1)))


_FEATURES: tuple[tuple[float, Callable[[Token], object]], ...] = (
    (0.5, _bucket),
    (0.7, lambda token: token.style),
    (0.6, lambda token: token.text[:1]),
    (0.4, lambda token: token.text[-1:]),
    (0.7, lambda token: token.text),
    (0.6, lambda token: not token.text),
)


def learned_fits(tokens: Sequence[Token], found: Alignment, n: int, trust: float) -> list[list[float]]:
    """How well each token fits what each column holds elsewhere, by simple features counted on the last assignment.

    Rows with all their cells teach what a column holds; the others count only by `trust`, since they may stand wrongly.
    """
    sizes = Counter(found.rows)
    whole = [1.0 if sizes[row] == n else trust for row in found.rows]
    if sum(whole) < n:
        whole = [max(w, 0.5) for w in whole]
    scores = [[0.0] * n for _ in tokens]
    for weight, feature in _FEATURES:
        values = [feature(token) for token in tokens]
        counts: list[dict[object, float]] = [{} for _ in range(n)]
        totals = [0.0] * n
        for value, col, vote in zip(values, found.cols, whole, strict=True):
            counts[col][value] = counts[col].get(value, 0.0) + vote
            totals[col] += vote
        rest = 0.5 * (len(set(values)) + 1)
        likely = {v: [_likely(counts[c].get(v, 0.0), totals[c], weight, rest) for c in range(n)] for v in set(values)}
        for index, value in enumerate(values):
            own, vote, score = found.cols[index], whole[index], scores[index]
            for col, fits in enumerate(likely[value]):
                # Its own vote does not count, or every token would like best where it is.
                score[col] += fits if col != own else _likely(counts[own][value] - vote, totals[own] - vote, weight, rest)
    return scores


def _likely(seen: float, total: float, weight: float, rest: float) -> float:
    """How well a column fits that holds the same so often; `rest` is what all that was never seen there weighs."""
    return weight * math.log((seen + 0.5) / (total + rest)) / 2
