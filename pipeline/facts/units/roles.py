"""Give each name its role: from its own bracket, the verb behind it, the word between units, the label or the column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.facts.units.patterns import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.units.piece import Piece
    from pipeline.facts.units.rules import UnitRules

LISTED = re.compile(r"[、，,；;/\s]+")
COLUMN = "unit.column"
"""The rule of a role that no word of the phrase gives: the column's, or plain responsibility."""

LEAD_FIRST = "lead_first"
"""The role that a caller gives where a legend says that the first unit of each list leads."""

PERSON = "person"
DOING = frozenset({"lead", "responsible"})
COMMAS = frozenset("，,")


@dataclass(frozen=True, slots=True)
class Role:
    """A role and the rule that gave it; empty where nothing was said yet."""

    name: str = ""
    rule: str = COLUMN


@dataclass(frozen=True, slots=True)
class Named:
    """A name (or words that are none) with its role and what hangs on it."""

    piece: Piece
    role: Role = Role()
    aka: tuple[str, ...] = ()
    open_list: bool = False
    section: int = 0  # where a section that is printed behind the name ends: 县委办公室（宣）
    left_out: Piece | None = None  # the words that say whom the classes of the list leave out: 除某某外的

    def in_role(self, role: Role) -> Named:
        """The same name in another role."""
        return Named(self.piece, role, self.aka, self.open_list, self.section, self.left_out)


def _names_in(bracket: str) -> tuple[str, ...]:
    """The names that a bracket holds; a bracket within it keeps its own together.

    >>> _names_in("（教研室、招生办）"), _names_in("（市人才办（公务员局、编办））")
    (('教研室', '招生办'), ('市人才办（公务员局、编办）',))
    """
    words = bracket[1:-1]
    return tuple(LISTED.split(words)) if not any(char in words for char in OPEN + CLOSE) else (words,)


@dataclass
class _Reader:
    """Walks over the pieces; names wait for their role until something gives it."""

    text: str
    given: Role
    out: list[Named] = field(default_factory=list)
    waiting: int = 0
    forced: Role = Role()
    spoken: bool = False
    clause: int = 0  # the first name behind the last comma
    left_out: Piece | None = None
    parted: bool = False  # whether a separator, and no mere space, stands right before

    def settle(self, role: Role, end: int | None = None) -> None:
        """Give the waiting names a role: all, or those before `end`."""
        for at in range(self.waiting, len(self.out) if end is None else end):
            named = self.out[at]
            if not named.role.name:
                self.out[at] = named.in_role(role)
        self.waiting = len(self.out) if end is None else max(end, self.waiting)
        self.forced = Role()

    def rest(self) -> Role:
        """The role of names that no verb follows: beside a verb that leads, a leading column means those who do the work."""
        if self.forced.name:
            return self.forced
        return Role("responsible") if self.spoken and self.given.name == "lead" else self.given

    def take(self, piece: Piece) -> None:
        """Read one piece."""
        if piece.kind in {"label", "except"} or piece.role == "strong":
            self.left_out = piece if piece.kind == "except" else None
        if piece.kind == "label" and not piece.role:
            self.settle(self.rest())
            self.out.append(Named(replace(piece, kind="unread")))
        elif piece.kind == "label":
            self.settle(self.rest())
            self.given, self.spoken = Role(piece.role, piece.rule), False
        elif piece.kind == "link":
            self.settle(Role(piece.role, piece.rule))
            self.forced, self.spoken = Role(piece.role_after, piece.rule), True
        elif piece.kind == "verb":
            if piece.role == "cooperating" and self.given.name in DOING:
                self.settle(self.rest(), self.clause)  # 责任单位：甲，乙配合
            self.settle(self.forced if self.forced.name else Role(piece.role, piece.rule) if piece.role else self.rest())
            self.spoken = True
        elif piece.kind == "sep" and piece.role == "strong":
            self.settle(self.rest())
        elif piece.kind == "sep" and not COMMAS.isdisjoint(self.text[piece.start : piece.end]):
            self.clause = len(self.out)
        else:
            self.hang(piece)

    def hang(self, piece: Piece) -> None:
        """Take a name, or what hangs on the last one."""
        last = self.out[-1] if self.out and self.out[-1].piece.kind == "name" else None
        if piece.kind in {"name", "person", "unread", "same"}:
            is_person = self.given.name == PERSON and piece.kind in {"name", "unread"}
            named = replace(piece, kind=PERSON, rule=self.given.rule) if is_person else piece
            self.out.append(Named(named, left_out=self.left_out))
        elif piece.kind == "aka" and last and not self.parted:
            self.out[-1] = replace(last, aka=(*last.aka, *_names_in(self.text[piece.start : piece.end])))
        elif piece.kind == "aka":
            self.out.append(Named(replace(piece, kind="name", start=piece.start + 1, end=piece.end - 1)))
        elif piece.kind == "section" and last:
            self.out[-1] = replace(last, section=piece.end)
        elif piece.kind == "open" and last:
            self.out[-1] = replace(last, open_list=True)
        elif piece.kind == "own" and last:
            self.out[-1] = replace(last, role=Role(piece.role, piece.rule))
            self.spoken = True


def with_roles(text: str, pieces: Sequence[Piece], column: str | None, rules: UnitRules) -> list[Named]:
    """The names in printed order, each with its role, and the words that nobody could read.

    Names before a verb up to the last verb, `；` or label share its role; names without any take the column's role,
    and are `responsible` where there is none.
    """
    reader = _Reader(text, Role("" if column in (None, LEAD_FIRST) else str(column)))
    first = column == LEAD_FIRST
    for piece in pieces:
        if piece.kind == "legend":
            first = True
        else:
            reader.take(piece)
        reader.parted = piece.kind == "sep" and LISTED.match(text[piece.start : piece.end].strip()) is not None
    reader.settle(reader.rest())
    named = _first_leads(reader.out, rules) if first else reader.out
    return [replace(n, role=Role("responsible", n.role.rule)) if n.role.name in {"", PERSON} else n for n in named]


def _first_leads(named: list[Named], rules: UnitRules) -> list[Named]:
    """Under the legend 'the first leads': the first leads, others of a label or column help; a verb (负责) keeps its role."""
    names = [at for at, n in enumerate(named) if n.piece.kind == "name"]
    if not names or any(n.role.name == "lead" and n.role.rule != COLUMN for n in named):
        return named
    legend = rules.rule_of("legend")
    lists = {COLUMN, *(word.rule for (kind, _), word in rules.meaning.items() if kind == "label" and word.role == "responsible")}
    roles = {at: Role("cooperating", legend) for at in names if named[at].role.rule in lists} | {names[0]: Role("lead", legend)}
    return [replace(n, role=roles[at]) if at in roles else n for at, n in enumerate(named)]
