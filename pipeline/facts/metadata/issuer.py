"""Who issues a notice: the beginning of its title, the signature, a field of the page; and which of them says it in full."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.metadata.bodies import has_places_above, is_parted, is_short_for, names_of, parted, same_body
from pipeline.facts.metadata.letter import is_organ
from pipeline.facts.metadata.title_words import YEAR, looks_like_title
from pipeline.notice import Line
from pipeline.values import Found, Span

if TYPE_CHECKING:
    from pipeline.facts.metadata.ending import Signature
    from pipeline.facts.metadata.fields import Fields
    from pipeline.facts.metadata.labelled import Entry
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.facts.metadata.title_runs import TitleFound
    from pipeline.notice import Flow


_YEAR_AHEAD = re.compile(r"20\d\d年度?")
_AROUND = " 　《"
_ABOVE = 4


@dataclass(frozen=True)
class Signs:
    """Where an issuer may be named: the title on a line, else in a field, else in the page's head; and the signature."""

    flow: Flow
    title: TitleFound | None
    field: Found[str] | None
    hints: tuple[str, ...]
    signature: Signature | None


def issuer_of_title(title: str | None, rules: MetadataRules) -> str | None:
    """The bodies that a title begins with, parted by a space; None when it names none.

    One without a mark (关于) begins with its body's name up to a year or the end of an office's: 达州市教育局|2024年工作要点.
    """
    if title is None or not looks_like_title(title, rules):
        return None
    span = _named_in(title, rules)
    words = title[span.start : span.end].strip() if span else ""
    is_body = rules.ends("organ_end").search(words) and not rules.cue("organ_no").search(words)
    return parted(words, rules) if words and is_body else None


def _named_in(title: str, rules: MetadataRules) -> Span | None:
    """Where a title names who issues it: before its mark; else before its year, or behind it."""
    mark = rules.titles.mark.search(title)
    if mark:
        return Span(0, mark.start())
    year = YEAR.search(title)
    if year and year.start():
        return Span(0, year.start())
    start = _YEAR_AHEAD.match(title)
    office = rules.titles.office.match(title, start.end() if start else 0)
    return Span(office.start(), office.end("name")) if office else None


def read_issuer(signs: Signs, fields: Fields, rules: MetadataRules) -> Found[str] | None:
    """The title's own beginning; where it names no place or is short, the signature or the field that says the same in full."""
    signed = _signed(signs.signature, rules)
    field = next((f for f in (_in_field(p, rules) for p in fields.all("issuer")) if f), None)
    named = _in_title(signs, rules) or signed or _in_title_field(signs, rules) or field
    named = named or _in_head(signs, rules) or _above_title(signs, rules)
    if named is None or named.value is None:
        return named
    fuller = (f for f in (signed, field) if f and f.value and _fuller(f.value, named.value, rules))
    return next(fuller, named)


def _fuller(name: str, short: str, rules: MetadataRules) -> bool:
    """Whether a name says the other one in full.

    With its place (市政府 → 达州市政府) or the places above it, unabridged (市安委会), or with the gaps between several bodies.
    """
    placeless = rules.cue("placeless").match(short) is not None
    if rules.cue("placeless").match(name):
        return False
    if (placeless and same_body(name, short, rules)) or is_short_for(short, name, rules):
        return True
    return has_places_above(name, short, rules) or is_parted(name, short)


def _in_title(signs: Signs, rules: MetadataRules) -> Found[str] | None:
    name = issuer_of_title(signs.title.value, rules) if signs.title else None
    if signs.title is None or name is None:
        return None
    run = signs.title.first[0]
    item = signs.flow[run.line]
    if not isinstance(item, Line):
        return None
    words = item.passage.part(run.span.start, run.span.end)
    span = _named_in(words.text, rules)
    said = words.part(span.start if span else 0, span.end if span else None).strip(_AROUND)
    return Found(name, said.said, said.place, "metadata.issuer.title")


def _in_title_field(signs: Signs, rules: MetadataRules) -> Found[str] | None:
    """The issuer that a title begins with which stands in a labelled field alone."""
    found = signs.field
    name = issuer_of_title(found.value, rules) if found and not signs.title else None
    return replace(found, value=name) if found and name else None


def _in_head(signs: Signs, rules: MetadataRules) -> Found[str] | None:
    """The issuer that a title begins with which only the page's head holds."""
    name = issuer_of_title(signs.hints[0], rules) if signs.hints and not signs.title else None
    return Found(name, name, None, "metadata.issuer.head") if name else None


def _above_title(signs: Signs, rules: MetadataRules) -> Found[str] | None:
    """The body whose name stands alone above a title that names none, as at the head of minutes."""
    first = signs.title.first[0].line if signs.title else 0
    for item in reversed(signs.flow[max(0, first - _ABOVE) : first]):
        words = item.passage.strip() if isinstance(item, Line) else None
        if words and is_organ(words.text, rules) and not _is_other(words.text, rules):
            return Found(" ".join(words.text.split()), words.said, words.place, "metadata.issuer.above")
    return None


def _is_other(words: str, rules: MetadataRules) -> bool:
    """Whether the words are a site's name or a button, or a body that says no place and that a site's menu may have too."""
    if rules.cue("site").search(words) or rules.cue("navigation").match(words) or rules.cue("placeless").match(words):
        return True
    return not (rules.places.named.match(words) or rules.cue("issuer_alone").search(words))


def _signed(signature: Signature | None, rules: MetadataRules) -> Found[str] | None:
    if signature is None or not signature.organs:
        return None
    said = "\n".join(organ.said for organ in signature.organs)
    return Found(names_of(signature.organs, rules), said, signature.organs[0].place, "metadata.issuer.signature")


def _in_field(entry: Entry, rules: MetadataRules) -> Found[str] | None:
    if entry.value is None or rules.cue("site").search(entry.value.text.strip()):
        return None
    whole = entry.value.text.split()
    labels = (at for at, word in enumerate(whole) if rules.cue("addressee_no").fullmatch(word))
    words = rules.cue("seal").sub(
        "", " ".join(whole[: next(labels, None)])
    )  # 县政府办公室 责任部门 县政府办: a label without a colon
    return Found(words, entry.value.said, entry.value.place, entry.rule) if is_organ(words, rules) else None
