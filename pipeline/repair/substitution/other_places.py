"""What a notice says of places that contradict its issuer's name: a level, a branch of another county, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.substitution.evidence import Evidence

PROVINCE = 2
"""So many digits of a division's code are its province's."""


def of_other_places(evidence: Evidence) -> Iterator[str]:
    """The issuer's name, where a level, a branch or an address on the page can be of no such place."""
    rules = evidence.rules
    for name in evidence.issuers[:1]:
        own = [place for at, place in rules.places.named(name) if at + len(place) < len(name)]
        codes = frozenset(code for place in own for code in rules.places.codes.get(place, ()))
        if codes and any(find(evidence.page, own, codes, rules) for find in (_levels, _branches, _addresses)):
            yield name


def _levels(page: str, own: list[str], codes: frozenset[str], rules: RepairRules) -> bool:
    """Bodies of a level that only one province has (旗林业和草原局), under a county of another one."""
    del own
    for pattern in rules.patterns("foreign_level"):
        is_known = any(match["body"] in rules.known for match in pattern.find.finditer(page))
        if is_known and not any(code.startswith(pattern.rule.words) for code in codes):
            return True
    return False


def _branches(page: str, own: list[str], codes: frozenset[str], rules: RepairRules) -> bool:
    """Branches of a city's bodies, all of other counties (市生态环境局饶平分局)."""
    if not own[-1].endswith(tuple(rules.words("county_end"))):
        return False
    names = [m["place"] for p in rules.patterns("foreign_branch") for m in p.find.finditer(page)]
    placed = [name for name in names if rules.places.codes_of(name)]
    return bool(placed) and not any(_is_near(name, own, codes, rules) for name in names)


def _is_near(name: str, own: list[str], codes: frozenset[str], rules: RepairRules) -> bool:
    return any(name in place for place in own) or not rules.places.codes_of(name).isdisjoint(codes)


def _addresses(page: str, own: list[str], codes: frozenset[str], rules: RepairRules) -> bool:
    """Addresses in a county of another province."""
    del own
    words = "\n".join(m["address"] for p in rules.patterns("foreign_address") for m in p.find.finditer(page))
    ends = tuple(rules.words("county_end"))
    said = [rules.places.codes_of(place) for _, place in rules.places.named(words) if place.endswith(ends)]
    home = {code[:PROVINCE] for code in codes}
    return bool(said) and all(home.isdisjoint(code[:PROVINCE] for code in found) for found in said)
