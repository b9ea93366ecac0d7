"""Names that other notices of the same place print whole, and how what is left of one tells which it was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.repair.language.characters import is_han

SHORTEST = 4
"""Shorter names are words as well."""
LONGEST = 20

Around = tuple[str, str]


@dataclass(frozen=True)
class Neighbours:
    """What the other notices of a place name, and print whole.

    >>> some = Neighbours(frozenset({"澜溪市大数据发展局"}))
    >>> some.lost("由澜溪市大数", "发展局牵头", 1), some.lost_end("澜溪市大数据发展")
    ('据', '局')
    """

    names: frozenset[str] = frozenset()

    @cached_property
    def _without(self) -> dict[int, dict[Around, frozenset[str]]]:
        """By how many characters are missing in a row: what stands before and behind them, and what they can be."""
        found: dict[int, dict[Around, set[str]]] = {1: {}, 2: {}}
        for name in self.names:
            for size, around in found.items():
                for at in range(len(name) - size + 1):
                    around.setdefault((name[:at], name[at + size :]), set()).add(name[at : at + size])
        return {size: {key: frozenset(lost) for key, lost in around.items()} for size, around in found.items()}

    def lost(self, left: str, right: str, size: int) -> str:
        """The characters between two runs of words that complete the longest name there; empty where none or several do."""
        around = self._without[size]
        before, behind = han_tail(left), han_head(right)
        for total in range(len(before) + len(behind), SHORTEST - size - 1, -1):
            shares = range(max(0, total - len(behind)), min(len(before), total) + 1)
            keys = ((before[len(before) - ahead :], behind[: total - ahead]) for ahead in shares)
            found = frozenset().union(*(around.get(key, frozenset()) for key in keys))
            if found:
                return min(found) if len(found) == 1 else ""
        return ""

    def lost_end(self, word: str) -> str:
        """The last character of the name of which the word has all the others; empty where it ends whole, or in several ways."""
        if any(word[-size:] in self.names for size in range(SHORTEST, min(len(word), LONGEST) + 1)):
            return ""
        return self.lost(word, "", 1)


ALONE = Neighbours()
"""A notice of which no neighbour is known."""


def han_tail(text: str) -> str:
    """The Chinese characters at the end of a text, twenty at most."""
    at = len(text)
    while at and len(text) - at < LONGEST and is_han(text[at - 1]):
        at -= 1
    return text[at:]


def han_head(text: str) -> str:
    """The Chinese characters at its start, twenty at most."""
    size = next((at for at, character in enumerate(text) if not is_han(character)), len(text))
    return text[: min(size, LONGEST)]
