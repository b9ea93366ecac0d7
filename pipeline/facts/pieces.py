"""The head of a notice, piece by piece: labelled fields, numbers, dates and buttons that share a line or a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import date_at
from pipeline.facts.metadata.docnumbers import broken_number, find_numbers, number_at_start
from pipeline.facts.metadata.letter import addresses_at, is_organ
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage

_GAP = re.compile(r"[\s|•·∙▪●■◆*,，;；]+|-->|[-—]{1,3}(?=\s|$)")
_WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_LONG_LABEL = 4
_DATES = frozenset(("written_date", "generated_date", "published_date", "valid_from", "valid_until"))
_VIEWS = "views"
_TYPED = _DATES | {"doc_number", _VIEWS}
_BRACKETED = re.compile(r"[（(]\s{0,3}([^（()）]{8,20})[)）]\s*")
_TOO_LONG = 80
_SHORT_VALUE = 40
_NO_VALUE = re.compile(r"[。，：:；]|^\s*(?:[（(]?[一二三四五六七八九十]+[）)、]|第[一二三])")
_SURE = frozenset(("index_number", "doc_number", "issuer", "written_date", "validity"))
_SURE_LABEL, _LONGEST_HEAD = 3, 600
_PAUSE = re.compile(r"\s+")
_MOST_PAUSES = 12
_DATED = re.compile(r"\s{1,40}(?=[12]\d{3}\s{0,9}[-年./])")
_MOST_PIECES = 200
_YEAR_SIGN = "年"
_KEEPER = re.compile(r"([一-龥]{3,30})\s{1,40}")


@dataclass(frozen=True)
class Piece:
    """A run of a line that was understood. `name` is the field's, `value` its words; `kind` a kind of the `blocks` table."""

    kind: str
    whole: Passage
    name: str = ""
    value: Passage | None = None
    rule: str = ""


def read_pieces(line: Passage, rules: MetadataRules, titles: Sequence[Span] = ()) -> tuple[tuple[Piece, ...], int]:
    """The pieces that the line begins with, and where its other words begin.

    `titles` are the runs that were already recognised as the title.
    """
    text = line.text
    pieces: list[Piece] = []
    at = 0
    while len(pieces) < _MOST_PIECES:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        piece = _piece_at(line, at, rules, titles) if at < len(text) else None
        if piece is None:
            return tuple(pieces), at
        pieces.append(piece)
        at = max(at + 1, piece.whole.span.end - line.span.start)
    return tuple(pieces), at


def _piece_at(line: Passage, at: int, rules: MetadataRules, titles: Sequence[Span]) -> Piece | None:
    text = line.text
    title = next((span for span in titles if span.start == at), None)
    if title:
        return Piece("title", line.part(at, title.end))
    until = min((span.start for span in titles if span.start > at), default=len(text))
    field = _field_at(line, at, until, rules) or _spaced_at(line, at, until, rules)
    if field:
        return field
    if rules.cue("issue").fullmatch(text.rstrip(), at):
        return Piece("metadata", line.part(at), "issue_number", line.part(at), "metadata.issue")
    number = number_at_start(text[at : at + _TOO_LONG], rules.numbers)
    if number is None and len(text) < at + _TOO_LONG:
        number = broken_number(text[at:])
    if number:
        whole = line.part(at, at + number.span.end)
        return Piece("metadata", whole, "doc_number", whole, "metadata.doc_number.bare")
    date = date_at(text, at)
    if date:
        whole = line.part(at, date.span.end)
        issued = _dated_body(line, 0, rules) if at else None
        name = "written_date" if issued and issued.name else "stray_date"
        return Piece("metadata", whole, name, whole, "metadata.date.bare")
    named = _bracketed_day(line, at) or _dated_body(line, at, rules)
    return named or _navigation_at(line, at, until, rules) or _before_title(line, at, until, rules)


def _bracketed_day(line: Passage, at: int) -> Piece | None:
    """The day of a notice in brackets on a line of its own, below the title."""
    match = _BRACKETED.fullmatch(line.text, at)
    date = date_at(line.text, match.start(1)) if match else None
    if match is None or date is None or line.text[date.span.end : match.end(1)].strip():
        return None
    return Piece("metadata", line.part(at), "written_date", line.part(date.span.start, date.span.end), "metadata.date.bracket")


def _dated_body(line: Passage, at: int, rules: MetadataRules) -> Piece | None:
    """The body before a day: it keeps the site where an hour stands behind (某县人民政府 2019-05-17 15:15:00).

    It issues where nothing else stands on the line, as below the title of minutes: 某县政府办公室　　2023年6月20日.
    """
    name = _KEEPER.match(line.text, at)
    date = date_at(line.text, name.end()) if name else None
    if name is None or date is None:
        return None
    said, body = line.text[date.span.start : date.span.end], line.part(at, name.end(1))
    if ":" in said.replace("：", ":"):
        keeps = is_organ(name[1], rules) or rules.cue("site").search(name[1])
        return Piece("navigation", body) if keeps else None
    alone = _YEAR_SIGN in said and date.value is not None and not line.text[date.span.end :].strip()
    return Piece("metadata", body, "issuer", body, "metadata.issuer.dated") if alone and is_organ(name[1], rules) else None


def _before_title(line: Passage, at: int, until: int, rules: MetadataRules) -> Piece | None:
    """Other words before a title on its own line: a number with the issuer's name glued to it, else a page's path."""
    if until >= line.span.length:
        return None
    whole = line.part(at, until).strip()
    number = next(find_numbers(whole.text, rules.cited_numbers), None)
    if number is None:
        return Piece("navigation", whole)
    return Piece("metadata", whole, "doc_number", whole.part(number.span.start, number.span.end), "metadata.doc_number.bare")


def _navigation_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Piece | None:
    text = line.text
    cue = rules.cue("navigation").match(text, at)
    if cue is None or cue.end() == at:
        return None
    end = cue.end()
    if rules.trail.match(text, end) or rules.trail.search(text, at, end):
        end = until
    elif end < len(text) and _WORD.match(text, end) and not rules.cue("navigation").match(text, end):
        return None
    return Piece("navigation", line.part(at, end).strip())


def _field_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Piece | None:
    text = line.text
    label = rules.label.match(text, at)
    if label is None:
        return _glued_at(line, at, rules)
    rule = rules.labels["".join((label["boxed"] or label["plain"]).split())]
    gap = _GAP.match(text, label.end())
    begin = min(gap.end() if gap else label.end(), until)
    end = min(_next_label(text, begin, rules), until)
    stop = begin + _value_length(text[begin:end], rule.gives, rules)
    value = line.part(begin, stop).strip(" |\u3000\u2002\u2003\xa0\t;；")
    whole = line.part(at, max(label.end(), value.span.end - line.span.start))
    return Piece("metadata", whole, rule.gives, value, rule.id)


def _glued_at(line: Passage, at: int, rules: MetadataRules) -> Piece | None:
    """A label whose colon is gone, as where it stands in an element of its own: 文号澜政办发〔2023〕1号, 成文日期2023-03-01."""
    label = rules.bare_label.match(line.text, at)
    if label is None:
        return None
    rule = rules.labels["".join(label["plain"].split())]
    words = line.text[label.end() : label.end() + _TOO_LONG]
    number = number_at_start(words, rules.numbers) if rule.gives == "doc_number" else None
    found = number or (date_at(words, 0) if rule.gives in _DATES else None)
    if found is None:
        return None
    value = line.part(label.end(), label.end() + found.span.end)
    return Piece("metadata", line.part(at, label.end() + found.span.end), rule.gives, value, rule.id)


def _spaced_at(line: Passage, at: int, until: int, rules: MetadataRules) -> Piece | None:
    """A label with a space for its colon: 索引号 K1/2023-7 成文日期 2023-04-03; such a line must have a label that is sure."""
    text = line.text
    label = rules.spaced_label.match(text, at)
    if label is None or len(text) > _LONGEST_HEAD or not _describes_notice(text, rules):
        return None
    rule = rules.labels["".join(label["plain"].split())]
    begin = min(len(text) - len(text[label.end() :].lstrip()), until)
    others = (rules.spaced_label.search(text, begin), rules.label.search(text, begin))
    end = min(until, *(found.start() for found in others if found), len(text))
    stop = begin + (_value_length(text[begin:end], rule.gives, rules) if rule.gives in _TYPED else end - begin)
    value = line.part(begin, max(begin, stop)).strip()
    return Piece("metadata", line.part(at, max(label.end(), value.span.end - line.span.start)), rule.gives, value, rule.id)


def _describes_notice(text: str, rules: MetadataRules) -> bool:
    """Whether a line of spaced labels can only be a notice's head: one of them is sure, or the value of 名称 is a title."""
    for label in rules.spaced_label.finditer(text):
        name = rules.labels["".join(label["plain"].split())].gives
        value = text[label.end() :].strip()
        if name in _SURE or (name == "title" and rules.titles.mark.search(value)):
            return True
    return False


def label_alone(line: Passage, rules: MetadataRules) -> Piece | None:
    """A line that is a label without its colon, whose value stands on the next line: 成文日期."""
    label = rules.bare_label.fullmatch(line.text) if line.span.length <= _SHORT_VALUE else None
    words = "".join(label["plain"].split()) if label else ""
    if label is None or (len(words) < _SURE_LABEL and rules.labels[words].gives not in _SURE):
        return None
    if rules.cue("addressee_no").fullmatch(words):
        return None
    whole = line.strip()
    return Piece("metadata", whole, rules.labels[words].gives, whole.part(whole.span.length), rules.labels[words].id)


def value_below(line: Passage, name: str, rules: MetadataRules) -> bool:
    """Whether a line can be the value of the field whose label ends the line above."""
    words = line.text.strip()
    if name in _DATES:
        return _is_date(words)
    if name == "doc_number":
        return is_number(words, rules)
    if name == _VIEWS:
        return bool(words) and bool(rules.counted.fullmatch(words))
    if name == "title":
        return rules.titles.mark.search(words) is not None
    plain = 1 < len(words) <= _SHORT_VALUE and not _NO_VALUE.search(words) and not rules.bare_label.fullmatch(words)
    titled = rules.titles.mark.search(words) or rules.titles.end.search(words)
    other = titled or is_number(words, rules) or _is_date(words) or rules.cue("annex").match(words)
    return plain and not other and not rules.label.match(words) and not rules.cue("navigation").match(words)


def tells_itself(line: Passage, name: str, rules: MetadataRules) -> bool:
    """Whether the words show by themselves that they are the value of the field; a label behind others may simply be empty."""
    return name in _TYPED or is_organ(line.text, rules) or bool(rules.cue("site").search(line.text.strip()))


def _is_date(words: str) -> bool:
    date = date_at(words, 0)
    return date is not None and not words[date.span.end :].strip()


def _next_label(text: str, begin: int, rules: MetadataRules) -> int:
    """Where the next label begins: after a gap or a digit, or anywhere when it is a long one."""
    for match in rules.label.finditer(text, begin):
        words = match["boxed"] or match["plain"]
        joined = match.start() > 0 and _WORD.match(text[match.start() - 1])
        if not joined or match["boxed"] or len(words) >= _LONG_LABEL:
            return match.start()
    return len(text)


def _value_length(words: str, name: str, rules: MetadataRules) -> int:
    """How much of the words is the field's value."""
    if name in _DATES:
        date = date_at(words, 0)
        return date.span.end if date else _free_length(words, rules)
    if name == "doc_number":
        number = number_at_start(words, rules.numbers)
        return number.span.end if number else _free_length(words, rules)
    if name == "page_link":
        return len(words)
    if name == _VIEWS:
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
    if end > _TOO_LONG:
        space = re.search(r"\s", words[:end])
        end = space.start() if space else end
    return end


def _before_letter(words: str, end: int, rules: MetadataRules) -> int:
    """Where a value ends at the latest when number and addressees follow on the same line."""
    starts = [0, *(gap.end() for gap, _ in zip(_PAUSE.finditer(words, 0, end), range(_MOST_PAUSES), strict=False))]
    for at in starts:
        if number_at_start(words[at : at + _TOO_LONG], rules.numbers) or (at and addresses_at(words, at, rules)):
            return len(words[:at].rstrip())
    glued = zip(rules.cue("addressee_start").finditer(words, 1, end), range(_MOST_PAUSES), strict=False)
    return next((match.start() for match, _ in glued if addresses_at(words, match.start(), rules)), end)


def is_number(words: str, rules: MetadataRules) -> bool:
    """Whether the words are a document number and nothing else."""
    found = number_at_start(words, rules.numbers)
    return found is not None and found.span == Span(0, len(words))
