"""Points in time, put together from time words: a year, its parts, a month, a day, an edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.calendar import LAST_DAY, LAST_MONTH, candidate_years, candidates, split_digits
from pipeline.facts.deadlines.words import digits_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.facts.deadlines.scanner import Token

YEAR, PART, MONTH, DAY, EDGE = range(1, 6)
"""How fine a part of a point is; a point's words run from coarse to fine."""

_COARSE = {"year": YEAR, "half": PART, "quarter": PART, "term": PART}
UNIT_RANKS = {**_COARSE, "month": MONTH, "tenday": DAY, "nth_week": DAY, "day": DAY, "week": EDGE}
_CENTURY = "20"
_MISREAD = "misread"
_FULL_YEAR = 4
_PLAN_YEARS, _BEFORE_FIRST_PLAN = 5, 1955


@dataclass(slots=True)
class Sketch:
    """A point while its words are being read; `broken` when a number can be no month or day.

    `is_restored` when a digit of the month is gone and the rule knows what it was; `misread` names the parts in which a letter
    stands for a digit.
    """

    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    unit: str = ""
    parts: tuple[int, int] = (0, 0)
    edge: str = ""
    rank: int = 0
    shift: str = ""
    month_shift: int | None = None
    festival: str = ""
    around: bool = False  # 国庆节前后: the feast itself, and not the day before it
    plan: tuple[int, int] = (0, 0)
    term: str = ""
    moments: tuple[tuple[int, int, int], ...] = ()
    is_restored: bool = False
    misread: tuple[str, ...] = ()
    broken: bool = False
    tokens: list[Token] = field(default_factory=list)

    @classmethod
    def within(cls, unit: str) -> Sketch:
        """A sketch inside a repeated unit: after 每月 a day is expected."""
        return cls(unit=unit, rank=UNIT_RANKS[unit])

    def take(self, token: Token) -> bool:
        """Add a word; False when it is no part of this point."""
        add = _PARTS.get(token.kind)
        if add is None or not add(self, token):
            return False
        self.tokens.append(token)
        if token.rule.value == _MISREAD:
            self.misread += (token.kind,)
        return True

    @property
    def is_dated(self) -> bool:
        """Whether the words themselves say the year."""
        return bool(self.years or self.shift or self.plan[0] or any(y for y, _, _ in self.moments))

    def borrow(self, earlier: Sketch) -> None:
        """Take the month that a day needs from the point before it: 9月10日、20日."""
        if self.unit in ("day", "tenday", "nth_week") and not self.months and not self.moments:
            self.months = earlier.months
        if self.unit == "month" and self.edge and not self.months and self.month_shift is None:
            self.months = earlier.months


def _year(sketch: Sketch, token: Token) -> bool:
    if sketch.rank >= YEAR:
        return False
    sketch.years = _years(digits_of(token.groups.get("y", "")))
    return _reach(sketch, "year", bool(sketch.years))


def _years(digits: str) -> tuple[int, ...]:
    """The years that printed digits may mean; two digits are of this century."""
    return candidate_years(digits if len(digits) == _FULL_YEAR else _CENTURY + digits)


def _year_word(sketch: Sketch, token: Token) -> bool:
    if sketch.rank >= YEAR:
        return False
    sketch.shift = token.rule.value
    return _reach(sketch, "year", good=True)


def _part(sketch: Sketch, token: Token) -> bool:
    """Halves and quarters: `1`, or `1-3` for the first three."""
    if sketch.rank >= PART:
        return False
    first, _, last = (token.rule.value or _digits(token, "q")).partition("-")
    found = tuple(candidates(n, 1, 4) for n in (first or "1", last or _digits(token, "q") or first))
    good = all(found)
    if good:
        sketch.parts = (found[0][0], found[1][-1])
    return _reach(sketch, token.kind, good)


def _month(sketch: Sketch, token: Token) -> bool:
    if sketch.rank >= MONTH:
        return False
    sketch.months = candidates(_digits(token, "m"), 1, LAST_MONTH)
    return _reach(sketch, "month", bool(sketch.months))


def _month_word(sketch: Sketch, token: Token) -> bool:
    if sketch.rank >= YEAR:
        return False
    sketch.month_shift = int(token.rule.value)
    return _reach(sketch, "month", good=True)


def _tenday(sketch: Sketch, token: Token) -> bool:
    if sketch.rank >= DAY or sketch.rank in (YEAR, PART):
        return False
    first, _, last = token.rule.value.partition("-")
    sketch.parts = (int(first), int(last or first))
    return _reach(sketch, "tenday", good=True)


def _nth_week(sketch: Sketch, token: Token) -> bool:
    """A week of a month: `0` is the last."""
    if sketch.rank != MONTH:
        return False
    number = token.rule.value or _digits(token, "n")
    sketch.parts = (int(number),) * 2
    return _reach(sketch, "nth_week", good=True)


def _term(sketch: Sketch, token: Token) -> bool:
    """A school year, or a term: of the school year that its words name, of the calendar year before it, or of the notice's."""
    years = digits_of(token.groups.get("y", ""))
    if sketch.rank > YEAR or (years and sketch.rank):
        return False
    sketch.term = ("school " if years else "") + token.rule.value
    sketch.years = _years(years) if years else sketch.years
    return _reach(sketch, "term", good=True)


def _day(sketch: Sketch, token: Token) -> bool:
    if sketch.rank >= DAY or sketch.rank == YEAR:
        return False
    digits, lost = _digits(token, "d"), token.rule.value
    sketch.days = candidates((_ALL_LOST if lost == _ALL_LOST else "") + digits, 1, LAST_DAY)
    if lost == _ONE_LOST:
        sketch.days += candidates(digits + _ONE_LOST, 1, LAST_DAY)
    return _reach(sketch, "day", bool(sketch.days))


_ONE_LOST = "?"
"""The value of rules whose day may have lost a second digit."""
_ALL_LOST = "*"
"""The value of rules whose month is lost whole; the digit that is left of the day behind it may be its last."""


def _date(sketch: Sketch, token: Token) -> bool:
    """A date in one piece: 2022.6.30, 6.30, 2017年 with the month's digit lost."""
    digits = {name: _digits(token, name) for name in ("y", "m", "d")}
    digits["m"] = token.rule.value + digits["m"]
    if token.rule.value == _ALL_LOST and digits["d"]:
        digits["d"] = _ALL_LOST + digits["d"]
    sketch.is_restored = bool(token.rule.value)
    if sketch.rank >= (YEAR if digits["y"] else MONTH):
        return False
    sketch.years = _years(digits["y"]) if digits["y"] else sketch.years
    sketch.months = candidates(digits["m"], 1, LAST_MONTH)
    sketch.days = candidates(digits["d"], 1, LAST_DAY) if digits["d"] else ()
    return _reach(sketch, "day" if digits["d"] else "month", bool(sketch.months))


def _digit_run(sketch: Sketch, token: Token) -> bool:
    """Digits whose 年, 月 or separators are gone: 610日, 20220630."""
    run = token.groups.get("run", "")
    if sketch.rank >= YEAR and (sketch.rank > YEAR or len(run) > _FULL_YEAR):
        return False
    sketch.moments = split_digits(run)
    if sketch.moments and sketch.years and not sketch.moments[0][0]:
        sketch.moments = tuple((sketch.years[-1], m, d) for _, m, d in sketch.moments)
    has_day = any(d for _, _, d in sketch.moments)
    return _reach(sketch, "day" if has_day else "month", bool(sketch.moments))


def _festival(sketch: Sketch, token: Token) -> bool:
    if sketch.rank > YEAR:
        return False
    sketch.festival, sketch.around = token.rule.value, bool(token.groups.get("around"))
    return _reach(sketch, "day", good=True)


def _plan(sketch: Sketch, token: Token) -> bool:
    """A five-year plan by its number: the fourteenth is 2021 to 2025."""
    if sketch.rank:
        return False
    number = digits_of(token.groups.get("p", ""))
    last = _BEFORE_FIRST_PLAN + _PLAN_YEARS * int(number) if number.isdecimal() else 0
    sketch.plan = (last - _PLAN_YEARS + 1, last)
    return _reach(sketch, "year", good=bool(last))


def _edge(sketch: Sketch, token: Token) -> bool:
    """底, 初, 中: of the unit before it, or of the unit that the word names (年底, 月底).

    今年月底 lost its month, which may be any.
    """
    edge, _, unit = token.rule.value.partition(" ")
    rank = UNIT_RANKS.get(unit, 0)
    lost_month = unit == "month" and sketch.unit == "year" and sketch.rank == YEAR
    if (sketch.rank not in (0, rank) and not lost_month) if unit else not 0 < sketch.rank < DAY:
        return False
    sketch.edge = edge
    if lost_month:
        sketch.months = tuple(range(1, LAST_MONTH + 1))
    if unit and unit != sketch.unit:
        return _reach(sketch, unit, good=True)
    sketch.rank = EDGE
    return True


def _clock(sketch: Sketch, token: Token) -> bool:
    """An hour after a day, or its weekday: says nothing more about the day."""
    del token
    return sketch.rank == DAY


def _digits(token: Token, name: str) -> str:
    return digits_of(token.groups.get(name) or token.groups.get(name + "2", ""))


def _reach(sketch: Sketch, unit: str, good: bool) -> bool:  # noqa: FBT001
    sketch.unit = unit
    sketch.rank = EDGE if sketch.edge else UNIT_RANKS[unit]
    sketch.broken = sketch.broken or not good
    return True


_PARTS: dict[str, Callable[[Sketch, Token], bool]] = {
    "year": _year,
    "year_word": _year_word,
    "half": _part,
    "quarter": _part,
    "month": _month,
    "month_word": _month_word,
    "tenday": _tenday,
    "nth_week": _nth_week,
    "term": _term,
    "day": _day,
    "date": _date,
    "digits": _digit_run,
    "festival": _festival,
    "plan": _plan,
    "edge": _edge,
    "clock": _clock,
}
