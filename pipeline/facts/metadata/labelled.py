"""A field with its label in front: 索引号：K1/2023-7, and how far its value goes where other things follow on the line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import date_at
from pipeline.facts.metadata.docnumbers import number_at_start
from pipeline.facts.metadata.glued import DATES, SURE, TOO_LONG, glued_value, next_shown
from pipeline.facts.metadata.letter import addresses_at

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage

GAP = re.compile(r"[\s|•·∙▪●■◆*,，;；]+|-->|[-—]{1,3}(?=\s|$)")
"""What may stand between two entries of a line."""
WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_LONG_LABEL = 4
VIEWS = "views"
TYPED = DATES | {"doc_number", VIEWS}
"""Fields whose value shows by itself what it is."""
_LONGEST_HEAD = 600
_PAUSE = re.compile(r"\s+")
_MOST_PAUSES = 12
_DATED = re.compile(r"\s{1,40}(?=[12]\d{3}\s{0,9}[-年./])")


@dataclass(frozen=True)
class Entry:
    """A run of a line that was understood. `name` is the field's, `value` its words; `kind` a kind of the `blocks` table."""

    kind: str
    whole: Passage
    name: str = ""
    value: Passage | None = None
    rule: str = ""


def labelled_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Entry | None:
    """The field whose label stands here, with its colon or glued to a value that shows itself; none reaches beyond `until`."""
    text = line.text
    label = rules.label.match(text, at)
    if label is None:
        return _glued_at(line, at, until, rules)
    rule = rules.labels["".join((label["boxed"] or label["plain"]).split())]
    gap = GAP.match(text, label.end())
    begin = min(gap.end() if gap else label.end(), until)
    end = min(_next_label(text, begin, rules), until)
    stop = begin + _value_length(text[begin:end], rule.gives, rules)
    value = line.part(begin, stop).strip(" |\u3000\u2002\u2003\xa0\t;；")
    whole = line.part(at, max(label.end(), value.span.end - line.span.start))
    return Entry("metadata", whole, rule.gives, value, rule.id)


def _glued_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Entry | None:
    """A label whose colon is gone, as where it stands in an element of its own: 文号澜政办发〔2023〕1号, 成文日期2023-03-01."""
    found = glued_value(line.text[:until], at, rules)
    if found is None:
        return None
    rule, span = found
    return Entry("metadata", line.part(at, span.end), rule.gives, line.part(span.start, span.end).strip(), rule.id)


def spaced_label_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Entry | None:
    """A label with a space for its colon: 索引号 K1/2023-7 成文日期 2023-04-03; such a line must have a label that is sure."""
    text = line.text
    label = rules.spaced_label.match(text, at)
    if label is None or len(text) > _LONGEST_HEAD or not _describes_notice(text, rules):
        return None
    rule = rules.labels["".join(label["plain"].split())]
    begin = min(len(text) - len(text[label.end() :].lstrip()), until)
    others = (rules.spaced_label.search(text, begin), rules.label.search(text, begin))
    end = min(until, *(found.start() for found in others if found), len(text))
    stop = begin + (_value_length(text[begin:end], rule.gives, rules) if rule.gives in TYPED else end - begin)
    value = line.part(begin, max(begin, stop)).strip()
    return Entry("metadata", line.part(at, max(label.end(), value.span.end - line.span.start)), rule.gives, value, rule.id)


def _describes_notice(text: str, rules: MetadataRules) -> bool:
    """Whether a line of spaced labels can only be a notice's head: one of them is sure, or the value of 名称 is a title."""
    for label in rules.spaced_label.finditer(text):
        name = rules.labels["".join(label["plain"].split())].gives
        value = text[label.end() :].strip()
        if name in SURE or (name == "title" and rules.titles.mark.search(value)):
            return True
    return False


def _next_label(text: str, begin: int, rules: MetadataRules) -> int:
    """Where the next label begins: after a gap or a digit, anywhere when it is a long one, without colon before its value."""
    end = _next_with_colon(text, begin, rules)
    glued = next_shown(text[begin : min(end, begin + 2 * TOO_LONG)], rules)
    return end if glued is None else begin + glued


def _next_with_colon(text: str, begin: int, rules: MetadataRules) -> int:
    for match in rules.label.finditer(text, begin):
        words = match["boxed"] or match["plain"]
        joined = match.start() > 0 and WORD.match(text[match.start() - 1])
        if not joined or match["boxed"] or len(words) >= _LONG_LABEL:
            return match.start()
    return len(text)


def _value_length(words: str, name: str, rules: MetadataRules) -> int:
    """How much of the words is the field's value."""
    if name in DATES:
        date = date_at(words, 0)
        return date.span.end if date else _free_length(words, rules)
    if name == "doc_number":
        number = number_at_start(words, rules.numbers)
        return number.span.end if number else _free_length(words, rules)
    if name == "page_link":
        return len(words)
    if name == VIEWS:
        counted = rules.counted.match(words)
        return counted.end() if counted else 0
    fitting = next((len(word) for word in rules.values.get(name, ()) if words.startswith(word)), 0)
    return fitting or _free_length(words, rules)


def _free_length(words: str, rules: MetadataRules) -> int:
    bar = words.find("|")
    end = bar if bar >= 0 else len(words)
    stop = next(
        (m for m in rules.cue("list_stop").finditer(words, 0, end) if m.start() == 0 or words[m.start() - 1].isspace()), None
    )
    end = stop.start() if stop else end
    dated = _DATED.search(words, 0, end)
    end = _before_letter(words, dated.start() if dated else end, rules)
    if end > TOO_LONG:
        space = re.search(r"\s", words[:end])
        end = space.start() if space else end
    return end


def _before_letter(words: str, end: int, rules: MetadataRules) -> int:
    """Where a value ends at the latest when number and addressees follow on the same line."""
    starts = [0, *(gap.end() for gap, _ in zip(_PAUSE.finditer(words, 0, end), range(_MOST_PAUSES), strict=False))]
    for at in starts:
        if number_at_start(words[at : at + TOO_LONG], rules.numbers) or (at and addresses_at(words, at, rules)):
            return len(words[:at].rstrip())
    glued = zip(rules.cue("addressee_start").finditer(words, 1, end), range(_MOST_PAUSES), strict=False)
    return next((match.start() for match, _ in glued if addresses_at(words, match.start(), rules)), end)
