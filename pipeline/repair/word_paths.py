"""How likely a run of text is: the best way through its words, each with the logarithm of its share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.repair.page_words import PageWords

    Figures = Callable[[str], tuple[float, bool]]
    """Of a word: the logarithm of its share, and whether longer words begin with it (always, with a single character)."""

LONGEST = 6
SHORTEST = 2
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


def best_path(text: str, figures: Figures) -> list[float]:
    """For each length of the text, the logarithm of the best product of words' shares that it comes to up to there.

    >>> shares = {"政": -9, "府": -9, "办": -9, "政府": -5}
    >>> best_path("政府办", lambda word: (shares.get(word, -99), len(word) < 2))
    [0.0, -9.0, -5.0, -14.0]
    """
    best = [0.0] + [float("-inf")] * len(text)
    for start in range(len(text)):
        base = best[start]
        for end in range(start + 1, min(start + LONGEST, len(text)) + 1):
            share, goes_on = figures(text[start:end])
            if base + share > best[end]:  # noqa: PLR1730 - a call of max in the innermost loop costs a third of the time
                best[end] = base + share
            if not goes_on:
                break
    return best


def best_rests(text: str, figures: Figures) -> list[float]:
    """The same of what is left of the text from each place on.

    >>> shares = {"政": -9, "府": -9, "办": -9, "政府": -5}
    >>> best_rests("政府办", lambda word: (shares.get(word, -99), len(word) < 2))
    [-14.0, -18.0, -9.0, 0.0]
    """
    best = [float("-inf")] * len(text) + [0.0]
    for start in range(len(text) - 1, -1, -1):
        for end in range(start + 1, min(start + LONGEST, len(text)) + 1):
            share, goes_on = figures(text[start:end])
            best[start] = max(best[start], share + best[end])
            if not goes_on:
                break
    return best


class Between:
    """A run whose one open character lies between known ones: what these come to is reckoned once.

    >>> from pipeline.repair.garbles import RepairRules
    >>> from pipeline.repair.page_words import PageWords
    >>> around = Between("市政", "办公室", PageWords("市政府办公室、市政府。", RepairRules()))
    >>> around.likelihood("府") > around.likelihood("付")
    True
    """

    def __init__(self, before: str, after: str, words: PageWords) -> None:
        self._before, self._figures, self._recurs = before[-2:], words.figures, words.has
        heads = [before[len(before) - size :] for size in range(len(before) + 1)]
        ahead = reversed(best_path(before, words.figures))
        self._heads = list(zip(heads, ahead, strict=True))
        self._known = [(head, score) for head, score in self._heads if len(head) < SHORTEST or words.knows_longer(head)]
        self._tails = [(after[:at], rest) for at, rest in enumerate(best_rests(after, words.figures))]

    def likelihood(self, middle: str) -> float:
        """The logarithm of the best product of the words' shares with this character in the middle."""
        figures = self._figures
        top = float("-inf")
        # The words before the gap are the page's own; where they do not recur with this character, only known words are tried.
        for head, ahead in self._heads if self._recurs(self._before + middle) else self._known:
            for tail, behind in self._tails[: LONGEST - len(head)]:
                share, goes_on = figures(head + middle + tail)
                score = ahead + share + behind
                if score > top:  # noqa: PLR1730 - a call of max in the innermost loop costs a third of the time
                    top = score
                if not goes_on:
                    break
        return top
