"""Which rule files there are, what a rule in each is, and which slice of the rules they make.

Modules are named, not imported: who asks for the table does not pay for the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class RuleFile:
    """One rule file: where its rule dataclass and its `try_example` live, and the slice that `try_example` asks for."""

    name: str
    home: str
    rule_name: str
    slice: str
    try_name: str = "try_example"

    def rule(self) -> type[Any]:
        """The dataclass of a rule in this file."""
        found: type[Any] = getattr(import_module(self.home), self.rule_name)
        return found

    def try_example(self) -> Callable[[Any, Any, str], str]:
        """What a rule of this file makes of some words, as short text."""
        found: Callable[[Any, Any, str], str] = getattr(import_module(self.home), self.try_name)
        return found


@dataclass(frozen=True)
class Stock:
    """What a slice is made from: the rules of each file by its name, the slices made before it, and the folder (for data)."""

    rules: Mapping[str, tuple[Any, ...]]
    slices: Mapping[str, Any]
    folder: Path


@dataclass(frozen=True)
class Slice:
    """What one stage knows: a field of `pipeline.parse.Rules`, the files that it is made of, and how."""

    name: str
    files: tuple[str, ...]
    build: Callable[[Stock], Any]


def _single(name: str, file: str, maker: str) -> Slice:
    """A slice made by its class's own `build` from the rules of one file; `maker` is `module:Class`."""
    return Slice(name, (file,), lambda stock: _made_by(maker).build(stock.rules[file]))


def _made_by(maker: str) -> Any:  # noqa: ANN401 - a class of any room
    home, _, name = maker.partition(":")
    return getattr(import_module(home), name)


def _read(stock: Stock) -> object:
    return _made_by("pipeline.read:ReadRules").build(stock.rules["encodings.yaml"], stock.rules["page.yaml"])


def _attach(stock: Stock) -> object:
    return _made_by("pipeline.tasks.attach:AttachRules").build(stock.slices["columns"], stock.rules["duties.yaml"])


def _tasks(stock: Stock) -> object:
    made = stock.slices
    return _made_by("pipeline.tasks.rules:TaskRules")(
        made["columns"], made["numbers"], made["legends"], made["attach"], made["sections"]
    )


def _units(stock: Stock) -> object:
    return _made_by("pipeline.facts.units:UnitRules").build(stock.rules["units.yaml"], stock.slices["functions"])


def _repair(stock: Stock) -> object:
    """Damage is mended by the words of this project's own subject first, then by those of the language."""
    lexicon = import_module("pipeline.lexicon")
    rules = _made_by("pipeline.repair.garbles:RepairRules").build(stock.rules["garbles.yaml"])
    return rules.with_words(stock.slices["units"].words(), lexicon.word_frequency)


def _regions(stock: Stock) -> object:
    text = (stock.folder / "regions" / "divisions.tsv").read_text(encoding="utf-8")
    register = import_module("pipeline.facts.register")
    return _made_by("pipeline.facts.regions:RegionRules").build(stock.rules["regions.yaml"], register.read_divisions(text))


@dataclass(frozen=True)
class RuleTable:
    """All rule files and all slices, in the order in which they are made."""

    files: tuple[RuleFile, ...]
    slices: tuple[Slice, ...]


TABLE = RuleTable(
    files=(
        RuleFile("encodings.yaml", "pipeline.read.decode", "EncodingRule", "read", "try_encoding_example"),
        RuleFile("page.yaml", "pipeline.read.page", "PageRule", "read", "try_page_example"),
        RuleFile("garbles.yaml", "pipeline.repair.garbles", "GarbleRule", "repair"),
        RuleFile("columns.yaml", "pipeline.tasks.columns", "ColumnRule", "columns"),
        RuleFile("numbering.yaml", "pipeline.tasks.numbering", "NumberRule", "numbers"),
        RuleFile("legends.yaml", "pipeline.tasks.legends", "LegendRule", "legends"),
        RuleFile("duties.yaml", "pipeline.tasks.attach", "DutyRule", "attach"),
        RuleFile("sections.yaml", "pipeline.tasks.sections", "SectionRule", "sections"),
        RuleFile("units.yaml", "pipeline.facts.units", "UnitRule", "units"),
        RuleFile("functions.yaml", "pipeline.facts.functions", "FunctionRule", "functions"),
        RuleFile("deadlines.yaml", "pipeline.facts.deadlines", "DeadlineRule", "deadlines"),
        RuleFile("regions.yaml", "pipeline.facts.regions", "RegionRule", "regions"),
        RuleFile("metadata.yaml", "pipeline.facts.metadata", "MetadataRule", "metadata"),
        RuleFile("citations.yaml", "pipeline.facts.citations", "CitationRule", "citations"),
    ),
    slices=(
        Slice("read", ("encodings.yaml", "page.yaml"), _read),
        _single("columns", "columns.yaml", "pipeline.tasks.columns:ColumnRules"),
        _single("numbers", "numbering.yaml", "pipeline.tasks.numbering:NumberRules"),
        _single("legends", "legends.yaml", "pipeline.tasks.legends:LegendRules"),
        Slice("attach", ("duties.yaml",), _attach),
        _single("sections", "sections.yaml", "pipeline.tasks.sections:SectionRules"),
        Slice("tasks", (), _tasks),
        _single("functions", "functions.yaml", "pipeline.facts.functions:FunctionRules"),
        Slice("units", ("units.yaml",), _units),
        Slice("repair", ("garbles.yaml",), _repair),
        _single("deadlines", "deadlines.yaml", "pipeline.facts.deadlines:DeadlineRules"),
        Slice("regions", ("regions.yaml",), _regions),
        _single("metadata", "metadata.yaml", "pipeline.facts.metadata:MetadataRules"),
        _single("citations", "citations.yaml", "pipeline.facts.citations:CitationRules"),
    ),
)
"""What `rules/` holds. A test compares it with the folder and with the fields of `Rules`."""
