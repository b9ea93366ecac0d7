"""The rules of words that hand out work, and what such words attach to an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.rule import Rule
from pipeline.tasks.effects import Effects
from pipeline.tasks.prose.attached.brackets import LONGEST_BRACKET
from pipeline.tasks.prose.attached.labels import LabelRules
from pipeline.tasks.senses import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.notice import Phrase
    from pipeline.outline import Passage
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.labels.columns import ColumnRules

_HINT = 0.1
_GAP = " 　\xa0"
_AROUND = " 　，,"
_LONGEST_LINE = 100
_KINDS = re.compile(r"[、，,/或和及]")
_PART = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule(Rule):
    """Words that show what a bracket or a line does; `effect` says what.

    `duty`: it hands out duty; `verb`: so it does if bodies are named too; `helps`: it is only to help; `explains`: it
    attaches nothing; `recipient`: the words before a bracket end in whom a paper is sent to (`who`); `opens`, `leads`: a
    paragraph begins with the body that it charges (`who`), with the words that make it the one that leads; `site`: words name
    where something is built; `works`: words are a title of work and no body, though they end as one (升级县医院); `charged`:
    a sentence begins with `who` leads; `asks`: a line asks everybody for care (请各单位抓好落实。) and charges nobody;
    `sentence`: it says who does what until when, and stays whole; `does`: beside a time, it is what must be done by then;
    `aside`: a remark on the whole list ends the bracket; `measure`: a label, behind it how what was found is put right;
    `beside`: `words` are labels whose content stands beside the task; `place`: a label of one place; `charge`: so begins the
    duty of a body that is a sentence by itself (县环保局。负责…);
    `is_when`: between a label of time and the time; `same`: what the item before has holds here too, `same_both`: said of units
    (`who`) and times (`when`) in a sentence; `collective`: what follows holds for several items (`which` numbers, or
    the last `count` of them), `all_by`: so it does without saying for which; `some`, `again`: for a part of them that nothing
    counts; `onward`: for all items that come, `throughout`: for this one too, `otherwise`: for all that name nobody; `heads`:
    for those below, which `who` does; `runs_on`: behind a bracket, its clause goes on;
    `kin`: `words` are kinds of bodies that go together, one before a bracket and others in it (党委（党组）). A `part` is a piece
    that patterns of rules below it name as `{above}`, by the last word of its id.
    """

    effect: str = "duty"
    pattern: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttachRules(Effects):
    """What tells attached words apart: the labels, the verbs of duty, and words for bodies of one kind."""

    labels: LabelRules
    effects: tuple[tuple[DutyRule, re.Pattern[str]], ...]
    kin: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def build(cls, columns: ColumnRules, duties: Sequence[DutyRule]) -> AttachRules:
        """Compile labels of `rules/columns.yaml` and verbs of `rules/duties.yaml`."""
        beside = [word for rule in duties if rule.effect == "beside" for word in rule.words]
        parts: dict[str, str] = {}
        for duty in duties:
            if duty.effect == "part":
                parts[duty.id.rpartition(".")[2]] = f"(?:{_filled(duty.pattern, parts)})"
        effects = tuple((d, re.compile(_filled(d.pattern, parts))) for d in duties if d.pattern)
        kin = tuple(rule.words for rule in duties if rule.effect == "kin")
        verbs = "|".join(d.pattern for d in duties if d.effect == "is_when") or "(?!)"
        return cls(LabelRules.build(columns, beside, verbs), effects, kin)

    def aside_of(self, passage: Passage) -> Passage | None:
        """The remark on the list as a whole that ends the words of a bracket: 下同, 以下不再列出."""
        if passage.span.length > LONGEST_BRACKET:
            return None
        matches = (pattern.search(passage.text) for pattern in self.patterns.get("aside", ()))
        return next((passage.part(match.start()) for match in matches if match is not None), None)

    def are_kin(self, before: str, inner: str) -> bool:
        """Whether a bracket holds nothing but kinds of bodies that go with the word before it: 党委（党组）, 医院（卫生院）."""
        words, kinds = before.rstrip(_GAP), _KINDS.split(inner.strip())
        return any(words.endswith(kin) and all(kind in kin for kind in kinds) for kin in self.kin)

    def without_aside(self, passage: Passage) -> Passage:
        """The words of a bracket without such a remark, and without one before them on what says otherwise: 除注明外，."""
        remark = self.aside_of(passage)
        words = passage if remark is None else passage.part(0, remark.span.start - passage.span.start)
        before = next(self.find("unless", words.text), None) if words.span.length <= LONGEST_BRACKET else None
        return words if before is None else words.part(before.end())

    def body_like(self, text: str, senses: Senses) -> float:
        """How much words look like a body, from 0 to 1; a title of work that ends as one does (升级县医院, 数字政府) is none."""
        return 0.0 if self.has("works", text) else senses.unit_like(text)

    def doers_below(self, line: Passage, senses: Senses) -> Passage | None:
        """The bodies that a line charges with the items below it: 由县发改局牵头抓好以下工作."""
        match = next(self.find("heads", line.text), None) if line.span.length <= _LONGEST_LINE else None
        who = line.part(*match.span("who")).strip(_AROUND) if match is not None else None
        return who if who is not None and senses.unit_like(who.text) > SURE else None

    def names_units(self, text: str, senses: Senses) -> bool:
        """Whether the words hand out duty: they end in a verb of duty, or are nothing but names of bodies."""
        words = text.rstrip("。；;，, 　\n")
        likely = senses.unit_like(words)
        if likely > SURE or self.has("duty", words):
            return True
        return likely > _HINT and self.has("verb", words)


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with the parts that it names written out: `{above}由`."""
    return _PART.sub(lambda match: parts[match[1]], pattern)


def try_example(rule: DutyRule, rules: AttachRules, said: str) -> str:
    """What this rule sees in the words."""
    if any(r.id == rule.id and p.search(said) for r, p in rules.effects) or said in rule.words:
        return rule.effect
    return ""


@dataclass(frozen=True, slots=True)
class Attached:
    """An item's own words, and what was attached to them."""

    text: tuple[Passage, ...] = ()
    units: tuple[Phrase, ...] = ()
    deadlines: tuple[Phrase, ...] = ()
    extra: tuple[tuple[str, str], ...] = field(default=())

    def __add__(self, other: Attached) -> Attached:
        return Attached(
            self.text + other.text, self.units + other.units, self.deadlines + other.deadlines, self.extra + other.extra
        )

    @classmethod
    def joined(cls, parts: Iterable[Attached]) -> Attached:
        """All parts in order, as `+` joins two; linear however many there are."""
        held = tuple(parts)
        return cls(
            tuple(p for part in held for p in part.text),
            tuple(p for part in held for p in part.units),
            tuple(p for part in held for p in part.deadlines),
            tuple(p for part in held for p in part.extra),
        )

    def heading(self, words: Passage) -> Passage:
        """The words of a heading, of which this is what they attach, without it: 一、夯实基础（县教育局牵头）."""
        return self.text[0] if self.text and self.is_assigned else words

    @property
    def is_assigned(self) -> bool:
        """Whether units or a time are attached."""
        return bool(self.units or self.deadlines)
