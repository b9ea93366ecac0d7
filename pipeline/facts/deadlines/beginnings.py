"""With which characters a regular expression can begin: where none of them stands, nobody need ask it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 200
_CHARACTERS = frozenset({"LITERAL", "IN"})
_ZERO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_STARTS = frozenset({"AT_BEGINNING", "AT_BEGINNING_STRING"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


START = ""
"""Stands for the beginning of the text, whatever character is there."""


class _Anything(Exception):
    """It may begin with any character, or match nothing at all."""


def beginnings(pattern: str) -> frozenset[str] | None:
    """The characters with which a match can begin, `START` among them; None where these are not to be told.

    >>> sorted(beginnings("(?<=月)底前?|[上下]半年")), beginnings("[^年]月"), beginnings("年?")
    (['上', '下', '底'], None, None)
    >>> sorted(beginnings("^.月|底"))
    ['', '底']
    """
    # The parser of `re` is not public: where a later Python has another, nothing is told, and every expression is asked.
    try:
        parsed = import_module("re._parser").parse(pattern)
        _refuse_flags(parsed.state.flags)
        found, may_be_empty = _of(parsed)
    except (_Anything, ImportError, AttributeError):
        return None
    return None if may_be_empty else found


def _refuse_flags(flags: int) -> None:
    """Where upper and lower case are the same, other characters can begin it than are printed; and a line may begin anywhere."""
    if flags & (re.IGNORECASE | re.MULTILINE):
        raise _Anything


def _of(parsed: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], bool]:
    """The first characters of things that stand one behind the other, and whether all of them may be empty."""
    found: frozenset[str] = frozenset()
    for kind, what in parsed:
        more, may_be_empty = _of_one(str(kind), what)
        found |= more
        if not may_be_empty:
            return found, False
    return found, True


def _of_one(kind: str, what: Any) -> tuple[frozenset[str], bool]:  # noqa: ANN401 - what it is hangs on the kind
    if kind in _CHARACTERS:
        parts = what if kind == "IN" else [(kind, what)]
        return frozenset(chr(code) for part in parts for code in _codes(*part)), False
    if kind == "BRANCH":
        ways = [_of(way) for way in what[1]]
        return frozenset().union(*(found for found, _ in ways)), any(may_be_empty for _, may_be_empty in ways)
    if kind == "SUBPATTERN":
        _refuse_flags(what[1])
        return _of(what[-1])
    if kind in _REPEATS:
        found, may_be_empty = _of(what[2])
        return found, may_be_empty or what[0] == 0
    if kind in _ZERO_WIDTH:
        starts = str(what) in _STARTS
        return frozenset({START} if starts else ()), not starts
    raise _Anything


def _codes(kind: object, what: Any) -> Iterable[int]:  # noqa: ANN401 - a code, or the first and the last of some
    if str(kind) == "LITERAL":
        return (what,)
    if str(kind) == "RANGE" and what[1] - what[0] < _MOST:
        return range(what[0], what[1] + 1)
    raise _Anything
