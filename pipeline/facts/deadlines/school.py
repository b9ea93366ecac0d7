"""School years and their terms: which calendar year a month of one lies in, and from when to when it runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_JANUARY, _AUGUST, _SEPTEMBER = 1, 8, 9
_SECOND = 2


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """A school year, named by its first calendar year, or one of its terms: `half` is 1 or 2, and 0 for the whole year."""

    first_year: int
    half: int = 0

    @property
    def plan_year(self) -> int:
        """The calendar year in which it begins.

        >>> SchoolTime(2023).plan_year, SchoolTime(2023, 2).plan_year
        (2023, 2024)
        """
        return self.first_year + (self.half == _SECOND)

    def years(self, month: int) -> tuple[int, ...]:
        """The calendar years in which its month may lie; August opens a school year and closes it.

        >>> SchoolTime(2023).years(9), SchoolTime(2023, 1).years(1), SchoolTime(2023).years(8), SchoolTime(2023, 2).years(8)
        ((2023,), (2024,), (2023, 2024), (2024,))
        """
        if self.half == _SECOND or month < _AUGUST:
            return (self.first_year + 1,)
        return (self.first_year, self.first_year + 1) if month == _AUGUST and not self.half else (self.first_year,)

    def days(self) -> tuple[dt.date, dt.date]:
        """Its first and its last day: from September to January, from February to August.

        >>> SchoolTime(2023, 1).days()
        (datetime.date(2023, 9, 1), datetime.date(2024, 1, 31))
        """
        first = dt.date(self.first_year, _SEPTEMBER, 1) if self.half != _SECOND else dt.date(self.first_year + 1, 2, 1)
        last = dt.date(self.first_year + 1, *((_JANUARY, 31) if self.half == 1 else (_AUGUST, 31)))
        return first, last
