"""Which rule files there are, what a rule in each is, and which slice of the rules they make: one line a file, one a slice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import verdict, wording
from pipeline.compare import boilerplate, synonyms
from pipeline.compare.boilerplate import Boilerplate, BoilerplateRule
from pipeline.compare.synonyms import SynonymRule, Synonyms
from pipeline.compare.words import Lexer
from pipeline.facts.citations import reading as citations
from pipeline.facts.citations.reading import CitationRule, CitationRules
from pipeline.facts.deadlines import reading as deadlines
from pipeline.facts.deadlines.words import DeadlineRule, DeadlineRules
from pipeline.facts.metadata import reading as metadata
from pipeline.facts.metadata.rules import MetadataRule, MetadataRules
from pipeline.facts.places import regions
from pipeline.facts.places.register import read_divisions
from pipeline.facts.places.rules import RegionRule, RegionRules
from pipeline.facts.units import examples as units_examples
from pipeline.facts.units.functions import FunctionRule, FunctionRules, names_claimed
from pipeline.facts.units.rules import UnitRule, UnitRules, words_claimed
from pipeline.read import ReadRules
from pipeline.read.decode import EncodingRule, EncodingRules, try_encoding_example
from pipeline.read.page import PageRule, PageRules, try_page_example
from pipeline.repair import examples as repair_examples
from pipeline.repair.garbles import GarbleRule, RepairRules
from pipeline.repair.language.gazetteer import Gazetteer
from pipeline.rulebook.folder import FETCHING
from pipeline.rulebook.kinds import RuleFile, RuleTable, Slice, Stock
from pipeline.rulebook.lexicon import word_frequency
from pipeline.tasks.prose import sections
from pipeline.tasks.prose.attached import duties
from pipeline.tasks.prose.attached.duties import AttachRules, DutyRule
from pipeline.tasks.prose.numbers import numbering
from pipeline.tasks.prose.numbers.numbering import NumberRule, NumberRules
from pipeline.tasks.prose.sections import SectionRule, SectionRules
from pipeline.tasks.rules import TaskRules
from pipeline.tasks.tables import legends
from pipeline.tasks.tables.labels import columns
from pipeline.tasks.tables.labels.columns import ColumnRule, ColumnRules
from pipeline.tasks.tables.legends import LegendRule, LegendRules
from pipeline.verdict import VerdictRule, VerdictRules
from pipeline.wording import IssueRule, IssueRules

if TYPE_CHECKING:
    from collections.abc import Callable


_OLDEST = 1998
"""Notices on the web are not older; names that ended before would only make places ambiguous."""


def _of(name: str, file: str, build: Callable[[tuple[Any, ...]], Any]) -> Slice:
    """A slice made from the rules of one file alone."""
    return Slice(name, (file,), lambda stock: build(stock.rules[file]))


def _attach(stock: Stock) -> AttachRules:
    return AttachRules.build(stock.slices["columns"], stock.rules["duties.yaml"])


def _tasks(stock: Stock) -> TaskRules:
    made = stock.slices
    return TaskRules(made["columns"], made["numbers"], made["legends"], made["attach"], made["sections"])


def _units(stock: Stock) -> UnitRules:
    return UnitRules.build(stock.rules["units.yaml"], stock.slices["functions"])


def _repair(stock: Stock) -> RepairRules:
    """Damage is mended by the words of this project's own subject first, then by those of the language."""
    register = stock.slices["regions"].register
    recent = (d for d in register.divisions if d.last_year >= _OLDEST)
    places = Gazetteer(tuple((d.code, d.name, register.endings.short(d.name)) for d in recent))
    rules = RepairRules.build(stock.rules["garbles.yaml"])
    return rules.with_words(stock.slices["units"].words(), word_frequency).with_places(places)


def _citations(stock: Stock) -> CitationRules:
    return CitationRules.build(stock.rules["citations.yaml"], stock.slices["metadata"].cited_numbers)


def _regions(stock: Stock) -> RegionRules:
    divisions = (stock.folder / "regions" / "divisions.tsv").read_text(encoding="utf-8")
    return RegionRules.build(stock.rules["regions.yaml"], read_divisions(divisions))


TABLE = RuleTable(
    files=(
        RuleFile("encodings.yaml", EncodingRule, "encodings", try_encoding_example),
        RuleFile("page.yaml", PageRule, "page", try_page_example),
        RuleFile("garbles.yaml", GarbleRule, "repair", repair_examples.try_example),
        RuleFile("columns.yaml", ColumnRule, "columns", columns.try_example),
        RuleFile("numbering.yaml", NumberRule, "numbers", numbering.try_example),
        RuleFile("legends.yaml", LegendRule, "legends", legends.try_example),
        RuleFile("duties.yaml", DutyRule, "attach", duties.try_example),
        RuleFile("sections.yaml", SectionRule, "sections", sections.try_example),
        RuleFile("functions.yaml", FunctionRule, "units", units_examples.try_function, names_claimed),
        RuleFile("units.yaml", UnitRule, "units", units_examples.try_example, words_claimed),
        RuleFile("deadlines.yaml", DeadlineRule, "deadlines", deadlines.try_example),
        RuleFile("regions.yaml", RegionRule, "regions", regions.try_example),
        RuleFile("metadata.yaml", MetadataRule, "metadata", metadata.try_example),
        RuleFile("citations.yaml", CitationRule, "citations", citations.try_example),
        RuleFile("verdicts.yaml", VerdictRule, "verdicts", verdict.try_example),
        RuleFile("issues.yaml", IssueRule, "issues", wording.try_example),
        RuleFile("boilerplate.yaml", BoilerplateRule, "boilerplate", boilerplate.try_example),
        RuleFile("synonyms.yaml", SynonymRule, "synonyms", synonyms.try_example),
    ),
    slices=(
        _of("encodings", "encodings.yaml", EncodingRules.build),
        _of("page", "page.yaml", PageRules.build),
        Slice("read", (), lambda stock: ReadRules(stock.slices["encodings"], stock.slices["page"])),
        _of("columns", "columns.yaml", ColumnRules.build),
        _of("numbers", "numbering.yaml", NumberRules.build),
        _of("legends", "legends.yaml", LegendRules.build),
        Slice("attach", ("duties.yaml",), _attach),
        _of("sections", "sections.yaml", SectionRules.build),
        Slice("tasks", (), _tasks),
        _of("functions", "functions.yaml", FunctionRules.build),
        Slice("units", ("units.yaml",), _units),
        _of("deadlines", "deadlines.yaml", DeadlineRules.build),
        Slice("regions", ("regions.yaml",), _regions),
        Slice("repair", ("garbles.yaml",), _repair),
        _of("metadata", "metadata.yaml", MetadataRules.build),
        Slice("citations", ("citations.yaml",), _citations),
        _of("verdicts", "verdicts.yaml", VerdictRules.build),
        _of("issues", "issues.yaml", IssueRules.build),
        _of("boilerplate", "boilerplate.yaml", Boilerplate.build),
        _of("synonyms", "synonyms.yaml", Synonyms.build),
        Slice("lexer", (), lambda stock: Lexer(stock.slices["boilerplate"], stock.slices["synonyms"])),
    ),
    elsewhere=FETCHING,
)
"""What `rules/` holds. A test compares it with the folder and with the fields of `Rules`."""
