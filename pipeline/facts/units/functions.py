"""Lines of work: the key under which bodies of different places, levels and years can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

JOINERS = str.maketrans("", "", "和与及、（）() \t\n\u3000")
"""Characters that one name prints and the next leaves out: 发展和改革, 发展改革, 农业农村（科技）."""

LONGEST_STEM = 24
OF_PLACES = frozenset({"zone", "local", "township"})
"""Kinds whose stems are places: before another stem they say whose body it is, not what it does."""
SHORTEST_PAIR = 4
LONGEST_TAIL = 8
DATED = re.compile(r"(?P<name>\S+) (?P<since>\d{4}(?:-\d{2})?)?\.\.(?P<until>\d{4}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionRule(Rule):
    """One line of work and all the names that bodies doing it have or had.

    `names` are stems (市场监管) or whole names (编办) without place and level; `bodies` are whole names that have no ending
    of an office (工商联); `dated` are names of a time, as `工商 ..2018-11`; `endings` are what the stems usually end in.
    `tails` are what names of such bodies end in, whatever stands before them (第一中学, 人民医院); alone they are no body.
    `kind` says what sort of body it is: party, office, government, judicial, congress, mass, central, enterprise, chain,
    zone, local, township.
    """

    function: str
    kind: str = "government"
    names: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of work as it was found: its rule and whether the name is one that is still in use."""

    rule: FunctionRule
    said: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class FunctionRules:
    """The lines of work, by the names of their bodies."""

    entries: tuple[FunctionRule, ...]
    stems: Mapping[str, Line]
    whole: Mapping[str, Line]
    of_kind: Mapping[str, Line]
    longest: int
    tails: Mapping[str, Line]

    @classmethod
    def build(cls, entries: Sequence[FunctionRule]) -> FunctionRules:
        """Index the rules; a name that two lines of work claim, or a date that cannot be read, is a `ValueError`."""
        stems: dict[str, Line] = {}
        for entry in entries:
            for line in _lines(entry):
                key = line.said.translate(JOINERS)
                other = stems.setdefault(key, line)
                if other.rule is not entry:
                    msg = f"{entry.id} and {other.rule.id} both have the name {line.said}"
                    raise ValueError(msg)
        whole = {stem + ending: line for stem, line in stems.items() for ending in line.rule.endings} | stems
        of_kind = {line.rule.kind: line for line in reversed(stems.values())}
        tails = {tail: Line(entry, tail) for entry in entries for tail in entry.tails}
        return cls(tuple(entries), stems, whole, of_kind, max(map(len, whole), default=0), tails)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Whole names that have no ending of an office."""
        return frozenset(name for entry in self.entries for name in entry.bodies)

    def by_tail(self, name: str) -> Line | None:
        """The line of work of a name by its end alone, the longest end that is known."""
        ends = (name[at:] for at in range(max(0, len(name) - LONGEST_TAIL), len(name)))
        return next((self.tails[end] for end in ends if end in self.tails), None)

    def line_of(self, stem: str) -> Line | None:
        """The line of work of a stem or whole name; of several lines run together, the first (教育体育 is 教育).

        >>> rules = FunctionRules.build([
        ...     FunctionRule(id="function.education", function="教育", names=("教育",)),
        ...     FunctionRule(id="function.sport", function="体育", names=("体育",)),
        ... ])
        >>> [line and line.rule.function for line in map(rules.line_of, ("教育", "教育和体育", "教育装备"))]
        ['教育', '教育', None]
        """
        key = stem.translate(JOINERS)
        return self.whole.get(key) or self._first_of(key)

    def _first_of(self, key: str) -> Line | None:
        """The first of the known stems that make up `key` without a remainder, where there is such a cut.

        A place that stands for its government (新区, 街道) only says whose line of work the next one is: 新区应急管理.
        """
        size = len(key)
        if not SHORTEST_PAIR <= size <= LONGEST_STEM:
            return None
        whole = [False] * size + [True]
        for at in range(size - 2, -1, -1):
            whole[at] = any(whole[end] and key[at:end] in self.stems for end in range(min(size, at + self.longest), at + 1, -1))
        if not whole[0]:
            return None
        end = next(end for end in range(min(size, self.longest), 1, -1) if whole[end] and key[:end] in self.stems)
        first = self.stems[key[:end]]
        return self.line_of(key[end:]) if first.rule.kind in OF_PLACES and end < size else first

    def words(self, offices: Sequence[str]) -> frozenset[str]:
        """Complete names of bodies without place and level, as a lexicon: stems with their usual endings, and whole names."""
        found: set[str] = set()
        for entry in self.entries:
            found.update(entry.bodies)
            for line in _lines(entry):
                if line.said.endswith(tuple(offices)):
                    found.add(line.said)
                elif line.said not in entry.bodies:
                    found.update(line.said + ending for ending in entry.endings)
        return frozenset(found)


def names_claimed(rule: FunctionRule) -> Iterator[tuple[tuple[str, str], str, int]]:
    """What only one line of work may have, with field and position: its names, however joined, and the ends of its names.

    >>> [claim for claim, *_ in names_claimed(FunctionRule(id="a", function="甲", names=("发展和改革",), dated=("工商 ..2018",)))]
    [('name', '发展改革'), ('name', '工商')]
    """
    for field in ("names", "bodies", "dated", "tails"):
        for index, text in enumerate(getattr(rule, field)):
            match = DATED.fullmatch(text) if field == "dated" else None
            said = match["name"] if match else text
            yield ("tail" if field == "tails" else "name", said.translate(JOINERS)), field, index


def _lines(entry: FunctionRule) -> list[Line]:
    lines = [Line(entry, name) for name in entry.names + entry.bodies]
    for text in entry.dated:
        match = DATED.fullmatch(text)
        if match is None:
            msg = f"{entry.id}: dated name {text!r} is not of the form 'name since..until'"
            raise ValueError(msg)
        lines.append(Line(entry, match["name"], match["since"] or "", match["until"] or ""))
    return lines
