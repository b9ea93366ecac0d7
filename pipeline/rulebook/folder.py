"""The folder of rules as files: where it is, and whether it changed. Nothing is read here, so that asking costs nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.rulebook.faults import Fault, RulesFault

if TYPE_CHECKING:
    from collections.abc import Iterator

DICTIONARY = "tables.yaml"
"""The data dictionary: it lies among the rules and is read by `pipeline.tables.schema`."""

FETCHING = ("fetch.yaml", "sites/")
"""What `pipeline.fetch` reads: where notices are collected, and how. It changes nothing in how a collected page is read."""


COMPARING = ("boilerplate.yaml", "synonyms.yaml")
"""What only `pipeline.compare` reads: it changes nothing in how a page is read either."""


def find_rules_folder() -> Path:
    """The rules that ship with the program: `rules/` of the checkout, else the copy inside the installed package."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package.parent / "rules", package / "shipped_rules"):
        if (folder / DICTIONARY).is_file():
            return folder
    msg = f"no rules beside {package}; name their folder with --rules"
    raise RulesFault([Fault("rules", 1, "", msg)])


def fingerprint_of(folder: Path) -> str:
    """One number for all files by which pages are read, names included: another rule, another number.

    RulesFault where there is no such folder.

    What is collected where (`FETCHING`) and what counts in comparisons (`COMPARING`) is left out: no page is read otherwise.
    """
    if not folder.is_dir():
        raise RulesFault([Fault(str(folder), 0, "", "there is no such folder of rules")])
    digest = hashlib.sha256()
    for name, path in rule_files(folder):
        body = path.read_bytes()
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()


def rule_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files by which pages are read, by their names in the folder."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith((*FETCHING, *COMPARING)) or path.name.startswith("."):
            continue
        if path.is_file() and path.suffix in {".yaml", ".yml", ".tsv", ".txt"}:
            yield name, path
