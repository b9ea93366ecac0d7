"""What a run must know of all pages at once: their ids, which are the same notice, what cites what. Some 300 bytes a page."""

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
    from collections.abc import Iterator, Sequence

    from pipeline.engine.kept import Kept
    from pipeline.tables.rows import Row

_IDENTITY = ("source", "doc_id", "content_sha256")
_NOTICE = ("source", "doc_id", "status", "_fingerprint")
_COLUMNS = ("source", "doc_id", "status", "title", "doc_number", "_key")


@dataclass
class Facts:
    """The pages of a run. `named` are those that have another id than their row says, `copies` the ids whose bytes others have.

    Of most pages nothing is held here but what `links` finds them by: what one page has in common with another is looked for
    first, in a few bytes a page, and only the pages that share it are looked at.
    """

    named: dict[str, Named] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    statuses: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    keys: int = 0

    @classmethod
    def gather(cls, kept: Kept) -> Facts:
        """The ids of all pages that were read."""
        facts, ids = cls(), _Shared()
        for row in _rows(kept, ("doc_id",), second=False):
            facts.pages += 1
            ids.note(row["doc_id"])
        alike = [row for row in _rows(kept, _IDENTITY, second=False) if row["doc_id"] in ids] if ids else []
        own = {row["source"]: row["doc_id"] for row in alike}
        for one in settle_ids(Input(row["source"], doc_id=row["doc_id"], sha256=row["content_sha256"]) for row in alike):
            if one.doc_id != own[one.source]:
                facts.named[one.source] = Named(one.doc_id, one.notes)
            if one.copy_of:
                facts.copies[one.source] = one.copy_of
        return facts

    def id_of(self, row: Row) -> str:
        """The id that a page has in this run."""
        name = self.named.get(row["source"])
        doc_id: str = name.doc_id if name else row["doc_id"]
        return doc_id

    def with_second(self, kept: Kept) -> Facts:
        """The same with the links between pages, damaged ones as they were read the second time where that went well."""
        again = {row["source"]: row["status"] == "crashed" for row in _rows(kept, ("source", "status"), second=True)}
        if again:
            kept.forget({source for source, crashed in again.items() if crashed}, second=True)
            kept.forget({source for source, crashed in again.items() if not crashed}, second=False)
        same = _Shared()
        for row in _both(kept, ("_fingerprint",)):
            if row["_fingerprint"]:
                same.note(row["_fingerprint"])
        if same or self.copies:
            for row in _both(kept, _NOTICE):
                self._compare(row, same)
        self.links.settle()
        for row in _both(kept, _COLUMNS):
            self._note(row)
        return self

    def _compare(self, row: Row, same: _Shared) -> None:
        if self._is_copy(row):
            self.links.duplicates[self.id_of(row)] = self.copies[row["source"]]
        elif row["_fingerprint"] and row["_fingerprint"] in same:
            self.links.alike(row["_fingerprint"], row["source"], self.id_of(row))

    def _is_copy(self, row: Row) -> bool:
        return row["source"] in self.copies and row["status"] in {"parsed", "no_tasks"}

    def _note(self, row: Row) -> None:
        doc_id = self.id_of(row)
        if not self._is_copy(row):
            self.links.note(doc_id, row["doc_number"], row["title"])
        self.statuses["duplicate" if doc_id in self.links.duplicates else row["status"]] += 1
        word = f"{row['source']}\0{row['_key']}\0{row['status']}".encode("utf-8", "replace")
        self.keys ^= int.from_bytes(hashlib.blake2b(word, digest_size=16).digest())

    def fingerprint(self) -> str:
        """One number for all pages and what was read from them."""
        return f"{self.pages}-{self.keys:032x}"


class _Shared:
    """Which of very many texts come more than once, in a few bytes each; now and then one too many is said to."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._again: set[int] = set()

    def note(self, text: str) -> None:
        """Take one more text."""
        mark = hash(text)
        (self._again if mark in self._seen else self._seen).add(mark)

    def __contains__(self, text: str) -> bool:
        return hash(text) in self._again

    def __bool__(self) -> bool:
        return bool(self._again)


def _rows(kept: Kept, columns: Sequence[str], *, second: bool) -> Iterator[Row]:
    for part in kept.rows(columns, second=second):
        yield from part.to_pylist()


def _both(kept: Kept, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of this run, of the first reading and of the second."""
    yield from _rows(kept, columns, second=False)
    yield from _rows(kept, columns, second=True)
