"""The register of administrative divisions: which names stood for which code in which year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.values import Region

PROVINCE, CITY, COUNTY = 1, 2, 3
_FOREVER = 9999
_TOLERANCE = 2
_COLUMNS = 6
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division in one span of years (both inclusive). `level` is 1 province, 2 city, 3 county."""

    code: str
    name: str
    level: int
    first_year: int
    last_year: int = _FOREVER
    site: str = ""

    def distance(self, year: int | None) -> int:
        """How many years its validity lies from a year; without a year, how long ago it ended."""
        if year is None:
            return 0 if self.last_year == _FOREVER else _FOREVER - self.last_year
        if year < self.first_year:
            return self.first_year - year
        return max(0, year - self.last_year)


def read_divisions(text: str) -> tuple[Division, ...]:
    r"""The rows of `divisions.tsv`; a row that is not one raises `ValueError` with its line.

    >>> read_divisions("code\tname\tlevel\tfirst_year\tlast_year\tsite\n511700\t达州市\t2\t1999\t\tdazhou")[0].name
    '达州市'
    """
    rows: list[Division] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "code\t")):
            continue
        cells = (line + "\t" * _COLUMNS).split("\t")
        code, name, level, first, last, site = (cell.strip() for cell in cells[:_COLUMNS])
        if (
            not re.fullmatch(r"\d{6}", code)
            or not name
            or level not in ("1", "2", "3")
            or not first.isdecimal()
            or not (last or "9").isdecimal()
        ):
            msg = f"line {number}: {line!r} is no division (code, name, level, first_year, last_year, site, parted by tabs)"
            raise ValueError(msg)
        rows.append(Division(code, name, int(level), int(first), int(last) if last else _FOREVER, site))
    return tuple(rows)


@dataclass(frozen=True)
class NameEndings:
    """What names of divisions end in, from `rules/regions.yaml`: their kind, and in autonomous ones the peoples before it."""

    kinds: tuple[str, ...] = ()
    autonomous: tuple[tuple[str, str], ...] = ()
    peoples: tuple[str, ...] = ()

    def short(self, name: str) -> str:
        """A name without its kind and, in an autonomous place, the peoples in it.

        >>> endings = NameEndings(("自治县", "市", "区"), (("自治县", "县"),), ("仡佬族", "苗族"))
        >>> endings.short("道真仡佬族苗族自治县"), endings.short("达州市"), endings.short("浦东新区")
        ('道真', '达州', '浦东新')
        >>> endings.forms("道真仡佬族苗族自治县")
        ('道真自治县', '道真县')
        """
        kind = next((kind for kind in self.kinds if name.endswith(kind)), "")
        core = name[: -len(kind) or None]
        last = kind if kind in dict(self.autonomous) else ""
        while last:
            last = next((people for people in self.peoples if core.endswith(people)), "")
            core = core[: -len(last) or None]
        return core

    def forms(self, name: str) -> tuple[str, ...]:
        """The forms in which an autonomous place's peoples are left out: 凉山自治州, 凉山州."""
        core = self.short(name)
        kind, plain = next((pair for pair in self.autonomous if name.endswith(pair[0])), ("", ""))
        made = (core + kind, core + plain) if plain else (core + kind,)
        return tuple(form for form in made if form != name) if kind and len(core) >= _SHORTEST else ()


NO_ENDINGS = NameEndings()


@dataclass(frozen=True)
class Register:
    """All divisions, to be asked by code, by name and by what a text begins with."""

    divisions: tuple[Division, ...]
    endings: NameEndings = NO_ENDINGS

    @cached_property
    def by_code(self) -> dict[str, tuple[Division, ...]]:
        """Every division that ever had a code."""
        codes: dict[str, list[Division]] = {}
        for division in self.divisions:
            codes.setdefault(division.code, []).append(division)
        return {code: tuple(found) for code, found in codes.items()}

    @cached_property
    def by_name(self) -> dict[str, tuple[Division, ...]]:
        """Every division by its full name, and by the forms in which a people's name is left out (凉山州, 道真自治县)."""
        names: dict[str, list[Division]] = {}
        for division in self.divisions:
            for name in (division.name, *self.endings.forms(division.name)):
                names.setdefault(name, []).append(division)
        return {name: tuple(found) for name, found in names.items()}

    @cached_property
    def by_short(self) -> dict[str, tuple[Division, ...]]:
        """Provinces and cities, and counties with names of two characters or more, without 省, 市, 县."""
        names: dict[str, list[Division]] = {}
        for division in self.divisions:
            short = self.endings.short(division.name)
            if len(short) > 1:
                names.setdefault(short, []).append(division)
        return {name: tuple(found) for name, found in names.items()}

    @cached_property
    def by_site(self) -> dict[str, Division]:
        """Cities and counties by the pinyin of their site, where no other division sounds the same."""
        return {division.site: division for division in self.divisions if division.site}

    @cached_property
    def starts(self) -> dict[str, tuple[str, ...]]:
        """Full names by their first two characters, longest first."""
        return _by_start(self.by_name)

    @cached_property
    def short_starts(self) -> dict[str, tuple[str, ...]]:
        """Short names by their first two characters, longest first."""
        return _by_start(self.by_short)

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first two characters of all names, full and short."""
        return frozenset((*self.starts, *self.short_starts))

    def name_at(self, text: str, at: int) -> str | None:
        """The longest full name that stands at a position."""
        return next((name for name in self.starts.get(text[at : at + 2], ()) if text.startswith(name, at)), None)

    def short_at(self, text: str, at: int) -> str | None:
        """The longest short name that stands at a position."""
        return next((name for name in self.short_starts.get(text[at : at + 2], ()) if text.startswith(name, at)), None)

    def named(self, name: str, year: int | None) -> tuple[Division, ...]:
        """The divisions of that full name in that year; those of a year or two away when there are none."""
        return nearest(self.by_name.get(name, ()), year)

    def division(self, code: str, year: int | None) -> Division | None:
        """Who had a code in a year (or, failing that, nearest to it)."""
        found = sorted(self.by_code.get(code, ()), key=lambda d: d.distance(year))
        return found[0] if found else None

    def region(self, division: Division, year: int | None) -> Region:
        """The division with the names of those above it in that year."""
        province = self.division(division.code[:2] + "0000", year)
        above = self.division(division.code[:4] + "00", year)
        city = above if above and above.level == CITY and above.distance(year) <= _TOLERANCE else None
        return Region(
            division.code,
            province.name if province else None,
            division.name if division.level == CITY else city.name if city and division.level == COUNTY else None,
            division.name if division.level == COUNTY else None,
        )


def nearest(divisions: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Those valid in the year; none, then those valid at most two years away; without a year, today's, else the last."""
    if not divisions:
        return ()
    least = min(division.distance(year) for division in divisions)
    if year is not None and least > _TOLERANCE:
        return ()
    return tuple(division for division in divisions if division.distance(year) == least)


def _by_start(names: dict[str, tuple[Division, ...]]) -> dict[str, tuple[str, ...]]:
    starts: dict[str, list[str]] = {}
    for name in names:
        starts.setdefault(name[:2], []).append(name)
    return {start: tuple(sorted(found, key=len, reverse=True)) for start, found in starts.items()}
