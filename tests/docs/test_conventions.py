"""Every example of docs/conventions.md is run: a table headed `words | gives` says what the program makes of its words.

The heading above a table says who reads it; a section is added with a reader of its own in `READERS`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.facts.citations.reading import read_citations
from pipeline.facts.deadlines.calendar import TimeContext
from pipeline.facts.deadlines.reading import describe, read_deadlines
from pipeline.facts.places.regions import RegionClues, locate
from pipeline.facts.places.zones import zone_of
from pipeline.facts.units.examples import show_units
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.reading import read_units
from pipeline.facts.units.text import find_units_in_text, sentence_subject
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.parse import parse
from pipeline.values import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.parse import Rules
    from pipeline.values import Region

PAGE = Path(__file__).parents[2] / "docs" / "conventions.md"
SPRING = TimeContext(plan_year=2022, written=dt.date(2022, 3, 1))


@dataclass(frozen=True)
class Row:
    """A row of a table of examples, and the heading above it."""

    section: str
    words: str
    gives: str


def rows(text: str) -> Iterator[Row]:
    r"""The rows of every table whose first columns are `words` and `gives`; `\|` is a bar, a lone `—` says nothing."""
    section, inside = "", False
    for line in text.splitlines():
        section = line.lstrip("# ") if line.startswith("##") else section
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells[:2] == ["words", "gives"]:
            inside = True
        elif not cells:
            inside = False
        elif inside and set(cells[0]) - set("-: "):
            yield Row(section, cells[0].strip("`"), "" if cells[1] == "—" else cells[1].strip("`"))


def deadlines(words: str, source: str, rules: Rules) -> str:
    """The deadlines of words in a plan for 2022, written on 1 March 2022, as `rules/deadlines.yaml` shows them."""
    return describe(read_deadlines(Phrase(Passage.of(words), source=source), SPRING, rules.deadlines))


def citations(words: str, rules: Rules) -> str:
    """The documents that words name: title, number, issuer, relation; what is not said is left out."""
    found = (f.value for f in read_citations((Passage.of(words),), rules.citations) if f.value)
    return " ; ".join(" , ".join(filter(None, (c.title, c.doc_number, c.issuer, c.relation))) for c in found)


def head(words: str, rules: Rules) -> str:
    """What a notice says of itself whose lines are parted by ` / `."""
    metadata = parse(RawPage("page.txt", words.replace(" / ", "\n").encode(), charset="utf-8"), rules).metadata
    names = ("title", "issuer", "doc_number", "written_date", "published_date")
    said = [f"{name} {found.value}" for name in names if (found := getattr(metadata, name)) and found.value is not None]
    return " , ".join([*said, *(f"{name} {found.value}" for name, found in metadata.other)])


def cell(words: str, rules: Rules) -> str:
    """The units of a cell in a notice of 中山市, as `rules/units.yaml` shows them."""
    return show_units(read_units(Phrase(Passage.of(words)), place_of("中山市人民政府", rules), rules.units))


def sentence(words: str, rules: Rules) -> str:
    """The units that a sentence charges or addresses, in a notice of 中山市."""
    said, home = Passage.of(words), place_of("中山市人民政府", rules)
    return show_units(find_units_in_text(said, home, rules.units) or sentence_subject(said, home, rules.units))


def body(words: str, rules: Rules) -> str:
    """A unit in full, as a notice of the issuer before the colon names it."""
    issuer, _, name = words.partition("：")
    unit = unit_of(name, place_of(issuer, rules), rules.units)
    return " , ".join(value or "—" for value in (unit.full_name, unit.function, unit.level, unit.region_code))


def place_of(issuer: str, rules: Rules) -> Region | None:
    """The issuer's region, and its zone where it is one, as a parsed notice has them."""
    region = locate(RegionClues(issuer=issuer), rules.regions)
    zone = zone_of(issuer, (), rules.regions)
    return dataclasses.replace(region, zone=zone) if region and zone else region


def place(words: str, rules: Rules) -> str:
    """Code and names of the place that clues lead to."""
    issuer, *others = words.split(" / ")
    said = {kind_of(clue): clue for clue in others}
    year = int(said["year"]) if "year" in said else None
    clues = RegionClues(issuer.strip("—") or None, said.get("title"), said.get("number"), said.get("url"), year=year)
    region = locate(clues, rules.regions)
    return " ".join(filter(None, (region.code, region.province, region.city, region.county))) if region else ""


def kind_of(clue: str) -> str:
    """`year`, `number`, `url` or `title`."""
    return "year" if clue.isdecimal() else "number" if "〔" in clue else "url" if "//" in clue else "title"


READERS: dict[str, Callable[[str, Rules], str]] = {
    "In a cell of units": cell,
    "Roles": cell,
    "In a sentence": sentence,
    "A body in full": body,
    "Places 地区": place,
    "In a column of deadlines": lambda words, rules: deadlines(words, "cell", rules),
    "In running text": lambda words, rules: deadlines(words, "text", rules),
    "In a letter's own demands": lambda words, rules: deadlines(words, "cover", rules),
    "In a bracket": lambda words, rules: deadlines(words, "bracket", rules),
    "Heads and signatures 文件头、落款": head,
    "Citations 引用的文件": citations,
}
EXAMPLES = list(rows(PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row.section}: {row.words}")
def test_an_example_of_the_page_gives_what_the_page_says(row, rules):
    assert READERS[row.section](row.words, rules) == row.gives


def test_every_section_with_a_reader_has_examples():
    assert {row.section for row in EXAMPLES} == set(READERS)
    assert len(EXAMPLES) > 60


def test_tables_are_read_row_by_row():
    page = "## One\n\n| words | gives | why |\n|---|---|---|\n| a | b | c |\n| `d \\| e` | — | |\n\n| other | x |\n|---|---|\n| f | g |\n"
    assert list(rows(page)) == [Row("One", "a", "b"), Row("One", "d | e", "")]
