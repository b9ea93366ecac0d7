"""The head of a notice: everything from the page's first words down to where the letter begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import first_date
from pipeline.facts.metadata.below import label_alone, tells_itself, value_below
from pipeline.facts.metadata.cells import read_grid_fields, read_row_fields
from pipeline.facts.metadata.entries import read_entries
from pipeline.facts.metadata.labelled import Entry
from pipeline.facts.metadata.letter import is_item, is_organ, read_addressees, salutation_at, style_of_item
from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.facts.metadata.title_runs import TitleFound
    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.values import Found, Span

_LONG = 60
_AHEAD = 8
_LISTED_WITHIN = 60
_WRAPPED = 6
_REACH = 80
_LONGEST_OF_SITE = 160
_MOST_AHEAD = 40
_OF_SITE = frozenset(("source", "author", "views"))
_HOUR = re.compile(r"\d[:：]\d\d")


@dataclass(frozen=True)
class Head:
    """What stands above the letter: fields, addressees, claims, and where the letter begins: its line, the offset in it."""

    entries: tuple[Entry, ...]
    addressees: tuple[Found[str], ...]
    claims: tuple[Claim, ...]
    body: int
    offset: int = 0


@dataclass
class _Reading:
    """The head as far as it has been read; `ends` once the letter has begun."""

    rules: MetadataRules
    spans: dict[int, tuple[Span, ...]]
    entries: list[Entry] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    addressees: tuple[Found[str], ...] = ()
    body: int = 0
    offset: int = 0
    ends: bool = False
    waiting: Entry | None = None
    alone: bool = True

    @property
    def last_title(self) -> int:
        return max(self.spans, default=-1)

    def take(self, entries: tuple[Entry, ...]) -> None:
        self.entries += entries
        self.waiting = entries[-1] if entries and entries[-1].name and not _valued(entries[-1]) else None
        self.alone = not any(entry.name and _valued(entry) for entry in entries)
        self.claims += [Claim(entry.whole, entry.kind) for entry in entries if entry.whole.text]

    def begin_letter(self, index: int, offset: int = 0) -> None:
        self.body, self.offset, self.ends = index, offset, True

    def expects(self, line: Passage) -> bool:
        """Whether the line is the value of the empty label that ends the line above."""
        label = self.waiting
        if label is None or not value_below(line, label.name, self.rules):
            return False
        return self.alone or tells_itself(line, label.name, self.rules)


def _valued(entry: Entry) -> bool:
    return entry.value is not None and bool(entry.value.text)


def read_head(flow: Flow, title: TitleFound | None, rules: MetadataRules) -> Head:
    """Read lines and tables from the top until words come that only the letter itself can hold."""
    reading = _Reading(rules, _title_spans(flow, title, rules))
    for index, item in enumerate(flow):
        if isinstance(item, Line) and rules.cue("speaker").match(item.text):
            reading.begin_letter(index)
        elif isinstance(item, Line):
            _read_line(flow, index, item, reading)
        else:
            entries = read_grid_fields(item, rules)
            reading.take(entries)
            if not entries and index > reading.last_title:
                reading.begin_letter(index)
        if reading.ends:
            break
    else:
        reading.body = len(flow)
    return Head(tuple(reading.entries), reading.addressees, tuple(reading.claims), reading.body, reading.offset)


def _title_spans(flow: Flow, title: TitleFound | None, rules: MetadataRules) -> dict[int, tuple[Span, ...]]:
    """Where the head prints the title; below the letter it is what the letter sends, whatever the page is called."""
    spans: dict[int, tuple[Span, ...]] = {}
    if title is None:
        return spans
    reach = min(title.first[-1].line + _REACH, _first_sentence(flow[: max(run.line for run in title.runs)], rules))
    for run in title.runs:
        if run.line <= reach:
            spans[run.line] = (*spans.get(run.line, ()), run.span)
    return spans


def _first_sentence(flow: Flow, rules: MetadataRules) -> int:
    """Where the first sentence of a letter to named bodies stands; beyond the flow where it holds none."""
    greeted = False
    for at, item in enumerate(flow):
        if isinstance(item, Line):
            if greeted and "。" in item.text and not is_item(item.text):
                return at
            greeted = greeted or salutation_at(item.passage, 0, rules) is not None
    return len(flow)


def _read_line(flow: Flow, index: int, line: Line, reading: _Reading) -> None:
    """Take what the line says of the notice, or find that the letter begins here."""
    spans = reading.spans.get(index, ())
    waiting = reading.waiting
    if waiting and not spans and reading.expects(line.passage):
        whole = line.passage.strip()
        reading.take((Entry("metadata", whole, waiting.name, whole, waiting.rule),))
        return
    lone = label_alone(line.passage, reading.rules) if not spans else None
    if lone:
        reading.take((lone,))
        return
    row = read_row_fields(line.passage, reading.rules) if "|" in line.text and not spans else ()
    if row:
        reading.take(row)
        return
    entries, rest = read_entries(line.passage, reading.rules, spans)
    if not spans:
        entries, rest = _behind_site_words(line.passage, (entries, rest), reading.rules)
    left = line.text[rest:].strip(" 　|｜")
    if index < reading.last_title and left:
        _above_title(flow, index, (entries, rest), reading)
        return
    reading.take(entries)
    if not left or _take_salutation(flow, index, rest, reading):
        return
    extra = len(left) <= _LONG and any(entry.kind != "title" for entry in entries)
    if not extra and not _head_ahead(flow, index, reading.rules):
        reading.begin_letter(index, rest)


def _behind_site_words(line: Passage, read: tuple[tuple[Entry, ...], int], rules: MetadataRules) -> tuple[tuple[Entry, ...], int]:
    """The entries of a line with those behind the site's own words, if a labelled day is one: 某省门户网站 www… 发布时间：…."""
    entries, rest = read
    if line.span.length > _LONGEST_OF_SITE or "。" in line.text:
        return read
    for label in rules.label.finditer(line.text, rest):
        more, end = read_entries(line.part(label.start()), rules)
        dated = more and more[0].name == "published_date" and more[0].value is not None and first_date(more[0].value.text)
        if dated:
            before = line.part(rest, label.start()).strip()
            site = (Entry("navigation", before),) if before.span.length else ()
            return (*entries, *site, *more), label.start() + end
    return read


def _above_title(flow: Flow, index: int, read: tuple[tuple[Entry, ...], int], reading: _Reading) -> None:
    """Words above the title: fields, an issuer's name on a line of its own, else navigation."""
    line = flow[index]
    if not isinstance(line, Line):
        return
    entries, rest = read
    reading.take(entries)
    near = any(at in reading.spans for at in range(index + 1, index + 4))
    kind = "title" if near and not entries and is_organ(line.text, reading.rules) else "navigation"
    reading.claims.append(Claim(line.passage.part(rest).strip(), kind))


def _take_salutation(flow: Flow, index: int, rest: int, reading: _Reading) -> bool:
    """Take the addressees, on one line or wrapped over several; the letter begins after them."""
    lines: list[Passage] = []
    for at in range(index, min(index + _WRAPPED, len(flow))):
        item = flow[at]
        if not isinstance(item, Line):
            return False
        begin = rest if at == index else 0
        found = salutation_at(item.passage, begin, reading.rules)
        listed = found and (is_item(item.text) or _is_listed(flow[at : at + 2], begin + found.span.length, reading.rules))
        if listed or _heads_items(flow, at, begin, reading.rules):
            reading.begin_letter(at, begin)
            return True
        if found:
            lines.append(found)
            reading.claims += [Claim(line, "salutation") for line in lines]
            reading.addressees = tuple(name for line in lines for name in read_addressees(line, reading.rules))
            more = item.text[begin + found.span.length :].strip()
            reading.begin_letter(at if more else at + 1, begin + found.span.length if more else 0)
            return True
        words = item.text[begin:].rstrip()
        if not words.endswith(("，", ",", "、")) or "。" in words:
            return False
        lines.append(item.passage.part(begin))
    return False


def _is_listed(lines: Flow, end: int, rules: MetadataRules) -> bool:
    """Whether a line says what its bodies are to do, as the next does of others: 县水利局：…。/ 县气象局：…。 address nobody."""
    if len(lines) < 2 or not all(isinstance(line, Line) for line in lines):  # noqa: PLR2004
        return False
    here, after = (line for line in lines if isinstance(line, Line))
    other = salutation_at(after.passage, 0, rules)
    return bool(here.text[end:].strip()) and other is not None and bool(after.text[other.span.length :].strip())


def _heads_items(flow: Flow, at: int, begin: int, rules: MetadataRules) -> bool:
    """Whether a line is the first of several bodies with numbered work below each: 县教育局：/ 1.…/ 县交通局：/ 1.…."""
    style = _style_below(flow, at, begin, rules)
    later = range(at + 2, min(at + _LISTED_WITHIN, len(flow)))
    return bool(style) and any(_style_below(flow, other, 0, rules) == style for other in later)


def _style_below(flow: Flow, at: int, begin: int, rules: MetadataRules) -> str:
    """The style of the number that begins the line below bodies and their colon; empty where the lines are not such."""
    here, after = flow[at], flow[at + 1] if at + 1 < len(flow) else None
    if not isinstance(here, Line) or not isinstance(after, Line):
        return ""
    style = style_of_item(after.text)
    found = salutation_at(here.passage, begin, rules) if style else None
    return style if found is not None and not here.text[begin + found.span.length :].strip() else ""


def _head_ahead(flow: Flow, index: int, rules: MetadataRules) -> bool:
    """Whether the addressees, or the line that says when the page came out, stand a few short lines below, fields not counted."""
    left = _AHEAD
    for at, item in enumerate(flow[index : index + _MOST_AHEAD], index):
        if not isinstance(item, Line) or style_of_item(item.text) or not left:  # the fields of a head have bullets too
            return False
        if salutation_at(item.passage, 0, rules):
            return not _heads_items(flow, at, 0, rules)
        if at > index and _is_dateline(item.passage, rules):
            return True
        entries = read_entries(item.passage, rules)[0] if len(item.text) <= _LONGEST_OF_SITE else ()
        if not entries and (len(item.text) > _LONG or "。" in item.text):
            return False
        left -= not entries
    return False


def _is_dateline(line: Passage, rules: MetadataRules) -> bool:
    """Whether a line is what a site prints below a headline: its day with an hour, or with the source, the author, the visits."""
    entries = read_entries(line, rules)[0] if line.span.length <= _LONGEST_OF_SITE else ()
    names = [entry.name for entry in entries]
    days = [p.value.text for p in entries if p.name in ("published_date", "stray_date") and p.value and first_date(p.value.text)]
    return bool(days) and (bool(_OF_SITE.intersection(names)) or bool(_HOUR.search(days[0])))
