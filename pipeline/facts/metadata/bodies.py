"""Names of bodies, compared: the same one in full, without its place, abridged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage

_PLACES = re.compile(r"(?:[一-龥]{2,8}?[省市县区州盟旗])++")


def same_body(name: str, other: str) -> bool:
    """Whether one name is the other, in full or with its place left out.

    >>> same_body("达州市人民政府办公室", "市政府办公室"), same_body("达州市财政局", "达州市教育局")
    (True, False)
    """
    first, second = short(name), short(other)
    return bool(first) and bool(second) and (first.endswith(second) or second.endswith(first))


def short(name: str) -> str:
    """A body's name for comparison: 人民政府 and 政府 are the same."""
    return "".join(name.split()).replace("人民政府", "政府")


def has_places_above(name: str, other: str) -> bool:
    """Whether one name is the other with the places before it that it lies in.

    >>> has_places_above("四平市铁西区教育局", "铁西区教育局"), has_places_above("市委铁西区教育局", "铁西区教育局")
    (True, False)
    """
    full, part = short(name), short(other)
    return full.endswith(part) and _PLACES.fullmatch(full[: -len(part)]) is not None


def is_parted(name: str, glued: str) -> bool:
    """Whether the names of several bodies, parted by spaces, are the other words without any.

    >>> is_parted("云河市教育局 云河市财政局", "云河市教育局云河市财政局")
    True
    """
    return len(name.split()) > len(glued.split()) and "".join(name.split()) == "".join(glued.split())


def names_of(organs: Sequence[Passage]) -> str:
    """The names that sign, parted by a space."""
    return " ".join(" ".join(organ.text.split()) for organ in organs)


def is_short_for(short: str, full: str, rules: MetadataRules) -> bool:
    """Whether a name is the other one abridged: its characters in their order, from the same place, of the same kind."""
    words, whole = "".join(short.split()), "".join(full.split())
    if len(short.split()) != len(full.split()) or len(words) >= len(whole) or not _same_end(words, whole, rules):
        return False
    if not rules.cue("placeless").match(words) and words[:2] != whole[:2]:
        return False
    left = iter(whole)
    return all(character in left for character in words)


def _same_end(short: str, full: str, rules: MetadataRules) -> bool:
    """Whether both are bodies of one kind: 安委会 and 委员会 are, 市政府 and 政府办公室 are not, 政府办 and 政府办公室 are."""
    if short[-1:] == full[-1:]:
        return True
    return any(full.endswith(rule.words) for rule in rules.entries if rule.part == "full_end" and short.endswith(rule.gives))
