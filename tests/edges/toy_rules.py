"""Two toy kinds of rules, so that the loader is tested with faults of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyRule(Rule):
    """Words with a weight."""

    words: tuple[str, ...]
    weight: int = 1
    inline: bool = False


@dataclass(frozen=True)
class ToyRules:
    entries: tuple[ToyRule, ...]

    @classmethod
    def build(cls, entries: Sequence[ToyRule]) -> ToyRules:
        for entry in entries:
            for word in entry.words:
                re.compile(word)
        return cls(tuple(entries))


def try_example(rule: ToyRule, _rules: ToyRules, said: str) -> str:
    if said == "stumble":
        msg = "over this"
        raise ValueError(msg)
    return rule.id if said in rule.words else ""
