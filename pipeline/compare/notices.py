"""The notices that are compared: whose, of when, and which of them a notice follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.compare.places import fuller

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from pipeline.compare.places import Place
    from pipeline.tables.parsed import Parsed

LEVELS = ("national", "province", "city", "county", "township")
_FOLLOWS = frozenset({"implements", "forwards"})
_COLUMNS = (
    "doc_id", "source", "title", "issuer", "province", "city", "county", "region_code", "region_level",
    "doc_number", "plan_year", "written_date", "published_date", "n_tasks", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """One notice that gave tasks. `follows` are the notices of this run that it says it carries out."""

    doc_id: str
    source: str
    title: str
    place: Place
    level: str | None
    region_code: str | None
    year: int | None
    day: dt.date | None
    issuer: str | None = None
    number: str | None = None
    n_tasks: int = 0
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


def read_notices(parsed: Parsed) -> list[Notice]:
    """The notices of a run that gave tasks."""
    follows: dict[str, list[str]] = {}
    for row in parsed.rows("citations", ["doc_id", "relation", "cited_doc_id"]):
        if row["cited_doc_id"] and row["relation"] in _FOLLOWS:
            follows.setdefault(row["doc_id"], []).append(row["cited_doc_id"])
    rows = [row for row in parsed.rows("documents", _COLUMNS) if row["status"] == "parsed"]
    whole = fuller(_place(row) for row in rows if row["region_code"] is None)
    return [_notice(row, whole.get(_place(row), _place(row)), follows.get(row["doc_id"], [])) for row in rows]


def _place(row: Mapping[str, Any]) -> Place:
    return row["province"], row["city"], row["county"]


def _notice(row: Mapping[str, Any], place: Place, follows: Iterable[str]) -> Notice:
    return Notice(
        doc_id=row["doc_id"],
        source=row["source"],
        title=row["title"] or "",
        place=place,
        level=row["region_level"],
        region_code=row["region_code"],
        year=row["plan_year"],
        day=row["written_date"] or row["published_date"],
        issuer=row["issuer"],
        number=row["doc_number"],
        n_tasks=row["n_tasks"] or 0,
        follows=tuple(dict.fromkeys(follows)),
    )
