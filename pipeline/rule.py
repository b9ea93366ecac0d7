"""What every rule has, whatever it is about: an id, a reason, and its own tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

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


R = TypeVar("R", bound=PartRule)


@dataclass(frozen=True)
class PartRules(Generic[R]):
    """Rules about the parts of one kind of speech, ready to be asked for the words of a part."""

    entries: tuple[R, ...]

    def words(self, part: str) -> tuple[str, ...]:
        """The words of a part, longest first.

        >>> rules = PartRules((PartRule(id="a", part="end", words=("局", "总局")), PartRule(id="b", part="end", words=("局",))))
        >>> rules.words("end"), rules.words("start")
        (('总局', '局'), ())
        """
        return self._words.get(part, ())

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for rule in self.entries:
            found.setdefault(rule.part, []).extend(rule.words)
        return {part: tuple(sorted(dict.fromkeys(words), key=len, reverse=True)) for part, words in found.items()}

    def giving(self, part: str) -> dict[str, tuple[str, ...]]:
        """Each word of a part and what it gives: several things where several rules have the word."""
        return self._giving.get(part, {})

    @cached_property
    def _giving(self) -> dict[str, dict[str, tuple[str, ...]]]:
        parts: dict[str, dict[str, tuple[str, ...]]] = {}
        for rule in self.entries:
            for word in rule.words:
                words = parts.setdefault(rule.part, {})
                words[word] = (*words.get(word, ()), rule.gives)
        return parts


def refuse_other_parts(entries: Sequence[PartRule], parts: Collection[str]) -> None:
    """Raise `ValueError` where a rule is about a part that nobody knows."""
    for rule in entries:
        if rule.part not in parts:
            msg = f"{rule.id}: part {rule.part!r} is unknown; it is one of {', '.join(sorted(parts))}"
            raise ValueError(msg)
