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


def _of_one_file(name: str, file: str, maker: str) -> Slice:
    """A slice made by its class's own `build` from the rules of one file; `maker` is `module:Class`."""

    def build(stock: Stock) -> object:
        home, _, cls = maker.partition(":")
        return getattr(import_module(home), cls).build(stock.rules[file])

    return Slice(name, (file,), build)


@dataclass(frozen=True)
class RuleTable:
    """All rule files and all slices, in the order in which they are made."""

    files: tuple[RuleFile, ...]
    slices: tuple[Slice, ...]


TABLE = RuleTable(
    files=(RuleFile("numbering.yaml", "pipeline.tasks.numbering", "NumberRule", "numbering"),),
    slices=(_of_one_file("numbering", "numbering.yaml", "pipeline.tasks.numbering:NumberRules"),),
)
"""What `rules/` holds. A test compares it with the folder and with the fields of `Rules`."""
