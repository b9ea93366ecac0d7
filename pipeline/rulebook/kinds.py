"""What a table of rule files is made of. Nothing here knows a stage, so that what reads few rules loads few stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from pathlib import Path


def claims_nothing(_rule: object) -> Iterable[tuple[Hashable, str, int]]:
    """For files in which two rules may hold the same word."""
    return ()


@dataclass(frozen=True)
class RuleFile:
    """One rule file: the dataclass of its rules, and what tries an example of one against the slice that is named.

    `claims` gives what no other rule of the file may claim too: the claim, and the field and position of the word that makes it.
    """

    name: str
    rule: type[Any]
    slice: str
    try_example: Callable[[Any, Any, str], str]
    claims: Callable[[Any], Iterable[tuple[Hashable, str, int]]] = claims_nothing


@dataclass(frozen=True)
class Stock:
    """What a slice is made from: the rules of each file by its name, the slices made before it, and the folder (for data)."""

    rules: Mapping[str, tuple[Any, ...]]
    slices: Mapping[str, Any]
    folder: Path


@dataclass(frozen=True)
class Slice:
    """What one stage knows: a field of `pipeline.parse.Rules`, or what others are made of; its files, and how it is made."""

    name: str
    files: tuple[str, ...]
    build: Callable[[Stock], Any]


@dataclass(frozen=True)
class RuleTable:
    """All rule files and all slices, in the order in which they are made.

    `elsewhere` are the files of the same folder that another table reads: names, or a folder with a slash behind it.
    """

    files: tuple[RuleFile, ...]
    slices: tuple[Slice, ...]
    elsewhere: tuple[str, ...] = ()
