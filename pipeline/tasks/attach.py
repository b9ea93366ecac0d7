"""Words attached to an item: labelled lines (责任单位：…) and brackets at its end that name units or a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.rule import Rule
from pipeline.tasks.columns import UNIT_ROLES, ColumnRules, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.senses import Senses

_PAIRS = {"）": "（(", ")": "(（", "〕": "〔", "］": "［[", "]": "[［", "】": "【"}
_OPENERS = "（(〔［[【"
_LABELLED = UNIT_ROLES | {"deadline", "leader", "remark", "result"}
_SURE = 0.6
_LONGEST_BRACKET = 400
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule(Rule):
    """Words that show that a bracket hands out duty."""

    pattern: str


@dataclass(frozen=True)
class AttachRules:
    """What tells attached words apart: the labels of columns, and the verbs of duty."""

    labels: re.Pattern[str]
    columns: ColumnRules
    duty: tuple[tuple[DutyRule, re.Pattern[str]], ...]

    @classmethod
    def build(cls, columns: ColumnRules, duties: Sequence[DutyRule]) -> AttachRules:
        """Compile labels of `rules/columns.yaml` and verbs of `rules/duties.yaml`."""
        words = "|".join(r"[ 　]{0,3}".join(map(re.escape, w)) for w in columns.labels(_LABELLED))
        # A label stands at the start of the words or after a break, and ends in a colon.
        pattern = re.compile(rf"(?:(?<=^)|(?<=[\n。；;，,、 　\xa0（(〔［\[【)）〕］\]】|]))(?P<label>{words})[ 　]*[：:|][ 　]*")
        return cls(pattern, columns, tuple((d, re.compile(d.pattern)) for d in duties))

    def is_duty(self, text: str) -> bool:
        """Whether the words end in a verb of duty."""
        return any(pattern.search(text) for _, pattern in self.duty)


def try_example(rule: DutyRule, rules: AttachRules, said: str) -> str:
    """Whether this rule sees duty in the words."""
    return "duty" if any(r.id == rule.id and p.search(said) for r, p in rules.duty) else ""


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


def peel(passage: Passage, senses: Senses, rules: AttachRules) -> Attached:
    """Take labelled parts and brackets of duty or time off the end of an item's words."""
    lead, parts = labelled_parts(passage, rules)
    found = Attached()
    for role, label, content in parts:
        found += _from_label((role, label), content, "bracket")
    text = lead.strip()
    while text.span.length and (bracket := _last_bracket(text)):
        inner, start = bracket
        more = read_bracket(inner, senses, rules)
        if more is None:
            break
        found = more + found
        text = text.part(0, start).strip()
    return Attached((text,) if text.span.length else ()) + found


def peel_title(item: Attached, senses: Senses, rules: AttachRules) -> Attached:
    """Take a bracket of duty or time off the end of an item's run-in title: `（一）启动试点（9月起）。各单位…`."""
    if not item.text:
        return item
    words = item.text[0]
    text = words.text
    for start, end in brackets_in(words):
        if start > _LONGEST_TITLE:
            break
        inner = read_bracket(words.part(start + 1, end - 1), senses, rules) if text[end : end + 1] in ("。", "\n", "：") else None
        if inner is not None:
            own = Attached((words.part(0, start), words.part(end), *item.text[1:]))
            return own + inner + Attached((), item.units, item.deadlines, item.extra)
    return item


def labelled_parts(passage: Passage, rules: AttachRules) -> tuple[Passage, list[tuple[str, str, Passage]]]:
    """What stands before the first label, and each label's role, words and content up to the next label.

    A label inside a bracket is left to `read_bracket`.
    """
    text = passage.text
    matches = [m for m in rules.labels.finditer(text) if not _inside_bracket(text, m.start())]
    if not matches:
        return passage, []
    parts = []
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        rule = rules.columns.rule_of(match["label"])
        if rule is not None:
            content = passage.part(match.end(), after.start() if after else passage.span.length).strip(" 　\n；;。，,|")
            parts.append((rule.role, plain(match["label"]), content))
    return passage.part(0, matches[0].start()), parts


def _inside_bracket(text: str, position: int) -> bool:
    """Whether a bracket that opens shortly before the position is still open there."""
    window = text[max(0, position - _LONGEST_BRACKET) : position]
    depth = 0
    for character in reversed(window):
        if character in _PAIRS:
            depth += 1
        elif character in _OPENERS:
            if depth == 0:
                return True
            depth -= 1
    return False


def _last_bracket(passage: Passage) -> tuple[Passage, int] | None:
    """The bracket that the words end in, without its signs, and where it opens."""
    text = passage.text.rstrip("。；;，, 　\n")
    if not text or text[-1] not in _PAIRS:
        return None
    depth = 0
    for index in range(len(text) - 1, max(-1, len(text) - _LONGEST_BRACKET), -1):
        if text[index] in _PAIRS:
            depth += 1
        elif text[index] in _OPENERS:
            depth -= 1
            if depth == 0:
                return passage.part(index + 1, len(text) - 1), index
    return None


def brackets_in(passage: Passage) -> list[tuple[int, int]]:
    """All outermost brackets: where each opens and where it ends (after its closing sign)."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for index, character in enumerate(passage.text):
        if character in _OPENERS:
            if depth == 0:
                start = index
            depth += 1
        elif character in _PAIRS and depth:
            depth -= 1
            if depth == 0:
                found.append((start, index + 1))
    return found


def read_bracket(inner: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    """What a bracket attaches; None when it only explains."""
    lead, parts = labelled_parts(inner, rules)
    if parts and not lead.strip().span.length:
        found = Attached()
        for role, label, content in parts:
            found += _from_label((role, label), content, "bracket")
        return found
    text = inner.text
    if senses.time_like(text) > _SURE:
        return Attached(deadlines=(Phrase(inner, None, "bracket"),))
    if rules.is_duty(text.rstrip("。；; ")) or senses.unit_like(text) > _SURE:
        return _units_and_time(inner, senses)
    if senses.has_time(inner):
        return Attached(deadlines=(Phrase(inner, None, "bracket"),))
    return None


_CLAUSES = re.compile(r"[；;。]")
_COMMAS = re.compile(r"[；;。，,]")


def _units_and_time(inner: Passage, senses: Senses) -> Attached:
    """A bracket with units and perhaps a time: the clauses about time go to the deadlines."""
    if not senses.has_time(inner):
        return Attached(units=(Phrase(inner, None, "bracket"),))
    units: list[Passage] = []
    times: list[Passage] = []
    for clause in inner.split(_COMMAS):
        piece = clause.strip()
        if piece.span.length:
            (times if senses.time_like(piece.text) > _SURE or senses.has_time(piece) else units).append(piece)
    return Attached(
        units=tuple(Phrase(p, None, "bracket") for p in units), deadlines=tuple(Phrase(p, None, "bracket") for p in times)
    )


def _from_label(label: tuple[str, str], content: Passage, source: str) -> Attached:
    role, words = label
    if not content.span.length:
        return Attached()
    if role in UNIT_ROLES:
        return Attached(units=(Phrase(content, role, source),))
    if role == "deadline":
        return Attached(deadlines=(Phrase(content, None, source),))
    return Attached(extra=((words, content.text),))
