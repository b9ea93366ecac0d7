"""Whether a name means one body or a set of bodies: 各县（市、区）政府, 市直各部门, 13家单位."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.names import bare, squeeze
from pipeline.facts.units.rules import remembered

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

LONGEST_CLASS = 200
VILLAGE = range(2, 5)
"""How many signs the name of a village has before 村."""
SETS = ("across", "tiers", "class_list", "counted")
"""Patterns of names that mean several bodies from their first word on."""


def is_group(name: str, rules: UnitRules) -> bool:
    """Whether the name means a set of bodies: 各县（市、区）政府, 市直各部门, 其他部门."""
    return _is_group(squeeze(name)[:LONGEST_CLASS], rules)


@remembered
def _is_group(core: str, rules: UnitRules) -> bool:
    core = core.removeprefix(rules.beginning("place", core))  # 隆林各族自治县 is one county
    opener = rules.beginning("group_opener", core)
    if opener and rules.is_a("group_noun", opener) and _is_one_office(core, rules):
        opener = ""
    if opener or any(rules.patterns[kind].match(core) for kind in SETS) or rules.patterns["scoped"].search(core):
        return True
    end = rules.endings.ending(bare(core))
    level = rules.beginning("level", core)
    if rules.is_a("ending_class", end) and level and rules.beginning("belonging", core[len(level) :]):
        return True
    if has_inside(core, rules) or _lies_along(core, rules) or _is_zones(core, level, rules):
        return True
    cut_off = bool(level) and core[len(level) :] in rules.functions.stems  # 市农业农村
    stem = rules.functions.stems.get(core)
    cut_off = cut_off or (stem is not None and stem.rule.kind == "party")  # 组织、宣传等部门
    of_one = any(rules.is_a(kind, end) for kind in ("ending_sub", "ending_other"))
    if cut_off or of_one or _is_village(core, rules) or not rules.is_a("ending_class", end):
        return False
    return "、" in core or not (rules.is_a("ending_area", end) or rules.is_a("ending_office", end))


def is_any(name: str, rules: UnitRules) -> bool:
    """Whether a set of bodies is whoever is meant (各部门, 各级政府, 有关责任单位), not those of a level or kind (各区县)."""
    own = name[len(rules.beginning("group_opener", name)) :]
    vague = rules.ending("noun_of_class", name) and not any(rules.beginning("level", words) for words in (name, own))
    return bool(rules.beginning("tiers", name)) or (bool(vague) and rules.patterns["generic"].fullmatch(name) is not None)


def _is_zones(core: str, level: str, rules: UnitRules) -> bool:
    """Whether the name means all zones of a place, none of which is named: 县直园区管委会, 功能区管委会."""
    zone = core.removesuffix(rules.ending("government", core))
    own = zone[len(level) :]
    whose = rules.beginning("belonging", own) if level else ""
    return rules.is_a("zone_of_level", own[len(whose) :]) if whose else zone != core and rules.is_a("zone_of_many", zone)


def _is_village(core: str, rules: UnitRules) -> bool:
    """Whether the name is that of one village: 防川村; not 试点村, nor 村 or 各村."""
    village = rules.ending("village", core)
    own = core.removesuffix(village)
    return bool(village) and len(own) in VILLAGE and own.isalpha() and not rules.ending("kind_of_village", own)


def _is_one_office(core: str, rules: UnitRules) -> bool:
    """Whether the name ends as one office or part of one does: 行政审批局, 执法监督科; but 执法科室 is a class."""
    part = rules.ending("ending_sub", core)
    of_zone = rules.ending("zone", core[: -len(rules.ending("government", core)) or None])
    one = rules.ending("ending_local", core) or rules.ending("coordination", core) or of_zone
    return bool(one) or (bool(part) and not rules.is_a("ending_class", part))


def _lies_along(core: str, rules: UnitRules) -> bool:
    """Whether the name means all places of a kind that lie along something: 运河沿线乡镇, 库区周边镇街."""
    noun = rules.ending("ending_area", core)
    return bool(noun) and bool(rules.ending("class_along", core[: -len(noun)]))


def has_inside(core: str, rules: UnitRules) -> bool:
    """Whether a word of a class stands in the name: 各, 有关."""
    listed = rules.lists.get("group_inside")
    inside = listed.by_first if listed else {}
    return any(core.startswith(word, at) for at, char in enumerate(core) if char in inside for word in inside[char])
