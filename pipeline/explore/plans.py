"""All tasks as columns of numbers and words, each word once: what the search page filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from opencc import OpenCC

from pipeline.compare.language import cut
from pipeline.compare.places import Place, fuller

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.explore.gather import Notice
    from pipeline.tables.rows import Row

SEAM = "\u00ad"
"""Stands between words, so that the page can look for whole words; nobody sees it, and it is taken out of the texts before."""
_EPOCH = dt.date(1970, 1, 1)
NOTHING = -1


def seamed(text: str) -> str:
    r"""A text with its words parted.

    >>> seamed("推进政务公开").split(SEAM)
    ['推进', '政务', '公开']
    """
    return SEAM.join(cut(text.replace(SEAM, "")))


def traditional_forms(texts: Iterable[str]) -> dict[str, str]:
    """The traditional forms of the characters in some texts, each with its simplified one: what a question may be written in.

    >>> traditional_forms(["养老机构", "养护"])
    {'構': '构', '機': '机', '護': '护', '養': '养'}
    """
    signs = {sign for text in texts for sign in text if "\u3400" <= sign <= "\u9fff"}
    found: dict[str, str] = {}
    for way in ("s2t", "s2tw", "s2hk"):
        # One by one: side by side they might make a word, which is written otherwise.
        converter = OpenCC(way)
        written = {sign: converter.convert(sign) for sign in sorted(signs)}
        found |= {there: here for here, there in written.items() if there not in signs}
    return dict(sorted(found.items()))


@dataclass
class Words:
    """Words by number, each once."""

    parted: bool = False
    said: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str | None) -> int:
        """The number of a text; -1 for none.

        >>> words = Words()
        >>> words.number("甲"), words.number(None), words.number("甲")
        (0, -1, 0)
        """
        if not text:
            return NOTHING
        if text not in self._numbers:
            self._numbers[text] = len(self.said)
            self.said.append(seamed(text) if self.parted else text.replace(SEAM, ""))
        return self._numbers[text]


def _days(day: dt.date | None) -> int | None:
    return None if day is None else (day - _EPOCH).days


class Plans:
    """Takes notices in, one after the other, and gives the columns."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._parted = Words(parted=True)
        self._words = Words()
        self._places: dict[tuple[Place, str | None], int] = {}
        self._notices: list[list[Any]] = []
        self._tasks: list[list[Any]] = []
        self._units: list[list[Any]] = []
        self._deadlines: list[list[Any]] = []

    def __len__(self) -> int:
        return len(self._tasks)

    def add(self, notice: Notice) -> None:
        """Take one notice with its tasks, units and deadlines."""
        document = notice.document
        printed = (document["province"], document["city"], document["county"])
        place = self._places.setdefault((printed, document["region_code"]), len(self._places))
        title = self._parted.number(document["title"] or document["source"])
        year = document["plan_year"] or NOTHING
        self._notices.append([notice.doc_id, title, place, year, self._words.number(document["doc_number"])])
        for task in notice.tasks:
            self._add_task(notice, task)

    def _add_task(self, notice: Notice, task: Row) -> None:
        mine = len(self._tasks)
        text, path = self._parted.number(task["text"]), self._parted.number(" › ".join(task["path"]))
        doubts = sum(1 for row in notice.repairs_of(task) if not row["certain"])
        label, origin = self._words.number(task["label"]), self._words.number(task["origin"])
        self._tasks.append([len(self._notices) - 1, task["seq"], label, path, text, origin, round(task["confidence"], 3), doubts])
        for unit in notice.units.get(task["task_id"], ()):
            self._units.append([mine, *(self._words.number(unit[name]) for name in ("name", "full_name", "role", "function"))])
        for time in notice.deadlines.get(task["task_id"], ()):
            days = [_days(time[name]) for name in ("start", "end", "end_earliest")]
            self._deadlines.append([mine, self._words.number(time["kind"]), *days, self._words.number(time["as_printed"])])

    def columns(self) -> dict[str, Any]:
        """Everything, by table and column; a text is its number in `words`, or in `parted` where its words are parted."""
        return {
            "parted": self._parted.said,
            "words": self._words.said,
            "traditional": traditional_forms([*self._parted.said, *self._words.said]),
            "places": self._full_places(),
            "notices": _turned(self._notices, ("id", "title", "place", "year", "number")),
            "tasks": _turned(self._tasks, ("notice", "seq", "label", "path", "text", "origin", "confidence", "doubts")),
            "units": _turned(self._units, ("task", "name", "full", "role", "line")),
            "deadlines": _turned(self._deadlines, ("task", "kind", "start", "end", "earliest", "words")),
        }

    def _full_places(self) -> list[list[str | None]]:
        """The names of each place; one that the register does not know is called as its fullest name says."""
        whole = fuller(place for place, code in self._places if code is None)
        return [list(place if code else whole[place]) for place, code in self._places]


def _turned(rows: list[list[Any]], names: tuple[str, ...]) -> dict[str, list[Any]]:
    """Rows as columns.

    >>> _turned([[1, 2], [3, 4]], ("a", "b"))
    {'a': [1, 3], 'b': [2, 4]}
    """
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}
