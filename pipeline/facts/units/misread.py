"""Names in which a scan read one sign for another that looks like it: 市民攻局 is 市民政局."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.lines import exact_line, first_joined
from pipeline.facts.units.names import bare, take_apart
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units.rules import UnitRules

SHORTEST, LONGEST = 3, 30
"""The length of names that are looked at; in shorter ones a single sign says too much."""


def meant_name(name: str, rules: UnitRules) -> str:
    """The one known body whose name differs in a sign that looks alike; empty where the name is known, or none or several fit."""
    core = bare(name)
    return _meant(core, rules) + name[len(core) :] if SHORTEST <= len(core) <= LONGEST and _meant(core, rules) else ""


@remembered
def _meant(core: str, rules: UnitRules) -> str:
    if is_group(core, rules) or _is_known(core, rules):
        return ""
    found = {name for at, name in _alike(core, rules) if _is_body(name, at, rules)}
    return next(iter(found)) if len(found) == 1 else ""


def _is_known(core: str, rules: UnitRules) -> bool:
    """Whether the line of work is known by more than the first half of the name: 住房和城乡建没 begins as 住房 does."""
    parts = take_apart(core, None, rules)
    own = parts.organ + parts.rest
    return parts.line is not None and (exact_line(own, rules) is not None or not first_joined(own, rules))


def _alike(core: str, rules: UnitRules) -> Iterator[tuple[int, str]]:
    """The name with each sign in turn replaced by those that it may have been, and where."""
    listed = rules.lists.get("look_alike")
    for at, sign in enumerate(core):
        for pair in listed.by_first.get(sign, ()) if listed else ():
            yield at, core[:at] + pair[1:] + core[at + 1 :]


def _is_body(name: str, at: int, rules: UnitRules) -> bool:
    """Whether the name, without place and level, is a body known as it stands: nothing less proves a misreading.

    A sign of the place's name is none: 碑林区教育局 would be one of a 碑材区.
    """
    parts = take_apart(name, None, rules)
    return at >= len(parts.place) and parts.line is not None and exact_line(parts.organ + parts.rest, rules) is not None
