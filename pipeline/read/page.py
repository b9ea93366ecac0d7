"""What the reader knows of government sites: the names of their containers, the words of their bars, the files they link to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BODY: Final = 1
NAVIGATION: Final = 2
FOOTER: Final = 4
TITLE: Final = 8
METADATA: Final = 16

_ROLES: Final = {
    "body": BODY,
    "navigation": NAVIGATION,
    "footer": FOOTER,
    "title": TITLE,
    "metadata": METADATA,
    "contact": 0,
    "bodies": 0,
    "columns": 0,
}
_WAYS: Final = frozenset({"name", "tag", "start", "whole", "part", "file"})
_NEVER: Final = re.compile(r"(?!)")
_GAPS: Final = re.compile(r"[\s\u200b\ufeff]+")
_FILE_END: Final = r"(?:$|[?#&;\"'\s])"
_SPACED_WORD: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule(Rule):
    """Signs of one part of a page.

    `role` is the part: `body`, `title`, `metadata`, `navigation`, `footer`, `contact` (words of a footer that a notice may
    have too), `bodies` (labels before the names of bodies), `columns` (labels of a table's columns), or `attachment`.
    `by` says where the signs stand: `name` (an element's id or one of its classes; `*` at an end stands for anything), `tag`
    (the element itself), `start`, `part` or `whole` (a line of the page begins with one, holds one, or is made of nothing
    else), `file` (the ending of a linked file; `gives` is its media type).
    """

    role: str
    by: str
    values: tuple[str, ...]
    gives: str = ""


@dataclass(frozen=True)
class PageRules:
    """What the reader knows of pages, ready for use."""

    tokens: dict[str, int] = field(default_factory=dict)
    beginnings: tuple[tuple[int, tuple[str, ...]], ...] = ()
    endings: tuple[tuple[int, tuple[str, ...]], ...] = ()
    tags: dict[str, int] = field(default_factory=dict)
    navigation: re.Pattern[str] = _NEVER
    footer: re.Pattern[str] = _NEVER
    contact: re.Pattern[str] = _NEVER
    metadata: re.Pattern[str] = _NEVER
    title: re.Pattern[str] = _NEVER
    bodies: re.Pattern[str] = _NEVER
    columns: re.Pattern[str] = _NEVER
    files: re.Pattern[str] = _NEVER
    media_types: dict[str, str] = field(default_factory=dict)

    @classmethod
    def build(cls, entries: Sequence[PageRule]) -> PageRules:
        """Compile the rules of `page.yaml`; ValueError names a rule whose `role` or `by` is unknown."""
        for entry in entries:
            if (
                entry.by not in _WAYS
                or entry.role not in {*_ROLES, "attachment"}
                or (entry.by == "file") != (entry.role == "attachment")
            ):
                msg = f"{entry.id}: there is no role {entry.role!r} by {entry.by!r}"
                raise ValueError(msg)
        names = [(value.lower(), _ROLES[e.role]) for e in entries if e.by == "name" for value in e.values]
        media_types = {value.lower().lstrip("."): e.gives for e in entries if e.by == "file" for value in e.values}
        suffixes = "|".join(sorted(map(re.escape, media_types), key=len, reverse=True))
        return cls(
            tokens=_merged((name, role) for name, role in names if "*" not in name),
            beginnings=_by_role((name[:-1], role) for name, role in names if name.endswith("*")),
            endings=_by_role((name[1:], role) for name, role in names if name.startswith("*")),
            tags=_merged((value.lower(), _ROLES[e.role]) for e in entries if e.by == "tag" for value in e.values),
            navigation=_pattern(entries, "navigation"),
            footer=_pattern(entries, "footer"),
            contact=_pattern(entries, "contact"),
            metadata=_pattern(entries, "metadata"),
            title=_pattern(entries, "title"),
            bodies=_pattern(entries, "bodies"),
            columns=_pattern(entries, "columns"),
            files=re.compile(rf"\.({suffixes}){_FILE_END}", re.IGNORECASE) if suffixes else _NEVER,
            media_types=media_types,
        )

    def role_of(self, names: str) -> int:
        """The roles that an id and classes claim, as bits.

        >>> rule = PageRule(id="x", role="body", by="name", values=("TRS_Editor", "article_con*"))
        >>> PageRules.build([rule]).role_of("mt10 trs_editor") == BODY
        True
        """
        role = 0
        for name in names.lower().split():
            role |= self.tokens.get(name, 0)
            for claimed, beginnings in self.beginnings:
                if name.startswith(beginnings):
                    role |= claimed
            for claimed, endings in self.endings:
                if name.endswith(endings):
                    role |= claimed
        return role

    def file_type(self, href: str) -> str | None:
        """The media type of the file that an address or a name ends in; None for a page."""
        match = self.files.search(href)
        return self.media_types[match.group(1).lower()] if match else None


def try_page_example(rule: PageRule, _rules: PageRules, said: str) -> str:
    """The role that this rule alone gives to a class, a tag, a line or an address; `""` when it does not apply."""
    alone = PageRules.build((rule,))
    if rule.by == "file":
        return alone.file_type(said) or ""
    if rule.by == "name":
        return rule.role if alone.role_of(said) else ""
    if rule.by == "tag":
        return rule.role if said.lower() in alone.tags else ""
    pattern: re.Pattern[str] = getattr(alone, rule.role)
    return rule.role if pattern.search(said) else ""


def _merged(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for name, role in pairs:
        roles[name] = roles.get(name, 0) | role
    return roles


def _by_role(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    roles: dict[int, tuple[str, ...]] = {}
    for name, role in pairs:
        roles[role] = (*roles.get(role, ()), name)
    return tuple(roles.items())


def _pattern(entries: Sequence[PageRule], role: str) -> re.Pattern[str]:
    """One pattern for all the lines that give a role away. White space may stand between the characters of a short word."""
    parts: list[str] = []
    # Possessive: a bar of many words that breaks off is given up at once, not tried in every division.
    bar = r"[\s【】\[\]（）()|｜/·•、，,:：<>《》-]*+"
    for by, shape in (("start", r"^[\s【\[（(>》·•]*+(?:{})"), ("part", "(?:{})"), ("whole", rf"^(?:{bar}(?:{{}}))++{bar}$")):
        values = [value for e in entries if e.role == role and e.by == by for value in e.values]
        if values:
            values.sort(key=len, reverse=True)
            parts.append(shape.format("|".join(map(_spaced, values))))
    return re.compile("|".join(parts)) if parts else _NEVER


def _spaced(value: str) -> str:
    """The pattern of one phrase: printed labels are often spaced out (`文　　号`)."""
    letters = [re.escape(c) for c in _GAPS.sub("", value)]
    return ("\\s{0,6}" if len(letters) <= _SPACED_WORD else "\\s{0,2}").join(letters)
