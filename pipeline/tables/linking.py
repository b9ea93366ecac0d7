"""What only the whole run knows: which pages are the same notice, and which notice of the run another one cites."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from pipeline.tables.rows import Row

_OUTSIDE = re.compile(r"[\s《》〈〉“”\"']+")


@dataclass
class Links:
    """Gathers what identifies each page of a run, then amends the tables."""

    kept: dict[str, tuple[str, str]] = field(default_factory=dict)
    members: dict[str, tuple[str, str]] = field(default_factory=dict)
    duplicates: dict[str, str] = field(default_factory=dict)
    by_number: dict[str, list[str]] = field(default_factory=dict)
    by_title: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    def note(self, row: Row, copy_of: str | None) -> None:
        """Remember a page. Of pages with one fingerprint the first by source is kept; an empty fingerprint is like no other."""
        doc_id, source = row["doc_id"], row["source"]
        if copy_of and row["status"] in {"parsed", "no_tasks"}:
            self.duplicates[doc_id] = copy_of
            return
        if number := number_key(row["doc_number"]):
            self.by_number.setdefault(number, []).append(doc_id)
            self.numbers[doc_id] = number
        if title := title_key(row["title"]):
            self.by_title.setdefault(title, []).append(doc_id)
        if row["fingerprint"]:
            self.members[doc_id] = (row["fingerprint"], source)
            best = self.kept.get(row["fingerprint"])
            if best is None or source < best[0]:
                self.kept[row["fingerprint"]] = (source, doc_id)

    def settle(self) -> None:
        """Decide, when all pages are known."""
        for doc_id, (fingerprint, _) in self.members.items():
            first = self.kept[fingerprint][1]
            if first != doc_id:
                self.duplicates[doc_id] = first
        for doc_id, first in self.duplicates.items():
            self.duplicates[doc_id] = self.duplicates.get(first, first)

    def cited(self, row: dict[str, Any]) -> str | None:
        """The id of a cited document when it is in this run: by its number, else by its title; never by an ambiguous one."""
        number = number_key(row["doc_number"])
        found = self._only(self.by_number.get(number, []))
        if found is None:
            found = self._only(self.by_title.get(title_key(row["title"]), []))
            if found and number and self.numbers.get(found, number) != number:
                return None
        return found if found != row["doc_id"] else None

    def _only(self, doc_ids: list[str]) -> str | None:
        """The one notice that all these pages are, if they are one."""
        notices = {self.duplicates.get(doc_id, doc_id) for doc_id in doc_ids}
        return notices.pop() if len(notices) == 1 else None

    def amend(self, name: str, part: pa.Table) -> pa.Table:
        """A part of a table as it must be written."""
        if name == "citations":
            cited = [self.cited(row) for row in part.select(["doc_id", "doc_number", "title"]).to_pylist()]
            return _with_column(part, "cited_doc_id", pa.array(cited, pa.string()))
        if not self.duplicates:
            return part
        repeated = pc.is_in(part["doc_id"], pa.array(list(self.duplicates), pa.string()))
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
