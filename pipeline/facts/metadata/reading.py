"""What a notice says of itself: title, issuer, number, dates, addressees; and which words are spent on saying it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.facts.metadata.annexes import annex_claims, annex_names, attachment_claims, title_lines
from pipeline.facts.metadata.cells import read_grid_fields
from pipeline.facts.metadata.docnumbers import NUMBER_SIGN, DocNumber, broken_number, find_numbers
from pipeline.facts.metadata.ending import Letter, Signature, plan_title
from pipeline.facts.metadata.entries import read_entries
from pipeline.facts.metadata.examples import say
from pipeline.facts.metadata.fields import Fields, day_beside_title, meta_day, number_beside_title
from pipeline.facts.metadata.head import Head, read_head
from pipeline.facts.metadata.issuer import Signs, issuer_of_title, read_issuer
from pipeline.facts.metadata.plan import (
    above_list,
    doc_kind,
    plan_year,
    title_of_plan,
    with_year,
    year_before_title,
    year_of_letter,
    year_of_meeting,
    year_of_work,
)
from pipeline.facts.metadata.rules import MetadataRule, MetadataRules
from pipeline.facts.metadata.signature import find_signature
from pipeline.facts.metadata.tail import footer_claims, footer_start, is_copies
from pipeline.facts.metadata.title_runs import TitleFound, find_unmarked
from pipeline.facts.metadata.title_words import head_titles, looks_like_title, page_names, squeeze, tidy
from pipeline.facts.metadata.titles import find_title, lines_of
from pipeline.notice import Claim, Line, Metadata
from pipeline.outline import Grid
from pipeline.values import Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from pipeline.facts.metadata.labelled import Entry
    from pipeline.notice import Flow
    from pipeline.outline import Outline, Passage
    from pipeline.values import Span

__all__ = ["MetadataRule", "MetadataRules", "read_metadata", "try_example"]

_REMARK = re.compile(r"\s*(?:[（(][^（()）]{1,20}[)）]\s*)?")
_COPIES = 200
_LONGEST_SIGN = 10
_WRAP = " \u3000（()）〔〕【】[]"
_NAV = 60
_BUTTON, _FIRST = 4, 3
_YEAR_WITHIN = 40
_BELOW = frozenset(("source", "author", "views", "keywords", "page_link", "attachment", "validity"))


@dataclass(frozen=True)
class _Letter:
    """The parts that were found, before they are facts."""

    flow: Flow
    title: TitleFound | None
    hints: tuple[str, ...]
    head: Head
    signature: Signature | None
    foot: int
    place: Letter

    @property
    def end(self) -> int:
        """The index after the letter's last line; where it is not signed, after its head."""
        return self.signature.last + 1 if self.signature else self.head.body


def read_metadata(flow: Flow, outline: Outline, rules: MetadataRules) -> Metadata:
    """Read title, issuer, number, dates, addressees and all other fields; claim the words that were understood.

    A fact that is printed but illegible (`2017年?月?4日`) has `value=None` and keeps its words. What is not said is None.
    """
    lines = lines_of(flow, rules)
    hints = head_titles(outline, rules)
    title = find_title(lines, hints, rules) or (None if hints else find_unmarked(lines, page_names(outline, rules), rules))
    foot = footer_start(flow, title.first[-1].line if title else -1, rules)
    head = read_head(flow[:foot], title, rules)
    issuer = issuer_of_title(title.value if title else next(iter(hints), None), rules) or ""
    place = Letter(flow, head.body, foot, issuer, head.offset, annex_names(flow, head.body, foot, rules), head.addressees)
    letter = _Letter(flow, title, hints, head, find_signature(place, rules), foot, place)
    claims = tuple(_claims(letter, rules))
    return _facts(letter, outline, claims, rules)


def _facts(letter: _Letter, outline: Outline, claims: tuple[Claim, ...], rules: MetadataRules) -> Metadata:
    fields = Fields((*letter.head.entries, *_box_below(letter, rules)), rules)
    headings = tuple(claim.passage for claim in claims if claim.kind == "heading")
    title = _title(letter, fields) or title_of_plan(headings, rules)
    written = _written(letter.signature, fields)
    published = _published(letter, outline, fields)
    number = _number(fields) or number_beside_title(outline, _title_paths(letter), rules)
    dates = (written, number, published)
    signs = Signs(letter.flow, letter.title, _title_in_field(fields), letter.hints, letter.signature)
    above = above_list(letter.flow[letter.title.first[-1].line + 1 if letter.title else 0 : letter.foot])
    year = year_of_work(above, plan_year(title, headings, dates, rules), rules) or _year_told(letter, title, rules)
    return Metadata(
        title=with_year(title, year),
        issuer=read_issuer(signs, fields, rules),
        doc_number=number,
        written_date=written,
        published_date=published,
        plan_year=year,
        doc_kind=doc_kind(title, headings, rules),
        addressees=letter.head.addressees,
        other=(*fields.other(), *_other_day(written, fields)),
        claims=claims,
    )


def _box_below(letter: _Letter, rules: MetadataRules) -> Iterable[Entry]:
    """The fields of a box that is the last thing on the page but for its foot; those of the head go before them."""
    last = letter.flow[letter.foot - 1] if letter.head.body < letter.foot <= len(letter.flow) else None
    return read_grid_fields(last, rules) if isinstance(last, Grid) else ()


def _year_told(letter: _Letter, title: Found[str] | None, rules: MetadataRules) -> Found[int] | None:
    """The year that the text tells, where neither title nor dates do: before the title said again, in its first words."""
    lines = [item.passage for item in letter.flow[: letter.head.body + _YEAR_WITHIN] if isinstance(item, Line)]
    first = [item.passage for item in letter.flow[letter.head.body :][:_FIRST] if isinstance(item, Line)]
    return year_before_title(lines, title) or year_of_letter(_opening(letter)) or year_of_meeting(first, title, rules)


def _opening(letter: _Letter) -> Passage | None:
    """The words that the letter begins with; a picture or an hour that a copy leaves above its first paragraph is none."""
    lines = [item.passage for item in letter.flow[letter.head.body : letter.foot][:_FIRST] if isinstance(item, Line)]
    lines[:1] = [line.part(letter.head.offset) for line in lines[:1]]
    return next((line for line in lines if "。" in line.text), lines[0] if lines else None)


def _title(letter: _Letter, fields: Fields) -> Found[str] | None:
    if letter.title:
        runs = [(letter.flow[run.line], run.span) for run in letter.title.first]
        passages = [item.passage.part(span.start, span.end) for item, span in runs if isinstance(item, Line)]
        return Found(letter.title.value, "\n".join(p.said for p in passages), passages[0].place, letter.title.rule)
    field = _title_in_field(fields)
    if field:
        return field
    return Found(letter.hints[0], letter.hints[0], None, "metadata.title.head") if letter.hints else None


def _title_in_field(fields: Fields) -> Found[str] | None:
    for entry in fields.all("title"):
        if entry.value is not None and looks_like_title(tidy(entry.value.text), fields.rules):
            return Found(tidy(entry.value.text), entry.value.said, entry.value.place, entry.rule)
    return None


def _written(signature: Signature | None, fields: Fields) -> Found[dt.date] | None:
    """The signature's day is the notice's own; the page's field stands in where it is not signed or not legible.

    The day on which the page's record was made (生成日期) stands in only where nothing else says one.
    """
    signed = _signed_day(signature)
    field = fields.day("written_date") or fields.day("generated_date")
    if signed and signed.value:
        return signed
    return field if field and field.value else signed or field


def _other_day(written: Found[dt.date] | None, fields: Fields) -> Iterator[tuple[str, Found[str]]]:
    """The page's own 成文日期 where the signature says another day: kept beside it, so that nobody is misled."""
    field = fields.day("written_date")
    if field and field.value and written and written.value and field.value != written.value:
        yield "written_date_of_page", Found(field.value.isoformat(), field.said, field.place, field.rule)


def _signed_day(signature: Signature | None) -> Found[dt.date] | None:
    if signature is None or signature.date is None or signature.day is None:
        return None
    rule = f"metadata.written_date.{'signature' if signature.day.marked else 'unmarked'}"
    return Found(signature.day.value, signature.date.said, signature.date.place, rule)


def _published(letter: _Letter, outline: Outline, fields: Fields) -> Found[dt.date] | None:
    """The day of a field, of a line below the title (also one that was set aside as the site's own), of the page's head."""
    day = fields.day("published_date") or fields.day("stray_date")
    if day:
        return day
    return day_beside_title(outline, _title_paths(letter), fields.rules) or meta_day(outline)


def _title_paths(letter: _Letter) -> frozenset[str]:
    """Where on the page the title stands."""
    items = [letter.flow[run.line] for run in letter.title.runs] if letter.title else []
    return frozenset(item.passage.path for item in items if isinstance(item, Line))


def _number(fields: Fields) -> Found[str] | None:
    """The number of the field or of the line under the title; words that are no number are kept as said."""
    said: Found[str] | None = None
    for entry in fields.all("doc_number"):
        if entry.value is None:
            continue
        number = _number_in(entry.value.text, fields.rules)
        if number:
            part = entry.value.part(number.span.start, number.span.end)
            return Found(number.value, part.said, part.place, entry.rule if number.whole else "metadata.doc_number.broken")
        words = "".join(entry.value.text.split())
        if fields.rules.cue("site").search(words):
            continue
        whole = words if words.endswith(NUMBER_SIGN) else None
        said = said or Found(whole, entry.value.said, entry.value.place, entry.rule)
    return said


def _number_in(words: str, rules: MetadataRules) -> DocNumber | None:
    """The number in a field or a line under the title; where nothing else stands there, no word is the sentence's: 依文明委发."""
    alone = next(find_numbers(words, rules.numbers), None)
    around = words[: alone.span.start] + words[alone.span.end :] if alone else ""
    led = any(len(lead) > 1 and alone and alone.organ.startswith(lead) for lead in rules.cited_numbers.leads)  # 根据国办发
    if alone and not led and not around.strip(_WRAP) and len(alone.organ) <= _LONGEST_SIGN:
        return alone
    return next(find_numbers(words, rules.cited_numbers), None) or broken_number(words)


def _claims(letter: _Letter, rules: MetadataRules) -> Iterator[Claim]:
    yield from letter.head.claims
    body, end, foot = letter.head.body, letter.end, letter.foot
    if letter.signature:
        yield from letter.signature.claims
    spent: set[tuple[str, Span]] = set()
    for claim in (*attachment_claims(letter.flow, body, foot, rules), *_annexes(letter, end, rules), *_asides(letter, rules)):
        key = (claim.passage.path, claim.passage.span)
        if key not in spent:
            spent.add(key)
            yield claim
    yield from footer_claims(letter.flow, foot)


def _annexes(letter: _Letter, end: int, rules: MetadataRules) -> Iterable[Claim]:
    """Marks and titles of annexes, and the plan's own title where it follows the signature without a mark."""
    if letter.signature:
        index = end
        while index < letter.foot and isinstance(letter.flow[index], Line) and is_copies(letter.flow[index].text, rules):  # type: ignore[union-attr]
            index += 1
        yield from _behind(letter)
        named = plan_title(letter.place, index, rules)
        lines = named or title_lines(letter.flow, index, letter.foot, rules)
        words = tidy("".join(line.text for line in lines))
        quoted = letter.title is not None and squeeze(words) in squeeze(letter.title.value)
        if lines and words and (named or quoted or looks_like_title(words, rules)):
            yield from (Claim(line.passage, "heading") for line in lines)
    yield from annex_claims(letter.flow[: letter.foot], end, letter.place.annexes, rules)


def _behind(letter: _Letter) -> Iterable[Claim]:
    """The plan's title right behind a signature, on the same line."""
    signature = letter.signature
    line = letter.flow[signature.last] if signature else None
    if signature is None or not isinstance(line, Line) or not signature.claims:
        return
    after = signature.claims[-1].passage.span.end - line.passage.span.start
    words = line.passage.part(after)
    remark = _REMARK.match(words.text)
    begin = remark.end() if remark else 0
    name = next((name for name in letter.place.annexes if words.text.startswith(name, begin)), None)
    if name:
        yield Claim(words.part(begin, begin + len(name)), "heading")


def _asides(letter: _Letter, rules: MetadataRules) -> Iterator[Claim]:
    """Lines between the head and the foot that are not the notice's work: who gets copies, and buttons."""
    for index in range(letter.head.body, letter.foot):
        item = letter.flow[index]
        if not isinstance(item, Line) or len(item.text) > _COPIES:
            continue
        if index >= letter.end and letter.signature and is_copies(item.text, rules):
            yield Claim(item.passage, "metadata")
        elif len(item.text) <= _NAV and (kind := _aside_kind(item, rules)):
            yield Claim(item.passage, kind)


def _aside_kind(line: Line, rules: MetadataRules) -> str | None:
    """What a line is that holds nothing but buttons, or nothing but what a site says below a text (来源, 编辑, 浏览量)."""
    words = line.text.strip()
    if len(words) <= _BUTTON or not (rules.cue("navigation").match(words) or rules.label.match(words)):
        return None
    entries, rest = read_entries(line.passage, rules)
    if not entries or rest < len(line.text.rstrip()):
        return None
    if all(entry.kind == "navigation" for entry in entries):
        return "navigation"
    return "metadata" if all(entry.name in _BELOW for entry in entries) else None


def try_example(rule: MetadataRule, rules: MetadataRules, said: str) -> str:
    """What the rule makes of a line; `""` when it does not apply."""
    return say(rule, rules, said)
