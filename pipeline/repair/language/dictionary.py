"""What repair asks of a dictionary: how common a word is, and which characters make words with a given one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Dictionary(Protocol):
    """The words of everyday language, counted in a large corpus."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each word stands in the corpus."""
        ...

    def __call__(self, word: str) -> int:
        """How often a word stands in the corpus; 0 for what is no word."""
        ...

    def behind(self, first: str) -> str:
        """The characters that make a word of two with this one before them, those of the commonest words first."""
        ...

    def ahead(self, last: str) -> str:
        """The characters that make a word of two with this one behind them, those of the commonest words first."""
        ...

    def alone(self) -> str:
        """The characters that are words by themselves, the commonest first."""
        ...

    def seconds(self, first: str) -> frozenset[str]:
        """The characters that stand second in words that begin with this one."""
        ...

    def begun(self, two: str) -> frozenset[str]:
        """The words that begin with these two characters, and what these begin with, two characters or more."""
        ...


@dataclass(frozen=True)
class NoDictionary:
    """What stands in where nobody gave a dictionary.

    >>> NoDictionary()("政府"), NoDictionary().behind("政")
    (0, '')
    """

    @property
    def counts(self) -> Mapping[str, int]:
        """No word is known."""
        return {}

    def __call__(self, word: str) -> int:
        """No word is known."""
        del word
        return 0

    def behind(self, first: str) -> str:
        """No word is known."""
        del first
        return ""

    def ahead(self, last: str) -> str:
        """No word is known."""
        del last
        return ""

    def alone(self) -> str:
        """No word is known."""
        return ""

    def seconds(self, first: str) -> frozenset[str]:
        """No word is known."""
        del first
        return frozenset()

    def begun(self, two: str) -> frozenset[str]:
        """No word is known."""
        del two
        return frozenset()
