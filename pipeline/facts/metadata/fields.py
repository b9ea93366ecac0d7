"""The labelled fields of a notice's head, asked by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import first_date
from pipeline.facts.metadata.docnumbers import number_at_start
from pipeline.facts.metadata.entries import read_entries
from pipeline.outline import Block
from pipeline.values import Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from pipeline.facts.metadata.labelled import Entry
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Outline

_OWN = frozenset(("doc_number", "issuer", "written_date", "published_date", "title", "stray_date"))
_PUBLISHED_META = ("pubdate", "publishdate", "firstpublishedtime", "others", "publisheddate", "article:published_time")
_BESIDE = 3


@dataclass(frozen=True)
class Fields:
    """The labelled fields of the head, first come first served."""

    entries: tuple[Entry, ...]
    rules: MetadataRules

    def all(self, name: str) -> Iterator[Entry]:
        """The fields of that name that hold words."""
        return (entry for entry in self.entries if entry.name == name and entry.value is not None and entry.value.text.strip())

    def day(self, name: str) -> Found[dt.date] | None:
        """The field's day; a day that is illegible has no value."""
        for entry in self.all(name):
            if entry.value is not None:
                found = first_date(entry.value.text)
                if found:
                    return Found(found.value, entry.value.said, entry.value.place, entry.rule)
        return None

    def other(self) -> tuple[tuple[str, Found[str]], ...]:
        """The remaining fields; those left empty on the page are left out."""
        found: dict[str, Found[str]] = {}
        for entry in self.entries:
            if entry.name and entry.name not in _OWN and entry.value is not None and entry.value.text.strip():
                value = " ".join(entry.value.text.split())
                found.setdefault(entry.name, Found(value, entry.value.said, entry.value.place, entry.rule))
        return tuple(found.items())


def day_beside_title(outline: Outline, titles: frozenset[str], rules: MetadataRules) -> Found[dt.date] | None:
    """The day in a line of the site's own words right below a title: it was set aside, yet it says when the notice came out."""
    for block in _set_aside_below(outline, titles):
        fields = Fields(read_entries(block.whole, rules)[0], rules)
        day = fields.day("published_date") or fields.day("stray_date")
        if day and day.value:
            return day
    return None


def meta_day(outline: Outline) -> Found[dt.date] | None:
    """The day of publication that the page's meta tags say."""
    for wanted in _PUBLISHED_META:
        for name, content in outline.meta:
            day = first_date(content) if name.lower() == wanted else None
            if day and day.value:
                return Found(day.value, content, None, "metadata.published_date.meta")
    return None


def number_beside_title(outline: Outline, titles: frozenset[str], rules: MetadataRules) -> Found[str] | None:
    """The document's number on a line of its own right below a title, where the line was set aside as the site's own."""
    left = 0
    for item in outline.items if titles else ():
        left = _BESIDE + 1 if isinstance(item, Block) and item.path in titles else left - 1
        if left < 1 or not isinstance(item, Block) or item.set_aside != "navigation":
            continue
        words = item.whole.strip()
        number = number_at_start(words.text, rules.numbers)
        if number and number.organ and number.span.end == len(words.text):
            return Found(number.value, words.said, words.place, "metadata.doc_number.beside")
    return None


def _set_aside_below(outline: Outline, titles: frozenset[str]) -> Iterable[Block]:
    left = 0
    for item in outline.items if titles else ():
        if not isinstance(item, Block):
            left = 0
        elif item.path in titles:
            left = _BESIDE
        elif left and item.set_aside == "navigation":
            left -= 1
            yield item
        else:
            left = 0
