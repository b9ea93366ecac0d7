"""The notices that are compared: whose, of when, and which of them a notice follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from pipeline.tables.parsed import Parsed

LEVELS = ("national", "province", "city", "county", "township")
_FOLLOWS = frozenset({"implements", "forwards"})
_DEEPEST = 6
_MOST_BEFORE = 4
"""Notices of the year before that one is laid beside: a place has several, and mostly one of the same subject."""
_COLUMNS = (
    "doc_id", "source", "title", "issuer", "province", "city", "county", "region_code", "region_level",
    "plan_year", "written_date", "published_date", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """One notice that gave tasks. `follows` are the notices of this run that it says it carries out."""

    doc_id: str
    source: str
    title: str
    place: tuple[str | None, str | None, str | None]
    level: str | None
    region_code: str | None
    year: int | None
    day: dt.date | None
    issuer: str | None = None
    follows: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The place's own name, as people call it; the issuer's where the page does not tell, else the file's.

        >>> Notice("0", "a.html", "", ("云岭省", "澜溪市", None), "city", None, 2023, None).name
        '澜溪市'
        """
        return next((part for part in reversed(self.place) if part), None) or self.issuer or self.source

    @property
    def home(self) -> str | None:
        """What is the same for two notices of one place, and for no others; None where the page does not tell."""
        if self.region_code:
            return self.region_code
        return "/".join(part or "" for part in self.place) if any(self.place) else None

    @property
    def when(self) -> tuple[str, int, str]:
        """Its rank in time: by its day, else the middle of its year; the higher level first, then by id."""
        day = self.day.isoformat() if self.day else f"{self.year or 9999}-06-30"
        return day, LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS), self.doc_id


@dataclass(frozen=True)
class Family:
    """All notices of a run, and for each those that it is compared with before all others."""

    notices: Mapping[str, Notice]
    chain: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, notices: Iterable[Notice]) -> Family:
        """Find out who follows whom: `parent` (cited), `ancestor` (cited by what is cited), `year_before` (of the same place)."""
        known = {notice.doc_id: notice for notice in sorted(notices, key=lambda n: n.doc_id)}
        before = _years_before(known)
        return cls(known, {doc: _chain(doc, known, before.get(doc, ())) for doc in known})

    def basis(self, later: str, earlier: str) -> str:
        """What joins two notices: a link of the chain, or `similar` when only the words do."""
        return self.chain[later].get(earlier, "similar")


def _chain(doc: str, known: Mapping[str, Notice], before: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    row = [doc]
    for depth in range(_DEEPEST):
        row = [p for d in row for p in known[d].follows if p in known and p != doc and p not in found]
        found |= dict.fromkeys(row, "parent" if depth == 0 else "ancestor")
    return {**dict.fromkeys(before, "year_before"), **found}


def _years_before(known: Mapping[str, Notice]) -> dict[str, list[str]]:
    """For each notice those of the same place in the last year that has any, at most some."""
    homes: dict[str, dict[int, list[str]]] = {}
    for notice in sorted(known.values(), key=lambda n: n.when):
        if notice.home and notice.year:
            homes.setdefault(notice.home, {}).setdefault(notice.year, []).append(notice.doc_id)
    found: dict[str, list[str]] = {}
    for years in homes.values():
        for year, docs in years.items():
            last = max((y for y in years if y < year), default=None)
            if last is not None:
                found |= dict.fromkeys(docs, years[last][:_MOST_BEFORE])
    return found


def read_notices(parsed: Parsed) -> list[Notice]:
    """The notices of a run that gave tasks."""
    follows: dict[str, list[str]] = {}
    for row in parsed.rows("citations", ["doc_id", "relation", "cited_doc_id"]):
        if row["cited_doc_id"] and row["relation"] in _FOLLOWS:
            follows.setdefault(row["doc_id"], []).append(row["cited_doc_id"])
    rows = (row for row in parsed.rows("documents", _COLUMNS) if row["status"] == "parsed")
    return [_notice(row, follows.get(row["doc_id"], [])) for row in rows]


def _notice(row: Mapping[str, Any], follows: Iterable[str]) -> Notice:
    return Notice(
        doc_id=row["doc_id"],
        source=row["source"],
        title=row["title"] or "",
        place=(row["province"], row["city"], row["county"]),
        level=row["region_level"],
        region_code=row["region_code"],
        year=row["plan_year"],
        day=row["written_date"] or row["published_date"],
        issuer=row["issuer"],
        follows=tuple(dict.fromkeys(follows)),
    )
