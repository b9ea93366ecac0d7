"""How likely a run of text is: the best way through its words, each with the logarithm of its share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.repair.language.page_words import PageWords

    Figures = Callable[[str], tuple[float, bool]]
    """Of a word: the logarithm of its share, and whether longer words begin with it (always, with a single character)."""

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

    def __reduce__(self) -> tuple[type[Reckoned[Figure]], tuple[Callable[[str], Figure]]]:
        """Another process reckons anew."""
        return type(self), (self._reckon,)

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
    >>> from pipeline.repair.language.page_words import PageWords
    >>> around = Between("市政", "办公室", PageWords("市政府办公室、市政府。", RepairRules()))
    >>> around.likelihood("府") > around.likelihood("付")
    True
    """

    def __init__(self, before: str, after: str, words: PageWords) -> None:
        self._figures, self._has, self._near = words.figures, words.has, before[-2:]
        ahead, rests = best_path(before, words.figures), best_rests(after, words.figures)
        self._tails = [(after[:at], rest) for at, rest in enumerate(rests)]
        self._around = ahead[-1], ahead[-1] + rests[0]
        longer = range(max(0, len(before) - LONGEST + 1), len(before) - 1)
        self._longer = [(before[start:], ahead[start], words.is_begun(before[start:])) for start in longer]
        self._last = ahead[-2] if before else 0.0
        self._behind = words.seconds[before[-1]] if before else frozenset()
        self._may_follow, self._next = words.may_follow, after[:1]

    def likelihood(self, middle: str) -> float:
        """The logarithm of the best product of the words' shares with this character in the middle."""
        ahead, around = self._around
        top = around + self._figures(middle)[0]
        if self._next and self._may_follow(middle, self._next):
            top = max(top, ahead + self._best(middle, self._tails[1:LONGEST]))
        if middle in self._behind:
            top = max(top, self._last + self._best(self._near[-1] + middle, self._tails[: LONGEST - 1]))
        # The words before the gap are the page's own; where they do not recur with this character, only known words are tried.
        recurs = middle in self._behind and self._has(self._near + middle)
        for head, score, is_known in self._longer:
            if is_known or recurs:
                top = max(top, score + self._best(head + middle, self._tails[: LONGEST - len(head)]))
        return top

    def _best(self, head: str, tails: Sequence[tuple[str, float]]) -> float:
        """The best of the words that begin so, each with what is left behind it."""
        figures = self._figures
        top = float("-inf")
        for tail, behind in tails:
            share, goes_on = figures(head + tail)
            top = max(top, share + behind)
            if not goes_on:
                break
        return top
