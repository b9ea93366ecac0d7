"""What a run must know of all pages at once: their ids, which are the same notice, what cites what. A kilobyte or two each."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.engine.inputs import settle_ids
from pipeline.engine.page import Input
from pipeline.tables.linking import Links
from pipeline.tables.putting import Named

if TYPE_CHECKING:
    from pipeline.engine.kept import Kept
    from pipeline.tables.rows import Row

_COLUMNS = ("source", "doc_id", "content_sha256", "status", "title", "doc_number", "_fingerprint", "_key")


@dataclass
class Facts:
    """The pages of a run by their source: `ids` in this run, `named` those whose row says another, `links` between them."""

    ids: dict[str, str]
    named: dict[str, Named]
    copies: dict[str, str]
    links: Links = field(default_factory=Links)
    states: dict[str, str] = field(default_factory=dict)
    keys: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def gather(cls, kept: Kept) -> Facts:
        """The ids of all pages that were read."""
        inputs = []
        for part in kept.rows(["source", "doc_id", "content_sha256"], second=False):
            inputs += [Input(row["source"], doc_id=row["doc_id"], sha256=row["content_sha256"]) for row in part.to_pylist()]
        own = {one.source: one.doc_id for one in inputs}
        facts = cls({}, {}, {})
        for one in settle_ids(inputs):
            facts.ids[one.source] = one.doc_id
            if one.doc_id != own[one.source]:
                facts.named[one.source] = Named(one.doc_id, one.notes)
            if one.copy_of:
                facts.copies[one.source] = one.copy_of
        return facts

    def with_second(self, kept: Kept) -> Facts:
        """The same with the links between pages, damaged ones as they were read the second time where that went well."""
        for part in kept.rows(["source", "status"], second=True):
            for row in part.to_pylist():
                kept.forget(row["source"], second=row["status"] == "crashed")
        for second in (False, True):
            for part in kept.rows(_COLUMNS, second=second):
                for row in part.to_pylist():
                    self._note(row)
        self.links.settle()
        return self

    def _note(self, row: Row) -> None:
        source = row["source"]
        row = {**row, "doc_id": self.ids[source], "fingerprint": row["_fingerprint"]}
        self.links.note(row, self.copies.get(source))
        self.states[row["doc_id"]] = row["status"]
        word = f"{source}\0{row['_key']}\0{row['status']}".encode("utf-8", "replace")
        self.keys ^= int.from_bytes(hashlib.blake2b(word, digest_size=16).digest())

    def statuses(self) -> dict[str, int]:
        """How many pages ended in which status."""
        duplicates = self.links.duplicates
        found = Counter("duplicate" if doc_id in duplicates else status for doc_id, status in self.states.items())
        return dict(sorted(found.items()))

    def fingerprint(self) -> str:
        """One number for all pages and what was read from them."""
        return f"{len(self.ids)}-{self.keys:032x}"
