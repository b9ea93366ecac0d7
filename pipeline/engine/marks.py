"""What decides the outcome of a run: when none of it changed, neither would the tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.engine.versions import code_fingerprint
from pipeline.rulebook.folder import DICTIONARY, fingerprint_of, rule_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Marks:
    """Fingerprints of the rules, whole and file by file, of our code and of the limits."""

    rules: str
    files: dict[str, str]
    code: str
    limits: str

    @classmethod
    def of(cls, rules: Path, limits: str) -> Marks:
        """The marks of a run with a folder of rules; RulesFault where there is none."""
        whole = fingerprint_of(rules)
        files = {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in rule_files(rules)}
        return cls(whole, files, code_fingerprint(), limits)

    @property
    def said(self) -> dict[str, Any]:
        """As they stand in `run.json`."""
        return {"rules": self.rules, "code": self.code, "limits": self.limits, "rule_files": self.files}

    def of_pages(self, shape: str) -> str:
        """One number for all that decides what is read from a page.

        The data dictionary counts only by the `shape` of the rows: its words change no reading. Of the other rules each may
        change what is read from any page (a unit's name restores damaged words, a date tells a heading), so all count.
        """
        files = sorted((name, mark) for name, mark in self.files.items() if name != DICTIONARY)
        return hashlib.sha256(repr((files, self.code, self.limits, shape)).encode()).hexdigest()

    def why(self, last: Mapping[str, Any]) -> str:
        """Why pages that another run has read must be read again; empty where nothing but the pages changed."""
        before = last.get("rule_files", {})
        changed = sorted(name for name in self.files.keys() | before.keys() if self.files.get(name) != before.get(name))
        reasons = (
            [f"rules changed ({', '.join(changed)}), and any rule may change any page"] if set(changed) - {DICTIONARY} else []
        )
        reasons += ["the program or a library changed"] if last.get("code") != self.code else []
        reasons += ["the limits changed"] if last.get("limits") != self.limits else []
        return "; ".join(reasons)
