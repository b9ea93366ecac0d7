"""The rules by which places are recognised, with the register of divisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.places.register import NameEndings, Register
from pipeline.rule import PartRule, PartRules, refuse_other_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.places.register import Division

_SIGNS = ("national", "alias", "no_alias", "letter", "office", "city_office", "site", "site_code", "skip", "unwrap")
_NAMES = ("zone", "organ", "no_place", "not_named", "kind_of_place", "level", "ending", "kind", "autonomous", "people")
_AROUND = ("body", "government", "city_kind", "zone_end", "about", "addressed", "own", "away", "zone_keeper")
PARTS = frozenset((*_SIGNS, *_NAMES, *_AROUND))
"""What a rule can be about; see the head of `rules/regions.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRule(PartRule):
    """Words that say something of a place. `gives` is a code, a name or a level, as the part needs."""

    patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegionRules(PartRules[RegionRule]):
    """All rules about places, and the divisions themselves."""

    register: Register

    @classmethod
    def build(cls, entries: Sequence[RegionRule], divisions: Sequence[Division] = ()) -> RegionRules:
        """Check the rules against the divisions (the rows of `divisions.tsv`); a fault raises `ValueError`."""
        register = Register(tuple(divisions), _endings(entries))
        refuse_other_parts(entries, PARTS)
        for rule in entries:
            if re.fullmatch(r"[1-9]\d{5}", rule.gives) and register.divisions and rule.gives not in register.by_code:
                msg = f"{rule.id}: no division ever had the code {rule.gives}"
                raise ValueError(msg)
            for pattern in rule.patterns:
                re.compile(pattern)
        return cls(tuple(entries), register)

    def plain(self, words: str) -> str:
        """A body's name without white space and what wraps its place: 中国（上海）自由贸易试验区 is 上海自由贸易试验区."""
        text = "".join(words.split())
        for pattern in self.starts("unwrap"):
            text = pattern.sub(r"\1", text, count=1)
        return text

    def starts(self, part: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of a part."""
        return self._patterns.get(part, ())

    @cached_property
    def _patterns(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        parts: dict[str, tuple[re.Pattern[str], ...]] = {}
        for rule in self.entries:
            parts[rule.part] = (*parts.get(rule.part, ()), *(re.compile(p) for p in rule.patterns))
        return parts

    @cached_property
    def site_codes(self) -> tuple[tuple[re.Pattern[str], float], ...]:
        """How a site's registrations give a place (group 1: a code or a province's letter), and what that weighs."""
        return tuple(
            (re.compile(p), float(rule.gives)) for rule in self.entries if rule.part == "site_code" for p in rule.patterns
        )

    @cached_property
    def levels(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """How a body without a place's name shows its level."""
        return tuple((rule.gives, re.compile(p)) for rule in self.entries if rule.part == "level" for p in rule.patterns)

    @cached_property
    def addressed(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Which level the body has that speaks to these: 各市、自治州人民政府 are asked by a province."""
        return tuple((rule.gives, re.compile(p)) for rule in self.entries if rule.part == "addressed" for p in rule.patterns)

    def follows(self, part: str, text: str, at: int) -> bool:
        """Whether one of the part's words stands at a position."""
        return text.startswith(self.words(part), at)

    @cached_property
    def unlisted(self) -> re.Pattern[str]:
        """A body's name that begins with places by their endings: …省 …市 …县."""
        province, city, county = (self._endings(level) for level in ("province", "city", "county"))
        name = r"[\u4e00-\u9fff]{1,7}?"
        return re.compile(rf"(?P<province>{name}(?:{province}))?(?P<city>{name}(?:{city}))?(?P<county>{name}(?:{county}))?")

    def _endings(self, level: str) -> str:
        words = [w for rule in self.entries if rule.part == "ending" and rule.gives == level for w in rule.words]
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _endings(entries: Sequence[RegionRule]) -> NameEndings:
    """What names of divisions end in, longest first."""
    words: dict[str, list[str]] = {}
    for rule in entries:
        words.setdefault(rule.part, []).extend(rule.words)
    kinds, peoples = (tuple(sorted(words.get(part, ()), key=len, reverse=True)) for part in ("kind", "people"))
    autonomous = tuple((word, rule.gives) for rule in entries if rule.part == "autonomous" for word in rule.words)
    return NameEndings(kinds, autonomous, peoples)
