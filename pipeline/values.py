"""The frozen values that flow through the pipeline; imports nothing of ours.

Positions are half-open spans of Unicode code points. Every value is comparable and picklable.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import datetime as dt

T = TypeVar("T")
_IN_AFTER = itemgetter(1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of code points.

    >>> Span(2, 5).length, Span(2, 5).shifted(10)
    (3, Span(start=12, end=15))
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many code points it holds."""
        return self.end - self.start

    def shifted(self, by: int) -> Span:
        """The same run, moved."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where words stand on the page as published.

    `path` names the block: an element path for HTML (`/html[1]/body[1]/p[3]`), `line[12]` for text.
    `span` counts code points in that block's visible text before any repair.
    """

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it was collected, before anything was decided about it."""

    source: str
    body: bytes
    url: str | None = None
    fetched_at: str | None = None
    charset: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to what the page printed.

    `span` is in code points of the text that is changed; `certain` only when no other reading is possible.
    `steps` are places in `before` and in `after` at which both can be cut alike, in order: a paragraph misread
    throughout is one repair, and still traced sign by sign.
    """

    span: Span
    before: str
    after: str
    rule: str
    kind: str
    confidence: float = 1.0
    certain: bool = True
    alternatives: tuple[str, ...] = ()
    steps: tuple[tuple[int, int], ...] = field(default=(), repr=False, compare=False)

    def at(self, span: Span) -> Repair:
        """The same repair elsewhere.

        >>> Repair(Span(1, 2), "O", "0", "ocr", "width").at(Span(4, 5)).span
        Span(start=4, end=5)
        """
        return Repair(
            span, self.before, self.after, self.rule, self.kind, self.confidence, self.certain, self.alternatives, self.steps
        )

    def place_of(self, opening: int) -> int:
        """Where in the changed text the run begins that begins at a place of `after`.

        >>> repair = Repair(Span(5, 9), "ÕþÎñ", "政务", "r", "mojibake", steps=((2, 1),))
        >>> repair.place_of(1), repair.end_of(1), repair.place_of(0), repair.end_of(2)
        (7, 7, 5, 9)
        """
        index = bisect_right(self.steps, opening, key=_IN_AFTER) - 1
        return self.span.start + (self.steps[index][0] if index >= 0 else 0)

    def end_of(self, closing: int) -> int:
        """Where in the changed text the run ends that ends at a place of `after`."""
        index = bisect_left(self.steps, closing, key=_IN_AFTER)
        return self.span.start + self.steps[index][0] if index < len(self.steps) else self.span.end


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A fact: what we read, the page's own words, where they stand, and which rule read them.

    A fact that is printed but that nobody could read has `value=None`: kept, not dropped.
    """

    value: T | None
    said: str
    place: Place | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division as it stood in one year. `code` is GB/T 2260, six digits.

    `zone` is the development zone that issues in the division (平潭综合实验区), which has no code of its own. `evidence`
    are the words that it was told from, where neither the issuer's name nor the title says it.
    """

    code: str
    province: str | None = None
    city: str | None = None
    county: str | None = None
    zone: str | None = None
    evidence: tuple[str, ...] = field(default=(), compare=False)

    @property
    def level(self) -> str:
        """`national`, `province`, `city` or `county`: the level of its government."""
        if self.county:
            return "county"
        if self.city:
            return "city"
        return "province" if self.province else "national"

    @property
    def name(self) -> str:
        """Its own full official name.

        >>> Region("442000", "广东省", "中山市").name
        '中山市'
        """
        return self.county or self.city or self.province or ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that must do something about a task, in one role. See the data dictionary, table `units`."""

    role: str
    name: str
    full_name: str | None = None
    function: str | None = None
    level: str | None = None
    region_code: str | None = None
    is_group: bool = False
    from_merge: bool = False
    open_list: bool = False
    also_known_as: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that a task must meet. See the data dictionary, table `deadlines`."""

    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    end_earliest: dt.date | None = None
    precision: str | None = None
    approximate: bool = False
    rrule: str | None = None
    offset_days: int | None = None
    workdays: bool | None = None
    anchor: str | None = None
    deliverable: str | None = None
    source: str = "cell"
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document that the notice names."""

    title: str | None
    doc_number: str | None = None
    issuer: str | None = None
    relation: str = "mentions"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page links to."""

    name: str
    href: str
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """What a person should look at. `task` is the task's sequence number, where it concerns one task.

    `message_zh` is the message in Chinese; empty where it is an error's own words.
    """

    code: str
    severity: str
    message: str
    place: Place | None = None
    task: int | None = None
    message_zh: str = ""
