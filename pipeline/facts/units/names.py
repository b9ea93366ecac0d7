"""The name of a body taken apart: place, level, organ, and the line of work that the rest says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.units.branches import line_around
from pipeline.facts.units.homes import place_at_start, places_of
from pipeline.facts.units.lines import LONGEST_NAME, area_line, exact_line, find_line, headed, tail_line
from pipeline.facts.units.patterns import CLOSE, OPEN
from pipeline.facts.units.rules import remembered

if TYPE_CHECKING:
    from pipeline.facts.units.functions import Line
    from pipeline.facts.units.rules import UnitRules
    from pipeline.values import Region

SHORTEST_OFFICE = 3
"""办公室 alone is an office of the issuer's; 局 or 中心 alone is a piece of a name."""
LONGEST_PLACE = 14
"""How far into a name the level of its place begins: 双江拉祜族佤族布朗族傣族|自治县 is the longest."""
WHOLE_CLASS = 4
"""A noun of a class this long is a name in itself: 成员单位."""


BRACKET_AT_END = re.compile(rf"[{re.escape(OPEN)}][^{re.escape(OPEN + CLOSE)}]*[{re.escape(CLOSE)}]$")
AREAS = frozenset({"local", "zone", "township"})


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart. `prefix` is the level as printed (市), `place` a region as printed (中山市); at most one is there."""

    name: str
    place: str = ""
    prefix: str = ""
    organ: str = ""
    rest: str = ""
    line: Line | None = None
    national: bool = False

    @property
    def kind(self) -> str:
        """The sort of body; empty where the line of work is not known."""
        return self.line.rule.kind if self.line else ""


def squeeze(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def bare(name: str) -> str:
    """Without white space and without the bracket at its end.

    >>> bare("市政务服务数据管理局 (市信息中心)")
    '市政务服务数据管理局'
    """
    text = squeeze(name)
    if text[-1:] and text[-1] in CLOSE:
        match = BRACKET_AT_END.search(text)
        return text[: match.start()] if match else text
    return text


def ends_as_unit(name: str, rules: UnitRules) -> bool:
    """Whether the words end as the name of a body, or of a class of bodies, does."""
    core = bare(name)
    return bool(core) and len(core) <= LONGEST_NAME and _ends_as_unit(core, rules)


@remembered
def _ends_as_unit(core: str, rules: UnitRules) -> bool:
    end = rules.endings.ending(core)
    if not end:
        return False
    if len(end) == len(core):
        return stands_alone(core, rules) or (len(core) > 2 and find_line(core, rules) is not None)  # noqa: PLR2004 - a stem and an ending
    wrong = rules.ending("not_ending", core)
    if wrong and (rules.is_a("place", core) or _is_town(core, wrong, rules)):
        return True
    if wrong and len(wrong) >= len(end):
        opener = rules.beginning("group_opener", core)
        if opener:
            return len(opener) + len(end) <= len(core) and rules.is_a("ending_class", end)
        line = take_apart(core, None, rules).line
        return line is not None and line.rule.kind not in AREAS
    return True


def _is_town(core: str, wrong: str, rules: UnitRules) -> bool:
    """Whether one sign before 城镇 or 城乡 makes it a town's name: 老城镇; not 小城镇, which a rule names."""
    return len(core) == len(wrong) + 1 and core != wrong and bool(rules.ending("level_township", core))


def stands_alone(core: str, rules: UnitRules) -> bool:
    """Whether a word that names of units end in is itself a whole name (政府, 工商联) and not a mere ending (局, 中心)."""
    long_class = len(core) >= WHOLE_CLASS and rules.is_a("ending_class", core)
    return core in rules.functions.bodies or rules.is_a("government", core) or long_class


def is_part(core: str, rules: UnitRules) -> bool:
    """Whether the name ends as a part of a body does (科, 支队, 分局); 办公室 and 研究室 are ends of bodies."""
    return len(rules.ending("ending_sub", core)) > len(rules.ending("ending_office", core))


def is_bare_ending(words: str, rules: UnitRules) -> bool:
    """Whether the words are what names end in and no name: 局, 中心, 科室; but 政府, 工商联 and 办公室 are names."""
    office = rules.is_a("ending_office", words) and len(words) >= SHORTEST_OFFICE
    return bool(words) and rules.endings.ending(words) == words and not stands_alone(words, rules) and not office


def take_apart(name: str, home: Region | None, rules: UnitRules) -> Parts:
    """Find place, level and line of work; what cannot be told stays empty."""
    core = bare(name)
    return _take_apart(core, home, rules) if core and len(core) <= LONGEST_NAME else Parts(name, rest=core)


@remembered
def _take_apart(core: str, home: Region | None, rules: UnitRules) -> Parts:
    levelled = _levelled(core, rules)
    placed = _placed(core, home, rules)
    if placed and not placed.line and levelled and levelled.line:
        placed = None  # 镇|平安办, though 镇平 is a place
    return (
        _national(core, rules)
        or _of_zone(core, rules)
        or _whole(core, levelled, rules)
        or placed
        or (levelled if levelled and levelled.line else None)
        or _with_inner_level(core, rules)
        or _with_inner_place(core, home, rules)
        or _generic_place(core, rules)
        or _plainly_levelled(core, levelled, rules)
        or _tailed(core, rules)
        or Parts(core, rest=core)
    )


def _whole(core: str, levelled: Parts | None, rules: UnitRules) -> Parts | None:
    """A name that is known as it stands: 市场监管局 is no 场监管局 of a 市, but 市政务办 is the 政务办 of one."""
    line = find_line(core, rules)
    if line and levelled and line.rule.kind == "township":
        return Parts(core, prefix=levelled.prefix, rest=levelled.rest, line=line)
    return Parts(core, rest=core, line=line) if line and not (levelled and levelled.line) else None


def _of_zone(core: str, rules: UnitRules) -> Parts | None:
    """A body of a zone that the name does not tell: 新区应急管理局; but 高新区管委会 is the zone itself."""
    zone = rules.beginning("zone", core)
    line = find_line(core[len(zone) :], rules) if zone and zone != core else None
    own = line is not None and line.rule.kind not in AREAS
    return Parts(core, place=zone, rest=core[len(zone) :], line=line) if own else None


def _plainly_levelled(core: str, levelled: Parts | None, rules: UnitRules) -> Parts | None:
    """A level and a body whose name is not known, though its end may be: 县工业园区管委会."""
    if not levelled or (rules.beginning("not_level", core) and not levelled.organ):
        return None
    line = levelled.line or tail_line(levelled.rest, rules)
    known = line is not None and line.said in rules.functions.tails
    return replace(levelled, line=line) if known or ends_as_unit(levelled.organ + levelled.rest, rules) else None


def _national(core: str, rules: UnitRules) -> Parts | None:
    opener = rules.beginning("level", core)
    if rules.levels.get(opener) != "national" or len(rules.beginning("not_level", core)) > len(opener):
        return None
    rest = core[len(opener) :]
    line = exact_line(core, rules) or find_line(rest, rules) or find_line(core, rules) or headed(rest, rules)
    # What follows the level is judged, not the whole: the whole would ask here again.
    if not line and not ends_as_unit(rest, rules):
        return None
    return Parts(core, rest=rest or core, line=line, national=True)


def _levelled(core: str, rules: UnitRules) -> Parts | None:
    """The name as level and rest, where it begins with a word for a level."""
    prefix = rules.beginning("level", core)
    rest = core[len(prefix) :]
    if not prefix or not rest or (rules.levels.get(prefix) == "national" and rules.beginning("not_level", core)):
        return None
    organ = rules.beginning("organ", rest)
    line = find_line(rest, rules)
    belonging = rules.beginning("belonging", rest)
    if not line and belonging:
        rest, organ = rest[len(belonging) :], ""
        line = find_line(rest, rules) if rest else None
    if line or not organ:
        known = organ if line and organ and len(organ) < len(rest) else ""
        return Parts(core, prefix=prefix, organ=known, rest=rest[len(known) :], line=line)
    rest = rest[len(organ) :]
    return Parts(core, prefix=prefix, organ=organ, rest=rest, line=find_line(rest, rules) or tail_line(organ + rest, rules))


def _placed(core: str, home: Region | None, rules: UnitRules) -> Parts | None:
    """The name with a place that the issuer's region or the rules know in front."""
    place = ""
    for _ in range(3):
        found = _known_place(core[len(place) :], home, rules)
        if not found:
            break
        place += found
    rest = core[len(place) :]
    if not place:
        return None
    if not rest:
        return Parts(core, place=place, line=area_line(core, rules))
    line = find_line(rest, rules) or line_around(rest, home, rules) or area_line(rest, rules) or tail_line(rest, rules)
    if not line:
        inner = _generic_place(rest, rules)
        if inner:
            return Parts(core, place=place + inner.place, rest=inner.rest, line=inner.line)
    return Parts(core, place=place, rest=rest, line=line)


def _known_place(text: str, home: Region | None, rules: UnitRules) -> str:
    for full in places_of(home):
        printed = place_at_start(text, full, rules)
        if printed and (printed == full or not _of_another(text[len(printed) :], rules)):
            return printed
    zone = rules.beginning("zone", text)
    if zone and find_line(text[len(zone) :], rules):
        return zone
    listed = rules.beginning("place", text)
    level = rules.beginning("level", text[len(listed) :])
    joined = listed and level and find_line(text[len(listed) + len(level) :], rules)
    return listed + level if joined else listed


def _of_another(rest: str, rules: UnitRules) -> bool:
    """Whether what follows a place's short name makes it another place: 长沙|县政府 is no body of 长沙市's."""
    level = rules.beginning("level", rest)
    return bool(level) and (level == rest or find_line(rest[len(level) :], rules) is not None)


def _generic_place(core: str, rules: UnitRules) -> Parts | None:
    """The name as some place (two characters or more and a level) and a body that is known to sit in such a place."""
    for at in range(2, min(len(core), LONGEST_PLACE)):
        level = rules.beginning("level", core[at:])
        if not level or rules.levels[level] == "national":
            continue
        end = at + len(level)
        place, rest = core[:end], core[end:]
        of_work = level not in rules.words_of["level_township"] and _begins_work(core, rules)  # 对接|市财政局, but 建设街道
        if rules.ending("not_place", place) or of_work:
            continue
        line = (find_line(rest, rules) or area_line(rest, rules)) if rest else area_line(core, rules)
        if line:
            return Parts(core, place=place, rest=rest, line=_leading(place, rules) or line)
    return None


def _begins_work(core: str, rules: UnitRules) -> bool:
    """Whether words begin with a verb or a particle, and with no place."""
    return any(rules.patterns[kind].match(core) for kind in ("verb", "stop"))


def _leading(place: str, rules: UnitRules) -> Line | None:
    """The line of the body that stands before its place: 共青团|滨海县|委, 民盟|市委."""
    heads = (place[:end] for end in range(len(place) - 1, 1, -1))
    head = next((head for head in heads if head in rules.functions.bodies), "")
    line = rules.functions.whole[head] if head else None
    return line if line and line.rule.kind == "mass" else None


def _with_inner_level(core: str, rules: UnitRules) -> Parts | None:
    """A branch whose level stands before the end of its name: 邮储银行市分行."""
    tail = rules.ending("inner_tail", core)
    level = rules.ending("level", core[: -len(tail)]) if tail else ""
    line = headed(core[: -len(tail) - len(level)], rules) if level else None
    return Parts(core, rest=core, line=line) if line and line.rule.kind in {"central", "chain"} else None


def _with_inner_place(core: str, home: Region | None, rules: UnitRules) -> Parts | None:
    """A branch whose place stands within its name: 公安|立山|分局."""
    line = line_around(core, home, rules)
    return Parts(core, rest=core, line=line) if line else None


def _tailed(core: str, rules: UnitRules) -> Parts | None:
    """A name that begins with a place no rule knows and ends in a body that is always one of a place."""
    branch = rules.ending("ending_other", core) or rules.ending("ending_local", core)
    line = headed(core, rules) if branch else None
    line = line if line and line.rule.kind in {"central", "chain"} else tail_line(core, rules)
    if not line or core in rules.functions.tails:
        return None
    if line.said in rules.functions.tails:
        return Parts(core, rest=core, line=line)
    tail = next((core[at:] for at in range(1, len(core)) if find_line(core[at:], rules) is line), "")
    head = core[: len(core) - len(tail)] if tail else core
    return Parts(core, place=head, rest=tail, line=line)
