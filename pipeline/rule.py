"""What every rule has, whatever it is about: an id, a reason, and its own tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words, and what the rule makes of them."""

    said: str
    gives: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of knowledge. Its `id` appears in the output; `examples` must come out as said, `keep` must be left alone."""

    id: str
    why: str = ""
    examples: tuple[Example, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule(Rule):
    """Words of one kind of notice's speech: `part` is what they are, `gives` what they mean."""

    part: str
    gives: str = ""
    words: tuple[str, ...] = ()


def refuse_other_parts(entries: Sequence[PartRule], parts: Collection[str]) -> None:
    """Raise `ValueError` where a rule is about a part that nobody knows."""
    for rule in entries:
        if rule.part not in parts:
            msg = f"{rule.id}: part {rule.part!r} is unknown; it is one of {', '.join(sorted(parts))}"
            raise ValueError(msg)


def words_by_part(entries: Sequence[PartRule]) -> dict[str, tuple[str, ...]]:
    """The words of each part, longest first, each once.

    >>> words_by_part([PartRule(id="a", part="end", words=("局", "总局")), PartRule(id="b", part="end", words=("局",))])
    {'end': ('总局', '局')}
    """
    found: dict[str, list[str]] = {}
    for rule in entries:
        found.setdefault(rule.part, []).extend(rule.words)
    return {part: tuple(sorted(dict.fromkeys(words), key=len, reverse=True)) for part, words in found.items()}
