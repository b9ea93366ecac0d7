"""An edge: the everyday dictionary that comes with jieba, read when the first damaged page asks for it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class EverydayWords:
    """How often words stand in jieba's corpus; it knows no word where jieba is not installed.

    >>> word_frequency("政府") > word_frequency("政协") > word_frequency("政么")
    True
    >>> "府" in word_frequency.behind("政")[:5], "政" in word_frequency.ahead("府"), word_frequency.begins("政府")
    (True, True, True)
    >>> "的" in word_frequency.alone()[:10]
    True
    """

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each word stands in the corpus."""
        return _dictionary()

    def __call__(self, word: str) -> int:
        """How often a word stands in the corpus; 0 for what is no word."""
        return _dictionary().get(word, 0)

    def behind(self, first: str) -> str:
        """The characters that make a word of two with this one before them, those of the commonest words first."""
        return _commonest_first(first, 0)

    def ahead(self, last: str) -> str:
        """The characters that make a word of two with this one behind them, those of the commonest words first."""
        return _commonest_first(last, 1)

    def alone(self) -> str:
        """The characters that are words by themselves, the commonest first."""
        return _alone()

    def begins(self, head: str) -> bool:
        """Whether a longer word begins with these two characters or more."""
        return head in _beginnings()


word_frequency = EverydayWords()


@cache
def _dictionary() -> dict[str, int]:
    spec = find_spec("jieba")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        return {}
    path = Path(next(iter(folders))) / "dict.txt"
    if not path.exists():
        return {}
    fields = path.read_text(encoding="utf-8").split()
    return dict(zip(fields[0::3], map(int, fields[1::3]), strict=True))


@cache
def _pairs() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """For each character, those that make a word of two with it before them, and with it behind them."""
    behind: dict[str, list[str]] = {}
    ahead: dict[str, list[str]] = {}
    for word in _dictionary():
        if len(word) == 2:  # noqa: PLR2004
            behind.setdefault(word[0], []).append(word[1])
            ahead.setdefault(word[1], []).append(word[0])
    return behind, ahead


@cache
def _commonest_first(one: str, side: int) -> str:
    """The same of one character, put in order when it is first asked for: a page asks for few."""
    known = _dictionary()
    words = sorted(other + one if side else one + other for other in _pairs()[side].get(one, ()))
    return "".join(word[1 - side] for word in sorted(words, key=known.__getitem__, reverse=True))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:size] for word in _dictionary() for size in range(2, len(word)))


@cache
def _alone() -> str:
    known = _dictionary()
    return "".join(sorted(sorted(word for word in known if len(word) == 1), key=known.__getitem__, reverse=True))
