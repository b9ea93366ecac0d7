"""Words attached to an item: labelled lines (责任单位：…) and brackets at its end that name units or a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.rule import Rule
from pipeline.tasks.prose.brackets import LONGEST_BRACKET, inside_bracket, last_bracket
from pipeline.tasks.prose.labels import Labelled, LabelRules, labelled_parts
from pipeline.tasks.tables.columns import UNIT_ROLES, ColumnRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.senses import Senses

_SURE, _BEYOND_DOUBT = 0.6, 0.9
_HINT = 0.1
_LONGEST_RECIPIENT = 30
_MOST_BRACKETS = 6
_HEAD = re.compile(r"(?P<who>[^：:。；;\n]{2,60})(?P<sign>[：:。])[ 　]*(?=[^ 　\n])")
_CLAUSE = re.compile(r"[^；;。，,\n]+")
_GAP = " 　\xa0"
_KINDS = re.compile(r"[、，,/或和及]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule(Rule):
    """Words that show what a bracket or a line does; `effect` says what.

    `duty`: it hands out duty; `verb`: so it does if bodies are named too; `helps`: it is only to help; `explains`: it attaches
    nothing; `recipient`: the words before a bracket end in whom a paper is sent to (`who`); `opens`, `leads`: a paragraph begins
    with the body that it charges (`who`), with the words that make it the one that leads; `works`: words are a title of work and
    no body, though they end as one (升级县医院); `charged`: a sentence begins with `who` leads; `asks`: a line asks everybody for
    care (请各单位抓好落实。) and charges nobody; `does`: beside a time, it is what must
    be done by then; `aside`: a remark on the whole list ends the bracket; `beside`: `words` are labels whose content stands
    beside the task; `same`: what the item before has holds here too; `collective`: what follows holds for several items (`which`
    numbers, or the last `count` of them), `some`, `again`: for a part of them that nothing counts; `onward`: for all items
    that come, `otherwise`: for all that name nobody; `runs_on`: behind a bracket, its clause goes on; `kin`: `words` are kinds of
    bodies that go together, one before a bracket and others in it (党委（党组）).
    """

    effect: str = "duty"
    pattern: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttachRules:
    """What tells attached words apart: the labels, the verbs of duty, and words for bodies of one kind."""

    labels: LabelRules
    effects: tuple[tuple[DutyRule, re.Pattern[str]], ...]
    kin: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def build(cls, columns: ColumnRules, duties: Sequence[DutyRule]) -> AttachRules:
        """Compile labels of `rules/columns.yaml` and verbs of `rules/duties.yaml`."""
        beside = [word for rule in duties if rule.effect == "beside" for word in rule.words]
        effects = tuple((d, re.compile(d.pattern)) for d in duties if d.pattern)
        kin = tuple(rule.words for rule in duties if rule.effect == "kin")
        return cls(LabelRules.build(columns, beside), effects, kin)

    def has(self, effect: str, text: str) -> bool:
        """Whether the words have an effect."""
        return any(rule.effect == effect and pattern.search(text) for rule, pattern in self.effects)

    def find(self, effect: str, text: str) -> Iterator[re.Match[str]]:
        """All places in the words that have an effect, in printed order."""
        found = [m for rule, pattern in self.effects if rule.effect == effect for m in pattern.finditer(text)]
        return iter(sorted(found, key=lambda m: m.start()))

    def aside_of(self, passage: Passage) -> Passage | None:
        """The remark on the list as a whole that ends the words of a bracket: 下同, 以下不再列出."""
        if passage.span.length > LONGEST_BRACKET:
            return None
        matches = (pattern.search(passage.text) for rule, pattern in self.effects if rule.effect == "aside")
        return next((passage.part(match.start()) for match in matches if match is not None), None)

    def are_kin(self, before: str, inner: str) -> bool:
        """Whether a bracket holds nothing but kinds of bodies that go with the word before it: 党委（党组）, 医院（卫生院）."""
        words, kinds = before.rstrip(_GAP), _KINDS.split(inner.strip())
        return any(words.endswith(kin) and all(kind in kin for kind in kinds) for kin in self.kin)

    def without_aside(self, passage: Passage) -> Passage:
        """The words of a bracket without such a remark."""
        remark = self.aside_of(passage)
        return passage if remark is None else passage.part(0, remark.span.start - passage.span.start)

    def names_units(self, text: str, senses: Senses) -> bool:
        """Whether the words hand out duty: they end in a verb of duty, or are nothing but names of bodies."""
        words = text.rstrip("。；;，, 　\n")
        likely = senses.unit_like(words)
        if likely > _SURE or self.has("duty", words):
            return True
        return likely > _HINT and self.has("verb", words)


def try_example(rule: DutyRule, rules: AttachRules, said: str) -> str:
    """What this rule sees in the words."""
    if any(r.id == rule.id and p.search(said) for r, p in rules.effects) or said in rule.words:
        return rule.effect
    return ""


@dataclass(frozen=True)
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

    @property
    def is_assigned(self) -> bool:
        """Whether units or a time are attached."""
        return bool(self.units or self.deadlines)


def peel(passage: Passage, senses: Senses, rules: AttachRules) -> Attached:
    """Take labelled parts and brackets of duty or time off the end of an item's words."""
    lead, parts = labelled_parts(passage, senses, rules.labels)
    found = Attached()
    for part in parts:
        found += _from_label(part, senses, rules)
    if parts:
        lead = lead.strip(" 　\n，,、；;")
    return _unbracketed(lead, senses, rules) + found


def head_of(words: Passage, senses: Senses, rules: AttachRules) -> tuple[Phrase, Passage] | None:
    """The bodies that an item names first, before a colon, and the words after it: 县水利局：负责水库巡查.

    Before a full stop they count where they are bodies beyond doubt. A title that ends as a body does is none (升级县医院。…),
    nor is what stands before the body that leads: 乡镇卫生院。由县卫健局牵头….
    """
    match = _HEAD.match(words.text)
    if match is None or inside_bracket(words.text, match.start("sign")):
        return None
    if senses.unit_like(match["who"]) <= (_BEYOND_DOUBT if match["sign"] == "。" else _SURE):
        return None
    rest = words.part(match.end())
    if rules.has("works", match["who"]) or any(senses.unit_like(m["who"]) > _SURE for m in rules.find("charged", rest.text)):
        return None
    return Phrase(words.part(*match.span("who")), "responsible", "bracket"), rest


def _unbracketed(words: Passage, senses: Senses, rules: AttachRules) -> Attached:
    """Words and the brackets of duty or time that they end in."""
    found = Attached()
    text = words.strip()
    for _ in range(_MOST_BRACKETS):
        bracket = last_bracket(text) if text.span.length else None
        if bracket is None:
            break
        inner, start = bracket
        more = read_behind(text.part(0, start), inner, senses, rules)
        if more is None:
            break
        found = more + found
        text = text.part(0, start).strip()
    if not text.span.length:
        return found
    stop = words.strip().part(-1)
    stopped = stop.text != "。" or text.text[-1] in "。；！？" or found == Attached()
    return Attached((text,) if stopped else (text, stop)) + found


def read_behind(words: Passage, inner: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    """What a bracket behind some words attaches; a bare body behind whom a paper is sent to is a part of the recipient.

    报送市政府办公室（督查室） names nobody who does the work; 报市政府办公室（市司法局负责） does. Nor does a kind of body behind
    another of its kind: 压实各级党委（党组）.
    """
    found = read_bracket(inner, senses, rules)
    if found is None or not found.units or any(p.role or rules.has("duty", p.passage.text) for p in found.units):
        return found
    if rules.are_kin(words.text, inner.text):
        return None
    sent = rules.find("recipient", words.part(-_LONGEST_RECIPIENT).text)
    return None if any(senses.unit_like(match["who"]) > _SURE for match in sent) else found


def read_bracket(inner: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    """What a bracket attaches; None when it only explains."""
    inner = rules.without_aside(inner)
    text = inner.text.strip()
    if rules.has("same", text):
        return Attached(units=(Phrase(inner.strip(), None, "bracket"),))
    if not text or len(text) > LONGEST_BRACKET or rules.has("explains", text):
        return None
    lead, parts = labelled_parts(inner, senses, rules.labels)
    if not any(p.role in UNIT_ROLES or p.role == "deadline" for p in parts):
        return None if parts else _unlabelled(inner, senses, rules)
    found: Attached | None = Attached()
    if lead.text.strip(" 　；;。，,"):
        found = _unlabelled(lead, senses, rules)
    if found is not None:
        for part in parts:
            found += _from_label(part, senses, rules)
    return found


def _unlabelled(words: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    """Words that may be units, a time, or both, clause by clause."""
    units, times = _runs(words, senses)
    if units and all(rules.names_units(run.text, senses) and not (times and rules.has("does", run.text)) for run in units):
        return Attached(units=tuple(Phrase(p, None, "bracket") for p in units), deadlines=_beside_units(times, senses))
    if senses.time_like(words.text.strip()) > _SURE or senses.has_time(words):
        return Attached(deadlines=(Phrase(words, None, "bracket"),))
    return None


def _beside_units(times: Sequence[Passage], senses: Senses) -> tuple[Phrase, ...]:
    """Times beside bodies; words that are nothing but a time limit the work, as in a column of times: （市教育局；2023年度）."""
    return tuple(Phrase(p, "deadline" if senses.time_like(p.text) > _SURE else None, "bracket") for p in times)


def _runs(words: Passage, senses: Senses) -> tuple[list[Passage], list[Passage]]:
    """The clauses about bodies and those about time; neighbours of one kind stay together."""
    runs: list[tuple[bool, int, int]] = []
    for match in _CLAUSE.finditer(words.text):
        if not match[0].strip():
            continue
        clause = words.part(*match.span())
        is_time = _is_time(clause, senses)
        if runs and runs[-1][0] == is_time:
            runs[-1] = (is_time, runs[-1][1], match.end())
        else:
            runs.append((is_time, *match.span()))
    parts = [(is_time, words.part(start, end).strip()) for is_time, start, end in runs]
    return [p for is_time, p in parts if not is_time], [p for is_time, p in parts if is_time]


def _is_time(clause: Passage, senses: Senses) -> bool:
    """Whether a clause among others is about time: 2022年6月底前完成5家, 每月不少于2场."""
    text = clause.text.strip()
    bracket = last_bracket(clause.strip())
    if bracket and senses.unit_like(clause.strip().text[: bracket[1]]) > _SURE:
        return False  # 市司法局（2023年9月底前）: the unit's words, with a time that is read from them
    timed, named = senses.time_like(text), senses.unit_like(text)
    if timed > _SURE or (named <= _SURE and senses.has_time(clause)):
        return True
    return timed > _HINT and (not named or senses.time_like(text[:2]) > _SURE)


def _from_label(part: Labelled, senses: Senses, rules: AttachRules) -> Attached:
    """What a label attaches; a time among the units of a label is a deadline."""
    if part.role in UNIT_ROLES:
        return _units_of(part, senses, rules)
    if part.role == "deadline":
        return Attached(deadlines=(Phrase(part.content, part.role, "bracket"),)) if part.content.span.length else Attached()
    if part.role in ("task", "detail"):
        return _unbracketed(part.whole, senses, rules)
    return Attached(extra=((part.words, part.content.text),)) if part.content.span.length else Attached()


def _units_of(part: Labelled, senses: Senses, rules: AttachRules) -> Attached:
    content = part.content
    if rules.has("explains", content.text.strip("（()） 　")) or not content.span.length:
        return Attached()
    units, times = _runs(content, senses)
    if not units:
        return Attached(deadlines=tuple(Phrase(p, None, "bracket") for p in times))
    return Attached(
        units=tuple(Phrase(p, part.role, "bracket") for p in units),
        deadlines=tuple(Phrase(p, None, "bracket") for p in times),
    )
