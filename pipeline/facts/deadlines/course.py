"""The way through the time words of a phrase: what meets what, and windows, which are points with what is said around them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import LAST_DAY, LAST_MONTH
from pipeline.facts.deadlines.points import Sketch
from pipeline.facts.deadlines.scanner import Token
from pipeline.facts.deadlines.settle import Settled, settle
from pipeline.facts.deadlines.words import POINT_KINDS

if TYPE_CHECKING:
    from pipeline.facts.deadlines.calendar import TimeContext
    from pipeline.facts.deadlines.words import Scan
    from pipeline.values import Deadline

LEADS = frozenset(("prep", "to", "about"))
MANNERS = frozenset(("before", "within", "about", "since"))
INTENTIONS = frozenset(("aim", "will"))
LONGEST_SUBJECT = 8
"""Signs between a year and what is intended in it."""

_AFTER = MANNERS | {"clock"}
_KIND_OF = {"after": "since"}
_SAID_ONCE = MANNERS | _KIND_OF.keys()
_KEYS = {"month": "m", "day": "d", "quarter": "q", "year": "y"}
_YEAR_SIGN = ("年",)
_SHARED = ("list", "dash", "to")
_RANGE = ("dash", "to")


@dataclass(frozen=True, slots=True)
class Reading:
    """A deadline as it was read: the run of the scanned words, the rules that read it, and how it was said."""

    deadline: Deadline
    start: int
    end: int
    rules: tuple[str, ...]
    marks: frozenset[str] = frozenset()


@dataclass(slots=True)
class Window:
    """A point with the words around it: `marks` are prepositions, limits and the like."""

    sketch: Sketch
    start: int
    end: int
    marks: set[str] = field(default_factory=set)
    tokens: list[Token] = field(default_factory=list)

    @property
    def is_bare_number(self) -> bool:
        """Whether it is a number whose unit stands further on: the 3 of 3、6月."""
        return "bare" in self.tokens[-1].groups

    def share(self, later: Window) -> None:
        """Take the limit that is said once, after the last of several points."""
        fresh = (later.marks & _SAID_ONCE) - self.marks
        self.marks |= fresh
        if "before" in fresh and not self.sketch.edge and self.sketch.unit == later.sketch.unit:
            self.sketch.edge = later.sketch.edge


@dataclass(slots=True)
class Course:
    """The time words of one phrase, and the year and anchor that were read last."""

    scan: Scan
    context: TimeContext
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, scan: Scan, context: TimeContext) -> Course:
        """A course at its start; numbers whose unit stands further on get it now."""
        return cls(scan, context, _with_units(scan.tokens))

    def kind(self, index: int) -> str:
        """What the word at `index` is; empty past the end."""
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def meets(self, index: int) -> bool:
        """Whether the word at `index` follows the one before it at once."""
        return 0 < index < len(self.tokens) and self.tokens[index].start == self.tokens[index - 1].end

    def glued(self, index: int) -> bool:
        """Whether not even a space or a new line stands between."""
        return self.meets(index) and self.scan.joined(self.tokens[index].start)

    def is_last(self, index: int) -> bool:
        """Whether nothing follows the word at `index`, which follows the one before it at once, in a cell: the dash of 3月—."""
        return self.meets(index) and self.tokens[index].end == len(self.scan.words) and not self.scan.is_prose

    def gap(self, index: int) -> str:
        """The words between the word at `index` and the one before it."""
        return self.scan.words[self.tokens[index - 1].end : self.tokens[index].start] if 0 < index < len(self.tokens) else ""

    def window(self, index: int, inside: str = "") -> tuple[Window, int] | None:
        """The point at `index` with what is said around it, and where it ends; `inside` names a repeated unit."""
        start = index
        marks: set[str] = set()
        while self.kind(index) in LEADS and self.meets(index + 1):
            marks.add(self.tokens[index].rule.value or self.kind(index))
            index += 1
        sketch = Sketch.within(inside) if inside else Sketch()
        first = index
        while index < len(self.tokens) and (index == first or self.meets(index)) and sketch.take(self.tokens[index]):
            index += 1
        if index == first:
            return None
        sketch.broken = sketch.broken or (not inside and self._follows_debris(start, sketch))
        while self.meets(index) and (self.kind(index) in _AFTER or self.tokens[index].rule.value == "asof"):
            said = self.tokens[index].rule.value or self.kind(index)
            marks |= {said, _KIND_OF.get(said, said)}
            index += 1
        tokens = list(self.tokens[start:index])
        return Window(sketch, tokens[0].start, tokens[-1].end, marks, tokens), index

    def _follows_debris(self, index: int, sketch: Sketch) -> bool:
        """Whether a year that cannot be read stands right before: the year of 2O21年6月 is not the plan's."""
        at = self.tokens[index].start
        before = self.scan.words[at - 1] if at else ""
        return not sketch.is_dated and (before in _YEAR_SIGN or (before.isascii() and before.isalnum())) and not self.meets(index)

    def settle(self, window: Window) -> Settled:
        """The days of a window; a year that it prints is kept for the months after it."""
        settled = settle(window.sketch, self.context)
        # In running text a bare year is an attribute (2020年目录), not the year of the months after it.
        bare = window.sketch.unit == "year" and not window.sketch.edge and not window.marks - self._looking_back(settled)
        passing = self.scan.is_prose and bare and not self._intends(window.end)
        if settled.year and settled.stretch and not passing:
            self.context = replace(self.context, year_before=settled.year)
        return settled

    def _looking_back(self, settled: Settled) -> set[str]:
        """The marks of a beginning that lies before the plan's year: 对2020年以来的文件进行清理，6月底前…."""
        return {"since"} if settled.year and self.context.plan_year and settled.year < self.context.plan_year else set()

    def _intends(self, end: int) -> bool:
        """Whether the words behind a year soon say what somebody intends: 2022年|我镇计划于下半年…."""
        at = bisect_left(self.tokens, end, key=lambda token: token.start)
        token = self.tokens[at] if at < len(self.tokens) else None
        between = self.scan.words[end : token.start] if token and token.start - end <= LONGEST_SUBJECT else "."
        return token is not None and token.rule.value in INTENTIONS and (not between or between.isalpha())

    def reading(self, deadline: Deadline, first: int, stop: int) -> Reading:
        """A reading made of the words from `first` up to `stop`."""
        used = self.tokens[first:stop]
        return Reading(deadline, used[0].start, used[-1].end, rule_ids(used))


def rule_ids(tokens: tuple[Token, ...] | list[Token]) -> tuple[str, ...]:
    """The rules of some words, each once, in order."""
    return tuple(dict.fromkeys(i for t in tokens for i in (t.groups.get("bare"), t.rule.id) if i))


def _with_units(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give bare numbers the unit of the number that they are listed or ranged with: 3、6、9月, 8—18日."""
    fixed = [_as_date(tokens, i) for i in range(len(tokens))]
    for i in range(len(fixed) - 3, -1, -1):
        if fixed[i].kind != "number" or fixed[i + 1].kind not in _SHARED:
            continue
        donor, number = fixed[i + 2], fixed[i]
        touching = number.end == fixed[i + 1].start and fixed[i + 1].end == donor.start
        key = _KEYS.get(donor.kind, "")
        words = number.groups.get("n", "")
        if touching and key in donor.groups and words.isascii() == donor.groups[key].isascii() and _alike(words, key):
            fixed[i] = Token(number.start, number.end, donor.rule, {key: words, "bare": number.rule.id})
    return tuple(fixed)


def _as_date(tokens: tuple[Token, ...], index: int) -> Token:
    """The second number of 2022.3-12 is a month, of 5.10-20 a day, as the first is: a date, a dash, and a number touch."""
    here = tokens[index]
    if here.kind != "number" or index < len("3-") or tokens[index - 1].kind not in _RANGE:
        return here
    dash, date = tokens[index - 1], tokens[index - 2]
    number = here.groups.get("n", "")
    is_number = number.isascii() and number.isdecimal()
    if date.kind != "date" or not date.end == dash.start < dash.end == here.start or not is_number:
        return here
    day = date.groups.get("d", "")
    if day.isdecimal() and int(day) < int(number) <= LAST_DAY:
        return Token(here.start, here.end, date.rule, {"m": date.groups.get("m", ""), "d": number})
    in_a_year = "d" not in date.groups and 0 < int(number) <= LAST_MONTH
    return Token(here.start, here.end, date.rule, {"m": number}) if in_a_year else here


def _alike(words: str, key: str) -> bool:
    """A year has four digits, nothing else has."""
    return (len(words) == len("2022")) == (key == "y")


def is_point(kind: str) -> bool:
    """Whether a point, or a word that leads to one, can begin so."""
    return kind in POINT_KINDS or kind in LEADS
