"""What a metadata rule makes of a line of its examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import first_date
from pipeline.facts.metadata.annexes import is_annex_mark
from pipeline.facts.metadata.bodies import has_places_above, is_short_for, same_body
from pipeline.facts.metadata.cells import read_row_fields
from pipeline.facts.metadata.docnumbers import find_numbers
from pipeline.facts.metadata.entries import read_entries
from pipeline.facts.metadata.issuer import issuer_of_title
from pipeline.facts.metadata.letter import is_organ, read_addressees, salutation_at
from pipeline.facts.metadata.plan import kind_of, school_time
from pipeline.facts.metadata.tail import is_copies, is_footer
from pipeline.facts.metadata.title_words import looks_like_title, tidy
from pipeline.outline import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.facts.metadata.rules import MetadataRule, MetadataRules


def say(rule: MetadataRule, rules: MetadataRules, said: str) -> str:
    """The rule's reading of the words as a short text; `""` when it does not apply."""
    reader = _READERS.get(rule.part)
    return reader(rule, rules, said) if reader else ""


def _fields(said: str, rules: MetadataRules) -> dict[str, str]:
    line = Passage.of(said)
    entries = (read_row_fields(line, rules) if "|" in said else ()) or read_entries(line, rules)[0]
    return {
        p.name: p.value.text.strip()
        for p in reversed(entries)
        if p.name and p.value and p.value.text.strip() and ".bare" not in p.rule
    }


def _field(rule: MetadataRule, rules: MetadataRules, said: str) -> str:
    value = _fields(said, rules).get(rule.gives, "")
    if rule.gives == "doc_number":
        number = next(find_numbers(value, rules.numbers), None)
        return number.value if number else value
    day = first_date(value) if rule.gives.endswith(("_date", "_from", "_until")) else None
    return day.value.isoformat() if day and day.value else value


def _kind(rule: MetadataRule, rules: MetadataRules, said: str) -> str:
    kind = kind_of(said, rules)
    return kind if kind == rule.gives else ""


def _school(rule: MetadataRule, rules: MetadataRules, said: str) -> str:
    school = school_time(said, rules)
    mine = school_time(said, replace(rules, entries=(rule,)))
    return str(mine[0].plan_year) if school and mine and school == mine else ""


def _title(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    match = rules.titles.inside.search(said)
    return tidy(match[0]) if match else ""


def _plan(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return said if rules.titles.plan.search(said) else ""


def _dated(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "title" if looks_like_title(said, rules) else ""


def _organ(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "organ" if is_organ(said, rules) else ""


def _organ_short(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "organ" if said in rules.words("organ_short") else ""


def _organ_no(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "" if not rules.cue("organ_no").search(said) else "no organ"


def _full(rule: MetadataRule, rules: MetadataRules, said: str) -> str:
    short, _, full = said.partition(" ")
    return "full" if short.endswith(rule.gives) and is_short_for(short, full, rules) else ""


def _above(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    name, other = said.split(" ")
    return "places above" if has_places_above(name, other, rules) else ""


def _same(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    name, other = said.split(" ")
    return "same" if same_body(name, other, rules) else ""


def _cue(part: str) -> Callable[[MetadataRule, MetadataRules, str], str]:
    return lambda _rule, rules, said: part if rules.cue(part).search(said) else ""


def _addressees(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    found = salutation_at(Passage.of(said), 0, rules)
    return " | ".join(name.value or "" for name in read_addressees(found, rules)) if found else ""


def _addressee_no(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    words = said.split("：", maxsplit=1)[0]
    return "no addressee" if rules.cue("addressee_no").fullmatch(words) else ""


def _navigation(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    entries, rest = read_entries(Passage.of(said), rules)
    return "navigation" if entries and rest >= len(said) and all(p.kind == "navigation" for p in entries) else ""


def _footer(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "footer" if is_footer(said, rules) else ""


def _annex(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "heading" if is_annex_mark(said, rules) else ""


def _copies(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    return "metadata" if is_copies(said, rules) else ""


def _lead_in(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    number = next(find_numbers(said, rules.cited_numbers), None)
    return number.value if number else ""


def _number(_: MetadataRule, rules: MetadataRules, said: str) -> str:
    number = next(find_numbers(said, rules.numbers), None)
    return number.value if number and number.span.start else ""


def _field_of(name: str) -> Callable[[MetadataRule, MetadataRules, str], str]:
    return lambda _rule, rules, said: _fields(said, rules).get(name, "")


_READERS: dict[str, Callable[[MetadataRule, MetadataRules, str], str]] = {
    "field": _field,
    "value": _field,
    "issue": lambda _rule, rules, said: _fields(said, rules).get("issue_number", ""),
    "school": _school,
    "kind": _kind,
    "title_mark": _title,
    "title_end": _title,
    "title_no": lambda _rule, rules, said: "no title" if rules.cue("title_no").match(said) else "",
    "plan_end": _plan,
    "plan_end_dated": _dated,
    "report_end_dated": _dated,
    "told_end": _dated,
    "minutes": lambda _rule, rules, said: "minutes" if rules.ends("minutes").search(said) else "",
    "speaker": lambda _rule, rules, said: "speaker" if rules.cue("speaker").match(said) else "",
    "title_office": lambda _rule, rules, said: issuer_of_title(said, rules) or "",
    "organ_end": _organ,
    "organ_no": _organ_no,
    "organ_short": _organ_short,
    "full_end": _full,
    "site": _cue("site"),
    "issuer_alone": _cue("issuer_alone"),
    "addressee_end": _addressees,
    "addressee_bare": _addressees,
    "addressee_many": _addressees,
    "addressee_start": _title,
    "addressee_no": _addressee_no,
    "every": _addressees,
    "bare_body": _addressees,
    "place_end": _above,
    "town_end": _addressees,
    "same_word": _same,
    "seal": lambda _rule, rules, said: rules.cue("seal").sub("", said) if rules.cue("seal").search(said) else "",
    "number_issuer": _number,
    "placeless": lambda _rule, rules, said: "placeless" if rules.cue("placeless").match(said) else "",
    "navigation": _navigation,
    "home": _navigation,
    "view_unit": _field_of("views"),
    "footer": _footer,
    "footer_weak": _footer,
    "comments": lambda _rule, rules, said: "comments" if rules.cue("comments").match(said) else "",
    "annex": _annex,
    "copies": _copies,
    "copies_dated": _copies,
    "letter_close": lambda _rule, rules, said: "close" if rules.cue("letter_close").match(said) else "",
    "lead_in": _lead_in,
    "list_stop": _field_of("source"),
}
