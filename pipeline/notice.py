"""What a page turns into: the notice in reading order, its tasks and tables, and everything else, accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.outline import Grid, Loss, Passage
    from pipeline.values import Attachment, Citation, Deadline, Found, Issue, Place, Region, Repair, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the notice: one paragraph, heading or printed line, with the look of its block.

    `cells` are the words of its elements, where several stand side by side in it: a row of a table perhaps. They are all
    those of the block, even where this line is its first part only.
    """

    passage: Passage
    tag: str = "p"
    marks: frozenset[str] = frozenset()
    cells: tuple[Passage, ...] = ()
    text: str = field(init=False, repr=False, compare=False)
    """Its words."""

    def __post_init__(self) -> None:
        """Cut its words out once: every stage asks for them."""
        object.__setattr__(self, "text", self.passage.text)


Flow = tuple["Line | Grid", ...]
"""The notice in reading order: lines and tables."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that were understood, and as what. `kind` is a kind of the `blocks` table."""

    passage: Passage
    kind: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the notice says of itself. Every fact keeps its words; `claims` are the words that are spent on it."""

    title: Found[str] | None = None
    issuer: Found[str] | None = None
    doc_number: Found[str] | None = None
    written_date: Found[dt.date] | None = None
    published_date: Found[dt.date] | None = None
    plan_year: Found[int] | None = None
    doc_kind: str = "other"
    addressees: tuple[Found[str], ...] = ()
    other: tuple[tuple[str, Found[str]], ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def single(self) -> dict[str, Found[Any] | None]:
        """The facts of which a notice has one at most, by name, in the order in which they are told."""
        names = ("title", "issuer", "doc_number", "written_date", "published_date", "plan_year")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a task that name units or a time, not yet read.

    `role` is the role that the column or label gives (None: the words themselves must say; `deadline`: a label of time);
    `source` is where it stood: `cell`, `bracket`, `text`, `inherited`, `repeated` (the page says the task again elsewhere),
    `shared` (said once for many tasks, beside their own units), `otherwise` (said once for the tasks that name nobody).
    `from_merge`: the cell was shared by several rows. `deliverable`: what must be done by this time, where
    a cell of its own says so (完成选址 below 一季度). `year`: the one that the header above names (2024年完成时限).
    """

    passage: Passage
    role: str | None = None
    source: str = "cell"
    from_merge: bool = False
    deliverable: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A task whose units and deadlines are still words.

    `text` is the work itself; `extent` all the words that belong to the item, its label and brackets included. `is_step`: it
    stands in a schedule, which says when and not who. `again` is what the page says of the work the other time (in the letter).
    """

    text: tuple[Passage, ...]
    extent: tuple[Passage, ...]
    origin: str
    label: Passage | None = None
    path: tuple[str, ...] = ()
    units: tuple[Phrase, ...] = ()
    deadlines: tuple[Phrase, ...] = ()
    table: int | None = None
    row: int | None = None
    extra: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    is_step: bool = False
    again: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """An assigned piece of work. See the data dictionary, table `tasks`.

    `draft` holds no more what became its units and deadlines, but for words of units that the page says again elsewhere;
    `elsewhere` are times that the page sets where it says the task the other time (in the letter), and that do not hold;
    `passed_over` those in its words that may be deadlines and are read as none.
    """

    draft: Draft
    label: str | None
    units: tuple[Found[Unit], ...] = ()
    deadlines: tuple[Found[Deadline], ...] = ()
    confidence: float = 1.0
    elsewhere: tuple[Found[Deadline], ...] = ()
    passed_over: tuple[Found[Deadline], ...] = ()

    @property
    def text(self) -> str:
        """The work itself, repaired; paragraphs are lines."""
        return _joined(self.draft.text, [p.text for p in self.draft.text])

    @property
    def is_wordless(self) -> bool:
        """Whether its text has no Chinese word: a bare number, a date, a sign."""
        return not any("\u4e00" <= sign <= "\u9fff" for sign in self.text)

    @property
    def text_as_printed(self) -> str:
        """The work itself, as the page prints it."""
        return _joined(self.draft.text, [p.said for p in self.draft.text])


def _joined(passages: Sequence[Passage], words: Sequence[str]) -> str:
    """Words of one paragraph stand together (a bracket between them was taken out), others on lines of their own."""
    text = ""
    for index, (passage, said) in enumerate(zip(passages, words, strict=True)):
        before = passages[index - 1] if index else None
        apart = (
            before is not None
            and not passage.goes_on
            and (before.path != passage.path or "\n" in passage.traced.text[before.span.end : passage.span.start])
        )
        text += ("\n" if apart else "") + said
    return text


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A grid and what it is. `continues` is the number (from 1) of the table whose next part it is, after a page break."""

    grid: Grid
    kind: str
    header: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    caption: str | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """Words of the page that are neither task nor table, with what they are."""

    kind: str
    text: str
    place: Place


@dataclass(frozen=True)
class ParsedNotice:
    """Everything that was read from one page, and everything that was not.

    `untasked` are words that look like work and gave none: numbered items beside tasks in the same rank, read as requirements;
    rows of task tables (kind `table`); a table whose cells ran together (kind `unread`); numbers behind which one is left out
    (kind `skipped`) or which begin a list too late (`begun`). `doubted` are brackets at the end of tasks without units, which may
    name who does them. `notes` are those of the repaired outline.
    """

    doc_id: str
    source: str
    url: str | None
    site: str | None
    fetched_at: str | None
    content_sha256: str
    media_type: str
    charset: str
    script: str = "Hans"
    status: str = "parsed"
    status_reason: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    region: Region | None = None
    tasks: tuple[Task, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    citations: tuple[Found[Citation], ...] = ()
    blocks: tuple[BlockRow, ...] = ()
    repairs: tuple[tuple[str, Repair], ...] = ()
    losses: tuple[Loss, ...] = ()
    issues: tuple[Issue, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    coverage: float = 0.0
    untasked: tuple[BlockRow, ...] = ()
    doubted: tuple[BlockRow, ...] = ()
    fingerprint: str = ""

    @cached_property
    def n_units(self) -> int:
        """How many units all its tasks name."""
        return sum(len(t.units) for t in self.tasks)
