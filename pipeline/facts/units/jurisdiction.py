"""A name in its jurisdiction: full name, level and region code, as far as the page and the issuer's region say them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.units.branches import SHORTEST_HEAD, head_before
from pipeline.facts.units.exceptions import without_exceptions
from pipeline.facts.units.functions import JOINERS
from pipeline.facts.units.homes import chain_at, place_at_start, places_of
from pipeline.facts.units.lines import find_line
from pipeline.facts.units.names import AREAS, Parts, bare, is_part, squeeze, take_apart
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.sets import is_group
from pipeline.values import Unit

if TYPE_CHECKING:
    from pipeline.facts.units.functions import Line
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region

OWN = frozenset({"party", "office", "government", "congress", "mass", "judicial"})
"""Kinds whose bodies, named without level and place, are the issuer's own."""

NATION = "000000"
MOST_LEVELS = 8
RANKS = {"national": 1, "province": 2, "city": 3, "county": 4}


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose body it is."""

    region: str = ""
    level: str | None = None
    code: str | None = None


def unit_of(name: str, home: Region | None, rules: UnitRules) -> Unit:
    """The unit that a name means, in the role `responsible`; what cannot be told is None.

    Function, level and code come from the name, `full_name` from name and issuer's region together.
    """
    return _unit_of(squeeze(name), home, rules)


@remembered
def _unit_of(name: str, home: Region | None, rules: UnitRules) -> Unit:
    members, left_out = without_exceptions(name, rules)
    if left_out or is_group(name, rules):
        return replace(_group(members, home, rules), excluding=left_out)
    parts = take_apart(name, home, rules)
    line = parts.line
    if line and parts.kind == "local" and rules.levels.get(rules.ending("level", parts.place)) == "township":
        line = rules.functions.of_kind.get("township", line)
    function = line.rule.function if line else None
    seat, full_name = _seat(parts, home, rules)
    return Unit("responsible", name, full_name or None, function, seat.level, seat.code)


def is_ministry(parts: Parts, rules: UnitRules) -> bool:
    """Whether it is a body of the state: named as one, or a ministry that names neither level nor place."""
    if parts.national or rules.is_a("national_body", bare(parts.name)):
        return True
    if parts.prefix or parts.place or rules.ending("coordination", bare(parts.name)):
        return False
    return (
        bool(parts.line)
        and parts.kind in {"government", "central", "mass"}
        and bool(rules.ending("ending_national", bare(parts.name)))
    )


def _seat(parts: Parts, home: Region | None, rules: UnitRules) -> tuple[Seat, str]:
    seat, full_name = _seat_by_name(parts, home, rules)
    served = _served(bare(parts.name), home, rules)
    if served is None or RANKS.get(served.level or "", 0) < RANKS.get(seat.level or "", 0):
        return seat, full_name
    return served, full_name if parts.prefix or parts.place else bare(parts.name)


def _served(core: str, home: Region | None, rules: UnitRules) -> Seat | None:
    """The place that a branch serves, which stands behind the body's own name: 市生态环境局|立山|分局, 国网|滨海县|供电公司."""
    found = ""
    for at in range(SHORTEST_HEAD, len(core) - 1):
        finest, _ = chain_at(core, at, home, rules)
        if finest and take_apart(head_before(core, at, rules), home, rules).line:
            found = min(found or finest, finest, key=places_of(home).index)
    return jurisdiction(found, home, rules) if found else None


def _seat_by_name(parts: Parts, home: Region | None, rules: UnitRules) -> tuple[Seat, str]:
    core = bare(parts.name)
    if is_ministry(parts, rules):
        return _branch(parts, home, rules), core
    zone = rules.beginning("zone", core)
    if zone and not parts.prefix and parts.place in {"", zone}:
        return _seat_of_bare_zone(zone, core[len(zone) :], home, rules)
    if parts.place:
        seat = _seat_of_place(parts, home, rules)
        of_county = seat.level == "township" and home is not None and home.county and not chain_at(core, 0, home, rules)[0]
        return seat, f"{home.county}{core}" if of_county and home else core
    if parts.prefix:
        seat = jurisdiction(parts.prefix, home, rules)
        return seat, seat.region + core[len(parts.prefix) :] if seat.region else ""
    inner = inner_level(parts, rules)
    return _seat_of_branch(parts, inner, home, rules) if inner else _own_seat(parts, home, rules)


def _seat_of_bare_zone(zone: str, rest: str, home: Region | None, rules: UnitRules) -> tuple[Seat, str]:
    """Of a body whose zone is not named (新区应急管理局): the issuer's zone or district, where it is one, else nobody knows."""
    if home and home.zone and home.zone.endswith(zone):
        return _seat_of_zone(home.zone, None, home), home.zone + rest
    if home and (home.county or "").endswith(zone):
        return jurisdiction(str(home.county), home, rules), str(home.county) + rest
    return Seat(), ""


def _own_seat(parts: Parts, home: Region | None, rules: UnitRules) -> tuple[Seat, str]:
    """Of a body that names neither level nor place: the issuer's own, where the kind of body tells; else nobody knows."""
    core = bare(parts.name)
    if home and home.code == NATION and _is_of_the_state(parts, rules):
        return Seat("", "national", NATION), core
    if home and home.name and parts.kind in OWN and not is_part(core, rules) and not _has_own_name(parts, rules):
        seat = Seat(home.name, home.level, home.code or None)
        if parts.kind != "party":
            return seat, home.name + core
        stem = home.name.removesuffix(rules.ending("level", home.name)) if rules.beginning("brand", core) else ""
        return seat, stem + core if stem else ""  # 喀什|地区 has a 地委
    return Seat(), ""


def _has_own_name(parts: Parts, rules: UnitRules) -> bool:
    """Whether the name of a school or hospital says more than what it is: 东北林业大学; but 人民医院 does not."""
    tail = parts.line.said if parts.line else ""
    head = parts.rest.removesuffix(tail)
    return tail in rules.functions.tails and bool(head) and not rules.is_a("plain_head", head)


def _seat_of_branch(parts: Parts, inner: str, home: Region | None, rules: UnitRules) -> tuple[Seat, str]:
    """Of a branch whose name has its level inside: 邮储银行市分行, 团市委."""
    core = bare(parts.name)
    at = core.rindex(inner)
    if parts.kind != "mass" and not find_line(core[:at], rules):
        return Seat("", rules.levels.get(inner)), core
    seat = jurisdiction(inner, home, rules)
    return seat, core[:at] + seat.region + core[at + len(inner) :] if seat.region else ""


def _is_of_the_state(parts: Parts, rules: UnitRules) -> bool:
    """Whether a body without level and place, in a notice of the State Council's, is one of the state: 国资委, 证监会."""
    kind = parts.kind in OWN or parts.kind == "central"
    return kind and not is_part(bare(parts.name), rules)


def jurisdiction(prefix: str, home: Region | None, rules: UnitRules) -> Seat:
    """The region that 市, 省, 县 ... means in a notice of `home`; without a region that has such a name, only the level.

    In a county-level city 市 is that city itself, in a municipality the municipality.
    """
    level = rules.levels.get(prefix)
    if home is None:
        return Seat("", level)
    if home.zone and home.zone.endswith(prefix) and not (home.county or "").endswith(prefix):
        return _seat_of_zone(home.zone, level, home)
    for name, own, digits in ((home.county, "county", 6), (home.city, "city", 4), (home.province, "province", 2)):
        if name and name.endswith(prefix):
            is_municipality = own == "city" and name == home.province
            code = home.code[: 2 if is_municipality else digits].ljust(6, "0") if home.code else None
            return Seat(name, "province" if is_municipality else own, code)
    return Seat("", level)


def _seat_of_zone(zone: str, level: str | None, home: Region) -> Seat:
    """Of the zone that issues: level and code are the county's where the two are one body, else no more than the word says."""
    return Seat(zone, home.level, home.code or None) if home.county else Seat(zone, level)


def _branch(parts: Parts, home: Region | None, rules: UnitRules) -> Seat:
    """Of a body of the state: the nation, or the place that the name of its branch tells."""
    core = bare(parts.name)
    if parts.kind == "chain":
        return Seat()
    for at in range(3, len(core) - 1):
        level = rules.beginning("level", core[at:])
        if (
            level
            and rules.ending("ending_office", core[:at]) == ""
            and rules.ending("ending_national", core[at + len(level) :]) == ""
        ):
            tail = core[at + len(level) :]
            if tail and rules.levels[level] != "national" and take_apart(tail, home, rules).line:
                return Seat("", rules.levels[level])
    return Seat("", "national", NATION)


def _seat_of_place(parts: Parts, home: Region | None, rules: UnitRules) -> Seat:
    """Level and code of a body that names its place: the issuer's own places have a code, of others only the level is sure.

    A zone (德阳高新区) is a body of the division that its name begins with, where that is one of the issuer's.
    """
    if home and home.zone and bare(parts.name).startswith(home.zone):
        return _seat_of_zone(home.zone, None, home)
    if rules.ending("level_township", parts.rest):
        return Seat("", "township")
    if rules.ending("zone", parts.place) or rules.ending("zone", bare(parts.name)) or parts.kind == "zone":
        return _seat_of_named_zone(parts, home, rules)
    for name in places_of(home):
        if any(place_at_start(parts.place[at:], name, rules) == parts.place[at:] for at in range(len(parts.place) - 1)):
            return jurisdiction(name, home, rules)
    word = rules.ending("level", parts.place or parts.name)
    level = rules.levels.get(word)
    if level == "city" and home and rules.is_a("either_level", word):
        # 市 may be a city or, in a notice of one, a county-level city; a prefecture (州, 盟, 地区) has only such ones.
        level = None if not home.city or rules.ending("either_level", home.city) else "county"
    return Seat("", level) if level else Seat()


def _seat_of_named_zone(parts: Parts, home: Region | None, rules: UnitRules) -> Seat:
    """Of a zone whose name begins with a city or county of the issuer's; a province's name says nothing (安徽巢湖经开区)."""
    found, _ = chain_at(bare(parts.name), 0, home, rules)
    of_province = home is not None and found == home.province != home.city
    return jurisdiction(found, home, rules) if found and not of_province else Seat()


def inner_level(parts: Parts, rules: UnitRules) -> str:
    """The level inside a name: 市 in 团市委, 邮储银行市分行."""
    core = bare(parts.name)
    tail = rules.ending("inner_tail", core)
    if not parts.line or not tail or parts.kind not in {"mass", "chain", "central"}:
        return ""
    head = core[: -len(tail)]
    level = rules.ending("level", head)
    return level if level and len(level) < len(head) else ""


def _group(name: str, home: Region | None, rules: UnitRules) -> Unit:
    """A set of bodies: no full name; level and function where its words say them."""
    levels, rest = members_of(name, rules)
    line = take_apart(rest or name, home, rules).line or _line_of_class(rest or name, rules)
    prefix = _own_level(name, rules)
    if prefix and not (line and line.rule.kind in AREAS):
        seat = jurisdiction(prefix, home, rules)
    else:
        seat = Seat("", _one_level(levels, home))
    if line and line.rule.kind == "local" and seat.level == "township":
        line = rules.functions.of_kind.get("township", line)
    return Unit("responsible", name, None, line.rule.function if line else None, seat.level, seat.code, is_group=True)


def _line_of_class(members: str, rules: UnitRules) -> Line | None:
    """The line of work that a class says: 公安机关, 级财政部门, 教育行政主管部门."""
    stem = members[len(rules.beginning("group_opener", members)) :]
    stem = stem[len(rules.beginning("belonging", stem)) :]
    stem = stem[: -len(rules.ending("noun_of_class", stem)) or None]
    stem = stem[: -len(rules.ending("class_middle", stem)) or None]
    return rules.functions.stems.get(stem.translate(JOINERS)) if stem != members else None


def _own_level(name: str, rules: UnitRules) -> str:
    """The level of one region whose bodies the class is made of: 市 of 市直各部门, but none of 各县（市、区）."""
    opener = rules.beginning("group_opener", name)
    rest = name[len(opener) :]
    prefix = rules.beginning("level", rest)
    listed = rules.patterns["level_list"].match(rest)
    single = listed is not None and listed["level"] == prefix and listed["rest"][:1].isalpha()
    belonging = prefix and rules.beginning("belonging", rest[len(prefix) :])
    return prefix if belonging or rules.levels.get(prefix) == "national" or (single and not opener) else ""


def members_of(name: str, rules: UnitRules) -> tuple[frozenset[str], str]:
    """The levels that a class of bodies names, and what its members are: 各县（市、区）人民政府 are 人民政府 of counties."""
    rest, found = name, set[str]()
    for _ in range(MOST_LEVELS):
        match = rules.patterns["level_list"].match(rest)
        if not match or not (match["all"] or rest != name or match["rest"]):
            break
        head = match["level"]
        head = head[: next((at for at, char in enumerate(head) if not char.isalpha()), len(head))]
        found |= {rules.levels[head]} if head in rules.levels else {rules.levels[char] for char in head if char in rules.levels}
        opened = rest[len(match["all"] or "") :]
        rest = opened if find_line(opened, rules) else match["rest"].lstrip("、，")
        if not rest or rest == opened:
            break
    return frozenset(found), rest


def _one_level(levels: frozenset[str], home: Region | None) -> str | None:
    """The level that all members have; None where they differ. Below a city, 市 can only be a county-level city."""
    below_city = home is not None and home.level in {"city", "county"}
    if levels == {"city", "county"} and (home is None or below_city):
        return "county"
    if levels == {"city"} and below_city:
        return "county"
    return next(iter(levels)) if len(levels) == 1 else None
