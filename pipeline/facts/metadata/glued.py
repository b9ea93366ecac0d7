"""Fields whose labels lost their colons, as cells that ran together: 发文机构云河市教育局发文字号云教发〔2023〕1号.

A value shows by itself where it ends (a day, a number, one of the few words that a field can hold), or ends at the next label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import date_at
from pipeline.facts.metadata.docnumbers import number_at_start
from pipeline.facts.metadata.letter import is_organ
from pipeline.values import Span

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRule, MetadataRules

DATES = frozenset(("written_date", "generated_date", "published_date", "valid_from", "valid_until"))
SURE = frozenset(("index_number", "doc_number", "issuer", "written_date", "validity"))
"""Fields that only the head of a notice has."""
TOO_LONG = 80
_LONG_LABEL = 4
_CODE = re.compile(r"(?=[A-Z/.-]{0,9}\d)[A-Za-z0-9][A-Za-z0-9/._-]{1,40}")


def glued_value(text: str, at: int, rules: MetadataRules) -> tuple[MetadataRule, Span] | None:
    """The label without a colon that stands here, and where its value stands; None where nothing shows that it is one."""
    label = rules.bare_label.match(text, at)
    if label is None:
        return None
    rule = rules.labels["".join(label["plain"].split())]
    words = text[label.end() : label.end() + TOO_LONG]
    length = _shown_length(words, rule.gives, rules)
    if not length and len("".join(label["plain"].split())) >= _LONG_LABEL:
        length = _told_length(words, rule.gives, rules)
    return (rule, Span(label.end(), label.end() + length)) if length else None


def next_shown(words: str, rules: MetadataRules) -> int | None:
    """Where the first label without a colon stands in the words, of a value that shows itself; None where there is none."""
    for label in rules.bare_label.finditer(words, 1):
        said = "".join(label["plain"].split())
        name = rules.labels[said].gives
        if (len(said) >= _LONG_LABEL or name in SURE) and _shown_length(words[label.end() :], name, rules):
            return label.start()
    return None


def _shown_length(words: str, name: str, rules: MetadataRules) -> int:
    """How many of the words are a field's value that shows itself; 0 where they do not."""
    if name == "doc_number":
        number = number_at_start(words, rules.numbers)
        return number.span.end if number else 0
    if name in DATES:
        date = date_at(words, 0)
        return date.span.end if date else 0
    if name == "index_number":
        code = _CODE.match(words)
        return code.end() if code else 0
    listed = (len(word) for word in rules.values.get(name, ()) if words.startswith(word))
    return next((length for length in listed if _ends(words, length, rules)), 0)


def _ends(words: str, at: int, rules: MetadataRules) -> bool:
    """Whether a value can end here: at the line's end, at a gap, before a label."""
    return not words[at:].strip() or words[at].isspace() or rules.bare_label.match(words, at) is not None


def _told_length(words: str, name: str, rules: MetadataRules) -> int:
    """How many of the words a value has that only the next label ends; a body's name may also end its line."""
    shown = next_shown(words, rules)
    labels = rules.bare_label.finditer(words, 1, shown) if shown else ()
    end = next((label.start() for label in labels if len("".join(label["plain"].split())) >= _LONG_LABEL), shown or len(words))
    if name != "issuer":
        return end if shown else 0
    body = words[:end].strip()
    placed = rules.places.named.match(body) or rules.cue("placeless").match(body) or rules.cue("issuer_alone").search(body)
    return end if placed and is_organ(body, rules) else 0
