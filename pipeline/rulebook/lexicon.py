"""An edge: the everyday dictionary that comes with jieba, read when the first damaged page asks for it."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAIR = 2
_BEYOND = "\U0010ffff"
"""What no word goes on with."""


class EverydayWords:
    """How often words stand in jieba's corpus; it knows no word where jieba is not installed.

    >>> word_frequency("政府") > word_frequency("政协") > word_frequency("政么")
    True
    >>> "府" in word_frequency.behind("政")[:5], "政" in word_frequency.ahead("府"), "府" in word_frequency.seconds("政")
    (True, True, True)
    >>> sorted(word_frequency.begun("政通"))
    ['政通', '政通人', '政通人和']
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

    def seconds(self, first: str) -> frozenset[str]:
        """The characters that stand second in words that begin with this one."""
        return _seconds(first)

    def begun(self, two: str) -> frozenset[str]:
        """The words that begin with these two characters, and what these begin with, two characters or more."""
        return _begun(two)


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
def _in_order() -> list[str]:
    """All words; those that begin alike stand together."""
    return sorted(_dictionary())


@cache
def _pairs_by_last() -> dict[str, list[str]]:
    """The words of two characters by their second."""
    found: dict[str, list[str]] = {}
    for word in _dictionary():
        if len(word) == _PAIR:
            found.setdefault(word[1], []).append(word)
    return found


def _beginning(said: str) -> list[str]:
    """All words that begin so."""
    words = _in_order()
    first = bisect_left(words, said)
    if not said or not words[first : first + 1] or not words[first].startswith(said):
        return []
    return words[first : bisect_left(words, said + _BEYOND, first)]


@cache
def _seconds(first: str) -> frozenset[str]:
    return frozenset("".join(word[1:_PAIR] for word in _beginning(first)))


@lru_cache(maxsize=1 << 15)
def _begun(two: str) -> frozenset[str]:
    return frozenset(word[:size] for word in _beginning(two) for size in range(_PAIR, len(word) + 1))


@cache
def _commonest_first(one: str, side: int) -> str:
    """What makes words of two with this character, behind it (`side` 0) or before it; put in order when it is first asked for."""
    known = _dictionary()
    pairs = _pairs_by_last().get(one, []) if side else [word for word in _beginning(one) if len(word) == _PAIR]
    return "".join(word[1 - side] for word in sorted(sorted(pairs), key=known.__getitem__, reverse=True))


@cache
def _alone() -> str:
    known = _dictionary()
    return "".join(sorted(sorted(word for word in known if len(word) == 1), key=known.__getitem__, reverse=True))
