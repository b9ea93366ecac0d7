"""Words that only one rule may hold: where two hold the same one, and the rules with the later of them left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from pipeline.rulebook.faults import Fault
    from pipeline.rulebook.file import Entry
    from pipeline.rulebook.kinds import RuleFile

    Placed = tuple[RuleFile, Entry]


def settle(entries: Iterable[Placed]) -> tuple[list[Placed], list[Fault]]:
    """The rules as if each word that two of them claim were the earlier one's alone, and a fault for each such word.

    So one doubled word hides no other fault: what is left can still be built and tried.
    """
    first: dict[tuple[str, Hashable], tuple[Entry, tuple[str, int]]] = {}
    kept: list[Placed] = []
    faults: list[Fault] = []
    for file, entry in entries:
        taken: dict[str, set[int]] = defaultdict(set)
        for claim, field, index in file.claims(entry.rule):
            owner, place = first.setdefault((file.name, claim), (entry, (field, index)))
            if owner is not entry:
                taken[field].add(index)
                faults.append(_clash(entry, (field, index), owner, place))
        kept.append((file, _without(entry, taken)))
    return kept, faults


def _clash(entry: Entry, at: tuple[str, int], owner: Entry, place: tuple[str, int]) -> Fault:
    field, index = at
    line = owner.document.line(("rules", owner.index, *place))
    return entry.fault(at, f"{getattr(entry.rule, field)[index]!r} is taken by {owner.rule.id} ({owner.document.file}:{line})")


def _without(entry: Entry, taken: dict[str, set[int]]) -> Entry:
    """The rule without the words at these positions of its fields."""
    if not taken:
        return entry
    left = {field: tuple(w for n, w in enumerate(getattr(entry.rule, field)) if n not in at) for field, at in taken.items()}
    return replace(entry, rule=replace(entry.rule, **left))
