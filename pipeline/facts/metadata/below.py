"""A label whose value stands on the line below it, as cells of a head that was taken apart do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import date_at
from pipeline.facts.metadata.docnumbers import number_at_start
from pipeline.facts.metadata.glued import DATES, SURE
from pipeline.facts.metadata.labelled import TYPED, VIEWS, Entry
from pipeline.facts.metadata.letter import is_organ
from pipeline.values import Span

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage

_SHORT_VALUE = 40
_SURE_SIGNS = 3
"""A label of fewer signs is one only of a field that is sure."""
_NO_VALUE = re.compile(r"[。，：:；]|^\s*(?:[（(]?[一二三四五六七八九十]+[）)、]|第[一二三])")


def label_alone(line: Passage, rules: MetadataRules) -> Entry | None:
    """A line that is a label without its colon, whose value stands on the next line: 成文日期."""
    label = rules.bare_label.fullmatch(line.text) if line.span.length <= _SHORT_VALUE else None
    words = "".join(label["plain"].split()) if label else ""
    if label is None or (len(words) < _SURE_SIGNS and rules.labels[words].gives not in SURE):
        return None
    if rules.cue("addressee_no").fullmatch(words):
        return None
    whole = line.strip()
    return Entry("metadata", whole, rules.labels[words].gives, whole.part(whole.span.length), rules.labels[words].id)


def value_below(line: Passage, name: str, rules: MetadataRules) -> bool:
    """Whether a line can be the value of the field whose label ends the line above."""
    words = line.text.strip()
    if name in DATES:
        return _is_date(words)
    if name == "doc_number":
        return is_number(words, rules)
    if name == VIEWS:
        return bool(words) and bool(rules.counted.fullmatch(words))
    if name == "title":
        return rules.titles.mark.search(words) is not None
    plain = 1 < len(words) <= _SHORT_VALUE and not _NO_VALUE.search(words) and not rules.bare_label.fullmatch(words)
    titled = rules.titles.mark.search(words) or rules.titles.end.search(words)
    other = titled or is_number(words, rules) or _is_date(words) or rules.cue("annex").match(words)
    return plain and not other and not rules.label.match(words) and not rules.cue("navigation").match(words)


def tells_itself(line: Passage, name: str, rules: MetadataRules) -> bool:
    """Whether the words show by themselves that they are the value of the field; a label behind others may simply be empty."""
    return name in TYPED or is_organ(line.text, rules) or bool(rules.cue("site").search(line.text.strip()))


def _is_date(words: str) -> bool:
    date = date_at(words, 0)
    return date is not None and not words[date.span.end :].strip()


def is_number(words: str, rules: MetadataRules) -> bool:
    """Whether the words are a document number and nothing else."""
    found = number_at_start(words, rules.numbers)
    return found is not None and found.span == Span(0, len(words))
