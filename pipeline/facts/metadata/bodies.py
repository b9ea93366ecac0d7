"""Names of bodies, compared: the same one in full, without its place, abridged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage


_PLACE = 3
_PLACE_FROM = (0, 2)
"""The first three signs of a body's name hold its place; those of a party's stand behind 中共."""


def same_body(name: str, other: str, rules: MetadataRules) -> bool:
    """Whether one name is the other, in full or with its place left out: 达州市人民政府办公室 is 市政府办公室."""
    first, second = short(name, rules), short(other, rules)
    return bool(first) and bool(second) and (first.endswith(second) or second.endswith(first))


def short(name: str, rules: MetadataRules) -> str:
    """A body's name for comparison: 人民政府 and 政府 are the same."""
    words = "".join(name.split())
    for word, (alike, *_) in rules.giving("same_word").items():
        words = words.replace(word, alike)
    return words


def has_places_above(name: str, other: str, rules: MetadataRules) -> bool:
    """Whether one name is the other with the places before it that it lies in: 四平市铁西区教育局 is 铁西区教育局."""
    full, part = short(name, rules), short(other, rules)
    return full.endswith(part) and rules.places.chain.fullmatch(full[: -len(part)]) is not None


def is_parted(name: str, glued: str) -> bool:
    """Whether the names of several bodies, parted by spaces, are the other words without any.

    >>> is_parted("云河市教育局 云河市财政局", "云河市教育局云河市财政局")
    True
    """
    return len(name.split()) > len(glued.split()) and "".join(name.split()) == "".join(glued.split())


def parted(names: str, rules: MetadataRules) -> str:
    """Two bodies of one place that run together, parted by a space: the place comes again behind the end of a body's name.

    中共云河县委办公室云河县人民政府办公室 is 中共云河县委办公室 云河县人民政府办公室.
    """
    for start in _PLACE_FROM:
        place = names[start : start + _PLACE]
        at = names.find(place, start + _PLACE) if len(place) == _PLACE and place.isalpha() else -1
        if at > 0 and names[at - 1 : at].isalpha() and rules.ends("organ_end").search(names[:at]):
            return f"{names[:at]} {names[at:]}"
    return names


def names_of(organs: Sequence[Passage], rules: MetadataRules) -> str:
    """The names that sign, parted by a space, without the mark of a seal behind them: 云河市财政局（代章）."""
    return " ".join(" ".join(rules.cue("seal").sub("", organ.text).split()) for organ in organs)


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
    return any(full.endswith(word) and short.endswith(ends) for word, ends in rules.giving("full_end").items())
