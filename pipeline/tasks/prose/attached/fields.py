"""Labels alone in their lines, and what they say on the lines below: 责任单位 / 县卫健局 / 完成时限 / 11月底前."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks.prose.attached.bracketed import of_label
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.attached.labels import Labelled
from pipeline.tasks.senses import SURE
from pipeline.tasks.tables.labels.columns import UNIT_ROLES, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_WORK = frozenset({"task", "detail"})
_DUTIES = UNIT_ROLES | {"deadline"}
_KNOWN = _DUTIES | _WORK | {"leader", "remark", "result"}
_AROUND = " 　【】[]［］〔〕：:"
_LONGEST_LABEL = 14


@dataclass(frozen=True)
class Field:
    """A label alone in its line, with the lines that say what it names; `lines` how many of the paragraphs both take."""

    index: int
    label: Passage
    role: str
    said: tuple[Passage, ...]

    @property
    def lines(self) -> int:
        """How many paragraphs the label and its words are."""
        return 1 + len(self.said)

    @property
    def is_work(self) -> bool:
        """Whether it says what is to be done."""
        return self.role in _WORK

    def attached(self, senses: Senses, rules: TaskRules) -> Attached:
        """What it attaches to the item."""
        if self.is_work:
            return Attached(self.said)
        words = plain(self.label.text.strip(_AROUND))
        parts = (Labelled(self.role, words, said, said) for said in self.said)
        return Attached.joined(of_label(part, senses, rules.attach) for part in parts)


def fields_of(paragraphs: Sequence[tuple[int, Passage]], senses: Senses, rules: TaskRules) -> dict[int, Field]:
    """The fields among some paragraphs, by the place of their label.

    Work, persons and remarks count only beside a body or a time, which says that the page prints its labels so.
    """
    roles = [_role(words, rules) for _, words in paragraphs]
    found = {at: field for at, role in enumerate(roles) if role and (field := _field(paragraphs, roles, at, senses)) is not None}
    return found if any(field.role in _DUTIES for field in found.values()) else {}


def _role(words: Passage, rules: TaskRules) -> str:
    """What a line that is nothing but a label is for; empty words for any other line."""
    if words.span.length > _LONGEST_LABEL:
        return ""
    label = words.text.strip(_AROUND)
    rule = rules.columns.exact(label)
    if rule is not None:
        return rule.role if rule.role in _KNOWN else ""
    return "remark" if plain(label) in rules.attach.labels.beside else ""


def _field(paragraphs: Sequence[tuple[int, Passage]], roles: Sequence[str], at: int, senses: Senses) -> Field | None:
    """The field whose label stands at a place, where the line below it says what the label names."""
    said = tuple(_said(paragraphs, roles, at, senses))
    index, label = paragraphs[at]
    return Field(index, label, roles[at], said) if said else None


def _said(paragraphs: Sequence[tuple[int, Passage]], roles: Sequence[str], at: int, senses: Senses) -> Iterator[Passage]:
    """The lines below a label that say what it names: all that are bodies, or the one that is a time, or the one below it."""
    for (_, words), role in zip(paragraphs[at + 1 :], roles[at + 1 :], strict=True):
        if role:
            return
        if roles[at] in UNIT_ROLES and senses.unit_like(words.text) <= SURE:
            return
        if roles[at] == "deadline" and senses.time_like(words.text) <= SURE and not senses.has_time(words):
            return
        yield words
        if roles[at] not in UNIT_ROLES:
            return
