"""The rules by which a notice names other documents, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.metadata.docnumbers import NO_WORDS, NumberWords, decree_pattern
from pipeline.rule import PartRule, PartRules, refuse_other_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = frozenset(
    (
        *("before", "after", "announces", "document", "short", "own", "issuer_mark", "not_issuer", "forward_title"),
        *("publishes", "of_title", "joint", "organ_end", "organ_short", "decree", "decree_organ", "whole_name"),
    )
)
"""What a rule can be about; see the head of `rules/citations.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRule(PartRule):
    """Words before, after or inside a citation; `gives` is the relation that they tell."""


@dataclass(frozen=True)
class CitationRules(PartRules[CitationRule]):
    """All rules about citations; `around` is what the rules about metadata know of the words before a number."""

    around: NumberWords = NO_WORDS

    @classmethod
    def build(cls, entries: Sequence[CitationRule], around: NumberWords) -> CitationRules:
        """Check that every rule is about a known part."""
        refuse_other_parts(entries, PARTS)
        return cls(tuple(entries), around)

    @cached_property
    def relations(self) -> tuple[tuple[str, str, str, str], ...]:
        """(part, word, relation, rule id) of all words that tell a relation, longest first."""
        found = [(r.part, w, r.gives, r.id) for r in self.entries if r.part in ("before", "after") for w in r.words]
        return tuple(sorted(found, key=lambda item: -len(item[1])))

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """What may stand between two documents of which one thing is said."""
        words = "|".join(map(re.escape, self.words("joint"))) or r"(?!)"
        return re.compile(rf"[\s、，,;；（()）]*(?:{words})?[\s、，,]*")

    @cached_property
    def organ_end(self) -> re.Pattern[str]:
        """Words that end as names of bodies do."""
        return re.compile(f"(?:{'|'.join(map(re.escape, self.words('organ_end'))) or '(?!)'})$")

    @cached_property
    def numbers(self) -> NumberWords:
        """How numbers are cited, those of decrees and announcements too: 国务院令第711号, 税务总局公告2023年第5号."""
        decrees = decree_pattern(self.words("decree_organ"), self.words("decree"))
        return replace(self.around, wholes=self.words("whole_name"), decrees=decrees)
