"""What every rule has, whatever it is about: an id, a reason, and its own tests."""

from __future__ import annotations

from dataclasses import dataclass


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
