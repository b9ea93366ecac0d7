"""How likely a run of text is: the best way through its words, each with the logarithm of its share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Share = Callable[[str], float]
    Joins = Callable[[str], bool]

LONGEST = 6
"""Words longer than this are not looked up."""
Figure = TypeVar("Figure")


class Reckoned(dict[str, Figure], Generic[Figure]):
    """What is known of words, each reckoned when it is first asked for: looking one up again costs no call of a function.

    >>> figures = Reckoned(lambda word: len(word) * 1.5)
    >>> figures["政府"], figures["政府"], len(figures)
    (3.0, 3.0, 1)
    """

    def __init__(self, reckon: Callable[[str], Figure]) -> None:
        super().__init__()
        self._reckon = reckon

    def __missing__(self, word: str) -> Figure:
        """Reckon it, and keep it."""
        figure = self[word] = self._reckon(word)
        return figure


def best_path(text: str, share: Share, joins: Joins) -> list[float]:
    """For each length of the text, the logarithm of the best product of words' shares that it comes to up to there.

    `joins` says whether two characters stand side by side in any word: where they do not, no word is looked up across them.

    >>> shares = {"政": -9, "府": -9, "办": -9, "政府": -5}
    >>> best_path("政府办", lambda word: shares.get(word, -99), lambda pair: pair == "政府")
    [0.0, -9.0, -5.0, -14.0]
    """
    best = [0.0]
    floor = 0
    for end in range(1, len(text) + 1):
        top = best[-1] + share(text[end - 1])
        if end > 1 and not joins(text[end - 2 : end]):
            floor = end - 1
        for start in range(max(floor, end - LONGEST), end - 1):
            score = best[start] + share(text[start:end])
            if score > top:  # noqa: PLR1730 - a call of max in the innermost loop costs a third of the time
                top = score
        best.append(top)
    return best


class Between:
    """A run whose one open character lies between known ones: what these come to is reckoned once.

    >>> shares = {"政": -9, "府": -9, "付": -8, "办": -9, "政府": -5}
    >>> around = Between("政", "办", lambda word: shares.get(word, -99), lambda pair: pair == "政府")
    >>> around.likelihood("府"), around.likelihood("付")
    (-14.0, -26.0)
    """

    def __init__(self, before: str, after: str, share: Share, joins: Joins) -> None:
        self._before, self._after, self._share, self._joins = before, after, share, joins
        self._ahead = best_path(before, share, joins)[::-1]
        self._behind = best_path(after[::-1], lambda word: share(word[::-1]), lambda pair: joins(pair[::-1]))[::-1]
        self._heads = _chain(before[::-1], lambda pair: joins(pair[::-1]))
        self._tails = _chain(after, joins)

    def likelihood(self, middle: str) -> float:
        """The logarithm of the best product of the words' shares with this character in the middle."""
        before, after, share = self._before, self._after, self._share
        heads = self._heads if before and self._joins(before[-1] + middle) else 0
        tails = self._tails if after and self._joins(middle + after[0]) else 0
        top = float("-inf")
        for ahead in range(heads + 1):
            head = before[len(before) - ahead :] + middle
            start = self._ahead[ahead]
            for behind in range(min(tails, LONGEST - len(head)) + 1):
                score = start + share(head + after[:behind]) + self._behind[behind]
                if score > top:  # noqa: PLR1730 - as above
                    top = score
        return top


def _chain(text: str, joins: Joins) -> int:
    """How many characters from the start one word can have."""
    return next((at for at in range(1, len(text)) if not joins(text[at - 1 : at + 1])), len(text))
