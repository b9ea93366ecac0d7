"""What only the whole run knows: which pages are the same notice, and which notice of the run another one cites."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_SEVERAL = ""
"""Stands for more than one notice: a title or number that several have names none of them."""
_OUTSIDE = re.compile(r"[\s《》〈〉“”\"']+")


@dataclass
class Links:
    """Gathers what identifies each page of a run, then amends the tables.

    First the pages that are the same notice (`alike`, then `settle`), then what notices are cited by (`note`).
    """

    duplicates: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    by_number: dict[int, str] = field(default_factory=dict)
    by_title: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def alike(self, fingerprint: str, source: str, doc_id: str) -> None:
        """Take a page whose fingerprint others have too."""
        self.groups.setdefault(fingerprint, []).append((source, doc_id))

    def settle(self) -> None:
        """Decide which pages are duplicates: of those with one fingerprint the first by source is kept."""
        for pages in self.groups.values():
            first = min(pages)[1]
            self.duplicates.update((doc_id, first) for _, doc_id in pages if doc_id != first)
        self.groups.clear()
        for doc_id, first in self.duplicates.items():
            self.duplicates[doc_id] = self.duplicates.get(first, first)

    def note(self, doc_id: str, number: str | None, title: str | None) -> None:
        """Remember by what a page is cited, when it is known which pages are duplicates."""
        notice = self.duplicates.get(doc_id, doc_id)
        for names, key in ((self.by_number, number_key(number)), (self.by_title, title_key(title))):
            if key and names.setdefault(_mark(key), notice) != notice:
                names[_mark(key)] = _SEVERAL
        if key := number_key(number):
            self.numbers[doc_id] = _mark(key)

    def cited(self, row: dict[str, Any]) -> str | None:
        """The id of a cited document when it is in this run: by its number, else by its title; never by an ambiguous one."""
        number = _mark(number_key(row["doc_number"]))
        found = self.by_number.get(number)
        if not found:
            found = self.by_title.get(_mark(title_key(row["title"])))
            if found and number and self.numbers.get(found, number) != number:
                return None
        return found if found and found != row["doc_id"] else None

    def amend(self, name: str, part: pa.Table) -> pa.Table:
        """A part of a table as it must be written."""
        if name == "citations":
            cited = [self.cited(row) for row in part.select(["doc_id", "doc_number", "title"]).to_pylist()]
            return _with_column(part, "cited_doc_id", pa.array(cited, pa.string()))
        if not self.duplicates:
            return part
        here = [doc_id for doc_id in pc.unique(part["doc_id"]).to_pylist() if doc_id in self.duplicates]
        repeated = pc.is_in(part["doc_id"], pa.array(here, pa.string()))
        if name in {"tasks", "units", "deadlines"}:
            return part.filter(pc.invert(repeated))
        if name == "issues":
            return _with_column(part, "task_id", pc.if_else(repeated, pa.scalar(None, pa.string()), part["task_id"]))
        return self._amend_documents(part, repeated)

    def _amend_documents(self, part: pa.Table, repeated: pa.ChunkedArray) -> pa.Table:
        first = pa.array([self.duplicates.get(doc_id) for doc_id in part["doc_id"].to_pylist()], pa.string())
        part = _with_column(part, "duplicate_of", first)
        part = _with_column(part, "status", pc.if_else(repeated, "duplicate", part["status"]))
        part = _with_column(part, "status_reason", pc.if_else(repeated, pa.scalar(None, pa.string()), part["status_reason"]))
        for name in ("n_tasks", "n_units", "n_deadlines"):
            part = _with_column(part, name, pc.if_else(repeated, pa.scalar(0, pa.int32()), part[name]))
        return part


def _with_column(part: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    index = part.schema.get_field_index(name)
    return part.set_column(index, part.schema.field(index), values)


def _mark(key: str) -> int:
    """A key in eight bytes, 0 for none: there are two for each page of a run."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()) if key else 0


def number_key(number: str | None) -> str:
    """A document number as a key; one with a lost digit is none.

    >>> number_key("川办函 [2021] 57号"), number_key("常政办发〔2017〕?58号"), number_key(None)
    ('川办函〔2021〕57号', '', '')
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number or ""))
    text = re.sub(r"[\[(〔【](\d{4})[\])〕】]", r"〔\1〕", text)
    return "" if "?" in text else text


def title_key(title: str | None) -> str:
    """A title as a key: without spaces, quotation marks and title marks; very short ones are none.

    >>> title_key("国务院办公厅 关于印发《2019年政务公开工作要点》的通知")
    '国务院办公厅关于印发2019年政务公开工作要点的通知'
    """
    text = _OUTSIDE.sub("", unicodedata.normalize("NFKC", title or ""))
    return text if len(text) >= 8 else ""  # noqa: PLR2004 - shorter titles name a kind of document, not one document
