"""No pattern of the code or of the rules runs away: twice the text takes about twice the time, whatever the text is."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections import Counter
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from re import _constants as codes
from re import _parser

import pytest

import pipeline
from pipeline.rules import load_rules

SIZE = 1_000
WORTH_A_LOOK = 0.0004
"""Seconds; what takes less for SIZE characters is not quadratic in them."""
FACTOR, GROWTH = 4, 2.0
"""So much longer a text may take so many times longer beyond that; what is quadratic takes FACTOR times."""
MOST_RUNS, DEEPEST = 6, 12
ALIKE = 3_000
AT_A_LINE = ("^", r"\s", "[ ")
"""What begins so is tried at the beginning of lines."""
PLAIN = (str, int, float, bytes, type(None))
CATEGORIES = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "政"}


def patterns_of_code():
    """Every pattern that a module of the project holds, by where it stands."""
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                yield f"{found.name}.{name}[{number}]", pattern


def patterns_in(value, depth=0, tried=None):
    """All patterns in a value, in its fields, and in what it has computed of itself.

    Of many values of one kind the first ones are looked at: a register of places has thousands, all alike.
    """
    tried = Counter() if tried is None else tried
    tried[type(value)] += 1
    if isinstance(value, re.Pattern):
        yield value
    elif depth < DEEPEST and (tried[type(value)] < ALIKE or not is_dataclass(value)):
        for inner in _inside(value):
            if not isinstance(inner, PLAIN):
                yield from patterns_in(inner, depth + 1, tried)


def _inside(value):
    if isinstance(value, tuple | list | frozenset | set):
        return islice(value, ALIKE)
    if isinstance(value, dict):
        return islice((one for pair in value.items() for one in pair), 4 * ALIKE)
    if is_dataclass(value) and not isinstance(value, type):
        computed = [name for name, thing in vars(type(value)).items() if "Pattern" in _given_by(thing)]
        return [getattr(value, name) for name in (*(field.name for field in fields(value)), *computed)]
    return ()


def _given_by(thing):
    """What a cached property says that it gives."""
    return str(getattr(getattr(thing, "func", None), "__annotations__", {}).get("return", ""))


@cache
def uses():
    """For each name in the code, what is called on it: how a pattern is used."""
    found = {}
    for path in Path(pipeline.__path__[0]).rglob("*.py"):
        for name, call in re.findall(r"\b(_?[A-Z][A-Z0-9_]*)\b(\.\w+)?", path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(call)
    return found


def is_searched(name):
    """Whether a pattern of the code is looked for anywhere in a text, and not only at a place."""
    last = name.rsplit(".", 1)[-1].partition("[")[0]
    return not uses().get(last, set()) <= {".match", ".fullmatch", ".pattern", ""}


@cache
def every_pattern():
    """Name, pattern, and whether it is looked for anywhere: what rules hold may be."""
    rules = load_rules()
    found = [(name, pattern, is_searched(name)) for name, pattern in patterns_of_code()]
    for field in fields(rules):
        found += [
            (f"rules.{field.name}", p, not p.pattern.startswith(AT_A_LINE)) for p in patterns_in(getattr(rules, field.name))
        ]
    distinct = {}
    for name, pattern, searched in found:
        if isinstance(pattern.pattern, str):
            key = (pattern.pattern, pattern.flags)
            distinct[key] = (name, pattern, searched or (key in distinct and distinct[key][2]))
    return list(distinct.values())


def samples(tree):
    """For a parsed pattern: a text that it nearly matches, and the bodies of what it repeats."""
    text, bodies = "", []
    for code, value in tree:
        said, inner = _sample(code, value)
        text += said
        bodies += inner
    return text, bodies


def _sample(code, value):  # noqa: PLR0911 - one line for each kind of thing in a pattern
    if code is codes.LITERAL:
        return chr(value), []
    if code is codes.NOT_LITERAL or code is codes.ANY:
        return "政", []
    if code is codes.IN:
        return _member(value), []
    if code is codes.BRANCH:
        parts = [samples(branch) for branch in value[1][:6]]
        return parts[0][0], [said for said, _ in parts] + [body for _, inner in parts for body in inner]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        said, inner = samples(value[2])
        return said * max(1, min(value[0], 4)), [said, *inner]
    if code is codes.SUBPATTERN:
        return samples(value[-1])
    if code is codes.ATOMIC_GROUP:
        return samples(value)
    if code is codes.ASSERT:
        said, inner = samples(value[1])
        return (said if value[0] < 0 else ""), [said, *inner]
    return "", []


def _member(members):
    negated = members[0][0] is codes.NEGATE
    for code, value in members:
        if negated:
            break
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.RANGE:
            return chr(value[0])
        if code is codes.CATEGORY and value in CATEGORIES:
            return CATEGORIES[value]
    return "政"


def adversaries(pattern, size):
    """Texts that cost a backtracking pattern most: runs of what it repeats, near matches over and over."""
    whole, bodies = samples(_parser.parse(pattern.pattern, pattern.flags))
    seeds = dict.fromkeys([whole, whole[:-1], whole[1:], *bodies, *bodies[:3], *whole, "政", "1", " ", "\n"])
    for seed in [seed for seed in seeds if seed][:MOST_RUNS]:
        run = seed * (size // len(seed) + 1)
        yield run[:size]
        yield f"{whole[:-1]}{run[:size]}\x00"


def cost(pattern, text, searched):
    start = time.thread_time()
    if searched:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)
    return time.thread_time() - start


def runs_away(pattern, searched):
    """The kind of text on which twice the length takes much more than twice the time."""
    for number, text in enumerate(adversaries(pattern, SIZE)):
        if cost(pattern, text, searched) < WORTH_A_LOOK:
            continue
        longer = list(adversaries(pattern, FACTOR * SIZE))[number]
        if all(_grows(pattern, text, longer, searched) for _ in range(3)):
            return f"{text[:30]!r}…"
    return None


def _grows(pattern, text, longer, searched):
    """Whether the longer text takes much longer; a busy machine may say so once, and hardly three times."""
    return cost(pattern, longer, searched) > GROWTH * FACTOR * min(cost(pattern, text, searched) for _ in range(2))


def test_no_pattern_takes_more_than_linear_time():
    slow = {name: reason for name, pattern, searched in every_pattern() if (reason := runs_away(pattern, searched))}
    assert not slow


def test_the_test_sees_a_pattern_that_runs_away():
    assert runs_away(re.compile(r"(?:政|公)*府"), "anywhere") is not None
    assert runs_away(re.compile(r"\s+$"), "anywhere") is not None
    assert runs_away(re.compile(r"\s{1,20}$"), "anywhere") is None


@pytest.mark.parametrize("name", ["rules.repair", "rules.units", "rules.deadlines", "pipeline.read", "pipeline.repair"])
def test_patterns_of_every_room_are_tried(name):
    assert sum(found.startswith(name) for found, _, _ in every_pattern()) > 5
