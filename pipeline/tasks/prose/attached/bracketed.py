"""Brackets of duty or time, and the words behind a label: which bodies and times they attach."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.prose.attached.brackets import LONGEST_BRACKET, last_bracket, unclosed_bracket
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.attached.labels import labelled_parts
from pipeline.tasks.senses import BEYOND_DOUBT, SURE, asked_once
from pipeline.tasks.tables.labels.columns import UNIT_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.prose.attached.labels import Labelled
    from pipeline.tasks.senses import Senses

_HINT = 0.1
_GAP = re.compile(r"[ 　\xa0]+|[/／|｜]")
_LONGEST_RECIPIENT = 30
_MOST_BRACKETS = 6
_CLAUSE = re.compile(r"[^；;。，,\n]+")
_FRONTED = re.compile(r"[（(][^（）()]{1,9}[）)][^（）()。；;\n]{2,200}[（(][^（）()]{1,9}[）)][ 　]{0,4}[\u4e00-\u9fff]")
"""Round brackets before the names that they are about, which are the units' to read: （牵头）县水利局（配合）县财政局."""
_LAST_NAME = re.compile(r"[、，,；;][^、，,；;]*$")


def unbracketed(words: Passage, senses: Senses, rules: AttachRules) -> Attached:
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
    cut = read_unclosed(text, senses, rules) if found == Attached() else None
    if cut is not None:
        return Attached((text.part(0, cut[1]).strip(),)) + cut[0]
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
    return None if any(senses.unit_like(match["who"]) > SURE for match in sent) else found


@asked_once
def read_bracket(inner: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    """What a bracket attaches; None when it only explains."""
    inner = rules.without_aside(inner)
    text = inner.text.strip()
    if rules.has("same", text):
        return Attached(units=(Phrase(inner.strip(), None, "bracket"),))
    if not text or len(text) > LONGEST_BRACKET or rules.has("explains", text) or rules.labels.names_role(text):
        return None
    lead, parts = labelled_parts(inner, senses, rules.labels)
    if not any(p.role in UNIT_ROLES or p.role == "deadline" for p in parts):
        return None if parts else _unlabelled(inner, senses, rules)
    found: Attached | None = Attached()
    if lead.text.strip(" 　；;。，,"):
        found = _unlabelled(lead, senses, rules)
    if found is not None:
        for part in parts:
            found += of_label(part, senses, rules)
    return found


def read_unclosed(words: Passage, senses: Senses, rules: AttachRules) -> tuple[Attached, int] | None:
    """What a bracket attaches that opens and never closes, and where it opens; None where it only explains.

    Its last name may be cut in the middle, where a page ends: what cannot be read of it is kept as it is.
    """
    inner, start = unclosed_bracket(words) or (None, 0)
    if inner is None or not start:
        return None
    _, parts = labelled_parts(inner, senses, rules.labels)
    if parts and parts[0].whole.span.start == inner.span.start:
        found = read_bracket(inner, senses, rules)
        return (found, start) if found is not None and found.is_assigned else None
    last = _LAST_NAME.search(inner.text)
    whole = inner.part(0, last.start()) if last is not None and not rules.has("duty", inner.text) else inner
    found = read_bracket(whole, senses, rules)
    if found is None or not found.units or not any(rules.has("duty", clause[0]) for clause in _CLAUSE.finditer(whole.text)):
        return None
    rest = inner.part(whole.span.length + 1).strip()
    return (found + Attached(units=(Phrase(rest, None, "bracket"),) if rest.text else ()), start)


def _unlabelled(words: Passage, senses: Senses, rules: AttachRules) -> Attached | None:
    """Words that may be units, a time, or both, clause by clause."""
    units, times = _runs(words, senses)
    if units and all(rules.names_units(run.text, senses) and not (times and rules.has("does", run.text)) for run in units):
        return Attached(units=tuple(Phrase(p, None, "bracket") for p in units), deadlines=_beside_units(times, senses))
    if senses.has_time(words) or (senses.time_like(words.text.strip()) > SURE and senses.dates(words)):
        return Attached(deadlines=(Phrase(words, None, "bracket"),))
    return None


def _beside_units(times: Sequence[Passage], senses: Senses) -> tuple[Phrase, ...]:
    """Times beside bodies; words that are nothing but a time limit the work, as in a column of times: （市教育局；2023年度）."""
    return tuple(Phrase(p, "deadline" if senses.time_like(p.text) > SURE else None, "bracket") for p in times)


def _runs(words: Passage, senses: Senses) -> tuple[list[Passage], list[Passage]]:
    """The clauses about bodies and those about time; neighbours of one kind stay together."""
    runs: list[tuple[bool, int, int]] = []
    for start, end in _clauses(words.text, senses):
        is_time = _is_time(words.part(start, end), senses)
        if runs and runs[-1][0] == is_time:
            runs[-1] = (is_time, runs[-1][1], end)
        else:
            runs.append((is_time, start, end))
    parts = [(is_time, words.part(start, end).strip()) for is_time, start, end in runs]
    return [p for is_time, p in parts if not is_time], [p for is_time, p in parts if is_time]


def _clauses(text: str, senses: Senses) -> Iterator[tuple[int, int]]:
    """The clauses of a bracket; a gap or a stroke parts one too, where on one side is a time and on the other a body."""
    for match in _CLAUSE.finditer(text):
        words = match[0].strip()
        gaps = islice(_GAP.finditer(words), _MOST_BRACKETS)
        gap = next((g for g in gaps if _is_pair(words[: g.start()], words[g.end() :], senses)), None)
        base = match.start() + len(match[0]) - len(match[0].lstrip())
        if gap is not None:
            yield from ((match.start(), base + gap.start()), (base + gap.end(), match.end()))
        elif match[0].strip():
            yield match.span()


def _is_pair(one: str, other: str, senses: Senses) -> bool:
    """Whether one of two runs of words is a time and the other a body, beyond doubt: 县交通局 10月底前."""
    pairs = ((one, other), (other, one))
    return any(senses.time_like(time) > BEYOND_DOUBT and senses.unit_like(body) > BEYOND_DOUBT for time, body in pairs)


def _is_time(clause: Passage, senses: Senses) -> bool:
    """Whether a clause among others is about time: 2022年6月底前完成5家, 每月不少于2场."""
    text = clause.text.strip()
    bracket = last_bracket(clause.strip())
    if bracket and senses.unit_like(clause.strip().text[: bracket[1]]) > SURE:
        return False  # 市司法局（2023年9月底前）: the unit's words, with a time that is read from them
    timed, named = senses.time_like(text), senses.unit_like(text)
    if timed > SURE or (named <= SURE and senses.has_time(clause)):
        return True
    return timed > _HINT and (not named or senses.time_like(text[:2]) > SURE)


def of_label(part: Labelled, senses: Senses, rules: AttachRules) -> Attached:
    """What a label attaches; a time among the units of a label is a deadline."""
    if part.role in UNIT_ROLES:
        return _units_of(part, senses, rules)
    if part.role == "deadline":
        return Attached(deadlines=(Phrase(part.content, part.role, "bracket"),)) if part.content.span.length else Attached()
    if part.role in ("task", "detail"):
        return unbracketed(part.whole, senses, rules)
    return Attached(extra=((part.words, part.content.text),)) if part.content.span.length else Attached()


def _units_of(part: Labelled, senses: Senses, rules: AttachRules) -> Attached:
    content = part.whole.strip() if _FRONTED.match(part.whole.text) else part.content
    if rules.has("explains", content.text.strip("（()） 　")) or not content.span.length:
        return Attached()
    units, times = _runs(content, senses)
    if not units:
        return Attached(deadlines=tuple(Phrase(p, None, "bracket") for p in times))
    return Attached(
        units=tuple(Phrase(p, part.role, "bracket") for p in units),
        deadlines=tuple(Phrase(p, None, "bracket") for p in times),
    )
