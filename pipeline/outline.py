"""A page as blocks and tables in reading order, and passages: words that know their place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.traced import TracedText
from pipeline.values import Attachment, Place, Repair, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a block's repaired text that knows where it stands on the page.

    `goes_on`: its words go on in the middle of a sentence from another block, from which a page break cut them.

    >>> words = Passage.of("（市司法局牵头）").part(1, 7)
    >>> words.text, words.place
    ('市司法局牵头', Place(path='', span=Span(start=1, end=7)))
    """

    path: str
    traced: TracedText
    span: Span
    goes_on: bool = False

    @classmethod
    def of(cls, text: str, path: str = "") -> Passage:
        """Words that stand alone, for examples and tests."""
        return cls(path, TracedText(text), Span(0, len(text)))

    @property
    def text(self) -> str:
        """The words, repaired."""
        return self.traced.text[self.span.start : self.span.end]

    @property
    def place(self) -> Place:
        """Where they stand on the page as published."""
        return Place(self.path, self.traced.original_span(self.span))

    @property
    def said(self) -> str:
        """The words as the page prints them."""
        home = self.traced.original_span(self.span)
        return self.traced.original[home.start : home.end]

    @property
    def certain(self) -> float:
        """The product of the confidences of the repairs inside; 1.0 when nothing was inferred."""
        home = self.traced.original_span(self.span)
        product = 1.0
        for repair in self.traced.repairs:
            inside = repair.span.overlaps(home) or home.start <= repair.span.start < home.end
            if inside and not repair.certain:
                product *= repair.confidence
        return product

    def part(self, start: int, end: int | None = None) -> Passage:
        """A run inside this one; positions count from its own start, as in a slice."""
        first, size = self.span.start, self.span.end - self.span.start
        begin, stop = start, size if end is None or end > size else end
        if begin < 0 or stop < 0:
            begin, stop, _ = slice(start, end).indices(size)
        if stop - begin >= size:
            return self
        return Passage(self.path, self.traced, Span(first + min(begin, stop), first + stop), self.goes_on)

    def strip(self, characters: str | None = None) -> Passage:
        """Without white space (or the given characters) at both ends."""
        text = self.text
        bare = text.strip(characters)
        if len(bare) == len(text):
            return self
        left = len(text) - len(text.lstrip(characters))
        return self.part(left, left + len(bare))

    def split(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """The runs between the matches of `pattern`, empty ones included."""
        at = 0
        for match in pattern.finditer(self.text):
            yield self.part(at, match.start())
            at = match.end()
        yield self.part(at)

    def lines(self) -> Iterator[Passage]:
        """Its lines that are not blank, stripped."""
        at = 0
        for line in self.text.split("\n"):
            piece = self.part(at, at + len(line)).strip()
            if piece.span.length:
                yield piece
            at += len(line) + 1


@dataclass(frozen=True, slots=True)
class Block:
    r"""A run of visible text that stands together: a paragraph, a heading, a line, or all of a table cell.

    `text` has white space as a reader sees it: runs of it are one space, `<br>` and inner paragraphs are `\n`.
    `tag` is the element's name (`line` in a text file); `marks` say how it looks (`bold`, `center`, `link`: all of
    its words are links). `set_aside` names why it is no part of the notice (`hidden`, `injected`, `navigation`, `footer`).
    `seams`: where, in the original text, the words of each element begin that stands side by side with others in the block.
    `indent`: how many columns of print are blank before a line of a text file.
    """

    path: str
    text: TracedText
    tag: str = "p"
    marks: frozenset[str] = frozenset()
    set_aside: str | None = None
    seams: tuple[int, ...] = ()
    indent: int = 0

    @property
    def whole(self) -> Passage:
        """All of its words."""
        return Passage(self.path, self.text, Span(0, len(self.text.text)))

    def cells(self) -> tuple[Passage, ...]:
        """Its words parted at the seams, blank cells included; nothing where it has none."""
        edges = [*(self.text.position(seam) for seam in self.seams), len(self.text.text)]
        return tuple(self.whole.part(a, b).strip() for a, b in pairwise(edges))

    def with_text(self, text: TracedText) -> Block:
        """The same block, repaired."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words and the slots that it covers."""

    row: int
    col: int
    passages: tuple[Passage, ...] = ()
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    text: str = field(init=False, repr=False, compare=False)
    """Its words; paragraphs are lines."""

    def __post_init__(self) -> None:
        """Join the words once: all that look for the table's columns ask for them."""
        alone = len(self.passages) == 1
        object.__setattr__(self, "text", self.passages[0].text if alone else _joined(self.passages))


def _joined(passages: tuple[Passage, ...]) -> str:
    return "".join(("\n" if at and not p.goes_on else "") + p.text for at, p in enumerate(passages))


@dataclass(frozen=True)
class Grid:
    """A table with its spans resolved: every slot knows its cell.

    `confidence` of a row is below 1.0 where its cells had to be realigned; `guessed_rows` maps row to that value.
    `repeats` are words of a flattened table that stand in no cell: its header, printed again after a page break.
    `told` are the roles of columns without a label, where the layout says what they hold: the titles over the labels of cards.
    """

    path: str
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    origin: str = "table"
    guessed_rows: tuple[tuple[int, float], ...] = ()
    repeats: tuple[Passage, ...] = ()
    told: tuple[tuple[int, str], ...] = ()

    @cached_property
    def slots(self) -> list[list[Cell | None]]:
        """The cell at each row and column; None where the table has a hole."""
        rows: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    rows[row][col] = cell
        return rows

    def texts(self) -> list[list[str]]:
        """The words of every slot, spans filled."""
        return [["" if c is None else c.text for c in row] for row in self.slots]

    def confidence(self, row: int) -> float:
        """How sure the alignment of a row is."""
        return self._guesses.get(row, 1.0)

    @cached_property
    def _guesses(self) -> dict[int, float]:
        return dict(self.guessed_rows)


@dataclass(frozen=True, slots=True)
class TableMarkup:
    """A table as the page marks it up: rows of cells with the spans that they claim, before they are resolved.

    `guessed_rows`: how sure it is what stands in a row, where nobody can tell from the print.
    `nested` tables stand as items of their own in the outline, after this one's place; a layout table is taken apart by the
    reader and never appears here.
    """

    path: str
    rows: tuple[tuple[MarkupCell, ...], ...]
    guessed_rows: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MarkupCell:
    """A cell as marked up: all its words are one block, paragraphs are lines; spans as claimed (1 where absent or broken)."""

    block: Block
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """A place where characters are lost for good: what stands there now, with the words around it."""

    place: Place
    said: str
    around: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A page in reading order, with what its head says.

    `meta` holds `(name, content)` of `<meta>` elements, `title` the `<title>`; `attachments` the linked files. `head_repairs` are
    the repairs of title and meta, each with its path; `losses` are the places at which characters stay lost. `notes` are pairs of
    what was noted and of what: `warning` (a case of the issue `page_damage`), `foreign_name` (the name), `unreadable` (why).
    `below` are the blocks of a page without end that stand below the lines that are read: nobody looks at them.
    """

    items: tuple[Block | TableMarkup, ...]
    media_type: str
    charset: str
    title: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    head_repairs: tuple[tuple[str, Repair], ...] = ()
    losses: tuple[Loss, ...] = ()
    below: tuple[Block, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order, those of table cells included, but for those `below`."""
        for item in self.items:
            if isinstance(item, Block):
                yield item
            else:
                for row in item.rows:
                    for cell in row:
                        yield cell.block
