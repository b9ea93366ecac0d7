"""The development zone that issues a notice: its 区… offices bear its name, not the county's it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.facts.region_rules import RegionRules

_LONGEST = 24


def zone_of(issuer: str, rules: RegionRules) -> str | None:
    """The zone whose name begins the issuer's: 平潭综合实验区 of 平潭综合实验区管委会办公室.

    None where a division issues (浦东新区人民政府 is a county's government, and its 区 is the county).
    """
    words = rules.words("zone")
    for at in range(2, min(len(issuer), _LONGEST)):
        found = next((word for word in words if issuer.startswith(word, at)), None)
        if found is None or not found.endswith("区"):
            continue
        end = at + len(found)
        follows_government = issuer.startswith(("人民政府", "政府"), end)
        return None if follows_government or end == len(issuer) else issuer[:end]
    return None
