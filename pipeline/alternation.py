"""Many words as one expression, in which beginnings that they share are said once: it is made and tried in less time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Tree = dict[str, "Tree"]
"""Words by their first character, then by the next; the empty one ends a word."""


def any_of(words: Iterable[str], gap: str = "", sign: Callable[[str], str] = re.escape) -> str:
    r"""An expression for any of the words, the longest first; for none where there are none.

    `gap` is an expression for what may stand between two characters of a word; `sign` gives the one for a character.

    >>> any_of(["牵头", "牵头单位", "牵头部门", "配合"]), any_of([])
    ('(?:牵头(?:(?:单位|部门))?|配合)', '(?!)')
    >>> re.fullmatch(any_of(["牵头单位"], gap=r"\s?"), "牵 头 单 位") is not None
    True
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _said(tree, gap, sign) if tree else r"(?!)"


def _said(tree: Tree, gap: str, sign: Callable[[str], str]) -> str:
    ways = [sign(character) + _rest(below, gap, sign) for character, below in tree.items() if character]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _rest(below: Tree, gap: str, sign: Callable[[str], str]) -> str:
    """What follows a character: nothing behind the end of a word, unless a longer one goes on."""
    if below.keys() == {""}:
        return ""
    more = gap + _said(below, gap, sign)
    return f"(?:{more})?" if "" in below else more
